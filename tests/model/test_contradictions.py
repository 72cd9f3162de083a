"""What of an item's times cannot be true together."""

import pytest

from kla_desktop.model.capture import TimeSource, local_text, merged_claims
from kla_desktop.model.contradictions import contradictions, looks_reset, other_time, worth_saying
from kla_desktop.model.letter_number import letter_number
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.formats import position, when

NOW = "2026-11-24T08:00:00Z"


def doubts(*claims: tuple[str, str], now: str = NOW) -> list[str]:
    said = [{"value": value, "source": source, "confidence": 0.5} for value, source in claims]
    return [found.doubt.value for found in contradictions(merged_claims([said], ""), now)]


@pytest.mark.parametrize(
    ("claims", "codes"),
    [
        ([("2024-06-11T10:15:22", "exif"), ("2024-06-11", "file_name")], []),
        ([("2024-06-11T23:59:00", "exif"), ("2024-06-12", "file_name")], []),
        ([("2023-01-05T10:15:22", "exif"), ("2024-06-11", "file_name")], ["time_conflict"]),
        ([("2024-08-15T10:15:22", "exif"), ("2024-06-11T09:00:00+07:00", "xmp")], []),  # changed after it was made
        ([("2024-03-15T10:15:22", "exif"), ("2024-06-11T09:00:00+07:00", "xmp")], ["time_conflict"]),
        ([("2024-06-11T10:15:22", "exif"), ("2024-06", "folder_name")], []),
        ([("2024-06-11T10:15:22", "exif"), ("2022", "folder_name")], ["time_conflict"]),
        ([("2024-06-11T10:15:22", "exif"), ("2024-06-14", "folder_name")], []),
        ([("2024-06-11T10:15:22", "exif"), ("2024-07-11", "folder_name")], ["time_conflict"]),
        ([("2024-06-11T10:15:22", "exif"), ("2024-06-14T03:15:22+00:00", "gps")], ["time_conflict"]),
        ([("2024-06-10T20:15:22+00:00", "container"), ("2024-06-11T03:15:22", "file_name")], []),
        ([("2024-06-05", "document"), ("2024-06-11", "file_name")], []),
        ([("2022-06-05", "document"), ("2024-06-11", "file_name")], ["time_conflict"]),
        ([("2022-06-05", "document"), ("2024-06-08", "document"), ("2024-06-11", "file_name")], []),
        ([("2010-01-01T00:12:00", "exif")], ["clock_reset"]),
        ([("1980-01-01T12:00:00", "exif"), ("2024-06-11", "file_name")], ["clock_reset"]),
        ([("2027-06-11T10:15:22", "exif")], ["time_in_future"]),
        ([("2027-06-11", "document")], []),
        ([("2024-06-11T10:15:22", "file_name"), ("2024-06-01T00:00:00+00:00", "file_time")], ["time_after_file"]),
        ([("2024-06-11", "document"), ("2024-06-01T00:00:00+00:00", "file_time")], []),
        ([("2024-06-11T10:15:22", "file_name"), ("1980-01-01T00:00:00+00:00", "file_time")], []),
        ([("nonsense", "exif"), ("2024-13", "file_name")], []),
    ],
)
def test_what_cannot_be_true_together_is_flagged(claims: list[tuple[str, str]], codes: list[str]) -> None:
    assert doubts(*claims) == codes
    assert doubts(*reversed(claims)) == codes


@pytest.mark.parametrize(
    ("named", "sure", "codes"),
    [("2024-06-12", 0.6, []), ("2024-06-18", 0.6, ["time_conflict"]), ("2024-06-18", 0.3, []), ("2024-06", 0.35, [])],
)
def test_minutes_named_after_another_day_than_their_own(named: str, sure: float, codes: list[str]) -> None:
    said = [
        {"value": "2024-06-11", "source": "document", "confidence": 0.74},
        {"value": named, "source": "file_name", "confidence": sure},
    ]
    assert [found.doubt.value for found in contradictions(merged_claims([said], ""), NOW)] == codes


def test_the_officers_word_settles_it_and_each_is_said_in_a_sentence() -> None:
    said = [
        {"value": "2023-01-05T10:15:22", "source": "exif", "confidence": 0.95},
        {"value": "2024-06-11", "source": "file_name", "confidence": 0.5},
    ]
    (found,) = contradictions(merged_claims([said], ""), NOW)
    assert contradiction(found, "id").startswith(
        "Waktu tidak cocok: 5 Jan 2023 10.15 (dari kamera), tetapi 11 Jun 2024"
    )
    assert "do not agree" in contradiction(found, "en")
    assert contradictions(merged_claims([said], "2024-06-11"), NOW) == ()
    ahead = [{"value": "2031-01-05T10:15:22", "source": "exif", "confidence": 0.95}]
    assert contradictions(merged_claims([ahead], "2024-06-11"), NOW) == ()
    (late,) = contradictions(merged_claims([ahead], "2032-01-05T10:15:22"), NOW)
    assert late.first == ("2032-01-05T10:15:22", "officer")


@pytest.mark.parametrize(
    ("claims", "said", "offered"),
    [
        ([("2019-02-01T00:03:12", "exif"), ("2026-11-14T09:15:02", "file_name")], 1, "2026-11-14T09:15:02"),
        ([("2010-01-01T00:12:00", "exif"), ("2026-11-14", "file_name")], 1, "2026-11-14"),
        ([("2031-05-05T10:00:00", "exif"), ("2026-11-20T02:00:00Z", "file_time")], 1, "2026-11-20T02:00:00Z"),
        ([("2010-01-01T00:12:00", "exif")], 1, ""),
        ([("2026-11-14T09:15:02", "exif"), ("2026-11-14", "file_name"), ("2026-11-20", "file_time")], 0, ""),
    ],
)
def test_the_time_that_speaks_against_the_one_in_force_is_offered(
    claims: list[tuple[str, str]], said: int, offered: str
) -> None:
    merged = merged_claims([[{"value": value, "source": source, "confidence": 0.5} for value, source in claims]], "")
    found = contradictions(merged, NOW)
    assert len(worth_saying(found)) == said
    assert other_time(merged, found, merged[0]["value"]) == offered


def test_claims_of_strange_shape_do_no_harm() -> None:
    strange = [
        {"value": "2024-06-11", "source": "prophet", "confidence": 2},
        {"value": "2024-06-12", "source": "exif", "confidence": True},
        {"value": "2024-06-13", "source": "officer", "confidence": 1},
        {"value": "2024-06-13", "source": "file_name", "confidence": 0.1},
    ]
    merged = merged_claims([strange], "")
    assert [claim["value"] for claim in merged] == ["2024-06-13", "2024-06-12", "2024-06-11"]
    assert merged_claims([strange], "2024-06")[0] == {"value": "2024-06", "source": "officer", "confidence": 1.0}
    assert contradictions(merged, NOW) == ()


def test_texts_order_as_moments_do() -> None:
    assert local_text("2024-06-10T20:15:22+00:00") == "2024-06-11T03:15:22"
    assert local_text("2024-06-11T03:15:22.512+07:00") == "2024-06-11T03:15:22.512000"
    for same in ("2024", "2024-06", "2024-06-11", "2024-06-11T03:15:22", "", "0001-01-01T00:00:00+00:00"):
        assert local_text(same) in {same, "0001-01-01T07:00:00"}
    assert when("2024-06", "id") == "Juni 2024"
    assert position(-6.4025, 106.7942, "id") == "6,40250° LS, 106,79420° BT"
    assert position(6.4, -106.8, "en") == "6.40000° N, 106.80000° W"


def test_a_camera_without_battery_is_known_by_its_date() -> None:
    assert [value for value in ("2000-01-01T00:00:00", "2016-01-01T08:59:00") if not looks_reset(value)] == []
    assert not looks_reset("2024-01-01T00:10:00")
    assert not looks_reset("2010-01-02T00:10:00")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Depok, 5 Juni 2024\nNomor : 400.2.4/123/DP3AP2KB/VI/2024\nSifat : Penting", "400.2.4/123/DP3AP2KB/VI/2024"),
        ("KEPUTUSAN LURAH\nNOMOR 463/234/Kpts/Pem/Huk/2024\nTENTANG", "463/234/Kpts/Pem/Huk/2024"),
        ("NOMOR : 12 TAHUN 2024\nTENTANG", "12 TAHUN 2024"),
        ("No. 005 / 77 / Kel.Beji / 2024", "005/77/Kel.Beji/2024"),
        ("No.\t: 050/036/PPEPD-BAPP/2024", "050/036/PPEPD-BAPP/2024"),
        ("Nomor telepon 021", ""),
        ("Menindaklanjuti surat Nomor 005/77/2024", ""),
        ("", ""),
    ],
)
def test_the_number_of_a_letter_is_kept(text: str, number: str) -> None:
    assert letter_number(text) == number


def test_every_source_has_its_place() -> None:
    assert next(iter(TimeSource)) is TimeSource.OFFICER
    assert list(TimeSource)[-1] is TimeSource.FILE_TIME
