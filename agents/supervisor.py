"""Supervisors (督查/问责): how cases are looked into, and who answers."""

from wenze.agents.case import DEPARTMENTS, NO_STEP, NOBODY, PAPER_STEP, TOWNSHIP
from wenze.agents.parameter import Group, parameter

# Styles of inquiry
DEEP, LIST, HABIT = 0, 1, 2
STYLES = 3

# Who answers, seen from the file
NONE_ANSWERS, HOLDER, WORKER, HELPER, LEAD, SECOND = 0, 1, 2, 3, 4, 5


class Supervisors(Group):
    """Numbers of supervisors and of inquiry."""

    normal_docket: float = parameter(
        0.02,
        0.0001,
        10.0,
        unit="entries a post",
        en="Entries on a docket that make a normal load, for each post of the county.",
        zh="每岗位对应的正常待办问责件数。",
    )
    cost_deep: float = parameter(
        1.2,
        0.0,
        20.0,
        unit="months of strain at a normal docket",
        en="Cost of looking deeply into the cases of a normal docket.",
        zh="正常待办量下深入调查的代价。",
    )
    cost_list: float = parameter(
        0.4,
        0.0,
        20.0,
        unit="months of strain at a normal docket",
        en="Cost of going by the list at a normal docket.",
        zh="正常待办量下按清单问责的代价。",
    )
    cost_habit: float = parameter(
        0.2,
        0.0,
        20.0,
        unit="months of strain at a normal docket",
        en="Cost of going by habit at a normal docket.",
        zh="正常待办量下凭习惯问责的代价。",
    )
    speed_deep: float = parameter(
        0.5,
        0.01,
        20.0,
        unit="normal dockets a month",
        en="How much a team that looks deeply decides in a month.",
        zh="深入调查每月可办结的待办量。",
    )
    speed_list: float = parameter(
        1.5,
        0.01,
        20.0,
        unit="normal dockets a month",
        en="How much a team that goes by the list decides in a month.",
        zh="按清单问责每月可办结的待办量。",
    )
    speed_habit: float = parameter(
        3.0,
        0.01,
        20.0,
        unit="normal dockets a month",
        en="How much a team that goes by habit decides in a month.",
        zh="凭习惯问责每月可办结的待办量。",
    )
    accuracy: float = parameter(
        0.9,
        0.5,
        1.0,
        unit="probability",
        en="Chance that a deep inquiry with an empty docket judges a party's fault rightly.",
        zh="没有积压时，深入调查正确判断责任的概率。",
    )
    crowding: float = parameter(
        0.3,
        0.0,
        20.0,
        unit="1 / normal docket",
        en="How fast the accuracy of deep inquiry falls as the docket grows.",
        zh="深入调查准确率随待办量下降的速度。",
    )
    false_alarm: float = parameter(
        0.02,
        0.0,
        1.0,
        unit="probability",
        en="Chance that an honest error is taken for misconduct.",
        zh="诚实失误被误认为违纪的概率。",
    )
    told_bias: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="factor",
        en="What is left of the downward bias where a complaint has put on file which department was told.",
        zh="投诉已载明告知过哪个部门时，“板子打向基层”的倾向还剩多少。",
    )
    late_months: int = parameter(
        3,
        0,
        120,
        unit="months",
        source="assumed to be what a review may take (facts: review_deadline)",
        en="Months within which a decision is timely.",
        zh="问责决定视为及时的月数。",
    )
    prior_answered: float = parameter(
        0.6,
        0.0,
        1.0,
        unit="probability",
        en="Chance that somebody answers, believed before experience, the same for every style.",
        zh="先验：有人担责的概率。",
    )
    prior_faulted: float = parameter(
        0.2,
        0.0,
        1.0,
        unit="probability",
        en="Chance of each kind of adverse audit finding believed before experience.",
        zh="先验：每类不利评估结论的概率。",
    )
    prior_decisions: float = parameter(
        20.0,
        0.001,
        100000.0,
        unit="decisions",
        en="Weight of what supervisors believe before experience.",
        zh="问责主体先验信念的权重。",
    )
    audit_lag: int = parameter(
        3, 0, 120, unit="months", en="Months from a decision to its audit.", zh="从问责决定到评估的月数。"
    )


def load_of(docket, posts, numbers):
    """Docket in normal dockets of a county of so many posts."""
    return docket / (numbers.normal_docket * posts)


def cost(style, numbers):
    """Cost of a style at a normal docket."""
    if style == DEEP:
        return numbers.cost_deep
    return numbers.cost_list if style == LIST else numbers.cost_habit


def utility(style, load, believed, pressure, oversight, numbers):
    """Utility of a style, in months of strain. ``believed`` holds the rates of what follows a decision, by style."""
    announced = oversight.audits + oversight.spot_checks - oversight.audits * oversight.spot_checks
    faults = oversight.accuracy_weight * (
        oversight.wrongful_penalty * believed.wrongful[style] + oversight.missed_penalty * believed.missed[style]
    )
    faults += oversight.wrongful_penalty * (
        oversight.timeliness_weight * believed.late[style] + oversight.fairness_weight * believed.unfair[style]
    )
    return pressure * believed.answered[style] - cost(style, numbers) * load - announced * faults


def deciding_chance(style, load, numbers):
    """Chance that an entry is decided this month: ``min(1, speed / load)``."""
    speed = numbers.speed_habit
    if style == DEEP:
        speed = numbers.speed_deep
    elif style == LIST:
        speed = numbers.speed_list
    if load <= speed:
        return 1.0
    return speed / load


def deep_accuracy(load, numbers):
    """Accuracy of a deep inquiry, falling from its best towards a coin's toss as the docket grows."""
    return 0.5 + (numbers.accuracy - 0.5) / (1.0 + numbers.crowding * load)


def detection(style, levers):
    """Chance that misconduct is seen for what it is."""
    if style == DEEP:
        return levers.detection_deep
    return levers.detection_list if style == LIST else levers.detection_habit


def sees_misconduct(guilty, looks_like_error, draw, style, levers, numbers):
    """Whether an inquiry finds misconduct: the guilty as far as the style detects it, the honest by false alarm."""
    if guilty:
        return draw < detection(style, levers)
    return looks_like_error and draw < numbers.false_alarm


def judged(truth, draw, accuracy):
    """A judgement of something true or false that is right with chance ``accuracy`` and errs both ways."""
    return truth if draw < accuracy else not truth


def step_counts(step, outcome_demanded):
    """Whether a step on file counts: paper does, unless outcomes are demanded."""
    if step == NO_STEP:
        return False
    return not (step == PAPER_STEP and outcome_demanded)


def answers_by_list(entry, outcome_demanded):
    """By the list: the first listed party whose timely step is not on file answers; all steps done, nobody.

    The owner comes first. A department that was never told owes no step; the township owes its report.
    """
    if entry.owner != TOWNSHIP:
        if entry.lead_due <= entry.surfaced and not step_counts(entry.lead_step, outcome_demanded):
            return LEAD
        if (
            entry.owner == DEPARTMENTS
            and entry.second != NOBODY
            and entry.second_due <= entry.surfaced
            and not step_counts(entry.second_step, outcome_demanded)
        ):
            return SECOND
    if entry.township_due <= entry.surfaced and not step_counts(entry.township_step, outcome_demanded):
        return HOLDER
    return NONE_ANSWERS


def answers_by_habit(entry, down_draw, eye_draw, accountability, numbers):
    """By habit: someone visible must answer, mostly in the township (板子打向基层).

    ``visibility = ν·trace of work on the file + (1−ν)·being the named holder``, and the eye falls in proportion.
    """
    bias = accountability.downward_bias
    if entry.told:
        bias *= numbers.told_bias
    if entry.owner != TOWNSHIP and down_draw >= bias:
        return LEAD
    weight = accountability.visibility_weight
    worker_is_holder = entry.worker_id == entry.holder_id
    holder = 1.0 - weight
    if worker_is_holder:
        holder += weight * entry.work_trace
    worker = 0.0 if worker_is_holder else weight * entry.work_trace
    helper = weight * entry.help_trace
    point = eye_draw * (holder + worker + helper)
    if point < worker:
        return WORKER
    if point < worker + helper:
        return HELPER
    return HOLDER


def audit_finds(truth, judgement_draw, regular, bias_draw, oversight):
    """Whether an audit finds a fault: judged with stated accuracy; a regular auditor may drop the finding."""
    found = judged(truth, judgement_draw, oversight.auditor_accuracy)
    return found and not (regular and bias_draw < oversight.auditor_bias)
