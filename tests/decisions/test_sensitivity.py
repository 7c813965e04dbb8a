"""What drives the cost and the date: causes that add up to one, as brute force finds them, and swings of one number."""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.belief import Belief
from costmodel.beliefs.drawn_values import landed
from costmodel.beliefs.sampling import Block, places
from costmodel.beliefs.streams import driver_stream, words
from costmodel.decisions.acted_on import acted_on
from costmodel.decisions.columns import independent, whole
from costmodel.decisions.decomposition import first_order
from costmodel.decisions.sensitivity import drivers, leading, tornado
from costmodel.estimates.simulation import part
from costmodel.initiative.discrepancy import PARTS, STAGES
from costmodel.typing import Array
from tests.strategies import case


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=10_000, seed=1)


# -- brute force ------------------------------------------------------------------------------------------------------

BRUTE = 16_384  # samples of each run of the brute force


class Frozen(Block):
    """A source in which one stream of random words is another one's: everything else is drawn afresh.

    Args:
        frozen: the stream that is taken from the seed `kept`; of all others the words come from `seed`.
    """

    def __init__(self, seed: int, frozen: str, kept: int) -> None:
        super().__init__(seed, 0, BRUTE, keep=False)
        self._frozen, self._of = frozen, kept

    def _seed(self, stream: str) -> int:
        return self._of if stream == self._frozen else self.seed

    def _drawn(self, name: str, belief: Belief) -> Array:
        random = words(self._seed(name), 0, name, BRUTE // 4096)
        driver = self.seed if belief.moves_with is None else self._seed(driver_stream(belief.moves_with.driver))
        return landed(random, places(driver, 0, random, belief), belief)


def figures(assumptions: cm.Assumptions, source: Block) -> dict[str, Array]:
    kept = part(assumptions, source, with_flow=False).figures
    to_go_live = sum(values for name, values in kept.items() if name.startswith("to_go_live "))
    return {"to_go_live": np.asarray(to_go_live), "go_live": kept["go_live"]}


CAUSES = {
    "drivers.organisation_tempo": "driver organisation_tempo",
    "hiring.must_hire": "hiring.must_hire",
    "plan.model_validation.repeats.chance": "plan.model_validation.repeats.chance",
    "plan.data_preparation.effort.data_engineer": "plan.data_preparation.effort.data_engineer",
    "discrepancy.idea.to_go_live": "discrepancy.idea.to_go_live",
}


def test_shares_agree_with_brute_force_of_pick_and_freeze() -> None:
    """Saltelli and others 2010: Var(E[Y | X]) = mean of Y(A) x (Y(B with X of A) - Y(B)), all else drawn afresh."""
    assumptions = case("baseline")
    own, other = (figures(assumptions, Frozen(seed, "", seed)) for seed in (11, 12))
    frozen = {name: figures(assumptions, Frozen(12, stream, 11)) for name, stream in CAUSES.items()}
    est = cm.estimate(assumptions, BRUTE, seed=1)
    for of in ("to_go_live", "go_live"):
        found = drivers(est, of)
        variance = float(np.var(np.concatenate([own[of], other[of]])))
        centred = own[of] - own[of].mean()
        for name in CAUSES:
            products = centred * (frozen[name][of] - other[of]) / variance
            error = float(np.hypot(products.std() / np.sqrt(BRUTE), found.loc[name, "standard_error"]))
            assert abs(products.mean() - found.loc[name, "share"]) < 3.5 * error + 0.002, (of, name)


# -- what adds up -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "confidence"), [("to_go_live", None), ("total", None), ("go_live", None), ("to_go_live", 0.8)]
)
def test_causes_and_the_remainder_add_up_to_one(est: cm.Estimate, of: str, confidence: float | None) -> None:
    found = drivers(est, of, confidence)
    assert found["share"].sum() == pytest.approx(1, abs=1e-9)
    assert found.loc["remainder", "kind"] == "remainder"
    assert found["standard_error"].gt(0).loc["remainder"]
    assert found["share"].iloc[:-1].is_monotonic_decreasing
    few = drivers(est, of, confidence, most=6)
    assert few["share"].sum() == pytest.approx(1, abs=1e-9)
    assert list(few["kind"].iloc[-2:]) == ["others", "remainder"]
    assert "not seen" not in set(few["direction"])


def test_every_cause_is_named_by_its_meaning(est: cm.Estimate) -> None:
    found, structure = drivers(est), est.assumptions.structure
    hidden = {f"drivers.{name}": one.meaning for name, one in structure.drivers.items()}
    numbers = {name: est.assumptions[name].meaning for name in est.assumptions.uncertain}
    assert found["meaning"].drop("remainder").to_dict() == hidden | numbers
    missed = [name for name in found.index if found.loc[name, "kind"] == "discrepancy"]
    assert set(missed) == {f"discrepancy.{stage}.{part}" for stage in STAGES[1:] for part in PARTS}
    assert found.groupby("kind").size().to_dict() == {
        "driver": len(hidden),
        "discrepancy": len(missed),
        "assumption": len(numbers) - len(missed),
        "remainder": 1,
    }


def test_the_tempo_of_the_organisation_drives_the_date_and_no_single_wait_does(est: cm.Estimate) -> None:
    found = drivers(est, "go_live")
    tempo = found.loc["drivers.organisation_tempo", "share"]
    assert tempo == found.loc[found["kind"] == "driver", "share"].max()
    waits = [name for name in found.index if name.startswith("plan.") and name.endswith(".wait")]
    assert found.loc[waits, "share"].max() < tempo / 3


def test_columns_have_nothing_in_common(est: cm.Estimate) -> None:
    """Two unrelated columns of 10,000 samples correlate by 1 / root of 10,000 = .01; of 237 at most by 4 times that."""
    columns = {one.name: one.bins.of.astype(float) for one in independent(est)}
    driver = columns["drivers.organisation_tempo"]
    others = [values for name, values in columns.items() if name != "drivers.organisation_tempo" and values.std() > 0]
    assert max(abs(np.corrcoef(driver, values)[0, 1]) for values in others) < 0.04


def test_an_own_part_is_what_a_driver_leaves() -> None:
    """A number of strength .7: its score is mixed with .714 (Pearson) of the driver's, so 1 - .51 = .49 is its own."""
    base = case("baseline")
    name = "plan.data_access.wait"
    moves = {"driver": "organisation_tempo", "strength": 0.7}
    belief = base[name].believing({"p10": 9.0, "p90": 11.0}).changed({"moves_with": moves})
    certain = {one: base[one].likeliest for one in base.uncertain if one != name}
    found = drivers(cm.estimate(base.with_changes({**certain, name: belief}), samples=65_536), "go_live")
    assert found.loc["drivers.organisation_tempo", "share"] == pytest.approx(0.51, abs=0.02)
    assert found.loc[name, "share"] == pytest.approx(0.49, abs=0.02)
    assert found.loc["remainder", "share"] == pytest.approx(0, abs=0.02)


def test_the_leading_rows_of_a_table_that_is_short_are_the_table() -> None:
    base = case("baseline")
    certain = {name: base[name].likeliest for name in base.uncertain if name != "plan.data_access.wait"}
    alone = cm.estimate(base.with_changes(certain), samples=4096)
    found = drivers(alone, "go_live")
    assert leading(found, 5, base.structure.wording).equals(found)


# -- what can be acted on ---------------------------------------------------------------------------------------------


def test_what_the_model_knows_to_act_on_is_marked() -> None:
    base = case("baseline")
    ways = acted_on(base)
    assert ways["plan.data_access.wait"] == ("wait", "capability", "lever")
    assert "mitigation" in ways["risks.data_missing.chance"]
    assert "hardware.maintenance" not in ways
    done = acted_on(base.with_changes({"risks.data_missing.mitigation.active": 1}))
    assert "mitigation" not in done["risks.data_missing.chance"]
    best = acted_on(base.with_changes({name: 5 for name in base if name.startswith("capability.")}))
    assert not any("capability" in found for found in best.values())


def test_a_hidden_driver_is_acted_on_by_what_reaches_most_of_its_numbers() -> None:
    """Of the 19 numbers that move with trouble in the data, building blocks move 11, more than anything else does."""
    base = case("baseline")
    ways = acted_on(base)
    moved = [name for name in base.uncertain if (one := base[name].moves_with) and one.driver == "data_trouble"]
    reached = {way: sum(way in ways.get(name, ()) for name in moved) for way in ("mitigation", "wait", "lever")}
    assert sum("capability" in ways.get(name, ()) for name in moved) > max(reached.values())
    assert ways["drivers.data_trouble"] == ("capability",)


# -- of an estimate ---------------------------------------------------------------------------------------------------


def test_the_strata_of_an_estimate_are_the_bins_of_its_draws(est: cm.Estimate) -> None:
    belief = est.assumptions["plan.data_preparation.effort.data_engineer"]
    found = {one.name: one.bins for one in whole(est)}
    values = np.concatenate([one.inputs._source.column(  # the draws before anything is applied to them
        "plan.data_preparation.effort.data_engineer", belief) for one in est.cases()])  # fmt: skip
    bins = found["plan.data_preparation.effort.data_engineer"]
    lows = [values[bins.of == place].min() for place in range(bins.number)]
    highs = [values[bins.of == place].max() for place in range(bins.number)]
    assert all(high < low for high, low in zip(highs, lows[1:], strict=False))


def test_the_pure_function_and_the_estimate_agree_on_what_moves_with_nothing(est: cm.Estimate) -> None:
    found, alone = drivers(est, "go_live"), est.assumptions
    name = next(one for one in found.index if one in alone and alone[one].kind == "pert" and not alone[one].moves_with)
    draws = np.concatenate([one.inputs._source.column(name, est.assumptions[name]) for one in est.cases()])
    pure = first_order({name: draws}, est.go_live).loc[name]
    assert pure["share"] == pytest.approx(found.loc[name, "share"], abs=found.loc[name, "standard_error"])


def test_the_tail_has_drivers_of_its_own(est: cm.Estimate) -> None:
    tail = drivers(est, confidence=0.8)
    assert tail["share"].iloc[0] > 0.02
    assert not tail["share"].equals(drivers(est)["share"])


def test_what_is_certain_drives_nothing() -> None:
    base = case("baseline")
    changes = {name: base[name].likeliest for name in base.uncertain if name != "plan.data_access.wait"}
    alone = cm.estimate(base.with_changes(changes), samples=2048)
    found = drivers(alone, "go_live")
    assert found.loc[["plan.data_access.wait", "drivers.organisation_tempo"], "share"].min() > 0.4
    assert set(found.index) == {"plan.data_access.wait", "drivers.organisation_tempo", "remainder"}


def test_without_doubt_there_is_no_driver() -> None:
    base = case("baseline")
    certain = cm.estimate(base.with_changes({name: base[name].likeliest for name in base.uncertain}), samples=256)
    assert len(drivers(certain)) == 0
    assert len(tornado(certain.assumptions, samples=256)) == 0


@pytest.mark.parametrize("samples", [2, 17, 300])
def test_a_handful_of_samples_gives_shares_without_standard_errors(samples: int) -> None:
    found = drivers(cm.estimate(case("baseline"), samples=samples))
    assert found["share"].notna().all()
    assert found["standard_error"].isna().all()


def test_work_that_is_repeated_is_told_apart_by_how_often(est: cm.Estimate) -> None:
    (loop,) = est.assumptions.structure.plan.loops
    found = {one.name: one.bins for one in whole(est)}[f"plan.{loop.last}.repeats.chance"]
    share = np.concatenate([one.schedule.repeated(loop.last) for one in est.cases()])
    means = [np.unique(share[found.of == times] > 0) for times in range(found.number)]
    assert found.number > 1
    assert [list(one) for one in means] == [[False], *([[True]] * (found.number - 1))]


def test_the_likeliest_case_has_no_drivers() -> None:
    with pytest.raises(ValueError, match="has no spread to explain"):
        drivers(cm.likeliest(case("baseline")))


def test_an_impossible_confidence_is_refused(est: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        drivers(est, confidence=80)


# -- tornado ----------------------------------------------------------------------------------------------------------

FEW = ("plan.data_access.wait", "plan.data_preparation.effort.data_engineer", "hiring.must_hire")


def test_a_swing_is_the_difference_of_two_estimates_with_the_same_draws() -> None:
    base = case("baseline")
    found = tornado(base, names=FEW[:1], samples=4096)
    low, high = base[FEW[0]].quantile(np.array([0.1, 0.9]))
    at_low = cm.estimate(base.with_changes({FEW[0]: low}), samples=4096).to_go_live.mean()
    at_high = cm.estimate(base.with_changes({FEW[0]: high}), samples=4096).to_go_live.mean()
    row = found.loc[FEW[0]]
    assert (row["low"], row["high"], row["swing"]) == (at_low, at_high, at_high - at_low)
    assert row["standard_error"] < 0.02 * abs(row["swing"])


def test_an_event_swings_from_not_happening_to_happening() -> None:
    row = tornado(case("baseline"), names=FEW[2:], samples=2048).loc[FEW[2]]
    assert (row["low_value"], row["high_value"]) == (0, 1)
    assert row["swing"] > 0


def test_the_largest_swings_come_first_and_only_as_many_as_asked_for() -> None:
    found = tornado(case("baseline"), of="go_live", names=FEW, samples=256, most=2)
    assert len(found) == 2
    assert found["swing"].abs().is_monotonic_decreasing


def test_bounds_are_farther_out_than_one_chance_in_ten() -> None:
    base = case("baseline")
    inner, outer = (tornado(base, names=FEW[:1], samples=256, ends=ends).iloc[0] for ends in ("p10_p90", "bounds"))
    assert outer["low_value"] == base[FEW[0]].low < inner["low_value"]
    assert inner["high_value"] < outer["high_value"] == base[FEW[0]].high
    assert outer["swing"] > inner["swing"]


def test_the_p80_swings_too() -> None:
    row = tornado(case("baseline"), names=FEW[:1], samples=4096, confidence=0.8).iloc[0]
    assert row["base"] == cm.estimate(case("baseline"), samples=4096).quantile(0.8, of="to_go_live")
    assert row["standard_error"] > 0


def test_unknown_ends_are_refused() -> None:
    with pytest.raises(ValueError, match="there are p10_p90, bounds"):
        tornado(case("baseline"), ends="p5", samples=1)
