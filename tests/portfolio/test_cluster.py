"""A Dask cluster computes the same bits as this process; with `make cluster` also when it loses workers or tasks."""

import os
import signal

import numpy as np
import pytest

import costmodel as cm
from costmodel.cli import main
from costmodel.files.tree import data_folder
from costmodel.portfolio import simulation

distributed = pytest.importorskip("distributed", reason="distributed (the extra portfolio) is not installed")
EXAMPLE = data_folder("assumptions") / "portfolios" / "insurer.yaml"
SCARCE = """people: {ml_engineer: {people: 1}}
initiatives:
  churn: {scenarios: [three_week_model], start: 2027-01}
  claims: {scenarios: [credit_scoring], start: 2027-01}
"""
SAMPLES = 4 * 4_096 + 100  # a long task and a short one
lost = pytest.mark.skipif("COSTMODEL_CLUSTER" not in os.environ, reason="processes of a cluster: make cluster")
PATIENT = pytest.mark.timeout(1_200)  # processes that start and end beside whatever else the machine does


@pytest.fixture(scope="module")
def threads():
    """A cluster of threads, to which all the same everything is sent as to another computer."""
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, protocol="tcp://", dashboard_address=None
        ) as one,
        distributed.Client(one) as client,
    ):
        yield client


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


def test_a_cluster_that_is_named_by_its_address_gives_the_same_bits(threads, portfolio, monkeypatch) -> None:
    monkeypatch.setattr(simulation, "DRAFTS_AT_ONCE", 1)  # a block is a task
    here, there = (
        cm.estimate_portfolio(portfolio, 4_096 + 100, client=one) for one in (None, threads.scheduler.address)
    )
    assert differing(here, there) == []


def test_papers_are_written_before_an_own_cluster_is_closed(threads, tmp_path, monkeypatch, capsys) -> None:
    # What waits cost and one more person brings is simulated on the same cluster.
    closed = []

    class Own(distributed.Client):
        def __init__(self, **_given):
            super().__init__(threads.scheduler.address)

        def close(self, *given, **more):
            closed.append((tmp_path / "a.html").is_file())
            return super().close(*given, **more)

    monkeypatch.setattr(distributed, "Client", Own)
    file = tmp_path / "portfolio.yaml"
    file.write_text(SCARCE, encoding="utf-8")
    given = [str(file), "--cluster", "local", "--samples", "64", "--html", str(tmp_path / "a.html")]
    assert main(["portfolio", *given]) == 0, capsys.readouterr().err
    assert "One more person (ML engineer)" in capsys.readouterr().out
    assert closed
    assert all(closed)


@lost
@PATIENT
def test_a_worker_that_is_killed_changes_nothing(cluster, portfolio, here) -> None:
    processes, killed = cluster.run(os.getpid), []

    def kill_who_works(_done):
        if not killed:
            killed.extend(address for address, at_work in cluster.processing().items() if at_work)
            for address in killed:
                os.kill(processes[address], signal.SIGKILL)

    there = cm.estimate_portfolio(portfolio, SAMPLES, client=cluster, progress=kill_who_works)
    assert killed
    assert differing(here, there) == []


@lost
@PATIENT
def test_a_scheduler_that_forgets_its_tasks_changes_nothing(cluster, portfolio, here) -> None:
    restarted = []

    def restart(_done):
        if not restarted:
            restarted.append(cluster.restart())

    assert differing(here, cm.estimate_portfolio(portfolio, SAMPLES, client=cluster, progress=restart)) == []
    assert restarted
