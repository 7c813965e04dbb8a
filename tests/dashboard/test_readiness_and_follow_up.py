"""The fields and buttons of "Are we ready?", "Plan and follow up" and the canvas: kept at once, wrong input told."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import costmodel as cm
from costmodel.dashboard import notebook
from costmodel.dashboard.notebook import estimates, level_results
from costmodel.dashboard.notebook.follow_up import FOLLOWED
from costmodel.dashboard.notebook.level_results import SEEN
from costmodel.workshop import answered_case
from costmodel.workshop.answer_book import open_book
from costmodel.workshop.progress import Progress, write_progress
from costmodel.workshop.tables import layer_table

CODE = "de"  # the language in which a text can be missing


def chosen(name: str, content: bytes) -> tuple[dict[str, Any], ...]:
    """A file as somebody hands it over."""
    when = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    return ({"name": name, "content": content, "type": "", "size": len(content), "last_modified": when},)


def filled_questionnaire(folder: Path) -> bytes:
    """A questionnaire with one answer."""
    form = cm.write_questionnaire(folder / "form.csv").read_text(encoding="utf-8")
    filled = form.replace(",people.done_before", "3,people.done_before")
    assert filled != form
    return filled.encode()


@pytest.fixture(autouse=True)
def _few_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimates, "AT_REST", 4_096)  # a forecast needs a hundred courses that look like it
    for name in ("AT_REST", "MOST_SAMPLES"):
        monkeypatch.setattr(level_results, name, 256)


def test_every_button_of_readiness_shows_something(tmp_path: Path) -> None:
    ready = notebook.readiness(CODE, tmp_path)
    refused = notebook.ready_result(ready, "save", CODE)
    refused.press()
    assert "fünf erfundenen Personen, nicht Ihre" in refused.shown.value
    assert not (tmp_path / "our_levels.yaml").exists()
    ready.upload.value = chosen("ann.csv", filled_questionnaire(tmp_path))
    for which in SEEN:
        button = notebook.ready_result(ready, which, CODE)
        assert not button.is_shown, which
        button.press()
        assert button.is_shown, which
        assert "cm-wrong" not in button.shown.value.split("</style>")[-1], which
    assert (tmp_path / "our_levels.yaml").is_file(), "our case lays it on, in every language"
    assert notebook.our_case(CODE, tmp_path).levels.disabled is False


def test_filled_questionnaires_count_in_the_place_of_the_invented_five_and_wrong_ones_are_told(tmp_path: Path) -> None:
    ready = notebook.readiness("en", tmp_path)
    assert "Five invented people" in ready.shown.value
    form = cm.write_questionnaire(tmp_path / "form.csv")
    ready.upload.value = chosen("ann.csv", form.read_bytes())
    assert "Nothing was taken in" in ready.shown.value  # nothing is answered
    ready.upload.value = chosen("ann.csv", filled_questionnaire(tmp_path))
    assert "Answered by: ann" in ready.shown.value
    assert "Answered by: ann" in notebook.readiness("en", tmp_path).shown.value  # found again after a restart


def test_every_button_of_follow_up_shows_something(tmp_path: Path) -> None:
    now = notebook.followed(CODE, tmp_path)
    for which in FOLLOWED:
        button = notebook.follow_result(now, which, CODE)
        button.press()
        assert button.is_shown, which
        assert "cm-wrong" not in button.shown.value.split("</style>")[-1], which


def test_what_has_happened_is_typed_in_the_manner_of_the_language_kept_for_each_case_and_wrong_months_are_told(
    tmp_path: Path,
) -> None:
    now = notebook.followed("de", tmp_path)
    assert now.fields["business_case"][1].value == "1,9"
    state, month = now.fields["data_access"]
    state.value = "finished"
    assert "in welchem Monat" in now.shown.value
    month.value = "3,5"
    assert "spent.csv" in now.shown.value
    assert notebook.followed("en", tmp_path).fields["data_access"][1].value == "3.5"
    now.list.value = "credit_scoring"
    assert now.progress().finished == {}
    button = notebook.follow_result(now, "forecast", "de")
    button.press()
    assert "Von den Ausgaben ist nichts bekannt" in button.shown.value
    now.upload.value = chosen("ausgaben.csv", b"month,category,amount\n1,nonsense,5\n")
    assert "cm-wrong" in now.shown.value
    assert now.spent is None


def test_what_was_spent_is_replaced_by_a_file_that_can_be_read_and_by_no_other(tmp_path: Path) -> None:
    now = notebook.followed("en", tmp_path)
    good = b"month,category,amount\n1,staffing,5000\n"
    now.upload.value = chosen("ours.csv", good)
    kept = now.spent
    assert kept is not None
    assert kept.read_bytes() == good
    now.upload.value = chosen("ours.csv", b"month,category,amount\n1,nonsense,5\n")
    assert "cm-wrong" in now.shown.value
    assert kept.read_bytes() == good
    table = Workbook()
    for row in (("month", "category", "amount"), (1, "staffing", 7_000)):
        table.active.append(row)
    made = io.BytesIO()
    table.save(made)
    now.upload.value = chosen("ours.xlsx", made.getvalue())
    assert now.spent == kept.with_suffix(".xlsx")  # the newer one, whatever its kind
    assert now.actuals()["amount"].sum() == 7_000


def test_a_german_list_of_what_was_spent_is_read_and_what_of_it_does_not_count_is_told(tmp_path: Path) -> None:
    saved = cm.load().with_changes({"handover.users": 70}, why="counted")
    cm.save_scenario(saved, tmp_path / "etiketten.yaml", "Etiketten", "Kameras")
    now = notebook.followed("de", tmp_path)
    now.list.value = str(tmp_path / "etiketten.yaml")
    now.upload.value = chosen("ausgaben.csv", b"Monat;Kostenart;Betrag\n1;Personal;8.000,50\n3;Kantine;30\n")
    assert "stehen in spent_etiketten.csv" in now.shown.value
    assert "ausgaben.csv:3: Konto Kantine steht nicht in" in now.shown.value
    assert dict(now.actuals()[["category", "amount"]].to_numpy()) == {"staffing": 8_000.5}
    again = notebook.followed("de", tmp_path)  # as after a restart
    assert again.list.value == now.list.value
    now.upload.value = chosen("ausgaben.csv", b"Monat;Kostenart;Betrag\n3;Kantine;30\n")
    assert "stehen in" not in now.shown.value
    assert now.actuals()["amount"].sum() == 8_000.5  # the good one is still there


def test_a_month_is_shown_and_kept_to_its_last_digit(tmp_path: Path) -> None:
    now = notebook.followed("en", tmp_path)
    state, month = now.fields["data_access"]
    state.value, month.value = "finished", "2.45"
    again = notebook.followed("en", tmp_path)
    assert again.fields["data_access"][1].value == "2.45"
    again.fields["business_case"][0].value = "running"  # another change writes all of them anew
    assert notebook.followed("en", tmp_path).progress().finished["data_access"] == 2.45


@pytest.mark.parametrize("text", ["activity,finished\ndata_access,nan\n", "activity,finished\ndata_access,inf\n"])
def test_progress_that_cannot_be_read_is_told_and_not_written_over(tmp_path: Path, text: str) -> None:
    path = write_progress(tmp_path / "progress_visual_inspection.csv", Progress())
    path.write_text(text, encoding="utf-8")
    now = notebook.followed("en", tmp_path)
    assert "cannot be read" in now.shown.value
    assert "progress_visual_inspection.csv:2: data_access" in now.shown.value
    assert all(field.disabled for pair in now.fields.values() for field in pair)
    assert path.read_text(encoding="utf-8") == text


def test_the_canvas_fills_the_first_assumptions_with_its_sentences_as_reasons(tmp_path: Path) -> None:
    items, personal = "labelling.items", "compliance.personal_data"
    open_book(tmp_path, "Letters", "visual_inspection", code="de", names=(items,)).begin()
    ours = notebook.our_case("de", tmp_path)
    page = notebook.canvas(ours, "de")
    page.texts[3].value = "Briefe aus dem Archiv"
    switch, number = page.rows[3]
    switch.choice.value = "1"
    number.fields["low"].value = "6.000"
    number.fields["high"].value = "20.000"
    page.texts[1].value = "Briefe am selben Tag"  # a sentence without a number is kept as well
    case = answered_case.answered(ours.book)
    assert case[personal].likeliest == 1
    assert case[items].quantile([0.1, 0.9]) == pytest.approx([6_000, 20_000])
    last = {change.name: change.why for change in case.changes}
    assert {last[items], last[personal]} == {"Übersicht: Briefe aus dem Archiv"}
    again = notebook.canvas(notebook.our_case("de", tmp_path), "de")
    assert (again.texts[1].value, again.texts[3].value) == ("Briefe am selben Tag", "Briefe aus dem Archiv")
    assert again.rows[3][0].choice.value == "1"


def test_what_it_is_needed_for_adds_up_to_the_whole() -> None:
    est = cm.estimate(cm.load(), 512, seed=1)
    table = layer_table(est)
    assert table.loc["Total"].sum() == pytest.approx(est.total.mean(), rel=0.01)  # each to three digits
