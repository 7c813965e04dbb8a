"""The table of evidence that was matched, with today's figures of the baseline."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import costmodel as cm

RUNS = Path(__file__).resolve().parents[1] / "reference" / "compute_runs.csv"


def within_a_factor(factor: float) -> str:
    """How many published training runs the formula reproduces at effective utilisation 0.32."""
    with RUNS.open(encoding="utf-8") as file:
        runs = list(csv.DictReader(file))
    hits = 0
    for run in runs:
        flop = cm.training_flop(float(run["parameters"]), float(run["tokens"]))
        hours = cm.chip_hours(flop, float(run["peak_flop_per_second"]), 0.32)
        hits += 1 / factor <= hours / float(run["chip_hours"]) <= factor
    return f"{hits} of {len(runs)}"


HORIZON, RETIRED, REPLACED = "to the horizon", "until retired", "with replacements"
HAPPENS, CARRIED = "as it happens", "carried through to go-live"
MEASURED = (10_000, 1)  # samples and seed of the table


@dataclass(frozen=True)
class Row:
    """A figure of the baseline beside what is published of it, in the frame of time in which the two are compared.

    Attributes:
        figure: what it is.
        view: in which frame of time it is taken.
        published: what is published, and by whom.
        low, high: the band in which each value must lie.
        values: of the baseline.
        shown: how they are written.
        rising: whether each value must exceed the one before.
        asked: what is asked beside the band, in words.
    """

    figure: str
    view: str
    published: str
    low: float
    high: float
    values: tuple[float, ...]
    shown: str
    rising: bool = False
    asked: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as the table has it."""
        band = f"{self.low:g} to {self.high:g}{', ' + self.asked if self.asked else ''}"
        return self.figure, self.view, self.published, band, self.shown


def rows(samples: int, seed: int) -> list[Row]:
    """What is compared, with the figures of the baseline."""
    baseline = cm.load()
    est = cm.estimate(baseline, samples=samples, seed=seed)
    months = est.go_live - est.accepted
    p10, p90 = np.quantile(months, [0.1, 0.9])
    labour = float(est.by("payee").loc["labour", "mean"] / est.total.mean())
    gartner, koskinen = "8 (Gartner 2024)", "0.5 to 0.9 (Koskinen 2015, eight studies of software)"
    return [
        _one("months from accepted prototype to go-live, mean", CARRIED, gartner, 6, 10, months.mean(), 1),
        _one("the same, P10", CARRIED, "none (judgement)", 3, 6, p10, 1),
        _one("the same, P90", CARRIED, "none (judgement)", 10, 18, p90, 1),
        _one(
            "probability of reaching production, counted from the pilot",
            HAPPENS,
            "0.48 to 0.54 (Gartner 2019, 2021 and 2024)",
            0.45,
            0.55,
            _from_the_pilot(est),
            2,
        ),
        _one(
            "labour, share of the total",
            HORIZON,
            "no figure for company projects (Cottier 2024 is for frontier models)",
            0.6,
            0.9,
            labour,
            2,
        ),
        _one("after go-live, share of the total at 60 months", HORIZON, koskinen, 0.5, 0.8, _after(est, "total"), 2),
        _one(
            "after go-live, share of the whole life",
            REPLACED,
            koskinen,
            0.5,
            0.8,
            _after(est, "whole_life_replaced"),
            2,
        ),
        _one(
            f"after go-live, share of the whole life of {est.expected_operation:.0f} months in service",
            RETIRED,
            "none for systems that are given up so early",
            0.25,
            0.5,
            _after(est, "whole_life_retired"),
            2,
        ),
        _survival(est),
        _operation(est),
        Row(
            "published training runs within a factor 1.5",
            "none",
            "12 runs; effective utilisation 0.32 (training runs)",
            10,
            12,
            (float(within_a_factor(1.5).split()[0]),),
            within_a_factor(1.5),
        ),
    ]


def _one(figure: str, view: str, published: str, low: float, high: float, value: float, digits: int) -> Row:
    return Row(figure, view, published, low, high, (float(value),), f"{value:.{digits}f}")


def _from_the_pilot(est: cm.Estimate) -> float:
    """Surveys count from the start of the pilot, that is of model development: whom a risk stopped before is none."""
    starts = (np.broadcast_to(done.schedule.start["model_development"], done.inputs.samples) for done in est.cases())
    return float(np.mean(est.reached[est.figures["stop"] > np.concatenate(list(starts))]))


def _after(est: cm.Estimate, frame: str) -> float:
    return float(1 - est.to_go_live.mean() / est.figure(frame).mean())


def _survival(est: cm.Estimate) -> Row:
    blocks_of_capability = [name for name in est.assumptions if re.fullmatch(r"capability\.\w+", name)]
    low, high = (
        cm.estimate(
            est.assumptions.with_changes(dict.fromkeys(blocks_of_capability, level)), est.samples, est.seed
        ).still_in_production(36)
        for level in (2, 4)
    )
    values = low, est.still_in_production(36), high
    return Row(
        "still in production after 36 months, capability 2 / 3 / 4",
        HAPPENS,
        "0.20 low, 0.45 high maturity (Gartner maturity survey; direction only)",
        0.2,
        0.45,
        values,
        " / ".join(f"{value:.2f}" for value in values),
        rising=True,
        asked="rising",
    )


def _operation(est: cm.Estimate) -> Row:
    """Where the model leaves the only published figure: it asks for several times as much, and says so."""
    per_year = est.figure("operations") * est.assumptions["calendar.months_per_year"].likeliest / est.figures["horizon"]
    euro = est.assumptions.structure.prices.factor("USD", 2021)
    least, most = (12_000 * euro, 19_000 * euro)
    mean = float(per_year.mean())
    people = est.by(["category", "payee"])["mean"]["operations"]["labour"] / est.figure("operations").mean()
    return Row(
        "operations per year, mean, as a multiple of what is published",
        HORIZON,
        f"12,000 to 19,000 USD a year, at least, for one small model (phData 2021, a vendor): {least:,.0f} to "
        f"{most:,.0f} EUR at today's prices",
        3,
        9,
        (mean / most, mean / least),
        f"{mean:,.0f} EUR, {mean / most:.1f} to {mean / least:.1f} times as much: **the model leaves the only "
        f"published figure**; {100 * people:.0f} % of it is people's work",
        asked="knowingly not 1",
    )


def measured() -> str:
    """The table of evidence that was matched, with today's figures of the baseline."""
    head = ("figure", "frame of time", "published", "asked of the baseline", "baseline")
    lines = [head, ("---",) * len(head), *(row.cells for row in rows(*MEASURED))]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
