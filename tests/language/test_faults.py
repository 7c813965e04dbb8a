"""Faults in the input: told in English by whoever finds them, and in the language of whoever reads them."""

import ast
import copy
import errno
import os
import pickle
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.cli import main
from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.files.entries import WORDS
from costmodel.language import faults, language_files
from costmodel.language.faults import WRONG, in_language, lines, told
from costmodel.language.language import spoken_languages
from costmodel.language.language_files import FIRST

PACKAGE = Path(language_files.__file__).parent.parent
# Rooms whose faults are all told in every language; what they say of a fault is a `Sentence`.
TOLD = ("beliefs", "initiative", "files", "portfolio")
SAID_BY = {"Fault": 3, "fault": 1, "_fault": 2, "_refuse": 1}  # where the text stands among what is given
OF_THE_SYSTEM = {os.strerror(number) for number in vars(errno).values() if isinstance(number, int)}


def calls(folder: Path) -> Iterator[tuple[str, str, ast.Call]]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield f"{path.name}:{node.lineno}", name, node


def sentences() -> set[str]:
    """Every sentence that the program can say of a fault."""
    found = {
        node.args[0].value
        for _, name, node in calls(PACKAGE)
        if name == "Sentence" and isinstance(node.args[0], ast.Constant)
    }
    return {str(one) for one in found} | set(WORDS.values())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_about_a_fault_is_there_in_every_language_with_the_same_places() -> None:
    asked = sentences()
    assert len(asked) > 200
    for says in spoken_languages():
        own = {key.removeprefix(WRONG): text for key, text in says.texts.items() if key.startswith(WRONG)}
        if says.code == FIRST:
            assert own == {}, "the English sentence stands in the program, and only there"
            continue
        assert asked - own.keys() == set()
        assert own.keys() - asked - OF_THE_SYSTEM == set()
        assert {key for key, text in own.items() if places(text) != places(key)} == set()


def test_rooms_below_the_languages_say_no_fault_that_no_other_language_can_say() -> None:
    bare = [
        f"{room}/{place}"
        for room in TOLD
        for place, name, node in calls(PACKAGE / room)
        if len(node.args) > SAID_BY.get(name, 99) and isinstance(node.args[SAID_BY[name]], ast.JoinedStr | ast.Constant)
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("changes", "english", "german"),
    [
        (
            {"hiring.must_hir": 1.0},
            "hiring.must_hir: no such assumption (did you mean 'hiring.must_hire'?)",
            "hiring.must_hir: keine solche Annahme (meinen Sie „hiring.must_hire“?)",
        ),
        (
            {"hiring.must_hire": 3.5},
            "hiring.must_hire: a chance lies between 0 and 1, not 3.5",
            "hiring.must_hire: eine Wahrscheinlichkeit liegt zwischen 0 und 1, nicht bei 3,5",
        ),
        (
            {"labelling.items": {"min": 12_000.0, "mode": 1_000.5, "max": 20_000.0}},
            "labelling.items: min 12000 is above mode 1000.5",
            "labelling.items: min 12000 liegt über mode 1000,5",
        ),
        (
            {"labelling.items": -1.0},
            "labelling.items: a item cannot be below 0; this one goes down to -1",
            "labelling.items: eine Angabe in item kann nicht unter 0 liegen; hier reicht es hinab bis -1",
        ),
        (
            {"currency.price_index.EUR.2025": {"min": 1.0, "mode": 1.5, "max": 2.0}},
            "currency.price_index.EUR.2025: must be one certain number above zero",
            "currency.price_index.EUR.2025: muss eine einzige sichere Zahl über null sein",
        ),
        (
            {"initiative.start": "07/2027"},
            "initiative.start: '07/2027' is no month as it is written here; write 2027-07",
            "initiative.start: '07/2027' ist kein Monat, wie er hier geschrieben wird; schreiben Sie 2027-07",
        ),
        (
            {"labelling.items": "many"},
            "labelling.items: 'many' is not a number",
            "labelling.items: „many“ ist keine Zahl",
        ),
    ],
)
def test_a_fault_is_told_in_the_language_of_whoever_reads_it(
    changes: dict[str, object], english: str, german: str
) -> None:
    with pytest.raises(AssumptionsError) as error:
        cm.load().with_changes(changes)
    assert str(error.value) == english
    assert lines(error.value.faults) == [english]
    assert lines(error.value.faults, "de") == [german]


def test_a_file_is_refused_in_the_language_of_whoever_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    told_of_it = "meaning: Ours\nstory: We, a check, against nothing\nchangs: 1\nchanges:\n"
    file.write_text(
        f"{told_of_it}  hiring.must_hire: 1\n  initiative.horizon: {{value: 0.5, why: An offer of Eva}}\n",
        encoding="utf-8",
    )
    with pytest.raises(AssumptionsError) as error:
        cm.load().with_scenario(file)
    assert lines(error.value.faults, "de") == [
        "ours.yaml:3: changs: gibt es hier nicht (meinen Sie „changes“?)",
        "ours.yaml:5: hiring.must_hire: muss sagen, was nun gilt, und warum",
        (
            "ours.yaml:6: initiative.horizon: 0,5 month ist weniger, als plausibel ist (6 bis 180): "
            "in Jahren? dann 6 Monate"
        ),
    ]


def test_a_sentence_knows_what_it_was_made_of_wherever_it_goes() -> None:
    said = Sentence("{typed!r} is not a number", typed="x")
    for one in (said, str(ValueError(said)), pickle.loads(pickle.dumps(said)), copy.deepcopy(said)):
        assert one == "'x' is not a number"
        assert told(one, "de") == "„x“ ist keine Zahl"
    assert told(Sentence.joined("; ", [said, "as it is"]), "de") == "„x“ ist keine Zahl; as it is"
    assert told("as it is", "de") == "as it is"
    assert told(Sentence("nobody says this in German"), "de") == "nobody says this in German"


def test_more_faults_than_are_listed_are_counted_in_the_language_of_whoever_reads_it() -> None:
    many = [Fault("", 0, f"name {number}", Sentence("is empty")) for number in range(1_051)]
    assert lines(many, "de")[-1] == "und 1.001 weitere Fehler"
    assert lines(many)[-1] == "and 1,001 more faults"
    assert str(in_language(many[0], "de")) == "name 0: ist leer"
    assert faults.sentences(AssumptionsError(many[:2]), "de") == ["name 0: ist leer", "name 1: ist leer"]


@pytest.mark.parametrize(
    ("arguments", "german"),
    [
        (
            ["workshop", "form", "FOLDER/f.csv", "--scenario", "visual_inspectio", "--lang", "de"],
            "visual_inspectio: kein solches Szenario (meinen Sie „visual_inspection“?); es gibt: bought_",
        ),
        (
            ["workshop", "form", "FOLDER/f.pdf", "--lang", "de"],
            "FILE: muss auf .xlsx oder .csv enden, nicht „f.pdf“",
        ),
        (
            ["workshop", "prepare", "FOLDER/w", "--scenario", "FOLDER/none.yaml", "--lang", "de"],
            "none.yaml:1: kann nicht gelesen werden: es gibt sie nicht",
        ),
        (["portfolio", "insurr", "--lang", "de"], "insurr: ist keine Datei und kein mitgeliefertes Beispiel"),
        (
            ["report", "--pdf", "FOLDER/r.pdf", "--set", "hiring.must_hire=1.000", "--set", "x", "--lang", "de"],
            "--set hiring.must_hire=1.000: „1.000“ ist 1 oder 1.000? schreiben Sie 1 oder 1000",
        ),
        (
            ["report", "--pdf", "FOLDER/r.pdf", "--set", "x", "--lang", "de"],
            "--set x: schreiben Sie NAME=VALUE, etwa --set hiring.must_hire=0.5",
        ),
    ],
)
def test_the_command_line_refuses_in_the_language_that_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], german: str
) -> None:
    assert main([part.replace("FOLDER", str(tmp_path)) for part in arguments]) == 2
    assert german in capsys.readouterr().err
