"""The ladder of sanctions (问责处理阶梯), effect periods (影响期) and what they cost the person.

A sanction (问责处理) is whatever befalls who is held, from a talk to removal; a formal sanction (处分) has an effect period.
"""

from typing import Any

from wenze.agents.choice import power
from wenze.agents.kinds import DEMERIT, DEMOTION, MAJOR_DEMERIT, MONTHS_A_YEAR, RUNGS, TALK, WARNING
from wenze.agents.parameter import Group, parameter


class Ladder(Group):
    """Numbers of the ladder of sanctions."""

    # fmt: off
    warning_months: int = parameter(6, 0, 48, "months", kind="statute", source="facts: effect_period_warning",
        en="Effect period of a warning.",
        zh="警告的影响期。")
    demerit_months: int = parameter(12, 0, 48, "months", kind="statute", source="facts: effect_period_demerit",
        en="Effect period of a demerit.",
        zh="记过的影响期。")
    major_demerit_months: int = parameter(18, 0, 48, "months", kind="statute",
        source="facts: effect_period_major_demerit",
        en="Effect period of a major demerit.",
        zh="记大过的影响期。")
    demotion_months: int = parameter(24, 0, 48, "months", kind="statute", source="facts: effect_period_demotion",
        en="Effect period of demotion or removal.",
        zh="降级、撤职的影响期。")
    longest_months: int = parameter(48, 1, 240, "months", kind="statute",
        source="Administrative sanction regulations: combined effect periods run at most 48 months",
        en="Longest effect period that several formal sanctions can add up to.",
        zh="多个处分影响期合并后的最长期限。")
    warning_share: float = parameter(0.547, 0.0, 1.0, "share", kind="fitted",
        source="facts: four_forms_2021 (forms 3 and 4 against 2)",
        en="Of formal sanctions, the share that are warnings.",
        zh="处分中警告所占比例。")
    demerit_share: float = parameter(0.15, 0.0, 1.0, "share",
        en="Of formal sanctions, the share that are demerits.",
        zh="处分中记过所占比例。")
    major_demerit_share: float = parameter(0.08, 0.0, 1.0, "share",
        en="Of formal sanctions, the share that are major demerits; the rest are demotions.",
        zh="处分中记大过所占比例（其余为降级、撤职）。")
    misconduct_rungs: int = parameter(3, 0, 4, "rungs",
        en="Rungs a finding of misconduct goes up the ladder.",
        zh="认定违纪时处理上调的档数。")
    removal_chance: float = parameter(0.3, 0.0, 1.0, "probability",
        en="Chance that the top rung means removal from the post.",
        zh="最高一档处理意味着免职离岗的概率。")
    shame: float = parameter(6.0, 0.0, 1000.0, "months of strain",
        en="What being sanctioned at all costs a person.",
        zh="受到问责处理本身（名誉）对个人的代价。")
    removal_loss: float = parameter(120.0, 0.0, 10000.0, "months of strain",
        en="What removal from office costs a person.",
        zh="被免职离岗对个人的代价。")
    burden: float = parameter(0.5, 0.0, 100.0, "months of strain a month",
        en="What a month under an effect period costs a person (pay, standing), apart from promotion.",
        zh="影响期内每月（待遇、声誉）的代价，不含晋升损失。")
    # fmt: on


def effect_months(rung: int, ladder: Any) -> int:
    """Effect period of a rung, in months; talk or criticism has none."""
    if rung == WARNING:
        return ladder.warning_months
    if rung == DEMERIT:
        return ladder.demerit_months
    if rung == MAJOR_DEMERIT:
        return ladder.major_demerit_months
    if rung == DEMOTION:
        return ladder.demotion_months
    return 0


def rung_at(quantile: float, severity: float, ladder: Any) -> int:
    """Rung at a quantile of gravity: the lowest ``1 − severity`` are talk, the rest climb by the shares."""
    if quantile < 1.0 - severity or severity <= 0.0:
        return TALK
    above = (quantile - (1.0 - severity)) / severity
    if above < ladder.warning_share:
        return WARNING
    if above < ladder.warning_share + ladder.demerit_share:
        return DEMERIT
    if above < ladder.warning_share + ladder.demerit_share + ladder.major_demerit_share:
        return MAJOR_DEMERIT
    return DEMOTION


def rung_for(quantile: float, misconduct: bool, accessory: bool, severity: float, ladder: Any) -> int:
    """Rung of one sanction at a quantile of gravity on [0, 1).

    Misconduct goes up the ladder; an accessory (次要责任), where the owner of the duty answers as well, one rung down.
    """
    rung = rung_at(quantile, severity, ladder)
    if misconduct:
        return min(DEMOTION, rung + ladder.misconduct_rungs)
    return max(TALK, rung - 1) if accessory else rung


def rung_share(rung: int, severity: float, ladder: Any) -> float:
    """Announced share of a rung among sanctions."""
    if rung == TALK:
        return 1.0 - severity
    if rung == WARNING:
        return severity * min(1.0, ladder.warning_share)
    upto_demerit = min(1.0, ladder.warning_share + ladder.demerit_share)
    if rung == DEMERIT:
        return severity * (upto_demerit - min(1.0, ladder.warning_share))
    upto_major = min(1.0, ladder.warning_share + ladder.demerit_share + ladder.major_demerit_share)
    if rung == MAJOR_DEMERIT:
        return severity * (upto_major - upto_demerit)
    return severity * (1.0 - upto_major)


def has_period(rung: int, ladder: Any) -> bool:
    """Whether a rung carries an effect period."""
    return effect_months(rung, ladder) > 0


def is_removed(rung: int, u: float, ladder: Any) -> bool:
    """Whether a sanction removes from office: only the top rung may."""
    return rung == DEMOTION and u < ladder.removal_chance


def barred_after(month: int, barred: int, rung: int, ladder: Any) -> int:
    """Month from which a person is free again after a new sanction: periods add up, within the longest."""
    period = effect_months(rung, ladder)
    if period == 0:
        return barred
    return max(barred, min(max(month, barred) + period, month + ladder.longest_months))


def weight_in_record(rung: int) -> float:
    """What a sanction weighs in a person's record in the month it falls."""
    return 1.0 + rung


def month_barred(year_value: float, ladder: Any) -> float:
    """What a month under an effect period costs: its burden, and a twelfth of what a year under one keeps from.

    ``year_value`` is what promotion rounds and honours of a year are worth to whom the period would keep from them. Months
    of strain.
    """
    return ladder.burden + year_value / MONTHS_A_YEAR


def loss_of(rung: int, left: int, year_value: float, ladder: Any) -> float:
    """What a sanction costs: shame, the months of effect period, and at the top rung the risk of removal.

    ``left`` is the effect period already running, in months: the new period adds to it within the longest.
    ``year_value`` is as in :func:`month_barred`. Months of strain.
    """
    months = min(effect_months(rung, ladder), max(0, ladder.longest_months - left))
    removed = ladder.removal_chance * ladder.removal_loss if rung == DEMOTION else 0.0
    return ladder.shame + months * month_barred(year_value, ladder) + removed


def felt_loss(severity: float, rungs_up: int, left: int, year_value: float, curvature: float, ladder: Any) -> float:
    """Felt loss of a sanction over the announced mix of rungs, each raised by ``rungs_up``: the certain loss that is felt
    as much, ``E[loss^ρ]^(1/ρ)``, in months of strain."""
    total = 0.0
    for rung in range(RUNGS):
        raised = min(DEMOTION, rung + rungs_up)
        total += rung_share(rung, severity, ladder) * power(loss_of(raised, left, year_value, ladder), curvature)
    return power(total, 1.0 / curvature)
