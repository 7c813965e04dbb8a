"""Several initiatives together: the same bits whoever computes, sums, common drivers, and what waiting costs."""

import os
import pickle
import signal

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block
from costmodel.initiative.calendar import calendar_month, written_month
from costmodel.portfolio import simulation
from costmodel.portfolio.engines import done_by
from costmodel.portfolio.portfolio import Initiative, Portfolio

SAMPLES = 4_096
JANUARY = calendar_month(2027, 1)


def starting(assumptions, start=JANUARY):
    return assumptions.with_changes({"initiative.start": written_month(start)})


def initiative(*scenarios, start=JANUARY, **given):
    return Initiative(starting(cm.load(scenarios=scenarios), start), **given)


def of(people=None, **initiatives):
    limits = {role: [(0.0, float(number))] for role, number in (people or {}).items()}
    return Portfolio("2027", {}, initiatives, limits)


@pytest.fixture(scope="module")
def three():
    return of(
        {"data_scientist": 1, "ml_engineer": 1},
        first=initiative("three_week_model", priority=1),
        second=initiative("credit_scoring", start=JANUARY + 3),
        third=initiative("predictive_maintenance", after=("second",)),
    )


@pytest.fixture(scope="module")
def estimated(three):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "DRAFTS_AT_ONCE", 3)  # a block is a task
        return cm.estimate_portfolio(three, SAMPLES + 300, seed=3)


@pytest.mark.parametrize("people", [{}, {"data_scientist": 9, "ml_engineer": 9, "data_engineer": 9}])
@pytest.mark.parametrize("samples", [1, 5_000])
def test_one_alone_with_nobody_scarce_is_its_own_estimate_to_the_last_bit(people, samples) -> None:
    alone = of(people, only=initiative("credit_scoring"))
    own, known = (
        cm.estimate_portfolio(alone, samples, seed=4)["only"],
        cm.estimate(alone["only"].assumptions, samples, 4),
    )
    assert [name for name in known.figures if not np.array_equal(own.figures[name], known.figures[name])] == []


def test_the_sum_is_that_of_each_sample(estimated) -> None:
    assert np.allclose(estimated.total, sum(estimated[name].total for name in estimated), rtol=1e-12)
    assert np.allclose(estimated.to_go_live, sum(estimated[name].to_go_live for name in estimated), rtol=1e-12)
    last = np.max([estimated[name].start + estimated[name].go_live for name in estimated], axis=0)
    assert np.array_equal(estimated.go_live, last)


def test_who_comes_after_another_begins_at_its_go_live(estimated) -> None:
    begins = estimated["third"].start
    assert np.array_equal(begins, estimated["second"].start + estimated["second"].go_live)
    assert np.all(estimated["second"].start == 3)


@pytest.mark.parametrize(("workers", "at_once"), [(2, 3), (3, 6)])
def test_any_number_of_workers_and_blocks_at_once_gives_the_same_bits(
    estimated, three, workers, at_once, monkeypatch
) -> None:
    monkeypatch.setattr(simulation, "DRAFTS_AT_ONCE", at_once)
    other = cm.estimate_portfolio(three, SAMPLES + 300, seed=3, workers=workers)
    assert [key for key in estimated.figures if not np.array_equal(estimated.figures[key], other.figures[key])] == []


def test_what_was_kept_and_what_is_computed_again_are_the_same(estimated) -> None:
    again = np.concatenate([case.schedule.go_live for case in estimated["second"].cases()])
    assert np.array_equal(again, estimated["second"].go_live)
    total = estimated["second"].by("scope")["mean"].sum()
    assert total == pytest.approx(estimated["second"].total.mean(), rel=1e-9)


def test_what_finance_and_decisions_ask_of_one_is_asked_of_its_own_samples() -> None:
    pair = of(a=initiative("credit_scoring"), b=initiative("credit_scoring"))
    est = cm.estimate_portfolio(pair, SAMPLES + 300)
    assert np.allclose(cm.cash_view(est["a"]).full_cost, est["a"].total, rtol=1e-9)
    # Columns of other samples would explain nothing: what experience adds explains most, as in an estimate alone.
    shares = cm.drivers(est["a"])["share"]
    assert shares["discrepancy.idea.to_go_live"] > 0.2
    assert shares["drivers.organisation_tempo"] > 0.02  # in part the company's, in part its own
    again = pickle.loads(pickle.dumps(est["a"]))
    assert np.array_equal(again.total, est["a"].total)
    assert again.fingerprint == est["a"].fingerprint != est["b"].fingerprint


class Mortal:
    """Work whose second block ends the process that does it, the first time."""

    def __init__(self, mark):
        self.mark = mark

    def __call__(self, number):
        if number == 1 and not self.mark.exists():
            self.mark.write_text("was here")
            os.kill(os.getpid(), signal.SIGKILL)
        return {"it": np.full(2, float(number))}


def test_a_block_whose_process_is_killed_is_computed_by_another(tmp_path) -> None:
    found = list(done_by(Mortal(tmp_path / "mark"), range(3), 2))
    assert {number: figures["it"][0] for number, figures, _ in found} == {0: 0.0, 1: 1.0, 2: 2.0}


class StopError(Exception):
    """Somebody breaks it off."""


def test_a_run_that_was_broken_off_goes_on_where_it_was_with_the_same_bits(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(simulation, "DRAFTS_AT_ONCE", 1)  # a block is a task
    short, samples, folder = of(one=initiative("three_week_model")), 3 * SAMPLES, tmp_path / "kept"

    def stop(done):
        if done == 2 * SAMPLES:
            raise StopError

    with pytest.raises(StopError):
        cm.estimate_portfolio(short, samples, workers=2, progress=stop, resume=folder)
    first, second = sorted(folder.iterdir())
    second.write_bytes(b"not whole")
    done = []
    again = cm.estimate_portfolio(short, samples, progress=done.append, resume=folder)
    assert done[0] == SAMPLES  # what was kept is there at once, what is not whole is computed again
    assert not first.exists()
    assert not folder.exists()
    whole = cm.estimate_portfolio(short, samples)
    assert [key for key in whole.figures if not np.array_equal(whole.figures[key], again.figures[key])] == []


# -- what initiatives have in common -------------------------------------------------------------------------


def column(portfolio, name, assumption):
    one = portfolio[name].assumptions
    return Block(2, 0, SAMPLES, False, portfolio.owner(name)).column(assumption, one[assumption])


def rank_correlation(one, other):
    return float(np.corrcoef(one.argsort().argsort(), other.argsort().argsort())[0, 1])


def test_initiatives_share_the_drivers_of_their_company_and_no_other() -> None:
    two = of(a=initiative(), b=initiative())
    rates = [column(two, name, "roles.ml_engineer.day_rate") for name in two]
    # Both move with the labour market, which is one for all, at 0.5: 0.5 x 0.5 agree, as two rates of one initiative.
    assert rank_correlation(*rates) == pytest.approx(0.25, abs=0.06)
    efforts = [column(two, name, "plan.data_preparation.effort.data_engineer") for name in two]
    assert abs(rank_correlation(*efforts)) < 0.05  # the trouble with the data is each one's own


def test_a_driver_that_is_shared_in_part_agrees_in_part() -> None:
    two = of(a=initiative(), b=initiative())
    waits = [column(two, name, "plan.data_access.wait") for name in two]
    strength = two["a"].assumptions["plan.data_access.wait"].moves_with.strength
    assert rank_correlation(*waits) == pytest.approx(0.8 * strength**2, abs=0.06)  # the tempo is shared at 0.8


def test_an_initiative_draws_the_same_whoever_else_there_is() -> None:
    two, three = of(a=initiative(), b=initiative()), of(a=initiative(), c=initiative(), b=initiative())
    assert np.array_equal(cm.estimate_portfolio(two, 2_048)["b"].total, cm.estimate_portfolio(three, 2_048)["b"].total)


def test_a_shared_platform_is_drawn_once() -> None:
    shared = of(a=initiative("mlops", shares_platform=True), b=initiative("mlops", shares_platform=True))
    name = "operations.platform.set_up_cost"
    assert np.array_equal(column(shared, "a", name), column(shared, "b", name))


# -- people --------------------------------------------------------------------------------------------------


def test_fewer_people_take_longer_and_what_it_costs_has_a_name(estimated) -> None:
    free = estimated.with_people_enough
    assert estimated.go_live.mean() > free.go_live.mean()
    waits = estimated.waiting_for_people()
    dearer = estimated.to_go_live - free.to_go_live
    assert waits["money"].sum() == pytest.approx(dearer.mean(), rel=1e-9)  # every cent goes to who is waited for
    assert (waits["months"] > 0).all()


def test_more_people_never_make_the_mean_end_later_than_its_error(estimated) -> None:
    for role in estimated.portfolio.people:
        found = estimated.one_more(role)
        assert found.months > -4 * found.se_months
        assert 0 <= found.later < 0.2  # in single samples it may: Graham's anomalies


def test_a_case_that_counts_on_more_people_than_there_are_takes_longer() -> None:
    alone = initiative("credit_scoring")
    many = Initiative(alone.assumptions.with_changes({"roles.data_scientist.people": 4.0}))
    few, enough = (cm.estimate_portfolio(of({"data_scientist": n}, one=many), 1) for n in (1, 4))
    assert few["one"].go_live[0] > enough["one"].go_live[0]
    known = cm.likeliest(alone.assumptions)
    assert few["one"].go_live[0] == pytest.approx(known.go_live[0])  # one data scientist, as the case of one


# -- money by year -------------------------------------------------------------------------------------------


def test_the_plan_adds_up_to_its_percentile_to_the_cent(estimated) -> None:
    plan = estimated.plan(0.8)
    assert round(plan.to_numpy().sum(), 2) == round(estimated.quantile(0.8), 2)
    assert plan.index[0] == 2027


def test_what_is_spent_in_all_years_is_the_total(estimated) -> None:
    assert np.allclose(sum(estimated.spending().values()), estimated.total, rtol=1e-9)


def test_contributions_add_up_to_the_percentile_of_the_portfolio(estimated) -> None:
    table = estimated.summary("to_go_live", 0.8)
    assert table["contribution"].iloc[:-1].sum() == pytest.approx(estimated.quantile(0.8, "to_go_live"))
    assert table.loc["portfolio", "p80"] == pytest.approx(estimated.quantile(0.8, "to_go_live"))


def test_the_own_levels_budgets_add_up_to_the_confidence_of_the_whole(estimated) -> None:
    level = estimated.own_level(0.8)
    together = sum(estimated[name].quantile(level, "to_go_live") for name in estimated)
    assert together == pytest.approx(estimated.quantile(0.8, "to_go_live"), rel=1e-6)
    assert level < 0.8  # what is dear in one is not dear in all


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda est: est.plan(every="month"), "no period 'month'"),
        (lambda est: est.plan(by="category"), "no cut 'category'"),
        (lambda est: est.quantile(0.8, "waiting"), "no figure 'waiting'"),
        (lambda est: est.one_more("sponsor"), "'sponsor' is no role with a limit"),
        (lambda est: est.summary("months"), "no summary of 'months'"),
        (lambda est: cm.estimate_portfolio(est.portfolio, 0), "samples is at least 1, not 0"),
    ],
)
def test_what_cannot_be_asked_is_told(estimated, call, told) -> None:
    with pytest.raises(ValueError, match=told):
        call(estimated)
