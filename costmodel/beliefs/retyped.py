"""Somebody has typed another likeliest value: what may become of the range around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from costmodel.beliefs.belief import Belief

SCALE, SHIFT, KEEP = "scale", "shift", "keep"
MODE = "mode"


def ranges_around(belief: Belief, likeliest: float) -> Mapping[str, Belief]:
    """The beliefs that have another likeliest value, each with another idea of the range.

    Args:
        belief: what was believed before.
        likeliest: the value that was typed, in its unit.

    Returns:
        ``scale``: the range grows and shrinks with the value; ``shift``: it is as wide as before and moves along;
        ``keep``: its ends stay. What is impossible (a shifted range below zero, a value outside the kept one, a shape
        whose ends are not given beside its mode) is left out; so are all where nothing is uncertain.
    """
    if belief.certain or belief.distribution.DISCRETE:
        return {}
    apart = likeliest - belief.likeliest
    tried: dict[str, Callable[[], Belief]] = {
        SCALE: lambda: belief.with_likeliest(likeliest),
        SHIFT: lambda: belief.mapped(lambda number: number + apart),
        KEEP: lambda: belief.changed({MODE: likeliest}) if MODE in belief.given else belief,
    }
    found: dict[str, Belief] = {}
    for way, make in tried.items():
        try:
            after = make()
        except ValueError:
            continue
        if not after.certain and abs(after.likeliest - likeliest) <= 1e-6 * max(abs(likeliest), 1.0):
            found[way] = after
    return found
