"""The assumptions as the second model reads them: every number by its name, the plan, the risks, what moves what."""

from __future__ import annotations

import copy
import fnmatch
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).resolve().parents[2] / "assumptions"
FIGURES = ("value", "min", "mode", "max", "p10", "p50", "p90", "chance", "choices", "data", "shape", "prices_of")

Node = dict[str, Any]


class _Words(yaml.SafeLoader):
    """YAML in which `on` is a word and no truth value."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@dataclass(frozen=True)
class Case:
    """What is estimated.

    Attributes:
        numbers: every assumption by its full name, in the words of its file, money in the model's currency and year.
        tree: all files in one, for what is no number: the order of activities, what a risk stops, what moves what.
    """

    numbers: dict[str, Node]
    tree: Node

    def names(self, pattern: str) -> list[str]:
        """The assumptions that a pattern such as ``plan.release.effort.*`` names."""
        known = self.numbers if "*" in pattern else [pattern] if pattern in self.numbers else []
        return [name for name in known if fnmatch.fnmatchcase(name, pattern)]


def read(scenarios: tuple[str, ...] = (), values: Mapping[str, float] | None = None) -> Case:
    """The shipped assumptions with scenarios laid over them in their order, and certain values or chances on top."""
    tree: Node = {}
    for file in sorted(SHIPPED.glob("*.yaml")):
        tree |= _yaml(file)
    numbers = dict(_numbers(tree, ""))
    for scenario in scenarios:
        for name, change in _yaml(SHIPPED / "scenarios" / f"{scenario}.yaml")["changes"].items():
            numbers[name] = _changed(numbers[name], change)
    for name, value in (values or {}).items():
        number = numbers[name]
        figure = "chance" if number["unit"] == "chance" else "value"
        numbers[name] = {key: number[key] for key in ("unit", "moves_with") if key in number} | {figure: value}
    return Case({name: _in_own_money(node, numbers, tree["currency"]) for name, node in numbers.items()}, tree)


@cache
def _yaml(file: Path) -> Node:
    read: Node = yaml.load(file.read_text(encoding="utf-8"), _Words)
    return read


def _numbers(node: Node, above: str) -> list[tuple[str, Node]]:
    """Every number below a node; a number is what has a unit."""
    found = []
    for key, below in node.items():
        name = f"{above}{key}"
        if isinstance(below, dict):
            found += [(name, below)] if isinstance(below.get("unit"), str) else _numbers(below, f"{name}.")
            # A number may have others below it: what a risk's delay holds beside its own figures.
    return found


def _changed(before: Node, change: Node) -> Node:
    """A number after a scenario's change: other figures, or all of them by a factor."""
    if "times" in change:
        return scaled(before, change["times"], odds=before["unit"] in ("share", "chance"))
    after = {key: value for key, value in before.items() if key not in FIGURES}
    return after | {key: value for key, value in change.items() if key in (*FIGURES, "unit", "moves_with")}


def scaled(number: Node, factor: float, odds: bool = False) -> Node:
    """Every figure of a number times a factor, or its odds times the factor."""

    def one(x: float) -> float:
        return x * factor / (1 - x + x * factor) if odds else x * factor

    after = copy.deepcopy(number)
    for key in ("value", "min", "mode", "max", "p10", "p50", "p90", "chance"):
        if key in after:
            after[key] = one(after[key])
    for choice in after.get("choices", ()):
        choice["value"] = one(choice["value"])
    if "data" in after:
        after["data"] = [one(x) for x in after["data"]]
    return after


def _in_own_money(number: Node, numbers: dict[str, Node], currency: Node) -> Node:
    """An amount of another currency or year in the model's: by the index of its own country, then by the rate."""
    written = re.split(r"[/*]", number["unit"])[0]
    if "prices_of" not in number or not re.fullmatch("[A-Z]{3}", written):
        return number
    year, then = str(currency["price_year"]), str(number["prices_of"])
    index = {when: numbers[f"currency.price_index.{written}.{when}"]["value"] for when in (year, then)}
    rate = 1 if written == currency["model"] else numbers[f"currency.rates.{written}"]["value"]
    return scaled(number, index[year] / index[then] * rate)
