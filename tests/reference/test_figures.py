"""No figure of the baseline or of a scenario moves unless somebody has decided that it does."""

import pytest

from tests.reference.accept import cases, figures_of, frozen, moved

# Another processor's exp and log differ in the last bit; the script beside this file compares all bits.
TOLERANCE = 1e-10
FROZEN = frozen()


@pytest.mark.parametrize(("case", "scenarios"), list(cases()))
def test_every_figure_is_as_it_was_accepted(case: str, scenarios: list[str]) -> None:
    now = {(case, *key): value for *key, value in figures_of(case, scenarios)}
    before = {key: value for key, value in FROZEN.items() if key[0] == case}
    told = moved(now, before, TOLERANCE)
    assert not told, "\n".join([f"{len(told)} figures moved; see tests/reference/accept.py:", *told[:20]])


def test_a_figure_that_moves_is_new_or_is_gone_is_told() -> None:
    before = {("a", "t", "r", "c"): 100.0, ("a", "t", "s", "c"): 1.0}
    now = {("a", "t", "r", "c"): 100.1, ("a", "t", "u", "c"): float("nan")}
    assert moved(now, before, TOLERANCE) == [
        "a | t | r | c: 100.0 -> 100.1",
        "a | t | s | c: 1.0 is gone",
        "a | t | u | c: nan is new",
    ]
    assert moved(before, before, 0.0) == []
