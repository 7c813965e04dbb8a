"""By which headings the columns of an export are known: the shipped list, and a company's own before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder, own_folders

FILE = Path("mapping") / "columns.yaml"
PARTS = (
    "date",
    "month",
    "year",
    "amount",
    "debit",
    "credit",
    "mark",
    "account",
    "cost_centre",
    "category",
    "text",
    "currency",
)
MARKS = ("debit", "credit")
SECTIONS = {"columns": PARTS, "marks": MARKS}


@dataclass(frozen=True)
class Headings:
    """What columns and marks are called, written as `plainly` writes them.

    Attributes:
        columns: part of a posting -> its headings; one that stands earlier decides.
        marks: "debit" and "credit" -> what stands for them.
    """

    columns: Mapping[str, Sequence[str]]
    marks: Mapping[str, Sequence[str]]

    def sign(self, mark: str) -> float | None:
        """1 for a debit, -1 for a credit, None where the mark is neither."""
        for word, sign in zip(MARKS, (1.0, -1.0), strict=True):
            if plainly(mark) in self.marks[word]:
                return sign
        return None


def plainly(heading: object) -> str:
    """A heading without capitals, spaces at its ends or twice, and the colon behind it.

    >>> plainly(" Soll/Haben-Kennzeichen: ")
    'soll/haben-kennzeichen'
    """
    return " ".join(str(heading).replace("\ufeff", "").split()).rstrip(": ").casefold()


def headings(folders: Iterable[Path] = ()) -> Headings:
    """The headings that are known; those of a company's folder go before the shipped ones.

    Raises:
        AssumptionsError: every fault in the files.
    """
    faults: list[Fault] = []
    own = [folder / FILE for folder in own_folders(folders)]
    read = [read_headings(file, faults) for file in (*own, baseline_folder() / FILE) if file.is_file()]
    if faults:
        raise AssumptionsError(faults)
    return Headings(*({part: _joined(read, section, part) for part in SECTIONS[section]} for section in SECTIONS))


def _joined(read: Sequence[Mapping[tuple[str, str], list[str]]], section: str, part: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for one in read for word in one.get((section, part), ())))


def read_headings(file: Path, faults: list[Fault]) -> dict[tuple[str, str], list[str]]:
    """The headings of one file, by section and part; what is wrong in it goes into `faults`."""
    root = read_yaml(file, file.name, faults)
    found: dict[tuple[str, str], list[str]] = {}
    if root is None:
        return found
    for section, parts in _entries("", root, tuple(SECTIONS), faults):
        for part, words in _entries(section, parts, SECTIONS[section], faults):
            if not isinstance(words.value, list) or not all(isinstance(one.value, str) for one in words.value):
                faults.append(
                    words.fault(f"{section}.{part}", Sentence("must be a list of headings; put a number in quotes"))
                )
                continue
            found[section, part] = [plainly(one.value) for one in words.value]
    return found


def _entries(name: str, node: Node, known: Sequence[str], faults: list[Fault]) -> list[tuple[str, Node]]:
    if not node.is_mapping:
        faults.append(node.fault(name, Sentence("must hold any of {known}", known=", ".join(known))))
        return []
    for key, child in node.value.items():
        if key not in known:
            there = Sentence("there are {known}{near}", known=", ".join(known), near=did_you_mean(key, known))
            faults.append(child.fault(f"{name}.{key}".strip("."), Sentence("is no such part; {there}", there=there)))
    return [(key, child) for key, child in node.value.items() if key in known]
