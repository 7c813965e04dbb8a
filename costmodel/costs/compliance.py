"""What it costs to keep the law: data protection, the AI Act, AI literacy, audits, quality management."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from costmodel.costs.shared.labour import day_rate, effort_lines
from costmodel.initiative.kinds import Kind
from costmodel.initiative.plan import Payee, Phase
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window
from costmodel.typing import Array


def own_part(duties: Array, high_risk: Array, provider: Array, deployer_share: Array) -> Array:
    """The company's part of the duties for a high-risk system: all as provider, a share as mere deployer."""
    return high_risk * duties * (provider + (1 - provider) * deployer_share)


def quality_management_part(cost: Array, high_risk: Array, provider: Array, missing: Array, systems: Array) -> Array:
    """One system's part of a quality management that the whole company must set up or keep."""
    return high_risk * provider * missing * cost / systems


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """All costs of compliance, before go-live and in operation."""
    yield from effort_lines(inputs, schedule, "compliance")
    review = schedule.window_or("compliance_review", schedule.phase("productionise"))
    compliance = inputs.compliance
    years = schedule.horizon / inputs.calendar.months_per_year

    legal = _line("Legal advice", "productionise", "service", compliance.legal_advice, review, "fee")
    yield replace(legal, layer="software")
    explained = compliance.explanations_required * compliance.explanation_design
    yield _work(inputs, "Explanation of decisions", "data_scientist", explained, review)

    literacy = compliance.literacy.users * compliance.literacy.price
    yield _line("AI literacy", "productionise", "service", literacy, schedule.phase("productionise"), "learning")
    refreshed = literacy * compliance.literacy.refreshed * years
    yield _line("AI literacy refreshed", "operate", "service", refreshed, schedule.operation, "learning")
    every_year = compliance.yearly_audit * years
    audits = _line("Yearly audits", "operate", "service", every_year, schedule.operation, "running")
    yield replace(audits, layer="software")
    yield from _high_risk(inputs, schedule, review, years)


def _line(item: str, phase: Phase, payee: Payee, amount: Array, window: Window, kind: Kind) -> CostLine:
    return CostLine(item, "compliance", phase, "ml", payee, amount, window, kind, window.activity)


def _work(inputs: Inputs, item: str, role: str, days: Array, window: Window) -> CostLine:
    line = _line(item, "productionise", "labour", days * day_rate(inputs, role), window, "work")
    return replace(line, role=role, days=days, treatment="development")


def _high_risk(inputs: Inputs, schedule: Schedule, review: Window, years: Array) -> Iterable[CostLine]:
    """What the AI Act asks of high-risk systems; nothing for the others."""
    compliance, duties = inputs.compliance, inputs.compliance.duties
    high_risk, provider = compliance.high_risk, compliance.provider
    part = own_part(duties.cost, high_risk, provider, duties.deployer_share)
    yield _line("Duties for a high-risk system", "productionise", "service", part, review, "fee")
    renewed = part * duties.yearly_renewal * years
    yield _line("Renewal of high-risk duties", "operate", "service", renewed, schedule.operation, "running")

    examined, conformity = compliance.notified_body_needed, compliance.conformity
    internal = high_risk * provider * (1 - examined) * conformity.internal_control
    yield _work(inputs, "Conformity by internal control", "compliance_officer", internal, review)
    fee = high_risk * provider * examined * conformity.notified_body
    yield _line("Notified body", "productionise", "service", fee, review, "fee")

    quality = compliance.quality_management
    set_up = quality_management_part(quality.set_up, high_risk, provider, quality.missing, quality.systems)
    upkeep = quality_management_part(quality.upkeep * years, high_risk, provider, quality.missing, quality.systems)
    first = _line("Set-up of quality management", "productionise", "service", set_up, review, "fee")
    yield replace(first, treatment="shared_overhead")
    yield _line("Upkeep of quality management", "operate", "service", upkeep, schedule.operation, "running")
