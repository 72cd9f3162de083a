"""Texts given to `kla suggest --text-file` as people save them."""

import json
from pathlib import Path

import pytest

from kla_desktop.cli.main import main

TEXT = "Rapat forum anak kelurahan membahas usulan anak untuk musrenbang.\n" * 3


@pytest.mark.parametrize(
    ("given", "first"),
    [
        (TEXT.encode(), 6),
        (TEXT.encode("utf-16"), 6),
        (TEXT.encode("utf-16-le"), 6),
        (TEXT.replace("\n", "\r\n").encode(), 6),
        (b"\xef\xbb\xbf" + TEXT.encode(), 6),
        (b"", None),
        (bytes(range(256)) * 40, None),
        (("Harga cabai naik di pasar. " * 200_000).encode(), None),
        (b"Barudak di lembur ieu tos gaduh akta kalahiran, hatur nuhun ka disdukcapil.", 4),
    ],
    ids=["utf-8", "utf-16", "unmarked", "crlf", "mark", "empty", "binary", "large", "sundanese"],
)
def test_a_text_is_read_however_it_was_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: bytes, first: int | None
) -> None:
    path = tmp_path / "teks.txt"
    path.write_bytes(given)
    assert main(["--json", "suggest", "--text-file", str(path)]) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert [each["number"] for each in result["suggestions"]][:1] == ([] if first is None else [first])
