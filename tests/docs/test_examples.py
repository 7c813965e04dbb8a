"""What README and guides show is true today: examples, commands, outputs, own files and measured figures."""

import re
from pathlib import Path

import pytest

import costmodel as cm
from costmodel import charts, cli
from tests.docs.evidence import measured
from tests.docs.pages import (
    GUIDES,
    MEASURED,
    PAGES,
    ROOT,
    a_readers_folder,
    blocks,
    commands,
    name_of,
    outputs,
    run_examples,
    said_by,
    text_of,
)

RENEW = "python -m tests.docs.renew writes it anew"
WITH_PYTHON = [page for page in PAGES if blocks(page, "python")]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_the_examples_of_a_page_are_true(page: Path) -> None:
    assert run_examples(page) == {}, RENEW


@pytest.mark.parametrize(("page", "command", "said"), outputs(), ids=[command for _, command, _ in outputs()])
def test_the_output_shown_is_what_the_command_prints(page: Path, command: str, said: str) -> None:
    assert said == said_by(command), f"{name_of(page)}: {RENEW}"


def test_the_measured_figures_are_those_of_the_baseline() -> None:
    (table,) = [found["table"] for page in PAGES for found in MEASURED.finditer(text_of(page))]
    assert table == measured(), RENEW


def test_the_commands_shown_exist() -> None:
    asked = commands("costmodel")
    assert len(asked) > 20
    for arguments in asked:
        cli.parser().parse_args(arguments)  # leaves by SystemExit at an unknown command or option


def test_the_make_targets_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {target for page in GUIDES for target in re.findall(r"`make ([\w-]+)[^`]*`", text_of(page))}
    named |= {arguments[0] for arguments in commands("make")}
    assert named >= {"dashboard", "test", "docs", "quick", "help"}
    assert [target for target in sorted(named) if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_the_figures_named_are_those_that_can_be_drawn() -> None:
    told = text_of(ROOT / "docs" / "reports.md").split("## Figures", 1)[1]
    listed = re.search(r"`((?:\w+,\s+)+\w+)`", told)
    assert listed is not None
    assert [name for name in re.findall(r"\w+", listed[1]) if name not in charts.__all__] == []


def test_the_scenarios_named_are_the_scenarios_shipped() -> None:
    cases = text_of(ROOT / "docs" / "workshop.md")
    assert [name for name in cm.scenarios() if f"| `{name}` |" not in cases] == []


def test_the_own_numbers_count_and_the_own_scenario_works() -> None:
    with a_readers_folder() as folder:
        own = cm.load(folder / "our-company")
        laid = own.with_scenario("team_complete")
    assert own["roles.data_scientist.day_rate"].likeliest == 640
    assert own["roles.data_scientist.day_rate"].meaning == cm.load()["roles.data_scientist.day_rate"].meaning
    assert "supplier_changes_terms" in cm.load().structure.risks
    assert "supplier_changes_terms" not in own.structure.risks
    assert laid["hiring.must_hire"].chance == 0
    assert cm.likeliest(laid).total[0] > 0


def test_the_own_role_and_the_own_activity_cost_money_and_time() -> None:
    with a_readers_folder() as folder:
        bank = cm.load(folder / "our-bank")
    ours, shipped = cm.estimate(bank, samples=2_048), cm.estimate(cm.load(), samples=2_048)
    items = ours.by("item").index
    assert "Independent examination, model examiner" in items
    assert {"Risk: supervisor asks", "Additional: Expert of the works council"} <= set(items)
    # At the modes, 15 days of wait and 10 of work by two people with a quarter of their time:
    # (15 + 10 / (2 x 0.25)) / 20.67 = 1.7 months.
    assert 1 < (ours.go_live - shipped.go_live).mean() < 4
    assert ours.to_go_live.mean() > shipped.to_go_live.mean()


def test_every_block_is_closed_before_the_next_one_begins() -> None:
    fences = {name_of(page): re.findall(r"^```.*$", text_of(page), re.MULTILINE) for page in GUIDES}
    assert [name for name, found in fences.items() if len(found) % 2 or any(end != "```" for end in found[1::2])] == []


def test_no_line_is_too_long_to_be_read_in_an_editor() -> None:
    long = [
        f"{name_of(page)}: {line:.60}"
        for page in GUIDES
        if page.name != "CHANGELOG.md"
        for line in text_of(page).splitlines()
        if len(line) > 160 and not line.startswith("|")
    ]
    assert long == []
