"""Reading what the books make of costs: kinds of assets and rules from ``mapping/treatments.yaml``, with every fault.

The company's own file counts instead of the shipped one.
"""

from __future__ import annotations

from pathlib import Path

from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.files.nodes import Node, read_yaml
from costmodel.finance.line_rules import check_order, file_of, listed, rule_of, text_of, words
from costmodel.finance.treatments import EXPENSE, Asset, Reasons, Rule, Treatments
from costmodel.initiative.plan import PAYEES

NAME = "treatments.yaml"
FILE = Path("mapping") / NAME
SECTION = "treatments"
CONDITIONS = ("treatment", "kind", "category", "phase", "activity", "payee", "role")
BOOKS = ("ifrs", "hgb")
# Reasons that no single rule has, and in whose books.
BESIDE = {"before": BOOKS, "low_value": BOOKS, "not_chosen": ("hgb",)}
WORDS = {"capital_from": ("accepted", "payment"), "written_off_from": ("go_live", "payment")}
ASSET = (*WORDS, "useful_life", "option", "payee")
LEASE = (
    "a lease (IFRS 16) is not computed: it needs terms, fixed payments and a borrowing rate that no line has; "
    "what is rented by use is expense (IFRS 16.38(b)), and finance books a lease beside this"
)


def treatments_of(assumptions: Assumptions) -> Treatments:
    """The company's rules, or the shipped ones.

    Raises:
        AssumptionsError: every fault in the file.
    """
    return read_treatments(file_of(assumptions, NAME), assumptions)


def read_treatments(file: Path, assumptions: Assumptions) -> Treatments:
    """The rules of a file.

    Args:
        file: to read.
        assumptions: whose words conditions may name, and which useful lives there are.

    Raises:
        AssumptionsError: every fault in it.
    """
    faults: list[Fault] = []
    root = read_yaml(file, file.name, faults)
    if root is not None and not root.is_mapping:
        faults.append(root.fault("", f"must hold assets, {SECTION}, {', '.join(BESIDE)}"))
    if root is None or not root.is_mapping:
        raise AssumptionsError(faults)
    allowed = ("assets", SECTION, *BESIDE)
    for key, node in root.value.items():
        if key not in allowed:
            faults.append(node.fault(key, f"only {', '.join(allowed)} stand here{did_you_mean(key, allowed)}"))
    assets = _assets(root, assumptions, faults)
    rules = _rules(root, assets, assumptions, faults)
    beside = {key: _reasons(key, root.value.get(key), root, faults) for key in BESIDE}
    if faults:
        raise AssumptionsError(faults)
    return Treatments(assets, rules, **beside)


def _assets(root: Node, assumptions: Assumptions, faults: list[Fault]) -> dict[str, Asset]:
    node = root.value.get("assets")
    if node is None or not node.is_mapping or not node.value:
        faults.append((node or root).fault("assets", f"must hold kinds of assets, each with {', '.join(ASSET[:3])}"))
        return {}
    found = {name: _asset(name, one, assumptions, faults) for name, one in node.value.items()}
    known = {name: asset for name, asset in found.items() if asset is not None}
    if len(known) == len(found) and all(asset.payee for asset in known.values()):
        faults.append(node.fault("assets", "one kind must be without a payee: it takes what no other is paid for"))
    return known


def _asset(name: str, node: Node, assumptions: Assumptions, faults: list[Fault]) -> Asset | None:
    before, place = len(faults), f"assets.{name}"
    if not node.is_mapping:
        faults.append(node.fault(place, f"must be a mapping: {', '.join(ASSET)}"))
        return None
    for key, part in node.value.items():
        if key not in ASSET:
            faults.append(part.fault(f"{place}.{key}", f"Extra inputs are not permitted{did_you_mean(key, ASSET)}"))
    said = {key: part.value for key, part in node.value.items()}
    faults += [node.fault(place, f"{key} is missing") for key in (*WORDS, "useful_life") if key not in said]
    for key, allowed in {**WORDS, "payee": PAYEES, "option": (True, False)}.items():
        if key in said and said[key] not in allowed:
            told = f"{node.value[key].plain()!r} is none of {', '.join(str(one).lower() for one in allowed)}"
            faults.append(node.value[key].fault(f"{place}.{key}", told))
    life = said.get("useful_life")
    if life is not None and (life not in assumptions or assumptions[life].unit != "year"):
        near = did_you_mean(str(life), [one for one, belief in assumptions.items() if belief.unit == "year"])
        faults.append(node.value["useful_life"].fault(f"{place}.useful_life", f"is no assumption in years{near}"))
    return Asset(name, **said) if len(faults) == before else None


def _rules(root: Node, assets: dict[str, Asset], assumptions: Assumptions, faults: list[Fault]) -> tuple[Rule, ...]:
    known, read = words(assumptions), list[tuple[Node, Rule]]()
    nodes = listed(root, SECTION, faults)
    for place, node in enumerate(nodes, start=1):
        name = f"{SECTION}[{place}]"
        found = rule_of(name, node, ("as", *BOOKS), CONDITIONS, known, faults)
        if found is None:
            continue
        decided, asked = found
        becomes = decided["as"]
        if becomes not in (EXPENSE, *assets):
            choices = f"{becomes!r} is none of {', '.join((EXPENSE, *assets))}"
            faults.append(node.fault(f"{name}.as", LEASE if becomes == "lease" else choices))
        read.append((node, Rule(becomes, {key: decided[key] for key in BOOKS}, asked)))
    if read and len(read) == len(nodes):
        in_turn = [(node, rule.conditions) for node, rule in read]
        faults += check_order(SECTION, in_turn, known, "every cost has a treatment")
    return tuple(rule for _, rule in read)


def _reasons(name: str, node: Node | None, root: Node, faults: list[Fault]) -> Reasons:
    if node is None or not node.is_mapping or set(node.value) != set(BESIDE[name]):
        faults.append((node or root).fault(name, f"must hold the reason for {' and for '.join(BESIDE[name])}"))
        return {}
    return {key: text_of(f"{name}.{key}", one, faults) for key, one in node.value.items()}
