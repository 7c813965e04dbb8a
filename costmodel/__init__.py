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
from costmodel.calibration import Calibration, score_calibration
from costmodel.capability import Aggregation, Questionnaire, aggregate, questionnaire
from costmodel.capitalisation import Capitalisation, capital_and_operating
from costmodel.closed_projects import Project, closed_projects, coverage
from costmodel.comparison import Comparison, bridge, compare
from costmodel.compute import chip_hours, training_flop
from costmodel.confidence import chance_of_point_estimate, contingency, frontier, stage_budgets
from costmodel.correlation import CorrelationRepaired, nearest_correlation, rank_correlation
from costmodel.earned_value import EarnedValue, earned_from_plan, earned_value
from costmodel.elicitation import Pooled, average_quantiles, pool
from costmodel.estimate import Estimate, estimate
from costmodel.faults import faults
from costmodel.filled_forms import read_questionnaires
from costmodel.finance import CashView, PresentValue, cash_view, escalated_cash_flow, present_value
from costmodel.hidden_work import hidden_work
from costmodel.loading import check, load
from costmodel.mitigations import risks
from costmodel.network import criticality, forward_pass
from costmodel.outside_view import OutsideView, outside_view
from costmodel.own_scenario import save_scenario
from costmodel.quality import Quality, quality
from costmodel.questionnaire_forms import example_answers, write_questionnaire
from costmodel.questionnaire_tables import apart_table, levels_table, questions_table, steps_table, views_table
from costmodel.questions import questions
from costmodel.quiz_questions import Question, calibration_questions
from costmodel.reforecast import Reforecast, reforecast
from costmodel.sampling import draw
from costmodel.scenario import scenarios
from costmodel.scenario_table import scenario_table
from costmodel.sensitivity import drivers, first_order, tornado
from costmodel.shorter_waits import waits
from costmodel.staffing_plan import StaffingPlan, staffing_plan
from costmodel.translations import Texts, texts, translated
from costmodel.value_of_information import value_of_information, value_of_information_for
from costmodel.version import __version__
from costmodel.yaml_files import AssumptionsError, Fault

__all__ = [
    "Aggregation",
    "Assumptions",
    "AssumptionsError",
    "Baseline",
    "Belief",
    "Benefits",
    "Calibration",
    "Capitalisation",
    "CashView",
    "Comparison",
    "CorrelationRepaired",
    "EarnedValue",
    "Estimate",
    "Fault",
    "OutsideView",
    "Pooled",
    "PresentValue",
    "Project",
    "Quality",
    "Question",
    "Questionnaire",
    "Reforecast",
    "StaffingPlan",
    "Texts",
    "__version__",
    "accounts",
    "aggregate",
    "apart_table",
    "assumption_table",
    "average_quantiles",
    "benefits",
    "best_actions",
    "bridge",
    "calibration_questions",
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
    "example_answers",
    "export_samples",
    "faults",
    "first_order",
    "forward_pass",
    "frontier",
    "hidden_work",
    "levels_table",
    "load",
    "load_baseline",
    "nearest_correlation",
    "outside_view",
    "plan_against_actual",
    "pool",
    "present_value",
    "quality",
    "questionnaire",
    "questions",
    "questions_table",
    "rank_correlation",
    "read_actuals",
    "read_questionnaires",
    "reforecast",
    "risks",
    "save_baseline",
    "save_scenario",
    "scenario_table",
    "scenarios",
    "score_calibration",
    "staffing_plan",
    "stage_budgets",
    "steps_table",
    "texts",
    "tornado",
    "training_flop",
    "translated",
    "value_of_information",
    "value_of_information_for",
    "views_table",
    "waits",
    "write_questionnaire",
]
