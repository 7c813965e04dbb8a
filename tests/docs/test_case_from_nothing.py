"""A controller's case that is built from the guide alone: its files, its figures, and papers that need no pen."""

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.files.tree import baseline_folder
from costmodel.report import html, sentences
from costmodel.review.folder import check
from tests.docs.pages import own_files

SHIPPED = baseline_folder() / "workshop" / "claims-triage"


@pytest.fixture(scope="module")
def case() -> cm.Estimate:
    return cm.estimate(cm.load(SHIPPED), samples=256, seed=1)


def test_the_guide_shows_the_shipped_files_to_the_letter() -> None:
    shown = {name: text for name, text in own_files().items() if name.startswith("claims-triage/")}
    shipped = {f"claims-triage/{file.relative_to(SHIPPED).as_posix()}": file for file in SHIPPED.rglob("*.yaml")}
    assert shown == {name: file.read_text(encoding="utf-8") for name, file in shipped.items()}


def test_what_the_guide_shows_is_sound() -> None:
    assert check(SHIPPED).initiative.name == "Claims triage"  # and raises where there are faults


def test_it_starts_in_july_2027_with_the_fiscal_year(case: cm.Estimate) -> None:
    calendar = case.assumptions.calendar
    assert calendar.iso("month", 1) == "2027-07"
    assert calendar.iso("fiscal_year", 1) == "2027-07/2028-06"


def test_the_machine_is_an_asset_with_the_tax_that_nobody_gives_back(case: cm.Estimate) -> None:
    books = cm.capital_and_operating(case).lines
    assert books.loc["Workstations", "capital"] == pytest.approx(16_000 * 1.19)
    assert books.loc["Workstations", "operating"] == 0


def test_the_machine_trains_so_that_in_the_likeliest_case_nothing_is_rented(case: cm.Estimate) -> None:
    likeliest = case.by("item")["likeliest"]
    assert likeliest["Experiments"] == likeliest["Retraining, computing"] == 0
    assert likeliest["Power of workstations in operation"] > 0


def test_the_grant_is_taken_off_once_and_in_the_first_fiscal_year(case: cm.Estimate) -> None:
    grant = case.by("item").loc["Additional: Grant"]
    assert grant["likeliest"] == grant["mean"] == -40_000
    assert case.assumptions.structure.additional_costs["grant"].due.months_from_start == 9  # not at go-live, as shipped


def test_the_supplier_sends_an_invoice_for_each_milestone_and_none_for_days(case: cm.Estimate) -> None:
    paid = case.by(["item", "payee"])["likeliest"]
    assert paid["Interfaces at a fixed price, milestone 1", "service"] == pytest.approx(0.6 * 48_000 * 1.19)
    assert paid["Interfaces at a fixed price, milestone 2", "service"] == pytest.approx(0.4 * 48_000 * 1.19)
    items = {item for item, _ in paid.index}
    assert "Production engineering, software engineer" not in items
    assert "Upskilling, time" in items
    assert ("Upskilling, time", "labour") in paid.index  # the supplier's people are not trained at our cost


def test_the_contractor_is_not_idle_but_paid_for_the_least_time(case: cm.Estimate) -> None:
    paid = case.by(["item", "payee"])["mean"]
    assert paid["Data engineer, idle", "service"] == 0
    assert paid["Data engineering by a contractor, days committed and not used", "service"] > 0
    assert not [item for item, payee in paid.index if "ata engineer" in item and payee == "labour"]


def test_three_retrainings_a_year_for_five_years_are_paid(case: cm.Estimate) -> None:
    assert case.assumptions["operations.retraining.per_year"].likeliest == 3
    assert case.by("item")["likeliest"]["Retraining, validation"] > 0


def test_the_paper_says_who_when_and_on_whose_numbers(case: cm.Estimate, tmp_path: Path) -> None:
    html.write_html(case, tmp_path / "claims.html", "de")
    paper = (tmp_path / "claims.html").read_text(encoding="utf-8")
    told = (
        "Claims triage",
        "Eva Brandt",
        "4711",
        "Entwurf",
        "Juli 2027 bis Juni 2028",
        "Fördermittel des Landes",
        "Festpreis",
    )
    assert [text for text in told if text not in paper] == []
    assert sentences.scenarios(case, "de") == "Eigene Annahmen: claims-triage"
    assert "Eigene Annahmen: claims-triage" in paper
    assert "Mitgelieferte Annahmen" not in paper


def test_a_case_without_own_files_rests_on_the_shipped_baseline() -> None:
    est = cm.likeliest(cm.load())
    assert sentences.scenarios(est, "en") == "Shipped baseline, no scenario"
    assert repr(est).startswith("<Estimate of baseline, ")
