"""The form of the workshop: typed as people type, read back at once, kept per case, and nothing shown before asked."""

import datetime as dt
from pathlib import Path

import pytest

import costmodel as cm
from costmodel import charts
from costmodel.dashboard import notebook
from costmodel.dashboard.notebook.our_case import OurCase
from costmodel.dashboard.notebook.own_page import OwnPage
from costmodel.dashboard.notebook.results import RESULTS
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.elicitation.typed_answers import Answer
from costmodel.language.language import language_of
from costmodel.workshop import answered_case
from costmodel.workshop.answer_book import open_book
from costmodel.workshop.answer_forms import write_answer_form
from costmodel.workshop.places import KEPT_IN
from costmodel.workshop.runs import AT_REST

ITEMS, EVENT, WAIT = "labelling.items", "hiring.must_hire", "plan.release.wait"


@pytest.fixture
def ours(tmp_path: Path) -> OurCase:
    """A case with three questions, begun before, so that none must be looked for."""
    open_book(tmp_path, "Letters", "visual_inspection", names=(ITEMS, EVENT, WAIT)).begin()
    return notebook.our_case(folder=tmp_path)


def test_without_any_case_the_made_up_one_is_open_in_either_language(tmp_path: Path) -> None:
    for code, name in (("en", "North Spring"), ("de", "Nordquell")):
        book = notebook.our_case(code, tmp_path / code).book
        assert (book.case, len(book.answers)) == (name, 10)
        assert book.read()[1] == []
        assert answered_case.before(book)["first_estimate.amount"].likeliest == 40_000


def test_what_is_typed_is_read_back_saved_at_once_and_found_again(ours: OurCase) -> None:
    form = notebook.answers(ours)
    form.person.value = "Ann"
    row = form.rows[0]
    for key, text in {"low": "6,000", "high": "20k", "likeliest": "10000", "why": "forty kinds"}.items():
        row.fields[key].value = text
    assert "6,000 to 20,000 items in 8 of 10 cases, likeliest 10,000 (shifted lognormal)" in row.shown.value
    again = notebook.answers(notebook.our_case(folder=ours.folder))
    assert again.ours.book.case == "Letters"
    assert again.person.value == "Ann"
    assert again.rows[0].fields["low"].value == "6,000"


def test_what_is_read_aloud_has_no_more_digits_than_people_say(ours: OurCase) -> None:
    ours.book.put([Answer(ITEMS, "20,000", "50,000", "30,000", "a count", "Ann")])
    told = notebook.result(ours, "read aloud")
    told.press()
    middle = answered_case.answered(ours.book)[ITEMS].quantile(0.5)
    assert 32_000 < middle < 33_000
    assert middle % 100 != 0  # it was worked out: the P50 of a curve with its peak at 30,000
    assert f"20,000 to 50,000 items in 8 of 10 cases, middle {100 * round(float(middle) / 100):,}" in told.shown.value


def test_a_wrong_number_is_told_in_the_row_and_kept(ours: OurCase) -> None:
    form = notebook.answers(ours)
    form.person.value = "Ann"
    form.rows[0].fields["low"].value = "6.000"
    assert "type 6 or 6,000" in form.rows[0].shown.value
    form.rows[1].fields["likeliest"].value = "0.2"
    assert "0.2 % or 20 %" in form.rows[1].shown.value
    assert form.rows[1].fields["low"].layout.display == "none"  # it happens or not
    form.together.press()
    assert "type 6 or 6,000" in form.together.shown.value


def test_each_person_has_answers_of_their_own_and_all_stand_side_by_side(ours: OurCase) -> None:
    form = notebook.answers(ours)
    for person, typed in (("Ann", ("5", "20")), ("Bob", ("45", "90"))):
        form.person.value = person
        form.rows[2].fields["low"].value, form.rows[2].fields["high"].value = typed
    form.person.value = "Ann"
    assert form.rows[2].fields["low"].value == "5"
    form.person.value = "Carl"
    assert form.rows[2].fields["low"].value == ""
    form.together.press()
    assert all(word in form.together.shown.value for word in ("Ann", "Bob", "All together", "two camps"))


def test_side_by_side_without_any_answer_is_a_sentence_and_no_empty_table(ours: OurCase) -> None:
    form = notebook.answers(ours)
    form.together.press()
    assert form.together.shown.value == "<p>Nobody has answered yet.</p>"


def test_another_case_begins_without_answers_and_the_first_one_keeps_its_own(
    ours: OurCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = notebook.answers(ours)
    form.person.value = "Ann"
    form.rows[0].fields["low"].value = "6,000"
    open_book(ours.folder, "A bank", "credit_scoring", names=(WAIT,)).begin()
    ours.name.value, ours.nearest.value, ours.amount.value = "A bank", "credit_scoring", "80k"
    ours.begin.click()
    assert (ours.book.case, ours.book.answers, len(form.rows)) == ("A bank", {}, 1)
    assert answered_case.before(ours.book)["first_estimate.amount"].likeliest == 80_000
    ours.known.value = "Letters"
    assert form.rows[0].fields["low"].value == "6,000"


def test_each_list_shows_what_is_chosen(ours: OurCase) -> None:
    assert (ours.known.index, ours.known.value) == (0, "Letters")
    assert ours.nearest.index == 0


def test_a_case_without_a_name_or_with_an_amount_that_is_none_is_not_begun(ours: OurCase) -> None:
    ours.begin.click()
    assert "letters or digits" in ours.shown.value
    ours.name.value, ours.amount.value = "A bank", "much"
    ours.begin.click()
    assert "not an amount of money" in ours.shown.value
    assert ours.book.case == "Letters"


def test_filled_forms_are_taken_in_or_all_their_faults_are_told(ours: OurCase, tmp_path: Path) -> None:
    form = notebook.answers(ours)
    start, asked = ours.book.start, ours.book.asked
    good = write_answer_form(tmp_path / "x.csv", start, asked, "de", {"person": "Berta"}, [Answer(WAIT, "5", "20")])
    wrong = write_answer_form(tmp_path / "y.csv", start, asked, "de", {"person": "Carl"}, [Answer(WAIT, "20", "5")])
    upload = [{"name": path.name, "content": path.read_bytes()} for path in (good, wrong)]
    form.upload.set_trait("value", tuple(_file(one) for one in upload))
    assert "über dem hohen" in form.shown.value
    assert ours.book.answers == {}
    form.upload.set_trait("value", (_file(upload[0]),))
    assert "Answers taken in: 1" in form.shown.value
    assert list(ours.book.answers) == [(WAIT, "Berta")]


def _file(one: dict[str, object]) -> dict[str, object]:
    return {"type": "text/csv", "size": 1, "last_modified": dt.datetime(2026, 11, 28, tzinfo=dt.UTC), **one}


def test_nobody_types_before_it_is_said_who_answers(ours: OurCase) -> None:
    form = notebook.answers(ours)
    assert form.rows[0].fields["low"].disabled
    assert "First say who answers" in form.case.value
    form.person.value = "Ann"
    assert not form.rows[0].fields["low"].disabled
    assert "First say" not in form.case.value


def test_the_page_of_the_form_shows_nobody_what_another_one_has_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(tmp_path, "Briefe", "visual_inspection", "de", (ITEMS, EVENT, WAIT))
    book.put([Answer(WAIT, "5", "20", "10", person="Anna")])
    monkeypatch.setenv(KEPT_IN, str(tmp_path))
    pages = [notebook.answer_page() for _ in range(2)]
    assert (pages[0].person.value, pages[0].person.options) == ("", ())
    assert pages[0].together not in pages[0].children
    assert "Briefe" in pages[0].case.value
    assert "Sagen Sie zuerst" in pages[0].case.value  # in the language of the case
    (alone,) = (one for one in pages[0].children if isinstance(one, OwnPage))
    assert (alone.title, alone.language) == ("Die Fragen, auf die es am meisten ankommt", "de")
    for page, who in zip(pages, ("Berta", "Cem"), strict=True):
        page.person.value = who
        page.rows[0].fields["low"].value = "30.000"
    pages[0].rows[0].fields["high"].value = "50.000"
    kept = open_book(tmp_path, "Briefe").answers
    assert {who: (one.low, one.high) for (name, who), one in kept.items() if name == ITEMS} == {
        "Berta": ("30.000", "50.000"),
        "Cem": ("30.000", ""),
    }
    assert (WAIT, "Anna") in kept


def test_a_german_notebook_writes_numbers_into_an_english_case_as_that_case_reads_them(ours: OurCase) -> None:
    form = notebook.answers(ours, "de")
    form.person.value = "Anna"
    form.rows[0].fields["low"].value = "30.000"
    form.rows[0].fields["high"].value = "50.000"
    assert "30.000 bis 50.000" in form.rows[0].shown.value
    read, faults = open_book(ours.folder, "Letters").read()
    assert faults == []
    assert read[ITEMS][0].belief.given == {"p10": 30_000, "p90": 50_000}
    assert notebook.answers(notebook.our_case("de", ours.folder), "de").rows[0].fields["low"].value == "30000"


def test_whoever_types_is_told_when_nothing_was_saved(ours: OurCase) -> None:
    form, ticks, page = notebook.answers(ours), notebook.decisions(ours), notebook.canvas(ours)
    form.person.value = "Ann"
    ours.book.path.write_text("half a file", encoding="utf-8")
    form.rows[0].fields["low"].value = "6,000"
    next(iter(ticks.boxes.values())).value = True
    page.rows[3][0].choice.value = "1"
    for shown in (form.rows[0].shown, ticks.shown, page.rows[3][0].shown):
        assert "Nothing was saved" in shown.value
    form.load()
    assert "no row has the headings" in form.case.value


def test_the_estimate_so_far_is_in_the_currency_of_the_chosen_case(
    ours: OurCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = cm.load()
    monkeypatch.setattr(type(start), "currency", property(lambda _: "CHF"))
    ours.name.value, ours.amount.value = "A bank", "80k EUR"
    ours.begin.click()
    assert "not an amount of money" in ours.shown.value
    assert ours.book.case == "Letters"


# -- results ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", RESULTS)
def test_nothing_is_shown_before_the_button_is_pressed(ours: OurCase, which: str) -> None:
    assert notebook.result(ours, which).shown.value == ""


def test_the_result_is_that_of_the_dashboard_and_follows_the_answers(ours: OurCase) -> None:
    shown = notebook.result(ours, "figures")
    shown.press()
    before = cm.estimate(cm.load(scenarios=["visual_inspection"]), AT_REST, 1).quantile(0.8, of="to_go_live")
    assert language_of("en").money(before, "EUR") in shown.shown.value.replace("\u00a0", " ")
    ours.book.put([Answer(ITEMS, "60,000", "90,000", "80,000", person="Ann")])
    first = shown.shown.value
    shown.press()
    assert shown.shown.value != first


def test_what_is_decided_is_kept_with_the_case_and_counts(ours: OurCase) -> None:
    boxes = notebook.decisions(ours).boxes
    switch = "risks.support_withdrawn.mitigation.active"
    boxes[switch].value = True
    assert open_book(ours.folder, "Letters").decided == (switch,)
    assert answered_case.decided(ours.book)[switch].likeliest == 1
    assert notebook.decisions(ours).boxes[switch].value


def test_a_piece_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="did you mean 'figures'"):
        notebook.result(None, "figure")  # type: ignore[arg-type]  # not looked at


# -- the button -------------------------------------------------------------------------------------------------------


def test_a_button_shows_text_table_and_figure_and_hides_them_again(ours: OurCase) -> None:
    figure = cm.estimate(ours.book.start, 64).layers
    told = ["<b>512,000</b>", charts.iceberg(figure, "EUR")]
    meanwhile = []

    def make() -> list[object]:
        meanwhile.append((shown.button.disabled, "cm-working" in shown.button._dom_classes))
        return told

    shown = Reveal(make, "Antwort zeigen", language_of("de"))
    shown.press()
    assert meanwhile == [(False, True)]  # whoever pressed it with a key stays on it
    assert "cm-working" not in shown.button._dom_classes
    assert "&lt;b&gt;512,000" in shown.shown.value
    assert 'src="data:image/png;base64,' in shown.shown.value
    shown.press()
    assert (shown.shown.value, shown.button.description) == ("", "Antwort zeigen")
