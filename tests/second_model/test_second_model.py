"""A simulation written from the page on the model and the assumptions alone says the same as the product."""

import ast
from pathlib import Path

import pytest

from tests.second_model.cases import Compared
from tests.second_model.comparison import (
    CASES,
    as_read,
    by_the_engine,
    by_the_second_model,
    compared,
    lines_by_the_engine,
    lines_by_the_second_model,
)
from tests.second_model.figures import arrays_of
from tests.second_model.model import simulate

HERE = Path(__file__).parent
ENGINE_SAMPLES, SECOND_SAMPLES = 4096, 6000
NAMES = [case.name for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_both_models_agree_within_their_standard_errors(case: Compared) -> None:
    rows = list(compared(by_the_engine(case, ENGINE_SAMPLES), by_the_second_model(case, SECOND_SAMPLES)))
    assert len(rows) >= 55
    told = [
        f"{name}: engine {engine:,.4f}, second model {second:,.4f}, {errors:.1f} standard errors"
        for name, engine, second, errors in rows
        if abs(errors) > 4
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_every_line_of_the_most_likely_values_is_the_same_to_nine_digits(case: Compared) -> None:
    engine, second = lines_by_the_engine(case), lines_by_the_second_model(case)
    told = [
        f"{key}: engine {engine.get(key)}, second model {second.get(key)}"
        for key in sorted(engine.keys() | second.keys())
        if second.get(key, 0.0) != pytest.approx(engine.get(key, 0.0), rel=1e-9, abs=1e-9)
    ]
    assert not told, "\n".join(told)


def test_no_line_of_the_product_is_left_out_by_all_cases() -> None:
    spent = {key for case in CASES for key, amount in lines_by_the_second_model(case).items() if amount}
    booked = {key for case in CASES for key in lines_by_the_engine(case)}
    assert booked <= spent, sorted(booked - spent)


# What others make of an estimate, and what is read at once: it moves no line of cost and no date.
NOT_IN_A_FORMULA = ("benefits.", "currency.", "finance.", "first_estimate.")
# 3600 in the formulas; and the choice between others, which is read from the file at once.
READ_OTHERWISE = {"calendar.seconds_per_hour", "discrepancy.stage"}


def test_every_assumption_that_the_estimate_needs_stands_on_the_page() -> None:
    read: set[str] = set()
    for case in CASES:
        simulated = simulate(as_read(case), samples=2, seed=1)
        arrays_of(simulated)
        read |= simulated.values.read
    needed = {name for name in simulated.values.case.numbers if not name.startswith(NOT_IN_A_FORMULA)}
    assert needed - read == READ_OTHERWISE


def test_a_day_that_is_a_tenth_dearer_is_found() -> None:
    planned, dearer = {"discrepancy.stage": 0.0}, {"roles.ml_engineer.day_rate": 693.0}  # a tenth more than 630
    engine = by_the_engine(Compared("the plan alone", changes=planned), ENGINE_SAMPLES)
    second = by_the_second_model(Compared("dearer", changes=planned | dearer), SECOND_SAMPLES)
    assert "handover, to_go_live, mean" in {name for name, _, _, errors in compared(engine, second) if abs(errors) > 4}


def test_the_second_model_never_imports_the_first() -> None:
    both = {"comparison.py", Path(__file__).name}
    files = [file for file in HERE.glob("*.py") if file.name not in both]
    assert len(files) >= 8
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] != "costmodel", f"{file.name} imports {name}"
                assert name != "tests.second_model.comparison", f"{file.name} imports {name}, which knows both"
