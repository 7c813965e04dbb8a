"""The commands that answer questions: what drives it, which is cheaper, why dearer, what to do first, how it ended."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import run_of, run_with, tell
from costmodel.cli.options import ask_for_case, asked_assumptions, decimal, finite, money, simulated
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import console, say, table
from costmodel.cli.terminal_tables import frame_dict, frame_table
from costmodel.files.opening import is_there

if TYPE_CHECKING:
    import pandas as pd


# What of a wide result is shown on the terminal; --json has all of it.
SHOWN = {
    "drivers": ("meaning", "share", "standard_error", "swing", "direction", "acted_on", "assumption"),
    "bridge": ("meaning", "effect", "level", "standard_error"),
    "risks": ("meaning", "probability", "cost", "months", "loss", "net_benefit", "se_net_benefit", "verdict"),
    "capability": ("meaning", "to_go_live", "months", "per_productive_month", "production", "may_cost", "se_may_cost"),
    "actions": ("action", "cost", "net_saving", "se_net_saving", "to_go_live", "months", "production", "verdict"),
}
MOST_ROWS = 25
# Of what causes can be asked for, in words.
DRIVEN = {"to_go_live": "cost to go-live", "total": "cost to the horizon", "go_live": "date"}
# What the columns mean, below the table.
NOTES = {
    "drivers": "share: of the variance. Causes are independent: hidden drivers that move many assumptions, and of each "
    "assumption its own part. All shares add up to 1 with the remainder, what several causes do only together. swing: "
    "the mean in the highest tenth of the cause less that in its lowest (of an event: happens less does not), in the "
    "model's currency or in months. acted on: what the model knows to move it.",
    "risks": "cost, months: what the risk adds in the mean, carried through; loss: stops included, at equal benefit; "
    "net benefit: of its mitigation, after the mitigation's own cost. Money in the model's currency.",
    "capability": "to go-live, months: saved, carried through; may cost: what the step may cost until a productive "
    "month is as dear as before. Money in the model's currency.",
    "actions": "Where no cost is known (-), the net saving is what the action may cost. Savings as they happen, stops "
    "included; to go-live and months carried through. Money in the model's currency.",
}
RISKS = "Says what each risk costs in money and months, and whether its mitigation pays."
CAPABILITY = "Says what one level more of each building block saves, and what it may cost."
ACTIONS = "Says what to do first: mitigations, building blocks and shorter waits, by net saving."
INTERACTIVE = 4096  # samples of commands that compute a few dozen estimates


def add(commands: Commands) -> None:
    """All of these commands and their options."""
    drivers = command(
        commands,
        "drivers",
        "which assumptions the uncertainty comes from",
        "Says from which assumptions the uncertainty of a figure comes, with their shares, which add up.",
        ("--of go_live --confidence 0.8",),
        _drivers,
    )
    ask_for_case(drivers)
    drivers.add_argument("--of", choices=tuple(DRIVEN), default="to_go_live", help="which figure")
    drivers.add_argument(
        "--confidence", type=decimal, metavar="SHARE", help="0.8: what decides whether it ends above its P80"
    )
    for name, short, sentence, run in (
        ("risks", "what each risk contributes, and its mitigation", RISKS, _risks),
        ("capability", "what each building block is worth one level up", CAPABILITY, _capability),
        ("actions", "everything that could be done, ranked by net saving", ACTIONS, _actions),
    ):
        one = command(commands, name, short, sentence, ("our-company/ --scenario credit_scoring",), run)
        ask_for_case(one, INTERACTIVE)
    quality = command(
        commands,
        "quality",
        "weak spots of the estimate, and the public guides' checklist",
        "Says how good the estimate is: its weak spots, and what public guides to estimating ask of it.",
        ("our-company/ --json",),
        _quality,
    )
    ask_for_case(quality)
    outside = command(
        commands,
        "outside-view",
        "what projects of this kind really cost",
        "Sets the estimate against what projects of its kind really cost and how late they were.",
        ("--approved 500k --own closed.csv",),
        _outside_view,
    )
    ask_for_case(outside)
    outside.add_argument("--approved", metavar="AMOUNT", help="the approved estimate; else the first estimate")
    outside.add_argument(
        "--own", metavar="CSV", help="your closed projects: name, estimate, actual, start, planned_end, end"
    )


# -- commands ---------------------------------------------------------------------------------------------------------


def _drivers(asked: argparse.Namespace) -> int:
    from costmodel.decisions.sensitivity import drivers

    title = f"What drives the {DRIVEN[asked.of]}"
    if asked.confidence is not None:
        title += f", above its P{100 * asked.confidence:g}"
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        most = None if asked.json else MOST_ROWS - 2  # with all others and the remainder
        try:
            return _tell(asked, run_of(est), drivers(est, asked.of, asked.confidence, most), title)
        except ValueError as error:
            raise InputError(str(error)) from None


def _risks(asked: argparse.Namespace) -> int:
    from costmodel.decisions.mitigations import risks

    return _of_assumptions(asked, risks, "Risks and their mitigations")


def _capability(asked: argparse.Namespace) -> int:
    from costmodel.decisions.actions import capability_steps

    return _of_assumptions(asked, capability_steps, "Building blocks, one level up")


def _actions(asked: argparse.Namespace) -> int:
    from costmodel.decisions.actions import best_actions

    return _of_assumptions(asked, best_actions, "What to do first")


def _quality(asked: argparse.Namespace) -> int:
    from costmodel.review.quality_gate import quality

    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        return _tell(asked, run_of(est), quality(est), "")


def _outside_view(asked: argparse.Namespace) -> int:
    from costmodel.review.reference_forecast import outside_view

    if asked.own is not None and not is_there(asked.own):
        raise InputError(f"{asked.own} is no file")
    with finite(asked.samples):
        assumptions = asked_assumptions(asked)
        approved = money("--approved", asked.approved, assumptions.currency)
        est = simulated(assumptions, asked.samples, asked.seed)
        try:
            return _tell(asked, run_of(est), outside_view(est, approved=approved, own=asked.own), "")
        except ValueError as error:
            raise InputError(str(error)) from None


def _of_assumptions(asked: argparse.Namespace, function: Callable[..., pd.DataFrame], title: str) -> int:
    with finite(asked.samples):
        assumptions = asked_assumptions(asked)
        found = function(assumptions, samples=asked.samples, seed=asked.seed)
        return _tell(asked, run_with(assumptions, asked.samples, asked.seed), found, title)


# -- telling ----------------------------------------------------------------------------------------------------------


def _of_mitigations(command: str, result: pd.DataFrame) -> list[str]:
    """How many mitigations pay, and what the model does not count of the others."""
    if command not in ("risks", "actions"):
        return []
    from costmodel.report import sentences

    named = "mitigation" if command == "risks" else "action"
    measures = result if command == "risks" else result[result["kind"] == "mitigation"]
    return [*filter(None, [sentences.mitigations(measures)]), *sentences.not_counted(measures, named)]


def _tell(asked: argparse.Namespace, known: Mapping[str, Any], result: Any, title: str) -> int:
    """A table, or a record by what it says of itself; as JSON, with the run it is from, where that is asked for."""
    if not asked.json:
        return show(asked, result, title)
    return tell(asked.name, known, {"rows": result} if hasattr(result, "columns") else frame_dict(result))


def show(asked: argparse.Namespace, result: Any, title: str) -> int:
    """A table with what its columns mean, or a record by what it says of itself; returns exit status 0."""
    screen = console()
    if not hasattr(result, "columns"):
        print(result)  # noqa: T201 - the result
        return 0
    if title:
        say(screen, title, "bold")
    shown = SHOWN.get(asked.name)
    whole = result.reset_index()[list(shown)] if shown else result
    table(screen, frame_table(whole.head(MOST_ROWS), with_index=shown is None))
    if len(whole) > MOST_ROWS:
        say(screen, f"The first {MOST_ROWS} of {len(whole)}; --json has all of them.", "dim")
    if asked.name in NOTES:
        say(screen, NOTES[asked.name], "dim")
    for text in _of_mitigations(asked.name, result):
        say(screen, text, "dim")
    return 0
