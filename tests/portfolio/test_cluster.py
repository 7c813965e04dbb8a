"""A Dask cluster computes the same bits as this process, also when one of its workers is killed."""

import os
import signal
import threading

import numpy as np
import pytest

import costmodel as cm
from costmodel.files.tree import data_folder

distributed = pytest.importorskip("distributed", reason="distributed (the extra portfolio) is not installed")
EXAMPLE = data_folder("assumptions") / "portfolios" / "insurer.yaml"
SAMPLES = 4 * 4_096 + 100


@pytest.fixture(scope="module")
def cluster():
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as one,
        distributed.Client(one) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def portfolio():
    return cm.load_portfolio(EXAMPLE).only(["churn", "claims_triage"])


@pytest.fixture(scope="module")
def here(portfolio):
    return cm.estimate_portfolio(portfolio, SAMPLES)


def differing(one, other):
    return [key for key in one.figures if not np.array_equal(one.figures[key], other.figures[key])]


def test_a_cluster_that_is_named_by_its_address_gives_the_same_bits(cluster, portfolio, here) -> None:
    assert differing(here, cm.estimate_portfolio(portfolio, SAMPLES, client=cluster.scheduler.address)) == []


def test_a_worker_that_is_killed_changes_nothing(cluster, portfolio, here) -> None:
    victim = next(iter(cluster.run(os.getpid).values()))
    threading.Timer(0.5, os.kill, (victim, signal.SIGKILL)).start()
    assert differing(here, cm.estimate_portfolio(portfolio, SAMPLES, client=cluster)) == []


def test_a_scheduler_that_forgets_its_tasks_changes_nothing(cluster, portfolio, here) -> None:
    threading.Timer(0.5, cluster.restart).start()
    assert differing(here, cm.estimate_portfolio(portfolio, SAMPLES, client=cluster)) == []
