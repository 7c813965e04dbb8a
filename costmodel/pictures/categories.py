"""What the money is for: each category, to go-live and after, the dearest first."""

from collections.abc import Mapping

from costmodel.pictures.canvas import across, bar, label, picture
from costmodel.pictures.formats import short_money
from costmodel.pictures.markup import Markup, join, tag

LEGEND, ROW, THICKNESS = 36.0, 57.0, 18.0
SCOPES = {"to_go_live": "to go-live", "after_go_live": "after"}
LOOKS = {"to_go_live": "cm-before", "after_go_live": "cm-after"}


def categories(means: Mapping[tuple[str, str], float]) -> Markup:
    """Means by category and scope, as the column `mean` of `by(["category", "scope"])` has them."""
    costs = {
        category: (means.get((category, "to_go_live"), 0.0), means.get((category, "after_go_live"), 0.0))
        for category, _ in means
    }
    ordered = sorted(costs.items(), key=lambda cost: -sum(cost[1]))
    longest = max(*(max(before, 0.0) + max(after, 0.0) for before, after in costs.values()), 1e-9)
    sums = {scope: sum(cost[place] for cost in costs.values()) for place, scope in enumerate(SCOPES)}
    rows = [_row(category, *cost, longest, LEGEND + ROW * number) for number, (category, cost) in enumerate(ordered)]
    says = "Mean cost by category, to go-live and after. " + "; ".join(
        f"{category_name(category)}: {short_money(before)} to go-live, {short_money(after)} after"
        for category, (before, after) in ordered
    )
    return picture("categories", LEGEND + ROW * len(rows), says, _legend(sums), *rows)


def category_name(category: str) -> str:
    """How a category is called on a page.

    >>> category_name("data_preparation")
    'Data preparation'
    """
    return category.replace("_", " ").capitalize()


def _row(category: str, before: float, after: float, longest: float, y: float) -> Markup:
    name, parts = category_name(category), f"{short_money(before)} to go-live + {short_money(after)} after"
    middle = max(before, 0.0) / longest
    end = middle + max(after, 0.0) / longest
    return join(
        label("0%", y + 13, name, "cm-strong"),
        tag(
            "text",
            tag("tspan", _sum(before, after), class_="cm-muted"),
            tag("tspan", f" {short_money(before + after)}", class_="cm-strong"),
            x="100%",
            y=y + 13,
            text_anchor="end",
            class_="cm-figure",
        ),
        bar(0, 1, y + 20, THICKNESS, look="cm-track", says=f"{name}: {parts}"),
        bar(0, middle, y + 20, THICKNESS, look="cm-before", says=f"{name}, before: {short_money(before)}"),
        bar(middle, end, y + 20, THICKNESS, look="cm-after", says=f"{name}, after: {short_money(after)}"),
    )


def _sum(before: float, after: float) -> str:
    return f"{short_money(before)} + {short_money(after)} =" if min(before, after) > 0.5 else ""


def _legend(sums: dict[str, float]) -> Markup:
    places = {"to_go_live": 0.0, "after_go_live": 0.5}
    return join(
        *(
            join(
                tag("rect", x=across(place), y=5, width=12, height=12, rx=2, class_=LOOKS[scope]),
                tag(
                    "text",
                    f"{SCOPES[scope]} ",
                    tag("tspan", short_money(sums[scope]), class_="cm-strong"),
                    x=across(place),
                    dx=18,
                    y=15,
                ),
            )
            for scope, place in places.items()
        )
    )
