"""kill -9 of the run or of the database server at any moment: run again, and the store holds each claim once."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.sinks import read_claims

ROOT = Path(__file__).parent.parent.parent
DRIVER = Path(__file__).parent / "driver.py"
DOCUMENTS, SECONDS = 300, 0.003

# Where the server's programs are and who may run them: the tests of the stores know.
_SPEC = importlib.util.spec_from_file_location("stores", ROOT / "tests" / "sinks" / "conftest.py")
_STORES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_STORES)


class Server:
    """A PostgreSQL server in a folder of its own that can be killed and started again."""

    def __init__(self, binaries: Path, switch: list[str]) -> None:
        self.binaries, self.switch = binaries, switch
        self.folder = Path(tempfile.mkdtemp(prefix="claimspan-kill-"))
        if switch:
            os.chown(self.folder, int(switch[1].partition("=")[2]), -1)
        self.url = f"postgresql://postgres@/postgres?host={self.folder}"
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _run(self, name: str, *options: str) -> bool:
        command = [*self.switch, f"{self.binaries}/{name}", "-D", f"{self.folder}/data", *options]
        done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode == 0

    def start(self) -> None:
        """Start it, as soon as what a killed one left behind is gone."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        for _ in range(60):
            if self._run("pg_ctl", "start", "-w", "-o", options, "-l", f"{self.folder}/log"):
                return
            time.sleep(0.5)
        pytest.fail((self.folder / "log").read_text())

    def kill(self) -> None:
        """End it without a word, whatever it is doing."""
        with contextlib.suppress(OSError):
            os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def close(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def server():
    binaries, switch = _STORES._binaries(), _STORES._unprivileged()
    if binaries is None or (os.geteuid() == 0 and not switch):
        if os.environ.get(_STORES.REQUIRED):
            pytest.fail("There is no PostgreSQL server to start: install Debian's postgresql.")
        pytest.skip("no PostgreSQL server")
    server = Server(binaries, switch)
    try:
        server.start()
        yield server
    finally:
        server.close()


def start(url):
    command = [sys.executable, str(DRIVER), url, "1", str(DOCUMENTS), str(SECONDS)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_store_holds_each_claim_once_whatever_is_killed(server, driver):
    import psycopg

    expected = [
        claim.id
        for document in driver.texts(DOCUMENTS)
        if hasattr(document, "text")
        for claim in driver.claims(document)
    ]
    chance = random.Random(3)
    killed = finished = 0
    while killed < 50:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA s{finished}")
        url = f"{server.url}&options=-csearch_path%3Ds{finished}"
        for _attempt in range(100):
            process = start(url)
            try:
                process.wait(chance.uniform(0.3, 3.0))
            except subprocess.TimeoutExpired:
                killed += 1
                if chance.random() < 0.5:
                    server.kill()
                    process.wait(60)  # it says that the connection is lost, and ends
                    server.start()
                else:
                    process.kill()
                    process.wait()
            if process.returncode == 0:
                break
        else:
            pytest.fail("A hundred runs have not come to an end.")
        finished += 1
        found = [claim.id for claim in read_claims(url)]
        assert sorted(found) == sorted(expected)
