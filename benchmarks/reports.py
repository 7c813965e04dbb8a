"""How long reports take, and how long it takes to say the assumptions in another language.

    python benchmarks/reports.py [SAMPLES]

Seconds of processor time, and their ratio to an estimate drawn afresh in the same run; the median of several runs.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import costmodel as cm
from costmodel.beliefs import sampling
from costmodel.language.language import language_of
from costmodel.report.contents import Contents
from costmodel.report.html import put_html, write_html
from costmodel.report.pdf import one_page, put_one_page, put_pdf, write_pdf
from costmodel.report.workbook import put_workbook
from costmodel.report.workbook import write as write_workbook

RUNS = 3
LIMITS = {"full report, PDF": 2.0, "one page, PDF": 0.5, "all four papers": 4.0}  # seconds


def seconds(function) -> float:
    """The processor time of a call."""
    began = time.process_time()
    function()
    return time.process_time() - began


def main(samples: int) -> None:
    """Print a line for each."""
    assumptions = cm.load(scenarios=["visual_inspection"])

    def afresh() -> None:
        sampling.forget()
        cm.estimate(assumptions, samples=samples, seed=1)

    one = statistics.median(seconds(afresh) for _ in range(RUNS))
    est = cm.estimate(assumptions, samples=samples, seed=1)
    est.summary()
    cm.translated(assumptions, "de")
    print(f"an estimate of {samples:,} samples drawn afresh takes {one * 1_000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)

        def all_four() -> None:
            contents = Contents(est, language_of("de"))
            put_workbook(contents, place / "set.xlsx")
            put_html(contents, place / "set.html")
            put_pdf(contents, place / "set.pdf")
            put_one_page(contents, place / "set_page.pdf")

        writers = {
            "all four papers": all_four,
            "full report, PDF": lambda: write_pdf(est, place / "report.pdf", "de"),
            "one page, PDF": lambda: one_page(est, place / "page.pdf", "de"),
            "HTML": lambda: write_html(est, place / "report.html", "de"),
            "workbook": lambda: write_workbook(est, place / "report.xlsx", "de"),
            "the assumptions in German once more": lambda: cm.translated(assumptions, "de"),
        }
        for name, write in writers.items():
            took = statistics.median(seconds(write) for _ in range(RUNS))
            limit = f" (at most {LIMITS[name]:g} s)" if name in LIMITS else ""
            print(f"{name:36} {took:6.3f} s{limit}, {took / one:5.1f} estimates")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
