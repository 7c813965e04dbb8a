"""The guides of the workshop: whoever has read only them can hold it, in English and in German."""

import re
import shlex
from pathlib import Path

import pytest

from costmodel import cli
from tests.editions import FOLDER, GERMAN, PAGES, language_of, notebooks, numbers, prose, read

GUIDES = {
    "en": (FOLDER / "README.md", FOLDER / "FACILITATION.md"),
    GERMAN: (FOLDER / GERMAN / "README.md", FOLDER / GERMAN / "MODERATION.md"),
}
WORKSHOP = [path for path in notebooks() if path not in PAGES]

every_language = pytest.mark.parametrize("language", GUIDES)
every_guide = pytest.mark.parametrize(
    "path", [path for pair in GUIDES.values() for path in pair], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
both = pytest.mark.parametrize("which", [0, 1], ids=["README", "facilitation"])

HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
EXERCISE = re.compile(r"^### (?:Exercise|Aufgabe|Übung) (\d+)(?:: (.+))?$", re.MULTILINE)
AGENDA = re.compile(r"^### [^\n]+ \((\d+) (?:minutes|Minuten)\)\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (\d+):(\d\d) \| (\d+) \|", re.MULTILINE)
FENCE = re.compile(r"^ *```(?:sh|bat)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(costmodel [^`]+)`")
VERSION = "3.11"  # of Python: a name and no number


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_code(guide: str) -> str:
    return FENCE.sub("", guide)


def anchor(heading: str) -> str:
    """What a heading is called in an address, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(guide: str) -> set[str]:
    return {anchor(heading) for _, heading in HEADING.findall(without_code(guide))}


# -- links ------------------------------------------------------------------------------------------------------------


@every_guide
def test_each_link_leads_to_a_file_and_to_a_heading_that_is_there(path: Path) -> None:
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text(path)):
        file, _, place = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        if not found.exists() or (place and place not in anchors(text(found))):
            dead.append(target)
    assert dead == []


def test_a_heading_is_found_by_its_address() -> None:
    assert anchors("# Welches Notebook für wen\n\n## What to do, and when?\n") == {
        "welches-notebook-für-wen",
        "what-to-do-and-when",
    }


@every_language
def test_every_notebook_is_named_and_linked(language: str) -> None:
    guide = text(GUIDES[language][0])
    mine = [path for path in notebooks() if language_of(path) == language or path in PAGES]
    assert [path.name for path in mine if f"[{path.name}](" not in guide] == []


@every_language
def test_the_two_guides_lead_to_each_other_and_to_the_other_language(language: str) -> None:
    other = next(one for one in GUIDES if one != language)
    for mine, there in zip(GUIDES[language], GUIDES[other], strict=True):
        links = {(mine.parent / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)", text(mine))}
        assert {path for path in GUIDES[language] if path != mine} <= links
        assert there in links


# -- agendas ----------------------------------------------------------------------------------------------------------


@every_language
def test_each_agenda_adds_up_to_its_length_and_each_part_begins_when_the_one_before_ends(language: str) -> None:
    lengths = []
    for length, table in AGENDA.findall(text(GUIDES[language][0])):
        rows = [(60 * int(hours) + int(minutes), int(lasts)) for hours, minutes, lasts in ROW.findall(table)]
        begins = 0
        for start, lasts in rows:
            assert start == begins
            begins += lasts
        assert begins == int(length)
        lengths.append(begins)
    assert lengths[:2] == [4 * 60, 90]


# -- exercises --------------------------------------------------------------------------------------------------------


def exercises(told: str) -> dict[str, str]:
    """Number of an exercise -> its title."""
    return {number: title.strip() for number, title in EXERCISE.findall(told)}


def part(guide: str, number: str) -> str:
    """What a guide says of the notebook with a number."""
    found = re.search(rf"^## {number}\. .+?\n(.*?)(?=^## |\Z)", guide, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def test_each_exercise_has_its_expected_answer_in_the_guide_under_its_own_heading() -> None:
    for notebook in WORKSHOP:
        asked = exercises("\n\n".join(prose(read(notebook))))
        guide = part(text(GUIDES[language_of(notebook)][1]), notebook.stem.split("_")[0])
        assert asked, notebook.stem
        assert exercises(guide) == asked, notebook.stem
        answers = [answer.strip() for answer in re.split(r"^### .+$", guide, flags=re.MULTILINE)[1:]]
        assert [answer for answer in answers if len(answer) < 40] == [], notebook.stem


def test_the_guide_calls_a_notebook_as_the_notebook_calls_itself() -> None:
    for notebook in WORKSHOP:
        number = notebook.stem.split("_")[0]
        assert f"\n## {number}. {read(notebook).metadata.title}\n" in text(GUIDES[language_of(notebook)][1])


def test_the_guide_says_of_each_notebook_what_it_is_for_and_how_to_open() -> None:
    wanted = {
        "en": ["Aim.", "Open with:", "What people usually answer.", "Watch out."],
        GERMAN: ["Ziel.", "Eröffnen Sie mit:", "Was die Leute meistens sagen.", "Achten Sie darauf."],
    }
    for notebook in WORKSHOP:
        guide = part(text(GUIDES[language_of(notebook)][1]), notebook.stem.split("_")[0])
        bold = re.findall(r"^\*\*([^*]+)\*\*", guide, re.MULTILINE)
        assert bold == wanted[language_of(notebook)], notebook.stem


# -- commands ---------------------------------------------------------------------------------------------------------


def commands(guide: str) -> list[list[str]]:
    """Every call of costmodel that a guide shows, as its arguments."""
    lines = [line for block in FENCE.findall(guide) for line in block.splitlines()]
    lines += [" ".join(one.split()) for one in INLINE.findall(without_code(guide))]
    found = [shlex.split(line) for line in lines]
    return [words[words.index("costmodel") + 1 :] for words in found if "costmodel" in words]


@every_guide
def test_each_command_is_one_that_the_program_understands(path: Path) -> None:
    called = commands(text(path))
    for arguments in called:
        cli.parser().parse_args(arguments)
    assert called or path.stem in ("FACILITATION", "MODERATION")


@every_language
def test_each_notebook_that_is_served_is_there(language: str) -> None:
    served = [
        words[words.index("--notebook") + 1] for words in commands(text(GUIDES[language][0])) if "--notebook" in words
    ]
    assert served
    assert [name for name in served if not (FOLDER / f"{name}.ipynb").is_file()] == []


# -- both languages ---------------------------------------------------------------------------------------------------


@both
def test_the_two_languages_have_the_same_headings_in_the_same_order(which: int) -> None:
    levels = [[len(marks) for marks, _ in HEADING.findall(without_code(text(pair[which])))] for pair in GUIDES.values()]
    assert levels[0] == levels[1]


@both
def test_the_two_languages_say_the_same_numbers_under_each_heading(which: int) -> None:
    parts = {
        language: re.split(r"^#+ .+$", without_code(text(pair[which])).replace(VERSION, ""), flags=re.MULTILINE)
        for language, pair in GUIDES.items()
    }
    headings = [heading for _, heading in HEADING.findall(without_code(text(GUIDES["en"][which])))]
    other = {
        heading: (english, german)
        for heading, english, german in zip(["", *headings], parts["en"], parts[GERMAN], strict=True)
        if numbers(english, "en") != numbers(german, "de")
    }
    assert other == {}
