"""A group's answers: one form for paper, file and page; kept at once, found again, never those of another case."""

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.elicitation.typed_answers import Answer
from costmodel.language.translations import translated
from costmodel.workshop import answered_case
from costmodel.workshop.answer_book import AnswerBook, open_book
from costmodel.workshop.answer_forms import read_answer_forms, write_answer_form
from costmodel.workshop.canvas import OF_ALL
from costmodel.workshop.case_start import begins_with
from costmodel.workshop.places import books
from costmodel.workshop.side_by_side import side_by_side

ITEMS, EVENT, WAIT = "labelling.items", "hiring.must_hire", "plan.release.wait"
ASKED = (ITEMS, EVENT, WAIT)
CASE = cm.load(scenarios=["visual_inspection"])
ANN = (
    Answer(ITEMS, "6,000", "20,000", "10,000", "forty kinds of faults", "Ann"),
    Answer(EVENT, likeliest="20 %", person="Ann"),
)


def book(folder: Path, case: str = "North Spring", code: str = "en") -> AnswerBook:
    return open_book(folder, case, "visual_inspection", code, ASKED)


every_form = pytest.mark.parametrize("ending", [".csv", ".xlsx"])
every_language = pytest.mark.parametrize("code", ["en", "de"])


@every_form
@every_language
def test_what_is_written_in_a_form_is_read_back(tmp_path: Path, ending: str, code: str) -> None:
    typed = Answer(ITEMS, "6000", "20k", "10000", "=cmd|' /C calc'!A0", "Ann")
    path = write_answer_form(tmp_path / f"form{ending}", CASE, ASKED, code, {"case": "North Spring"}, [typed])
    (form,) = read_answer_forms(path, CASE, "North Spring").values()
    assert form.answers == [typed]
    assert [one.name for _, one in form.rows] == list(ASKED)
    assert form.language == code


@every_form
def test_an_empty_form_shows_no_number_that_is_believed_so_far(tmp_path: Path, ending: str) -> None:
    path = write_answer_form(tmp_path / f"form{ending}", CASE, ASKED)
    (form,) = read_answer_forms(path, CASE).values()
    assert form.answers == []


def test_all_faults_of_all_forms_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    wrong = [Answer(ITEMS, "6.000", "20,000"), Answer(EVENT, likeliest="0.2"), Answer(WAIT, "90", "10")]
    write_answer_form(tmp_path / "a.csv", CASE, ASKED, answers=wrong)
    write_answer_form(tmp_path / "b.csv", CASE, ASKED, about={"case": "A bank"})
    (tmp_path / "c.csv").write_text("nothing\n")
    with pytest.raises(cm.AssumptionsError) as told:
        read_answer_forms(tmp_path, CASE, "North Spring")
    sentences = [str(fault) for fault in told.value.faults]
    assert len(sentences) == 5
    assert any(one.startswith("a.csv:8: ") and "6 or 6,000" in one for one in sentences)
    assert any(one.startswith("a.csv:9: ") and "0.2 % or 20 %" in one for one in sentences)
    assert any(one.startswith("a.csv:10: ") and "above the high one" in one for one in sentences)
    assert any("is a form of the case “A bank”, not of “North Spring”" in one for one in sentences)
    assert any("no row has the headings" in one for one in sentences)


REFUSED = {"en": "no row has the headings of one", "de": "keine Zeile hat die Überschriften"}


@every_language
def test_a_form_without_headings_is_refused_in_its_own_language_and_anything_else_in_that_of_the_reader(
    tmp_path: Path, code: str
) -> None:
    reader = next(one for one in REFUSED if one != code)
    answers = write_answer_form(tmp_path / "answers.csv", CASE, ASKED, code, {"case": "North Spring"})
    levels = cm.write_questionnaire(tmp_path / "levels.csv", code)
    for path, read in (
        (answers, lambda path, of: read_answer_forms(path, CASE, code=of)),
        (levels, lambda path, of: cm.read_questionnaires(path, code=of)),
    ):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        kept = [line for line in lines if not line.endswith("Code")]
        assert len(kept) == len(lines) - 1
        path.write_text("\n".join(kept), encoding="utf-8")
        with pytest.raises(cm.AssumptionsError, match=REFUSED[code]):
            read(path, reader)
        path.write_text("Milch;Brot\n", encoding="utf-8")
        with pytest.raises(cm.AssumptionsError, match=REFUSED[reader]):
            read(path, reader)


def test_what_was_typed_is_saved_at_once_and_found_again(tmp_path: Path) -> None:
    book(tmp_path).put(ANN)
    again = open_book(tmp_path, "North Spring")
    assert list(again.answers.values()) == list(ANN)
    assert again.starts_from == "visual_inspection"
    assert again.asked == ASKED
    assert books(tmp_path) == ["North Spring"]
    again.put([Answer(EVENT, person="Ann")])  # taken back
    assert list(open_book(tmp_path, "North Spring").answers) == [(ITEMS, "Ann")]


def test_another_case_has_no_answer_of_the_last_one(tmp_path: Path) -> None:
    book(tmp_path).put(ANN)
    bank = open_book(tmp_path, "A bank", "credit_scoring", names=ASKED)
    assert bank.answers == {}
    bank.put([Answer(WAIT, "5", "20", "10", person="Bob")])
    assert len(open_book(tmp_path, "North Spring").answers) == 2
    with pytest.raises(cm.AssumptionsError, match="holds the answers of the case “North Spring”"):
        open_book(tmp_path, "north spring")  # the same file, and not the same name


def test_a_case_is_never_written_over_the_file_that_it_begins_with(tmp_path: Path) -> None:
    first = book(tmp_path)
    first.put(ANN)
    saved = answered_case.save(first)
    own = AnswerBook(tmp_path, "North Spring", str(saved), "en", cm.load(scenarios=[saved]), ASKED)
    with pytest.raises(ValueError, match="is not overwritten"):
        answered_case.save(own)


def test_the_case_has_the_answers_with_their_reasons_and_nothing_else(tmp_path: Path) -> None:
    ours = book(tmp_path)
    ours.put(ANN)
    case = cm.load(scenarios=[answered_case.save(ours)])
    changed = {name for name in case if case[name].key != CASE[name].key}
    assert changed == {ITEMS, EVENT}
    assert case[ITEMS].quantile([0.1, 0.9]) == pytest.approx([6_000, 20_000])
    assert case[EVENT].given == {"chance": 0.2}
    assert "Ann: forty kinds of faults" in case.last_change(ITEMS).why
    for read in (answered_case.answered(ours), case):  # what is read aloud, and what a file is read as
        assert [one.judgement for one in read[ITEMS].source] == ["Ann: forty kinds of faults"]


def test_what_was_typed_after_talking_stays_whatever_the_form_still_says(tmp_path: Path) -> None:
    form = write_answer_form(
        tmp_path / "ann.csv", CASE, ASKED, "en", {"person": "Ann"}, [*ANN, Answer(WAIT, "5", "20")]
    )
    ours, talked = book(tmp_path), Answer(WAIT, "30", "90", "40", "two quarters", "Ann")
    ours.put([talked, Answer(EVENT, likeliest="20 %", why="it was so", person="Ann")])
    count, others = ours.collect(form)
    assert count == 2  # what nobody has typed, and what was typed alike
    (told,) = map(str, others)
    assert told.startswith(
        f"{CASE[WAIT].meaning} (Ann): ann.csv says 5 / 20; what this person has typed stays: 30 / 90 / 40"
    )
    again = open_book(tmp_path, "North Spring")
    assert again.answers[(WAIT, "Ann")] == talked
    assert again.answers[(EVENT, "Ann")].why == "it was so"
    assert again.answers[(ITEMS, "Ann")] == ANN[0]
    again.put([Answer(WAIT, person="Ann")])  # an emptied row takes what the form says
    assert again.collect(form) == (3, [])


def test_faults_of_a_german_workbook_say_in_german_where_they_stand(tmp_path: Path) -> None:
    twice = [Answer(WAIT, "90", "10", person="Anna"), Answer(ITEMS, "9", "10", person="Anna")]
    write_answer_form(tmp_path / "a.xlsx", CASE, ASKED, "de", answers=twice)
    write_answer_form(tmp_path / "b.csv", CASE, ASKED, "de", {"person": "Anna"}, [*twice, Answer(EVENT, likeliest="5")])
    with pytest.raises(cm.AssumptionsError) as told:
        read_answer_forms(tmp_path, translated(CASE, "de"))
    sentences = [str(fault) for fault in told.value.faults]
    wait = translated(CASE, "de")[WAIT].meaning
    assert sentences[0] == f"a.xlsx, Blatt Antworten, Zeile 10: {wait}: Der niedrige Wert 90 liegt über dem hohen 10."
    told_once = "b.csv: „Anna“ hat schon in a.xlsx geantwortet; zwei Personen brauchen zwei Namen"
    assert sentences[1:] == [told_once, f"b.csv:10: {wait}: Der niedrige Wert 90 liegt über dem hohen 10."]


def test_the_ranges_of_several_people_stand_side_by_side_and_are_pooled(tmp_path: Path) -> None:
    ours = book(tmp_path)
    three = {"Data science": ("5", "20"), "Project lead": ("10", "30"), "Data owner": ("45", "90")}
    ours.put([Answer(WAIT, low, high, person=who) for who, (low, high) in three.items()])
    ours.put([Answer(EVENT, likeliest="20", person="Ann"), Answer(EVENT, likeliest="40", person="Bob")])
    shown = side_by_side(ours)
    assert list(shown.iloc[:, 1]) == ["Ann", "Bob", "All together", *three, "All together"]
    assert shown.iloc[2, 3] == "30"  # the mean of 20 and 40 %
    assert "two camps" in shown.iloc[-1, -1]
    case = answered_case.answered(ours)
    assert case[EVENT].given == {"chance": pytest.approx(0.3)}
    pooled = cm.pool([cm.Belief(p10=float(low), p90=float(high)) for low, high in three.values()])
    assert case[WAIT].quantile([0.1, 0.9]) == pytest.approx(pooled.quantile([0.1, 0.9]), rel=5e-3)
    assert all(number == float(f"{number:.3g}") for number in case[WAIT].given.values())


def test_forms_of_several_people_in_both_languages_come_into_one_book(tmp_path: Path) -> None:
    german = [Answer(ITEMS, "6.000", "20.000", "10.000", "vierzig Fehlerarten"), Answer(EVENT, likeliest="0,5 %")]
    write_answer_form(tmp_path / "in" / "berta.csv", CASE, ASKED, "de", {"person": "Berta"}, german)
    write_answer_form(tmp_path / "in" / "carl.xlsx", CASE, ASKED, "en", answers=[Answer(ITEMS, "7,000", "9,000")])
    ours = book(tmp_path)
    assert ours.collect(tmp_path / "in") == (3, [])
    assert {person for _, person in ours.answers} == {"Berta", "carl"}
    read, faults = ours.read()
    assert faults == []
    assert read[ITEMS][0].belief.quantile([0.1, 0.9]) == pytest.approx([6_000, 20_000])
    assert read[EVENT][0].belief.given == {"chance": pytest.approx(0.005)}


def test_an_answer_that_cannot_be_read_is_kept_and_told(tmp_path: Path) -> None:
    ours = book(tmp_path)
    ours.put([Answer(WAIT, "90", "10", person="Ann"), *ANN])
    read, faults = open_book(tmp_path, "North Spring").read()
    assert list(read) == [ITEMS, EVENT]
    assert "above the high one" in str(faults[0])


def test_a_case_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="letters or digits"):
        open_book(tmp_path, " - ")


def test_what_others_have_saved_meanwhile_stays(tmp_path: Path) -> None:
    mine, theirs = book(tmp_path), book(tmp_path)  # two people, each with a page of their own
    mine.put([Answer(WAIT, "5", "20", "10", person="Ann")])
    theirs.put([Answer(WAIT, "10", "30", "15", person="Bob")])
    mine.decide(["risks.support_withdrawn.mitigation.active"])
    theirs.begin("40,000")
    again = open_book(tmp_path, "North Spring")
    assert again.people(again.read()[0][WAIT]) == ["Ann", "Bob"]
    assert (again.first_estimate, again.decided) == ("40,000", ("risks.support_withdrawn.mitigation.active",))


def test_a_file_that_cannot_be_read_is_never_written_over(tmp_path: Path) -> None:
    ours = book(tmp_path)
    ours.put(ANN)
    ours.path.write_text("half a file", encoding="utf-8")
    ways = (lambda: ours.put(ANN), lambda: ours.begin("40,000"), lambda: ours.decide([]), ours.renew)
    for write in ways:
        with pytest.raises(cm.AssumptionsError, match="no row has the headings"):
            write()
    assert ours.path.read_text(encoding="utf-8") == "half a file"


def test_a_reason_without_a_number_is_collected_and_read_as_no_number(tmp_path: Path) -> None:
    told = Answer(WAIT, why="ask the works council", person="Ann")
    form = write_answer_form(tmp_path / "in.csv", CASE, ASKED, answers=[told])
    ours = book(tmp_path)
    assert ours.collect(form) == (1, [])
    assert open_book(tmp_path, "North Spring").answers == {(WAIT, "Ann"): told}
    assert ours.read() == ({}, [])


def test_the_canvas_is_one_person_in_every_language(tmp_path: Path) -> None:
    ours = book(tmp_path)
    ours.put([Answer(WAIT, "5", "20", "10", "as in the last one", OF_ALL)])
    for code, called in (("en", "Canvas"), ("de", "Übersicht")):
        ours.language = code
        assert ours.people(ours.read()[0][WAIT]) == [called]
        assert answered_case.answered(ours).last_change(WAIT).why == f"{called}: as in the last one"


def test_a_german_form_of_another_case_is_told_so_in_german(tmp_path: Path) -> None:
    form = write_answer_form(tmp_path / "b.csv", CASE, ASKED, "de", {"case": "Eine Bank"})
    with pytest.raises(cm.AssumptionsError, match="ist ein Formular des Falls „Eine Bank“, nicht des Falls „Wir“"):
        read_answer_forms(form, CASE, "Wir")


def own_waits(folder: Path) -> Path:
    """A company's folder with a wait of its own."""
    folder.mkdir()
    wait = ["plan:", "  release:", "    wait:", "      p10: 30", "      p90: 60", "      unit: working_day"]
    text = "\n".join([*wait, "      source:", "        - judgement: ours"])
    (folder / "wait.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_case_goes_on_with_the_company_s_own_assumptions_where_both_are_carried_to(tmp_path: Path) -> None:
    start = cm.load(own_waits(tmp_path / "own"), ["visual_inspection"])
    kept = tmp_path / "workshop"
    open_book(kept, "Ours", begins_with(start, kept), names=ASKED).begin()
    assert str(tmp_path) not in (kept / "answers_ours.csv").read_text(encoding="utf-8-sig")
    moved = (tmp_path / "elsewhere").resolve()
    moved.mkdir()
    for part in ("own", "workshop"):
        (tmp_path / part).rename(moved / part)
    again = open_book(moved / "workshop", "Ours")
    assert again.start[WAIT].given == {"p10": 30, "p90": 60}
    assert again.start.scenarios == ("visual_inspection",)


def test_what_a_case_begins_with_is_told_by_its_label_and_never_by_a_path(tmp_path: Path) -> None:
    first = book(tmp_path)
    first.put(ANN)
    file = answered_case.save(first).name
    assert "laid on “Visual inspection" in first.scenario_path.read_text(encoding="utf-8")
    second = open_book(tmp_path, "Next", file, "de", ASKED)
    assert second.told_start == "north_spring.yaml"
    second.put([Answer(WAIT, "5", "20", "10", person="Ann")])
    saved = answered_case.save(second).read_text(encoding="utf-8")
    assert "auf „north_spring.yaml“ gelegt" in saved
    assert str(tmp_path) not in saved


@pytest.mark.parametrize(("why", "kept"), [("?", False), ("weiß nicht", False), ("", False), ("a call", True)])
def test_what_says_only_that_no_reason_is_known_is_none(why: str, kept: bool) -> None:
    assert Answer(WAIT, why=why, person="Ann").says_nothing is not kept
