"""The commands that set one case against another: which is cheaper, and what leads from an older one to a newer one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.cli.commands import Commands, command
from costmodel.cli.decisions import DRIVEN, MOST_ROWS, show
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import ask_for_samples, decimal, finite, simulated
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import console, printable, say, warn
from costmodel.cli.terminal_tables import frame_dict
from costmodel.files.opening import LARGEST_TEXT, UnreadableError, content, is_there

if TYPE_CHECKING:
    from costmodel import Assumptions, Estimate

BASELINE = "baseline"
ORDERS = ("any", "as-given")


def add(commands: Commands) -> None:
    """Both commands and their options."""
    compare = command(
        commands,
        "compare",
        "two cases against each other",
        "Sets two cases against each other, sample by sample, so that the difference has no noise.",
        ("baseline mlops", "credit_scoring credit_scoring+mlops --json"),
        _compare,
    )
    bridge = command(
        commands,
        "bridge",
        "why a newer case costs more or less than an older one",
        "Says which changes lead from an older case to a newer one, and what each of them does, adding up.",
        ("baseline credit_scoring", "baseline our-company", "approved.yaml mlops --of total --order as-given"),
        _bridge,
    )
    for one, first, second in ((compare, "A", "B"), (bridge, "OLD", "NEW")):
        case = (
            f"scenario name or file, {BASELINE}, a folder of your own assumptions, or an approved baseline's file; "
            "+ lays scenarios on what stands before it"
        )
        one.add_argument("first", metavar=first, help=case)
        one.add_argument("second", metavar=second, help=case)
        one.add_argument(
            "--folder", metavar="FOLDER", help="folder of your own assumptions under each case that names none itself"
        )
        ask_for_samples(one, 10_000)
    bridge.add_argument("--of", choices=tuple(DRIVEN), default="to_go_live", help="which figure")
    bridge.add_argument("--confidence", type=decimal, metavar="SHARE", help="0.8: its P80; the mean unless told")
    bridge.add_argument(
        "--order",
        choices=ORDERS,
        default=ORDERS[0],
        help="any: the mean over orders, so that no change gains by its place (unless told); as-given: one after "
        "another, as the files declare them",
    )


def _compare(asked: argparse.Namespace) -> int:
    from costmodel.decisions.comparison import compare

    a, b = _both(asked)
    found = compare(a, b)
    if asked.json:
        return tell("compare", {"first": run_of(a), "second": run_of(b)}, frame_dict(found))
    shown = found.figures.rename(columns={"mean_a": "first", "mean_b": "second", "chance_a_less": "first_is_less"})
    title = f"{asked.second} (second) against {asked.first} (first): means, and the second less the first"
    show(asked, shown.drop(index="go_live", columns=["p10", "p50", "p90"]), title)
    months = found.figures.loc["go_live"]
    text = (
        f"Go-live: {months['mean_a']:.1f} and {months['mean_b']:.1f} months, {months['difference']:+.1f} in the mean."
    )
    say(console(), text)
    return 0


def _bridge(asked: argparse.Namespace) -> int:
    from costmodel.decisions.change_bridge import bridge, shortened

    old, new = _both(asked)
    order = None if asked.order == ORDERS[0] else "as_given"
    try:
        found = bridge(old, new, asked.of, asked.confidence, order)
    except ValueError as error:
        raise InputError(str(error)) from None
    if asked.json:
        credited = {name: found.attrs[name] for name in ("attribution", "orders")}
        runs = {"of": asked.of, "confidence": asked.confidence, "old": run_of(old), "new": run_of(new)}
        return tell("bridge", runs, {**credited, "rows": found})
    level = "mean" if asked.confidence is None else f"P{100 * asked.confidence:g} of"
    show(asked, shortened(found, MOST_ROWS - 2), f"From {asked.first} to {asked.second}: {level} {DRIVEN[asked.of]}")
    say(console(), _how_credited(found.attrs["attribution"], found.attrs["orders"]), "dim")
    return 0


def _how_credited(attribution: str, orders: int) -> str:
    """What an effect of the bridge is: the mean over how many orders, or a step in one."""
    if attribution == "stated":
        return (
            "Changes are made one after another as the files declare them; what two of them do together is counted at "
            "the later one."
        )
    over = "all orders" if attribution == "exact" else f"{orders} sampled orders, whose error is included,"
    return f"The effect of a change is its mean over {over} in which the changes could be made."


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
        raise InputError(*error.faults) from None
    for disagreement in baseline.disagreements:
        warn(f"{which}: {disagreement}")
    if baseline.disagreements and folder is None:
        warn(f"{which}: if it was approved with a folder of your own assumptions, name that: --folder FOLDER")
    return baseline.estimate


def _case(folder: str | None, which: str) -> Assumptions:
    """The baseline, a folder, or scenarios laid on one of them; several are joined by a plus sign."""
    from costmodel import AssumptionsError, load, scenarios

    under, *laid = which.split("+")
    try:
        if Path(under).is_dir() and under not in scenarios(folder):
            folder = under
        elif which != BASELINE:
            laid = [under, *laid]
        return load(folder, laid)
    except AssumptionsError as error:
        raise InputError(*error.faults) from None
