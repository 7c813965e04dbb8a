"""One case against another that is held: what each category costs more or less, and the two together."""

from collections.abc import Mapping

from costmodel.language.language import Language
from costmodel.pictures.canvas import Scale, bar, label, level, picture, rule, up_to
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS, GAP = 38.0, 13.0, 12.0
SMALLEST = 0.5  # money; what differs by less does not differ


def comparison(
    differences: Mapping[str, float],
    months: float,
    cheaper: float,
    earlier: float,
    says: Language,
    currency: str,
) -> Markup:
    """Three figures, and bars from zero: to the left what costs less than in the held case, to the right what more.

    Args:
        differences: category -> mean money over the whole life, this case less the held one; they add up to the total.
        months: mean months to go-live, this case less the held one.
        cheaper: the chance that this case costs less over the whole life, sample by sample.
        earlier: the chance that it is live earlier.
        says: the language.
        currency: of the money.
    """
    total = sum(differences.values())
    rows = sorted(
        ((says.name(name), amount) for name, amount in differences.items() if abs(amount) >= SMALLEST),
        key=lambda row: -abs(row[1]),
    )
    facts = (
        (
            says("compared total"),
            says.signed_amount(total, currency),
            says("compared cheaper", chance=says.share(cheaper)),
        ),
        (says("compared date"), says.signed_length(months), says("compared earlier", chance=says.share(earlier))),
    )
    figures = tag("dl", *(_fact(*fact) for fact in facts), class_="cm-facts")
    if not rows:
        return tag("div", figures, tag("p", says("compared nothing"), class_="cm-note"), class_="cm-with-legend")
    reach = up_to(max(abs(amount) for _, amount in (*rows, ("", total)))).high
    scale = Scale(-reach, reach)
    told = "; ".join(f"{name}: {says.signed_amount(amount, currency)}" for name, amount in rows)
    everything = says("compared whole life")
    height = ROW * (len(rows) + 1) + GAP
    drawn = picture(
        "comparison",
        height,
        says(
            "comparison says", total=says.signed_amount(total, currency), months=says.signed_length(months), parts=told
        ),
        *(_row(scale, ROW * number, *row, says, currency) for number, row in enumerate(rows)),
        level(ROW * len(rows) + GAP / 2, "cm-axis"),
        _row(scale, ROW * len(rows) + GAP, everything, total, says, currency, strong="cm-strong"),
    )
    keys = legend(("cm-less", says("legend less"), ""), ("cm-more", says("legend more"), ""))
    return with_legend(join(figures, keys), drawn)


def _row(scale: Scale, y: float, name: str, amount: float, says: Language, currency: str, strong: str = "") -> Markup:
    left, right = sorted((scale.share(0.0), scale.share(amount)))
    written = says.signed_amount(amount, currency)
    look = "cm-less" if amount < 0 else "cm-more"
    middle = y + 19
    return join(
        label("0%", y + 13, name, strong),
        label("100%", y + 13, written, strong or "cm-figure", "end"),
        bar(0, 1, middle, THICKNESS, look="cm-track", says=f"{name}: {written}"),
        bar(left, max(right, left + 0.003), middle, THICKNESS, look=look, says=f"{name}: {written}"),
        rule(scale.at(0.0), middle - 2, middle + THICKNESS + 2, "cm-axis"),
    )


def _fact(name: str, value: str, aside: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value, class_="cm-value"), tag("dd", aside, class_="cm-aside"))
