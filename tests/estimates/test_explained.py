"""Each cost line is told with its formula: what the model computes, and not a second one beside it."""

from collections.abc import Iterator

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block, Likeliest
from costmodel.estimates.explained import explained, lines_of
from costmodel.estimates.simulation import computed
from costmodel.simulation.formulas import UNNAMED, Formula, Quantity, value_of
from costmodel.simulation.inputs import Source
from tests.strategies import CASES, case

every_case = pytest.mark.parametrize("name", sorted(CASES))


def quantities(formula: Formula) -> Iterator[Quantity]:
    if isinstance(formula, Quantity):
        yield formula
        if formula.worked_out is not None:
            yield from quantities(formula.worked_out)
    else:
        for part in formula.parts:
            yield from quantities(part)


@every_case
def test_in_one_course_each_formula_with_its_numbers_is_the_line_itself(name: str) -> None:
    one_course: tuple[Source, ...] = (Likeliest(), Block(1, 0, 1))
    for source in one_course:
        plain = {(line.item, line.part): float(line.amount[0]) for line in computed(case(name), source).ledger.lines}
        told = {(line.item, line.part): line for line in lines_of(case(name), source)}
        assert told.keys() == {key for key, amount in plain.items() if amount}
        for key, line in told.items():
            assert value_of(line.formula) == pytest.approx(plain[key], rel=1e-9), key
            for quantity in quantities(line.formula):
                if quantity.worked_out is not None:
                    assert value_of(quantity.worked_out) == pytest.approx(quantity.value, rel=1e-9), quantity.key


@pytest.fixture(scope="module", params=sorted(CASES))
def est(request: pytest.FixtureRequest) -> cm.Estimate:
    return cm.estimate(case(request.param), samples=256)


def test_the_means_of_the_lines_are_those_of_the_estimate(est: cm.Estimate) -> None:
    means = est.by("item")["mean"]
    found: dict[str, float] = {}
    for line in explained(est):
        found[line.item] = found.get(line.item, 0.0) + line.mean
    assert found == pytest.approx({item: mean for item, mean in means.items() if mean}, rel=1e-9)
    assert sum(found.values()) == pytest.approx(float(np.mean(est.total)), rel=1e-9)


def test_every_number_in_a_formula_is_an_assumption_or_has_a_name_of_its_own(est: cm.Estimate) -> None:
    for line in explained(est):
        for one in quantities(line.formula):
            assert one.key != UNNAMED, line.item
            assert not one.assumption or one.assumption in est.assumptions.beliefs
            assert one.assumption or one.key or one.value in (0, 1), (line.item, one.value)


def test_what_numbers_do_only_together_is_told_apart() -> None:
    """Two numbers that vary alone multiply as their means do; of what varies with itself, the means know nothing."""
    base = cm.load().with_changes({"initiative.non_deductible_vat": 0})
    lines = {line.item: line for line in explained(cm.estimate(base, samples=512))}
    test = lines["Penetration test"]
    assert (test.at_means, test.together) == pytest.approx((test.mean, 0), abs=1e-6)
    rest = lines["Storage of raw and versioned data"]
    assert rest.at_means + rest.together == rest.mean
    assert rest.together != pytest.approx(0, abs=1e-6)
