"""What is wrong with what was typed on the command line: gathered, and told in the language that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from costmodel.cli.terminal import printable
from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.language.faults import lines as in_language
from costmodel.language.language_files import FIRST

FAULTY = 2  # exit status for faults in the input


class InputError(Exception):
    """The input cannot be used: faults, or lines that say what is wrong, each a `costmodel.errors.Sentence`."""

    def __init__(self, *wrong: Fault | str) -> None:
        super().__init__(*wrong)
        self.wrong = wrong


@contextmanager
def noted(faults: list[Fault | str]) -> Iterator[None]:
    """Takes down what is wrong with a part of the input, so that the others are looked at too; `refuse` tells it."""
    try:
        yield
    except AssumptionsError as error:
        faults += error.faults
    except InputError as error:
        faults += error.wrong


def refuse(faults: list[Fault | str]) -> None:
    """End with all that was taken down.

    Raises:
        InputError: there was something.
    """
    if faults:
        raise InputError(*faults)


def write_so(option: str, text: str, form: str, example: str) -> Sentence:
    """That an option is written otherwise than somebody has written it."""
    return Sentence(
        "{given}: write {form}, as in {example}", given=f"{option} {text}", form=form, example=f"{option} {example}"
    )


def lines(wrong: Iterable[Fault | str], code: str = FIRST) -> str:
    """A line for each of the first fifty faults, the others counted; one that stands in no file (from the command line)
    begins with its name. Lines that somebody has written stand as they are.

    Args:
        wrong: faults and sentences.
        code: of the language of whoever reads it.
    """
    return "\n".join(printable(part) for line in in_language(wrong, code) for part in line.splitlines())
