"""The guides as they are written: their pages, blocks, commands, own files, and what is shown as output."""

import contextlib
import doctest
import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from costmodel import cli
from costmodel.files.tree import baseline_folder

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [README, *sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)]
GUIDES = [*PAGES, *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OUTPUT = re.compile(r"(<!-- run: (?P<command>.+?) -->\n```text\n)(?P<said>.*?)(```\n<!-- end -->)", re.DOTALL)
MEASURED = re.compile(r"(<!-- measured -->\n)(?P<table>.*?)(<!-- end -->)", re.DOTALL)
COVERED = re.compile(r"(<!-- covered -->\n)(?P<table>.*?)(<!-- end -->)", re.DOTALL)
# Files of the examples; what the guides read by these names.
EXAMPLES = ("bill.csv", "closed.csv", "postings.csv", "spent.csv")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [content for kind, content in FENCE.findall(text_of(page)) if kind == language]


def outputs() -> list[tuple[Path, str, str]]:
    """Page, command and what the page shows that it prints."""
    return [(page, found["command"], found["said"]) for page in PAGES for found in OUTPUT.finditer(text_of(page))]


def commands(program: str) -> list[list[str]]:
    """The arguments of each call of a program that some page shows."""
    lines = [
        line
        for page in GUIDES
        for kind in ("sh", "bat")
        for block in blocks(page, kind)
        for line in block.replace("\\\n", "").splitlines()  # a command may go on in the next line
    ]
    words = [
        shlex.split(line.replace("\\", "/"), comments=True) for line in [*lines, *(one for _, one, _ in outputs())]
    ]
    words = [line[: line.index(">")] if ">" in line else line for line in words]  # where the output goes
    words = [[word for word in line if not re.fullmatch(r"[A-Z_]+=\S+", word)] for line in words]
    return [one[1:] for one in words if one and Path(one[0]).name == program]


def own_files() -> dict[str, str]:
    """The files of one's own that the pages show: a block of YAML says in its first line where it lies."""
    shown = [block for page in PAGES for block in blocks(page, "yaml") if block.startswith("# ")]
    return {block.splitlines()[0].removeprefix("# "): block for block in shown}


@contextlib.contextmanager
def a_readers_folder() -> Iterator[Path]:
    """A folder to work in, with the own files that the pages show and the examples of the workshop."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, content in own_files().items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        for name in EXAMPLES:
            shutil.copy(baseline_folder() / "workshop" / name, folder)
        yield Path(folder)


def said_by(command: str) -> str:
    """What a command prints into a pipe."""
    with a_readers_folder(), contextlib.redirect_stdout(io.StringIO()) as out:
        status = cli.main(shlex.split(command)[1:])
    assert status == 0, out.getvalue()
    return out.getvalue()


def as_typed(example: doctest.Example) -> str:
    """An example with its prompts, as the page has it."""
    first, *more = example.source.splitlines()
    return "".join(
        f"{prompt} {line}".rstrip() + "\n" for prompt, line in [(">>>", first), *(("...", one) for one in more)]
    )


class Remembering(doctest.DocTestRunner):
    """Runs examples and remembers what those that are no longer true say today."""

    def __init__(self) -> None:
        super().__init__(optionflags=doctest.ELLIPSIS)
        self.today: dict[str, str] = {}

    def report_failure(self, _out: object, _test: object, example: doctest.Example, got: str) -> None:
        self.today[as_typed(example) + example.want] = as_typed(example) + got

    def report_unexpected_exception(self, _out: object, _test: object, example: doctest.Example, error: object) -> None:
        raise AssertionError(f"{example.source} ends in {error}")


def run_examples(page: Path) -> dict[str, str]:
    """All Python of a page, block by block in one go; what is no longer true -> what it says today."""
    runner, known = Remembering(), {"__name__": "__main__"}
    with a_readers_folder():
        for number, block in enumerate(blocks(page, "python"), start=1):
            place = f"{name_of(page)}, block {number}"
            if ">>>" in block:
                example = doctest.DocTestParser().get_doctest(block, known, place, place, 0)
                runner.run(example, out=lambda _: None, clear_globs=False)
                known = example.globs
            else:
                exec(compile(block, place, "exec"), known)
    return runner.today
