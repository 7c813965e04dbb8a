"""A workshop's folder is clean before it, and afterwards holds what the group has made; nobody's work is lost."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

import costmodel as cm
from costmodel import cli
from costmodel.cli.machine import schema
from costmodel.elicitation.typed_answers import Answer
from costmodel.workshop.answer_book import open_book
from costmodel.workshop.answer_forms import read_answer_form, write_answer_form
from costmodel.workshop.clean_folder import answers_in
from tests.workshop.test_answers import own_waits
from tests.workshop.test_handout import pdf_reader, read  # noqa: F401  a fixture is asked for by its name

ITEMS, EVENT = "labelling.items", "hiring.must_hire"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the command makes it; the tests fill copies of its forms."""
    place = tmp_path_factory.mktemp("workshop") / "ours"
    asked = ["workshop", "prepare", str(place), "--scenario", "visual_inspection", "--case", "Labels", "--json"]
    assert cli.main([*asked, "--first-estimate", "40,000"]) == 0
    return place


def test_it_holds_notebooks_forms_and_papers_and_no_result(prepared: Path, pdf_reader: str) -> None:  # noqa: F811
    there = {path.relative_to(prepared).as_posix() for path in prepared.rglob("*") if path.is_file()}
    for name in ("5_our_initiative.ipynb", "de/5_unser_vorhaben.ipynb", "README.md", "de/MODERATION.md"):
        assert name in there
    for name in ("answers.xlsx", "answers.csv", "questionnaire.xlsx"):
        assert f"forms/{name}" in there
    assert {name for name in there if "workshop/" in name} == {"workshop/answers_labels.csv"}
    book = open_book(prepared / "workshop", "Labels")
    assert (book.answers, book.first_estimate) == ({}, "40,000")
    assert not any(name.endswith(".yaml") for name in there)
    for path in prepared.rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells), path.name
    est = cm.estimate(cm.load(scenarios=["visual_inspection"]), 2_048, seed=1)
    told = read(pdf_reader, prepared / "papers" / "handout.pdf")
    assert "€" not in told
    assert "Labels" in read(pdf_reader, prepared / "papers" / "questions.pdf")
    assert not {f"{est.quantile(0.8, of='go_live'):.0f}", f"{est.quantile(0.5, of='go_live'):.0f}"} & set(told.split())


def test_its_form_names_the_case_and_what_it_begins_with(prepared: Path) -> None:
    form = read_answer_form(prepared / "forms" / "answers.csv", [])
    assert form is not None
    assert (form.about["case"], form.about["starts from"]) == ("Labels", "visual_inspection")
    assert form.about["first estimate"] == ""  # whoever has seen an amount stays near it
    assert form.answers == []
    assert len(form.rows) == 15


def test_a_page_keeps_answers_in_a_prepared_folder_and_in_no_other(
    prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answers_in(prepared) == prepared / "workshop"
    assert cli.main(["dashboard", "--notebook", "form", "--answers", str(tmp_path)]) == 2
    assert "is no folder that `costmodel workshop prepare` has made" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_left_as_it_is(prepared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in prepared.rglob("*") if path.is_file()}
    assert cli.main(["workshop", "prepare", str(prepared), "--scenario", "visual_inspection"]) == 2
    assert "a workshop begins in a new one" in capsys.readouterr().err
    assert cli.main(["workshop", "prepare", str(prepared), "--lang", "de"]) == 2
    assert "ist kein leerer Ordner" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in prepared.rglob("*") if path.is_file()} == before


def test_before_anybody_has_answered_there_is_nothing_to_close(
    prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["workshop", "close", str(prepared)]) == 2
    assert "Nobody has answered anything" in capsys.readouterr().err


def test_closing_collects_forms_and_what_was_typed_and_deletes_nothing(
    prepared: Path,
    capsys: pytest.CaptureFixture[str],
    pdf_reader: str,  # noqa: F811
) -> None:
    case, filled = cm.load(scenarios=["visual_inspection"]), prepared / "filled" / "answers"
    typed = open_book(prepared / "workshop", "Labels", "visual_inspection", names=(ITEMS, EVENT))
    typed.put([Answer(EVENT, likeliest="20", person="Personnel")])
    answer = Answer(ITEMS, "6.000", "20.000", "10.000", "forty kinds")
    taken_in = cm.write_questionnaire(prepared / "workshop" / "questionnaires" / "ann.csv")
    empty = taken_in.read_text(encoding="utf-8")
    taken_in.write_text(empty.replace(",people.done_before", "3,people.done_before"), encoding="utf-8")
    form = write_answer_form(filled / "anna.csv", case, [ITEMS], "de", {"case": "Labels"}, [answer])
    before = form.read_bytes()
    assert cli.main(["workshop", "close", str(prepared), "--case", "Labels", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, schema("workshop"))
    assert (told["case"], told["answers"], told["people"], told["unread"]) == ("Labels", 2, ["Personnel", "anna"], [])
    papers = {"labels.yaml", "labels.pdf", "labels.xlsx", "handout.pdf", "our_levels.yaml"}
    assert {Path(path).name for path in told["written"]} == papers  # levels from what a notebook has taken in
    ours = cm.load(scenarios=[prepared / "result" / "labels.yaml"])
    assert ours[ITEMS].quantile([0.1, 0.9]) == pytest.approx([6_000, 20_000])
    assert ours[EVENT].given == {"chance": 0.2}
    paper = read(pdf_reader, prepared / "result" / "handout.pdf")
    assert "€" in paper
    assert "costmodel estimate --scenario labels.yaml --samples 16384" in paper
    assert form.read_bytes() == before
    again = open_book(prepared / "workshop", "Labels")
    again.collect(form)  # as closing does once more: nothing is counted twice
    assert len(again.answers) == 2


def test_faults_in_forms_end_the_closing_with_their_places(prepared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, filled = cm.load(scenarios=["visual_inspection"]), prepared / "filled" / "answers"
    wrong = write_answer_form(filled / "berta.csv", case, [ITEMS], answers=[Answer(ITEMS, "6.000", "9,000")])
    levels = cm.write_questionnaire(prepared / "filled" / "questionnaire" / "berta.csv")
    levels.write_text(
        levels.read_text(encoding="utf-8").replace(",people.done_before", "2-3,people.done_before"), encoding="utf-8"
    )
    before = bytes_in(prepared)
    try:
        assert cli.main(["workshop", "close", str(prepared)]) == 2
        assert "berta.csv:" in (told := capsys.readouterr().err)
        assert "type 6 or 6,000" in told
        assert "'2-3' is no level" in told  # at the same time
        assert bytes_in(prepared) == before
    finally:
        wrong.unlink()
        levels.unlink()


def test_the_empty_form_is_written_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.xlsx"
    assert cli.main(["workshop", "form", str(path), "--lang", "de"]) == 0
    assert capsys.readouterr().out == f"geschrieben: {path}\n"
    form = read_answer_form(path, [])
    assert form is not None
    assert (form.language, len(form.rows)) == ("de", 15)
    assert cli.main(["workshop", "form", str(path)]) == 2  # answers are never written over


# -- a company of its own, in German -----------------------------------------------------------------------------------

TYPED = {  # as somebody types it into a German form: low, high, likeliest -> what is read
    "initiative.horizon": (("24", "60", ""), (24, 60)),
    "labelling.items": (("30.000", "50.000", ""), (30_000, 50_000)),
    "labelling.expert_time": (("0,5", "2,5", ""), (0.5, 2.5)),
    "labelling.vendor_share": (("20 %", "60 %", ""), (0.2, 0.6)),
    "hiring.must_hire": (("", "", "20 %"), 0.2),
}


def bytes_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def filled_in(blank: Path, filled: Path) -> list[str]:
    """Fill in the form as a person does, below its headings and without touching the code; which codes were asked."""
    rows = list(csv.reader(io.StringIO(blank.read_text(encoding="utf-8-sig")), delimiter=";"))
    heads = next(row for row in rows if row[-1:] == ["Code"])
    low, high, likeliest, why = (heads.index(name) for name in ("Niedrig", "Hoch", "Wahrsch.", "Worauf es beruht"))
    asked = []
    for row in rows[rows.index(heads) + 1 :]:
        if row[-1] in TYPED:
            row[low], row[high], row[likeliest] = TYPED[row[-1]][0]
            row[why] = "voriges Jahr gezählt"
            asked.append(row[-1])
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";").writerows(rows)
    filled.write_text(made.getvalue(), encoding="utf-8-sig")
    return asked


def test_a_company_prepares_its_own_case_fills_in_german_numbers_closes_and_finds_everything_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, place, kept = own_waits(tmp_path / "own"), tmp_path / "unser", tmp_path / "unser" / "de" / "workshop"
    scenario = tmp_path / "etiketten.yaml"
    base = cm.load(own, ["visual_inspection"]).with_changes({"handover.users": 70}, why="Schichtplan")
    cm.save_scenario(base, scenario, "Etiketten", "Kameras an der Linie")
    asked = ["--folder", str(own), "--scenario", str(scenario), "--case", "Etiketten", "--lang", "de"]
    assert cli.main(["workshop", "prepare", str(place), *asked, "--first-estimate", "40.000"]) == 0
    before = bytes_in(place)
    found = filled_in(place / "forms" / "answers.csv", place / "filled" / "answers" / "anna.csv")
    assert {"labelling.items", "labelling.expert_time", "hiring.must_hire"} & set(found)
    assert f"geschrieben: {place / 'papers' / 'einladung.pdf'}\n" in capsys.readouterr().out
    assert cli.main(["workshop", "close", str(place)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == ["Fall: Etiketten", "Person: anna", f"Antworten: {len(found)}"]
    assert all(line.startswith(f"geschrieben: {place}") for line in told[3:])
    ours = cm.load(own, [place / "result" / "etiketten.yaml"])
    for name in found:
        read = TYPED[name][1]
        now = ours[name].given["chance"] if ours[name].is_event else ours[name].quantile([0.1, 0.9])
        assert now == pytest.approx(read), name
    assert ours["plan.release.wait"].given == {"p10": 30, "p90": 60}  # the company's own
    assert ours["handover.users"].likeliest == 70  # its own case
    assert ours["first_estimate.amount"].likeliest == 40_000
    book = open_book(kept, "Etiketten")
    assert {name for name, _ in book.answers} == set(found)
    now = bytes_in(place)
    changed = {path.relative_to(place).as_posix() for path in before if now[path] != before[path]}
    assert changed == {"de/workshop/answers_etiketten.csv"}  # which holds what was collected
    # A second case in the same folder begins empty, and a form of the first one is not taken for its own.
    assert open_book(kept, "Paletten", "visual_inspection", "de", names=(ITEMS,)).answers == {}
    assert cli.main(["workshop", "close", str(place), "--case", "Paletten"]) == 2
    assert "ist ein Formular des Falls „Etiketten“, nicht des Falls „Paletten“" in capsys.readouterr().err
    assert {path: content for path, content in bytes_in(place).items() if path in now} == now
