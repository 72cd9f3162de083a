"""Tinjau over real libraries: verdicts by key, reasons, undo, what gives pause; mending at the station."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kla_desktop.app import bootstrap
from kla_desktop.gui.dialogs.alike_dialog import AlikeDialog
from kla_desktop.gui.dialogs.compare_dialog import CompareDialog
from kla_desktop.gui.dialogs.move_dialog import MoveDialog
from kla_desktop.gui.pages.line import Line
from kla_desktop.gui.pages.review_page import ReviewPage
from kla_desktop.gui.widgets.button import Button
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.likeness import PairVerdict, pair
from kla_desktop.model.listing import Judged
from kla_desktop.model.station import Role
from kla_desktop.operations.browse import detail
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.desks import DelegateRequest, delegate
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.replace import ReplaceRequest, replace
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.workspace import Workspace
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import SILENT, Town, photo, tagged, take, town
from tests.shots import Event, rooms


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A secretariat with evidence of its own, which waits for a verdict like any other."""
    bootstrap.create(tmp_path / "desk", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB"))
    with bootstrap.opened(tmp_path / "desk") as ws:
        yield ws


def hold(ws: Workspace, folder: Path, *shades: int, indicator: str = "13") -> None:
    tagged(ws, *(photo(folder / f"foto-{shade}.png", shade) for shade in shades), indicator=indicator)


def deliver(depok: Town, *shades: int, indicator: str = "13") -> list[EvidenceId]:
    """Let the village hand in some photos in its first bundle."""
    depok.enrol(depok.village)
    files = [photo(depok.folder / f"foto-{shade}.png", shade) for shade in shades]
    ids = tagged(depok.village, *files, indicator=indicator)
    depok.carry(depok.village, depok.desk)
    depok.accept(depok.village)
    return ids


def state_of(ws: Workspace, evidence: EvidenceId) -> tuple[State, str, str]:
    found = detail(ws, evidence).item.tags[0]
    return found.state, found.reason, found.note


def test_verdicts_by_key_undo_and_the_way_through_the_queue(
    qapp: QApplication, desk: Workspace, tmp_path: Path
) -> None:
    hold(desk, tmp_path, 9, indicator="6")
    hold(desk, tmp_path, 1, 2, 3)
    with window(qapp, desk, tmp_path, review=ReviewPage) as shown:
        page = cast("ReviewPage", shown.show("review"))
        assert page.subtitle == "4 menunggu"
        assert page.view.position.text() == "1 dari 4"
        assert not page.view.picture._image.isNull()
        shown.press(page.list, Qt.Key.Key_Down)
        shown.settle()
        assert page.view.position.text() == "2 dari 4"
        first = page.entry
        assert first is not None
        shown.press(page.list, "y")
        shown.settle()
        assert state_of(desk, first.item.id)[0] is State.ACCEPTED
        assert shown.toast == "1 bukti disahkan: 13 Status gizi balita"
        assert page.subtitle == "3 menunggu · 1 hari ini oleh Dewi"
        second = page.entry
        assert second is not None
        assert second.key != first.key
        shown.desk.undo()
        shown.settle()
        assert state_of(desk, first.item.id)[0] is State.TAGGED
        assert page.entry is not None
        assert page.entry.key == first.key, "undo leads back to what it undid"
        shown.press(page.list, Qt.Key.Key_Right)
        shown.settle()
        assert page.view.position.text() == "3 dari 4"
        put_off = page.entry
        assert put_off is not None
        shown.press(page.list, "n")
        shown.settle()
        assert page.walk.queue.tickets[-1].key == put_off.key
        assert all_fits(page) == []


def test_returning_needs_a_reason_and_text_fields_keep_their_letters(
    qapp: QApplication, desk: Workspace, tmp_path: Path
) -> None:
    hold(desk, tmp_path, 1, 2)
    with window(qapp, desk, tmp_path, review=ReviewPage) as shown:
        page = cast("ReviewPage", shown.show("review"))
        entry = page.entry
        assert entry is not None
        shown.press(page.list, "k")
        shown.settle()
        assert "hanya bisa dikembalikan dengan alasan" in shown.message
        assert state_of(desk, entry.item.id)[0] is State.TAGGED
        page.verdict.note.setFocus()
        shown.press(page.verdict.note, "yk1 ulang")
        assert page.verdict.note.toPlainText() == "yk1 ulang"
        assert page.verdict.chosen == ()
        page.verdict.reasons[0].setFocus()
        shown.press(page.verdict.reasons[0], "1", "2", "k")
        shown.settle()
        assert page.window().focusWidget() is page.list, "arrows walk the list again"
        assert state_of(desk, entry.item.id) == (State.RETURNED, "buram, tanpa tanggal", "yk1 ulang")
        assert not shown.message
        assert page.verdict.note.toPlainText() == ""


def test_moving_returns_with_the_indicator_that_is_meant(qapp: QApplication, desk: Workspace, tmp_path: Path) -> None:
    hold(desk, tmp_path, 1)
    with window(qapp, desk, tmp_path, review=ReviewPage) as shown:
        page = cast("ReviewPage", shown.show("review"))
        entry = page.entry
        assert entry is not None
        shown.press(page.list, "p")
        dialog = page.findChild(MoveDialog)
        assert dialog is not None
        assert not dialog.move_button.isEnabled()
        dialog.indicator.setFocus()
        line = dialog.indicator.lineEdit()
        assert line is not None
        QTest.keyClicks(line, "10 PAUD")
        line.editingFinished.emit()
        dialog.move_button.click()
        shown.settle()
        state, reason, note = state_of(desk, entry.item.id)
        assert (state, reason) == (State.RETURNED, "salah indikator")
        assert note == "Seharusnya indikator 10 PAUD-HI."


def test_the_same_bytes_from_another_office_give_pause(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        deliver(depok, 1)
        depok.enrol(depok.agency)
        tagged(depok.agency, photo(tmp_path / "pinjam.png", 1), indicator="14")
        depok.carry(depok.agency, depok.desk)
        depok.accept(depok.agency)
        with window(qapp, depok.desk, tmp_path, review=ReviewPage) as shown:
            page = cast("ReviewPage", shown.show("review"))
            page.bar.indicator.setCurrentIndex(page.bar.indicator.findText("14 PMBA"))
            page.bar.changed.emit()
            shown.settle()
            said = [line.accessibleName() for line in page.verdict.findChildren(Line)]
            assert any("sama persis juga dikirim Kelurahan Pancoran Mas" in line for line in said)
            assert page.view.estimate.isVisible(), "a file's own time is an estimate, and is called so"


def test_a_station_sees_why_and_mends(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        (mine,) = deliver(depok, 1)
        review(depok.desk, ReviewRequest((mine,), Verdict.RETURN, None, "buram", "Ulangi dari dekat"), SILENT)
        depok.carry(depok.desk, depok.village)
        with window(qapp, depok.village, tmp_path, review=ReviewPage) as shown:
            page = cast("ReviewPage", shown.show("review"))
            assert page.subtitle == "1 dikembalikan"
            assert page.returned.reason.text() == "buram"
            assert page.returned.note.text() == "Ulangi dari dekat"
            assert page.returned.who.text().startswith("Dewi")
            entry = page.entry
            assert entry is not None
            page.mend_with(entry, str(tmp_path / "foto-1.png"))
            shown.settle()
            assert "Pilih berkas lain" in shown.message, "the same bytes mend nothing"
            page.mend_with(entry, str(photo(tmp_path / "tajam.png", 77)))
            shown.settle()
            old = detail(depok.village, mine).item
            assert old.superseded_by is not None
            new = detail(depok.village, old.superseded_by).item
            assert [one.indicator for one in new.tags] == [old.tags[0].indicator]
            assert shown.toast == "1 bukti diganti"
            assert page.empty.isVisible()


def test_documents_without_a_picture_are_read_as_text(qapp: QApplication, desk: Workspace, tmp_path: Path) -> None:
    paper = tmp_path / "notulen.txt"
    paper.write_text("Rapat Forum Anak membahas taman bermain.\n" * 4, encoding="utf-8")
    added = take(desk, paper).added
    slug = desk.catalogue.find("6").slug
    tag(desk, TagRequest(tuple(one.id for one in added), (slug,)), SILENT)
    with window(qapp, desk, tmp_path, review=ReviewPage) as shown:
        page = cast("ReviewPage", shown.show("review"))
        assert "taman bermain" in page.view.words.toPlainText()
        page.view.words.setFocus()
        shown.press(page.view.words, "y")
        shown.settle()
        assert page.empty.isVisible(), "letters judge while a document is read"


def test_a_photo_used_again_is_looked_at_side_by_side_and_decided(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        depok.introduce(depok.agency)
        shot = Event(next(rooms(1, seed=9)), 1, (640, 480)).shot()
        shot.save(tmp_path / "asli.jpg", quality=90)
        shot.resize((400, 300)).save(tmp_path / "lagi.jpg", quality=70)
        (first,) = tagged(depok.village, tmp_path / "asli.jpg")
        (again,) = tagged(depok.agency, tmp_path / "lagi.jpg")
        depok.carry(depok.village, depok.desk)
        depok.carry(depok.agency, depok.desk)
        derive(depok.desk, DeriveRequest(), SILENT)
        find_reuse(depok.desk, FindReuseRequest(), SILENT)
        with window(qapp, depok.desk, tmp_path, review=ReviewPage) as shown:
            page = cast("ReviewPage", shown.show("review"))
            page._go(next(at for at, ticket in enumerate(page.walk.queue.tickets) if ticket.key[0] == again))
            shown.settle()
            doubts = [line.accessibleName() for line in page.verdict.findChildren(Line)]
            assert any("Mirip dengan bukti Kelurahan Pancoran Mas" in text for text in doubts)
            QTest.keyClick(page.list, Qt.Key.Key_B)
            shown.settle()
            beside = page.findChild(CompareDialog)
            assert beside is not None
            assert beside.left.office.text() == "Dinkes"
            beside.reject()
            shown.settle()
            page.alike.click()
            shown.settle()
            pairs = page.findChild(AlikeDialog)
            assert pairs is not None
            assert len(pairs.shown) == 2, "the photo by which both introduced themselves is the same file"
            pairs.kind.setCurrentIndex(pairs.kind.findData("resized"))
            pairs.kind.activated.emit(pairs.kind.currentIndex())
            assert [{item.id for item in one.both} for one in pairs.shown] == [{first, again}]
            pairs.compare()
            shown.settle()
            dialog = pairs.findChild(CompareDialog)
            assert dialog is not None
            assert dialog.right.office.text() == "Dinkes"
            assert len(dialog._images) == 2
            dialog.note.setText("lain acara")
            QTest.keyClick(dialog.verdicts[PairVerdict.DIFFERENT], Qt.Key.Key_D)
            shown.settle()
            assert pairs.shown == []
            assert not pairs.look.isEnabled()
            assert pairs.empty.accessibleName() == "Tidak ada pasangan yang cocok dengan pilihan ini."
            assert pairs.empty.isVisible()
        decision = depok.desk.store.likeness.comparison(*pair(first, again))
        assert decision is not None
        assert (decision.verdict, decision.note) == (PairVerdict.DIFFERENT, "lain acara")


def test_a_whole_group_is_judged_at_once_and_taken_back_in_one_step(
    qapp: QApplication, desk: Workspace, tmp_path: Path
) -> None:
    hold(desk, tmp_path, 1, 2, 3)
    hold(desk, tmp_path, 9, indicator="6")
    with window(qapp, desk, tmp_path, review=ReviewPage) as shown:
        page = cast("ReviewPage", shown.show("review"))
        assert [row.count for row in page.list.rows] == [3, 1]
        assert page.strip.isVisible()
        assert page.verdict.accept_button.text() == "Sahkan  Y"
        QTest.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert page.verdict.accept_button.text() == "Sahkan 3  Y"
        shown.press(page.list, "y")
        shown.settle()
        assert shown.toast.startswith("3 bukti disahkan")
        assert page.subtitle == "1 menunggu · 3 hari ini oleh Dewi"
        shown.desk.undo()
        shown.settle()
        assert page.subtitle == "4 menunggu"
        QTest.keyClick(page.strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert page.verdict.accept_button.text() == "Sahkan 2  Y", "as in a file list"
        shown.press(page.list, "1", "k")
        shown.settle()
        assert page.subtitle == "2 menunggu · 2 hari ini oleh Dewi"
        assert all_fits(page) == []


def test_words_are_searched_as_they_are_typed_and_choices_narrow_the_queue(
    qapp: QApplication, desk: Workspace, tmp_path: Path
) -> None:
    hold(desk, tmp_path, 1, 2, indicator="13")
    paper = tmp_path / "notulen.txt"
    paper.write_text("Rapat Forum Anak membahas taman bermain di RW 5.\n" * 3, encoding="utf-8")
    added = take(desk, paper).added
    tag(desk, TagRequest(tuple(one.id for one in added), (desk.catalogue.find("6").slug,)), SILENT)
    with window(qapp, desk, tmp_path, review=ReviewPage) as shown:
        page = cast("ReviewPage", shown.show("review"))
        assert page.focus_search()
        shown.press(page.bar.search, "taman")
        shown.settle(0.4)
        (row,) = page.list.rows
        assert "\x02taman\x03" in row.below
        assert page.entry is not None
        assert page.entry.item.id == added[0].id
        assert "taman" in page.view.hit.words.accessibleName()
        shown.press(page.bar.search, "zzz")
        shown.settle(0.4)
        assert page.empty.isVisible()
        page._first.click()
        shown.settle(0.4)
        assert len(page.walk.queue) == 3
        page.bar.order.setCurrentIndex(page.bar.order.findData("most"))
        page.bar.order.activated.emit(2)
        assert page.walk.queue.tickets[0].indicator == desk.catalogue.find("13").slug
        page.bar.order.setCurrentIndex(page.bar.order.findData("newest"))
        page.bar.order.activated.emit(1)
        assert page.walk.queue.tickets[0].key[0] == added[0].id
        page.bar.kind.setCurrentIndex(page.bar.kind.findData("photo"))
        page.bar.kind.activated.emit(1)
        assert len(page.walk.queue) == 2


def test_a_decision_can_be_taken_back_until_its_reply_has_left(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        first, second = deliver(depok, 1, 2)
        for one in (first, second):
            review(depok.desk, ReviewRequest((one,), Verdict.ACCEPT), SILENT)
        with window(qapp, depok.desk, tmp_path, review=ReviewPage) as shown:
            page = cast("ReviewPage", shown.show("review"))
            page.bar.choose(Judged.ACCEPTED)
            shown.settle()
            assert page.subtitle == "2 disahkan · 2 hari ini oleh Dewi"
            assert "sampai balasannya berangkat" in words_in(page.verdict.decision)
            shown.press(page.list, "t")
            shown.settle()
            assert page.subtitle == "1 disahkan · 1 hari ini oleh Dewi"
            assert "keputusan atas 1 bukti ditarik" in shown.toast
            depok.carry(depok.desk, depok.village)
            left = page.entry
            assert left is not None
            page.reload()
            page._shown = None
            shown.settle()
            assert "Sudah berangkat dengan balasan 1" in words_in(page.verdict.decision)
            shown.press(page.list, "t")
            shown.settle()
            assert "sudah berangkat" in shown.message
            assert state_of(depok.desk, left.item.id)[0] is State.ACCEPTED
            shown.press(page.list, "1", "k")
            shown.settle()
            assert state_of(depok.desk, left.item.id)[0] is State.RETURNED, "a new word always helps"
            depok.carry(depok.desk, depok.village)
            shown.desk.undo()
            shown.settle()
            assert "sudah berangkat" in shown.message
            assert state_of(depok.desk, left.item.id)[0] is State.RETURNED


def test_a_doubt_becomes_the_reason_and_the_version_before_stands_beside(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        (mine,) = deliver(depok, 1)
        review(depok.desk, ReviewRequest((mine,), Verdict.RETURN, None, "buram"), SILENT)
        depok.carry(depok.desk, depok.village)
        added = take(depok.village, photo(tmp_path / "tajam.png", 77)).added
        replace(depok.village, ReplaceRequest(mine, added[0].id), SILENT)
        depok.carry(depok.village, depok.desk)
        with window(qapp, depok.desk, tmp_path, review=ReviewPage) as shown:
            page = cast("ReviewPage", shown.show("review"))
            said = [line.accessibleName() for line in page.verdict.findChildren(Line)]
            assert "Perbaikan dari bukti yang dikembalikan Dewi: buram." in said
            assert any("Tanggalnya tidak diketahui" in line for line in said)
            use = [one for one in page.verdict.findChildren(Button) if one.text() == "Jadikan alasan"]
            use[0].click()
            assert page.verdict.chosen == ("undated",)
            assert "Pengirim akan melihat alasan ini" in page.verdict.outlook.text()
            shown.press(page.list, "v")
            shown.settle()
            assert page.view.is_beside
            assert not page.view.earlier._image.isNull()
            assert "foto-1" in page.view.earlier.accessibleName()
            shown.press(page.list, "v")
            assert page.view.earlier.isHidden()


def test_two_desks_that_disagree_stand_side_by_side_until_the_coordinator_decides(
    qapp: QApplication, tmp_path: Path
) -> None:
    with town(tmp_path) as depok, second_desk(depok) as rini:
        (item,) = deliver(depok, 1)
        give(depok, depok.desk, rini)
        review(rini, ReviewRequest((item,), Verdict.RETURN, None, "buram"), SILENT)
        review(depok.desk, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
        depok.carry(rini, depok.desk)
        with window(qapp, depok.desk, tmp_path, review=ReviewPage) as shown:
            page = cast("ReviewPage", shown.show("review"))
            assert "Berselisih (1)" in [page.bar.state.itemText(at) for at in range(page.bar.state.count())]
            page.bar.choose(Judged.DISPUTED)
            shown.settle()
            told = words_in(page.verdict.decision)
            assert "Rini" in told
            assert "Dewi" in told
            assert "berlaku untuk semua meja" in told
            in_force = state_of(depok.desk, item)[0]
            shown.press(page.list, *(["y"] if in_force is State.ACCEPTED else ["1", "k"]))
            shown.settle()
            assert page.empty.isVisible(), "confirming the word in force settles it as well"
            assert depok.desk.store.reviews.count(Judged.DISPUTED) == 0
            shown.desk.undo()
            shown.settle()
            assert depok.desk.store.reviews.count(Judged.DISPUTED) == 1, "undo opens it again"
            shown.desk.redo()
            shown.settle()
            give(depok, depok.desk, rini)
            assert rini.store.reviews.count(Judged.DISPUTED) == 0
            assert state_of(rini, item)[0] is in_force


def words_in(box: QWidget) -> str:
    """Everything that a box says."""
    return " ".join(label.text() for label in box.findChildren(QLabel))


@contextlib.contextmanager
def second_desk(depok: Town) -> Iterator[Workspace]:
    """A further desk, delegated and told of it."""
    bootstrap.create(
        depok.folder / "rini", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Rini", "DP3AP2KB", desk=True)
    )
    with bootstrap.opened(depok.folder / "rini") as rini:
        depok.enrol(rini)
        depok.carry(rini, depok.desk)
        receive(depok.desk, ReceiveRequest(delegate(depok.desk, DelegateRequest(rini.me), SILENT).waiting), SILENT)
        give(depok, depok.desk, rini)
        yield rini


def give(depok: Town, sender: Workspace, receiver: Workspace) -> None:
    """Carry what the coordinator has for one desk."""
    for made in reply(sender, ReplyRequest((receiver.me,)), SILENT).bundles:
        receive(receiver, ReceiveRequest((made.path,)), SILENT)
