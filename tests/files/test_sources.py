"""What the shipped sources are said to support, that none claims what it has not, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import costmodel as cm
from costmodel.beliefs.source import BESIDE_THE_NUMBER, Source
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.language.beliefs import sourced
from costmodel.language.language import language_of
from tests.strategies import CASES, case


def within(node: Node) -> Iterator[tuple[str, dict[str, object]]]:
    """Every cited source below a node, with its place."""
    if isinstance(node.value, dict):
        for one in node.at(["source"]).value if isinstance(node.at(["source"]).value, list) else ():
            if one.is_mapping and "title" in one.value:
                yield f"{one.file}:{one.line}", one.plain()
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for child in below:
        yield from within(child)


def shipped_sources() -> Iterator[tuple[str, dict[str, object]]]:
    """Every cited source in the shipped files, wherever it stands."""
    for path in sorted(baseline_folder().rglob("*.yaml")):
        root = None if "languages" in path.parts else read_yaml(path, path.name, [])
        if root is not None:
            yield from within(root)


def test_every_shipped_source_says_what_it_supports() -> None:
    silent = [place for place, source in shipped_sources() if "supports" not in source]
    assert not silent
    assert sum(1 for _ in shipped_sources()) > 60


def test_no_address_is_the_front_page_of_a_site() -> None:
    bare = [
        place
        for place, source in shipped_sources()
        if str(source.get("address", "")).startswith("http") and str(source["address"]).rstrip("/").count("/") < 3
    ]
    assert not bare


def test_a_listed_price_says_when_it_was_read() -> None:
    for name in CASES:
        for number, belief in case(name).items():
            for source in belief.source if belief.is_money else ():
                if source.title and set(source.supports or ()) - set(BESIDE_THE_NUMBER):
                    assert source.read_on or source.seen, (name, number)


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("hiring.months_open", {"choices"}),  # 47, 19 and 22 % of firms
        ("cloud.spot_price", {"min", "mode", "max"}),  # 0.80/2.29, 1.25/2.95, 1.09/2.24
        ("roles.data_scientist.gross_pay", {"min", "mode", "max"}),
        ("hardware.electricity_price", {"mode"}),  # the ends follow from a spread of another year
        ("plan.data_access.wait", {"mode"}),  # four of twelve weeks, and an opinion
        ("plan.business_acceptance.wait", set()),
        ("plan.compliance_review.wait", set()),
        ("plan.production_engineering.effort.software_engineer", set()),
        ("plan.data_preparation.effort.data_engineer", set()),
        ("operations.platform.licence", set()),
        ("operations.effort.drift_analysis", set()),
        ("labelling.expert_time", set()),
        ("risks.pilot_does_not_scale.chance", set()),
        ("risks.organisation_not_ready.chance", set()),
    ],
)
def test_a_title_carries_no_more_than_it_says(name: str, carried: set[str]) -> None:
    assert cm.load()[name].carried == carried


def test_what_is_multiplied_by_a_judgement_is_no_longer_carried_and_says_whose_judgement_it_is() -> None:
    before, after = cm.load()["plan.data_access.wait"], case("credit_scoring")["plan.data_access.wait"]
    assert (before.carried, after.carried) == ({"mode"}, set())  # times 1.3
    assert after.source[-1].judgement == "Banking secrecy adds a further office that must agree."


def test_a_slider_takes_the_number_from_its_source() -> None:
    moved = cm.load().with_likeliest({"roles.data_scientist.gross_pay": 70_000})["roles.data_scientist.gross_pay"]
    assert not moved.carried
    assert moved.source[0].title == cm.load()["roles.data_scientist.gross_pay"].source[0].title


def test_a_source_tells_what_it_supports_in_each_language() -> None:
    source = Source(
        title="A list",
        address="https://www.a.org/prices",
        valid_from=date(2026, 1, 1),
        read_on=date(2026, 11, 28),
        supports=("min", "max"),
    )
    assert sourced(source, language_of("en")) == (
        "A list, a.org, price from 1 January 2026, read on 28 November 2026, supports the lower end and the upper end"
    )
    assert sourced(source, language_of("de")) == (
        "A list, a.org, Preis ab 1. Januar 2026, gelesen am 28. November 2026, "
        "belegt das untere Ende und das obere Ende"
    )
    beside = Source(title="A list", supports=())
    assert sourced(beside, language_of("de")) == "A list, belegt hier keine Zahl"
    assert sourced(Source(title="A list"), language_of("en")) == "A list"
