"""What an estimate says to people, held to figures that can be worked out on paper."""

import json
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np

import costmodel as cm
from costmodel.cli import terminal_tables
from costmodel.cli.estimate import changes
from costmodel.report import figures, sentences


class Made:
    """As much of an estimate as the sentences need, with four samples that can be counted on one hand."""

    def __init__(
        self, to_go_live: list[float], first_estimate: float, own: float = 0.0, likeliest: float = 0.0
    ) -> None:
        self.assumptions = Assumed(own)
        self.to_go_live = np.array(to_go_live)
        self.first_estimate = first_estimate
        self.samples = len(self.to_go_live)
        point = np.array([likeliest])
        self.likeliest = SimpleNamespace(to_go_live=point, figure=lambda _: point)

    def figure(self, of: str) -> Any:
        return getattr(self, of)

    def quantile(self, share: float, of: str) -> float:
        return float(np.quantile(getattr(self, of), share))

    @property
    def covered(self) -> float:
        return self.first_estimate / self.quantile(0.5, "to_go_live")

    @property
    def chance_within(self) -> float:
        return float(np.mean(self.to_go_live <= self.first_estimate))


class Assumed(dict[str, Any]):
    currency = "CHF"

    def __init__(self, own: float) -> None:
        super().__init__({"first_estimate.amount": SimpleNamespace(likeliest=own)})


def made(*args: Any, **options: Any) -> Any:
    return Made(*args, **options)


def test_the_headline_compares_with_the_median_to_go_live() -> None:
    # The median of 100, 200, 300, 400 is 250; 100 / 250 = 40 %; one of the four samples is not above 100, so 25 %.
    assert sentences.headline(made([100, 200, 300, 400], 100, own=100)) == (
        "Your estimate of 100 CHF covers 40 % of the likely cost to go-live; the chance of staying within it is 25 %."
    )
    assert sentences.headline(made([100, 200, 300, 400], 100, own=100), "de") == (
        "Ihre Schätzung von 100 CHF deckt 40 % der wahrscheinlichen Kosten bis zum Produktivstart; "
        "die Wahrscheinlichkeit, damit auszukommen, beträgt 25 %."
    )


def test_nobody_is_told_of_an_estimate_that_they_did_not_give() -> None:
    nobody = made([100_000, 200_000, 300_000, 400_000], 100_001)
    assert sentences.headline(nobody) == (
        "The lines of the prototype, the usual first estimate, come to 100,000 CHF on average and cover 40 % of the "
        "likely cost to go-live; the chance of staying within that is 25 %."
    )
    assert sentences.headline(nobody, "de").startswith(
        "Die Posten des Prototyps, die übliche erste Schätzung, ergeben im Mittel"
    )
    for code in ("en", "de"):
        on_page = sentences.headline_on_page(nobody, code)
        assert not re.search("Your|Ihre ", sentences.headline(nobody, code) + "".join(piece for piece, _ in on_page))
        assert [piece for piece, figure in on_page if figure][1:] == ["40\xa0%", "25\xa0%"]


def test_where_nothing_is_spent_the_headline_does_not_divide_by_zero() -> None:
    assert sentences.headline(made([0, 0, 0, 0], 100)).startswith("Nothing is spent before go-live")


def test_the_basis_says_whose_estimate_it_is() -> None:
    assert terminal_tables.basis(made([100, 300], 100, own=100)).startswith("The amount is your own")
    assert terminal_tables.basis(made([100, 300], 100)).startswith("No estimate of your own is given")
    assert terminal_tables.basis(made([100, 300], 100)).endswith("the median, 200 CHF.")


def test_the_point_with_everything_at_its_likeliest_comes_with_the_chance_that_it_is_kept() -> None:
    # One of the four samples, 25 %, is not above 150; three of them, 75 %, are not above 350.
    low, high = (sentences.likeliest(made([100, 200, 300, 400], 1, likeliest=point)) for point in (150, 350))
    assert low == (
        "Every assumption at its most likely value at once comes to 150 CHF to go-live. It is no budget: 25 % of the "
        "simulated courses stay within it."
    )
    assert high == (
        "Every assumption at its most likely value at once comes to 350 CHF to go-live; 75 % of the simulated courses "
        "stay within it."
    )
    german = sentences.likeliest(made([100, 200, 300, 400], 1, likeliest=150), "de")
    assert german.startswith("Alle Annahmen zugleich auf ihrem wahrscheinlichsten Wert ergeben 150 CHF")
    assert "25 % der simulierten Verläufe" in german


def test_figures_are_likeliest_mean_and_percentiles() -> None:
    figure = figures.Figures.of(np.array([10.0, 20.0, 30.0, 40.0, 50.0]), np.array([12.0]))
    # Between order statistics: P10 lies 0.4 of the way from 10 to 20, P80 0.2 of the way from 40 to 50.
    assert figure.values == {"likeliest": 12, "mean": 30, "p10": 14, "p50": 30, "p80": 42, "p90": 46}
    assert figure.kept == 0.2  # one of the five samples is not above 12
    assert all(math.isnan(error) for error in figure.errors.values())  # five samples tell nothing about the error
    assert figure.as_dict()["standard_error"] == {"mean": None, "p10": None, "p50": None, "p80": None, "p90": None}


def test_parts_come_with_the_largest_first_and_with_their_share() -> None:
    parts = {
        "hardware": figures.Figures.of(np.array([100.0, 100.0]), np.array([100.0])),
        "training_compute": figures.Figures.of(np.array([200.0, 400.0]), np.array([150.0])),
    }
    rows = terminal_tables.part_table("whole life", parts).rows
    assert [row[0] for row in rows] == ["Training compute", "Hardware"]
    assert [row[-2] for row in rows] == ["75 %", "25 %"]  # means of 300 and 100 of 400
    assert [row[-1] for row in rows] == ["-", "-"]


def test_parts_of_nothing_have_no_share() -> None:
    nothing = {"hardware": figures.Figures.of(np.zeros(2), np.zeros(1))}
    assert terminal_tables.part_table("whole life", nothing).rows[0][-2] == "0 %"


def test_changes_are_told_scenario_by_scenario() -> None:
    changed = cm.load(scenarios=["mlops"]).with_changes({"hiring.must_hire": 1}, why="Nobody is there", by="me")
    told = list(changes(changed))
    assert [who.split()[0] for who, _ in told] == ["mlops", "me"]
    assert told[1] == ("me changes 1 assumption:", [("hiring.must_hire: 35 % -> 100 %", "Nobody is there")])


def test_the_object_for_json_holds_plain_numbers_only() -> None:
    found = figures.as_dict(cm.estimate(cm.load(), samples=64))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_no_operation_has_no_run_cost() -> None:
    est: Any = SimpleNamespace(assumptions={"initiative.horizon": SimpleNamespace(likeliest=0.0)})
    assert figures.run_cost_per_year(est) is None
