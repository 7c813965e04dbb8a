"""Where others' input comes in, and what becomes of it: refused with a sentence, accepted, or ignored in silence."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

import costmodel as cm
from costmodel import cli
from costmodel.control.actuals import read_actuals
from costmodel.control.baseline import load_baseline, save_baseline
from costmodel.dashboard import moves, opened
from costmodel.dashboard.state.address import Address, query, read_query
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.page import Sheet, State
from costmodel.dashboard.state.told import Refused
from costmodel.files.nodes import parse_yaml
from costmodel.report import workbook
from costmodel.report.assumption_sheet import COLUMNS, EDITABLE, HEADER
from costmodel.review.own_projects import closed_projects

REFUSED, ACCEPTED, SILENT = "refused", "accepted", "silent"
Draw = Callable[[st.SearchStrategy[Any]], Any]
# What people and programs write by mistake or on purpose.
WORDS = [
    "", "~", "null", "true", "-1", "0", "1e9", "1e309", "-1e309", ".nan", ".inf", "12.000", "12,5", "1_0", "0x10",
    "half", "''", "[]", "{}", "[1, 2]", "{a: 1}", "- 1", "&a 1", "*a", "!!python/none x", "? x", "|", "> x", "%YAML 9",
    "---", "...",
    "\t", "\x00", "\x07", "\ufeff", "\u202e", "\ud83d\ude00", "=1+1", "@x", "#", ":", "x:", "a: b: c", "ß" * 300,
]  # fmt: skip
CSVS = {
    "actual": "month,category,amount\n1,staffing,9000\n2,staffing,12000.5\n3,hardware,80\n4,waiting,7\n",
    "closed": (
        "name,estimate,actual,start,planned_end,end\n"
        "a,100000,250000,2020-01-01,2020-06-01,2021-01-01\nb,80000,90000,2021-03-01,2021-09-01,2021-10-01\n"
    ),
    "postings": "Datum,Konto,Betrag\n31.07.2027,6020,9000\n31.08.2027,6020,12000.5\n30.09.2027,6300,80\n",
    "bill": (
        "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,EffectiveCost,ListCost,ServiceCategory\n"
        "10.5,EUR,Usage,2027-07-01,10.5,12,Compute\n-3,EUR,Credit,2027-07-02,-3,-3,Compute\n"
    ),
}


_READ: dict[str, Callable[[Path], int]] = {
    "actual": lambda path: len(read_actuals(path)),
    "closed": lambda path: len(closed_projects(path)),
    "postings": lambda path: len(cm.read_export(path).postings),
    "bill": lambda path: len(cm.read_bill(path).lines),
}


def mutated(draw: Draw, text: str) -> str:
    """A text with one to three things done to it that happen to files."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 7)):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[draw(st.integers(0, max(len(lines) - 1, 0)))])
            case 2 | 3:
                key, colon, _ = lines[place].partition(": ")
                lines[place] = f"{key}{colon}{draw(st.sampled_from(WORDS))}"
            case 4:
                lines[place] = draw(st.sampled_from(["", "  ", "\t"])) + lines[place]
            case 5:
                at = draw(st.integers(0, len(lines[place])))
                lines[place] = lines[place][:at] + draw(st.text(max_size=3)) + lines[place][at + 1 :]
            case 6:
                lines = lines[: place + 1]
            case _:
                lines[place] = lines[place].replace(" ", "", 1)
        text = "\n".join(lines) or " "
    return text


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


@cache
def own_files() -> dict[str, tuple[bytes, Any, Any]]:
    """File that `costmodel init` writes -> its text, what it says, and the assumptions that it makes laid over ours."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        with redirect_stdout(io.StringIO()):
            cli.main(["init", str(own)])
        for path in sorted(own.glob("*.yaml")):
            if path.name not in ("levers.yaml", "questionnaire.yaml"):
                raw = path.read_bytes()
                with tempfile.TemporaryDirectory() as alone:
                    (Path(alone) / path.name).write_bytes(raw)
                    found[path.name] = (raw, _plain(raw), _all(cm.load(alone)))
    return found


def _plain(raw: bytes) -> Any:
    node = parse_yaml(raw, "x.yaml", [])
    return None if node is None else node.plain()


def _all(assumptions: cm.Assumptions) -> Any:
    return {name: belief.model_dump() for name, belief in assumptions.items()}, assumptions.structure


def files(draw: Draw) -> str:
    """A file of one's own folder."""
    name = draw(st.sampled_from(sorted(own_files())))
    before, said, meant = own_files()[name]
    raw = _as_bytes(mutated(draw, before.decode()))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(raw)
        try:
            found = cm.load(folder)
        except cm.AssumptionsError:
            return REFUSED
        ignored = _plain(raw) != said and _all(found) == meant
    return SILENT if ignored and len(str(_plain(raw))) >= len(str(said)) else ACCEPTED


@cache
def _baseline() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return save_baseline(cm.estimate(cm.load(), 64), Path(folder) / "b.yaml", "A", "fuzz").read_bytes()


def baselines(draw: Draw) -> str:
    """An approved baseline."""
    raw = _as_bytes(mutated(draw, _baseline().decode()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.yaml"
        path.write_bytes(raw)
        try:
            found = load_baseline(path)
        except cm.AssumptionsError:
            return REFUSED
    said = repr(_plain(raw)) != repr(_plain(_baseline()))  # nothing that is not a number equals itself
    return SILENT if said and not found.disagreements else ACCEPTED


@cache
def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return workbook.write(cm.estimate(cm.load(), 64), Path(folder) / "b.xlsx").read_bytes()


def sheets(draw: Draw) -> str:
    """A workbook of which cells, or bytes, were changed."""
    base = cm.load()
    raw, silent = _workbook(), False
    if draw(st.booleans()):
        book = openpyxl.load_workbook(io.BytesIO(raw))
        sheet = book["Assumptions"]
        row = draw(st.integers(HEADER + 2, HEADER + 1 + len(base)))
        column = draw(st.integers(1, len(COLUMNS)))
        cell = draw(st.one_of(st.none(), st.floats(), st.integers(), st.booleans(), st.sampled_from(WORDS)))
        before = sheet.cell(row, column).value
        try:
            sheet.cell(row, column).value = cell
            made = io.BytesIO()
            book.save(made)
        except (ValueError, openpyxl.utils.exceptions.IllegalCharacterError):
            return REFUSED  # by the library that writes it: no such cell can be
        silent = list(COLUMNS)[column - 1] in EDITABLE and cell not in (None, "", before)
        raw = made.getvalue()
    else:
        at = draw(st.integers(0, len(raw) - 1))
        raw = raw[:at] + draw(st.binary(max_size=8)) + raw[at + draw(st.integers(0, 8)) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"
        path.write_bytes(raw)
        try:
            found = workbook.with_workbook(base, path)
        except cm.AssumptionsError:
            return REFUSED
    return SILENT if silent and found == base else ACCEPTED


def csvs(draw: Draw) -> str:
    """Actual spending, closed projects, postings, or a cloud bill, which has commas alone."""
    kind = draw(st.sampled_from(sorted(CSVS)))
    text = mutated(draw, CSVS[kind].replace(",", "," if kind == "bill" else draw(st.sampled_from([",", ";", "\t"]))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(_as_bytes(text))
        try:
            found = _READ[kind](path)
        except cm.AssumptionsError:
            return REFUSED
    rows = sum(1 for line in text.splitlines()[1:] if line.strip(" ,;\t\ufeff"))
    return SILENT if found < rows and '"' not in text else ACCEPTED


def _state() -> State:
    case = Case("credit_scoring").moving("plan.data_access.wait", 33)
    return State(Address(case, budget=500_000.0), sheets=(Sheet("assumption", "plan.data_access.wait"),))


def links(draw: Draw) -> str:
    """The address of the page, as somebody may have written it."""
    text = query(_state().address)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        add = draw(
            st.one_of(st.sampled_from(["&", "=", "%00", "%ff", "1e6", ":", ",", "a=", *WORDS]), st.text(max_size=9))
        )
        text = text[:at] + add + text[at + draw(st.integers(0, 3)) :]
    address, wrong = read_query(text)
    if not wrong:
        try:
            address.case.start()
        except cm.AssumptionsError:
            return REFUSED
    return REFUSED if wrong else ACCEPTED


_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.sampled_from(WORDS), st.binary()
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_KEYS = (
    "name",
    "value",
    "text",
    "field",
    "of",
    "kind",
    "min",
    "mode",
    "max",
    "file",
    "content",
    "wide",
    "new",
    "cards",
)


def messages(draw: Draw) -> str:
    """What a browser may send to the page."""
    does = moves.DOES | opened.DOES
    move = does[draw(st.sampled_from(sorted(does)))]
    names = st.sampled_from(
        ["plan.data_access.wait", "hiring.must_hire", "waiting", "estimate", "budget", "de", "total"]
    )
    sent = draw(st.dictionaries(st.sampled_from(_KEYS), _VALUES | names, max_size=6))
    before = _state()
    try:
        after = move(replace(before), sent)
    except (Refused, cm.AssumptionsError):
        return REFUSED
    return ACCEPTED if isinstance(after, State) else SILENT


SURFACES: dict[str, Callable[[Draw], str]] = {
    one.__name__: one for one in (files, sheets, csvs, links, messages, baselines)
}


def prepare() -> None:
    """Make what is changed afterwards, so that it does not count as slow."""
    for made in (own_files, _baseline, _workbook):
        made()
