"""What the tests keep of simulations is what would be simulated, and nothing stands for anything else."""

from dataclasses import replace

import numpy as np

import costmodel as cm
from costmodel.estimates.simulation import simulated
from tests.known import Known


def test_what_is_kept_is_what_would_be_simulated_for_any_numbers_shape_samples_and_seed() -> None:
    base, known = cm.load(), Known()
    risks = dict(list(base.structure.risks.items())[1:])
    alone = {name: belief.changed({"moves_with": None}) for name, belief in base.beliefs.items()}
    asked = [
        (base, 64, 1),
        (base, 65, 1),
        (base, 64, 2),
        (base.with_changes({"labelling.items": 7}), 64, 1),
        (base.with_changes({"labelling.items": {"min": 6, "max": 8}}), 64, 1),
        (replace(base, beliefs=alone), 64, 1),
        (replace(base, structure=replace(base.structure, risks=risks)), 64, 1),
        (base.with_changes({"initiative.start": "2028-03"}), 64, 1),
        (cm.load(scenarios=["mlops"]), 64, 1),
    ]
    for _ in range(2):
        for assumptions, samples, seed in asked:
            there = known.simulated(assumptions, samples, seed, 1, lambda _: None, with_case=False).figures
            afresh = simulated(assumptions, samples, seed, 1, lambda _: None, with_case=False).figures
            assert there.keys() == afresh.keys()
            assert all(np.array_equal(there[name], afresh[name], equal_nan=True) for name in afresh)


def test_the_same_numbers_in_another_language_are_known() -> None:
    base, known = cm.load(), Known()
    one, other = (
        known.simulated(cm.translated(base, code), 64, 1, 1, lambda _: None, with_case=False) for code in ("en", "de")
    )
    assert one is other


def test_what_was_asked_for_last_is_kept() -> None:
    known = Known(room=50_000)  # bytes; some thirty figures of 64 samples take fifteen thousand
    for count in range(1, 9):
        changed = cm.load().with_changes({"labelling.items": count})
        last = known.simulated(changed, 64, 1, 1, lambda _: None, with_case=False)
    assert known.simulated(changed, 64, 1, 1, lambda _: None, with_case=False) is last
    assert 1 <= len(known) < 8
