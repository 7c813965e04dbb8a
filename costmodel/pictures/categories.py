"""What the money is for: each category, to go-live and after, the dearest first."""

from collections.abc import Mapping

from costmodel.language.language import Language
from costmodel.pictures.canvas import bar, label, picture
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag
from costmodel.simulation.ledger import SCOPES

ROW, THICKNESS = 46.0, 16.0
LOOKS = {"to_go_live": "cm-before", "after_go_live": "cm-after"}


def categories(means: Mapping[tuple[str, str], float], says: Language, currency: str) -> Markup:
    """Bars in proportion to the means; a credit (a resale) has no length but is told.

    Args:
        means: (category, scope) -> mean money; scopes as in `ledger.SCOPES`.
        says: the language.
        currency: of the money.
    """
    names = dict.fromkeys(category for category, _ in means)
    costs = {name: tuple(means.get((name, scope), 0.0) for scope in SCOPES) for name in names}
    ordered = sorted(costs.items(), key=lambda cost: -sum(cost[1]))
    longest = max((sum(max(part, 0.0) for part in parts) for parts in costs.values()), default=0.0) or 1.0
    sums = [sum(parts[place] for parts in costs.values()) for place in range(len(SCOPES))]
    rows, told = [], []
    for number, (name, parts) in enumerate(ordered):
        row = _Row(says.name(name), parts[0], parts[1], says, currency)
        rows.append(row.drawn(longest, ROW * number))
        told.append(f"{row.name}: {row.told}")
    keys = (
        (LOOKS[scope], says(f"scope {scope}"), says.short_amount(amount, currency))
        for scope, amount in zip(SCOPES, sums, strict=True)
    )
    drawn = picture("categories", ROW * len(rows) - 8, says("categories says", categories="; ".join(told)), *rows)
    return with_legend(legend(*keys), drawn)


class _Row:
    """One category: its name, what it costs to go-live and after."""

    def __init__(self, name: str, before: float, after: float, says: Language, currency: str) -> None:
        self.name, self.before, self.after = name, before, after
        self.amounts = [says.short_amount(amount, currency) for amount in (before, after, before + after)]
        self.told = says("before and after", before=self.amounts[0], after=self.amounts[1])
        self.scopes = [f"{name}, {says(f'scope {scope}')}: " for scope in SCOPES]

    def drawn(self, longest: float, y: float) -> Markup:
        middle = max(self.before, 0.0) / longest
        end = middle + max(self.after, 0.0) / longest
        before, after, whole = self.amounts
        both = f"{before} + {after} = " if min(self.before, self.after) > 0.5 else ""
        return join(
            label("0%", y + 12, self.name),
            tag(
                "text",
                tag("tspan", both, class_="cm-muted cm-wide"),
                tag("tspan", whole, class_="cm-strong"),
                x="100%",
                y=y + 12,
                text_anchor="end",
            ),
            bar(0, 1, y + 19, THICKNESS, look="cm-track", says=f"{self.name}: {self.told}"),
            bar(0, middle, y + 19, THICKNESS, look="cm-before", says=self.scopes[0] + before),
            bar(middle, end, y + 19, THICKNESS, look="cm-after", says=self.scopes[1] + after),
        )
