"""Fault tolerance for honest trial and error (容错；三个区分开来), verified or on the person's word."""

from typing import Any

from wenze.agents.culpability import judged
from wenze.agents.kinds import EXPLORATION, INEXPERIENCE, NO_PLEA, UNINTENDED
from wenze.agents.parameter import Group, parameter


class Tolerance(Group):
    """Levers of fault tolerance."""

    # fmt: off
    inexperience: float = parameter(0.05, 0.0, 1.0, "probability",
        en="Chance that an admitted plea of inexperience exempts from sanction.",
        zh="因缺乏经验而失误，申请后获准免责的概率。")
    exploration: float = parameter(0.05, 0.0, 1.0, "probability",
        en="Chance that an admitted plea of exploring what was not prohibited exempts from sanction.",
        zh="因探索试验（未明令禁止）而失误，申请后获准免责的概率。")
    unintended: float = parameter(0.05, 0.0, 1.0, "probability",
        en="Chance that an admitted plea of unintended error without private gain exempts from sanction.",
        zh="无意过失且未谋私利，申请后获准免责的概率。")
    verification: float = parameter(0.5, 0.0, 1.0, "probability",
        en="Chance that a plea is verified; otherwise it is taken on the person's word, and the guilty plead too.",
        zh="容错申请经核实（而非听凭本人一面之词）的概率。")
    verification_accuracy: float = parameter(0.8, 0.5, 1.0, "probability",
        en="Chance that a verification judges a plea rightly.",
        zh="核实容错申请判断正确的概率。")
    # fmt: on


def plea_of(looks_like_error: bool, looks_explored: bool, inexperienced: bool) -> int:
    """What is pleaded: whoever seems to have erred pleads, the guilty too; an omission has no plea."""
    if not looks_like_error:
        return NO_PLEA
    if looks_explored:
        return EXPLORATION
    return INEXPERIENCE if inexperienced else UNINTENDED


def plea_is_true(plea: int, prohibited: bool, guilty: bool) -> bool:
    """Whether a plea is true: no private gain, and nothing prohibited was tried."""
    return plea != NO_PLEA and not guilty and not (plea == EXPLORATION and prohibited)


def exempts(plea: int, true_plea: bool, u_admitted: float, u_verified: float, u_verdict: float, tolerance: Any) -> bool:
    """Whether a plea exempts from sanction: if such pleas are admitted, and if it stands when verified."""
    probability = 0.0
    if plea == EXPLORATION:
        probability = tolerance.exploration
    elif plea == INEXPERIENCE:
        probability = tolerance.inexperience
    elif plea == UNINTENDED:
        probability = tolerance.unintended
    if u_admitted >= probability:
        return False
    if u_verified >= tolerance.verification:
        return True
    return judged(true_plea, u_verdict, tolerance.verification_accuracy)
