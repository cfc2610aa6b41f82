"""kill -9 at any moment: the next run completes, every claim once, and nothing half-written is ever to be seen."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DRIVER = Path(__file__).parent / "driver.py"
DOCUMENTS, SECONDS = 150, 0.004

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes of a run in /proc")


@pytest.fixture(scope="module")
def whole(driver, tmp_path_factory):
    """What a run that nobody disturbs writes."""
    folder = tmp_path_factory.mktemp("whole")
    driver.run(folder, 1, DOCUMENTS)
    return (folder / "claims.jsonl").read_bytes()


@pytest.fixture(scope="module")
def seconds(whole, tmp_path_factory):
    """How long such a run takes here and now."""
    folder = tmp_path_factory.mktemp("timed")
    started = time.monotonic()
    assert start(folder).wait() == 0
    return time.monotonic() - started


def start(folder):
    command = [sys.executable, str(DRIVER), str(folder), "2", str(DOCUMENTS), str(SECONDS)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)


def below(pid):
    """The processes that a process has started, with what those have started."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from below(int(child))


def running(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    return False


def kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def gone(pids, seconds=10.0):
    end = time.monotonic() + seconds
    while any(map(running, pids)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(running, pids))


def disturb(folder, chance, seconds, whole):
    """One run that is killed, or some of whose processes are: how often something was, and whether it completed."""
    process = start(folder)
    kills = 0
    while process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.05, 1.2 * seconds))
            break
        workers = list(below(process.pid))
        victim = chance.choice([process.pid, *workers])
        kill(victim)
        kills += 1
        if victim == process.pid:
            process.wait()
            assert gone(workers)
        for name in ("claims.jsonl", "copy.jsonl"):
            if (folder / name).exists():
                assert (folder / name).read_bytes() == whole
    return kills, process.returncode == 0


def crash(kills, seed, tmp_path, seconds, whole):
    chance = random.Random(seed)
    done = completed = 0
    while done < kills:
        folder = tmp_path / str(completed)
        folder.mkdir()
        for _attempt in range(100):
            more, complete = disturb(folder, chance, seconds, whole)
            done += more
            if complete:
                break
        else:
            pytest.fail("A hundred runs have not come to an end.")
        completed += 1
        assert sorted(path.name for path in folder.iterdir()) == ["claims.jsonl", "claims.jsonl.ledger", "copy.jsonl"]
        assert (folder / "claims.jsonl").read_bytes() == (folder / "copy.jsonl").read_bytes() == whole
    return done


@pytest.mark.parametrize("seed", [1])
def test_killed_a_few_times_a_run_completes(seed, tmp_path, seconds, whole):
    assert crash(4, seed, tmp_path, seconds, whole) >= 4


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [2])
def test_killed_fifty_times_a_run_completes(seed, tmp_path, seconds, whole):
    assert crash(50, seed, tmp_path, seconds, whole) >= 50


def test_a_disk_that_fills_up_leaves_nothing_half_and_loses_nothing(tmp_path, whole):
    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) // 20, resource.RLIM_INFINITY))

    command = [sys.executable, str(DRIVER), str(tmp_path), "1", str(DOCUMENTS), "0"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    full = subprocess.run(command, env=environment, preexec_fn=small, capture_output=True, text=True)
    assert full.returncode == 1 and "SinkError" in full.stderr
    assert [path.name for path in tmp_path.iterdir() if "ledger" not in path.name] == []
    subprocess.run(command, env=environment, check=True)
    assert [(tmp_path / name).read_bytes() for name in ("claims.jsonl", "copy.jsonl")] == [whole, whole]
