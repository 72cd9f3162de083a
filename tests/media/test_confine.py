"""A worker may not write, start programs, open sockets, or work for ever; the network is not asked for."""

import contextlib
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kla_desktop.media.confine import OutOfTime, at_most
from tests.media.samples import CORPUS, needs_corpus

_FORBIDDEN = {
    "a socket": "import socket; socket.socket()",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "a program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a fork": "import os; os.fork()",
    "another program in its place": "import os; os.execv('/bin/true', ['true'])",
    "a file written": "open('keluar.txt', 'w').write('x')",
    "a file opened for writing": "import os; os.open('keluar.txt', os.O_CREAT | os.O_WRONLY)",
    "a file removed": "import os; os.remove('ada.txt')",
    "a web page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
}


@pytest.mark.parametrize("what", _FORBIDDEN)
def test_a_worker_is_refused(what: str, tmp_path: Path) -> None:
    (tmp_path / "ada.txt").write_text("x", "utf-8")
    code = f"""
        from kla_desktop.media.confine import Refused, give_up_rights
        give_up_rights()
        try:
            {_FORBIDDEN[what]}
        except Refused:
            print("refused")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "refused\n", done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ada.txt"]


def _swallow_everything() -> None:
    while True:
        with contextlib.suppress(Exception):
            sum(range(1000))


def test_endless_work_ends() -> None:
    begun = time.process_time()
    with pytest.raises(OutOfTime), at_most(0.2):
        _swallow_everything()
    assert time.process_time() - begun < 2


@needs_corpus
@pytest.mark.heavy
@pytest.mark.skipif(
    shutil.which("unshare") is None or shutil.which("strace") is None, reason="needs unshare and strace"
)
def test_documents_are_read_without_network_and_without_other_programs(tmp_path: Path) -> None:
    """T40: inside an empty network namespace, every system call that could leave is counted."""
    script = tmp_path / "read_all.py"
    script.write_text(
        textwrap.dedent(
            """
            import sys
            from pathlib import Path
            from kla_desktop.media.pool import ProbePool

            if __name__ == "__main__":
                files = [p for p in sorted(Path(sys.argv[1]).rglob("*")) if p.is_file()]
                files = [p for p in files if p.parts[len(Path(sys.argv[1]).parts)] in {"office", "pdf", "misc", "zip"}]
                with ProbePool(workers=2) as pool:
                    found = [pool.probe(path.name, path.read_bytes()) for path in files]
                late = [one for one in found if "timeout" in one.warnings]
                print(len(found), sum(1 for one in found if one.text), len(late))
            """
        ),
        "utf-8",
    )
    log = tmp_path / "calls"
    traced = ["strace", "-f", "-qq", "-e", "trace=execve,execveat,socket,connect,bind,sendto", "-o", str(log)]
    done = subprocess.run(
        ["unshare", "-rn", *traced, sys.executable, str(script), str(CORPUS)],
        capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    if "Operation not permitted" in done.stderr:
        pytest.skip("no namespaces here")
    assert done.returncode == 0, done.stderr[-2000:]
    count, with_text, late = map(int, done.stdout.split())
    assert count > 500
    assert with_text > 250
    assert late == 0
    lines = log.read_text("utf-8", "replace").splitlines()
    programs = [line for line in lines if "execve" in line and "ENOENT" not in line]
    assert all(f'"{sys.executable}"' in line for line in programs), programs
    sockets = [line for line in lines if "execve" not in line and "AF_UNIX" not in line and "+++" not in line]
    assert [line for line in sockets if "socket(" in line or "connect(" in line] == []
