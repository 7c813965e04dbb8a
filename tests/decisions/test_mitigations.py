"""Each shipped mitigation pays somewhere, and where it does not, that and what is not counted is said."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

import costmodel as cm
from costmodel.decisions.gains import gain
from costmodel.decisions.mitigations import VERDICTS, measure, verdict
from costmodel.estimates.variations import Variations
from costmodel.report import sentences
from tests.strategies import case

PAYS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("mitigations_that_pay.yaml").read_text("utf-8")
)
SHIPPED = {name: risk for name, risk in cm.load().structure.risks.items() if risk.mitigation}


@cache
def struck() -> pd.DataFrame:
    return cm.risks(cm.load(), samples=2_048)


def test_there_is_a_case_and_a_reason_for_each_shipped_mitigation() -> None:
    assert PAYS.keys() == SHIPPED.keys()
    assert [name for name, one in PAYS.items() if not one["because"]] == []


@pytest.mark.parametrize("risk", sorted(PAYS))
def test_the_mitigation_pays_in_its_case(risk: str) -> None:
    said = PAYS[risk]
    assumptions = case(said["scenario"]).with_changes(said.get("changes", {}))
    before = cm.estimate(assumptions, samples=8_192)
    worth = gain(before, measure(Variations(before), risk).priced).worth
    assert verdict(worth.value, worth.error) == "pays", worth


def test_each_shipped_mitigation_says_what_the_model_does_not_count() -> None:
    assert [name for name, risk in SHIPPED.items() if not risk.not_counted] == []


def test_a_verdict_is_sure_beyond_two_standard_errors() -> None:
    assert [verdict(worth, 100) for worth in (201, -201, 199, -199, 0)] == [
        "pays", "does not pay", "too close to tell", "too close to tell", "too close to tell",
    ]  # fmt: skip
    assert verdict(1_000, float("nan")) == "too close to tell"


def test_the_table_has_the_verdict_of_each_mitigation_and_none_where_there_is_none() -> None:
    for risk, row in struck().iterrows():
        expected = verdict(row["net_benefit"], row["se_net_benefit"]) if risk in SHIPPED else ""
        assert row["verdict"] == expected


@pytest.mark.parametrize("code", ["en", "de"])
def test_what_is_said_of_mitigations_counts_the_verdicts(code: str) -> None:
    told = sentences.mitigations(struck(), code)
    counts = [int((struck()["verdict"] == one).sum()) for one in VERDICTS]
    assert sum(counts) == len(SHIPPED)
    assert f": {len(SHIPPED)}." in told
    assert all(f": {count}" in told for count in counts)
    beside = sentences.not_counted(struck(), "mitigation", code)
    assert len(beside) == counts[1] + counts[2]
    assert sentences.mitigations(struck().iloc[:0], code) == ""


def test_a_mitigation_that_pays_for_sure_needs_no_excuse() -> None:
    sure = struck()[struck()["verdict"] == "pays"]
    assert sentences.not_counted(sure, "mitigation") == []


def test_the_list_of_actions_has_the_same_words_and_none_for_what_costs_nobody_knows() -> None:
    done = cm.best_actions(cm.load(), samples=2_048)
    measures = done[done["kind"] == "mitigation"]
    assert set(measures["verdict"]) <= set(VERDICTS)
    assert (measures["not_counted"] != "").all()
    others = done[done["kind"] != "mitigation"]
    assert set(others["verdict"]) == {""}
    assert np.isnan(others["cost"]).all()
    named = str(others.index[0])
    priced = cm.best_actions(cm.load(), samples=2_048, costs={named: 1e9})
    assert priced.loc[named, "verdict"] == "does not pay"
