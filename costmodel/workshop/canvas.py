"""One page before the numbers: nine boxes from goal to risks, and the first assumptions that each of them fills."""

from __future__ import annotations

from collections.abc import Mapping

OF_ALL = "(canvas)"  # who has answered on it: all together, whatever the canvas is called in a language
# The number of a box on the printed canvas -> what it says of the case in numbers.
BOXES: Mapping[int, tuple[str, ...]] = {
    1: ("benefits.monthly_value",),
    2: ("risks.support_withdrawn.chance",),
    3: ("compliance.personal_data", "labelling.items"),
    4: ("operations.versions.kept",),
    5: ("handover.users",),
    6: ("handover.interfaces",),
    7: ("operations.retraining.per_year",),
    8: ("compliance.high_risk", "operations.explanations.requests"),
    9: ("plan.model_validation.gate",),
}
