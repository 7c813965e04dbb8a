"""The commands that answer questions: what drives it, which is cheaper, why dearer, what to do first, how it ended."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.cli.options import (
    InputError,
    ask_for_case,
    ask_for_samples,
    asked_assumptions,
    decimal,
    finite,
    lines,
    money,
    simulated,
)
from costmodel.cli.terminal import console, printable, say, table, warn
from costmodel.files.opening import LARGEST_TEXT, UnreadableError, content, is_there

if TYPE_CHECKING:
    import pandas as pd

    from costmodel import Assumptions, Estimate

# What of a wide result is shown on the terminal; --json has all of it.
SHOWN = {
    "drivers": ("meaning", "share", "standard_error", "swing", "direction", "acted_on", "assumption"),
    "bridge": ("meaning", "effect", "level", "standard_error"),
    "risks": ("meaning", "probability", "cost", "months", "loss", "net_benefit", "se_net_benefit", "verdict"),
    "capability": ("meaning", "to_go_live", "months", "per_productive_month", "production", "may_cost", "se_may_cost"),
    "actions": ("action", "cost", "net_saving", "se_net_saving", "to_go_live", "months", "production", "verdict"),
}
# Of what causes can be asked for, in words.
DRIVEN = {"to_go_live": "cost to go-live", "total": "cost to the horizon", "go_live": "date"}
MOST_ROWS = 25
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
    "bridge": "Changes that act only after go-live have no effect on the cost to go-live.",
}
INTERACTIVE = 4096  # samples of commands that compute a few dozen estimates
BASELINE = "baseline"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """All of these commands and their options."""

    def command(
        name: str, text: str, run: Callable[[argparse.Namespace], int], samples: int
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, allow_abbrev=False)
        made.set_defaults(command=run, name=name)
        if name not in ("compare", "bridge"):
            ask_for_case(made, samples)
        return made

    drivers = command("drivers", "which assumptions the uncertainty comes from", _drivers, 10_000)
    drivers.add_argument("--of", choices=tuple(DRIVEN), default="to_go_live", help="which figure")
    drivers.add_argument(
        "--confidence", type=decimal, metavar="SHARE", help="0.8: what decides whether it ends above its P80"
    )
    for name, text, run in (
        ("compare", "two cases against each other", _compare),
        ("bridge", "why a newer case costs more or less than an older one", _bridge),
    ):
        both = command(name, text, run, 10_000)
        first, second = ("OLD", "NEW") if name == "bridge" else ("A", "B")
        case = f"scenario name or file, {BASELINE}, or an approved baseline's file; + lays scenarios on each other"
        both.add_argument("first", metavar=first, help=case)
        both.add_argument("second", metavar=second, help=case)
        both.add_argument("--folder", metavar="FOLDER", help="folder of your own assumptions under both")
        ask_for_samples(both, 10_000)
    command("risks", "what each risk contributes, and its mitigation", _risks, INTERACTIVE)
    command("capability", "what each building block is worth one level up", _capability, INTERACTIVE)
    command("actions", "everything that could be done, ranked by net saving", _actions, INTERACTIVE)
    command("quality", "weak spots of the estimate, and the public guides' checklist", _quality, 10_000)
    outside = command("outside-view", "what projects of this kind really cost", _outside_view, 10_000)
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
            return _tell(asked, drivers(est, asked.of, asked.confidence, most), title)
        except ValueError as error:
            raise InputError(str(error)) from None


def _compare(asked: argparse.Namespace) -> int:
    from costmodel.decisions.comparison import compare

    a, b = _both(asked)
    found = compare(a, b)
    if asked.json:
        return _tell(asked, found, "")
    shown = found.figures.rename(columns={"mean_a": "first", "mean_b": "second", "chance_a_less": "first_is_less"})
    title = f"{asked.second} (second) against {asked.first} (first): means, and the second less the first"
    _tell(asked, shown.drop(index="go_live", columns=["p10", "p50", "p90"]), title)
    months = found.figures.loc["go_live"]
    text = (
        f"Go-live: {months['mean_a']:.1f} and {months['mean_b']:.1f} months, {months['difference']:+.1f} in the mean."
    )
    say(console(), text)
    return 0


def _bridge(asked: argparse.Namespace) -> int:
    from costmodel.decisions.comparison import bridge

    old, new = _both(asked)
    return _tell(asked, bridge(old, new), f"From {asked.first} to {asked.second}: mean cost to go-live")


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
        return _tell(asked, quality(simulated(asked_assumptions(asked), asked.samples, asked.seed)), "")


def _outside_view(asked: argparse.Namespace) -> int:
    from costmodel.review.reference_forecast import outside_view

    if asked.own is not None and not is_there(asked.own):
        raise InputError(f"{asked.own} is no file")
    with finite(asked.samples):
        assumptions = asked_assumptions(asked)
        approved = money("--approved", asked.approved, assumptions.currency)
        est = simulated(assumptions, asked.samples, asked.seed)
        try:
            return _tell(asked, outside_view(est, approved=approved, own=asked.own), "")
        except ValueError as error:
            raise InputError(str(error)) from None


def _of_assumptions(asked: argparse.Namespace, function: Callable[..., pd.DataFrame], title: str) -> int:
    with finite(asked.samples):
        return _tell(asked, function(asked_assumptions(asked), samples=asked.samples, seed=asked.seed), title)


def _both(asked: argparse.Namespace) -> tuple[Estimate, Estimate]:
    """Both cases with the same draws: those of an approved baseline where one of them is one."""
    approved = {which: _approved(which, asked.folder) for which in (asked.first, asked.second)}
    drawn = next((est for est in approved.values() if est is not None), None)
    samples, seed = (drawn.samples, drawn.seed) if drawn is not None else (asked.samples, asked.seed)
    with finite(samples):
        first, second = (
            approved[which] or simulated(_case(asked.folder, which), samples, seed)
            for which in (asked.first, asked.second)
        )
    return first, second


def _approved(which: str, folder: str | None) -> Estimate | None:
    """The estimate behind a file that `report --baseline` wrote, or None where it is no such file."""
    from costmodel import AssumptionsError, load_baseline

    path = Path(which)
    if not is_there(path):
        return None
    try:
        if b"fingerprint:" not in content(path, LARGEST_TEXT):
            return None
        baseline = load_baseline(path, folder)
    except UnreadableError as error:
        raise InputError(printable(f"{path.name}: {error}")) from None
    except AssumptionsError as error:
        raise InputError(lines(error.faults)) from None
    for disagreement in baseline.disagreements:
        warn(f"{which}: {disagreement}")
    return baseline.estimate


def _case(folder: str | None, which: str) -> Assumptions:
    """The baseline, or a scenario laid on it; several are joined by a plus sign."""
    from costmodel import AssumptionsError, load

    scenarios = [] if which == BASELINE else which.split("+")
    try:
        return load(folder, scenarios)
    except AssumptionsError as error:
        raise InputError(lines(error.faults)) from None


# -- telling ----------------------------------------------------------------------------------------------------------


def _of_mitigations(command: str, result: pd.DataFrame) -> list[str]:
    """How many mitigations pay, and what the model does not count of the others."""
    if command not in ("risks", "actions"):
        return []
    from costmodel.report import sentences

    named = "mitigation" if command == "risks" else "action"
    measures = result if command == "risks" else result[result["kind"] == "mitigation"]
    return [*filter(None, [sentences.mitigations(measures)]), *sentences.not_counted(measures, named)]


def _tell(asked: argparse.Namespace, result: Any, title: str) -> int:
    """A table, or a record by what it says of itself; as JSON where that is asked for."""
    from costmodel.cli.terminal_tables import frame_dict, frame_table

    if asked.json:
        print(json.dumps(frame_dict(result), indent=2, allow_nan=False))  # noqa: T201 - the result
        return 0
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
