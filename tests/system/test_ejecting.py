"""Ejecting asks the system, and is only offered where the system would do it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.ejecting import can_eject, eject
from kla_desktop.system.volumes import SystemVolumes, Volume
from tests.sticks import Stick


def test_only_what_can_be_pulled_out_is_ejected(tmp_path: Path) -> None:
    folder = Volume(tmp_path, "KINGSTON", "vfat", 1 << 30, 1 << 29, removable=True, read_only=False)
    assert not can_eject(folder), "no drive is mounted here"
    assert not can_eject(replace(folder, path=Path("/"), removable=False))
    assert not can_eject(replace(folder, path=Path("/"), network=True))


def test_a_stick_in_use_stays_and_a_quiet_one_goes(stick: Stick) -> None:
    volume = replace(SystemVolumes().volume_of(stick.path), removable=True)
    assert SystemVolumes().device_of(stick.path).startswith("/dev/loop")
    assert can_eject(volume)
    with (stick.path / "dibuka.txt").open("w") as file:
        file.write("masih ditulis")
        with pytest.raises(Fixable) as caught:
            eject(volume)
    assert caught.value.code is ErrorCode.DRIVE_BUSY
    assert stick.path.is_mount()
    eject(volume)
    assert not stick.path.is_mount()
    stick.plug_in()
    assert (stick.path / "dibuka.txt").read_text() == "masih ditulis"
