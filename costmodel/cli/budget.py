"""The commands for a budget: what is contingency and what management reserve, and what is released at which gate."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import ask_for_case, asked_assumptions, decimal, finite, simulated
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import console, say, table
from costmodel.cli.terminal_tables import frame_table

if TYPE_CHECKING:
    import pandas as pd

BY = ("category", "phase", "item", "layer", "payee")
PARTS = {
    "point": "all at likeliest",
    "contingency": "contingency, the team's",
    "management_reserve": "management reserve, its sponsor's",
    "budget": "budget",
}
READ_RESERVES = (
    "Contingency: ranges and risks that the plan knows by name; the team may use it. Management reserve: what estimates"
    " of this stage have missed and no line names; whoever approved the budget releases it. At stage off there is none."
)
READ_PARTS = (
    "The budget of each part is what the plan at this confidence gives it; contingency here is the budget less what "
    "all at likeliest comes to, the management reserve included."
)
READ_STAGES = (
    "Request: all at likeliest, contingency and management reserve until the gate, on top of the gate before; requests "
    "add up to the budget. Ends: probability that it ends here; at risk: what those have spent by then."
)


def add(commands: Commands) -> None:
    """Both commands and their options."""
    one = command(
        commands,
        "contingency",
        "what the budget has beyond all at likeliest, and in whose hands",
        "Says what a budget to go-live has beyond all at likeliest: contingency and management reserve, and by part.",
        ("--confidence 0.8 --by phase",),
        _contingency,
    )
    ask_for_case(one)
    _ask_how_sure(one)
    one.add_argument("--by", choices=BY, default=BY[0], help="which parts; category unless told")
    two = command(
        commands,
        "stages",
        "the budget released gate by gate",
        "Says what to release at each gate, of it contingency and management reserve, and what is at risk there.",
        ("--scenario visual_inspection --confidence 0.7",),
        _stages,
    )
    ask_for_case(two)
    _ask_how_sure(two)


def _ask_how_sure(one: argparse.ArgumentParser) -> None:
    one.add_argument("--confidence", type=decimal, default=0.8, metavar="SHARE", help="of the budget; 0.8 unless told")


def _contingency(asked: argparse.Namespace) -> int:
    from costmodel.decisions.confidence import contingency
    from costmodel.decisions.held_back import reserves

    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        try:
            whole, parts = reserves(est, asked.confidence), contingency(est, asked.confidence, asked.by)
        except ValueError as error:
            raise InputError(str(error)) from None
    if asked.json:
        known = {"confidence": asked.confidence, "by": asked.by}
        return tell("contingency", run_of(est), known, {"reserves": whole, "parts": parts.rename_axis("part")})
    _show_reserves(whole, est.assumptions.currency, asked.confidence)
    screen = console()
    say(screen, f"By {asked.by}", "bold")
    table(screen, frame_table(parts.sort_values("budget", ascending=False)))
    say(screen, READ_PARTS, "dim")
    return 0


def _stages(asked: argparse.Namespace) -> int:
    from costmodel.decisions.held_back import release, reserves

    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        try:
            whole, stages = reserves(est, asked.confidence), release(est, asked.confidence)
        except ValueError as error:
            raise InputError(str(error)) from None
    if asked.json:
        return tell("stages", run_of(est), {"confidence": asked.confidence, "reserves": whole, "stages": stages})
    _show_reserves(whole, est.assumptions.currency, asked.confidence)
    screen = console()
    say(screen, "Released gate by gate", "bold")
    shown = ["point", "contingency", "management_reserve", "request", "ends", "at_risk"]
    table(screen, frame_table(stages.set_index("meaning")[["months_at_confidence", *shown]]))
    say(screen, READ_STAGES, "dim")
    return 0


def _show_reserves(whole: pd.DataFrame, currency: str, confidence: float) -> None:
    screen = console()
    say(screen, f"From all at likeliest to the P{100 * confidence:g} of the cost to go-live, {currency}", "bold")
    table(screen, frame_table(whole.rename(index=PARTS)))
    say(screen, READ_RESERVES, "dim")
    screen.print()
