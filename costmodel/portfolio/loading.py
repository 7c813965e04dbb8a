"""A company's portfolio from its file: initiatives, people, what is shared, the budget; faults with their line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from costmodel.beliefs.belief import Belief
from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.files.entries import Reading
from costmodel.files.loading import load
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.opening import is_there, listed
from costmodel.files.scenario import A_NAME
from costmodel.files.tree import baseline_folder
from costmodel.initiative.calendar import written_month
from costmodel.initiative.plan import in_order
from costmodel.portfolio.limits import budget, people
from costmodel.portfolio.portfolio import LAST, Initiative, Portfolio, paid_together, workers
from costmodel.portfolio.sections import entries, mapping, meaning, month, unknown
from costmodel.portfolio.simulation import LATER_YEARS, layout

KEYS = ("portfolio", "meaning", "people", "initiatives", "shared", "budget")
OF_ONE = ("meaning", "scenarios", "folder", "start", "after", "priority", "value")
WHOLE = "portfolio"
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
            text = Sentence(
                "is no file and no worked example{near}; there are {known}",
                near=did_you_mean(str(file), examples),
                known=", ".join(examples),
            )
            raise AssumptionsError([Fault("", 0, str(file), text)])
        path = shipped / f"{file}.yaml"
    root = read_yaml(path, path.name, faults)
    found = None if root is None else _Reader(root, faults).portfolio()
    if found is None or faults:
        raise AssumptionsError(faults)
    return found


def is_portfolio(file: Path) -> bool:
    """Whether a file is meant as a portfolio: it has initiatives."""
    root = read_yaml(file, file.name, [])
    return root is not None and root.is_mapping and bool({"initiatives", "portfolio"} & set(root.value))


class _Reader:
    """One pass over a file; `faults` grows."""

    def __init__(self, root: Node, faults: list[Fault]) -> None:
        self.root, self.faults = root, faults

    def portfolio(self) -> Portfolio | None:
        """The portfolio, or None after listing what keeps it from being one."""
        root = self.root
        named = mapping(root, "initiatives", self.faults) if root.is_mapping else {}
        if not named:
            self._fault(
                root, "initiatives", Sentence("is missing: the name of each initiative, with its start as 2027-01")
            )
            return None
        unknown(root, "", KEYS, self.faults)
        initiatives = {}
        for name, node in named.items():
            one = self._initiative(name, node)
            if one is not None:
                initiatives[name] = one
        if len(initiatives) > MOST_INITIATIVES:
            self._fault(
                root.at(["initiatives"]),
                "initiatives",
                Sentence("are more than {most:,}, the most", most=MOST_INITIATIVES),
            )
            return None
        self._check_order(initiatives)
        initiatives, shared = self._shared(initiatives)
        whole = len(initiatives) == len(named)
        roles = {role for one in initiatives.values() for role in workers(one.assumptions)} if whole else set[str]()
        first = min((one.start for one in initiatives.values()), default=0)
        limits = people(root, roles, first, self.faults)
        name = str(root.value["portfolio"].plain() or "") if "portfolio" in root.value else ""
        told = meaning(root, "", self.faults)
        if not initiatives:
            budget(root, 1, self.faults)
            return None
        self._check_alike(initiatives)
        begins = next(iter(initiatives.values())).assumptions.calendar.first_month
        found = Portfolio(name, told, initiatives, limits, shared, budget(root, begins, self.faults))
        self._check_starts(found)
        return found

    # -- one initiative -----------------------------------------------------------------------------------------------

    def _initiative(self, name: str, node: Node) -> Initiative | None:
        where = f"initiatives.{name}"
        if not A_NAME.fullmatch(name):
            self._fault(node, where, Sentence("a name has letters, digits, - and _, and no more than 80 of them"))
        if name == WHOLE:
            self._fault(
                node, where, Sentence("{name!r} is what all together are called; name it otherwise", name=WHOLE)
            )
        if not node.is_mapping:
            self._fault(node, where, Sentence("must say when it starts, as in start: 2027-01"))
            return None
        unknown(node, where, OF_ONE, self.faults)
        given = node.value
        assumptions, told = self._assumptions(where, node), meaning(node, f"{where}.", self.faults)
        assumptions = self._starting(where, node, assumptions)
        priority = given["priority"].value if "priority" in given else LAST
        if isinstance(priority, bool) or not isinstance(priority, int | float):
            self._fault(given["priority"], f"{where}.priority", Sentence("must be a number, 1 for the first"))
            priority = LAST
        value = None
        if "value" in given:
            plain = given["value"].plain()
            plain = {"value": plain} if isinstance(plain, int | float) and not isinstance(plain, bool) else plain
            value = Reading(self.faults).model(Belief, f"{where}.value", given["value"], plain)
        after = tuple(str(one.value) for one in entries(node, where, "after", self.faults))
        return None if assumptions is None else Initiative(assumptions, after, float(priority), value, meaning=told)

    def _starting(self, where: str, node: Node, assumptions: Assumptions | None) -> Assumptions | None:
        """With the start that the portfolio says, where the case does not say it itself."""
        own = None if assumptions is None else assumptions.initiative.start
        if "start" not in node.value:
            if assumptions is not None and own is None:
                self._fault(
                    node, f"{where}.start", Sentence("is missing: the month from which it may begin, such as 2027-01")
                )
                return None
            return assumptions
        start = month(node.value["start"], f"{where}.start", self.faults)
        if assumptions is None or start is None:
            return None
        if own not in (None, start):
            text = Sentence(
                "{start} is not what the case itself says, {own}; leave one out",
                start=written_month(start),
                own=written_month(own or 0),
            )
            self._fault(node.value["start"], f"{where}.start", text)
        return assumptions.with_changes({"initiative.start": written_month(start)})

    def _assumptions(self, where: str, node: Node) -> Assumptions | None:
        folder = node.value.get("folder")
        scenarios = [str(one.value) for one in entries(node, where, "scenarios", self.faults)]
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
                    self._fault(place, where, Sentence.joined(": ", [fault.name, fault.text]))
            return None

    # -- what lies between them -------------------------------------------------------------------------------------

    def _check_order(self, initiatives: Mapping[str, Initiative]) -> None:
        named = mapping(self.root, "initiatives", [])
        for name, one in initiatives.items():
            for other in one.after:
                if other not in named:
                    text = Sentence(
                        "comes after {other!r}, which is no initiative here{near}",
                        other=other,
                        near=did_you_mean(other, named),
                    )
                    self._fault(named[name].at(["after"]), f"initiatives.{name}.after", text)
        try:
            in_order({name: [o for o in one.after if o in initiatives] for name, one in initiatives.items()})
        except ValueError as circle:
            way = str(circle).rpartition(": ")[2]
            node = named[way.rpartition(" -> ")[2]].at(["after"])
            self._fault(node, "initiatives", Sentence("go in a circle: {way}", way=way))

    def _shared(self, found: dict[str, Initiative]) -> tuple[dict[str, Initiative], dict[str, tuple[str, ...]]]:
        """The initiatives with what they pay together laid on them, and who shares what."""
        initiatives, shared = dict(found), dict[str, tuple[str, ...]]()
        named = mapping(self.root, "initiatives", [])
        for scenario, node in mapping(self.root, "shared", self.faults).items():
            where = f"shared.{scenario}"
            if not node.is_mapping:
                self._fault(
                    node, where, Sentence("must say used_by: the names of the initiatives that pay it together")
                )
                continue
            unknown(node, where, ("used_by",), self.faults)
            users = tuple(str(one.value) for one in entries(node, where, "used_by", self.faults))
            for name in users:
                if name not in named:
                    text = Sentence("{name!r} is no initiative here{near}", name=name, near=did_you_mean(name, named))
                    self._fault(node.at(["used_by"]), f"{where}.used_by", text)
            if len(set(users)) < 2:
                self._fault(node.at(["used_by"]), f"{where}.used_by", Sentence("names at least two initiatives"))
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
            assumptions = paid_together(assumptions, scenario, users)
        except AssumptionsError as error:
            for fault in error.faults:
                self._fault(node, f"shared.{scenario}", Sentence.joined(": ", [fault.name, fault.text]))
            return one
        return replace(one, assumptions=assumptions, shares_platform=True)

    def _check_starts(self, found: Portfolio) -> None:
        named = mapping(self.root, "initiatives", [])
        last = max(found.budget, default=0)
        for name, one in found.items():
            node, where = named[name].at(["start"]), f"initiatives.{name}.start"
            if one.start - found.first > LATEST_START:
                text = Sentence(
                    "lies more than {most} months after {first}, the first start",
                    most=LATEST_START,
                    first=written_month(found.first),
                )
                self._fault(node, where, text)
            elif found.budget and found.fiscal_year(one.start) > last:
                self._fault(node, where, Sentence("lies after {last}, the last year with a budget", last=last))
        for year, node in mapping(self.root, "budget", []).items() if found.budget else ():
            if year[:4].isdigit() and int(year[:4]) < found.fiscal_year(found.first):
                text = Sentence(
                    "lies before {first}, in which the first initiative may begin",
                    first=written_month(found.first),
                )
                self._fault(node, f"budget.{year}", text)
        self._check_last_budget(found, named)

    def _check_last_budget(self, found: Portfolio, named: Mapping[str, Node]) -> None:
        """No budget for a year that the plan does not reach: it would be kept whatever happens."""
        sure = max(found.fiscal_year(one.start) for one in found.values()) + LATER_YEARS
        if max(found.budget, default=0) <= sure or len(found) < len(named):
            return
        last = found.years(len(layout(found).ends))[-1]
        for text, node in mapping(self.root, "budget", []).items():
            if text[:4].isdigit() and int(text[:4]) > last:
                self._fault(node, f"budget.{text}", Sentence("lies after {last}, the last year of the plan", last=last))

    def _check_alike(self, initiatives: Mapping[str, Initiative]) -> None:
        """One currency, and one month in which fiscal years begin: else nothing could be added up."""
        known = {name: one.assumptions for name, one in initiatives.items()}
        named = mapping(self.root, "initiatives", [])
        first, other = next(iter(known.items()))
        for name, one in known.items():
            where, alike = f"initiatives.{name}", other.calendar.first_month
            if one.currency != other.currency:
                text = Sentence(
                    "counts in {currency}, and {first} in {other}; their sum would be neither",
                    currency=one.currency,
                    first=first,
                    other=other.currency,
                )
                self._fault(named[name], where, text)
            if one.calendar.first_month != alike:
                text = Sentence(
                    "its fiscal year begins in month {month}, and that of {first} in {other} "
                    "(finance.fiscal_year.first_month); a budget is of one year",
                    month=one.calendar.first_month,
                    first=first,
                    other=alike,
                )
                self._fault(named[name], where, text)

    def _fault(self, node: Node, name: str, text: str) -> None:
        self.faults.append(node.fault(name, text))
