"""Staff change and laptops are lost: new keys that nobody has to compare, a recovery key on paper, one self alone."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.app.restore import restore
from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.journal import Kind
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.recovery import RecoveryRequest, needs_writing, write_recovery
from kla_desktop.operations.rotate_keys import trusted_keys
from kla_desktop.sealing.keys import SigningKey, UnsealingKey
from tests.cli.kla import new_town
from tests.cli.kla import photo as picture
from tests.cli.kla import take as taken
from tests.operations.town import SILENT, photo, tagged, town


def test_new_keys_are_believed_because_the_old_one_signed_them(tmp_path: Path) -> None:
    here = new_town(tmp_path)
    (early,) = taken(here.village, picture(tmp_path / "a.png", 1))
    here.village.do("tag", early, "6")
    here.carry_in()
    here.carry_back()
    before = here.desk.do("stations")["stations"]
    for _ in range(2):  # twice, and nobody hears of the first
        words = here.village.do("keys", "rotate")["fingerprint_words"]
    (late,) = taken(here.village, picture(tmp_path / "b.png", 2))
    here.village.do("tag", late, "6")
    received = here.carry_in()
    assert (received["refused"], received["held"]) == ([], [])
    known = {one["station"]: one for one in here.desk.do("stations")["stations"]}
    mine = next(one for one in known.values() if one["fingerprint_words"] == words)
    assert mine["state"] == "accepted"
    assert mine["fingerprint_words"] not in [one["fingerprint_words"] for one in before]
    here.desk.do("review", late, "--accept")
    assert here.desk.do("keys", "rotate")["fingerprint_words"]
    received = here.carry_back()
    assert received["refused"] == []
    assert here.village.do("show", late)["item"]["state"] == "accepted"
    (last,) = taken(here.village, picture(tmp_path / "c.png", 3))
    here.village.do("tag", last, "6")
    assert here.carry_in()["refused"] == []  # sealed to the secretariat's new key
    for kla in (here.village, here.desk):
        assert kla.do("check")["problems"] == []


def test_a_chain_that_somebody_else_forged_is_not_believed() -> None:
    old, new, other = SigningKey.create(), SigningKey.create(), SigningKey.create()
    link = {"after": old.public.to_text(), "sign": new.public.to_text(), "seal": UnsealingKey.create().recipient}
    for signature in ("", "untrusted comment: x", None, 7):
        stated = {"succession": [{**link, "signature": signature}]}
        assert trusted_keys([old.public.to_text()], "s", stated) == (old.public.to_text(),)  # type: ignore[arg-type]
    odds: tuple[object, ...] = (None, 3, "x", [None], [[]], [{}], [link], {"after": 1})
    for odd in odds:
        assert trusted_keys([other.public.to_text()], "s", {"succession": odd}) == (other.public.to_text(),)  # type: ignore[arg-type]


def test_what_was_sent_opens_with_the_paper_alone(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        assert needs_writing(here.desk)
        here.introduce(here.village)
        tagged(here.village, photo(tmp_path / "a.png", 1))
        (bundle,) = pack(here.village, PackRequest(), SILENT).bundles
        paper = write_recovery(here.desk, RecoveryRequest(tmp_path / "kunci.txt"), SILENT).path
        assert not needs_writing(here.desk)
        with pytest.raises(Exception) as again:
            write_recovery(here.desk, RecoveryRequest(tmp_path / "lagi.txt"), SILENT)
        assert getattr(again.value, "code", None) is ErrorCode.RECOVERY_WRITTEN
        secret = paper.read_text("ascii").splitlines()[2]
        assert secret not in json.dumps(here.desk.store.local.setting("recovery"))
        sheet = write_recovery(here.desk, RecoveryRequest(tmp_path / "kunci.pdf", renew=True), SILENT).path
        assert sheet.read_bytes().startswith(b"%PDF-")
        opened = tmp_path / "bundle.zip"
        age = shutil.which("age")
        if age is None:
            pytest.skip("no age on this machine")
        subprocess.run([age, "-d", "-i", paper, "-o", opened, bundle.path], check=True, timeout=60)
        assert opened.read_bytes()[:4] == b"PK\x03\x04"


def test_a_restored_laptop_is_one_station_with_one_password(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.introduce(here.village)
        here.carry(here.desk, here.village)
        back_up(here.village, BackUpRequest(tmp_path / "cadangan.tar"), SILENT)
        me = here.village.me
        restore(tmp_path / "cadangan.tar", tmp_path / "baru", None, SILENT)
        with bootstrap.opened(tmp_path / "baru") as again:
            assert again.me == me
            assert int(again.store.local.setting("epoch")) == 1
            (item,) = tagged(again, photo(tmp_path / "n.png", 9))
            received = here.carry(again, here.desk)
            assert [one.sender for one in received.accepted] == [me]
            assert not received.held
        told = [event for event in here.desk.store.journal.all() if event.station == me and event.subject == item]
        assert {event.epoch for event in told} == {1}
        assert [one.id for one in here.desk.store.offices.stations()].count(me) == 1
        given = [event for event in here.desk.store.journal.all() if event.kind == Kind.CREDENTIAL]
        assert [event.subject for event in given] == [me]
