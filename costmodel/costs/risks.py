"""What named shocks cost where they strike, and what is paid to mitigate them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from costmodel.initiative.plan import Phase
from costmodel.initiative.risks import OPERATE, strikes
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Item
from costmodel.simulation.schedule import Schedule


def cost_of_event(struck: Any, cost: Any) -> Any:
    """The cost where the risk strikes (1), nothing where it does not (0)."""
    return struck * cost


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """A line for each risk that costs money and for each mitigation, under the category that the risk hits.

    A mitigation is paid from start to go-live, or over the operating time for a risk of the operation.
    """
    structure = inputs.assumptions.structure
    for name, risk in structure.risks.items():
        item = name.replace("_", " ")
        in_operation = risk.when == OPERATE
        phase: Phase = "operate" if in_operation else structure.plan.activities[risk.when].phase
        if risk.cost:
            yield CostLine(
                item=Item(f"Risk: {item}", "risk", risk=name),
                category=risk.category,
                phase=phase,
                layer=risk.layer,
                payee=risk.payee,
                amount=cost_of_event(inputs[strikes(name)], inputs[f"risks.{name}.cost"]),
                window=schedule.when(risk.when),
                kind="shock",
            )
        if risk.mitigation_cost:
            base = f"risks.{name}.mitigation"
            yield CostLine(
                item=Item(f"Mitigation: {item}", "mitigation", risk=name),
                category=risk.category,
                phase="operate" if in_operation else "throughout",
                layer=risk.layer,
                payee="labour",
                amount=inputs[f"{base}.active"] * inputs[f"{base}.cost"],
                window=schedule.operation if in_operation else schedule.to_go_live,
                kind="mitigation",
            )
