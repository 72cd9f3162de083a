"""The sample evidence: complete, repeatable, readable by the libraries the product uses, true to the catalogue."""

import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image, ImageOps

from kla_desktop.app.samples.make import Sample, SampleSet, first_sample_photo, make_samples
from kla_desktop.app.samples.pdf import Line, text_width, wrap, write_pdf

CATALOGUE = Path(__file__).resolve().parents[2] / ".." / "shared" / "catalogue" / "indicators.json"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def named(made: SampleSet, ending: str) -> Sample:
    (sample,) = (one for one in made.samples if one.path.name.endswith(ending))
    return sample


@pytest.fixture(scope="module")
def kelurahan(tmp_path_factory: pytest.TempPathFactory) -> SampleSet:
    return make_samples(tmp_path_factory.mktemp("kelurahan"), "kelurahan")


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> SampleSet:
    return make_samples(tmp_path_factory.mktemp("agency"), "agency")


def test_each_station_gets_its_files(kelurahan: SampleSet, agency: SampleSet) -> None:
    assert (kelurahan.place_code, len(kelurahan.samples)) == ("32.76.01.1008", 21)
    assert (agency.place_code, len(agency.samples)) == ("32.76", 10)
    for sample in (*kelurahan.samples, *agency.samples):
        assert sample.path.stat().st_size > 400, sample.path.name
        assert sample.title
        assert sample.story


def test_two_runs_agree_byte_for_byte_and_in_file_times(agency: SampleSet, tmp_path: Path) -> None:
    again = make_samples(tmp_path, "agency")
    for first, second in zip(agency.samples, again.samples, strict=True):
        assert digest(first.path) == digest(second.path), first.path.name
        assert first.path.stat().st_mtime == second.path.stat().st_mtime


def test_the_first_photo_is_the_first_of_the_kelurahan(kelurahan: SampleSet, tmp_path: Path) -> None:
    sample = first_sample_photo(tmp_path)
    assert digest(sample.path) == digest(kelurahan.samples[0].path)
    assert (sample.indicator_slug, sample.slot_slug) == ("status-gizi-balita", "foto-posyandu-pmt")


def test_phone_photos_carry_time_offset_place_and_camera(kelurahan: SampleSet) -> None:
    with Image.open(named(kelurahan, "IMG_20260611_083512.jpg").path) as photo:
        assert photo.size == (1840, 1380)
        exif = photo.getexif()
        details, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    assert (exif[0x010F], exif[0x0110]) == ("samsung", "SM-A155F")
    assert (details[0x9003], details[0x9011]) == ("2026:06:11 08:35:12", "+07:00")
    degrees = [float(place[key][0] + place[key][1] / 60 + place[key][2] / 3600) for key in (2, 4)]
    assert (place[1], place[3]) == ("S", "E")
    assert degrees == pytest.approx([6.39712, 106.80946], abs=1e-5)


def test_the_tall_photo_and_the_page_are_stored_lying_down(kelurahan: SampleSet) -> None:
    for name in ("IMG_20260611_084127.jpg", "IMG_20260210_131502.jpg"):
        with Image.open(named(kelurahan, name).path) as photo:
            assert photo.getexif()[0x0112] == 6
            assert photo.width > photo.height
            upright = ImageOps.exif_transpose(photo)
        assert upright.height > upright.width


def test_the_photographed_page_stands_upright_after_turning(kelurahan: SampleSet) -> None:
    with Image.open(named(kelurahan, "IMG_20260210_131502.jpg").path) as photo:
        page = ImageOps.exif_transpose(photo).convert("L")
    wide, high = page.size
    middle = page.crop((wide // 5, 0, wide * 4 // 5, high)).resize((1, high), Image.Resampling.BOX)
    rows = middle.tobytes()
    text = [abs(rows[y] - rows[y - 3]) for y in range(3, high)]
    assert sum(text[high // 12 : high // 2]) > 1.5 * sum(text[high * 7 // 12 : high * 11 // 12 + high // 12])


def test_messenger_photos_carry_nothing_of_the_phone(kelurahan: SampleSet, agency: SampleSet) -> None:
    sent = [
        one
        for one in (*kelurahan.samples, *agency.samples)
        if "WhatsApp Image" in one.path.name or "-WA" in one.path.name
    ]
    assert len(sent) == 4
    for sample in sent:
        with Image.open(sample.path) as photo:
            assert not dict(photo.getexif()), sample.path.name
            assert photo.size == (1280, 960)


def test_copies_are_exact_near_and_recycled(kelurahan: SampleSet, agency: SampleSet) -> None:
    hall, copy = named(kelurahan, "IMG_20260207_093044.jpg"), named(kelurahan, "Musrenbang Anak (1).jpg")
    assert digest(hall.path) == digest(copy.path)
    posyandu = kelurahan.samples[0]
    assert digest(posyandu.path) == digest(named(agency, "Posyandu Melati RW 05.jpg").path)
    forwarded = named(kelurahan, "WhatsApp Image 2026-06-11 at 10.15.22.jpeg")
    other = named(kelurahan, "IMG_20260715_065811.jpg")
    assert distance(posyandu.path, forwarded.path) < 4 < distance(posyandu.path, other.path)
    assert digest(posyandu.path) != digest(forwarded.path)
    shots = [one for one in kelurahan.samples if one.path.parent.name == "Kamera"]
    assert len({digest(one.path) for one in shots}) == len(shots)


def distance(one: Path, other: Path) -> float:
    """Return the mean difference in grey of two pictures, made small."""
    small: list[bytes] = []
    for path in (one, other):
        with Image.open(path) as photo:
            small.append(photo.convert("L").resize((32, 24), Image.Resampling.BOX).tobytes())
    return sum(abs(a - b) for a, b in zip(small[0], small[1], strict=True)) / len(small[0])


def test_the_damaged_photo_does_not_open_to_its_end(kelurahan: SampleSet) -> None:
    with (
        Image.open(named(kelurahan, "IMG_20260822_161612.jpg").path) as photo,
        pytest.raises(OSError, match="truncated"),
    ):
        photo.load()


def test_minutes_have_what_minutes_need(kelurahan: SampleSet) -> None:
    document = docx.Document(str(named(kelurahan, "Notulen Musrenbang Anak 2026-02-07.docx").path))
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert list(facts) == ["Topik", "Hari/tanggal", "Waktu", "Tempat", "Pimpinan rapat", "Notulis", "Peserta"]
    assert facts["Hari/tanggal"] == ": Sabtu, 7 Februari 2026"
    text = "\n".join(line.text for line in document.paragraphs)
    assert "Pembahasan" in text
    assert "Keputusan" in text
    assert "rekaan" in text
    assert document.core_properties.created.replace(tzinfo=UTC) == datetime(2026, 2, 7, 9, 30, 44, tzinfo=UTC)


def test_the_attendance_list_is_a_table(kelurahan: SampleSet) -> None:
    document = docx.Document(str(named(kelurahan, "Daftar Hadir Musrenbang Anak.docx").path))
    grid = document.tables[1]
    assert [cell.text for cell in grid.rows[0].cells] == ["No.", "Nama", "Unsur", "Tanda tangan"]
    assert len(grid.rows) == 17


def test_decrees_are_pdf_with_text(kelurahan: SampleSet, agency: SampleSet) -> None:
    for sample in (*kelurahan.samples, *agency.samples):
        if sample.path.suffix == ".pdf":
            text = pdf_text(sample.path.read_bytes())
            assert "PEMERINTAH KOTA DEPOK" in text
            assert "2026" in text
            assert "rekaan" in text
    assert "Forum Anak Kelurahan Pancoran Mas Masa Bakti 2026–2028" in pdf_text(
        named(kelurahan, "SK Forum Anak Kelurahan 2026.pdf").path.read_bytes()
    )


def pdf_text(packed: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(packed))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(text.split())


def test_the_pdf_writer_wraps_breaks_pages_and_escapes() -> None:
    words = "Rapat (lanjutan) \\ " + "kelurahan layak anak " * 900
    packed = write_pdf([Line(words)], title="Uji (1)", created="D:20260101000000+07'00'")
    assert len(pypdfium2.PdfDocument(io.BytesIO(packed))) > 1
    assert pdf_text(packed) == " ".join(words.split())
    assert all(text_width(line, 11) <= 451 for line in wrap(words, 451, 11))


def test_tables_are_square(kelurahan: SampleSet, agency: SampleSet) -> None:
    for sample in (*kelurahan.samples, *agency.samples):
        if sample.path.suffix == ".csv":
            lines = [line for line in sample.path.read_text("utf-8").splitlines() if not line.startswith("#")]
            assert len(lines) == 12
            assert len({line.count(";") for line in lines}) == 1


def test_files_look_as_old_as_their_story(kelurahan: SampleSet) -> None:
    modified = datetime.fromtimestamp(named(kelurahan, "083512.jpg").path.stat().st_mtime, UTC)
    assert modified == datetime(2026, 6, 11, 1, 35, 12, tzinfo=UTC)


def test_an_unknown_station_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="choose from kelurahan, agency"):
        make_samples(tmp_path, "province")


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the shared catalogue is not beside the checkout")
def test_every_tag_names_an_indicator_and_slot_that_exist(kelurahan: SampleSet, agency: SampleSet) -> None:
    known = {
        (indicator["slug"], slot)
        for indicator in json.loads(CATALOGUE.read_text("utf-8"))["indicators"]
        for slot in (None, *(evidence["slug"] for evidence in indicator["evidence"]))
    }
    for sample in (*kelurahan.samples, *agency.samples):
        assert (sample.indicator_slug, sample.slot_slug) in known, sample.path.name
