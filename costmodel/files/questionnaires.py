"""What people are asked in the workshop: statements that can be observed, with what levels 1, 3 and 5 look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import QUESTIONNAIRE_FILE, baseline_folder
from costmodel.initiative.blocks import BLOCKS
from costmodel.initiative.wording import A_LANGUAGE

DESCRIBED = (1, 3, 5)  # the levels that a statement describes; 2 and 4 lie between them


@dataclass(frozen=True)
class Statement:
    """Something that can be observed in an organisation, with what some of its levels look like.

    Attributes:
        block: the building block that it is about.
        name: its name within the block.
        text: language -> the statement.
        levels: 1, 3 and 5 -> language -> what is true at that level.
    """

    block: str
    name: str
    text: Mapping[str, str] = field(hash=False)
    levels: Mapping[int, Mapping[str, str]] = field(hash=False)

    @property
    def code(self) -> str:
        """How forms call it: block and name."""
        return f"{self.block}.{self.name}"

    def says(self, language: str = "en", level: int | None = None) -> str:
        """The statement, or what is true at level 1, 3 or 5; in a language that it has where it lacks this one."""
        texts = self.text if level is None else self.levels[level]
        return texts.get(language) or next(iter(texts.values()))


def read_statements(path: Path, blocks: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements of a file, in its order.

    Args:
        path: a YAML file; it is read once for as long as it does not change.
        blocks: the building blocks that there are.

    Raises:
        AssumptionsError: every fault in the file, as ``file:line: name: fault``.
    """
    statements, faults = _read(path, path.stat().st_mtime_ns, blocks)
    if faults:
        raise AssumptionsError(faults)
    return statements


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: int, blocks: tuple[str, ...]) -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    faults: list[Fault] = []
    root = read_yaml(path, path.name, faults)
    if root is None:
        return (), tuple(faults)
    content = root.value.get("questionnaire") if root.is_mapping else None
    if content is None or not content.is_mapping or not content.value or set(root.value) != {"questionnaire"}:
        return (), (root.fault("", Sentence("must hold `questionnaire`: building blocks, each with its statements")),)
    found = []
    for block, node in content.value.items():
        if block not in blocks:
            faults.append(node.fault(block, Sentence("no such building block{near}", near=did_you_mean(block, blocks))))
        elif not node.is_mapping or not node.value:
            faults.append(node.fault(block, Sentence("must hold statements, each with its text and levels 1, 3 and 5")))
        else:
            found += [_statement(block, name, child, faults) for name, child in node.value.items()]
    return tuple(found), tuple(faults)


def _statement(block: str, name: str, node: Node, faults: list[Fault]) -> Statement:
    parts = node.value if node.is_mapping else {}
    wanted = ("statement", *map(str, DESCRIBED))
    about = f"{block}.{name}"
    faults += [node.fault(about, Sentence("{part!r} is missing", part=part)) for part in wanted if part not in parts]
    for part, child in parts.items():
        if part not in wanted:
            faults.append(
                child.fault(
                    f"{about}.{part}",
                    Sentence("holds {wanted} only{near}", wanted=", ".join(wanted), near=did_you_mean(part, wanted)),
                )
            )
    texts = {part: _texts(f"{about}.{part}", parts[part], faults) for part in wanted if part in parts}
    levels = {level: texts[str(level)] for level in DESCRIBED if str(level) in texts}
    return Statement(block, name, texts.get("statement", {}), levels)


def _texts(about: str, node: Node, faults: list[Fault]) -> Mapping[str, str]:
    """Language -> text; languages that are not there are fallen back from."""
    if not node.is_mapping or not node.value:
        faults.append(node.fault(about, Sentence("must hold a text for each language, under its code")))
        return {}
    for code, child in node.value.items():
        if not A_LANGUAGE.fullmatch(code):
            faults.append(child.fault(f"{about}.{code}", Sentence("a language is called by its code, like en")))
        elif not isinstance(child.value, str) or not child.value.strip():
            faults.append(child.fault(f"{about}.{code}", Sentence("must be a text")))
    return {code: str(child.value) for code, child in node.value.items()}


@dataclass(frozen=True)
class Questionnaire:
    """What is asked: statements, block by block.

    Attributes:
        statements: in the order of the file.
        file: where they stand.
    """

    statements: tuple[Statement, ...] = field(repr=False)
    file: str = QUESTIONNAIRE_FILE

    @cached_property
    def by_code(self) -> Mapping[str, Statement]:
        """Block and name, joined by a dot -> statement."""
        return {one.code: one for one in self.statements}

    def of(self, block: str) -> tuple[Statement, ...]:
        """The statements about a building block."""
        return tuple(one for one in self.statements if one.block == block)


def questionnaire(folders: str | Path | Iterable[str | Path] = ()) -> Questionnaire:
    """The questionnaire of the first folder that has a ``questionnaire.yaml``, else the shipped one.

    Its statements and their levels are a judgement, written for this model; no published scale stands behind them.

    Args:
        folders: a company's own folder, or `Assumptions.folders`.

    Raises:
        AssumptionsError: every fault in the file, as ``file:line: name: fault``: an unknown building block, a
            statement without text or without a description of level 1, 3 or 5, a text in an unknown language.
    """
    own = [folders] if isinstance(folders, str | Path) else list(folders)
    places = (Path(folder) / QUESTIONNAIRE_FILE for folder in [*own, baseline_folder()])
    path = next(place for place in places if place.is_file())
    return Questionnaire(read_statements(path, BLOCKS), path.name)
