"""The command line: what is printed, on which stream, with which exit status."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import costmodel as cm
from costmodel import cli
from costmodel.cli import options as asking
from costmodel.dashboard.serving.access import Access
from costmodel.estimates.experience import added_by_experience
from costmodel.files.categories import cost_categories

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ["likeliest", "mean", "p10", "p50", "p80", "p90"]
KEYS = [*FIGURES, "chance_of_likeliest", "standard_error"]
CATEGORIES = list(cost_categories())
LIVES = ("whole_life_retired", "whole_life_replaced")

# file -> its text; the comment names the fault that is planted in the line
PLANTED = {
    "data.yaml": """\
labelling:
  items:
    p10: 500  # not below p90
    p90: 100
    unit: item
    source: [{judgement: The wrong way round}]
""",
    "handover.yaml": """\
handover:
  tool_setup:
    value: 3
    unit: parsec  # unknown
    source: [{judgement: An unknown unit}]
""",
    "hiring.yaml": """\
hiring:
  must_hire:
    chance: 1.4  # above one
    unit: chance
    source: [{judgement: More than certain}]
  must_hir:  # misspelt
    chance: 0.4
    unit: chance
    source: [{judgement: Misspelt}]
""",
    "plan.yaml": """\
plan:
  release:
    after: [security_review, go_fishing]  # unknown activity
  data_access:
    wait:
      value: 20
      unit: EUR  # money where time is meant
      prices_of: 2026
      source: [{judgement: Money for time}]
""",
    "roles.yaml": """\
roles:
  data_scientist:
    day_rate:
      min: 900  # above mode
      mode: 700
      max: 1000
      unit: EUR/person_day
      prices_of: 2026
      source: [{judgement: Typed in haste}]
  sponsor:
    availability:
      value: 1.5  # a share over one
      unit: share
      source: [{judgement: A typing error}]
""",
    "scenarios/trial.yaml": """\
scenario: trial
meaning: A scenario with two faults
story: Somebody typed in haste.
changes:
  hiring.must_hire:  # no reason
    chance: 0.1
  labelling.itms: {value: 3, why: Misspelt}
""",
}
FAULTS = [
    "data.yaml:3: labelling.items: p10 500 is not below p90 100",
    "handover.yaml:4: handover.tool_setup: unknown unit 'parsec'",
    "hiring.yaml:3: hiring.must_hire: a chance lies between 0 and 1, not 1.4",
    "hiring.yaml:6: hiring.must_hir: no such assumption (did you mean 'hiring.must_hire'?)",
    "plan.yaml:3: plan.release: comes after 'go_fishing', which is not in the plan",
    "plan.yaml:7: plan.data_access.wait: unit 'EUR' measures something else than 'working_day'",
    "roles.yaml:4: roles.data_scientist.day_rate: min 900 is above mode 700",
    "roles.yaml:12: roles.sponsor.availability: a share lies between 0 and 1, not at 1.5",
    "trial.yaml:5: hiring.must_hire: why is missing",
    "trial.yaml:7: labelling.itms: no such assumption (did you mean 'labelling.items'?)",
]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in this process: exit status, standard output, standard error."""

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as left:  # argparse leaves in this way
            status = left.code if isinstance(left.code, int) else 1
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A folder with ten planted faults."""
    for name, text in PLANTED.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def process(*arguments: str, **options: Any) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS")}
    return subprocess.Popen(
        [sys.executable, "-m", "costmodel", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        **options,
    )


def strict_json(text: str) -> dict[str, Any]:
    """JSON without the tokens NaN and Infinity, which no other program can read."""

    def refuse(token: str) -> None:
        raise AssertionError(f"{token} is not JSON")

    found: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return found


# -- estimate ---------------------------------------------------------------------------------------------------------


def test_the_headline_says_what_the_own_estimate_covers(run: Run) -> None:
    status, out, err = run("estimate", "--samples", "4096", "--set", "first_estimate.amount=35000")
    est = cm.estimate(cm.load().with_changes({"first_estimate.amount": 35_000}), samples=4096)
    assert status == 0
    assert err == ""
    flat = " ".join(out.split())
    assert (
        f"Your estimate of 35,000 EUR covers {100 * 35_000 / est.quantile(0.5, of='to_go_live'):.0f} % of the likely "
        "cost to go-live; the chance of staying within it is"
    ) in flat
    assert "The amount is your own" in flat


def test_without_an_own_estimate_the_prototype_stands_for_it_and_that_is_said(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "2048")
    told = " ".join(out.split())
    assert told.startswith("The lines of the prototype, the usual first estimate, come to")
    assert "No estimate of your own is given (--set first_estimate.amount=35000 puts yours there)." in told
    assert "Your estimate" not in told


def test_the_tables_hold_every_scope_category_and_layer_with_their_percentiles(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "2048")
    names = [category.replace("_", " ").capitalize() for category in CATEGORIES]
    rows = ["To go-live", "After go-live", "Months to go-live", "Total", "Until retired", "With replacements"]
    rows += ["Prototype", "As in any software", "Because it is ML", "ML specialists who wai"]
    facts = ["run cost per year", "share of time waiting", "reaches production", "cost per productive month"]
    begins = [line[:23].strip() for line in out.splitlines()]
    for row in (*names, *rows):
        assert any(begin.startswith(row) for begin in begins), row
    for fact in facts:
        assert fact in out
    heading = next(line for line in out.splitlines() if line.startswith("EUR "))
    assert heading.split() == ["EUR", "all", "at", "likeliest", "mean", "P10", "P50", "P80", "P90"]


def test_percentiles_and_standard_errors_are_explained_once(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "2048")
    assert out.count("P80: ") == 1
    assert out.count("standard error. ") == 1


def test_the_table_shows_the_figures_of_the_summary(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "4096", "--seed", "7")
    est = cm.estimate(cm.load(), samples=4096, seed=7)
    row = est.summary().loc["total"]
    lines = out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("Total "))
    assert lines[place].removeprefix("Total").split() == [
        f"{row[name]:,.0f}" for name in ("likeliest", "mean", "p10", "p50", "p80", "p90")
    ]
    kept, errors = lines[place + 1].split("%")
    assert kept.split() == ["kept", "in", f"{100 * cm.chance_of_point_estimate(est).loc['total', 'chance']:.0f}"]
    assert errors.replace("±", " ").split() == [
        f"{row[name]:,.0f}" for name in ("se_mean", "se_p10", "se_p50", "se_p80", "se_p90")
    ]


def test_seed_samples_version_and_fingerprint_are_told(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "2048", "--seed", "3")
    est = cm.estimate(cm.load(), samples=2048, seed=3)
    assert f"2,048 samples, seed 3, costmodel {cm.__version__}, fingerprint {est.fingerprint}" in " ".join(out.split())


def test_below_2048_samples_a_standard_error_is_a_dash(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "500")
    assert "± 0" not in out
    assert "± 1" not in out
    assert next(line for line in out.splitlines() if line.startswith("Operations")).endswith(" -")
    assert "Standard errors (-) need at least 2,048 samples" in out


def test_one_sample_is_the_likeliest_case_and_comes_with_a_warning(run: Run) -> None:
    status, out, _ = run("estimate", "--samples", "1")
    assert status == 0
    assert "This is no estimate: every assumption at its most likely value at once" in " ".join(out.split())
    assert "P80" not in out
    assert f"{cm.likeliest(cm.load()).total[0]:,.0f}" in out


def test_a_pipe_gets_neither_colours_nor_more_than_100_columns() -> None:
    out, err = process("estimate", "--samples", "2048", "--scenario", "three_week_model").communicate(timeout=60)
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 100
    assert err == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """Put a terminal of 100 columns in the place of a stream."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")

    def put(stream: str) -> Terminal:
        monkeypatch.setattr(sys, stream, Terminal())
        return getattr(sys, stream)  # type: ignore[no-any-return]

    return put


def test_a_terminal_gets_the_headline_in_bold(terminal: Callable[[str], Terminal]) -> None:
    screen = terminal("stdout")
    assert cli.main(["estimate", "--samples", "300"]) == 0
    assert "\x1b[1mThe lines of the prototype" in screen.getvalue()


def test_no_figure_is_cut_short_however_large_it_is(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "300", "--set", "roles.data_scientist.day_rate=49000")
    assert "…" not in out


def test_long_runs_show_progress_on_a_terminal_only(
    terminal: Callable[[str], Terminal], capsys: pytest.CaptureFixture[str]
) -> None:
    with asking.progress(asking.LONG_RUN) as advance:
        assert advance is None  # standard error is captured, so nobody watches
    screen = terminal("stderr")
    with asking.progress(asking.LONG_RUN - 1) as advance:
        assert advance is None  # over before anybody could read it
    with asking.progress(asking.LONG_RUN) as advance:
        assert advance is not None
        advance(asking.LONG_RUN // 2)
    assert "simulating" in screen.getvalue()
    assert capsys.readouterr().out == ""


# -- scenarios and changes --------------------------------------------------------------------------------------------


def test_each_change_is_shown_with_its_reason(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "300", "--scenario", "three_week_model", "--set", "hiring.must_hire=0.5")
    flat = " ".join(out.split())
    assert "hiring.must_hire: 35 % -> 10 %" in flat
    assert "The data scientist is there already; only a second person may be missing." in flat
    assert "--set changes 1 assumption: hiring.must_hire: 10 % -> 50 % set on the command line" in flat
    number = len(cm.load(scenarios=["three_week_model"]).changes)
    assert out.startswith(f"three_week_model changes {number} assumptions:")
    assert "Scenarios: three_week_model." in flat


def test_scenarios_are_laid_on_in_order_and_settings_last(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "300", "--json", "--set", "hiring.must_hire=1",
                    "--scenario", "visual_inspection", "--scenario", "mlops")  # fmt: skip
    wanted = cm.load(scenarios=["visual_inspection", "mlops"]).with_changes({"hiring.must_hire": 1})
    assert strict_json(out)["fingerprint"] == cm.estimate(wanted, samples=300).fingerprint


def test_a_scenario_may_be_a_file_of_ones_own(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "scenario: own\nmeaning: Nobody is hired\nstory: All are here.\n"
        "changes:\n  hiring.must_hire: {chance: 0, why: The team is complete.}\n",
        encoding="utf-8",
    )
    status, out, _ = run("estimate", "--samples", "300", "--scenario", str(own))
    assert status == 0
    assert "The team is complete." in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--set", "hiring.must_hir=1"], "hiring.must_hir: no such assumption (did you mean 'hiring.must_hire'?)"),
        (["--set", "hiring.must_hire=2"], "hiring.must_hire: a chance lies between 0 and 1, not 2"),
        (["--set", "hiring.must_hire"], "write NAME=VALUE"),
        (["--set", "hiring.must_hire=a lot"], "'a lot' is not a number"),
        (["--set", "labelling.items=nan"], "--set labelling.items=nan: 'nan' is not a number"),
        (["--set", "roles.sponsor.day_rate=-1"], "a price cannot be negative"),
        (["--scenario", "three_weeks_model"], "no such scenario (did you mean 'three_week_model'?)"),
        (["--scenario", "missing.yaml"], "missing.yaml:1: cannot be read: No such file or directory"),
        (["no such folder"], "no such folder:1: is no folder"),
        (["--samples", "0"], "samples from 1 to 10,000,000, not 0"),
        (["--samples", "many"], "'many' is not a number"),
        (["--seed", "-1"], "seed from 0"),
        (["--set", "roles.data_scientist.people=0"], "roles.data_scientist.people: must be above zero"),
        (
            ["--set", "plan.release.wait=1e200", "--set", "roles.project_lead.day_rate=1e200"],
            "plan.release.wait: 1e+200 working_day is above what is plausible (0.1 to 450)",
        ),
    ],
)
def test_bad_input_ends_with_a_sentence_on_standard_error(run: Run, arguments: list[str], sentence: str) -> None:
    status, out, err = run("estimate", "--samples", "100", *arguments)
    assert status == 2
    assert out == ""
    assert sentence in err


def test_several_settings_with_faults_are_all_named(run: Run) -> None:
    _, _, err = run("estimate", "--set", "hiring.must_hir=1", "--set", "labelling.itms=1")
    assert err.splitlines() == [
        "hiring.must_hir: no such assumption (did you mean 'hiring.must_hire'?)",
        "labelling.itms: no such assumption (did you mean 'labelling.items'?)",
    ]


def test_faults_of_scenarios_settings_and_files_are_told_together(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "plan.yaml"
    options = ["--scenario", "nowhere", "--set", "hiring.must_hire", "--set", "labelling.itms=1"]
    options += ["--html", str(wrong), "--baseline", str(tmp_path / "b.yaml")]
    status, out, err = run("report", "--samples", "100", *options)
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "--html: must end in .html or .htm, not 'plan.yaml'",
        "an approved baseline names who approves it and why: --who NAME --why TEXT",
        next(line for line in err.splitlines() if line.startswith("nowhere: no such scenario; there are: ")),
        "--set hiring.must_hire: write NAME=VALUE, as in --set hiring.must_hire=0.5",
        "labelling.itms: no such assumption (did you mean 'labelling.items'?)",
    ]
    _, _, err = run("handout", str(wrong), "--questions", str(wrong), "--set", "labelling.itms=1")
    assert len(err.splitlines()) == 3


def test_what_could_steer_a_terminal_is_not_printed(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        'scenario: own\nmeaning: x\nstory: y\nchanges:\n  hiring.must_hire: {chance: 0, why: "\\e[2J [bold]gone"}\n',
        encoding="utf-8",
    )
    _, out, _ = run("estimate", "--samples", "100", "--scenario", str(own))
    assert "\x1b" not in out
    assert "[2J [bold]gone" in out


# -- JSON -------------------------------------------------------------------------------------------------------------


def test_json_is_one_object_with_exactly_these_keys(run: Run) -> None:
    status, out, err = run("estimate", "--samples", "2048", "--json")
    found = strict_json(out)
    assert (status, err) == (0, "")
    assert list(found) == [
        *("schema", "schema_version", "currency", "scenarios", "samples", "seed", "version", "fingerprint"),
        *("initiative", "total", "to_go_live", "after_go_live", *LIVES, "go_live", "go_live_in"),
        *("first_estimate", "covered", "chance_within"),
        *("stage", "added_by_experience"),
        *("reaches_production", "cost_per_success", "cost_per_productive_month"),
        *("categories", "layers"),
    ]
    assert list(found["categories"]) == CATEGORIES
    assert set(found["layers"]) == {"prototype", "software", "ml", "ml_idle"}
    quantities = [found[name] for name in ("total", "to_go_live", "after_go_live", *LIVES, "go_live")]
    for quantity in (*quantities, *found["categories"].values(), *found["layers"].values()):
        assert list(quantity) == KEYS
        assert list(quantity["standard_error"]) == FIGURES[1:]


def test_json_has_the_figures_that_python_has(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "4096", "--seed", "2", "--json", "--scenario", "credit_scoring")
    found = strict_json(out)
    est = cm.estimate(cm.load(scenarios=["credit_scoring"]), samples=4096, seed=2)
    assert found["stage"] == "idea"
    assert found["added_by_experience"] == pytest.approx(added_by_experience(est, 0.8))
    summary = est.summary()
    for name in ("total", "to_go_live", "after_go_live", *LIVES):
        assert [found[name][key] for key in FIGURES] == pytest.approx(summary.loc[name, FIGURES].tolist())
        assert found[name]["standard_error"]["p80"] == pytest.approx(summary.loc[name, "se_p80"])
    for name in CATEGORIES:
        assert found["categories"][name]["p90"] == pytest.approx(summary.loc[name, "p90"])
    assert found["go_live"]["p50"] == est.quantile(0.5, of="go_live")
    assert found["covered"] == est.covered == est.first_estimate / est.quantile(0.5, of="to_go_live")
    assert found["chance_within"] == est.chance_within
    assert found["reaches_production"] == est.reaches_production
    assert found["cost_per_success"] == est.cost_per_success
    error = est.standard_error("cost_per_productive_month")
    assert found["cost_per_productive_month"] == {"value": est.cost_per_productive_month, "standard_error": error}
    assert found["fingerprint"] == est.fingerprint


def test_categories_and_layers_both_add_up_to_the_total(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "2048", "--json")
    found = strict_json(out)
    for cut in ("categories", "layers"):
        for figure in ("mean", "likeliest"):
            parts = sum(part[figure] for part in found[cut].values())
            assert parts == pytest.approx(found["total"][figure])


def test_a_figure_that_does_not_exist_is_null(run: Run) -> None:
    _, out, _ = run("estimate", "--samples", "100", "--json", "--set", "plan.model_validation.gate=1")
    found = strict_json(out)
    assert found["reaches_production"] == 0  # the gate stops every one
    assert found["cost_per_success"] is None  # money over no success
    assert found["cost_per_productive_month"] == {"value": None, "standard_error": None}
    assert found["total"]["standard_error"] == dict.fromkeys(FIGURES[1:])  # fewer than 2,048 samples


def test_one_sample_as_json_warns_on_standard_error(run: Run) -> None:
    _, out, err = run("estimate", "--samples", "1", "--json")
    assert strict_json(out)["total"]["likeliest"] == cm.likeliest(cm.load()).total[0]
    assert "This is no estimate: every assumption at its most likely value at once" in " ".join(err.split())


# -- check ------------------------------------------------------------------------------------------------------------


def test_check_counts_what_is_sourced_and_what_is_judgement(run: Run) -> None:
    status, out, err = run("check")
    shipped = cm.load()
    judged = len(shipped.on_judgement)
    assert status == 0
    assert out == f"{len(shipped)} assumptions, {len(shipped) - judged} sourced, {judged} judgements\n"
    assert err.splitlines() == shipped.warnings()


def test_check_names_all_ten_planted_faults_with_file_and_line(run: Run, faulty: Path) -> None:
    status, out, err = run("check", str(faulty))
    assert status == 2
    assert err == ""
    assert len(FAULTS) == 10
    for fault in FAULTS:
        assert fault in out
    assert len(out.splitlines()) == 10  # and no fault that is none


def test_estimate_refuses_a_faulty_folder_with_every_fault_on_standard_error(run: Run, faulty: Path) -> None:
    status, out, err = run("estimate", str(faulty))
    assert status == 2
    assert out == ""
    for fault in FAULTS[:8]:  # the other two stand in a scenario that was not asked for
        assert fault in err


# -- dashboard --------------------------------------------------------------------------------------------------------


def test_dashboard_is_served_as_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr("costmodel.dashboard.serving.server.serve", lambda *how: asked.append(how) or 0)
    assert run("dashboard")[0] == 0
    assert run("dashboard", "--port", "9000", "--no-browser", "--behind-proxy", "--base-url", "/costs/")[0] == 0
    monkeypatch.setenv("COSTMODEL_TOKEN", "from-the-environment")
    assert run("dashboard", "--host", "0.0.0.0", "--viewers", "5")[0] == 0
    assert "COSTMODEL_TOKEN" not in os.environ, "a viewer's process must not read it"
    assert asked == [
        ("dashboard", 8866, True, Access(), False),
        ("dashboard", 9000, False, Access(behind_proxy=True, base_url="/costs/"), False),
        ("dashboard", 8866, True, Access(host="0.0.0.0", token="from-the-environment", viewers=5), False),
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--host", "0.0.0.0"], "anybody who reaches it sees your figures"),
        (["--host", ""], "the host to listen on is empty"),
        (["--token", "short"], "a token has at least 12"),
        (["--token", "long-enough-for-one", "--base-url", "/costs/"], "do not work together"),
        (["--base-url", "costs"], "is not a path such as /costs/"),
        (["--viewers", "0"], "viewers from 1 to 1,000"),
    ],
)
def test_a_dashboard_is_not_opened_to_others_by_mistake(run: Run, options: list[str], sentence: str) -> None:
    status, out, err = run("dashboard", *options)
    assert (status, out) == (2, "")
    assert sentence in err


@pytest.mark.parametrize("notebook", ["dashbord", "../secret", "/etc/passwd", ""])
def test_only_shipped_notebooks_are_served(run: Run, notebook: str) -> None:
    status, out, err = run("dashboard", "--notebook", notebook)
    assert (status, out) == (2, "")
    assert f"there is no notebook {notebook!r}" in err


def test_a_port_that_is_none_is_refused(run: Run) -> None:
    status, _, err = run("dashboard", "--port", "70000")
    assert status == 2
    assert "port from 1 to 65,535, not 70,000" in err


# -- the process ------------------------------------------------------------------------------------------------------


def test_ctrl_c_ends_with_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("costmodel.estimates.result.estimate", interrupted)
    assert run("estimate") == (130, "", "interrupted; what was being written is as it was before\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no broken pipes")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_reader_that_goes_away_ends_it_quietly(options: tuple[str, ...]) -> None:
    running = process("estimate", "--samples", "256", *options)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    said = running.stderr.read()
    assert running.wait(timeout=60) == 141
    assert said == ""


def test_the_version_is_told() -> None:
    out, _ = process("--version").communicate(timeout=60)
    assert out == f"costmodel {cm.__version__}\n"


@pytest.mark.parametrize("command", [[], ["estimate"], ["check"], ["dashboard"]])
def test_help_is_there_for_every_command(run: Run, command: list[str]) -> None:
    status, out, _ = run(*command, "--help")
    assert status == 0
    assert out.startswith(" ".join(["usage: costmodel", *command]))


def test_without_a_command_the_usage_is_told(run: Run) -> None:
    status, out, err = run()
    assert (status, out) == (2, "")
    assert "usage: costmodel" in err


def test_init_makes_a_folder_that_is_sound_and_changes_nothing(tmp_path: Path) -> None:
    assert cli.main(["init", str(tmp_path / "ours")]) == 0
    assert cm.check(tmp_path / "ours").fingerprint == cm.load().fingerprint


def test_init_never_writes_into_a_folder_that_holds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "roles.yaml").write_text("mine: 1\n", encoding="utf-8")
    assert cli.main(["init", str(tmp_path)]) == 2
    assert "not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["roles.yaml"]
