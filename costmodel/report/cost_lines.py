"""Every cost line as a table: what it is for, its mean, and the formula that it is worked out by, in words."""

from __future__ import annotations

from costmodel.estimates.explained import explained
from costmodel.language.translations import texts
from costmodel.report.contents import Contents
from costmodel.report.formulas import Wording
from costmodel.report.lines import LEAST, phase_named
from costmodel.report.tables import Column, Table


def cost_lines(contents: Contents) -> Table:
    """The lines by category, the largest first; they add up to the whole life.

    Args:
        contents: of a report.
    """
    est, says = contents.est, contents.says
    words = Wording(est.assumptions, texts(says.code, est.assumptions.folders), says)
    every = explained(est)
    sums: dict[str, float] = {}
    for line in every:
        sums[line.fields["category"]] = sums.get(line.fields["category"], 0.0) + line.mean
    shown = sorted(
        (line for line in every if abs(line.mean) >= LEAST),
        key=lambda line: (-sums[line.fields["category"]], line.fields["category"], -line.mean),
    )
    columns = (
        Column(says("column cost line")),
        Column(says("column category")),
        Column(says("column phase")),
        Column(says("column mean"), "money", adds=True),
        Column(says("column at means"), "money"),
        Column(says("column formula")),
    )
    rows = tuple(
        (
            words.named(line.item) + (f" · {says('formula: part', part=str(line.part))}" if line.part else ""),
            says.name(line.fields["category"]),
            phase_named(line.fields["phase"], says),
            line.mean,
            line.at_means,
            words.line(line),
        )
        for line in shown
    )
    whole = (says("total row"), None, None, None, None, None)
    return Table("cost_lines", columns, rows, whole, (says("read cost lines"),))
