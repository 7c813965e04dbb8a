"""The shapes that a belief can have. This folder is the register: each file holds one, as `beliefs.shape` describes."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from costmodel.beliefs.keys import Key
from costmodel.beliefs.shape import Fitting, Shape


@cache
def shapes() -> tuple[type[Shape], ...]:
    """All shapes, in the order in which they are listed."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    classes = [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__ and hasattr(one, "KEYS")
    ]
    return tuple(sorted(classes, key=lambda one: one.ORDER))


@cache
def number_keys() -> dict[str, Key]:
    """The keys under which the numbers of any shape stand, in the order in which they are written."""
    return {key: what for shape in shapes() for key, what in shape.KEYS.items()}


@cache
def fitting() -> dict[str, type[Fitting]]:
    """The shapes that can stand for a curve, by the name by which they are asked for."""
    able = [cast(type[Fitting], shape) for shape in shapes() if hasattr(shape, "FITTED_AS")]
    return {shape.FITTED_AS: shape for shape in able}


def shape_for(keys: frozenset[str], asked: str | None) -> type[Shape] | None:
    """The shape whose keys these are, None where no shape has them.

    Args:
        keys: under which numbers were given.
        asked: the word under `shape:`, if there is one.
    """
    return _register().get((keys, asked))


@cache
def _register() -> dict[tuple[frozenset[str], str | None], type[Shape]]:
    return {(frozenset(shape.KEYS), shape.NAME if shape.ON_REQUEST else None): shape for shape in shapes()}
