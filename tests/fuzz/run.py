"""Try all surfaces for a fixed time each, and write what became of it: `make fuzz`, or `python -m tests.fuzz.run`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.surfaces import SURFACES, Draw, prepare

PAGE = Path(__file__).parents[2] / "docs" / "robustness.md"
BEGIN, END = "<!-- fuzz -->\n", "<!-- end of fuzz -->\n"
SLOW = 5.0  # seconds of processor time for one input
A_BATCH = 40  # inputs between two looks at the clock
COLUMNS = ("tried", "refused", "accepted", "silent", "slow", "crashed")


class TimeIsUp(KeyboardInterrupt):
    """Ends a batch in its middle: what is no `Exception` is handed on at once."""


def tried(surface: Callable[[Draw], str], seconds: float, first: int = 0) -> tuple[Counter[str], list[str]]:
    """How often each thing came of it within so many seconds of processor time, and traces of what was not foreseen."""
    found: Counter[str] = Counter(dict.fromkeys(COLUMNS, 0))
    traces: list[str] = []

    @settings(
        max_examples=A_BATCH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def batch(data: Any) -> None:
        began = time.process_time()  # on a busy machine, others would make it slow
        if began > end:
            raise TimeIsUp
        try:
            found[surface(data.draw)] += 1
        except Exception:  # noqa: BLE001 - whatever is not foreseen is what is looked for
            found["crashed"] += 1
            traces.append(traceback.format_exc())
        found["tried"] += 1
        found["slow"] += time.process_time() - began > SLOW

    prepare()
    end = time.process_time() + seconds
    number = first
    while time.process_time() < end:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with suppress(TimeIsUp):
                seed(number)(batch)()
        number += 1
    return found, traces


def main() -> int:
    """Try them all; 1 if anything crashed or was slow."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0, help="of processor time for each surface; 60 unless told")
    asked.add_argument("--surface", choices=sorted(SURFACES), action="append", help="only this one; may be repeated")
    asked.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    told = asked.parse_args()
    rows, bad = [], 0
    for name in told.surface or SURFACES:
        found, traces = tried(SURFACES[name], told.seconds)
        rows.append([name, *(f"{found[column]:,}" for column in COLUMNS)])
        bad += found["crashed"] + found["slow"]
        print(f"{name}: {dict(found)}", *dict.fromkeys(traces), sep="\n", flush=True)  # noqa: T201
    lines = [["surface", *COLUMNS], ["---", *("---:" for _ in COLUMNS)], *rows]
    table = "".join(f"| {' | '.join(row)} |\n" for row in lines)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    text = f"Tried on {today}, {told.seconds:g} seconds of processor time for each surface:\n\n{table}"
    print(text)  # noqa: T201
    if told.write:
        page = PAGE.read_text(encoding="utf-8")
        head, rest = page.split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}{text}{END}{rest.split(END)[1]}", encoding="utf-8")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
