"""An approved budget in a file: it can be computed again, and says so when it no longer can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.control.baseline import load_baseline, save_baseline
from costmodel.decisions.change_bridge import bridge
from costmodel.decisions.comparison import compare
from tests.strategies import CASES, case

WAIT = "plan.data_access.wait"
DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def approved() -> cm.Estimate:
    changed = case("baseline").with_changes({WAIT: {"min": 5, "mode": 30, "max": 90}}, why="the owners said so")
    return cm.estimate(changed, samples=2048, seed=3)


def saved(est: cm.Estimate, folder: Path) -> Path:
    return save_baseline(est, folder / "budget.yaml", who="A. Finance", why="Budget 2027: first round", when=DAY)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_baseline_computes_to_the_same_fingerprint(name: str, tmp_path: Path) -> None:
    est = cm.estimate(case(name), samples=256, seed=3)
    found = load_baseline(saved(est, tmp_path))
    assert found.agrees
    assert found.disagreements == ()
    assert (found.estimate.total == est.total).all()


def test_who_when_why_and_every_change_come_back(approved: cm.Estimate, tmp_path: Path) -> None:
    found = load_baseline(saved(approved, tmp_path))
    assert (found.who, found.when, found.why) == ("A. Finance", DAY, "Budget 2027: first round")
    (change,) = found.estimate.assumptions.changes
    assert (change.name, change.why, change.by) == (WAIT, "the owners said so", "with_changes")
    assert change.before == case("baseline")[WAIT]
    assert change.after.key == approved.assumptions[WAIT].key
    assert found.figures.loc["to_go_live", "p80"] == approved.quantile(0.8, of="to_go_live")
    assert found.figures.loc["go_live", "mean"] == approved.go_live.mean()
    assert "approved by A. Finance on 2026-03-02" in repr(found)


def test_a_baseline_is_compared_and_bridged_like_any_estimate(approved: cm.Estimate, tmp_path: Path) -> None:
    found = load_baseline(saved(approved, tmp_path))
    now = cm.estimate(case("baseline"), samples=2048, seed=3)
    assert compare(found.estimate, now).figures.loc["total", "mean_a"] == approved.total.mean()
    assert list(bridge(found.estimate, now).index) == ["old", WAIT, "new"]


def unsealed(path: Path) -> Path:
    """The file as an earlier version wrote it: without checksums."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[0] == "checksums:\n"
    path.write_text("".join(lines[lines.index("approved:\n") :]), encoding="utf-8")
    return path


# One edit of each part: what is sought, what is put in its place, and what the refusal names.
EDITS = {
    "who": ("who: A. Finance", "who: B. Finance", "approved"),
    "samples": ("samples: 2048", "samples: 2049", "estimate"),
    "currency": ("currency: EUR", "currency: USD", "estimate"),
    "figure": ("  total: {likeliest: ", "  total: {likeliest: 1", "figures"),
    "standard error": ("se_mean: ", "se_mean: 1", "figures"),
    "reason": ("why: the owners said so", "why: nobody said so", "changes"),
    "number": (f"\n  {WAIT}: {{min: 5.0", f"\n  {WAIT}: {{min: 1.0", "numbers"),
    "meaning": ("meaning: ", "meaning: X", "changes"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_was_edited_in_the_file_is_refused_by_its_part(
    edit: str, approved: cm.Estimate, tmp_path: Path
) -> None:
    path, (before, after, part) = saved(approved, tmp_path), EDITS[edit]
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=rf"budget.yaml:\d+: {part}: was changed after it was approved"):
        load_baseline(path)


def test_a_part_that_was_added_or_taken_away_is_refused(approved: cm.Estimate, tmp_path: Path) -> None:
    path = saved(approved, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "more: 1\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match="more: was changed"):
        load_baseline(path)


def test_the_same_words_laid_out_otherwise_are_the_same_file(approved: cm.Estimate, tmp_path: Path) -> None:
    path = saved(approved, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text("# printed, commented\n" + text.replace("seed: 3\n", "seed:   3  # as always\n"), encoding="utf-8")
    assert load_baseline(path).disagreements == ()


def test_a_fingerprint_that_looks_like_a_number_comes_back_as_it_was(approved: cm.Estimate, tmp_path: Path) -> None:
    for looks in ("0987654321098765", "12e4567890123456", "1_000"):
        folder = tmp_path / looks.replace(".", "_")
        folder.mkdir()
        path = saved(replace(approved, version=looks), folder)
        assert f"this is {approved.version}" in "".join(load_baseline(path).disagreements)


def test_another_currency_is_no_comparison(approved: cm.Estimate, tmp_path: Path) -> None:
    path = unsealed(saved(approved, tmp_path))
    path.write_text(path.read_text(encoding="utf-8").replace("currency: EUR", "currency: USD"), encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=r"estimate\.currency: was approved in USD, .* are in EUR"):
        load_baseline(path)


@pytest.mark.parametrize("samples", ["1000000000", "0", "-5", "2e3", "true", "many", "10.5"])
def test_an_impossible_number_of_samples_is_refused(samples: str, approved: cm.Estimate, tmp_path: Path) -> None:
    path = unsealed(saved(approved, tmp_path))
    text = path.read_text(encoding="utf-8").replace("samples: 2048", f"samples: {samples}")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match="must be a whole number from 1 to 10,000,000"):
        load_baseline(path)


def test_every_figure_is_compared(approved: cm.Estimate, tmp_path: Path) -> None:
    text = unsealed(saved(approved, tmp_path)).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("  waiting:"))
    for column in ("likeliest", "p10", "p50", "p90", "se_p90"):
        before = row[row.index(f"{column}: ") :].split(",")[0].rstrip("}")
        path = tmp_path / "edited.yaml"
        path.write_text(text.replace(row, row.replace(before, f"{column}: 77.0")), encoding="utf-8")
        (first, told) = load_baseline(path).disagreements
        assert first.startswith("it has no checksums")
        assert "waiting: 77 was approved" in told


def test_a_number_that_was_edited_in_the_file_is_noticed(approved: cm.Estimate, tmp_path: Path) -> None:
    path = unsealed(saved(approved, tmp_path))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"\n  {WAIT}: {{min: 5.0", f"\n  {WAIT}: {{min: 1.0"), encoding="utf-8")
    found = load_baseline(path)
    assert not found.agrees
    assert any("are not those that were approved" in one for one in found.disagreements)
    assert any(one.startswith("P80 of the cost to go-live") for one in found.disagreements)
    assert found.disagreements[0] in repr(found)
    assert found.disagreements[0].startswith("it has no checksums")


def test_another_version_is_named_though_the_figures_are_the_same(approved: cm.Estimate, tmp_path: Path) -> None:
    path = unsealed(saved(approved, tmp_path))
    text = path.read_text(encoding="utf-8")
    text = text.replace(f"version: {approved.version}", "version: 0.0.1").replace(approved.fingerprint, "0" * 16)
    path.write_text(text, encoding="utf-8")
    found = load_baseline(path)
    assert found.disagreements[2:] == (f"it was computed by version 0.0.1, this is {approved.version}",)


def test_assumptions_that_came_and_went_are_named(approved: cm.Estimate, tmp_path: Path) -> None:
    path = unsealed(saved(approved, tmp_path))
    lines = path.read_text(encoding="utf-8").splitlines()
    numbers = next(place for place, line in enumerate(lines) if line == "numbers:")
    kept = [line for place, line in enumerate(lines) if place < numbers or not line.startswith(f"  {WAIT}:")]
    path.write_text("\n".join([*kept, "  fairy.dust: {value: 3.0}"]), encoding="utf-8")
    told = load_baseline(path).disagreements
    assert "gone from the assumptions: fairy.dust" in told
    assert f"new among the assumptions: {WAIT}" in told


def test_an_approved_baseline_is_not_replaced_by_accident(approved: cm.Estimate, tmp_path: Path) -> None:
    saved(approved, tmp_path)
    with pytest.raises(FileExistsError, match="is there already"):
        saved(approved, tmp_path)
    save_baseline(approved, tmp_path / "budget.yaml", "B", "second round", overwrite=True)
    assert load_baseline(tmp_path / "budget.yaml").why == "second round"


@pytest.mark.parametrize(("who", "why"), [("", "x"), ("x", " ")])
def test_an_approval_has_a_name_and_a_reason(approved: cm.Estimate, tmp_path: Path, who: str, why: str) -> None:
    with pytest.raises(ValueError, match="who approved it, and why"):
        save_baseline(approved, tmp_path / "x.yaml", who, why)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("a: 1", "is no approved baseline"),
        ("[1, 2]", "is no approved baseline"),
        ("approved: {}\nestimate: {}\nfigures: {}\nchanges: []\nnumbers: {}", "is no approved baseline"),
        ("approved: {}\nestimate: {}\nfigures: {}\nchanges: [{name: x}]\nnumbers: {}", "a change has name, by, why"),
        ("approved: {}\nestimate: {}\nfigures: {}\nchanges: []\nnumbers: {a.b: {mod: 3}}", "unknown key 'mod'"),
        ("approved: {}\nestimate: {}\nfigures: {}\nchanges: []\nnumbers: {a.b: 3}", "must say what is believed"),
        (
            "approved: {}\nestimate: {}\nfigures: {}\nchanges: []\nnumbers: {initiative.horizon: [3]}",
            "must say what is",
        ),
        ("approved: {}\nestimate: {}\nfigures: {}\nchanges: 3\nnumbers: 4", "is no approved baseline"),
        (
            "approved: {}\nestimate: {}\nfigures: {}\nchanges: []\nnumbers: {initiative.horizon: {unit: week}}",
            "unit 'week' where 'month' is needed",
        ),
    ],
)
def test_a_file_that_is_no_baseline_says_so(wrong: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as error:
        load_baseline(path)
    assert words in str(error.value)
    assert "x.yaml:" in str(error.value)


def test_a_missing_file_is_a_fault_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(cm.AssumptionsError, match="cannot be read"):
        load_baseline(tmp_path / "none.yaml")
