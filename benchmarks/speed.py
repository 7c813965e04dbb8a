"""How fast the shipped baseline is computed, as ratios to what no simulation can do without: drawing its uniforms.

    make benchmark                        # or: python benchmarks/speed.py [SAMPLES]

Absolute times belong to the machine; ratios travel. One thread; the median of several runs, taken in turns with the
yardstick so that a slower moment of the machine falls on both.
"""

import os
import statistics
import subprocess
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK

RUNS = 5
LIMITS = {"totals and categories": 20, "with monthly cash flow": 30}


def seconds(function) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def yardstick(columns: int, samples: int) -> None:
    """Uniforms of all uncertain inputs, drawn in blocks by SFC64, thrown away."""
    generator = np.random.Generator(np.random.SFC64(1))
    for _ in range(-(-samples // BLOCK)):
        for _ in range(columns):
            generator.random(BLOCK)


def in_process(code: str) -> float:
    """Peak memory in MB of a fresh process that runs the code."""
    report = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def whole_command(*arguments: str) -> float:
    """Seconds of a whole command, the median of three after a warm-up."""
    runs = [seconds(lambda: subprocess.run(arguments, check=True, capture_output=True)) for _ in range(4)]
    return statistics.median(runs[1:])


def main(samples: int) -> None:
    assumptions = cm.load()
    columns = len(assumptions.uncertain)
    measured: dict[str, list[float]] = {name: [] for name in LIMITS}
    for _ in range(RUNS):
        base = seconds(lambda: yardstick(columns, samples))
        totals = seconds(lambda: cm.estimate(assumptions, samples, 1))
        flow = seconds(lambda: cm.estimate(assumptions, samples, 1).cash_flow())
        measured["totals and categories"].append(totals / base)
        measured["with monthly cash flow"].append(flow / base)
    milliseconds = f"yardstick {base * 1e3:.0f} ms, estimate {totals * 1e3:.0f} ms"
    print(f"{columns} uncertain inputs, {samples:,} samples; {milliseconds}")
    for name, ratios in measured.items():
        middle, spread = statistics.median(ratios), f"{min(ratios):.1f} to {max(ratios):.1f}"
        print(f"{name:26} {middle:6.1f} x the yardstick ({spread}; at most {LIMITS[name]})")

    sliders = []
    for step in range(30):
        moved = assumptions.with_likeliest({"plan.data_access.wait": 10.0 + step})
        sliders.append(seconds(lambda moved=moved: cm.estimate(moved, BLOCK, 1)))
    print(f"{'one slider step':26} {statistics.median(sliders[5:]) * 1e3:6.1f} ms at {BLOCK:,} samples (at most 10)")

    megabytes = in_process("import costmodel as cm; cm.estimate(cm.load(), samples=1_000_000, seed=1).summary()")
    print(f"{'a million samples':26} {megabytes:6.0f} MB of memory at the peak (at most 600)")
    command = whole_command(sys.executable, "-m", "costmodel", "estimate", "--samples", "10000")
    print(f"{'costmodel estimate':26} {command:6.2f} s at 10,000 samples, start included (at most 2)")
    imported = whole_command(sys.executable, "-c", "import costmodel") - whole_command(sys.executable, "-c", "pass")
    print(f"{'import costmodel':26} {imported:6.2f} s (at most 0.5)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
