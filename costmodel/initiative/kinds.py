"""What a cost is, in words that finance sorts by: its kind, and its treatment where the kind alone does not tell it."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "work",  # the team's effort, done for the first time
    "repeat",  # what a loop of rework has done again, work and what goes with it
    "idle",  # people who wait and are charged all the same
    "level_of_effort",  # a share of somebody's time, month after month: steering
    "learning",  # training of staff and users: their time, courses, material
    "recruiting",  # finding people and replacing those who leave
    "premium",  # paid on top of wages or rates that are booked already
    "bridging",  # the old way of working, paid for longer or side by side with the new one
    "purchase",  # bought once: equipment, data, tools
    "fee",  # a service bought once: advice, audit, test, labels
    "usage",  # rented or paid by time or use until go-live: computing, storage, power, licences
    "running",  # what the running system takes, by month, year or use; work included
    "retirement",  # what ends it
    "credit",  # money that comes back: a resale, a grant
    "shock",  # the cost of a risk that strikes
    "mitigation",  # what is paid to guard against a risk
    "additional",  # from additional_costs.yaml, without a formula
]
KINDS: tuple[Kind, ...] = get_args(Kind)

Treatment = Literal[
    "development",  # work on the asset
    "testing",  # whether the asset works
    "installation",  # of bought equipment: part of what the equipment costs
    "user_training",  # never part of the asset
    "reorganisation",  # changes how the business works: never part of the asset
    "start_up_loss",  # before the planned performance is reached
    "overhead",  # not attributable to the asset
    "grant",  # money that somebody gives towards the cost
    "shared_overhead",  # serves the whole organisation
]
TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)
