"""Named shocks that may strike: what each does to cost, time and other assumptions, and what would mitigate it."""

from __future__ import annotations

from costmodel.beliefs.source import Strict
from costmodel.initiative.plan import Layer, Payee

OPERATE = "operate"  # a risk's time when it may strike at any time after go-live


class Risk(Strict):
    """One risk event; `risks.NAME.chance` is the event itself, its numbers stand beside it.

    Attributes:
        meaning: what happens, in a few words.
        category, layer: under which its cost is booked.
        payee: who is paid for its cost.
        when: the activity at whose finish it strikes, or "operate" (spread over the operating time).
        cost: whether `risks.NAME.cost` says what it costs.
        delays: the activity that `risks.NAME.delay` makes longer, or None.
        factor_on: names (or patterns with ``*``) of the assumptions that `risks.NAME.factor` multiplies.
        stops: it ends the initiative.
        mitigation: what can be done about it, or None; `risks.NAME.mitigation.active` says whether it is done,
            `.cost` what that costs, `.odds` what it does to the chance, `.impact` to cost, delay and factor.
        not_counted: what the mitigation prevents beside, and no figure here counts; or None.
    """

    meaning: str
    category: str
    layer: Layer
    when: str
    payee: Payee = "labour"
    cost: bool = False
    delays: str | None = None
    factor_on: tuple[str, ...] = ()
    stops: bool = False
    mitigation: str | None = None
    not_counted: str | None = None
    mitigation_cost: bool = False
    mitigation_odds: bool = False
    mitigation_impact: bool = False


def strikes(name: str) -> str:
    """The name of the event itself."""
    return f"risks.{name}.chance"
