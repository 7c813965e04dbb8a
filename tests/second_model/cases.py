"""The cases on which the two models are compared, and one in which everything that can happen does."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Compared:
    """A case by its scenarios, and by values that are set on top of them."""

    name: str
    scenarios: tuple[str, ...] = ()
    changes: dict[str, float] = field(default_factory=dict)


STRIKING = (
    "data_missing",
    "hidden_dependencies",
    "biased_results",
    "decisions_unexplained",
    "specialist_leaves",
    "pilot_does_not_scale",
    "organisation_not_ready",
    "security_findings",
    "model_degrades",
    "supplier_changes_terms",
)
STOPPING = ("personal_data_refused", "business_rejects", "support_withdrawn")

# All values most likely, but everything is switched on and everything strikes, so that no formula is left out.
EVERYTHING = Compared(
    "everything happens",
    ("credit_scoring",),
    {
        "additional_costs.grant.amount": 3_000,
        "additional_costs.travel.amount": 5_000,
        "capability.culture": 4.5,
        "capability.data": 3.5,
        "capability.people": 2,
        "capability.processes": 1.5,
        "capability.risk": 1,
        "capability.technology": 5,
        "compliance.notified_body_needed": 1,
        "compliance.quality_management.missing": 1,
        "currency.rates.USD": 1.2,
        "discrepancy.stage": 2,
        "hardware.edge_devices.count": 7,
        "hardware.servers.count": 2,
        "hardware.workstations.count": 3,
        "hiring.bridged": 0.9,
        "hiring.months_open": 40,
        "hiring.must_hire": 0.9,
        "initiative.horizon": 24,
        "operations.bought_model.used": 1,
        "operations.platform.set_up_cost": 20_000,
        "operations.platform.set_up_effort": 40,
        "operations.platform.shared_by": 3,
        "plan.model_validation.repeats.chance": 0.9,
        "roles.data_scientist.people": 2,
        "staffing.rate_from_gross_pay": 1,
        "training_compute.from_flop": 1,
        "training_compute.on_own_hardware": 1,
        "training_compute.tokens": 3e10,
    }
    | {f"risks.{risk}.chance": 0.9 for risk in STRIKING}
    | {f"risks.{risk}.mitigation.active": 1 for risk in (*STRIKING[:-1], *STOPPING)},
)

# The same for long: servers are replaced and not sold, the open post is waited for, the company only deploys.
LONG = Compared(
    "everything happens, for long",
    EVERYTHING.scenarios,
    EVERYTHING.changes
    | {
        "compliance.notified_body_needed": 0,
        "compliance.provider": 0,
        "discrepancy.stage": 3,
        "hiring.bridged": 0.1,
        "initiative.horizon": 96,
        "plan.model_validation.repeats.chance": 0.6,
    },
)
