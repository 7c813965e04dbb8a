"""Each initiative of a portfolio by itself: the page of its own case, as if nobody else needed its people."""

from __future__ import annotations

from dataclasses import replace

from costmodel.dashboard.portfolio.looked_at import LookedAt
from costmodel.dashboard.state.address import LONGEST_ADDRESS, Address, query
from costmodel.dashboard.state.case import LONGEST_NAME, Case, case_on
from costmodel.files.scenario_files import put_in
from costmodel.pictures.markup import Markup, join, tag
from costmodel.portfolio.portfolio import Initiative
from costmodel.report.portfolio_contents import PortfolioContents


def own_case(one: Initiative, called: str) -> Case | None:
    """The case of an initiative as the page of a single one has it; None where that page cannot show it.

    Args:
        one: the initiative.
        called: what its case is called.
    """
    there = one.assumptions
    case = case_on(tuple(there.scenarios))
    start = case.start()
    if case.bases != tuple(there.scenarios) or start.beliefs.keys() != there.beliefs.keys():
        return None
    said, known_there = there.initiative.said(), start.initiative.said()
    apart = {key: told for key, told in said.items() if told != known_there.get(key)}
    put = {name: there[name] for name in put_in(start, there)}
    found = Case(case.scenario, case.overlaid, put=put, said=apart)
    if found.assumptions().fingerprint != there.fingerprint:
        return None
    return found if "name" in said else replace(found, name=called[:LONGEST_NAME])


def links(looked_at: LookedAt, of: PortfolioContents) -> Markup:
    """A link to the page of each initiative that has one, and of which there is none."""
    portfolio, says = looked_at.portfolio, of.says
    entries, without = [], []
    for name, one in portfolio.items():
        case = own_case(one, of.called(name))
        address = "" if case is None else query(Address(case, says.code, confidence=looked_at.confidence))
        if case is None or len(address) > LONGEST_ADDRESS:
            without.append(of.called(name))
        else:
            entries.append(tag("li", tag("a", of.called(name), href=f"?{address}")))
    note = [tag("p", says("portfolio page: no own page", names=says.listed(without)), class_="cm-note")]
    return join(
        tag("p", says("portfolio page: alone means"), class_="cm-note"),
        tag("ul", *entries, class_="cm-alone"),
        *(note if without else []),
    )
