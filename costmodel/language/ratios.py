"""How a ratio is put into words: each phrase has bounds, and no ratio outside them can ever get it."""

from __future__ import annotations

import math

from costmodel.language.language import Language

# Up to (not including) which ratio a phrase holds; the first that fits is taken. Each key is a text of the languages.
RATIOS: tuple[tuple[float, str], ...] = (
    (0.005, "ratio: next to nothing"),
    (0.18, "ratio: a small part"),
    (0.22, "ratio: a fifth"),
    (0.28, "ratio: a quarter"),
    (0.38, "ratio: a third"),
    (0.45, "ratio: less than half"),
    (0.55, "ratio: half"),
    (0.62, "ratio: more than half"),
    (0.71, "ratio: two thirds"),
    (0.80, "ratio: three quarters"),
    (0.97, "ratio: somewhat less"),
    (1.03, "ratio: as much"),
    (1.18, "ratio: slightly more"),
    (1.29, "ratio: a quarter more"),
    (1.40, "ratio: a third more"),
    (1.60, "ratio: half as much again"),
    (1.85, "ratio: clearly more"),
    (1.97, "ratio: nearly double"),
    (2.05, "ratio: double"),
    (2.80, "ratio: more than double"),
)


def compared(ratio: float, says: Language) -> str:
    """What a ratio is in words, to be followed by what is compared with: "nearly double", "3.1 times".

    Args:
        ratio: from 0.
        says: the language.

    Raises:
        ValueError: a negative ratio or none.
    """
    if not ratio >= 0:
        raise ValueError("a ratio in words is at least zero")
    for end, key in RATIOS:
        if ratio < end:
            return says(key)
    if math.isinf(ratio):
        return says("ratio: endlessly more")
    return says("ratio: times", number=says.number(ratio, 1 if ratio < 10 else 0))


SHARES: tuple[tuple[float, str], ...] = (
    (0.005, "share: next to none"),
    (0.18, "share: a small part"),
    (0.22, "share: a fifth"),
    (0.28, "share: a quarter"),
    (0.38, "share: a third"),
    (0.45, "share: less than half"),
    (0.55, "share: half"),
    (0.62, "share: more than half"),
    (0.71, "share: two thirds"),
    (0.80, "share: three quarters"),
    (0.995, "share: most"),
)


def share_in_words(share: float, says: Language) -> str:
    """What a share of a whole is in words, to be followed by "of ...".

    Raises:
        ValueError: a share outside 0..1.
    """
    if not -1e-9 <= share <= 1 + 1e-9:
        raise ValueError("a share lies between 0 and 1")
    return says(next((key for end, key in SHARES if share < end), "share: all"))
