"""The card of several cases: their figures side by side, the way from one to another, and what each spends it on."""

from __future__ import annotations

from costmodel.dashboard.cards.card import figure, hidden, pending
from costmodel.dashboard.cards.seen import Seen, Slow
from costmodel.dashboard.state.address import PLACES
from costmodel.dashboard.state.case import LONGEST_NAME
from costmodel.dashboard.view.levers import button
from costmodel.decisions.side_by_side import FIGURES
from costmodel.files.categories import cost_categories
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag
from costmodel.pictures.waterfall import ROW
from costmodel.report.cells import written
from costmodel.report.side_by_side import KEY, SideBySide, Written

OF = "comparison"  # what is behind it: the changes
NOTHING = Written("…", "", "", "")


class SideBySideCard:
    """The cases side by side; nothing is shown where none is kept beside that of the page."""

    key, of = KEY, OF

    def heading(self, seen: Seen) -> str:
        """What it is called."""
        return seen.says(f"card {KEY}")

    def ready(self, slow: Slow) -> bool:
        """Whether its figures are there."""
        return slow.beside is not None

    def markup(self, seen: Seen, slow: Slow) -> Markup:
        """The whole card but its table, or its place while the figures are worked out."""
        if len(seen.cases) < 2:
            return hidden(KEY)
        beside = slow.beside
        says = seen.says
        region = {"tabindex": "0", "role": "region", "aria_label": self.heading(seen)}
        sides = tag("div", _sides(seen, beside), class_="cm-sides-place", **region)
        way = says("side by side: way", base=seen.cases[seen.against].name, name=seen.cases[seen.explained].name)
        height = ROW * (len(cost_categories()) + 2)
        drawn = pending(height, says) if beside is None else beside.picture(beside.other).drawn
        explained = tag(
            "div",
            tag("h3", way),
            tag("p", says("side by side: way means"), class_="cm-note"),
            _explains(seen),
            drawn,
            class_="cm-way",
        )
        sentence = "" if beside is None else beside.sentence(beside.other)
        both = tag("div", tag("div", sides, _adds(seen), _made_of(beside)), explained, class_="cm-beside-each-other")
        return figure(KEY, OF, seen, both, sentence, busy=beside is None)

    def details(self, seen: Seen, slow: Slow) -> Markup:
        """The cost by category in each case, each of which opens into its lines; empty until it is there."""
        beside, says = slow.beside, seen.says
        if beside is None or len(seen.cases) < 2:
            return Markup("")
        heading = f"{says('as a table')}: {self.heading(seen)}"
        region = {"class_": "cm-scroll", "tabindex": "0", "role": "region", "aria_label": heading}
        notes = (says("amounts in", currency=seen.currency), *beside.by_category().notes)
        return tag(
            "details",
            tag("summary", says("as a table")),
            tag("div", _by_category(beside), **region),
            *(tag("p", note, class_="cm-note") for note in notes),
            class_="cm-data",
            id=f"cm-table-{KEY}",
            data_before=says("from before"),
        )


# -- the figures side by side ------------------------------------------------------------------------------------------


def _sides(seen: Seen, beside: SideBySide | None) -> Markup:
    """A column for each case; each figure has a line of its own for what it is, so that all columns are alike."""
    says, count = seen.says, len(seen.cases)
    head = tag("tr", *(_head(place, seen) for place in range(count)))
    controls = tag("tr", *(_controls(place, seen) for place in range(count)), class_="cm-of-page")
    rows = beside.rows() if beside is not None else None
    bodies = []
    for number, name in enumerate(FIGURES):
        row = None if rows is None else rows[number]
        named = says(f"side by side: {name}")
        scope = "" if row is None else row.scope
        words = tag("span", named, " ", tag("span", scope, class_="cm-scope"), class_="cm-side-figure")
        told = tag("th", words, colspan=str(count), scope="rowgroup")
        cells = [NOTHING] * count if row is None else row.cells
        values = (tag("td", *_value(cell), class_=_look(place, seen)) for place, cell in enumerate(cells))
        bodies.append(tag("tbody", tag("tr", told), tag("tr", *values)))
    return tag("table", tag("thead", head, controls), *bodies, class_=f"cm-sides cm-sides-{count}")


def _value(cell: Written) -> list[Markup]:
    parts = [tag("b", cell.value)]
    parts += [tag("span", cell.when, class_="cm-note")] if cell.when else []
    parts.append(tag("span", cell.apart, " ", tag("span", cell.error, class_="cm-error-of"), class_="cm-apart-from"))
    return parts


def _look(place: int, seen: Seen) -> str:
    return "cm-base" if place == seen.against else ""


def _head(place: int, seen: Seen) -> Markup:
    """What a case is called, and what it is made of."""
    called = seen.cases[place]
    note = ", ".join(filter(None, ("" if place else seen.says("side by side: on page"), called.note)))
    name = tag("span", called.name, class_="cm-side-name")
    return tag("th", name, tag("span", note, class_="cm-note"), scope="col", class_=_look(place, seen))


def _controls(place: int, seen: Seen) -> Markup:
    """Whether it is the base, and what can be done with it."""
    at, chosen = PLACES[place], {"checked": ""} if place == seen.against else {}
    radio = {"type": "radio", "name": "cm-against", "value": at, "data_field": "against", "id": f"cm-against-{at}"}
    told = {"aria_label": f"{seen.says('side by side: base')}: {seen.cases[place].name}"}
    label = tag("span", seen.says("side by side: base"))
    base = tag("label", tag("input", **radio, **told, **chosen), label, class_="cm-tick")
    ways = () if place == 0 else (_ways(place, seen.cases[place].name, seen.says),)
    return tag("td", base, *ways, class_=_look(place, seen))


def _ways(place: int, name: str, says: Language) -> Markup:
    """What can be done with a case that is kept."""
    at = PLACES[place]
    signs = []
    for sign, do in (("⇄", "show"), ("✕", "drop")):
        told = says(f"side by side: {do}")
        means = {"id": f"cm-{do}-{at}", "title": told, "aria_label": f"{told}: {name}"}
        signs.append(button(sign, do, at, "cm-quiet cm-sign", **means))
    told = says("side by side: rename")
    look = {"maxlength": str(LONGEST_NAME), "autocomplete": "off", "placeholder": says("share: name example")}
    field = {"data_field": f"called {at}", "id": f"cm-called-{at}", "aria_label": f"{told}: {name}"}
    summary = tag("summary", "✎", title=told, aria_label=f"{told}: {name}")
    rename = tag("details", summary, tag("input", type="text", **field, **look))
    return tag("div", *signs, rename, class_="cm-side-ways")


def _adds(seen: Seen) -> Markup:
    """What one more case can be: that of the page as it stands, a scenario, or a file."""
    says = seen.says
    if len(seen.cases) == len(PLACES):
        return tag("p", says("side by side: full", most=str(len(PLACES))), class_="cm-note cm-of-page")
    options = [tag("option", says("side by side: choose"), value="")]
    options += [tag("option", words, value=name) for name, words in seen.offered.items()]
    choice = {"id": "cm-beside", "data_field": "beside", "aria_label": says("side by side: choose")}
    file = {"type": "file", "accept": ".yaml,.yml", "data_load": "load_beside", "hidden": "", "tabindex": "-1"}
    return tag(
        "div",
        button(says("side by side: keep"), "keep", id="cm-keep-here"),
        tag("select", *options, **choice),
        tag("input", id="cm-file-beside", **file),
        button(says("side by side: file"), "file", id="cm-choose-beside"),
        class_="cm-adds-cases cm-of-page",
    )


def _made_of(beside: SideBySide | None) -> Markup:
    """Which cases these are, for paper and for an image that is kept."""
    if beside is None:
        return join()
    return tag("p", beside.source(range(len(beside.sides)), None), class_="cm-note cm-made-of", hidden="hidden")


# -- the way from one to another ---------------------------------------------------------------------------------------


def _explains(seen: Seen) -> Markup:
    """Whose difference is explained, where there is more than one to choose from."""
    others = [place for place in range(len(seen.cases)) if place != seen.against]
    if len(others) < 2:
        return join()
    options = []
    for place in others:
        chosen = {"selected": ""} if place == seen.explained else {}
        options.append(tag("option", seen.cases[place].name, value=PLACES[place], **chosen))
    label = tag("label", seen.says("side by side: explain"), for_="cm-explained")
    choice = tag("select", *options, id="cm-explained", data_field="explained")
    return tag("div", label, choice, class_="cm-explains cm-of-page")


# -- what each spends it on --------------------------------------------------------------------------------------------


def _by_category(beside: SideBySide) -> Markup:
    """The table of categories; a button at each opens the lines below it."""
    table = beside.by_category()
    looks = ({"class_": "right"} if column.kind != "text" else {} for column in table.columns)
    head = [tag("th", column.name, scope="col", **look) for column, look in zip(table.columns, looks, strict=True)]
    bodies = []
    for number, ((name, *cells), lines) in enumerate(beside.opened()):
        folded = f"cm-lines-of-{number}"
        look = {"type": "button", "class_": "cm-unfold", "data_unfold": folded, "id": f"cm-unfold-{number}"}
        opens = tag("button", name, aria_expanded="false", aria_controls=folded, **look)
        bodies.append(tag("tbody", tag("tr", tag("th", opens, scope="row"), *_figures(cells))))
        inside = (tag("tr", tag("th", line, scope="row"), *_figures([*figures, ""])) for line, *figures in lines)
        bodies.append(tag("tbody", *inside, id=folded, hidden="", class_="cm-lines-of"))
    name, *cells = written(table, beside.says)[-1]
    total = tag("tbody", tag("tr", tag("th", name, scope="row"), *_figures(cells), class_="total"))
    return tag("table", tag("thead", tag("tr", *head)), *bodies, total)


def _figures(cells: list[str]) -> list[Markup]:
    return [tag("td", cell, class_="right") for cell in cells]


SIDE_BY_SIDE = SideBySideCard()
