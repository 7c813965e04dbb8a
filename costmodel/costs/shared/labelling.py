"""What labels cost, given by a vendor or by own experts: for the first training and for each one after it."""

from __future__ import annotations

from typing import Any

from costmodel.simulation.inputs import Inputs
from costmodel.typing import Array

EXPERT = "domain_expert"  # the role that labels and checks labels


def labels_given(items: Array, labels_per_item: Array, relabelled: Array) -> Array:
    """Labels to be given, those given again included, in labels."""
    return items * labels_per_item * (1 + relabelled)


def vendor_fee(labels: Array, vendor_share: Array, price_per_label: Array) -> Array:
    """What a vendor asks for its share of the labels, in money."""
    return labels * vendor_share * price_per_label


def labels_by_experts(labels: Array, vendor_share: Array, checked: Array) -> Array:
    """Labels that pass through an own expert's hands: those no vendor gives, and a checked share of all."""
    return labels * (1 - vendor_share + checked)


def expert_days(labels: Array, time: Array, seconds_per_hour: Array, hours_per_working_day: Array) -> Array:
    """Days of work on so many labels, in person-days."""
    return labels * time / seconds_per_hour / hours_per_working_day


def labelled_by_vendor(inputs: Inputs, items: Array) -> Any:
    """What the vendor is paid for labelling so many things, in money."""
    labelling = inputs.labelling
    labels = labels_given(items, labelling.labels_per_item, labelling.relabelled)
    return vendor_fee(labels, labelling.vendor_share, labelling.vendor_price)


def days_of_experts(inputs: Inputs, items: Array) -> Any:
    """How long own experts label and check so many things, in person-days of `EXPERT`."""
    labelling, calendar = inputs.labelling, inputs.calendar
    labels = labels_given(items, labelling.labels_per_item, labelling.relabelled)
    handled = labels_by_experts(labels, labelling.vendor_share, labelling.checked)
    return expert_days(handled, labelling.expert_time, calendar.seconds_per_hour, calendar.hours_per_working_day)
