"""What is looked at on a page as a web address, so that a colleague who opens it sees the same."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from costmodel.dashboard.state.case import BASELINE, LONGEST_NAME, Case, belief_word, read_belief_word, scenario_names
from costmodel.files.identity_entries import NAMES, SECTION
from costmodel.initiative.identity import one_line
from costmodel.language.language_files import languages

CONFIDENCES = (0.5, 0.7, 0.8, 0.9)
PERIODS = ("fiscal_year", "month")
PLACES = ("page", "a", "b", "c")  # of the cases side by side: the one on the page, and those that are kept beside it
DECIDED = {"budget": "to_go_live", "date": "go_live", "total": "total"}  # what inputs can be ranked by
LARGEST = 1e12  # money or months beyond which a typed number is a slip
LONGEST_ADDRESS = 6_000  # characters; servers and mail programs cut longer ones


@dataclass(frozen=True)
class Address:
    """What one viewer looks at, all of which a link carries: the case, how it is shown, the cases kept beside it.

    Attributes:
        case: scenario and changes.
        language: of the language, one of `languages()`.
        budget: the viewer's own budget to go-live in money, or None.
        deadline: the viewer's own months to go-live, or None.
        confidence: of the budget in the headline.
        every: the periods of the cash flow.
        decides: which of `DECIDED` the inputs are ranked by.
        beside: up to three cases that are kept beside the one on the page.
        against: which of them all are held against, one of `PLACES`.
        explained: whose difference to that one is shown step by step, one of `PLACES`.
    """

    case: Case = field(default_factory=Case)
    language: str = "en"
    budget: float | None = None
    deadline: float | None = None
    confidence: float = 0.8
    every: str = "fiscal_year"
    decides: str = "budget"
    beside: tuple[Case, ...] = ()
    against: str = PLACES[1]
    explained: str = PLACES[0]

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases side by side, the one on the page first."""
        return (self.case, *self.beside)

    @property
    def base(self) -> int:
        """The place of the case that all are held against; with none beside it, that of the page."""
        return min(PLACES.index(self.against), len(self.beside))

    @property
    def other(self) -> int:
        """The place of the case whose difference to the base is shown step by step."""
        wanted = PLACES.index(self.explained)
        if wanted <= len(self.beside) and wanted != self.base:
            return wanted
        return 0 if self.base else min(1, len(self.beside))

    def keeping(self, case: Case) -> Address:
        """With one more case beside that on the page.

        Raises:
            ValueError: there is no room for one more.
        """
        if len(self.cases) == len(PLACES):
            raise ValueError(f"there is room for {len(PLACES)} cases")
        return replace(self, beside=(*self.beside, case))

    def dropping(self, place: int) -> Address:
        """Without the case at a place beside that on the page; the others keep what they are for."""
        kept = (*self.beside[: place - 1], *self.beside[place:])
        if not kept:
            return replace(self, beside=kept, against=Address.against, explained=Address.explained)

        def moved(at: int, otherwise: str) -> str:
            return otherwise if at == place else PLACES[at - 1 if at > place else at]

        against, explained = moved(self.base, Address.against), moved(self.other, Address.explained)
        return replace(self, beside=kept, against=against, explained=explained)

    def showing(self, place: int) -> Address:
        """With the case at a place on the page, and that of the page in its place."""
        kept = (*self.beside[: place - 1], self.case, *self.beside[place:])
        return replace(self, case=self.beside[place - 1], beside=kept)


def is_another_page(before: Address, after: Address) -> bool:
    """Whether the controls are drawn anew and not set one by one."""
    if (before.language, before.case.bases, before.case.said) != (after.language, after.case.bases, after.case.said):
        return True
    old, new = before.case, after.case
    apart = {
        name
        for name in old.changed | new.changed
        if old.moved.get(name) != new.moved.get(name) or old.put.get(name) != new.put.get(name)
    }
    return len(apart) > 1


def query(address: Address) -> str:
    """The address as a query string; what is as usual is left out, so that the usual page has a short one."""
    pairs = [("lang", address.language)] if address.language != Address.language else []
    pairs += list(_case_pairs(address.case))
    pairs += [
        (key, _short(value)) for key, value in (("budget", address.budget), ("months", address.deadline)) if value
    ]
    if address.confidence != Address.confidence:
        pairs.append(("confidence", _short(address.confidence)))
    if address.every != Address.every:
        pairs.append(("every", address.every))
    if address.decides != Address.decides:
        pairs.append(("decides", address.decides))
    for key, case in zip(PLACES[1:], address.beside, strict=False):
        pairs.append((key, urlencode(list(_case_pairs(case)), safe=":,@|")))
    if address.against != Address.against:
        pairs.append(("against", address.against))
    if address.explained != Address.explained:
        pairs.append(("explained", address.explained))
    return urlencode(pairs, safe=":,@|")


def read_query(text: str) -> tuple[Address, list[str]]:
    """The address that a query string stands for, and the keys in it that could not be used.

    Only what is known is read: names of scenarios and assumptions, numbers within bounds. The rest is left out and
    named, so that nobody takes a part for the whole. A token for logging in is neither read nor named.
    """
    pairs = _pairs(text)
    address, wrong = Address(), []
    case, unused = _read_case(pairs)
    for key, value in unused:
        read = _READERS.get(key)
        try:
            address = read(address, value) if read is not None else address
        except ValueError:
            read = None
        if read is None and key not in ("token", *PLACES[1:]):
            wrong.append(key)
    given = dict(pairs)
    for name in PLACES[1:]:
        if name in given:
            kept, unknown = _read_case(_pairs(given[name]))
            address = address.keeping(kept)
            wrong += [f"{name}: {key}" for key, _ in unknown]
    return replace(address, case=case), wrong


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.lstrip("?")[: 4 * LONGEST_ADDRESS], keep_blank_values=True, max_num_fields=1_000)
    except ValueError:
        return [("…", "")]


def _case_pairs(case: Case) -> Iterator[tuple[str, str]]:
    if case.scenario != BASELINE:
        yield "scenario", case.scenario
    if case.overlaid:
        yield "mlops", "1"
    if case.name:
        yield "name", case.name
    for key, told in case.said.items():
        yield f"{SECTION}.{key}", told
    for name, belief in case.put.items():
        yield name, belief_word(belief)
    for name, value in case.moved.items():
        yield name, _short(value)


def _read_case(pairs: list[tuple[str, str]]) -> tuple[Case, list[tuple[str, str]]]:
    """The case, and the pairs that belong to none."""
    given = dict(pairs)
    wanted = given.get("scenario", BASELINE)
    known = wanted in scenario_names()
    case = Case(
        wanted if known else BASELINE, given.get("mlops") == "1", name=one_line(given.get("name", ""))[:LONGEST_NAME]
    )
    start = case.start()
    left = [] if known else [("scenario", wanted)]
    for key, value in pairs:
        if key in ("scenario", "mlops", "name"):
            continue
        if key not in start and key not in NAMES:
            left.append((key, value))
            continue
        try:
            case = _with(case, key, value)
        except (ValueError, ArithmeticError):
            left.append((key, value))
    return case, left


def _with(case: Case, name: str, word: str) -> Case:
    if name in NAMES:
        return case.saying(name.removeprefix(f"{SECTION}."), word)
    after = case.putting(name, read_belief_word(word)) if ":" in word else case.moving(name, _number(word))
    after.assumptions()
    return after


def _number(word: str) -> float:
    value = float(word)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(f"{word[:40]} is out of bounds")
    return value


def _positive(word: str) -> float:
    value = _number(word)
    if value <= 0:
        raise ValueError(f"{word[:40]} is not above zero")
    return value


def _one_of(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise ValueError(f"{word[:40]} is none of {', '.join(known)}")
    return word


_READERS = {
    "lang": lambda address, word: replace(address, language=_one_of(word, languages())),
    "budget": lambda address, word: replace(address, budget=_positive(word)),
    "months": lambda address, word: replace(address, deadline=_positive(word)),
    "confidence": lambda address, word: replace(address, confidence=float(_one_of(word, tuple(map(str, CONFIDENCES))))),
    "every": lambda address, word: replace(address, every=_one_of(word, PERIODS)),
    "decides": lambda address, word: replace(address, decides=_one_of(word, tuple(DECIDED))),
    "against": lambda address, word: replace(address, against=_one_of(word, PLACES)),
    "explained": lambda address, word: replace(address, explained=_one_of(word, PLACES)),
}


def _short(value: float) -> str:
    """A number as short as it can be written without losing a digit."""
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
