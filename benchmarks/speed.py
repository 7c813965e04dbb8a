"""How fast the shipped baseline is computed, as ratios to what no simulation can do without: drawing its uniforms.

    make benchmark                        # or: python benchmarks/speed.py [SAMPLES]

Absolute times belong to the machine; ratios travel. One thread; the median of several runs, taken in turns with the
yardstick so that a slower moment of the machine falls on both.
"""

import os
import resource
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
LIMITS = {"totals and categories": 12, "with monthly cash flow": 30}


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
    """Peak memory in MB of a fresh process that runs the code; Linux counts that of who started it into `ru_maxrss`."""
    report = "print(next(int(one.split()[1]) / 1024 for one in open('/proc/self/status') if one.startswith('VmHWM')))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def whole_command(*arguments: str) -> float:
    """Seconds of a whole command, the median of three after a warm-up."""
    runs = [seconds(lambda: subprocess.run(arguments, check=True, capture_output=True)) for _ in range(4)]
    return statistics.median(runs[1:])


def processor(code: str) -> float:
    """Seconds of processor time of a fresh process that runs the code, the median of five after a warm-up."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        runs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
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

    faster = []
    for _ in range(RUNS):
        one = seconds(lambda: cm.estimate(assumptions, samples, 1))
        faster.append(one / seconds(lambda: cm.estimate(assumptions, samples, 1, workers=2)))
    spread = f"{min(faster):.2f} to {max(faster):.2f}; at least 1.8, load of the machine {os.getloadavg()[0]:.1f}"
    print(f"{'two workers':26} {statistics.median(faster):6.2f} times as fast as one ({spread})")

    sliders = []
    for step in range(30):
        moved = assumptions.with_likeliest({"plan.data_access.wait": 10.0 + step})
        sliders.append(seconds(lambda moved=moved: cm.estimate(moved, BLOCK, 1)))
    print(f"{'one slider step':26} {statistics.median(sliders[5:]) * 1e3:6.1f} ms at {BLOCK:,} samples (at most 10)")

    megabytes = in_process("import costmodel as cm; cm.estimate(cm.load(), samples=1_000_000, seed=1).summary()")
    print(f"{'a million samples':26} {megabytes:6.0f} MB of memory at the peak (at most 200)")
    start = processor("import costmodel as cm; cm.estimate(cm.load(), samples=10_000, seed=1)")
    print(f"{'import, load, estimate':26} {start:6.2f} s of processor time at 10,000 samples (at most 0.6)")
    checked = processor("from costmodel.cli import main; main(['check'])")
    print(f"{'costmodel check':26} {checked:6.2f} s of processor time (at most 0.6)")
    command = whole_command(sys.executable, "-m", "costmodel", "estimate", "--samples", "10000")
    print(f"{'costmodel estimate':26} {command:6.2f} s at 10,000 samples, start included (at most 2)")
    imported = whole_command(sys.executable, "-c", "import costmodel") - whole_command(sys.executable, "-c", "pass")
    print(f"{'import costmodel':26} {imported:6.2f} s (at most 0.5)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
