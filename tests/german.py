"""What a German reader would see of English: a reader of words that knows citations and names, for the tests."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

import costmodel as cm
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.initiative.wording import PHRASES
from costmodel.language.language import language_of
from costmodel.language.translation_files import layers
from costmodel.language.translations import texts

# Words that no German sentence has; those that German has too ("in", "so", "will", "was", "also") are left out.
STOP_WORDS = """
about above actual add after again all always and another any anybody are as at be because been before below best
between both but by can cannot costs could did do does done down each either else enough estimate every everything
expected few for from get give given goes had has have he her here how however if initiative into is items its
judgement just least less likely made make many may me mean means might month months more most much must never no
nobody none nor not nothing of off on once only or other others our out over own rather retraining same seen share
she should since some somebody something spent such take taken than that the their them then there these they thing
things this those three through to too two under until up upon use used using very waiting we were what whatever
when where whether which while who whoever whole whose why with within without work would years yet you your
""".split()  # noqa: SIM905 - a list to be read
A_STOP_WORD = re.compile(
    r"(?<![\w.'’-])(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in STOP_WORDS) + r")(?![\w’'-])"
)
# Addresses, commands, names of numbers and of files.
A_CODE = re.compile(r"https?://\S+|costmodel [a-z-]+|--\w+|[\w-]+(?:[._/*][\w*-]+)+\.?")
A_PLACE = re.compile(r"\{\w*\}")
SHORTEST = 14  # letters of an English text that is looked for as a whole; shorter ones may be a name


def plain(markup: str) -> str:
    """What of some markup is read: words in tags for the eye and for those who listen, styles and scripts left out."""
    seen = re.sub(r"<(style|script)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    told = re.findall(r'\b(?:alt|aria-label|title|placeholder)="([^"]*)"', seen)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", " ", seen), *told]))


def one_line(text: str) -> str:
    """A text without line breaks, and without the hyphens and the places for a break that stand inside its words."""
    return " ".join(re.sub(r"\u200b\n?|\u00ad\n?|-\n(?=[a-zäöü])", "", text).split())


@lru_cache
def titles() -> tuple[str, ...]:
    """Every title of a publication that the shipped files cite, the longest first."""
    found = {title for path in baseline_folder().rglob("*.yaml") for title in _titles(read_yaml(path, path.name, []))}
    return tuple(sorted(map(one_line, found), key=len, reverse=True))


def _titles(node: Node | None) -> Iterable[str]:
    value = node.value if node is not None else None
    if isinstance(value, dict):
        if "title" in value and isinstance(value["title"].value, str):
            yield value["title"].value
        for one in value.values():
            yield from _titles(one)
    elif isinstance(value, list):
        for one in value:
            yield from _titles(one)


@lru_cache
def english() -> tuple[str, ...]:
    """Every English text that has a German one of its own: of the program, and of the files."""
    en, de = language_of("en"), language_of("de")
    told = {en.texts[key]: de.texts[key] for key in en.texts.keys() & de.texts}  # words to search by are its own
    (shipped,), _ = layers("de", ())
    told |= {text: str(node.value) for text, node in shipped.section("texts").items()}
    told |= {PHRASES[key]: str(node.value) for key, node in shipped.section("phrases").items()}
    base = cm.load()
    german = cm.translated(base, "de")
    told |= {base[name].meaning: german[name].meaning for name in base}
    for name, activity in base.structure.plan.activities.items():
        there = german.structure.plan.activities[name]
        told |= {activity.meaning: there.meaning, activity.waits_for or "": there.waits_for or ""}
    for name, risk in base.structure.risks.items():
        told |= {risk.mitigation or "": german.structure.risks[name].mitigation or ""}
    for name in cm.scenarios():
        for key in ("label", "meaning", "story"):
            told[getattr(texts("en"), f"scenario_{key}")(name)] = getattr(texts("de"), f"scenario_{key}")(name)
    pieces = {piece.strip(" ,;:.") for text, other in told.items() if text != other for piece in A_PLACE.split(text)}
    said = "\n".join(map(one_line, told.values()))
    return tuple(
        sorted({one for one in map(one_line, pieces) if len(one) >= SHORTEST and " " in one and one not in said})
    )


def english_in(text: str) -> list[str]:
    """The English words and texts in what a German reads, each with what stands around it; citations may be English."""
    read = one_line(text)
    for title in titles():
        read = read.replace(title, " ")
    read = A_CODE.sub(" ", read)
    found = [f"{read[max(hit.start() - 40, 0) : hit.end() + 40]}" for hit in A_STOP_WORD.finditer(read)]
    return found + [one for one in english() if one in read]
