"""What README.md shows is true today: examples, commands, outputs, measured figures and links.

`python tests/test_readme.py` writes the outputs and the measured figures anew, after a default has changed.
"""

import contextlib
import csv
import doctest
import io
import os
import re
import shlex
import tempfile
from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel import cli

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OUTPUT = re.compile(r"(<!-- run: (?P<command>.+?) -->\n```text\n)(?P<said>.*?)(```\n<!-- end -->)", re.DOTALL)
MEASURED = re.compile(r"(<!-- measured -->\n)(?P<table>.*?)(<!-- end -->)", re.DOTALL)


def text() -> str:
    return README.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return [content for kind, content in FENCE.findall(text()) if kind == language]


def commands(program: str) -> list[list[str]]:
    """The arguments of each call of a program in the blocks for a shell."""
    lines = [line for language in ("sh", "bat") for block in blocks(language) for line in block.splitlines()]
    outputs = [found["command"] for found in OUTPUT.finditer(text())]
    words = [shlex.split(line.replace("\\", "/"), comments=True) for line in [*lines, *outputs]]
    return [one[1:] for one in words if one and Path(one[0]).name == program]


def write_own_files(folder: Path) -> None:
    """The files that the README shows, where it says that they lie."""
    for block in blocks("yaml"):
        name = block.splitlines()[0].removeprefix("# ")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(block, encoding="utf-8")


def said_by(command: str) -> str:
    """What a command prints into a pipe, in a folder that holds the README's own files."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        write_own_files(Path(folder))
        with contextlib.redirect_stdout(io.StringIO()) as out:
            status = cli.main(shlex.split(command)[1:])
    assert status == 0, out.getvalue()
    return out.getvalue()


def within_a_factor(factor: float) -> str:
    """How many published training runs the formula reproduces at effective utilisation 0.32."""
    with (ROOT / "tests" / "reference" / "compute_runs.csv").open(encoding="utf-8") as file:
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


class Renewing(doctest.DocTestRunner):
    """Runs the examples and remembers what those that are no longer true say today."""

    def __init__(self) -> None:
        super().__init__(optionflags=doctest.ELLIPSIS)
        self.today: dict[str, str] = {}

    def report_failure(self, _out: object, _test: object, example: doctest.Example, got: str) -> None:
        self.today[example.source + example.want] = example.source + got


def renewed(page: str) -> str:
    """The page with today's outputs and figures."""
    examples = Renewing()
    examples.run(doctest.DocTestParser().get_doctest(page, {}, "README", None, 0), out=lambda _: None)
    for stale, fresh in examples.today.items():
        page = page.replace(f">>> {stale}", f">>> {fresh}")
    page = OUTPUT.sub(lambda found: f"{found[1]}{said_by(found['command'])}{found[4]}", page)
    return MEASURED.sub(lambda found: f"{found[1]}{measured()}{found[3]}", page)


def test_the_examples_are_true() -> None:
    failed, tried = doctest.testfile(str(README), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert failed == 0
    assert tried > 10


def test_the_commands_exist() -> None:
    asked = commands("costmodel")
    assert len(asked) > 8
    for arguments in asked:
        cli.parser().parse_args(arguments)  # leaves by SystemExit at an unknown command or option


def test_the_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {arguments[0] for arguments in commands("make")} | set(re.findall(r"`make (\w+)`", text()))
    assert targets >= {"dashboard", "test", "help"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_scenarios_named_are_the_scenarios_shipped() -> None:
    for name in cm.scenarios():
        assert f"`{name}`" in text()


def test_the_own_files_are_sound_and_the_scenario_works(tmp_path: Path) -> None:
    write_own_files(tmp_path)
    own = cm.load(tmp_path / "our-company")
    assert own["roles.data_scientist.day_rate"].likeliest == 640
    assert own["roles.data_scientist.day_rate"].meaning == cm.load()["roles.data_scientist.day_rate"].meaning
    assert "supplier_changes_terms" in cm.load().structure.risks
    assert "supplier_changes_terms" not in own.structure.risks
    laid = own.with_scenario("team_complete")
    assert laid["hiring.must_hire"].chance == 0
    assert cm.estimate(laid).total[0] > 0


@pytest.mark.parametrize("found", list(OUTPUT.finditer(text())), ids=lambda found: found["command"])
def test_the_output_shown_is_what_the_command_prints(found: "re.Match[str]") -> None:
    assert found["said"] == said_by(found["command"]), "python tests/test_readme.py writes it anew"


def test_the_measured_figures_are_those_of_the_baseline() -> None:
    found = MEASURED.search(text())
    assert found is not None
    assert found["table"] == measured(), "python tests/test_readme.py writes it anew"


def test_links_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text().splitlines()
        if line.startswith("#")
    }
    for target in re.findall(r"\]\(([^)]+)\)", text()):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("http"):
            assert (ROOT / target).is_file(), target


def test_no_line_is_too_long_to_be_read_in_an_editor() -> None:
    long = [line for line in text().splitlines() if len(line) > 160 and not line.startswith("|")]
    assert long == []


if __name__ == "__main__":
    os.environ.pop("FORCE_COLOR", None)
    README.write_text(renewed(text()), encoding="utf-8")
