"""What a word in a YAML file means: as YAML 1.2 has it, whichever reader is installed, C or Python."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from costmodel.errors import Fault
from costmodel.files import nodes
from costmodel.files.nodes import Node, parse_yaml

SHIPPED = sorted((Path(__file__).parents[2] / "assumptions").rglob("*.yaml"))

MEANINGS: dict[str, Any] = {
    "true": True, "True": True, "FALSE": False, "tRue": "tRue",
    "yes": "yes", "no": "no", "on": "on", "off": "off", "y": "y",
    "null": None, "~": None, "": None, "NULL": None, "nUll": "nUll",
    "12": 12, "-12": -12, "+12": 12, "012": 12, "0o17": 15, "0x1F": 31, "1_000": 1000,
    "-0o17": "-0o17", "0b11": "0b11", "08": 8, "1:30": "1:30", "1:30:15.5": "1:30:15.5", "1,000": "1,000",
    "1.5": 1.5, "1.": 1.0, ".5": 0.5, "-.5": -0.5, "1e5": 1e5, "1E5": 1e5, "1e-5": 1e-5, "1_0.5": 10.5,
    ".5e3": ".5e3", ".5e+3": 500.0, ".inf": math.inf, "-.INF": -math.inf, "1e": "1e", "0x": "0x",
    "2024-01-02": "2024-01-02", "=": "=", "<<": "<<", "1.2.3": "1.2.3", "1.5%": "1.5%",
    "'12'": "12", '"true"': "true", '!!int "3"': 3, "!!float 3": 3.0, "!!str 12": "12", "!!bool yes": True,
}  # fmt: skip


def read(text: str) -> tuple[Node | None, list[Fault]]:
    faults: list[Fault] = []
    return parse_yaml(text.encode(), "own.yaml", faults), faults


@pytest.fixture(params=[nodes.LOADER, yaml.SafeLoader], ids=["as installed", "in Python"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "LOADER", request.param)


@pytest.mark.usefixtures("reader")
def test_a_bare_word_means_what_yaml_1_2_says() -> None:
    found = {}
    for written in MEANINGS:
        root, faults = read(f"a:\n  - {written}\n")
        assert root is not None
        assert not faults
        found[written] = root.plain()["a"][0]
    assert {key: (type(one), one) for key, one in found.items()} == {
        key: (type(one), one) for key, one in MEANINGS.items()
    }


def test_both_readers_see_the_same_in_every_shipped_file(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [parse_yaml(path.read_bytes(), path.name, []) for path in SHIPPED[::4]]
    monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)
    assert [parse_yaml(path.read_bytes(), path.name, []) for path in SHIPPED[::4]] == fast


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "own.yaml:1: is empty"),
        ("a: 1\n---\nb: 2\n", "own.yaml:3: holds more than one document (---)"),
        ("a: 1\nb: &x 2\n", "own.yaml:2: anchors and aliases (& and *) are not allowed"),
        ("a: [1, 2\nb: }\n", "own.yaml:2: is not YAML: expected ',' or ']', but got ':'"),
        ("a: 1\n? [b]\n: {c: 1}\na: {d: [2]}\n", "own.yaml:2: a key must be a word"),
        ("a: " + "[" * 45 + "]" * 45, "own.yaml:1: a: is nested more than 40 levels deep"),
    ],
)
def test_what_is_not_read_is_refused_with_its_line(text: str, said: str) -> None:
    assert str(read(text)[1][0]) == said
