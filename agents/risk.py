"""Risk is what the file will show: how often a conduct will bring a sanction, reckoned by cadres and departments alike.

Cases in one's hands go at a rate and new ones come at a rate; each may surface, and whoever answers depends on the step that its
file then shows. All of that can be observed, and is believed as observed (``sim.phases.beliefs``); nobody knows the truth.
"""

import math
from typing import Any

from wenze.agents.cadre import is_inexperienced
from wenze.agents.department import congestion
from wenze.agents.handling import report_probability
from wenze.agents.kinds import (
    ACT,
    COVER,
    EXPLORE,
    IDLE,
    KEPT_KINDS,
    LOOKS_EXPLORING,
    LOOKS_NEWCOMER,
    LOOKS_ROUTINE,
    NO_STEP,
    OFFLOAD,
    PAPER_STEP,
    PENDING,
    PENDING_OWN,
    REAL_STEP,
)
from wenze.agents.policy.duty_list import share_handed_down

SMALL = 0.01  # below it four terms of their series are more exact than the formulas of the two shares


def share_staying(rate: float, months: float) -> float:
    """Share of the coming months for which a case is still in hand that leaves at a rate a month."""
    x = rate * months
    if x < SMALL:
        return 1.0 - x / 2.0 + x * x / 6.0 - x * x * x / 24.0
    return (1.0 - math.exp(-x)) / x


def cases_coming(rate: float, months: float) -> float:
    """Cases in hand on average over the coming months for each new case a month, of which each leaves at a rate a month."""
    return coming_with(share_staying(rate, months), rate, months)


def coming_with(staying: float, rate: float, months: float) -> float:
    """:func:`cases_coming` where the share for which a case stays is at hand."""
    x = rate * months
    if x < SMALL:
        return months * (0.5 - x / 6.0 + x * x / 24.0 - x * x * x / 120.0)
    return months * (1.0 - staying) / x


def at_least_once(chance: float, times: int) -> float:
    """Probability that something happens at least once in so many independent trials."""
    never = 1.0
    for _ in range(times):
        never *= 1.0 - chance
    return 1.0 - never


def step_by(conduct: int) -> int:
    """The step that a conduct leaves on the file of one of the township's own duties."""
    if conduct == IDLE:
        return NO_STEP
    return PAPER_STEP if conduct == COVER else REAL_STEP


def how_an_error_looks(conduct: int, inexperienced: bool) -> int:
    """What an error under a conduct will look like."""
    if conduct == EXPLORE:
        return LOOKS_EXPLORING
    return LOOKS_NEWCOMER if inexperienced else LOOKS_ROUTINE


def blame_in_hand(conduct: int, own: float, assist: float, counts: Any, blamed: Any) -> float:
    """Cases in hand, each weighing the believed chance to answer for it if it surfaces; ``own`` and ``assist`` are that of a
    case whose step is still to be made by the conduct."""
    settled = counts[NO_STEP] * blamed[NO_STEP] + counts[PAPER_STEP] * blamed[PAPER_STEP]
    settled += counts[REAL_STEP] * blamed[REAL_STEP]
    return settled + counts[PENDING] * assist + counts[PENDING_OWN] * own


def cadre_hazard(conduct: int, person: Any, post: Any, county: Any, given: float, duty_list: Any, params: Any) -> float:
    """Rate of sanctions a month that a conduct will bring over the horizon, for the files of one's post.

    ``post`` holds what is in hand at the desk and what is elsewhere, by present step; ``county`` what is believed; ``given`` is the
    person's share of new cases under the conduct.
    """
    months = params.learning.horizon
    reported = at_least_once(report_probability(conduct, params.handling), int(duty_list.deadline) + 1)
    own = county.blamed[step_by(conduct)]
    assist = reported * county.blamed[REAL_STEP] + (1.0 - reported) * county.blamed[NO_STEP]
    leaving = county.ended[conduct] / max(1.0, post.load)
    staying = share_staying(leaving, months)
    coming = given * coming_with(staying, leaving, months)
    hazard = staying * blame_in_hand(conduct, own, assist, post.in_hand, county.blamed)
    hazard += coming * (county.new_own * own + county.new_assist * assist)
    hazard += county.staying_elsewhere * blame_in_hand(conduct, own, assist, post.elsewhere, county.blamed)
    hazard += county.coming_elsewhere * county.new_elsewhere * assist
    hazard *= county.surfacing
    error = county.erring[conduct]
    if error > 0.0:
        looks = how_an_error_looks(conduct, is_inexperienced(person, params.people))
        in_hand = staying * post.load + coming * (county.new_own + county.new_assist)
        hazard += error * county.blamed_for_error[looks] * in_hand
    return hazard


def leaving_by_acting(department: Any, county: Any, capacity: float, months: float) -> float:
    """Rate at which cases will leave a department that acts: by the turn that each has of the number it will hold on average,
    which is reckoned from its present turn."""
    held = 0.0
    for kind in range(KEPT_KINDS):
        held += department.kept[kind]
    now = county.ended_acting * department.turn
    held = held * share_staying(now, months) + county.new_pairs * cases_coming(now, months)
    return county.ended_acting * congestion(capacity, held)


def department_hazard(option: int, department: Any, county: Any, capacity: float, duty_list: Any, params: Any) -> float:
    """Rate of sanctions of its head a month that an option will bring over the horizon, for the files a department knows of.

    ``capacity`` is how many cases it can serve in a month.
    """
    months = params.learning.horizon
    blamed = county.blamed_department
    if option == ACT:
        leaving = leaving_by_acting(department, county, capacity, months)
    else:
        leaving = county.ended_sitting
    step = NO_STEP
    if option == ACT:
        step = REAL_STEP
    elif option != OFFLOAD:
        step = PAPER_STEP
    kept = department.kept[NO_STEP] * blamed[NO_STEP] + department.kept[PAPER_STEP] * blamed[PAPER_STEP]
    kept += department.kept[REAL_STEP] * blamed[REAL_STEP] + department.kept[PENDING] * blamed[step]
    down = department.down[NO_STEP] * blamed[NO_STEP] + department.down[PAPER_STEP] * blamed[PAPER_STEP]
    down += department.down[REAL_STEP] * blamed[REAL_STEP]
    coming = cases_coming(leaving, months) * blamed[step]
    if option == OFFLOAD:
        handed = share_handed_down(duty_list)
        coming = (1.0 - handed) * coming + handed * cases_coming(county.ended_down, months) * blamed[PAPER_STEP]
    hazard = share_staying(leaving, months) * kept + share_staying(county.ended_down, months) * down
    return county.surfacing * (hazard + county.new_pairs * coming) + county.blame_beside
