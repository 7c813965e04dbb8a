"""A company's portfolio from its file: initiatives, people, what is shared, the budget; faults with their line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from costmodel.beliefs.belief import Belief
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.files.entries import Reading
from costmodel.files.loading import load
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.opening import is_there, listed
from costmodel.files.scenario import A_NAME
from costmodel.files.tree import baseline_folder
from costmodel.initiative.plan import in_order
from costmodel.language.language_files import languages
from costmodel.portfolio.months import MONTH, YEAR, fiscal_year, month_of, written
from costmodel.portfolio.portfolio import LAST, Initiative, Portfolio
from costmodel.simulation.scarce_people import Steps

KEYS = ("portfolio", "meaning", "people", "initiatives", "shared", "budget", "fiscal_year_begins")
OF_ONE = ("meaning", "scenarios", "folder", "start", "after", "priority", "value")
OF_PEOPLE = ("people", "from")
WHOLE = "portfolio"
SHARED_BY = "operations.platform.shared_by"
MOST_INITIATIVES = 2_000
LATEST_START = 240  # months after the first one; who plans for later writes another portfolio


def load_portfolio(file: str | Path) -> Portfolio:
    """A portfolio from its file (``portfolio.yaml``); folders of initiatives are looked up beside it.

    Args:
        file: the file, or the name of a worked example that is shipped ("insurer").

    Raises:
        AssumptionsError: every fault, as ``file:line: name: fault``.
    """
    faults: list[Fault] = []
    path = Path(file)
    shipped = baseline_folder() / "portfolios"
    if not path.suffix and not is_there(path):
        examples = [one.stem for one in listed(shipped, ".yaml")]
        if str(file) not in examples:
            text = (
                f"is no file and no worked example{did_you_mean(str(file), examples)}; there are {', '.join(examples)}"
            )
            raise AssumptionsError([Fault("", 0, str(file), text)])
        path = shipped / f"{file}.yaml"
    root = read_yaml(path, path.name, faults)
    found = None if root is None else _Reader(root, faults).portfolio()
    if found is None or faults:
        raise AssumptionsError(faults)
    return found


class _Reader:
    """One pass over a file; `faults` grows."""

    def __init__(self, root: Node, faults: list[Fault]) -> None:
        self.root, self.faults = root, faults

    def portfolio(self) -> Portfolio | None:
        """The portfolio, or None after listing what keeps it from being one."""
        root = self.root
        if not root.is_mapping or not self._mapping("initiatives"):
            self._fault(root, "initiatives", "is missing: the name of each initiative, with its start as 2027-01")
            return None
        self._unknown(root, "", KEYS)
        starts: dict[str, Node] = {}
        initiatives = {}
        for name, node in self._mapping("initiatives").items():
            one = self._initiative(name, node, starts)
            if one is not None:
                initiatives[name] = one
        if len(initiatives) > MOST_INITIATIVES:
            self._fault(root.at(["initiatives"]), "initiatives", f"are more than {MOST_INITIATIVES:,}, the most")
            return None
        self._check_order(initiatives)
        initiatives, shared = self._shared(initiatives)
        if not initiatives or self.faults:
            self._people(initiatives, 0)
            self._budget()
            return None
        first = min(one.start for one in initiatives.values())
        begins = self._year_begins()
        budget = self._budget()
        self._check_starts(initiatives, starts, first, budget, begins)
        self._check_currency(initiatives)
        name = str(root.value["portfolio"].plain() or "") if "portfolio" in root.value else ""
        meaning = self._meaning(root, "")
        people = self._people(initiatives, first)
        return Portfolio(name, meaning, initiatives, people, shared, budget, begins)

    # -- one initiative -----------------------------------------------------------------------------------------------

    def _initiative(self, name: str, node: Node, starts: dict[str, Node]) -> Initiative | None:
        where = f"initiatives.{name}"
        if not A_NAME.fullmatch(name):
            self._fault(node, where, "a name has letters, digits, - and _, and no more than 80 of them")
        if name == WHOLE:
            self._fault(node, where, f"{WHOLE!r} is what all together are called; name it otherwise")
        if not node.is_mapping:
            self._fault(node, where, "must say when it starts, as in start: 2027-01")
            return None
        self._unknown(node, where, OF_ONE)
        given = node.value
        assumptions, meaning = self._assumptions(where, node), self._meaning(node, f"{where}.")
        start = month_of(given["start"].value) if "start" in given else None
        if start is None:
            self._fault(node.at(["start"]), f"{where}.start", "must be a month, written 2027-01")
        priority = given["priority"].value if "priority" in given else LAST
        if isinstance(priority, bool) or not isinstance(priority, int | float):
            self._fault(given["priority"], f"{where}.priority", "must be a number, 1 for the first")
            priority = LAST
        value = None
        if "value" in given:
            plain = given["value"].plain()
            plain = {"value": plain} if isinstance(plain, int | float) and not isinstance(plain, bool) else plain
            value = Reading(self.faults).model(Belief, f"{where}.value", given["value"], plain)
        after = tuple(str(one.value) for one in self._list(node, where, "after"))
        if assumptions is None or start is None:
            return None
        starts[name] = node.at(["start"])
        return Initiative(assumptions, start, after, float(priority), value, meaning=meaning)

    def _assumptions(self, where: str, node: Node) -> Assumptions | None:
        folder = node.value.get("folder")
        scenarios = [str(one.value) for one in self._list(node, where, "scenarios")]
        own = [
            str(node.folder / name) if name.endswith((".yaml", ".yml")) and (node.folder / name).is_file() else name
            for name in scenarios
        ]
        try:
            return load(None if folder is None else node.folder / str(folder.value), own)
        except AssumptionsError as error:
            for fault in error.faults:
                place = node.at(["scenarios"]) if fault.name in scenarios else folder or node
                if fault.file:
                    self.faults.append(fault)
                else:
                    self._fault(place, where, f"{fault.name}: {fault.text}")
            return None

    # -- what lies between them -------------------------------------------------------------------------------------

    def _check_order(self, initiatives: Mapping[str, Initiative]) -> None:
        named = self._mapping("initiatives")
        for name, one in initiatives.items():
            for other in one.after:
                if other not in named:
                    text = f"comes after {other!r}, which is no initiative here{did_you_mean(other, named)}"
                    self._fault(named[name].at(["after"]), f"initiatives.{name}.after", text)
        try:
            in_order({name: [o for o in one.after if o in initiatives] for name, one in initiatives.items()})
        except ValueError as circle:
            way = str(circle).rpartition(": ")[2]
            node = named[way.rpartition(" -> ")[2]].at(["after"])
            self._fault(node, "initiatives", f"go in a circle: {way}")

    def _shared(self, found: dict[str, Initiative]) -> tuple[dict[str, Initiative], dict[str, tuple[str, ...]]]:
        """The initiatives with what they pay together laid on them, and who shares what."""
        initiatives, shared = dict(found), dict[str, tuple[str, ...]]()
        named = self._mapping("initiatives")
        for scenario, node in self._mapping("shared").items():
            where = f"shared.{scenario}"
            if not node.is_mapping:
                self._fault(node, where, "must say used_by: the names of the initiatives that pay it together")
                continue
            self._unknown(node, where, ("used_by",))
            users = tuple(str(one.value) for one in self._list(node, where, "used_by"))
            for name in users:
                if name not in named:
                    text = f"{name!r} is no initiative here{did_you_mean(name, named)}"
                    self._fault(node.at(["used_by"]), f"{where}.used_by", text)
            if len(set(users)) < 2:
                self._fault(node.at(["used_by"]), f"{where}.used_by", "names at least two initiatives")
                continue
            shared[scenario] = users
            for name in set(users) & initiatives.keys():
                initiatives[name] = self._laid(initiatives[name], scenario, len(set(users)), node)
        return initiatives, shared

    def _laid(self, one: Initiative, scenario: str, users: int, node: Node) -> Initiative:
        """An initiative that uses what several pay together: its scenario laid on, its part of the cost."""
        assumptions = one.assumptions
        try:
            if scenario not in assumptions.scenarios:
                assumptions = assumptions.with_scenario(scenario)
            why = f"{users} initiatives of the portfolio share {scenario}"
            assumptions = assumptions.with_changes({SHARED_BY: float(users)}, why=why, by="portfolio")
        except AssumptionsError as error:
            for fault in error.faults:
                self._fault(node, f"shared.{scenario}", f"{fault.name}: {fault.text}")
            return one
        return replace(one, assumptions=assumptions, shares_platform=True)

    def _check_starts(
        self,
        initiatives: Mapping[str, Initiative],
        starts: Mapping[str, Node],
        first: int,
        budget: Mapping[int, float],
        begins: int,
    ) -> None:
        for name, one in initiatives.items():
            if one.start - first > LATEST_START:
                text = f"lies more than {LATEST_START} months after {written(first)}, the first start"
                self._fault(starts[name], f"initiatives.{name}.start", text)
            elif budget and fiscal_year(one.start, begins) > max(budget):
                text = f"lies after {max(budget)}, the last year with a budget"
                self._fault(starts[name], f"initiatives.{name}.start", text)

    def _check_currency(self, initiatives: Mapping[str, Initiative]) -> None:
        known = {name: one.assumptions.currency for name, one in initiatives.items()}
        first = next(iter(known.values()))
        for name, currency in known.items():
            if currency != first:
                text = f"counts in {currency}, and {next(iter(known))} in {first}; their sum would be neither"
                self._fault(self._mapping("initiatives")[name], f"initiatives.{name}", text)

    # -- people and money ---------------------------------------------------------------------------------------------

    def _people(self, initiatives: Mapping[str, Initiative], first: int) -> dict[str, Steps]:
        roles = {role for one in initiatives.values() for role in one.assumptions.structure.plan.roles}
        found: dict[str, Steps] = {}
        for role, node in self._mapping("people").items():
            where = f"people.{role}"
            if initiatives and role not in roles:
                text = (
                    f"works on none of the initiatives{did_you_mean(role, roles)}; there are {', '.join(sorted(roles))}"
                )
                self._fault(node, where, text)
                continue
            if not node.is_mapping:
                self._fault(node, where, "must say how many, as in {people: 3}")
                continue
            self._unknown(node, where, OF_PEOPLE)
            steps = dict(self._steps(where, node, first))
            if steps and list(steps.values())[-1] <= 0:
                self._fault(node, where, "there is nobody in the end; leave the role out where it is no limit")
            elif steps:
                found[role] = list(steps.items())
        return found

    def _steps(self, where: str, node: Node, first: int) -> Iterable[tuple[float, float]]:
        """From which month of the portfolio on there are how many people."""
        later = node.value.get("from")
        entries: list[tuple[float, Node]] = [(0.0, node.at(["people"]))]
        if "people" not in node.value:
            self._fault(node, where, "must say how many, as in {people: 3}")
            return
        for text, one in later.value.items() if later is not None and later.is_mapping else ():
            month = month_of(text)
            if month is None:
                self._fault(one, f"{where}.from", f"{text!r} is no month; it is written 2027-07")
            else:
                entries.append((max(float(month - first), 0.0), one))
        if later is not None and not later.is_mapping:
            self._fault(later, f"{where}.from", "must say from which month on how many, as in {2027-07: 3}")
        for when, one in sorted(entries, key=lambda entry: entry[0]):
            number = one.value
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < 1e6:
                self._fault(one, where, "must be a number of people, from 0")
            else:
                yield when, float(number)

    def _budget(self) -> dict[int, float]:
        node = self.root.value.get("budget")
        if node is None:
            return {}
        if not node.is_mapping:
            self._fault(node, "budget", "must say for which fiscal year, as in {2027: 900_000}")
            return {}
        found = {}
        for year, one in node.value.items():
            number = one.value
            if not YEAR.fullmatch(year):
                what = "is a month; a budget is that of a year" if MONTH.fullmatch(year) else "is no year"
                self._fault(one, f"budget.{year}", f"{year!r} {what}, as in 2027: 900_000")
            elif isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < 1e15:
                self._fault(one, f"budget.{year}", "must be an amount of money, from 0")
            else:
                found[int(year)] = float(number)
        return dict(sorted(found.items()))

    def _year_begins(self) -> int:
        node = self.root.value.get("fiscal_year_begins")
        if node is None:
            return 1
        if isinstance(node.value, bool) or node.value not in range(1, 13):
            self._fault(node, "fiscal_year_begins", "must be the month in which a fiscal year begins, 1 to 12")
            return 1
        return int(node.value)

    # -- common to all ------------------------------------------------------------------------------------------------

    def _mapping(self, key: str) -> Mapping[str, Node]:
        node = self.root.value.get(key)
        if node is None:
            return {}
        if not node.is_mapping:
            self._fault(node, key, "must be a mapping: its keys on lines of their own")
            return {}
        return dict(node.value)

    def _meaning(self, node: Node, where: str) -> dict[str, str]:
        """A text, or texts by language."""
        given = node.value.get("meaning")
        if given is None:
            return {}
        if not given.is_mapping:
            return {"": str(given.plain() or "")}
        for code in given.value:
            if code not in languages():
                text = f"{code!r} is no language here; there are {', '.join(languages())}"
                self._fault(given.value[code], f"{where}meaning", text)
        return {code: str(one.value) for code, one in given.value.items()}

    def _list(self, node: Node, where: str, key: str) -> list[Node]:
        given = node.value.get(key)
        if given is None:
            return []
        if isinstance(given.value, list):
            return given.value
        self._fault(given, f"{where}.{key}", "must be a list: [one, another]")
        return []

    def _unknown(self, node: Node, where: str, known: tuple[str, ...]) -> None:
        for key, part in node.value.items():
            if key not in known:
                text = f"is not known here{did_you_mean(key, known)}; there are {', '.join(known)}"
                self._fault(part, f"{where}.{key}".lstrip("."), text)

    def _fault(self, node: Node, name: str, text: str) -> None:
        self.faults.append(node.fault(name, text))
