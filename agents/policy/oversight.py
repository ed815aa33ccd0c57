"""Supervision of those who hold others to account (问责工作的监督评估)."""

from typing import Any

from wenze.agents.culpability import judged
from wenze.agents.parameter import Group, parameter


class Oversight(Group):
    """Levers of the auditing of decisions; the audit rate is announced to the supervisors."""

    # fmt: off
    audits: float = parameter(0.03, 0.0, 1.0, "share of decisions",
        en="Share of decisions examined by the regular auditors.",
        zh="问责决定中接受常规评估的比例。")
    spot_checks: float = parameter(0.01, 0.0, 1.0, "share of decisions",
        en="Share of decisions examined by outside spot checks, which are free of the auditors' bias.",
        zh="问责决定中接受外部抽查的比例；抽查不受评估者偏袒的影响。")
    timeliness_weight: float = parameter(0.5, 0.0, 5.0, "weight",
        en="Weight of a late decision in what an audit costs the supervisor, in units of a finding of wrongfulness.",
        zh="评估中问责不及时的权重（以认定一次错误问责为单位）。")
    accuracy_weight: float = parameter(1.0, 0.0, 5.0, "weight",
        en="Weight of wrongful and missed findings in what an audit costs the supervisor.",
        zh="评估中问责不精准（错误问责、该问未问）的权重。")
    fairness_weight: float = parameter(0.2, 0.0, 5.0, "weight",
        en="Weight of holding the township while a culpable department went free, in what an audit costs.",
        zh="评估中“板子只打乡镇、放过部门”的权重。")
    wrongful_penalty: float = parameter(3.0, 0.0, 20.0, "months of strain",
        en="What a finding of wrongful sanction costs the supervisor.",
        zh="被认定错误问责时，问责主体付出的代价。")
    missed_penalty: float = parameter(3.0, 0.0, 20.0, "months of strain",
        en="What a finding that a culprit was missed costs the supervisor.",
        zh="被认定该问未问时，问责主体付出的代价。")
    auditor_accuracy: float = parameter(0.8, 0.5, 1.0, "probability",
        en="Chance that an auditor judges rightly.",
        zh="评估者判断正确的概率。")
    auditor_bias: float = parameter(0.3, 0.0, 1.0, "probability",
        en="Chance that a regular auditor drops a finding to spare the supervisor.",
        zh="常规评估者为袒护问责主体而放弃认定的概率。")
    consequence: float = parameter(0.0, 0.0, 1.0, "probability",
        en="Chance that an audit's finding of wrongful or of missed accountability is itself sanctioned, on record.",
        zh="评估认定错误问责或该问未问后，问责主体自身受到处理（追究滥用问责）的概率。")
    corrects: float = parameter(0.0, 0.0, 1.0, "probability",
        en="Chance that an audit that finds a wrongful sanction opens a review of the decision's sanctions at once.",
        zh="评估认定错误问责后，随即对该决定的处理启动复查的概率。")
    # fmt: on


def is_audited(u: float, oversight: Any) -> bool:
    """Whether a regular auditor examines a decision."""
    return u < oversight.audits


def is_spot_checked(u: float, oversight: Any) -> bool:
    """Whether an outside spot check examines a decision."""
    return u < oversight.spot_checks


def announced(oversight: Any) -> float:
    """Share of decisions that are examined in one way or the other, as announced to the supervisors."""
    return oversight.audits + oversight.spot_checks - oversight.audits * oversight.spot_checks


def cost_of_faults(style: int, believed: Any, oversight: Any) -> float:
    """What an audit of a decision in a style is believed to cost the supervisor, in months of strain."""
    faults = oversight.accuracy_weight * (
        oversight.wrongful_penalty * believed.wrongful[style] + oversight.missed_penalty * believed.missed[style]
    )
    faults += oversight.wrongful_penalty * (
        oversight.timeliness_weight * believed.late[style] + oversight.fairness_weight * believed.unfair[style]
    )
    return faults


def sanctions_expected(style: int, believed: Any, oversight: Any) -> float:
    """Sanctions of the supervisors' own that are believed to follow an audit of a decision in a style."""
    return oversight.consequence * (believed.wrongful[style] + believed.missed[style])


def is_answered_for(u: float, oversight: Any) -> bool:
    """Whether a finding of an audit is sanctioned (追究滥用问责)."""
    return u < oversight.consequence


def opens_reviews(u: float, oversight: Any) -> bool:
    """Whether an audit that found a wrongful sanction opens reviews."""
    return u < oversight.corrects


def audit_finds(truth: bool, u_judgement: float, regular: bool, u_bias: float, oversight: Any) -> bool:
    """Whether an audit finds a fault: judged with stated accuracy; a regular auditor may drop the finding."""
    found = judged(truth, u_judgement, oversight.auditor_accuracy)
    return found and not (regular and u_bias < oversight.auditor_bias)
