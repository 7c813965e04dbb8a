"""A shape is added by its own file: the numbers are read, checked, drawn, told and written like those of any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.copied import copy_of_the_package, run
from tests.strategies import company, number

# Numbers with one chance in twenty on either side, as a normal distribution; 1.6448536 is the normal score of P95.
SHAPE = '''"""A number with one chance in twenty on either side of two percentiles: `p05, p95`."""

from dataclasses import dataclass
from typing import ClassVar

from costmodel.beliefs.keys import disorder, number
from costmodel.beliefs.normal_scores import normal_score, probability
from costmodel.beliefs.shape import NO_STEPS

Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Twentieths:
    low: float
    high: float

    NAME: ClassVar = "twentieths"
    KEYS: ClassVar = {"p05": number(0.05), "p95": number(0.95)}
    ON_REQUEST: ClassVar = False
    ORDER: ClassVar = 55
    SAID: ClassVar = "believed twentieths"
    DRAWN: ClassVar = True
    EVENT: ClassVar = False
    DISCRETE: ClassVar = False
    BOUNDED: ClassVar = False
    TABLED: ClassVar = True

    @classmethod
    def faults(cls, given):
        return disorder({key: given[key] for key in cls.KEYS}, strict=True)

    @classmethod
    def of(cls, given):
        return cls(float(given["p05"]), float(given["p95"]))

    numbers = property(lambda self: (self.low, self.high))
    said = property(lambda self: [("p05", self.low), ("p95", self.high)])
    certain = property(lambda self: False)
    symmetric = property(lambda self: True)
    likeliest = property(lambda self: (self.low + self.high) / 2)
    spread = property(lambda self: (self.high - self.low) / (2 * Z95))

    def quantile(self, share):
        return self.at_scores(normal_score(share))

    drawn_at = quantile

    def at_scores(self, scores):
        return self.likeliest + self.spread * scores

    def below(self, value):
        return probability((value - self.likeliest) / self.spread)

    def steps(self):
        return NO_STEPS

    def mean_and_variance(self):
        return self.likeliest, self.spread**2

    def cut(self, likeliest, top):
        return None
'''

TOLD = """
import contextlib, io, json, sys
from pathlib import Path

import numpy as np
from openpyxl import load_workbook

import costmodel as cm
from costmodel.cli import main
from costmodel.dashboard.state.case import belief_word, read_belief_word
from costmodel.dashboard.view.belief_fields import editor
from costmodel.language.beliefs import believed
from costmodel.language.language import language_of
from costmodel.language.translations import texts
from costmodel.report import workbook

name, folder, out = "labelling.items", sys.argv[1], Path(sys.argv[2])
assumptions = cm.load(folder)
belief = assumptions[name]
drawn = cm.draw({name: belief}, 4096)[name]
est = cm.estimate(assumptions, samples=512)
workbook.write(est, out / "book.xlsx")
sheet = load_workbook(out / "book.xlsx")["Assumptions"]
rows = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
cm.save_scenario(cm.load().with_changes({name: belief}, why="tried"), out / "mine.yaml", "Mine", "A story")
with contextlib.redirect_stdout(io.StringIO()) as costs:
    checked = [main(["check", folder]), main(["estimate", folder, "--samples", "512", "--json"])]
print(json.dumps({
    "checked": checked,
    "costs": costs.getvalue(),
    "kind": belief.kind,
    "drawn": np.quantile(drawn, [0.05, 0.5, 0.95]).tolist(),
    "words": [believed(belief, texts(code), language_of(code)) for code in ("en", "de")],
    "cells": [rows[name][rows["Name"].index(key)] for key in ("p05", "p95")],
    "read again": cm.load(scenarios=[out / "mine.yaml"])[name].numbers,
    "in an address": read_belief_word(belief_word(belief)).numbers,
    "doubled": belief.times(2).numbers,
    "moved": belief.with_likeliest(1000).numbers,
    "pooled": list(cm.pool([belief, belief]).belief.numbers),
    "below": float(cm.pool([belief, belief]).below(400)),
    "fields": [word in editor(name, belief, None, texts("de"), language_of("de")) for word in ("P05", "Twentieths")],
}))
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with one more file."""
    root = copy_of_the_package(tmp_path_factory.mktemp("copied"))
    (root / "costmodel" / "beliefs" / "shapes" / "twentieths.py").write_text(SHAPE, encoding="utf-8")
    return root


def test_a_shape_is_added_by_one_file(copied: Path, tmp_path: Path) -> None:
    folder = company(tmp_path / "own", own=number("p05: 300\np95: 500"))
    told = run(copied, "-c", TOLD, str(folder), str(tmp_path))
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["kind"] == "twentieths"
    assert found["drawn"] == pytest.approx([300, 400, 500], rel=0.01)
    assert found["words"] == ["P05 300 · P95 500 items", "P05 300 · P95 500 Objekte"]
    assert found["cells"] == [300, 500]
    assert found["read again"] == found["in an address"] == found["pooled"] == [300, 500]
    assert found["doubled"] == [600, 1000]
    assert found["moved"] == [750, 1250]  # 400 becomes 1000, so all is two and a half times as much
    assert found["below"] == pytest.approx(0.5)
    assert found["fields"] == [True, True]
    assert found["checked"] == [0, 0]
    assert json.loads(found["costs"][found["costs"].index("{") :])["total"]["mean"] > 0


def test_its_faults_are_told_with_their_lines(copied: Path, tmp_path: Path) -> None:
    own, other = number("p05: 600\np95: 200"), number("p05: 6", "labelling.labels_per_item")
    folder = company(tmp_path / "own", own=own, other=other)
    checked = run(copied, "-m", "costmodel", "check", str(folder))
    assert checked.returncode == 2
    assert "own.yaml:3: labelling.items: p05 600 is not below p95 200" in checked.stdout
    (incomplete,) = [line for line in checked.stdout.splitlines() if line.startswith("other.yaml")]
    assert "p05 is no belief; give value | min, mode, max" in incomplete
    assert "p05, p95" in incomplete
