"""What it costs after go-live, what hardware costs throughout, what the law asks, and what strikes."""

from __future__ import annotations

import numpy as np

from tests.second_model.beliefs import Array
from tests.second_model.booking import Books, months
from tests.second_model.building import (
    chip_hours_of_a_training,
    labels,
    own_chip_hours,
    price_of_a_chip_hour,
    storage_price,
)

# Item, what it is called in `operations.effort`, layer, who does it.
UPKEEP = (
    ("Monitoring", "monitoring", "software", "operations_engineer"),
    ("On-call", "on_call", "software", "operations_engineer"),
    ("Upstream changes", "upstream_changes", "ml", "data_engineer"),
    ("Regression tests with neighbours", "regression_tests", "software", "software_engineer"),
    ("Human oversight", "human_oversight", "ml", "domain_expert"),
    ("Analysis of drift", "drift_analysis", "ml", "data_scientist"),
    ("User support", "user_support", "software", "operations_engineer"),
)


def operations(books: Books) -> None:
    """People, serving, licences, retraining, incidents, the end."""
    v, h, years, window = books.values, books.horizon, books.years, books.operation
    of = "operations"
    ml, software = (of, "operate", "ml"), (of, "operate", "software")
    for item, name, layer, role in UPKEEP:
        amount = v[f"operations.effort.{name}"] * h * books.day(role)
        books.book(item, (of, "operate", layer, "labour"), amount, window)
    asked = v["compliance.explanations_required"] * v["operations.explanations.requests"]
    hours = asked * v["operations.explanations.effort"] * h
    explained = hours / v["calendar.hours_per_working_day"] * books.day("domain_expert")
    books.book("Requests for explanation", (*ml, "labour"), explained, window)
    serving = v["operations.serving.servers"] * v["operations.serving.price"] * v["cloud.slippage"] * h
    books.book("Serving", (*software, "cloud"), serving, window)
    bought = "operations.bought_model"
    tokens = v[f"{bought}.tokens_read"] * v[f"{bought}.price_read"]
    tokens = tokens + v[f"{bought}.tokens_written"] * v[f"{bought}.price_written"]
    paid = v[f"{bought}.used"] * v[f"{bought}.requests"] * v[f"{bought}.calls"] * tokens * h
    books.book("Bought model by the token", (*ml, "service"), paid, window)
    moves = v[f"{bought}.used"] * v[f"{bought}.replacements"] * years * v[f"{bought}.replacement_effort"]
    books.book("Moves to the vendor's next model", (*ml, "labour"), moves * books.day("ml_engineer"), window)
    platform(books)
    left = v["staffing.turnover.posts"] * v["staffing.turnover.hazard"] * years
    replaced = left * v["staffing.turnover.replacement"] * v["roles.ml_engineer.gross_pay"]
    books.book("Turnover in operation", ("staffing", "operate", "software", "labour"), replaced, window)
    for item, name, layer, payee, factor in (
        ("Monitoring service", "monitoring_service", "software", "service", h),
        ("Logging", "logging", "software", "cloud", h * v["cloud.slippage"]),
        ("Support contract", "support_contract", "software", "service", years),
        ("Security tests", "security_test", "software", "service", years),
    ):
        books.book(item, (of, "operate", layer, payee), v[f"operations.{name}"] * factor, window)
    stored = v["operations.versions.kept"] * v["operations.versions.size"] * storage_price(books) * h
    books.book("Storage of versions", (*ml, "cloud"), stored, window)
    retraining(books)
    incidents = v["operations.incidents.per_year"] * years
    work = incidents * v["operations.incidents.effort"] * books.day("operations_engineer")
    books.book("Work on incidents", (*software, "labour"), work, window)
    outside = incidents * v["operations.incidents.cost"]
    books.book("Outside cost of incidents", (*software, "service"), outside, window)
    retired = v["operations.end_of_life.effort"] * books.day("operations_engineer")
    books.book("Retirement of the system", (*software, "labour"), retired, books.at_the_end, at_retirement=True)
    archive = v["operations.end_of_life.cost"]
    books.book("Archive and deletion", (*software, "service"), archive, books.at_the_end, at_retirement=True)


def platform(books: Books) -> None:
    """A platform's set-up before the first model, and its licences."""
    v, told = books.values, "operations.platform"
    terms = books.horizon / v[f"{told}.renewal_term"]
    whole = np.floor(terms)
    rises = (whole * (whole - 1) / 2 + whole * (terms - whole)) / terms
    licence = v[f"{told}.licence"] * books.horizon * (1 + v[f"{told}.renewal_rise"] * rises)
    kind = ("operations", "operate", "software", "licence")
    books.book("Licences and platform", kind, licence / v[f"{told}.shared_by"], books.operation)
    prepare, kind = books.phase("prepare"), ("operations", "prepare", "ml")
    work = v[f"{told}.set_up_effort"] * books.day("ml_engineer") / v[f"{told}.shared_by"]
    books.book("Work to set up a platform", (*kind, "labour"), work, prepare)
    cost = v[f"{told}.set_up_cost"] / v[f"{told}.shared_by"]
    books.book("Consulting to set up a platform", (*kind, "service"), cost, prepare)


def retraining(books: Books) -> None:
    """Models trained again: computing, labels, work."""
    v, window, kind = books.values, books.operation, ("operations", "operate", "ml")
    times = v["operations.retraining.needed"] * v["operations.retraining.per_year"] * books.years
    hours = times * v["operations.retraining.runs"] * chip_hours_of_a_training(books)
    paid = np.maximum(hours - own_chip_hours(books, books.horizon), 0) * price_of_a_chip_hour(books)
    books.book("Retraining, computing", (*kind, "cloud"), paid, window)
    anew = v["labelling.items"] * v["operations.retraining.relabelled"] * books.years
    vendor, own = labels(books, v["operations.retraining.needed"] * anew * (v["operations.retraining.per_year"] > 0))
    books.book("Retraining, labels by a vendor", (*kind, "service"), vendor, window)
    books.book("Retraining, labels by own experts", (*kind, "labour"), own, window)
    by_hand = times * (1 - v["operations.retraining.automated"])
    validated = by_hand * v["operations.retraining.validation_effort"] * books.day("data_scientist")
    books.book("Retraining, validation", (*kind, "labour"), validated, window)
    deployed = by_hand * v["operations.retraining.deployment_effort"] * books.day("ml_engineer")
    books.book("Retraining, deployment", (*kind, "labour"), deployed, window)


def hardware(books: Books) -> None:
    """Own servers, devices on the shop floor, workstations: bought, cared for, replaced, sold."""
    v, years, ordered = books.values, books.years, books.work_of("hardware_procurement", "prepare")
    operation = books.operation
    bought, operate = (("hardware", phase, "ml") for phase in ("prepare", "operate"))
    s = "hardware.servers"
    count, chips = v[f"{s}.count"], v[f"{s}.count"] * v[f"{s}.chips"]
    price = chips * v[f"{s}.chip_price"] * v[f"{s}.overhead"]
    books.book("Servers", (*bought, "hardware"), price, ordered)
    network = price * v[f"{s}.network"] / (1 - v[f"{s}.network"])
    books.book("Network of the servers", (*bought, "hardware"), network, ordered)
    care = v["hardware.maintenance"] * price / 12 + count * v[f"{s}.hosting"]
    drawn = chips * v[f"{s}.chip_power"] * v[f"{s}.load"] * v[f"{s}.power_overhead"]
    electricity = v["calendar.hours_per_month"] * v["hardware.electricity_price"]
    _kept(books, "servers", price, care, drawn * v[f"{s}.power_use_effectiveness"] * electricity)
    w = "hardware.workstations"
    station = v[f"{w}.count"] * v[f"{w}.price"]
    books.book("Workstations", (*bought, "hardware"), station, ordered)
    care, power = v["hardware.maintenance"] * station / 12, v[f"{w}.count"] * v[f"{w}.power"] * electricity
    _kept(books, "workstations", station, care, power)
    e = "hardware.edge_devices"
    devices, fitted = v[f"{e}.count"], v[f"{e}.count"] * v[f"{e}.installation"]
    edge = devices * (1 + v[f"{e}.spares"]) * v[f"{e}.price"]
    books.book("Edge devices", (*bought, "hardware"), edge, ordered)
    books.book("Fitting of edge devices", (*bought, "service"), fitted, ordered)
    power = devices * v[f"{e}.power"] * books.horizon * electricity
    books.book("Power of edge devices", (*operate, "service"), power, operation)
    cared = v["hardware.maintenance"] * edge * years
    books.book("Maintenance of edge devices", (*operate, "service"), cared, operation)
    again = v[f"{e}.failures"] * years * (devices * v[f"{e}.price"] + fitted)
    books.book("Replacement of edge devices", (*operate, "hardware"), again, operation)


def _kept(books: Books, called: str, price: Array, care: Array, power: Array) -> None:
    """Machines that compute: care and power by the month, replacement after their life, resale at the end."""
    v, before, operation = books.values, books.from_business_case, books.operation
    ordered = books.work_of("hardware_procurement", "prepare")
    throughout, operate = (("hardware", phase, "ml") for phase in ("throughout", "operate"))
    for item, amount in (("Care", care), ("Power", power)):
        books.book(f"{item} of {called} until go-live", (*throughout, "service"), amount * months(before), before)
        books.book(f"{item} of {called} in operation", (*operate, "service"), amount * books.horizon, operation)
    s = f"hardware.{called}"
    life, worth = v[f"{s}.useful_life"], price * v[f"{s}.resale"]
    used = (months(before) + books.horizon) / 12
    outlived = np.clip(before[0] + 12 * life, books.plan.go_live, operation[1])
    replaced = price * np.maximum(used / life - 1, 0)
    books.book(f"Replacement of {called}", (*operate, "hardware"), replaced, (outlived, operation[1]))

    def sold(end: Array) -> Array:
        """What machines bring that are sold then."""
        age = np.maximum(end - before[0], 0) / 12
        return -worth * np.exp(-v[f"{s}.loss_of_value"] * age) * (age < life) * (ordered[1] <= end)

    kind = (*operate, "hardware")
    books.book(f"Resale of {called}", kind, sold(operation[1]), books.at_the_end, sold=sold)


def compliance(books: Books) -> None:
    """What data protection and the AI Act ask, before go-live and each year."""
    v, years, operation = books.values, books.years, books.operation
    reviewed = books.work_of("compliance_review", "productionise")
    before, after = ("compliance", "productionise", "ml"), ("compliance", "operate", "ml")
    software = ("compliance", "productionise", "software")
    c = "compliance"
    books.book("Legal advice", (*software, "service"), v[f"{c}.legal_advice"], reviewed)
    designed = v[f"{c}.explanations_required"] * v[f"{c}.explanation_design"] * books.day("data_scientist")
    books.book("Explanation of decisions", (*before, "labour"), designed, reviewed, whose="data_scientist")
    literate = v[f"{c}.literacy.users"] * v[f"{c}.literacy.price"]
    books.book("AI literacy", (*before, "service"), literate, books.phase("productionise"))
    refreshed = literate * v[f"{c}.literacy.refreshed"] * years
    books.book("AI literacy refreshed", (*after, "service"), refreshed, operation)
    audits = ("compliance", "operate", "software", "service")
    books.book("Yearly audits", audits, v[f"{c}.yearly_audit"] * years, operation)
    h, p, e = v[f"{c}.high_risk"], v[f"{c}.provider"], v[f"{c}.notified_body_needed"]
    duties = h * v[f"{c}.duties.cost"] * (p + (1 - p) * v[f"{c}.duties.deployer_share"])
    books.book("Duties for a high-risk system", (*before, "service"), duties, reviewed)
    renewed = duties * v[f"{c}.duties.yearly_renewal"] * years
    books.book("Renewal of high-risk duties", (*after, "service"), renewed, operation)
    control = h * p * (1 - e) * v[f"{c}.conformity.internal_control"] * books.day("compliance_officer")
    books.book("Conformity by internal control", (*before, "labour"), control, reviewed)
    books.book("Notified body", (*before, "service"), h * p * e * v[f"{c}.conformity.notified_body"], reviewed)
    quality = h * p * v[f"{c}.quality_management.missing"] / v[f"{c}.quality_management.systems"]
    set_up = quality * v[f"{c}.quality_management.set_up"]
    books.book("Set-up of quality management", (*before, "service"), set_up, reviewed)
    upkeep = quality * v[f"{c}.quality_management.upkeep"] * years
    books.book("Upkeep of quality management", (*after, "service"), upkeep, operation)


def risks(books: Books) -> None:
    """What strikes, what a measure against it costs, and what needs no formula."""
    v, tree = books.values, books.values.case.tree
    for name, said in tree["risks"].items():
        told, operate = name.replace("_", " "), said["when"] == "operate"
        window = books.operation if operate else books.to_go_live
        if "cost" in said:
            when = said["when"]
            at = books.operation if operate else (books.plan.passed[when].finish,) * 2
            phase = "operate" if operate else books.plan.activities[when]["phase"]
            kind = (said["category"], phase, said["layer"], said.get("payee", "labour"))
            books.book(f"Risk: {told}", kind, v[f"risks.{name}.chance"] * v[f"risks.{name}.cost"], at)
        if "mitigation" in said:
            kind = (said["category"], "operate" if operate else "throughout", said["layer"], "labour")
            cost = v[f"risks.{name}.mitigation.active"] * v[f"risks.{name}.mitigation.cost"]
            books.book(f"Mitigation: {told}", kind, cost, window)
    for name, said in tree["additional_costs"].items():
        phase = said["phase"]
        windows = {"operate": books.operation, "throughout": books.to_go_live}
        window = windows[phase] if phase in windows else books.phase(phase)
        kind = (said["category"], phase, said["layer"], said["payee"])
        amount = v[f"additional_costs.{name}.amount"] * (-1 if said.get("credit") else 1)
        if "due" in said:
            window = (books.plan.passed[said["due"]["after"]].finish,) * 2
        books.book(f"Additional: {said['meaning']}", kind, amount, window)
