"""The table of evidence that was matched, with today's figures of the baseline."""

import csv
import re
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


def measured() -> str:
    """The table of evidence that was matched, with today's figures of the baseline."""
    baseline = cm.load()
    est = cm.estimate(baseline, samples=10_000, seed=1)
    months = est.go_live - est.accepted
    p10, p90 = np.quantile(months, [0.1, 0.9])
    labour = est.by("payee").loc["labour", "mean"] / est.total.mean()
    blocks_of_capability = [name for name in baseline if re.fullmatch(r"capability\.\w+", name)]
    low, high = (
        cm.estimate(baseline.with_changes(dict.fromkeys(blocks_of_capability, level)), 10_000).still_in_production(36)
        for level in (2, 4)
    )
    floor = np.quantile(est.categories["operations"], 0.05) / 5
    rows = [
        ("months from accepted prototype to go-live, mean", "8 (Gartner 2024)", "6 to 10", f"{months.mean():.1f}"),
        ("the same, P10", "none (judgement)", "3 to 6", f"{p10:.1f}"),
        ("the same, P90", "none (judgement)", "10 to 18", f"{p90:.1f}"),
        (
            "probability of reaching production",
            "0.48 to 0.54 (Gartner 2019, 2021 and 2024)",
            "0.45 to 0.55",
            f"{est.reaches_production:.2f}",
        ),
        (
            "labour, share of the total",
            "no figure for company projects (Cottier 2024 is for frontier models)",
            "> 0.6",
            f"{labour:.2f}",
        ),
        (
            "after go-live, share of the total at 60 months",
            "0.5 to 0.9 (Koskinen 2015, eight studies of software)",
            "0.5 to 0.8",
            f"{est.after_go_live.mean() / est.total.mean():.2f}",
        ),
        (
            "still in production after 36 months, capability 2 / 3 / 4",
            "0.20 low, 0.45 high maturity (Gartner maturity survey; direction only)",
            "rising",
            f"{low:.2f} / {est.still_in_production(36):.2f} / {high:.2f}",
        ),
        ("operations per year, P05", "12,000 to 19,000 USD (phData 2021, a vendor)", "not below", f"{floor:,.0f} EUR"),
        (
            "published training runs within a factor 1.5",
            "12 runs; effective utilisation 0.32 (training runs)",
            "at least 10",
            within_a_factor(1.5),
        ),
    ]
    head = ("figure", "published", "asked of the baseline", "baseline")
    lines = [head, ("---",) * 4, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
