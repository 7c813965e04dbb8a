"""A sum that opens into its lines, each line into its formula with the numbers in it, each number into its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode

from costmodel.dashboard.cards import Seen
from costmodel.dashboard.view.sheets import framed, source
from costmodel.estimates.explained import ExplainedLine, explained
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import LAYERS, PHASES
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.formulas import Piece, Row, Wording
from costmodel.report.lines import LEAST, Group, named_line
from costmodel.simulation.formulas import Formula, Quantity
from costmodel.simulation.ledger import SCOPES

ROUNDING = 0.005  # of a line: as much as the numbers in its formula are rounded
OF_THE_DATE = ("go-live", "start", "work start", "first finish", "finish", "phase start", "phase end")
DATE = "go_live"


def sums(groups: Iterable[Group], seen: Seen) -> Markup:
    """Groups of lines with their sums; each line opens the cost lines behind it."""
    rows: list[Markup] = []
    total = 0.0
    for group in groups:
        rows.append(_sum(group.named, group.mean, seen))
        total += group.mean
        for line in group.lines:
            look = {"type": "button", "data_ask": "lines", "data_of": urlencode(line.of), "class_": "cm-behind"}
            opens = tag("th", tag("button", line.named, **look), scope="row", class_="cm-line")
            rows.append(tag("tr", opens, tag("td", seen.money(line.mean), class_="cm-figure")))
    rows.append(_sum(seen.says("total row"), total, seen))
    return tag("table", tag("tbody", *rows), class_="cm-changes")


def _sum(named: str, mean: float, seen: Seen) -> Markup:
    figure = tag("td", seen.money(mean), class_="cm-figure")
    return tag("tr", tag("th", named, scope="row"), figure, class_="cm-sum")


def asked_lines(of: str) -> dict[str, str]:
    """The fields that a line of a sum asks for; nothing where it is none."""
    known = {"layer": LAYERS, "scope": SCOPES, "category": cost_categories(), "phase": PHASES}
    found = dict(parse_qsl(of[:200], max_num_fields=len(known) + 1))
    whole = {"scope", "category", "phase"} <= found.keys() <= known.keys()
    return found if whole and all(found[key] in known[key] for key in found) else {}


def formulas(of: str, seen: Seen, texts: Texts, *, back: bool) -> Markup:
    """The sheet of the cost lines behind a line of a sum, each with its formula.

    Args:
        of: the fields that they have in common, as `sums` asks for them.
        seen: what is on the page.
        texts: the texts beside the assumptions.
        back: whether there is a sheet to go back to.
    """
    fields, says = asked_lines(of), seen.says
    words = Wording(seen.est.assumptions, texts, says)
    found = [line for line in explained(seen.est) if fields.items() <= line.fields.items() and abs(line.mean) >= LEAST]
    found.sort(key=lambda line: -abs(line.mean))
    category = fields["category"]
    spread = tag(
        "button", says("formula: spread", category=says.name(category)), type="button", data_ask="sources",
        data_of=category, class_="cm-button cm-quiet",
    )  # fmt: skip
    return framed(
        named_line(fields | {"layer": ""}, says),
        says,
        tag("p", says("formula: lead"), class_="cm-note"),
        *(_line(line, words, seen) for line in found),
        tag("p", says("formula: total", sum=seen.money(sum(line.mean for line in found))), class_="cm-strong"),
        spread,
        back=back,
    )


def _line(line: ExplainedLine, words: Wording, seen: Seen) -> Markup:
    says = seen.says
    part = says("formula: part", part=str(line.part)) if line.part else ""
    title = tag("h3", words.named(line.item), f" · {part}" if part else "")
    rows = _rows(words.rows(line.formula), words)
    if abs(line.together) <= ROUNDING * abs(line.mean):
        rows.append(_result(says("formula: mean"), seen.money(line.mean), "="))
    else:
        rows.append(_result(says("formula: at means"), seen.money(line.at_means), "="))
        rows.append(_result(says("formula: together"), says.signed_amount(line.together, seen.currency), ""))
        rows.append(_result(says("formula: mean"), seen.money(line.mean), "="))
    notes = [_inner(one, how, words) for one, how in words.worked_out(line.formula)]
    return tag("section", title, tag("table", tag("tbody", *rows), class_="cm-formula"), *notes, class_="cm-cost-line")


def _inner(quantity: Quantity, formula: Formula, words: Wording) -> Markup:
    """The formula of a number that stands in another one."""
    rows = _rows(words.rows(formula), words)
    rows.append(_result("", words.number(quantity), "="))
    title = tag("summary", words.meaning(quantity))
    return tag("details", title, tag("table", tag("tbody", *rows), class_="cm-formula"), class_="cm-inner")


def _rows(rows: Iterable[Row], words: Wording) -> list[Markup]:
    return [
        tag(
            "tr",
            tag("td", row.sign, class_="cm-sign"),
            tag("td", *(_piece(piece, words) for piece in row.pieces), class_="cm-figure"),
            tag("td", *(_meant(quantity, words) for quantity in row.quantities)),
        )
        for row in rows
    ]


def _meant(quantity: Quantity, words: Wording) -> Markup:
    """What a number is, and below it where it comes from."""
    name = words.comes_from(quantity)
    cited = words.now[name].source if name else ()
    return tag("div", words.meaning(quantity), *(tag("p", source(one, words.says), class_="cm-note") for one in cited))


def _result(told: str, figure: str, sign: str) -> Markup:
    look = {"class_": "cm-sum"} if sign else {}
    return tag("tr", tag("td", sign, class_="cm-sign"), tag("td", figure, class_="cm-figure"), tag("td", told), **look)


def _piece(piece: Piece, words: Wording) -> Markup:
    """A number that opens its source, or what stands between two."""
    quantity = piece.quantity
    if quantity is None or quantity.bare:
        return join(piece.text)
    asks = _asked(quantity, words)
    if not asks:
        return join(piece.text)
    called = f"{piece.text}: {words.meaning(quantity)}"
    return tag("button", piece.text, type="button", class_="cm-behind", aria_label=called, **asks)


def _asked(quantity: Quantity, words: Wording) -> Mapping[str, str]:
    """What a click on a number asks for: its assumption, or the figure that it is a part of."""
    name = words.comes_from(quantity)
    if name:
        return {"data_do": "assumption", "data_name": name}
    return {"data_ask": "sources", "data_of": DATE} if quantity.key in OF_THE_DATE else {}
