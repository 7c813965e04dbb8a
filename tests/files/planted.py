"""Wrong values of the kinds that people really make, each with the files that hold it: a table for the tests."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SAID = "source: [{judgement: Counted twice by two people}]"
HEAD = "scenario: mine\nmeaning: Somebody tries something\nstory: Somebody tries something on a Monday\n"
PRICED = "prices_of: 2026, "


@dataclass(frozen=True)
class Planted:
    """One wrong value: its class, what is wrong with it, the files that hold it, and what the fault must name."""

    kind: str
    what: str
    files: Mapping[str, str]
    names: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def number(kind: str, what: str, name: str, keys: str, names: str = "") -> Planted:
    """An own number in `own.yaml`: every part of the name on a line of its own."""
    lines = [f"{'  ' * depth}{part}:" for depth, part in enumerate(name.split("."))]
    text = "\n".join(lines) + f" {{{keys}, {SAID}}}\n"
    return Planted(kind, what, {"own.yaml": text}, names or name)


def sourced(what: str, source: str) -> Planted:
    text = f"labelling:\n  items:\n    value: 2000\n    source: {source}\n"
    return Planted("source", what, {"own.yaml": text}, "labelling.items")


def own(kind: str, what: str, text: str, names: str) -> Planted:
    return Planted(kind, what, {"own.yaml": text}, names)


def scenario(what: str, changes: str, names: str, head: str = HEAD, file: str = "scenarios/mine.yaml") -> Planted:
    return Planted("scenario", what, {file: head + changes}, names)


def other(what: str, file: str, text: str, names: str) -> Planted:
    return Planted("other file", what, {file: text}, names)


RATE, PAY, ITEMS = "roles.data_scientist.day_rate", "roles.data_scientist.gross_pay", "labelling.items"
WAIT, HIRE = "plan.release.wait", "hiring.must_hire"
SMALL = {"labelling.yaml": f"labelling:\n  items: {{value: 2000, {SAID}}}\n"}
CHANGE = "changes:\n  labelling.items:\n"
BELIEVED = f"meaning: A number, unit: person_day, value: 3, {SAID}"
RISK = (
    "risks:\n  flood:\n    meaning: Water in the cellar\n    category: handover\n    layer: ml\n    when: release\n"
    f"    chance: {{meaning: Water, unit: chance, chance: 0.2, {SAID}}}\n"
    f"    cost: {{meaning: Pumps, unit: EUR, prices_of: 2026, value: 4000, {SAID}}}\n"
)
ACTIVITY = (
    "plan:\n  examination:\n    meaning: Examined again\n    phase: productionise\n    category: compliance\n"
    "    layer: ml\n    after: [model_validation]\n"
    f"    effort: {{data_scientist: {{{BELIEVED}}}}}\n"
)
RELEASE = "  release:\n    after: [examination, operations_handover]\n"
RULE = "accounts:\n  - {account: All, cost_centre: One}\n"
CLASS = (
    "classes:\n  ours:\n    meaning: Our projects\n    of: cost\n    projects: 12\n    p10: 0.9\n    p50: 1.2\n"
    f"    p90: 2.0\n    limits: [Few]\n    {SAID}\n"
)

SIZES = [
    number("size", "a day rate in cents", RATE, PRICED + "value: 64000"),
    number("size", "a day rate in thousands", RATE, PRICED + "value: .64"),
    number("size", "a day rate for an hour", RATE, PRICED + "value: 80"),
    number("size", "a day rate for a month", RATE, PRICED + "value: 12800"),
    number("size", "a yearly pay in thousands", PAY, PRICED + "value: 68"),
    number("size", "a yearly pay for a month", PAY, PRICED + "value: 5500"),
    number("size", "a yearly pay in cents", PAY, PRICED + "value: 6800000"),
    number("size", "a thousands mark read as a point", ITEMS, "value: 12.000"),
    number("size", "the same within a range", ITEMS, "min: 1000, mode: 4.500, max: 9000"),
    number("size", "a wait in hours", WAIT, "value: 5000"),
    number("size", "a wait of a million days", WAIT, "value: 1e6"),
    number("size", "an exchange rate of cents", "currency.rates.USD", "meaning: Dollar, unit: EUR/USD, value: 111"),
    number(
        "size", "an exchange rate the other way", "currency.rates.USD", "meaning: Dollar, unit: USD/EUR, value: 1.11"
    ),
    number("size", "a number with a loose underscore", ITEMS, "value: 1_000_"),
    number("size", "a bill for a month as for an hour", "cloud.chip_hour", PRICED + "unit: EUR/chip/hour, value: 1400"),
    number("size", "electricity in cents", "hardware.electricity_price", PRICED + "unit: EUR/kilowatt_hour, value: 18"),
    number(
        "size", "tokens by the million", "operations.bought_model.price_read", PRICED + "unit: EUR/token, value: 2.5"
    ),
    number("size", "people in per cent", "roles.data_scientist.people", "value: 100"),
    number("size", "an effort of a century", "plan.release.effort.business_user", "value: 25000"),
    number("size", "a money unit for a bare number", ITEMS, PRICED + "unit: EUR, value: 2000"),
    number("size", "months for a number of items", ITEMS, "unit: month, value: 2000"),
    number("size", "a unit that there is not", ITEMS, "unit: pieces, value: 2000"),
    number("size", "a price without a year", RATE, "value: 640"),
]
ORDERS = [
    number("order", "the ends the wrong way round", ITEMS, "min: 9000, mode: 3000, max: 1000"),
    number("order", "a likeliest value outside", ITEMS, "min: 1000, mode: 900, max: 9000"),
    number("order", "P10 above P90", ITEMS, "p10: 9000, p90: 1000"),
    number("order", "P50 outside", ITEMS, "p10: 1000, p50: 9500, p90: 9000"),
    number("order", "an empty likeliest value", ITEMS, "min: 1000, mode: , max: 9000"),
    number("order", "from one to a thousand million", ITEMS, "min: 1, mode: 2000, max: 1e9"),
    number("order", "a factor of a hundred thousand", "training_compute.full_training", "p10: 0.1, p90: 10000"),
    number("order", "bounds and percentiles mixed", ITEMS, "min: 1000, p90: 9000"),
]
LIMITS = [
    number("limit", "no operation", "initiative.horizon", "value: 0"),
    number("limit", "sixty years of operation", "initiative.horizon", "value: 720"),
    number("limit", "ten months a year", "calendar.months_per_year", "value: 10"),
    number("limit", "sixty seconds an hour", "calendar.seconds_per_hour", "value: 60"),
    number("limit", "a month of 160 hours", "calendar.hours_per_month", "value: 160"),
    number("limit", "365 productive days", "calendar.productive_days_per_year", "value: 365"),
    number("limit", "a working year of 365 days", "calendar.working_days_per_year", "value: 365"),
    number("limit", "a working day of 24 hours", "calendar.hours_per_working_day", "value: 24"),
    number("limit", "nobody at work", "roles.data_scientist.people", "value: 0"),
    number("limit", "a fiscal year from the 13th month", "finance.fiscal_year.first_month", "value: 13"),
    number("limit", "a level of six", "capability.data", "value: 6"),
    number("limit", "a discount rate in per cent", "finance.discount.rate", "value: 8.5"),
]
CHANCES = [
    number("chance", "a chance in per cent", HIRE, "chance: 35"),
    number("chance", "a chance of per cent twice", HIRE, "chance: 0.0035"),
    number("chance", "a certain risk", "risks.security_findings.chance", "chance: 1"),
    number("chance", "a share in per cent", "roles.data_scientist.availability", "value: 75"),
    number("chance", "a share of per cent twice", "roles.data_scientist.availability", "value: 0.0075"),
    number("chance", "a chance below zero", HIRE, "chance: -0.1"),
    number("chance", "a gate that nearly always ends it", "plan.model_validation.gate", "chance: 0.99"),
]
SOURCES = [
    sourced("seen in the future", "[{title: A survey of labels, address: 'https://survey.org/a', seen: 2062}]"),
    sourced("a title that is none", "[{title: foo}]"),
    sourced("something to be done", "[{title: TODO}]"),
    sourced("a judgement to be made", "[{judgement: 'tbd: ask Eva'}]"),
    sourced("a question mark", "[{judgement: '?'}]"),
    sourced("an address that is none", "[{title: A survey of labels, address: somewhere}]"),
    sourced("an example for an address", "[{title: A survey of labels, address: 'https://example.com/a'}]"),
    sourced("seen before there was a web", "[{title: A survey, address: 'https://survey.org/a', seen: 1950}]"),
    sourced("an empty list", "[]"),
    sourced("looked up nowhere", "[{title: A survey of labels, status: retrieved}]"),
]
STRUCTURES = [
    own("structure", "left out under a wrong name", "risks:\n  hiden_dependencies: {dropped: true}\n", "hiden_dependencies"),
    own("structure", "an activity left out under a wrong name", "plan:\n  securty_review: {dropped: true}\n", "securty_review"),
    own("structure", "left out and changed", "risks:\n  data_missing: {dropped: true, stops: true}\n", "risks.data_missing"),
    own("structure", "dropped by a word", "risks:\n  data_missing: {dropped: 'yes'}\n", "risks.data_missing"),
    own("structure", "delays that nothing reads", RISK + "    delays: release\n", "risks.flood.delays"),
    own("structure", "what a factor acts on, in the wrong place", RISK + "    factor_on: [labelling.items]\n", "risks.flood.factor_on"),
    own("structure", "a mitigation that is a text", RISK + "    mitigation: A pump\n", "risks.flood.mitigation"),
    own("structure", "a cost of mitigation in the wrong place", RISK + "    mitigation_cost: true\n", "risks.flood.mitigation_cost"),
    own("structure", "a category that there is not", RISK.replace("handover", "handovr"), "risks.flood.category"),
    own("structure", "a moment that there is not", RISK.replace("when: release", "when: relase"), "risks.flood.when"),
    own("structure", "a risk without its chance", re.sub(r"    chance:.*\n", "", RISK), "risks.flood"),
    own("structure", "whom it waits for, in the wrong place", ACTIVITY + "    waits_for: Somebody\n" + RELEASE, "plan.examination.waits_for"),
    own("structure", "people of its own, in the wrong place", ACTIVITY + "    own_people: [data_scientist]\n" + RELEASE, "plan.examination.own_people"),
    own("structure", "roles in the wrong place", ACTIVITY + "    roles: [data_scientist]\n" + RELEASE, "plan.examination.roles"),
    own("structure", "people of a role without effort", ACTIVITY + f"    people: {{sponsor: {{meaning: Two, unit: person, value: 2, {SAID}}}}}\n" + RELEASE, "plan.examination.people.sponsor"),
    own("structure", "repeats that are a text", ACTIVITY + "    repeats: often\n" + RELEASE, "plan.examination.repeats"),
    own("structure", "an activity that nobody waits for", ACTIVITY, "plan.examination"),
    own("structure", "a predecessor that there is not", ACTIVITY.replace("[model_validation]", "[model_validaton]") + RELEASE, "plan.examination"),
    own("structure", "a role that there is not", ACTIVITY.replace("data_scientist", "data_scientst") + RELEASE, "plan.examination.effort.data_scientst"),
    own("structure", "a plan in a circle", "plan:\n  business_case: {after: [release]}\n", "plan."),
    own("structure", "a section that there is not", f"labeling:\n  items: {{value: 3000, {SAID}}}\n", "labeling.items"),
    own("structure", "a driver that there is not", f"labelling:\n  items: {{value: 3000, moves_with: {{driver: moon, strength: 0.5}}, {SAID}}}\n", "labelling.items.moves_with"),
]  # fmt: skip
SCENARIOS = [
    scenario("changes nothing", "changes: {}\n", "changes"),
    scenario("says what is believed already", CHANGE + "    {value: 2000, why: Counted on Monday}\n", ITEMS),
    scenario("times one", CHANGE + "    {times: 1, why: Counted on Monday}\n", ITEMS),
    scenario("times in per cent", CHANGE + "    {times: 80, why: Four fifths of it}\n", ITEMS),
    scenario("a day rate in cents", f"changes:\n  {RATE}: {{value: 64000, prices_of: 2026, why: New contract}}\n", RATE),
    scenario("a reason to be given", CHANGE + "    {value: 3000, why: TODO}\n", ITEMS),
    scenario("a meaning to be given", CHANGE + "    {value: 3000, why: Counted}\n", "meaning", HEAD.replace("Somebody tries something\nstory", "TODO\nstory")),
    scenario("called otherwise", CHANGE + "    {value: 3000, why: Counted}\n", "scenario", HEAD.replace("mine", "yours")),
    scenario("another ending", CHANGE + "    {value: 3000, why: Counted}\n", "scenarios/mine.yml", file="scenarios/mine.yml"),
    scenario("a text file", CHANGE + "    {value: 3000, why: Counted}\n", "mine.yaml.txt", file="scenarios/mine.yaml.txt"),
    scenario("another folder", CHANGE + "    {value: 3000, why: Counted}\n", "scenario/mine.yaml", file="scenario/mine.yaml"),
    scenario("a folder below", CHANGE + "    {value: 3000, why: Counted}\n", "scenarios/old/mine.yaml", file="scenarios/old/mine.yaml"),
    scenario("a name that there is not", "changes:\n  labelling.itmes: {value: 3000, why: Counted}\n", "labelling.itmes"),
    scenario("based on nothing that there is", CHANGE + "    {value: 3000, why: Counted}\n", "mine.yaml:1: based_on", HEAD + "based_on: [credit_scorign]\n"),
]  # fmt: skip
OTHERS = [
    other("accounts that are no YAML", "mapping/accounts.yaml", "accounts: [\n", "accounts.yaml"),
    other("an account of no category", "mapping/accounts.yaml", "accounts:\n  - {category: travl, account: A, cost_centre: B}\n" + RULE[10:], "travl"),
    other("accounts of another name", "mapping/account.yaml", RULE, "mapping/account.yaml"),
    other("projects that are no YAML", "outside_view/classes.yaml", "classes: {\n", "classes.yaml"),
    other("projects in the wrong order", "outside_view/classes.yaml", CLASS.replace("p90: 2.0", "p90: 1.0"), "classes.ours"),
    other("classes of estimates that are no YAML", "outside_view/estimate_classes.yaml", "classes: {\n", "estimate_classes.yaml"),
    other("a class of estimates with a wrong key", "outside_view/estimate_classes.yaml", f"classes: {{'1': {{meaning: Check, defined: 1.0, low: -0.1, hihg: 0.1}}}}\n{SAID}\n", "hihg"),
    other("a language that is no YAML", "languages/de.yaml", "meanings: {\n", "de.yaml"),
    other("a text for no name", "languages/de.yaml", "meanings:\n  labelling.itmes: Bilder\n", "labelling.itmes"),
    other("a section of texts that there is not", "languages/de.yaml", "meaning:\n  labelling.items: Bilder\n", "meaning"),
    other("a text file", "roles.yaml.txt", "roles: {}\n", "roles.yaml.txt"),
    other("capital letters in the ending", "Roles.YAML", "roles: {}\n", "Roles.YAML"),
    other("a hidden file", ".b.yaml", "roles: {}\n", ".b.yaml"),
    other("closed projects of two scales", "closed.csv", "name,estimate,actual\nA,900.000,980000\nB,760000.50,810000\n", "900.000"),
    other("a slider of nothing", "levers.yaml", "levers:\n  a: {heading: {en: A}, sliders: [{name: labelling.itmes}]}\n", "labelling.itmes"),
    other("a question without its levels", "questionnaire.yaml", "questionnaire:\n  people:\n    one: {statement: {en: We can}}\n", "people.one"),
]  # fmt: skip
KINDS = [*SIZES, *ORDERS, *LIMITS, *CHANCES, *SOURCES, *STRUCTURES, *SCENARIOS, *OTHERS]

# Found later, by ourselves.
MORE = [
    number("more", "an hour of 100 minutes", "calendar.seconds_per_hour", "value: 6000, accept: We count so"),
    number("more", "more productive than working days", "calendar.productive_days_per_year", "value: 260, accept: Six days a week"),
    number("more", "the low discount rate above the high one", "finance.discount.low", "value: 0.2"),
    number("more", "a rate that makes a yearly pay in a week", RATE, PRICED + "value: 4900"),
    number("more", "a reason for accepting that is none", ITEMS, "value: 12, accept: ' '"),
    number("more", "choices far apart", "operations.retraining.per_year", "choices: [{value: 1, weight: 1}, {value: 40000, weight: 1}]"),
    number("more", "a price index in per cent", "currency.price_index.USD.2025", "meaning: Prices, unit: factor, value: 97"),
    scenario("an implausible number by times", f"changes:\n  {WAIT}: {{times: 15, why: They are slow}}\n", WAIT),
    other("a copy of an editor", "roles.yaml~", "roles: {}\n", "roles.yaml~"),
    other("a backup", "roles.yaml.bak", "roles: {}\n", "roles.yaml.bak"),
    other("sliders of another name", "Levers.yaml", "levers: {}\n", "Levers.yaml"),
    other("a folder of another name", "language/de.yaml", "meanings: {}\n", "language/de.yaml"),
]  # fmt: skip
