"""How a station comes to the hub of its enrolment file: at any of its addresses, and to nobody else's."""

import json
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.journal import compact
from kla_desktop.operations.enrol import EnrolmentRequest, EnrolRequest, enrol, read_enrolment, write_enrolment
from kla_desktop.operations.hub.access import SetHubRequest, hub_access, hub_choice, key_print, set_hub
from kla_desktop.operations.hub.house import HouseRequest, make_house
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.sealing.keys import SigningKey
from kla_desktop.sealing.signing import sign
from tests.operations.town import SILENT, Town, photo, tagged, town


def invited(here: Town, address: str, *also: str) -> Path:
    """An invitation that names these addresses of one hub."""
    file = write_enrolment(here.desk, EnrolmentRequest(here.folder / "depok.kla-daftar"), SILENT).path
    content = read_enrolment(file) | {"hub": {"address": address, "also": list(also)}}
    signature = sign(compact(content).encode(), SigningKey.from_text(here.desk.secrets.signing), "kla enrolment")
    file.write_text(json.dumps({"content": content, "signature": signature.decode("ascii")}), encoding="utf-8")
    return file


def test_the_next_address_is_tried_and_kept_when_the_first_is_silent(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        silent = "webdav://127.0.0.1:9/kla"
        (tmp_path / "hub").mkdir()
        answers = (tmp_path / "hub").as_uri()
        enrol(here.village, EnrolRequest(invited(here, silent, answers)), SILENT)
        tagged(here.village, photo(tmp_path / "a.png", 1))
        done = sync(here.village, SyncRequest(packs=True, now=True), SILENT)
        assert (done.failed, len(done.sent)) == ((), 1)
        choice = hub_choice(here.village)
        assert choice is not None
        assert choice.address == answers, "it begins there next time"
        set_hub(here.village, SetHubRequest(silent), SILENT)
        tagged(here.village, photo(tmp_path / "b.png", 2))
        assert len(sync(here.village, SyncRequest(packs=True, now=True), SILENT).sent) >= 1


def test_when_no_address_answers_the_first_is_kept_and_the_queue_waits(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        first, other = "webdav://127.0.0.1:9/kla", "webdav://127.0.0.1:9/lain"
        enrol(here.village, EnrolRequest(invited(here, first, other)), SILENT)
        tagged(here.village, photo(tmp_path / "a.png", 1))
        done = sync(here.village, SyncRequest(packs=True, now=True), SILENT)
        assert [one.error.code for one in done.failed] == [ErrorCode.HUB_UNREACHABLE]
        assert done.wait is not None
        assert hub_access(here.village).choice.address == first


def test_a_code_names_the_secretariats_keys_and_another_ones_is_refused(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        house = make_house(here.desk, HouseRequest(port=9), SILENT)
        file = write_enrolment(here.desk, EnrolmentRequest(tmp_path / "depok.kla-daftar"), SILENT).path
        enrol(here.village, EnrolRequest(file), SILENT)
        keys, pin = here.desk.station.keys[-1], house.house.pin
        address = "webdavs://10.0.0.9:9/"
        with pytest.raises(Fixable) as other:
            set_hub(here.village, SetHubRequest(f"{address}#{pin}.{'0' * 24}"), SILENT)
        assert other.value.code is ErrorCode.HUB_OTHER
        done = set_hub(here.village, SetHubRequest(f"{address}#{pin}.{key_print(keys.sign, keys.seal)}"), SILENT)
        assert (done.choice.address, done.choice.pin) == (address, pin)


def test_the_invitation_tells_places_and_agencies(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.introduce(here.agency)
        content = read_enrolment(write_enrolment(here.desk, EnrolmentRequest(tmp_path / "d.kla-daftar"), SILENT).path)
        assert ["32.76.01.1008", "Pancoran Mas", "32.76.01"] in content["places"]
        assert content["agencies"] == ["DP3AP2KB", "Dinkes"]
