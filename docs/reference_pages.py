"""The reference: every name of `cm.*` from its docstring, and every command as its own `--help` tells it.

Docstrings here are Markdown with the sections Args, Returns, Raises and Attributes; nothing else is interpreted.
"""

import argparse
import inspect
import os
import re
from collections.abc import Callable, Iterator

import costmodel as cm
from costmodel.cli import parser

SECTIONS = ("Args", "Returns", "Raises", "Attributes")
SECTION = re.compile(rf"({'|'.join(SECTIONS)})\b(.*):$")
ENTRY = re.compile(r"(\*{0,2}[A-Za-z_][\w.]*(?:, \*{0,2}\w+)*): (.*)")
CODE = re.compile(r"``.+?``|`[^`]+`", re.DOTALL)
WIDTH = "80"  # of the help texts, whatever terminal they are written from


# -- texts ------------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """A text in which only code is markup: what Markdown would take for emphasis, links or tags stays as written."""
    parts, last = [], 0
    for code in CODE.finditer(text):
        parts += [re.sub(r"([*<\[\]_|$])", r"\\\1", text[last : code.start()]), code[0]]
        last = code.end()
    return "".join([*parts, re.sub(r"([*<\[\]_|$])", r"\\\1", text[last:])])


def entries(lines: list[str]) -> Iterator[str]:
    """The lines of a section as a list: a name with its explanation, or plain text."""
    dedented = inspect.cleandoc("\n" + "\n".join(lines)).splitlines()
    for line in dedented:
        found = ENTRY.fullmatch(line)
        if found:
            yield f"- `{found[1]}`: {plain(found[2])}"
        elif line.startswith("    ") or not line:
            yield f"  {plain(line.strip())}".rstrip()
        else:
            yield plain(line)


def as_markdown(docstring: str) -> str:
    """A docstring as Markdown: the text as it is, each section under its name."""
    written: list[str] = []
    section: list[str] | None = None

    def close() -> None:
        if section:
            written.extend([*entries(section), ""])

    for line in inspect.cleandoc(docstring).splitlines():
        head = SECTION.fullmatch(line)
        if head:
            close()
            written += ["", f"**{head[1]}**{plain(head[2])}", ""]
            section = []
        elif section is not None and (line.startswith(" ") or not line):
            section.append(line)
        else:
            close()
            section = None
            written.append(line if line.lstrip().startswith((">>>", "...")) else plain(line))
    close()
    return "\n".join(written).strip()


def signature(name: str, thing: Callable[..., object]) -> str:
    """A call as it is written, a parameter a line where it is long."""
    told = inspect.signature(thing)
    parameters = [one for one in told.parameters.values() if one.name != "self"]
    bare = told.replace(
        parameters=[one.replace(annotation=inspect.Parameter.empty) for one in parameters],
        return_annotation=inspect.Signature.empty,
    )
    return f"{name}{bare}"


# -- names ------------------------------------------------------------------------------------------------------------


def parts_of(kind: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class of this package defines itself, in the order of the file."""
    for name, thing in vars(kind).items():
        if name.startswith("_") or name == "model_config":
            continue
        inner = getattr(thing, "func", None) or getattr(thing, "fget", None) or getattr(thing, "__func__", thing)
        if inspect.isfunction(inner) and inspect.getdoc(inner):
            yield name, thing


def about_class(kind: type) -> Iterator[str]:
    """A class: what it is, then its methods and properties."""
    for name, thing in parts_of(kind):
        inner = getattr(thing, "func", None) or getattr(thing, "fget", None) or getattr(thing, "__func__", thing)
        shown = signature(name, inner) if callable(thing) or hasattr(thing, "__func__") else name
        yield f"#### `{shown}`\n\n{as_markdown(inspect.getdoc(inner) or '')}\n"


def about(name: str) -> Iterator[str]:
    """One name of the front door."""
    thing = getattr(cm, name)
    if not callable(thing):
        yield f"### cm.{plain(name)}\n\nThe version of this package, part of every estimate's fingerprint.\n"
        return
    yield f"### cm.{name}\n"
    is_class = inspect.isclass(thing)
    shown = f"class cm.{name}" if is_class else signature(f"cm.{name}", thing)
    yield f"```text\n{shown}\n```\n\n{as_markdown(inspect.getdoc(thing) or '')}\n"
    if is_class and not issubclass(thing, BaseException | Warning):
        yield from about_class(thing)


def rooms() -> dict[str, list[str]]:
    """Room -> the names that come from it, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for name in cm.__all__:
        home = cm._HOME.get(name, "costmodel.version")
        found.setdefault(home.split(".")[1], []).append(name)
    return dict(sorted(found.items()))


def every_name() -> str:
    """All names of `cm.*`, by room."""
    blocks = [
        f"## {room}\n\n" + "\n".join(part for name in names for part in about(name)) for room, names in rooms().items()
    ]
    return "\n".join(blocks)


# -- commands ---------------------------------------------------------------------------------------------------------


def commands() -> dict[str, argparse.ArgumentParser]:
    """Command -> its parser."""
    (chosen,) = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(chosen.choices)


def every_command() -> str:
    """All commands with their help."""
    os.environ["COLUMNS"] = WIDTH
    blocks = [f"## costmodel\n\n```text\n{parser().format_help()}```\n"]
    blocks += [f"## costmodel {name}\n\n```text\n{one.format_help()}```\n" for name, one in commands().items()]
    return "\n".join(blocks)


# -- lines ------------------------------------------------------------------------------------------------------------


def every_line() -> str:
    """All lines of the shipped baseline by category, with what is not a formula of them."""
    ledger = next(cm.likeliest(cm.load()).ledgers())
    head = "| item | phase | layer | payee |\n|---|---|---|---|\n"
    found: dict[str, list[str]] = {}
    for line in ledger.lines:
        row = f"| {plain(line.item)} | {line.phase} | {line.layer} | {line.payee} |"
        found.setdefault(line.category, []).append(row)
    return "\n".join(
        f"## {name.replace('_', ' ').capitalize()}\n\n{head}" + "\n".join(rows) + "\n" for name, rows in found.items()
    )


WRITTEN: dict[str, tuple[str, Callable[[], str]]] = {
    "reference/python": ("<!-- every name -->", every_name),
    "reference/lines": ("<!-- every line -->", every_line),
    "reference/commands": ("<!-- every command -->", every_command),
}
