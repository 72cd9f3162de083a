"""Five hundred photos cost no more memory than a few."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 250_000
"""kB, the whole process."""
SCRIPT = """
import io, random, resource, sys
from PIL import Image
from kla_desktop.printing.dossier_pdf import write_dossier
from kla_desktop.printing.pictures import plain_picture
from tests.printing.made import item, making, tagged

chance = random.Random(1)

def picture(sheet):
    grain = Image.frombytes("RGB", (400, 300), chance.randbytes(360_000)).resize((1600, 1200))
    out = io.BytesIO()
    grain.save(out, "JPEG", quality=90)
    return plain_picture(out.getvalue(), 1600)

work = making([item(number, tagged(1 + number % 24)) for number in range(1, 501)], picture)
with open(sys.argv[1], "wb") as out:
    write_dossier(work, out)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from the kernel of Linux, in kB")
def test_five_hundred_photos_stay_below_the_limit(tmp_path: Path) -> None:
    out = tmp_path / "besar.pdf"
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(out)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert out.stat().st_size > 100_000_000  # photos of a size that would be felt
    assert int(run.stdout) < LIMIT
