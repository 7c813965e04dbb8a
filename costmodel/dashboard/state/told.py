"""What a viewer is told where something cannot be done, and how a request of the browser is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from costmodel import Assumptions, AssumptionsError
from costmodel.language.faults import in_language, told
from costmodel.language.language import Language

Message = Mapping[str, Any]
Where = Literal["page", "sheet", "file", "cases"]
MOST_FAULTS = 12  # of a file
FEW_FAULTS = 3  # in a sentence


@dataclass(frozen=True)
class Told:
    """What went wrong, in the viewer's language.

    Attributes:
        words: the sentence.
        listed: faults one by one, each with file, line and name.
        after: a sentence below them.
        where: on the page, on the sheet of an assumption, beside the file that was loaded, or in the card of the cases
            side by side.
    """

    words: str
    listed: tuple[str, ...] = ()
    after: str = ""
    where: Where = "page"


class Refused(ValueError):  # noqa: N818  it is said to people, not to programs
    """The page stays as it was, and this says why in the viewer's language.

    Args:
        words: the sentence.
        listed: faults one by one.
        after: a sentence below them.
    """

    def __init__(self, words: str, listed: Iterable[str] = (), after: str = "") -> None:
        super().__init__(words)
        self.listed, self.after = tuple(listed), after


def refusal(error: AssumptionsError | Refused, where: Where, says: Language) -> Told:
    """What a viewer is told of what cannot be done."""
    if isinstance(error, Refused):
        return Told(str(error), error.listed, error.after, where)
    faults = "; ".join(told(fault.text, says) for fault in error.faults[:FEW_FAULTS])
    return Told(f"{says('fault: change', faults=faults)} {says('fault: kept')}", where=where)


def hardly_meant(assumptions: Assumptions, where: Where, says: Language, names: Collection[str] = ()) -> Told | None:
    """What is asked about numbers that were put in; None where all is plausible.

    Args:
        assumptions: with the numbers, in the language of the page.
        where: the sentence is shown.
        says: the language.
        names: of the numbers that are meant; all unless told.
    """
    wording = assumptions.structure.wording
    asked = [
        f"{assumptions[one.doubt.name].meaning}: {one.doubt.told(wording)}"
        for one in assumptions.doubted
        if not names or one.doubt.name in names
    ]
    return Told(says("doubt: shown", doubts=". ".join(asked[:FEW_FAULTS])), where=where) if asked else None


def impossible(fault: ArithmeticError | MemoryError, says: Language) -> str:
    """What a viewer is told of a case from which no figures follow, or not within the memory that a viewer has."""
    return says("fault: memory") if isinstance(fault, MemoryError) else says("fault: compute", fault=str(fault))


def file_refused(file: str, faults: AssumptionsError, says: Language) -> Refused:
    """Everything that is wrong with a file, with line and name."""
    listed = [str(in_language(fault, says)) for fault in faults.faults[:MOST_FAULTS]]
    more = len(faults.faults) - len(listed)
    if more > 0:
        listed.append(says("fault: file more", count=says.number(more)))
    return Refused(says("fault: file", file=file), listed, says("fault: kept"))


# -- what the browser sends, which may be anything --------------------------------------------------------------------


def text(sent: Message, key: str, says: Language, known: Collection[str] | None = None) -> str:
    """A text of a request; one of those that are known, where only they mean something.

    Raises:
        Refused: it is none.
    """
    value = sent.get(key)
    if not isinstance(value, str) or (known is not None and value not in known):
        raise Refused(says("fault: request"))
    return value


def number(sent: Message, key: str, says: Language) -> float:
    """A number of a request.

    Raises:
        Refused: it is none.
    """
    value = sent.get(key)
    if not isinstance(value, int | float):
        raise Refused(says("fault: request"))
    return float(value)
