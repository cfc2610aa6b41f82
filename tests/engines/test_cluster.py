"""The Ray engine on a cluster of several nodes, one of which is killed in the middle."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import ResourceError
from pipeline.engines import Job, engine

ray = pytest.importorskip("ray")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def cluster():
    """A head and two nodes with one core each, as far as Ray knows."""
    from ray.cluster_utils import Cluster

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    path = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{HERE.parent.parent}{os.pathsep}{HERE}{os.pathsep}{path}"
    started = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        started.nodes = [started.add_node(num_cpus=1), started.add_node(num_cpus=1)]
        started.wait_for_nodes()
        ray.init(address=started.address, log_to_driver=False)
        yield started
    finally:
        ray.shutdown()
        started.shutdown()
        os.environ["PYTHONPATH"] = path


def test_a_node_that_is_killed_costs_no_claim_and_no_order(cluster, driver):
    reading = engine("ray", Job(driver.start, (0.05,), driver.lost))
    documents = [found for found in driver.texts(150) if isinstance(found, driver.Document)]
    batches = [documents[i : i + 5] for i in range(0, len(documents), 5)]
    found = []
    for number, results in enumerate(reading.map(batches)):
        if number == 4:
            cluster.remove_node(cluster.nodes.pop(), allow_graceful=False)
        found += results
    assert found == driver.start(0)(documents)


def test_the_files_are_those_of_the_local_engine(cluster, driver, tmp_path):
    for name, workers in (("local", 1), ("ray", 2)):
        (tmp_path / name).mkdir()
        driver.run(tmp_path / name, workers, 60, name=name)
    assert (tmp_path / "ray" / "claims.jsonl").read_bytes() == (tmp_path / "local" / "claims.jsonl").read_bytes()


def test_what_keeps_an_actor_from_starting_is_told(cluster):
    def start():
        raise ResourceError("There is no model here.")

    with pytest.raises(ResourceError, match="no model here"):
        list(engine("ray", Job(start, (), repr), 1).map([["a"]]))


def test_an_item_that_kills_its_process_is_given_up(cluster):
    def start():
        return lambda batch: [os._exit(3) if item == "bad" else item for item in batch]

    found = list(engine("ray", Job(start, (), lambda item, reason: f"{item} lost"), 1).map([["a", "bad"], ["b"]]))
    assert found == [["a", "bad lost"], ["b"]]
