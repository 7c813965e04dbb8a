"""The questions of the workshop's quiz: each has a number for its answer, and a definition or publication behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from costmodel.beliefs.source import Strict
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.entries import Reading
from costmodel.files.nodes import read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.initiative.wording import A_LANGUAGE
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST

FILE = Path("workshop") / "calibration_questions.yaml"
SECOND = Path("workshop") / "calibration_questions_2.yaml"


@dataclass(frozen=True)
class Question:
    """A question whose answer is a number.

    Attributes:
        key: its name in the file.
        field: "general", or "projects" for software and machine learning.
        label: the question in a few words, for tables and figures.
        text: the question.
        unit: in words, plural.
        value: the true value in this unit, above zero.
        rests_on: the definition or publication behind it.
    """

    key: str
    field: str
    label: str
    text: str
    unit: str
    value: float
    rests_on: str


_Code = Annotated[str, Field(pattern=f"^{A_LANGUAGE.pattern}$")]
_Told = Annotated[dict[_Code, Annotated[str, Field(min_length=1)]], Field(min_length=1)]  # language -> text


class _Written(Strict):
    field: Literal["general", "projects"]
    value: Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
    unit: _Told
    label: _Told
    text: _Told
    rests_on: _Told


def calibration_questions(code: str | Language = "en", file: Path | None = None) -> tuple[Question, ...]:
    """The questions of the quiz, five general ones and five on software and machine learning.

    Args:
        code: of the language; English where a text is not in it.
        file: a file of one's own, written like ``assumptions/workshop/calibration_questions.yaml``, in its place.

    Raises:
        AssumptionsError: every fault in the file, as ``file:line: name: fault``.
        ValueError: there is no such language.
    """
    path = baseline_folder() / FILE if file is None else Path(file)
    spoken = language_of(code).code

    def told(texts: Mapping[str, str]) -> str:
        return texts.get(spoken) or texts.get(FIRST) or next(iter(texts.values()))

    return tuple(
        Question(
            key=key,
            field=one.field,
            label=told(one.label),
            text=told(one.text),
            unit=told(one.unit),
            value=one.value,
            rests_on=told(one.rests_on),
        )
        for key, one in _read(path, path.stat().st_mtime_ns if path.is_file() else 0)
    )


def second_questions(code: str | Language = "en") -> tuple[Question, ...]:
    """The ten questions of the second round, of the same kinds; arguments and faults as for `calibration_questions`."""
    return calibration_questions(code, baseline_folder() / SECOND)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[tuple[str, _Written], ...]:
    faults: list[Fault] = []
    root = read_yaml(path, FILE.as_posix() if path == baseline_folder() / FILE else path.name, faults)
    found: list[tuple[str, _Written]] = []
    if root is not None:
        node = root.value.get("questions") if root.is_mapping else None
        if node is None or len(root.value) > 1 or not (node.is_mapping and node.value):
            faults.append(root.fault("", "must hold questions, each under a name of its own, and nothing else"))
        else:
            reading = Reading(faults)
            for key, child in node.value.items():
                plain = child.plain()
                if isinstance(plain, dict) and isinstance(plain.get("value"), int):
                    plain["value"] = float(plain["value"])
                one = reading.model(_Written, f"questions.{key}", child, plain)
                found += [(key, one)] if one is not None else []
    if faults:
        raise AssumptionsError(faults)
    return tuple(found)
