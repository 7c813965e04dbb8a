"""Are we ready: the questionnaire, its forms out and back, and the levels that the answers of several people give."""

import csv
import json
import math
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

import costmodel as cm
from costmodel import charts, cli
from costmodel.elicitation.levels import level_of
from costmodel.files.questionnaires import DESCRIBED
from costmodel.initiative.blocks import BLOCKS
from costmodel.language.language import language_of

ASKED = cm.questionnaire()
CODES = list(ASKED.by_code)
COLUMNS = ["respondent", "block", "statement", "level"]
MANY = ["people.posts", "people.learning", "data.owners", "data.quality"]


def answers(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS)


def faults_of(call: object, *arguments: object) -> list[str]:
    with pytest.raises(cm.AssumptionsError) as caught:
        call(*arguments)  # type: ignore[operator]
    return str(caught.value).splitlines()


# -- what is asked ----------------------------------------------------------------------------------------------------


def test_each_of_the_six_blocks_has_four_to_six_statements() -> None:
    assert {one.block for one in ASKED.statements} == set(BLOCKS)
    assert all(4 <= len(ASKED.of(block)) <= 6 for block in BLOCKS)


@pytest.mark.parametrize("code", ["en", "de"])
def test_each_statement_and_its_levels_are_one_line_in_both_languages(code: str) -> None:
    for one in ASKED.statements:
        told = [one.text[code], *(one.levels[level][code] for level in DESCRIBED)]
        assert all(0 < len(text) <= 110 and "\n" not in text for text in told), one.code
        assert len(set(told)) == 4, one.code


def test_the_questionnaire_is_no_assumption() -> None:
    assert not any(name.startswith("questionnaire") for name in cm.load())


OWN = """
questionnaire:
  data:
    ours:
      statement: {en: We know where our data are}
      1: {en: Nobody does}
      3: {en: Some do}
      5: {en: All do}
"""


def test_an_own_questionnaire_counts_instead_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "ours.yaml").write_text("plan: {}\n", encoding="utf-8")
    own = cm.questionnaire(cm.load(tmp_path).folders)
    assert list(own.by_code) == ["data.ours"]
    assert own.statements[0].says("de") == "We know where our data are"  # in the language that it has
    assert cm.aggregate(answers(("A", "data", "ours", 2)), own).levels()["capability.data"].value == 2


def test_all_faults_of_a_questionnaire_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """questionnaire:
  dta:
    one: {}
  people:
    two:
      statement: {en: Fine, French: Bon}
      1: {en: 12}
      3: {en: Some}
      4: {en: Many}
  culture: []
"""
    (tmp_path / "questionnaire.yaml").write_text(text, encoding="utf-8")
    assert faults_of(cm.questionnaire, tmp_path) == [
        "questionnaire.yaml:2: dta: no such building block (did you mean 'data'?)",
        "questionnaire.yaml:5: people.two: '5' is missing",
        "questionnaire.yaml:6: people.two.statement.French: a language is called by its code, like en",
        "questionnaire.yaml:7: people.two.1.en: must be a text",
        "questionnaire.yaml:9: people.two.4: holds statement, 1, 3, 5 only",
        "questionnaire.yaml:10: culture: must hold statements, each with its text and levels 1, 3 and 5",
    ]


def test_check_tries_the_questionnaire_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("plan: {}\n", encoding="utf-8")
    (tmp_path / "questionnaire.yaml").write_text("questionnaire: {dta: {}}\n", encoding="utf-8")
    told = faults_of(cm.check, tmp_path)
    assert told == ["questionnaire.yaml:1: dta: no such building block (did you mean 'data'?)"]


@pytest.mark.parametrize("text", ["", "people: {}", "questionnaire: {}", "- a", "questionnaire: [", "questionnaire: 3"])
def test_a_file_that_is_no_questionnaire_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(text, encoding="utf-8")
    assert len(faults_of(cm.questionnaire, tmp_path)) == 1


# -- what is answered -------------------------------------------------------------------------------------------------


def test_a_level_is_the_median_of_the_means_of_the_respondents() -> None:
    found = cm.aggregate(
        answers(
            ("A", "data", "owners", 1),
            ("A", "data", "quality", 2),  # mean of A: (1 + 2) / 2 = 1.5
            ("B", "data", "owners", 4),
            ("B", "data", "quality", None),  # not known: the mean of B is 4
            ("C", "data", "owners", 2),
            ("C", "data", "quality", 3),  # mean of C: 2.5, the one in the middle of 1.5, 2.5 and 4
        )
    )
    row = found.table.loc["data"]
    assert (row["level"], row["lowest"], row["highest"], row["spread"]) == (2.5, 1.5, 4, 2.5)
    assert (row["lowest_by"], row["highest_by"], row["answered"]) == ("A", "B", 3)
    assert row["differ_most"] == "data.owners"  # 1 to 4; quality only 2 to 3
    assert row["unknown"] == pytest.approx(1 - 5 / 15)  # five statements about data, three people, five answers
    belief = found.levels()["capability.data"]
    assert (belief.min, belief.mode, belief.max) == (1.5, 2.5, 4)
    assert list(found.levels()) == ["capability.data"]  # nobody was asked about the rest
    assert found.levels(certain=True)["capability.data"].value == 2.5
    assert found.table.loc["people", "answered"] == 0


def test_where_all_agree_the_level_is_certain() -> None:
    found = cm.aggregate(answers(*((who, "risk", "fairness", 4) for who in "ABC")))
    assert found.levels()["capability.risk"].value == 4
    assert found.table.loc["risk", "differ_most"] == ""


def test_one_respondent_is_enough_and_counts_as_one() -> None:
    found = cm.aggregate(answers(("A", "risk", "fairness", 2)))
    assert found.table.loc["risk", "answered"] == 1
    assert found.levels()["capability.risk"].certain


def test_levels_can_be_laid_on_the_assumptions() -> None:
    assumptions = cm.load().with_changes(cm.aggregate(cm.example_answers()).levels(), why="Self-assessment")
    assert assumptions["capability.data"].kind == "pert"
    assert assumptions["capability.data"].meaning == cm.load()["capability.data"].meaning
    assert cm.estimate(assumptions, 512).to_go_live.mean() > 0


def test_all_faults_of_answers_are_told_at_once_with_their_rows() -> None:
    given = answers(
        ("A", "data", "owners", 6),
        ("A", "data", "ownrs", 3),
        ("", "data", "owners", 3),
        ("A", "data", "quality", "much"),
        ("B", "data", "quality", 3),
        ("B", "data", "data.quality", 3),
        ("B", "data", "history", 2.5),
        ("B", "data", "outcomes", True),
    )
    no_level = "is no level; a level is 1, 2, 3, 4 or 5, and empty where it is not known"
    assert faults_of(cm.aggregate, given) == [
        f"answers:2: A, data.owners: '6' {no_level}",
        "answers:3: A, data.ownrs: no such statement (did you mean 'data.owners'?)",
        "answers:4: data.owners: the respondent is missing",
        f"answers:5: A, data.quality: 'much' {no_level}",
        "answers:7: B, data.quality: is answered in row 6 already",
        f"answers:8: B, data.history: '2.5' {no_level}",
        f"answers:9: B, data.outcomes: 'True' {no_level}",
    ]


def test_a_missing_column_and_no_answers_at_all_are_faults() -> None:
    assert faults_of(cm.aggregate, answers().rename(columns={"level": "levels"})) == [
        "answers:1: column 'level' is missing (did you mean 'levels'?)"
    ]
    assert faults_of(cm.aggregate, answers(("A", "data", "owners", float("nan")))) == [
        "answers:1: no statement is answered"
    ]


people_answer = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.dictionaries(st.sampled_from(MANY), st.integers(1, 5), min_size=1),
    min_size=1,
)


def as_rows(given_answers: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    return answers(
        *(
            (who, *code.split("."), level)
            for who, theirs in given_answers.items()
            for code, level in sorted(theirs.items())
        )
    )


@given(people_answer)
@settings(max_examples=25)
def test_the_level_lies_between_the_lowest_respondent_and_the_highest(given_answers: dict[str, dict[str, int]]) -> None:
    found = cm.aggregate(as_rows(given_answers))
    for block, row in found.table[found.table["answered"] > 0].iterrows():
        assert 1 <= row["lowest"] <= row["level"] <= row["highest"] <= 5
        belief = found.levels()[f"capability.{block}"]
        assert belief.certain == (round(row["lowest"], 2) == round(row["highest"], 2))


@given(people_answer, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_the_answers_does_not_matter(given_answers: dict[str, dict[str, int]], luck: object) -> None:
    rows = as_rows(given_answers)
    order = list(range(len(rows)))
    luck.shuffle(order)  # type: ignore[attr-defined]
    shuffled = cm.aggregate(rows.iloc[order])
    columns = ["level", "lowest", "highest", "spread", "answered", "unknown", "differ_most"]
    pd.testing.assert_frame_equal(cm.aggregate(rows).table[columns], shuffled.table[columns])


@given(people_answer, st.data())
@settings(max_examples=25)
def test_a_higher_answer_never_lowers_a_level(given_answers: dict[str, dict[str, int]], data: st.DataObject) -> None:
    who = data.draw(st.sampled_from(sorted(given_answers)))
    code = data.draw(st.sampled_from(sorted(given_answers[who])))
    higher = {**given_answers, who: {**given_answers[who], code: min(given_answers[who][code] + 1, 5)}}
    before, after = (cm.aggregate(as_rows(one)).table["level"] for one in (given_answers, higher))
    assert (after - before).min() >= 0 or math.isnan((after - before).min())


@pytest.mark.parametrize("written", ["3", "3.0", "3,0", 3, 3.0, " 3 "])
def test_a_level_may_be_written_as_people_write_it(written: object) -> None:
    assert level_of(written) == 3


# -- forms out and back -----------------------------------------------------------------------------------------------


def filled(path: Path, code: str, levels: Mapping[str, object], name: str = "", group: str = "") -> Path:
    """A form filled in as a person would."""
    cm.write_questionnaire(path, code)
    if path.suffix == ".csv":
        mark = ";" if code == "de" else ","
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=mark))
        rows[2][1], rows[3][1] = name, group
        for row in rows[6:]:
            row[5] = str(levels.get(row[6], ""))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=mark).writerows(rows)
        return path
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["B3"], sheet["B4"] = name or None, group or None
    for row in sheet.iter_rows(min_row=7):
        row[5].value = levels.get(str(row[6].value))  # type: ignore[assignment]
    book.save(path)
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("code", ["en", "de"])
def test_what_is_filled_in_is_read_back(suffix: str, code: str, tmp_path: Path) -> None:
    levels = {code: place % 5 + 1 for place, code in enumerate(CODES) if place % 7}
    path = filled(tmp_path / f"form{suffix}", code, levels, "Zoë", language_of(code)("group finance"))
    found = cm.read_questionnaires(path)
    assert set(found["respondent"]) == {"Zoë"}
    assert set(found["group"]) == {"finance"}  # whichever language it was chosen in
    read = {f"{row.block}.{row.statement}": row.level for row in found.itertuples() if not math.isnan(row.level)}
    assert read == levels
    assert len(found) == len(CODES)


def test_forms_of_both_kinds_and_languages_are_read_from_one_folder(tmp_path: Path) -> None:
    filled(tmp_path / "a.csv", "en", {"data.owners": 2}, "Ann", "Finance")
    filled(tmp_path / "b.csv", "de", {"data.owners": 3}, "Bea", "Finanzen")
    filled(tmp_path / "c.xlsx", "de", {"data.owners": "4"}, "", "Einkauf")
    found = cm.read_questionnaires(tmp_path)
    assert dict(found.groupby("respondent")["group"].first()) == {"Ann": "finance", "Bea": "finance", "c": "Einkauf"}
    row = cm.aggregate(found).table.loc["data"]
    assert (row["lowest"], row["level"], row["highest"]) == (2, 3, 4)


def test_what_people_write_for_not_known_counts_as_empty(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.csv", "de", {"data.owners": "weiß nicht", "data.quality": "?", "data.history": 1})
    assert cm.read_questionnaires(path)["level"].notna().sum() == 1


def test_all_faults_of_all_forms_are_told_at_once_with_line_or_cell(tmp_path: Path) -> None:
    paths = [
        filled(tmp_path / "a.csv", "en", {CODES[0]: 7, CODES[1]: 3}, "Ann"),
        filled(tmp_path / "b.xlsx", "en", {CODES[0]: "good", CODES[2]: "=1+1"}, "Bea"),
        filled(tmp_path / "c.xlsx", "en", {CODES[0]: 2}, "Ann"),
        filled(tmp_path / "d.xlsx", "en", {}, "Dan"),
        tmp_path / "none.xlsx",
        tmp_path / "old.xls",
    ]
    (tmp_path / "old.xls").write_bytes(b"old")
    no_level = "is no level; a level is 1, 2, 3, 4 or 5, and empty where it is not known"
    assert sorted(faults_of(cm.read_questionnaires, paths)) == sorted(
        [
            f"a.csv:7: {CODES[0]}: '7' {no_level}",
            f"b.xlsx, sheet Questionnaire, cell F7: {CODES[0]}: 'good' {no_level}",
            f"b.xlsx, sheet Questionnaire, cell F9: {CODES[2]}: '=1+1' {no_level}",
            "c.xlsx: “Ann” has answered in a.csv already; two people need two names",
            "d.xlsx: no statement is answered; if it is the empty form, take it away",
            "none.xlsx: cannot be read: No such file or directory",
            "old.xls: cannot be read as a form: a form ends in .csv or .xlsx",
        ]
    )


def test_a_changed_code_a_missing_one_and_a_repeated_row_are_faults(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.csv", "en", dict.fromkeys(CODES, 3))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    lines[6] = lines[6].replace("people.done_before", "people.done_befor")
    lines[7] = lines[7].replace("people.engineers", "")
    lines[8] = lines[9]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert faults_of(cm.read_questionnaires, path) == [
        "a.csv:10: people.posts: stands in this form twice",
        "a.csv:7: people.done_befor: no such statement (did you mean 'people.done_before'?)",
        "a.csv:8: an answer without a code; the last column must stay as it was",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"a,b,c\n1,2,3\n"),
        ("a.csv", b'"' * 200_000),
        ("a.csv", b"\x00\xff" * 100),
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", b"<html></html>"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_a_sentence(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (told,) = faults_of(cm.read_questionnaires, tmp_path)
    assert told.startswith(f"{name}: cannot be read as a form: ")


def test_a_file_larger_than_any_form_is_refused_before_it_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 3_000_000)
    told = faults_of(cm.read_questionnaires, tmp_path)
    assert told == ["a.csv: is larger than 2 MB, too large for what it is meant to be"]


def test_an_empty_folder_and_an_empty_list_are_refused(tmp_path: Path) -> None:
    assert faults_of(cm.read_questionnaires, tmp_path) == [f"{tmp_path.name}: holds no forms (.csv, .xlsx)"]
    assert faults_of(cm.read_questionnaires, []) == ["there are no forms"]


HOSTILE = '=HYPERLINK("http://x")'


def test_no_text_of_an_own_questionnaire_becomes_a_formula(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(OWN.replace("Some do", HOSTILE), encoding="utf-8")
    for suffix in (".xlsx", ".csv"):
        path = cm.write_questionnaire(tmp_path / f"form{suffix}", folders=tmp_path)
        assert "'=HYPERLINK" in (
            path.read_text(encoding="utf-8-sig")
            if suffix == ".csv"
            else str([cell.value for cell in openpyxl.load_workbook(path).worksheets[0][7]])
        )


def test_a_hostile_name_is_read_as_a_text_and_shown_as_one(tmp_path: Path) -> None:
    name = "'" + HOSTILE + "<b>$x^2$"
    found = cm.aggregate(cm.read_questionnaires(filled(tmp_path / "a.csv", "en", {"data.owners": 2}, name)))
    assert list(found.respondents.index) == [name[1:]]
    charts.levels(found).canvas.draw()


def test_the_empty_form_is_written_anew_but_answers_are_never_overwritten(tmp_path: Path) -> None:
    path = cm.write_questionnaire(tmp_path / "deep" / "form.xlsx")
    cm.write_questionnaire(path, "de")
    filled(path, "de", {"data.owners": 2})
    assert faults_of(cm.write_questionnaire, path) == ["form.xlsx: is no empty form; write the form under another name"]
    with pytest.raises(ValueError, match=r"must end in \.xlsx or \.csv, not 'form\.pdf'"):
        cm.write_questionnaire(tmp_path / "form.pdf")


def test_an_answer_can_be_chosen_in_excel_and_nothing_else_changed(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(cm.write_questionnaire(tmp_path / "form.xlsx")).worksheets[0]
    checks = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert checks[f"F7:F{6 + len(CODES)}"] == '"1,2,3,4,5"'
    assert sheet.freeze_panes == "A7"
    assert sheet.protection.sheet
    assert (sheet["F7"].protection.locked, sheet["G7"].protection.locked) == (False, True)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on the path")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_form_that_libreoffice_has_saved_is_read_as_well(kind: str, tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx", "de", {"data.owners": 2, "risk.fairness": 5}, "Zoë", "Finanzen")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = cm.read_questionnaires(out)
    assert found["level"].dropna().tolist() == [2, 5]
    assert set(found["respondent"]) == {"Zoë"}


# -- the example, tables and figures ----------------------------------------------------------------------------------


def test_the_example_has_five_people_who_answered_each_statement_or_said_that_they_do_not_know() -> None:
    found = cm.example_answers()
    assert set(found["group"]) == {"finance", "data_science", "business", "operations", "lead"}
    assert len(found) == 5 * len(CODES)
    assert 0 < found["level"].isna().sum() < len(found) / 3


def test_what_the_notebook_says_of_the_example_holds() -> None:
    found = cm.aggregate(cm.example_answers())
    wide = found.table["spread"].sort_values(ascending=False)
    assert set(wide.index[:2]) == {"data", "processes"}
    for block in wide.index[:2]:  # those who do the work on the left, those who order it on the right
        seen = found.respondents.set_index("group")[block]
        assert seen[["data_science", "operations"]].max() < seen[["business", "lead", "finance"]].min()
    assert found.table["level"].idxmin() == "technology"
    assert found.table["level"].idxmax() == "processes"
    assert (found.respondents["processes"] > 3).sum() == 3
    widest = found.answers.query("block == 'processes' and statement == 'way_to_production'")
    assert found.statements.index[0] == "processes.way_to_production"
    assert widest.set_index("respondent")["level"].dropna().to_dict() == {"Deniz": 2, "Ben": 4, "Olga": 1, "Mara": 4}
    case = cm.load(scenarios=["three_week_model"])
    table = cm.views_table(case, found)
    ben, deniz = table.loc["Ben (Business side)"], table.loc["Deniz (Data science)"]
    assert 1.25 < deniz.iloc[1] / ben.iloc[1] < 1.42  # about a third
    assert deniz.iloc[2] - ben.iloc[2] > 6  # months
    as_we_are = case.with_changes(found.levels())
    effects = cm.bridge(cm.estimate(case, 4096, 1), cm.estimate(as_we_are, 4096, 1))["effect"]
    assert set(effects.nlargest(3).index) == {"capability.people", "capability.technology", "capability.data"}
    assert effects["capability.processes"] < 0
    steps = cm.capability_steps(as_we_are)
    assert steps["may_cost"].idxmax() == "processes"
    assert steps["to_go_live"].idxmax() == "data"
    assert steps.loc["technology", "may_cost"] < steps.loc["processes", "may_cost"] / 3
    priced = cm.best_actions(as_we_are, costs={"capability.processes": 40_000})
    assert priced.index[0] == "capability.data"


@pytest.mark.parametrize("code", ["en", "de"])
def test_tables_name_blocks_and_statements_in_words(code: str) -> None:
    found = cm.aggregate(cm.example_answers())
    levels = cm.levels_table(found, code)
    assert list(levels.index) == [cm.texts(code).block(block) for block in BLOCKS]
    assert len(cm.questions_table(ASKED, code, "data")) == len(ASKED.of("data"))
    apart = cm.apart_table(found, code, most=3)
    assert list(apart.columns) == list(found.respondents.index)
    assert apart.shape[0] == 3
    steps = cm.capability_steps(cm.load(), 512)
    assert len(cm.steps_table(steps, "EUR", code)) == 6


def test_a_table_writes_numbers_as_its_language_does() -> None:
    found = cm.aggregate(answers(("A", "data", "owners", 2), ("B", "data", "owners", 3)))  # the median is 2.5
    data = cm.levels_table(found, "de").loc["Daten"]
    assert (data["Stufe (Median)"], data["Niedrigste"], data["Höchste"]) == (2.5, "2,0 (A)", "3,0 (B)")
    assert (data["Antworten"], data["Nicht gewusst"]) == ("2 von 2", "80 %")  # 2 of 5 times 2 questions are known
    assert cm.levels_table(found, "en").loc["Data", "Lowest"] == "2.0 (A)"
    assert math.isnan(cm.levels_table(found, "de").loc["Kultur", "Stufe (Median)"])


def test_cost_and_date_are_shown_as_each_person_sees_the_organisation() -> None:
    found = cm.aggregate(answers(("A", "data", "owners", 1), ("B", "data", "owners", 5), ("C", "data", "owners", 3)))
    table = cm.views_table(cm.load(), found, samples=512)
    assert list(table.index) == ["Without our answers", "A", "B", "C", "All of us, with the range"]
    cost = table.iloc[:, 1]
    assert cost["A"] > cost["C"] == cost["Without our answers"] > cost["B"]  # level 3 moves nothing
    assert cost["A"] > cost["All of us, with the range"] > cost["B"]
    expected = cm.estimate(cm.load().with_changes({"capability.data": 1}), 512).quantile(0.8, of="to_go_live")
    assert cost["A"] == pytest.approx(expected, rel=0.005)  # told to three digits


@pytest.mark.parametrize("name", ["levels", "apart"])
def test_a_figure_has_a_dot_for_each_known_answer_and_its_words_in_two_languages(name: str) -> None:
    found = cm.aggregate(cm.example_answers())
    drawn = {code: getattr(charts, name)(found, code) for code in ("en", "de")}
    for figure in drawn.values():
        figure.canvas.draw()
    told = {code: {text.get_text() for text in figure.findobj(Text)} for code, figure in drawn.items()}
    assert any("Clara (Finance)" in one for one in told["en"])
    assert any("Clara (Finanzen)" in one for one in told["de"])
    assert told["en"] != told["de"]


def test_the_figure_places_each_person_at_the_mean_of_their_answers() -> None:
    found = cm.aggregate(
        answers(
            ("A", "data", "owners", 1),
            ("A", "data", "quality", 2),
            ("B", "data", "owners", 4),
            ("B", "risk", "fairness", 5),
        )
    )
    axes = charts.levels(found).axes[0]
    dots = [one.get_offsets()[:, 0].tolist() for one in axes.collections if one.get_label() in ("A", "B")]
    assert dots[0][0] == 1.5  # (1 + 2) / 2, in the row of the data
    assert dots[1] == [4, 5]


def test_a_crowd_is_drawn_without_names() -> None:
    crowd = answers(*((f"P{number}", "data", "owners", number % 5 + 1) for number in range(30)))
    figure = charts.levels(cm.aggregate(crowd))
    figure.canvas.draw()
    assert not any("P7" in text.get_text() for text in figure.findobj(Text))


def test_the_cost_of_the_levels_is_that_of_the_bridge() -> None:
    base = cm.load()
    old, new = (cm.estimate(one, 512) for one in (base, base.with_changes({"capability.data": 2})))
    table = cm.bridge(old, new)
    figure = charts.levels_cost(table, "EUR")
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert widths == pytest.approx([table.loc["capability.data", "effect"] / 1_000])  # thousand EUR


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_a_form_and_reads_filled_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "form.xlsx"
    assert cli.main(["questionnaire", "--write", str(form), "--lang", "de"]) == 0
    assert openpyxl.load_workbook(form).sheetnames == ["Fragebogen"]
    filled(tmp_path / "a.csv", "en", {"data.owners": 2}, "Ann")
    filled(tmp_path / "b.csv", "en", {"data.owners": 4}, "Bea")
    capsys.readouterr()
    paths = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert cli.main(["questionnaire", *paths]) == 0
    assert "--set capability.data=3" in capsys.readouterr().out  # the median of 2 and 4
    assert cli.main(["questionnaire", *paths, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["set"] == {"capability.data": 3}
    assert told["levels"]["capability.data"] == {"min": 2, "mode": 3, "max": 4}
    assert [row["block"] for row in told["blocks"]] == list(BLOCKS)


def test_faults_in_forms_end_the_command_with_2_and_stand_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(tmp_path / "a.csv", "en", {"data.owners": 9})
    for arguments in ([str(tmp_path)], [], ["--write", str(tmp_path / "a.csv")], ["--write", str(tmp_path / "a.doc")]):
        assert cli.main(["questionnaire", *arguments]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.strip()
