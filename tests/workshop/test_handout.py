"""The workshop's papers: one A4 page each, in both languages, with the figures of the case and no place left open."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import costmodel as cm
from costmodel import cli
from costmodel.files.categories import cost_categories
from costmodel.language.language import language_of
from costmodel.workshop.handout import handout, handout_before
from costmodel.workshop.question_sheet import question_sheet

every_language = pytest.mark.parametrize("code", ["en", "de"])
FEW = ["--samples", "512"]
A4 = (8.27, 11.69)  # inches, upright


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(cm.load(scenarios=["three_week_model"]), samples=2_048, seed=1)


@pytest.fixture(scope="module")
def pdf_reader() -> str:
    found = shutil.which("pdftotext")
    if found is None:
        pytest.skip("no pdftotext (poppler-utils) on the path to read a PDF")
    return found


def read(reader: str, path: Path, *options: str) -> str:
    """The text of a PDF, each space like any other."""
    text = subprocess.run([reader, *options, str(path), "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())


def size(path: Path) -> tuple[float, float]:
    """Width and height of the only page, in inches; a PDF measures in points, 72 to the inch."""
    told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    assert re.search(r"^Pages: +1$", told, re.MULTILINE)
    wide, high = re.search(r"^Page size: +([\d.]+) x ([\d.]+) pts", told, re.MULTILINE).groups()
    return float(wide) / 72, float(high) / 72


def undivided(text: str) -> str:
    """A text without spaces and hyphens: a word that was divided at the end of a line is found again."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@every_language
def test_the_hand_out_is_one_upright_a4_page(est: cm.Estimate, tmp_path: Path, code: str) -> None:
    assert size(handout(est, tmp_path / "handout.pdf", code)) == pytest.approx(A4, abs=0.01)


@every_language
def test_the_hand_out_says_all_that_it_is_for(est: cm.Estimate, tmp_path: Path, pdf_reader: str, code: str) -> None:
    path = handout(est, tmp_path / "handout.pdf", code)
    told, words = read(pdf_reader, path, "-layout"), undivided(read(pdf_reader, path, "-raw"))
    says = language_of(code)
    for key in ("handout title", "handout ranges", "handout home", "handout go on", "handout notebook"):
        assert says(key) in told
    for name, category in cost_categories().items():
        assert undivided(says.name(name)) in words
        assert undivided(category.told(says.code)) in words
        assert says.money(float(est.categories[name].mean()), "EUR") in told
    assert says.money(est.quantile(0.8, of="to_go_live"), "EUR") in told
    assert "costmodel estimate --scenario three_week_model" in told
    assert est.fingerprint in told


@every_language
def test_rules_and_sentences_to_take_home_are_there_to_the_last_word(
    est: cm.Estimate, tmp_path: Path, pdf_reader: str, code: str
) -> None:
    told = undivided(read(pdf_reader, handout(est, tmp_path / "handout.pdf", code)))
    for key in ("handout range", "handout home"):
        for number in (1, 2, 3):
            assert all(undivided(word) in told for word in language_of(code)(f"{key} {number}").split())


@every_language
def test_no_place_for_a_value_is_left_open(est: cm.Estimate, tmp_path: Path, pdf_reader: str, code: str) -> None:
    told = read(pdf_reader, handout(est, tmp_path / "handout.pdf", code))
    assert not re.search(r"[{}]|\bnan\b|\bNone\b|TODO", told)


def test_what_the_page_says_of_the_three_weeks_is_what_the_estimate_has(
    est: cm.Estimate, tmp_path: Path, pdf_reader: str
) -> None:
    told = read(pdf_reader, handout(est, tmp_path / "handout.pdf"), "-layout")
    prototype = est.layers["prototype"].mean() / est.to_go_live.mean()
    assert f"The prototype is {round(100 * prototype)} % of the mean cost to go-live." in told
    assert f"{round(100 * est.share_waiting)} % of the time until then is waiting" in told
    assert f"{language_of('en').months(est.quantile(0.5, of='go_live'))}." in told


@every_language
@pytest.mark.parametrize("scenarios", [[], ["bought_language_model_assistant"], ["credit_scoring", "mlops"]])
def test_every_case_fits_on_its_page(scenarios: list[str], code: str, tmp_path: Path) -> None:
    case = cm.estimate(cm.load(scenarios=scenarios), samples=64)
    assert size(handout(case, tmp_path / "handout.pdf", code)) == pytest.approx(A4, abs=0.01)


def test_without_operation_nothing_is_said_of_its_cost(tmp_path: Path, pdf_reader: str) -> None:
    case = cm.estimate(cm.load().with_changes({"initiative.horizon": 0}), samples=64)
    assert "Once live" not in read(pdf_reader, handout(case, tmp_path / "handout.pdf"))


def test_the_likeliest_case_alone_is_no_hand_out(est: cm.Estimate, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a simulation"):
        handout(est.likeliest, tmp_path / "handout.pdf")


def test_the_sheet_of_questions_has_all_questions_and_no_answer(tmp_path: Path, pdf_reader: str) -> None:
    assumptions = cm.load(scenarios=["visual_inspection"])
    asked = list(cm.questions(assumptions).index)
    found_by_itself = question_sheet(assumptions, tmp_path / "en.pdf")
    in_german = question_sheet(assumptions, tmp_path / "de.pdf", asked, "de")
    for code, path in (("en", found_by_itself), ("de", in_german)):
        assert size(path) == pytest.approx(A4[::-1], abs=0.01)
        told = set(read(pdf_reader, path).split())
        for name in asked:
            assert set(cm.translated(assumptions, code)[name].meaning.split()) <= told
        assert not {"30", "8,000", "8.000"} & told  # what is believed so far would be an anchor


@pytest.mark.parametrize("count", [0, 16])
def test_a_sheet_has_room_for_fifteen_questions(count: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="from 1 to 15 questions"):
        question_sheet(cm.load(), tmp_path / "questions.pdf", list(cm.load().uncertain)[:count])


def test_a_sheet_takes_questions_of_one_s_own_and_refuses_unknown_ones(tmp_path: Path, pdf_reader: str) -> None:
    path = question_sheet(cm.load(), tmp_path / "questions.pdf", ["labelling.items", "hiring.must_hire"])
    assert "Chance that specialists must be hired" in read(pdf_reader, path)
    with pytest.raises(KeyError, match="did you mean 'labelling\\.items'"):
        question_sheet(cm.load(), tmp_path / "questions.pdf", ["labelling.itmes"])


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_hand_out_of_the_story_unless_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pdf_reader: str
) -> None:
    target, sheet = tmp_path / "handout.pdf", tmp_path / "questions.pdf"
    assert cli.main(["handout", str(target), *FEW, "--lang", "de", "--questions", str(sheet)]) == 0
    assert capsys.readouterr().out == f"geschrieben: {target}\ngeschrieben: {sheet}\n"
    told = read(pdf_reader, target)
    assert language_of("de")("handout title") in told
    assert "three_week_model" in told
    assert size(sheet) == pytest.approx(A4[::-1], abs=0.01)


def test_the_command_takes_another_case(tmp_path: Path, capsys: pytest.CaptureFixture[str], pdf_reader: str) -> None:
    target = tmp_path / "handout.pdf"
    case = "bought_language_model_assistant"
    assert cli.main(["handout", str(target), *FEW, "--scenario", case, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == [str(target)]
    raw = subprocess.run([pdf_reader, str(target), "-"], check=True, capture_output=True, text=True).stdout
    assert f"costmodel estimate --scenario {case}\n" in raw  # to be copied: no mark within where a line may end


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere/handout.pdf"], "cannot be written"),
        (["handout.pdf", "--scenario", "credit_scorign"], "did you mean 'credit_scoring'?"),
        (["handout.pdf", "--samples", "1"], "needs a simulation"),
        (["handout.pdf", "--questions", "handout.pdf"], "two papers cannot be written to the same file"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["handout", *FEW, *arguments]) == 2
    assert sentence in capsys.readouterr().err


@every_language
def test_the_hand_out_of_before_is_one_page_without_a_figure(tmp_path: Path, pdf_reader: str, code: str) -> None:
    path = handout_before(cm.load(scenarios=["visual_inspection"]), tmp_path / "before.pdf", code)
    assert size(path) == pytest.approx(A4, abs=0.01)
    told = read(pdf_reader, path)
    assert language_of(code)("handout guess") in told
    assert not re.search(r"€|EUR|\d{3}", told)


def test_the_command_writes_both_hand_outs(tmp_path: Path) -> None:
    paths = [tmp_path / "after.pdf", tmp_path / "before.pdf"]
    assert cli.main(["handout", str(paths[0]), *FEW, "--before", str(paths[1])]) == 0
    assert all(path.is_file() for path in paths)
