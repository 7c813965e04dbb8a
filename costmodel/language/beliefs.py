"""A belief in words, as whoever knows the business would say it: 5 to 60 working days, likeliest 20."""

from __future__ import annotations

from costmodel.beliefs.belief import Belief
from costmodel.files.levers import percents
from costmodel.language.language import Language
from costmodel.language.symbols import symbol
from costmodel.language.translations import Texts


def believed(belief: Belief, texts: Texts, says: Language) -> str:
    """What is believed, in words.

    >>> from costmodel.language.language import language_of
    >>> from costmodel.language.translations import texts
    >>> believed(Belief(min=5, mode=20, max=60, unit="working_day"), texts("en"), language_of("en"))
    '5 to 60 working days, likeliest 20'
    >>> believed(Belief(p10=0.5, p90=2, unit="month"), texts("de"), language_of("de"))
    '0,5 bis 2 Monate in 8 von 10 Fällen'
    """
    unit = texts.unit(belief.unit, symbol_of(belief))
    if belief.unit == "switch" and belief.certain:
        return says("yes" if belief.likeliest > 0 else "no")
    told = _numbers_in_words(belief, unit, says).replace("  ", " ").replace(" ,", ",").strip()
    year = f", {says('sheet: prices of', year=str(belief.prices_of))}" if belief.prices_of else ""
    return told + year


def _numbers_in_words(belief: Belief, unit: str, says: Language) -> str:
    times = percents(belief)
    if belief.choices is not None:
        return " · ".join(written_number(times * choice.value, says) for choice in belief.choices) + f" {unit}"
    if belief.kind == "data":
        ends = {"low": belief.low, "high": belief.high}
        return says(
            "believed uniform", unit=unit, **{key: written_number(times * value, says) for key, value in ends.items()}
        )
    given = [written_number(times * number, says) for number in belief.numbers]
    match belief.kind:
        case "value" | "chance":
            return f"{given[0]} {unit}"
        case "uniform":
            return says("believed uniform", unit=unit, low=given[0], high=given[1])
        case "pert" | "triangular":
            return says("believed pert", unit=unit, low=given[0], mode=given[1], high=given[2])
        case "three_point":
            return says("believed three_point", unit=unit, low=given[0], middle=given[1], high=given[2])
        case _:
            return says("believed lognormal", unit=unit, low=given[0], high=given[1])


def written_number(value: float, says: Language) -> str:
    """A number from the assumptions as people read it: three digits or whole, however small it is."""
    size = abs(value)
    if size and size < 0.01:
        return says.grammar.marked(f"{value:.3g}")
    return says.plain(value, 0 if size >= 100 else 1 if size >= 10 else 2)


def symbol_of(belief: Belief) -> str:
    """The sign of the currency that a belief is in; nothing where it is in none."""
    return symbol(belief.unit.split("/")[0])
