"""What a machine-learning initiative really costs, and when it goes live: cost and schedule from one simulation.

>>> import costmodel as cm
>>> est = cm.estimate(cm.load(), samples=10_000, seed=1)
>>> est.quantile(0.8, of="to_go_live")  # doctest: +SKIP
"""

from costmodel.accounts import accounts
from costmodel.actions import best_actions, capability_steps
from costmodel.actuals import export_samples, plan_against_actual, read_actuals
from costmodel.assumption_table import assumption_table
from costmodel.assumptions import Assumptions
from costmodel.baseline import Baseline, load_baseline, save_baseline
from costmodel.belief import Belief
from costmodel.benefits import Benefits, benefits
from costmodel.capitalisation import Capitalisation, capital_and_operating
from costmodel.closed_projects import Project, closed_projects, coverage
from costmodel.comparison import Comparison, bridge, compare
from costmodel.compute import chip_hours, training_flop
from costmodel.confidence import chance_of_point_estimate, contingency, frontier, stage_budgets
from costmodel.correlation import CorrelationRepaired, nearest_correlation, rank_correlation
from costmodel.earned_value import EarnedValue, earned_from_plan, earned_value
from costmodel.estimate import Estimate, estimate
from costmodel.faults import faults
from costmodel.finance import CashView, PresentValue, cash_view, escalated_cash_flow, present_value
from costmodel.loading import check, load
from costmodel.mitigations import risks
from costmodel.network import criticality, forward_pass
from costmodel.outside_view import OutsideView, outside_view
from costmodel.own_scenario import save_scenario
from costmodel.quality import Quality, quality
from costmodel.questions import questions
from costmodel.reforecast import Reforecast, reforecast
from costmodel.sampling import draw
from costmodel.scenario import scenarios
from costmodel.sensitivity import drivers, first_order, tornado
from costmodel.shorter_waits import waits
from costmodel.staffing_plan import StaffingPlan, staffing_plan
from costmodel.translations import Texts, texts, translated
from costmodel.value_of_information import value_of_information, value_of_information_for
from costmodel.version import __version__
from costmodel.yaml_files import AssumptionsError, Fault

__all__ = [
    "Assumptions",
    "AssumptionsError",
    "Baseline",
    "Belief",
    "Benefits",
    "Capitalisation",
    "CashView",
    "Comparison",
    "CorrelationRepaired",
    "EarnedValue",
    "Estimate",
    "Fault",
    "OutsideView",
    "PresentValue",
    "Project",
    "Quality",
    "Reforecast",
    "StaffingPlan",
    "Texts",
    "__version__",
    "accounts",
    "assumption_table",
    "benefits",
    "best_actions",
    "bridge",
    "capability_steps",
    "capital_and_operating",
    "cash_view",
    "chance_of_point_estimate",
    "check",
    "chip_hours",
    "closed_projects",
    "compare",
    "contingency",
    "coverage",
    "criticality",
    "draw",
    "drivers",
    "earned_from_plan",
    "earned_value",
    "escalated_cash_flow",
    "estimate",
    "export_samples",
    "faults",
    "first_order",
    "forward_pass",
    "frontier",
    "load",
    "load_baseline",
    "nearest_correlation",
    "outside_view",
    "plan_against_actual",
    "present_value",
    "quality",
    "questions",
    "rank_correlation",
    "read_actuals",
    "reforecast",
    "risks",
    "save_baseline",
    "save_scenario",
    "scenarios",
    "staffing_plan",
    "stage_budgets",
    "texts",
    "tornado",
    "training_flop",
    "translated",
    "value_of_information",
    "value_of_information_for",
    "waits",
]
