"""The parts of pages: what they say, how they are worked by keyboard, what a screen reader hears."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.theme import LIGHT, Theme, contrast, font
from kla_desktop.gui.translations import install_language
from kla_desktop.gui.widgets.badge import badge_text, badge_width
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.coverage_bar import CoverageBar
from kla_desktop.gui.widgets.empty_state import EmptyState
from kla_desktop.gui.widgets.key_cap import KeyCap
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.message_bar import MessageBar
from kla_desktop.gui.widgets.photo_view import LARGEST, PhotoView
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.gui.widgets.status_line import StatusLine
from kla_desktop.gui.widgets.toast import Toast
from tests.gui.shell_harness import PLACES, discard, picture

CTRL = Qt.KeyboardModifier.ControlModifier
FocusReason = Qt.FocusReason


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """A shown window to put widgets on; everything goes with it."""
    install_language(qapp, "id")
    Theme(qapp, "light")
    window = QWidget()
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    discard(window)


def on(stage: QWidget, widget: QWidget) -> None:
    widget.setParent(stage)
    widget.show()
    widget.resize(widget.sizeHint())


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("state", list(State))
def test_a_state_is_symbol_word_and_colour(stage: QWidget, state: State) -> None:
    words = {
        State.ACCEPTED: ("disahkan", "#1d6b37"),
        State.WAITING: ("menunggu tinjauan", "#8a5a00"),
        State.RETURNED: ("dikembalikan", "#b3261e"),
        State.MISSING: ("belum ada", "#b3261e"),
        State.NOT_APPLICABLE: ("tidak berlaku", "#545d63"),
    }
    label = StateLabel(state)
    on(stage, label)
    assert label.accessibleName() == words[state][0]
    assert words[state][1] in colours_of(label)
    symbol = label.grab().toImage().copy(0, 0, 14, label.height())
    inks = {symbol.pixelColor(x, y).name() for x in range(14) for y in range(symbol.height())}
    assert max(contrast(ink, LIGHT.window) for ink in inks) >= 3
    label.set_state(state, "4")
    assert label.accessibleName() == f"4, {words[state][0]}"
    assert label.sizeHint().width() < 60


def test_states_of_different_meaning_look_different_without_colour(stage: QWidget) -> None:
    seen: list[bytes] = []
    for state in State:
        label = StateLabel(state, "")
        on(stage, label)
        grey = label.grab().toImage().convertToFormat(QImage.Format.Format_Mono)
        seen.append(bytes(grey.constBits()))
    assert len(set(seen)) == 5


def test_a_count_beside_a_name_stays_small() -> None:
    assert (badge_text(38), badge_text(12_345)) == ("38", "999+")
    assert badge_width(badge_text(12_345)) < 60


def test_a_chip_goes_by_key_and_by_click(stage: QWidget, qtbot: QtBot) -> None:
    fixed, chip = Chip("perkiraan", "warn"), Chip("06", "tag", removable=True)
    for widget in (fixed, chip):
        on(stage, widget)
    assert fixed.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.waitSignal(chip.removed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 6, 10))
    with qtbot.assertNotEmitted(chip.removed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(4, 10))
    chip.set_text("10 PAUD-HI")
    assert chip.accessibleName() == "10 PAUD-HI"


def test_search_waits_for_the_typing_to_rest(stage: QWidget, qtbot: QtBot) -> None:
    box = SearchBox("Cari bukti…")
    on(stage, box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    QTest.keyClicks(box, "posy")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["posy"])
    QTest.keyClicks(box, "andu")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["posy", "posyandu"]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["posy", "posyandu", ""]
    with qtbot.waitSignal(box.left):
        QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.qWait(200)
    assert len(heard) == 3
    assert box.accessibleName() == "Cari bukti…"


def test_a_place_is_found_by_a_part_of_its_name(stage: QWidget) -> None:
    picker = PlacePicker(PLACES, "Lokasi")
    on(stage, picker)
    told: list[str] = []
    picker.picked.connect(told.append)
    assert picker.code == ""
    line = picker.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "pancoran")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert picker.code == "32.76.01.1001"
    assert told == ["32.76.01.1001"]
    line.selectAll()
    QTest.keyClicks(line, "curug")  # two places of this name: nothing is guessed
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert picker.code in ("32.76.01.1001", "32.76.05.1001")
    assert picker.currentText() in dict(PLACES).values()
    picker.set_code("32.76.04.1003")
    assert picker.currentText() == "Curug, Cimanggis"
    picker.set_places(PLACES[1:])
    assert picker.code == "32.76.04.1003"
    picker.set_code("unknown")
    assert (picker.code, picker.currentText()) == ("", "")


def test_another_place_is_typed_over_the_one_that_was_chosen(stage: QWidget) -> None:
    picker = PlacePicker(PLACES, "Lokasi")
    picker.set_code("32.76.04.1003")
    on(stage, picker)
    line = picker.lineEdit()
    assert line is not None
    QApplication.sendEvent(picker, QFocusEvent(QEvent.Type.FocusIn, FocusReason.TabFocusReason))
    QTest.keyClicks(line, "pancoran")
    assert line.text() == "pancoran"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert picker.code == "32.76.01.1001"


def test_what_is_typed_stays_when_the_list_of_suggestions_hands_focus_back(stage: QWidget) -> None:
    picker = PlacePicker(PLACES, "Lokasi")
    on(stage, picker)
    line = picker.lineEdit()
    assert line is not None
    for letter, reason in (
        ("p", FocusReason.PopupFocusReason),
        ("a", FocusReason.ActiveWindowFocusReason),
        ("n", None),
    ):
        QTest.keyClicks(line, letter)
        if reason:
            QApplication.sendEvent(picker, QFocusEvent(QEvent.Type.FocusOut, reason))
            QApplication.sendEvent(picker, QFocusEvent(QEvent.Type.FocusIn, reason))
    assert line.text() == "pan"
    QApplication.sendEvent(picker, QFocusEvent(QEvent.Type.FocusIn, FocusReason.TabFocusReason))
    assert line.selectedText() == "pan"


def test_a_kelurahan_comes_before_what_lies_in_the_kecamatan_of_its_name(stage: QWidget) -> None:
    picker = PlacePicker((("d", "Depok, Kec. Pancoran Mas"), ("k", "Kec. Pancoran Mas"), ("p", "Pancoran Mas, Kec. X")))
    on(stage, picker)
    line = picker.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "pancoran mas")
    completer = picker.completer()
    assert completer is not None
    assert completer.currentCompletion() == "Pancoran Mas, Kec. X"
    picker.set_code("d")
    QTest.keyClicks(line, "x")
    assert picker.code == "d", "what was chosen stays chosen while the list is put in order"


def test_the_photo_fits_then_zooms_then_pans(stage: QWidget, qtbot: QtBot) -> None:
    view = PhotoView()
    on(stage, view)
    view.resize(400, 300)
    view.set_image(picture(1600, 1200), "Musrenbang, 21 Nov 2026")
    assert view.fits
    assert view.zoom == pytest.approx(0.25)
    QTest.keyClick(view, Qt.Key.Key_F)
    assert view.zoom == 1.0
    before = view.grab().toImage()
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.grab().toImage() != before
    QTest.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.fits
    QTest.keyClick(view, Qt.Key.Key_Equal, CTRL)
    assert view.zoom == pytest.approx(0.3125)
    QTest.keyClick(view, Qt.Key.Key_Minus, CTRL)
    assert view.zoom == pytest.approx(0.25)
    for _ in range(40):
        view.zoom_by(2)
    assert view.zoom == LARGEST
    assert view.accessibleName() == "Musrenbang, 21 Nov 2026"


def test_zooming_with_the_wheel_keeps_what_is_under_the_mouse(stage: QWidget) -> None:
    view = PhotoView()
    on(stage, view)
    view.resize(400, 300)
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(1180, 1220):
        for y in range(280, 320):
            image.setPixelColor(x, y, QColor("red"))
    view.set_image(image, "x")
    spot = QPointF(300, 75)  # picture (1200, 300) at a quarter
    assert view.grab().toImage().pixelColor(300, 75).name() == "#ff0000"
    for _ in range(4):
        keys, no_buttons = CTRL, Qt.MouseButton.NoButton
        turn = QWheelEvent(
            spot,
            view.mapToGlobal(spot),
            QPoint(),
            QPoint(0, 120),
            no_buttons,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, turn)
    assert view.zoom > 0.5
    assert view.grab().toImage().pixelColor(300, 75).name() == "#ff0000"


def test_a_photo_that_is_dragged_stays_in_view(stage: QWidget) -> None:
    view = PhotoView()
    on(stage, view)
    view.resize(400, 300)
    view.set_image(picture(1600, 1200), "x")
    view.actual_size()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    QTest.mouseMove(view, QPoint(5000, 5000))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(5000, 5000))
    corner = view.grab().toImage().pixelColor(6, 6).name()  # inside the ring of the focus
    assert corner == "#e8dbc7", "its corner, not the ground beside it"


def test_pages_turn_within_their_number_and_arrows_are_left_to_the_page(stage: QWidget) -> None:
    view = PhotoView()
    on(stage, view)
    asked: list[int] = []
    view.set_image(picture(), "Notulen")
    view.set_pages(0, 2, asked.append)
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert asked == [1]
    assert view.accessibleDescription() == "Halaman 1 dari 2"
    view.set_sentence("Berkas ini tidak bisa dibuka.")
    assert view.accessibleName() == "Berkas ini tidak bisa dibuka."
    view.zoom_by(2)
    view.actual_size()
    view.fit()


def test_the_message_bar_says_acts_and_closes(stage: QWidget, qtbot: QtBot) -> None:
    bar = MessageBar()
    on(stage, bar)
    bar.hide()
    did: list[str] = []
    bar.show_message("USB tercabut.", "danger", "Coba lagi", lambda: did.append("again"))
    assert bar.isVisible()
    action, close = bar.findChildren(QAbstractButton)
    assert close.accessibleName() == "Tutup pesan"
    action.click()
    assert did == ["again"]
    assert not bar.isVisible()
    bar.show_failure(Failure("Disk penuh.", None, ValueError()))
    assert bar.text == "Disk penuh."
    assert not action.isVisible()
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert "#fbe4e1" in colours_of_shown(bar, "Gagal", "danger")


def colours_of_shown(bar: MessageBar, text: str, tone: str) -> set[str]:
    bar.show_message(text, "danger" if tone == "danger" else "info")
    return colours_of(bar)


def test_a_toast_offers_undo_only_where_there_is_some(stage: QWidget) -> None:
    toast = Toast()
    on(stage, toast)
    did: list[int] = []
    toast.say("12 foto ditandai", lambda: did.append(1))
    button = toast.findChildren(QAbstractButton)[0]
    assert button.text() == "Urungkan"
    button.click()
    assert did == [1]
    assert toast.isHidden()
    toast.say("Bundel tersalin dan sudah diperiksa ulang.")
    assert button.isHidden()
    toast.dismiss()


def test_coverage_is_said_in_numbers(stage: QWidget) -> None:
    bar = CoverageBar(2, 1, 5)
    on(stage, bar)
    assert bar.accessibleName() == "2 disahkan, 1 menunggu, dari 5"
    full = colours_of(bar)
    bar.set_values(0, 0, 0)
    assert "#0b6b63" in full
    assert "#0b6b63" not in colours_of(bar)
    bar.set_values(9, 9, 3)  # more than asked for is full, no more
    assert "#0b6b63" in colours_of(bar)


def test_an_empty_state_offers_the_next_action(stage: QWidget) -> None:
    did: list[int] = []
    empty = EmptyState("Tidak ada yang perlu ditandai.", "tag")
    button = empty.add_action("Pilih folder", lambda: did.append(1))
    second = empty.add_action("Coba dengan contoh", lambda: did.append(2))
    on(stage, empty)
    button.click()
    second.click()
    assert did == [1, 2]
    assert (button.property("kind"), second.property("kind")) == ("primary", "plain")
    assert empty.accessibleName() == "Tidak ada yang perlu ditandai."


def test_buttons_say_their_key_and_follow_the_theme(stage: QWidget, qapp: QApplication) -> None:
    did: list[int] = []
    button = Button("Buat bundel…", "box", clicked=lambda: did.append(1), key="Ctrl+B")
    small = IconButton("drawer", "Laci", key="F4", clicked=lambda: did.append(2))
    for widget in (button, small):
        on(stage, widget)
    button.click()
    small.click()
    assert did == [1, 2]
    assert (button.toolTip(), small.toolTip(), small.accessibleName()) == ("Ctrl+B", "Laci (F4)", "Laci")
    light = small.icon().pixmap(20, 20).toImage()
    Theme(qapp, "dark")
    QTest.qWait(10)
    assert small.icon().pixmap(20, 20).toImage() != light
    Theme(qapp, "light")


def test_labels_show_names_as_they_are(stage: QWidget) -> None:
    label = Label("<b>Posyandu</b> & RW 5", "title")
    on(stage, label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    long = ElidedLabel("WhatsApp Image 2026-11-21 at 10.15.22 (3).jpeg")
    on(stage, long)
    long.resize(80, 20)
    long.grab()
    assert long.toolTip() == long.text()
    long.resize(900, 20)
    long.grab()
    assert long.toolTip() == ""
    counted, cut, short = (ElidedLabel(text) for text in ("11 dari 24 ada bukti", "11 dari 24 ada bukti", "11/24"))
    counted.short = "11/24"
    for label in (counted, cut, short):
        on(stage, label)
        label.resize(55, 20)
    drawn = [label.grab().toImage() for label in (counted, short, cut)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert counted.toolTip() == "11 dari 24 ada bukti"
    assert font("title").pixelSize() == 17
    assert KeyCap("Enter").accessibleName() == "Enter"
    card = Card("Terakhir")
    assert card.accessibleName() == "Terakhir"


def test_the_status_line_says_only_what_is_true(stage: QWidget) -> None:
    line = StatusLine()
    on(stage, line)
    assert line.saved.text() == "Tersimpan di laptop ini"
    assert line.unsent.isHidden()
    assert line.deadline.isHidden()
    line.set_unsaved(2)
    assert line.saved.text() == "Menyimpan…"
    for days, text, tone in (
        (12, "Batas kirim: 12 hari lagi", "muted"),
        (3, "Batas kirim: 3 hari lagi", "warn"),
        (0, "Batas kirim: hari ini", "warn"),
        (-2, "Batas kirim lewat 2 hari", "warn"),
    ):
        line.set_deadline(days)
        assert (line.deadline.text(), line.deadline.property("tone")) == (text, tone)
    line.set_deadline(None)
    assert line.deadline.isHidden()


def test_texts_follow_the_language(qapp: QApplication) -> None:
    install_language(qapp, "id")
    assert (texts.number(1234), texts.size(12_500_000), texts.doing("copying")) == ("1.234", "12,5 MB", "menyalin")
    assert texts.counted(12, "photo") == "12 foto"
    install_language(qapp, "en")
    assert (texts.number(1234), texts.size(12_500_000), texts.doing("copying")) == ("1,234", "12.5 MB", "copying")
    assert (texts.counted(1, "photo"), texts.counted(12, "photo")) == ("1 photo", "12 photos")
    install_language(qapp, "id")


def test_a_subclass_keeps_the_translations_of_its_base(stage: QWidget, qapp: QApplication) -> None:
    class Special(Toast):
        pass

    install_language(qapp, "en")
    toast = Special()
    on(stage, toast)
    toast.say("12 photos tagged", lambda: None)
    assert toast.findChildren(QAbstractButton)[0].text() == "Undo"
    install_language(qapp, "id")
    QTest.qWait(10)
    assert toast.findChildren(QAbstractButton)[0].text() == "Urungkan"
    assert QKeySequence("Ctrl+F").toString() == "Ctrl+F"
