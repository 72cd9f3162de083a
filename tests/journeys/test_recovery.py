"""The secretariat's laptop is lost: its recovery key brings it back from a backup, or from what others still hold."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kla_desktop.app import bootstrap
from kla_desktop.app.paths import config_folder
from kla_desktop.app.recover import Recovered, RecoverRequest, recover
from kla_desktop.app.restore import restore
from kla_desktop.gui.dialogs.recover_dialog import RecoverDialog
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.station import Trust
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.browse import detail
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.enrol import words_of
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.recovery import RecoveryRequest, read_recovery_key, write_recovery
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.syncing.coordinator import waiting_replies
from kla_desktop.operations.workspace import Workspace
from tests.gui.desk_harness import window
from tests.operations.town import SILENT, Town, photo, tagged, town


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as found:
        yield found


def paper_of(here: Town) -> str:
    return write_recovery(here.desk, RecoveryRequest(here.folder / "kunci.txt"), SILENT).path.read_text("ascii")


def kept(here: Town, sender: Workspace, receiver: Workspace, drawer: Path) -> None:
    """Carry as ever, and keep a copy of what travelled, as a stick in a drawer or a hub does."""
    if sender.is_secretariat:
        reply(sender, ReplyRequest(), SILENT)
    else:
        pack(sender, PackRequest(), SILENT)
    hand_over(sender, HandOverRequest(here.stick), SILENT)
    receive(receiver, ReceiveRequest((here.stick,)), SILENT)
    shutil.copytree(here.stick, drawer, dirs_exist_ok=True)
    for file in here.stick.rglob("*.kla"):
        file.unlink()


def state(ws: Workspace, item: EvidenceId) -> State:
    return detail(ws, item).item.tags[0].state


def goes_on(here: Town, again: Workspace, item: EvidenceId) -> None:
    """The new laptop judges and replies; the village believes it without a new invitation, and hands in to it."""
    review(again, ReviewRequest((item,), Verdict.RETURN, None, "buram"), SILENT)
    received = here.carry(again, here.village)
    assert [one.error.code for one in received.refused] == []
    assert state(here.village, item) is State.RETURNED
    (late,) = tagged(here.village, photo(here.folder / "nanti.png", 41))
    received = here.carry(here.village, again)
    assert [one.new for one in received.accepted] == [1]
    assert detail(again, late).item.has_bytes
    assert check_library(again, CheckRequest(), SILENT).problems == ()


def test_a_backup_opens_with_the_paper_alone_and_the_lost_laptops_key_is_closed(here: Town) -> None:
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    here.carry(here.village, here.desk)
    review(here.desk, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
    here.carry(here.desk, here.village)
    paper, old = paper_of(here), here.desk.station.keys[-1]
    backup = back_up(here.desk, BackUpRequest(here.folder / "cadangan.kla-cadangan"), SILENT).path
    (config_folder() / f"{here.desk.store.local.setting('library')}.key").unlink()  # the laptop and its keeper are gone
    other = write_recovery(here.desk, RecoveryRequest(here.folder / "lain.txt", renew=True), SILENT).path
    with pytest.raises(Fixable) as wrong:
        recover(RecoverRequest((backup,), other.read_text("ascii"), here.folder / "baru"), SILENT)
    assert wrong.value.code is ErrorCode.RECOVERY_KEY_OTHER
    assert not (here.folder / "baru").exists()
    done = recover(RecoverRequest((backup,), paper, here.folder / "baru", passphrase="kata sandi baru"), SILENT)
    assert (done.station, done.items, done.stations) == (here.desk.me, 2, 1)
    with bootstrap.opened(here.folder / "baru", "kata sandi baru") as again:
        assert again.is_coordinator
        assert int(again.store.local.setting("epoch")) == 1
        assert again.station.keys[-1] != old
        assert words_of(again.station.keys[-1]) == done.words
        assert state(again, item) is State.ACCEPTED
        goes_on(here, again, item)


def test_without_a_backup_bundles_in_a_drawer_tell_what_they_held(here: Town) -> None:
    drawer = here.folder / "laci"
    here.enrol(here.village, here.agency)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    kept(here, here.village, here.desk, drawer)
    here.accept(here.village)
    review(here.desk, ReviewRequest((item,), Verdict.ACCEPT, None, "", "bagus"), SILENT)
    kept(here, here.desk, here.village, drawer)
    tagged(here.agency, photo(here.folder / "b.png", 2))
    kept(here, here.agency, here.desk, drawer)  # nobody accepted the agency yet
    paper, words = paper_of(here), words_of(here.desk.station.keys[-1])
    typed = next(line for line in paper.splitlines() if line.startswith("AGE-SECRET"))
    folder = here.folder / "baru"
    with pytest.raises(Fixable) as ask:
        recover(RecoverRequest((drawer,), typed, folder), SILENT)
    assert (ask.value.code, ask.value.details["words"]) == (ErrorCode.RECOVERY_WORDS, " ".join(words))
    assert not folder.exists()
    done = recover(RecoverRequest((drawer,), typed, folder, "Rini", words), SILENT)
    assert (done.station, done.items, done.own, done.accepted, done.stations) == (here.desk.me, 1, 1, 1, 1)
    assert [held.station for held in done.held] == [here.agency.me]
    assert done.refused == ()
    assert [path.name for path in here.folder.glob(".baru*")] == []
    with bootstrap.opened(folder) as again:
        assert (again.actor, again.is_coordinator) == ("Rini", True)
        assert state(again, item) is State.ACCEPTED
        assert detail(again, item).item.tags[0].note == "bagus"
        assert detail(again, item).item.has_bytes
        assert {one.trust for one in again.store.offices.stations() if one.id == here.village.me} == {Trust.ACCEPTED}
        goes_on(here, again, item)


def test_what_lies_nowhere_any_more_is_sent_again_from_the_start(here: Town) -> None:
    drawer = here.folder / "laci"
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    here.carry(here.village, here.desk)
    review(here.desk, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
    kept(here, here.desk, here.village, drawer)
    done = recover(RecoverRequest((drawer,), paper_of(here), here.folder / "baru"), SILENT)
    assert (done.items, done.own, done.stations) == (0, 1, 1), (
        "receipts and reviews alone: the evidence is not in replies"
    )
    with bootstrap.opened(here.folder / "baru") as again:
        here.carry(again, here.village)
        made = pack(here.village, PackRequest(from_start=True), SILENT).bundles
        received = receive(again, ReceiveRequest(tuple(one.path for one in made)), SILENT)
        assert received.refused == ()
        assert detail(again, item).item.has_bytes
        assert state(again, item) is State.ACCEPTED, "the review was waiting for it"


def test_a_restored_secretariats_replies_are_not_taken_for_those_it_has_forgotten(here: Town) -> None:
    """Replies made after the backup were acknowledged; the restored library counts on beyond them."""
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    here.carry(here.village, here.desk)
    here.carry(here.desk, here.village)
    backup = back_up(here.desk, BackUpRequest(here.folder / "cadangan.tar"), SILENT).path
    for shade in (2, 3):
        tagged(here.village, photo(here.folder / f"{shade}.png", shade))
        here.carry(here.village, here.desk)
        here.carry(here.desk, here.village)
    restore(backup, here.folder / "pulih", None, SILENT)
    with bootstrap.opened(here.folder / "pulih") as again:
        tagged(here.village, photo(here.folder / "d.png", 4))
        here.carry(here.village, again)
        review(again, ReviewRequest((item,), Verdict.RETURN, reason="buram"), SILENT)
        (lost,) = reply(again, ReplyRequest((here.village.me,)), SILENT).bundles
        assert [row.id for row in waiting_replies(again)] == [lost.id]
        assert lost.path.is_file()
        (kept,) = reply(again, ReplyRequest((here.village.me,), everything=True), SILENT).bundles
        received = receive(here.village, ReceiveRequest((kept.path,)), SILENT)
        assert received.refused == ()
        assert state(here.village, item) is State.RETURNED


def test_the_window_asks_for_the_words_and_opens_what_came_back(qapp: QApplication, here: Town) -> None:
    drawer = here.folder / "laci"
    here.enrol(here.village)
    tagged(here.village, photo(here.folder / "a.png", 1))
    kept(here, here.village, here.desk, drawer)
    here.accept(here.village)
    kept(here, here.desk, here.village, drawer)
    secret = next(line for line in paper_of(here).splitlines() if line.startswith("AGE-SECRET"))
    came: list[Recovered] = []
    with window(qapp, here.village, here.folder) as shown:
        dialog = RecoverDialog(here.folder / "baru", shown.desk.job_bridge, came.append, shown.shell)
        dialog.open()
        dialog.start()
        assert "Tambahkan dulu" in dialog.answer.text()
        dialog.add([drawer])
        dialog.key.setPlainText("bukan kunci")
        dialog.start()
        shown.settle()
        assert "bukan kunci pemulihan" in dialog.answer.text()
        dialog.key.setPlainText(secret)
        dialog.start()
        shown.settle()
        words = " ".join(words_of(here.desk.station.keys[-1]))
        assert words in dialog.answer.text()
        assert dialog.words.isVisible()
        dialog.words.setText(words)
        dialog.start()
        shown.settle()
        assert [one.items for one in came] == [1]
        assert not dialog.isVisible()


def test_a_saved_key_file_names_the_old_signing_key_and_strange_files_are_passed_over(here: Town) -> None:
    drawer = here.folder / "laci"
    here.enrol(here.village)
    tagged(here.village, photo(here.folder / "a.png", 1))
    kept(here, here.village, here.desk, drawer)
    here.accept(here.village)
    kept(here, here.desk, here.village, drawer)
    (drawer / "asing.kla").write_bytes(b"bukan bundel")
    paper = paper_of(here)
    assert recover(RecoverRequest((drawer,), paper, here.folder / "baru"), SILENT).items == 1
    empty = here.folder / "kosong"
    empty.mkdir()
    with pytest.raises(Fixable) as nothing:
        recover(RecoverRequest((empty,), paper, here.folder / "baru2"), SILENT)
    assert nothing.value.code is ErrorCode.RECOVERY_NOTHING


def test_the_key_is_read_as_it_stands_on_the_sheet() -> None:
    secret = "AGE-SECRET-KEY-1" + "Q" * 58
    with pytest.raises(Fixable) as fault:
        read_recovery_key(secret)
    assert fault.value.code is ErrorCode.RECOVERY_KEY_FAULT


def test_a_key_typed_in_two_lines_and_small_letters_is_read(here: Town) -> None:
    secret = next(line for line in paper_of(here).splitlines() if line.startswith("AGE-SECRET"))
    assert read_recovery_key(f"  {secret[:37].lower()}\n{secret[37:]} \n").secret == secret
