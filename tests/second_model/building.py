"""What it costs until go-live: people, data, computing, hardware, handover."""

from __future__ import annotations

import numpy as np

from tests.second_model.beliefs import Array
from tests.second_model.booking import Books, months


def efforts(books: Books) -> None:
    """The days of each role in each activity, and the idle ones between them."""
    plan = books.plan
    for name, said in plan.activities.items():
        for role in plan.roles(name):
            item = f"{_told(name)}, {role.replace('_', ' ')}"
            kind = (said["category"], said["phase"], said["layer"], "labour")
            amount = plan.effort(name, role) * books.day(role)
            books.book(item, kind, amount, books.work_of(name), again=name, whose=role)
    steered = books.values.case.tree["staffing"]["level_of_effort"]
    learning = ("data_engineer", "data_scientist", "ml_engineer")
    for role in books.values.case.tree["roles"]:
        if role not in steered and any(role in plan.roles(name) for name in plan.activities):
            days, first, last = plan.idle(role)
            charged = days * books.productive_days / books.values["calendar.working_days_per_year"] * books.day(role)
            layer = "ml_idle" if role in learning else "software"
            kind = ("waiting", "throughout", layer, "labour")
            books.book(f"{_told(role)}, idle", kind, charged, (first, last), whose=role)


def _told(name: str) -> str:
    words = name.replace("_", " ")
    return words[0].upper() + words[1:]


def staffing(books: Books) -> None:
    """Steering, finding, training and keeping people."""
    v, plan = books.values, books.plan
    go_live, team = plan.go_live, books.work_of("team_building", "explore")
    for role in v.case.tree["staffing"]["level_of_effort"]:
        share = v[f"staffing.level_of_effort.{role}"] * plan.people(role)
        amount = share * books.productive_days * go_live / 12 * books.day(role)
        kind = ("staffing", "throughout", "software", "labour")
        books.book(f"{_told(role)}, steering", kind, amount, books.to_go_live)
    hired = v["hiring.must_hire"]
    pay = v["roles.data_scientist.gross_pay"]
    explore, throughout = ("staffing", "explore", "software"), ("staffing", "throughout", "software", "labour")
    fee = hired * plan.people("data_scientist") * v["hiring.fee"] * pay
    books.book("Recruiter's fee", (*explore, "service"), fee, team)
    onboarding = hired * plan.people("data_scientist") * v["hiring.onboarding"] * books.day("data_scientist")
    books.book("Onboarding of hired specialists", (*explore, "labour"), onboarding, team)
    paid_days = books.productive_days / 12 * plan.people("data_scientist") * v["roles.data_scientist.availability"]
    premium = books.day("data_scientist") * np.maximum(v["hiring.external_premium"] - 1, 0)
    from_then = plan.passed["team_building"].finish
    until = np.minimum(from_then + plan.bridged_post, go_live)
    invoiced = (*throughout[:3], "service")
    books.book("External substitute, premium", invoiced, plan.bridged_post * paid_days * premium, (from_then, until))
    people = v["staffing.upskilling.people"]
    time = people * v["staffing.upskilling.days"] * books.day("software_engineer")
    ml = ("staffing", "explore", "ml")
    books.book("Upskilling, time", (*ml, "labour"), time, team)
    books.book("Upskilling, courses", (*ml, "service"), people * v["staffing.upskilling.course_fee"], team)
    kept = v["staffing.retention.people"] * v["staffing.retention.payment"] * pay
    loaded = kept * (1 + v["staffing.employer_on_cost"]) * go_live / 12
    books.book("Retention pay", throughout, loaded, books.to_go_live)
    bridging = v["waiting.bridging"] * go_live
    books.book("Bridging until go-live", ("waiting", "throughout", "software", "labour"), bridging, books.to_go_live)


def labels(books: Books, things: Array) -> tuple[Array, Array]:
    """What labels for so many things cost: a vendor's, and own experts'."""
    v = books.values
    given = things * v["labelling.labels_per_item"] * (1 + v["labelling.relabelled"])
    vendor = v["labelling.vendor_share"]
    hours = given * (1 - vendor + v["labelling.checked"]) * v["labelling.expert_time"] / 3600
    own = hours / v["calendar.hours_per_working_day"] * books.day("domain_expert")
    return given * vendor * v["labelling.vendor_price"], own


def data(books: Books) -> None:
    """Labels, anonymisation, bought data, storage."""
    v = books.values
    kind = ("data_preparation", "prepare", "ml")
    preparing, labelling = books.work_of("data_preparation", "prepare"), books.work_of("labelling", "prepare")
    vendor, own = labels(books, v["labelling.items"])
    books.book("Labelling by a vendor", (*kind, "service"), vendor, labelling, again="labelling")
    books.book("Labelling by own experts", (*kind, "labour"), own, labelling, again="labelling")
    tool = v["labelling.tool"] * (v["labelling.items"] > 0)
    books.book("Labelling tool", (*kind, "licence"), tool, labelling)
    personal, told = v["compliance.personal_data"], "data_preparation.anonymisation"
    work = personal * v[f"{told}.effort"] * books.day("data_engineer")
    software = ("data_preparation", "prepare", "software")
    books.book("Work on anonymisation", (*software, "labour"), work, preparing, again="data_preparation")
    books.book("Tool for anonymisation", (*software, "licence"), personal * v[f"{told}.tool"], preparing)
    books.book("Bought data", (*kind, "service"), v["data_preparation.bought_data"], preparing)
    stored = v["data_preparation.storage.raw"] * v["data_preparation.storage.copies"]
    window = books.from_business_case
    books.book(
        "Storage of raw and versioned data",
        ("data_preparation", "throughout", "ml", "cloud"),
        stored * storage_price(books) * months(window),
        window,
    )


def storage_price(books: Books) -> Array:
    """A gigabyte's month in the cloud."""
    return books.values["cloud.storage_price"] * books.values["cloud.slippage"]


def chip_hours_of_a_training(books: Books) -> Array:
    """Chip-hours of a full training, told or from its size."""
    v = books.values
    work = v["training_compute.flop_per_parameter_and_token"] * v["training_compute.parameters"]
    speed = v["training_compute.peak_speed"] * v["training_compute.utilisation"]
    from_flop = work * v["training_compute.tokens"] / speed / 3600
    return np.where(v["training_compute.from_flop"] > 0, from_flop, v["training_compute.full_training"])


def price_of_a_chip_hour(books: Books) -> Array:
    """What a rented chip costs for an hour, all in."""
    v, s = books.values, books.values["cloud.spot_share"]
    discount = v["cloud.committed_share"] * v["cloud.commitment_discount"]
    mixed = s * v["cloud.spot_price"] + (1 - s) * (1 - discount)
    return v["cloud.chip_hour"] * v["cloud.region_factor"] * v["cloud.slippage"] * mixed


def own_chip_hours(books: Books, of_months: Array) -> Array:
    """Chip-hours that own servers and workstations give for nothing more in so many months."""
    v = books.values
    chips = v["hardware.servers.count"] * v["hardware.servers.chips"]
    chips = chips + v["hardware.workstations.count"] * v["hardware.workstations.chips"]
    chips = chips * (v["training_compute.on_own_hardware"] > 0)
    return chips * of_months * v["calendar.hours_per_month"] * v["training_compute.own_utilisation"]


def training(books: Books) -> None:
    """Experiments, tuning, failed runs and final training on rented chips."""
    v, full = books.values, chip_hours_of_a_training(books)
    experiments = v["training_compute.experiments"] * v["training_compute.experiment_size"] * full
    tuning = v["training_compute.tuning_runs"] * v["training_compute.tuning_size"] * full
    failed = v["training_compute.failed"] * (experiments + tuning)
    final = v["training_compute.final_runs"] * full
    window = books.work_of("model_development", "develop")
    free, price = own_chip_hours(books, months(window)), price_of_a_chip_hour(books)
    for item, layer, hours in (
        ("Experiments", "prototype", experiments),
        ("Automatic tuning", "ml", tuning),
        ("Failed runs", "ml", failed),
        ("Final training", "ml", final),
    ):
        paid = np.maximum(hours - free, 0)
        free = np.maximum(free - hours, 0)
        kind = ("training_compute", "develop", layer, "cloud")
        books.book(item, kind, paid * price, window, again="model_development")
    kind = ("training_compute", "develop", "prototype", "cloud")
    develop = books.phase("develop")
    rent = v["training_compute.workspace"] * v["cloud.slippage"] * months(develop)
    books.book("Workspaces of the team", kind, rent, develop)


def handover(books: Books) -> None:
    """From the accepted model to the service."""
    v = books.values
    changed, engineered = books.work_of("process_change", "productionise"), books.work_of("production_engineering")
    kind = ("handover", "productionise", "software")
    users = v["handover.users"] * v["handover.training_time"] * books.day("business_user")
    books.book("User training, time", (*kind, "labour"), users, changed)
    books.book("User training, material and trainer", (*kind, "service"), v["handover.training_material"], changed)
    neighbours = v["handover.interfaces"] * v["handover.interface_price"]
    books.book("Interfaces, neighbours' services", (*kind, "service"), neighbours, engineered)
    reviewed = books.work_of("security_review", "productionise")
    books.book("Penetration test", (*kind, "service"), v["handover.penetration_test"], reviewed)
    released = books.work_of("release")
    books.book("Parallel run", (*kind, "service"), v["handover.parallel_run"] * months(released), released)
    set_up = v["handover.tool_setup"] * books.day("ml_engineer")
    ml = ("handover", "productionise", "ml", "labour")
    books.book("Tracking and monitoring, set-up", ml, set_up, engineered)
    licences = v["handover.licences"] * books.plan.go_live
    books.book("Licences until go-live", ("handover", "throughout", "software", "licence"), licences, books.to_go_live)
