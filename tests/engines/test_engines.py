"""Engines: the same results in the same order from any of them, whatever dies on the way."""

from __future__ import annotations

import pytest

from pipeline.engines import Job, engine
from pipeline.engines.crew import ATTEMPTS, Death, work_through
from pipeline.errors import ResourceError

BATCHES = [list(range(start, start + 3)) for start in range(0, 60, 3)]


def lost(item, reason):
    return f"{item}: {reason}"


@pytest.mark.parametrize("workers", [None, 1, 2, 3])
def test_results_come_in_order_for_any_number_of_workers(driver, workers):
    documents = [found for found in driver.texts(60) if isinstance(found, driver.Document)]
    batches = [[], *(documents[i : i + 7] for i in range(0, 60, 7)), []]
    read = driver.start(0)
    found = list(engine("local", Job(driver.start, (0.001,), driver.lost), workers).map(batches))
    assert found == [read(batch) for batch in batches]


def test_results_stream(driver):
    taken = []

    def batches():
        for found in driver.texts(1_000):
            taken.append(found)
            yield [found] if isinstance(found, driver.Document) else []

    results = engine("local", Job(driver.start, (0,), driver.lost), 2).map(batches())
    assert next(results)[0].claims
    assert len(taken) < 10
    results.close()


def test_an_unknown_engine_is_named():
    with pytest.raises(ValueError, match="'steam': known are local, ray"):
        engine("steam", Job(list, (), lost))


class Play:
    """A crew that dies as it is told: `deaths` gives how often on each item; pieces are answered last come, first served."""

    def __init__(self, workers, deaths, final=()):
        self.workers, self.deaths, self.final = workers, dict(deaths), final
        self.given, self.closed, self.tried = [], False, []

    def idle(self):
        return len(self.given) < self.workers

    def give(self, piece):
        self.given.append(piece)

    def wait(self):
        piece = self.given.pop()
        self.tried.append(tuple(piece.items))
        for item in piece.items:
            if self.deaths.get(item, 0):
                self.deaths[item] -= 1
                return [(piece, Death("bang", final=item in self.final))]
        return [(piece, [item * item for item in piece.items])]

    def close(self):
        self.closed = True


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("deaths", [{}, {7: 1}, {7: ATTEMPTS}, {7: 2, 8: 2, 31: 1}, dict.fromkeys(range(60), 2)])
def test_deaths_change_nothing(workers, deaths):
    crew = Play(workers, deaths)
    assert list(work_through(crew, BATCHES, lost)) == [[n * n for n in batch] for batch in BATCHES]
    assert crew.closed


@pytest.mark.parametrize("deaths, final, tries", [({7: 99}, (), 1 + ATTEMPTS), ({7: 99}, (7,), 2)])
def test_only_what_kills_its_process_every_time_is_given_up(deaths, final, tries):
    crew = Play(2, deaths, final)
    found = [result for batch in work_through(crew, BATCHES, lost) for result in batch]
    assert found == [n * n if n != 7 else "7: bang" for n in range(60)]
    assert sum(7 in tried for tried in crew.tried) == tries


def test_a_reader_that_stops_closes_the_crew():
    crew = Play(2, {})
    results = work_through(crew, BATCHES, lost)
    next(results)
    results.close()
    assert crew.closed


@pytest.mark.parametrize(
    "ending, reason",
    [("leave", "exit code 3"), ("be_killed", "was killed"), ("crash", "SIGSEGV"), ("hang", "in the time")],
)
def test_a_worker_that_dies_takes_one_item_with_it(jobs, ending, reason):
    job = Job(jobs.start, (ending,), jobs.lost)
    found = [result for batch in engine("local", job, 2).map(BATCHES) for result in batch]
    assert [result for n, result in enumerate(found) if n != 7] == [n * n for n in range(60) if n != 7]
    assert found[7].startswith("7: its process") and reason in found[7]


@pytest.mark.parametrize(
    "start, error, says",
    [("refuse", ResourceError, "no model"), ("die", ResourceError, "cannot start.*exit code 4"), ("start_late", ZeroDivisionError, "boom")],
)  # fmt: skip
def test_what_keeps_workers_from_working_is_raised(jobs, start, error, says):
    with pytest.raises(error, match=says):
        list(engine("local", Job(getattr(jobs, start), ("fail",), jobs.lost), 2).map(BATCHES))
