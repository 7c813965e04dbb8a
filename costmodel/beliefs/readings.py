"""Which keys make which reading of a number, and the limits within which some units lie."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "value", "uniform", "pert", "triangular", "lognormal", "normal", "three_point", "chance", "choices", "data"
]

# Which keys make which reading; the first four without `shape`.
READINGS: dict[frozenset[str], Kind] = {
    frozenset({"value"}): "value",
    frozenset({"min", "max"}): "uniform",
    frozenset({"min", "mode", "max"}): "pert",
    frozenset({"p10", "p90"}): "lognormal",
    frozenset({"p10", "p50", "p90"}): "three_point",
    frozenset({"chance"}): "chance",
    frozenset({"choices"}): "choices",
    frozenset({"data"}): "data",
}
NUMBER_KEYS = ("value", "min", "mode", "max", "p10", "p50", "p90", "chance", "choices", "data")
WHAT_TO_GIVE = "give value | min, mode, max | min, max | p10, p90 | p10, p50, p90 | chance | choices | data"
BOUNDED: tuple[Kind, ...] = ("value", "uniform", "pert", "triangular", "chance", "choices", "data")
UPPER_BOUND = {"share": 1.0, "chance": 1.0, "switch": 1.0, "level": 5.0}
LOWER_BOUND = {"level": 1.0}
NEGLIGIBLE = 1e-6  # a chance below which a belief's tail is not worth a word
