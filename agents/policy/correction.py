"""Correction of wrongful sanctions (纠错): review, overturning, restoration, publicity (澄清正名); working off (戴罪立功)."""

from typing import Any

from wenze.agents.choice import FIXED, fixed, whole_power
from wenze.agents.culpability import judged
from wenze.agents.parameter import Group, parameter


class Correction(Group):
    """Levers of the correction of sanctions."""

    # fmt: off
    reviewed: float = parameter(0.05, 0.0, 1.0, "share of sanctions",
        en="Share of sanctions that are reviewed.",
        zh="问责处理中接受复查的比例。")
    accuracy: float = parameter(0.8, 0.5, 1.0, "probability",
        en="Chance that a review judges rightly whether a sanction was wrongful.",
        zh="复查正确判断问责处理是否有误的概率。")
    delay: float = parameter(3.0, 0.0, 24.0, "months", kind="statute", source="facts: review_deadline (the rule; practice is not known)",
        en="Months from the sanction to the decision of its review (by rule at most three).",
        zh="从作出处理到复查决定的月数（规定不超过三个月）。")
    restoration: float = parameter(0.3, 0.0, 1.0, "share",
        en="Share of the effect period left and of the shame that overturning gives back; chance that a missed round is made up for.",
        zh="处理撤销后剩余影响期与名誉损失予以恢复的比例，以及补行所错过的晋升轮次的概率。")
    publicity: float = parameter(0.1, 0.0, 1.0, "share",
        en="How far a public clearing takes the case out of what colleagues believe about safety.",
        zh="公开澄清正名在多大程度上消除此事给同事造成的不安全感。")
    redemption: float = parameter(0.0, 0.0, 12.0, "months a problem of mean severity",
        en="Months of a running effect period worked off by solving a problem of mean severity.",
        zh="影响期内每解决一个平均严重程度的问题所抵减的影响期月数（戴罪立功）。")
    # fmt: on


def is_reviewed(u: float, correction: Any) -> bool:
    """Whether a sanction is put down for review."""
    return u < correction.reviewed


def review_month(month: int, correction: Any) -> int:
    """Month in which the review of a sanction of this month is decided."""
    return month + int(correction.delay)


def overturns(wrongful: bool, u: float, correction: Any) -> bool:
    """Whether a review overturns a sanction, rightly or not."""
    return judged(wrongful, u, correction.accuracy)


def restored_until(month: int, barred: int, with_them: int, without_them: int, correction: Any) -> int:
    """Month from which a person is free after sanctions are overturned: part of what they still cost is given back.

    ``with_them`` and ``without_them`` are the months from which the person would be free by all sanctions that stand, with
    those overturned and without; what lies in the past cannot be given back.
    """
    left = max(0, with_them - max(month, without_them))
    return barred - int(left * correction.restoration + 0.5)


def lasting_loss(overturned: float, correction: Any) -> float:
    """Part of the loss of a sanction that is expected to last, given the believed share of sanctions overturned."""
    return 1.0 - correction.restoration * min(1.0, overturned)


def is_made_up(u: float, u_promoted: float, correction: Any, people: Any) -> bool:
    """Whether somebody kept out of a round by what was overturned is promoted after all: the round is held anew as far as
    correction restores, and promotes the announced share."""
    return u < correction.restoration and u_promoted < people.promoted_share


def worked_off(worked: int, solved: int, correction: Any) -> int:
    """What has been worked off of a running effect period after another month, in months, a whole number of 2**-20 parts.

    ``worked`` is what was over from before, ``solved`` the value solved this month, both in such parts.
    """
    return worked + fixed(correction.redemption * (solved / FIXED))


def eased(solved: float, left: int, correction: Any) -> float:
    """Months of an effect period that are worked off in a month in which so much is solved; no more than are left."""
    return min(correction.redemption * solved, left)


def cleared(months_ago: int, memory: float, correction: Any) -> float:
    """How much of a sanction a public clearing takes out of what colleagues still remember of it (澄清正名)."""
    return correction.publicity * whole_power(memory, months_ago)
