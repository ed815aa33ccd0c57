"""The responsibility list (责任清单): whose duty it is, by when, and whether paper counts as a step."""

from typing import Any

from wenze.agents.kinds import (
    DEPARTMENTS,
    HOLDER,
    LEAD,
    NEVER,
    NO_STEP,
    NOBODY,
    NONE_ANSWERS,
    PAPER_STEP,
    SECOND,
    TOWNSHIP,
)
from wenze.agents.parameter import Group, parameter


class DutyList(Group):
    """Levers of the responsibility list.

    What is clear is not handed down (``department.hands_down``) and is decided by the list (:func:`answers_by_list`).
    """

    # fmt: off
    clarity: float = parameter(0.1, 0.0, 1.0, "share of duty kinds",
        en="Share of duty kinds, by county, whose owner is clear to all; a clear duty cannot be handed down.",
        zh="各县职责事项中归属清晰的比例；归属清晰的事项不能下压。")
    deadline: float = parameter(3.0, 0.0, 24.0, "months",
        en="Months within which a party has to take its step for the step to be in time.",
        zh="责任方在多少个月内履职算及时。")
    outcome_demanded: float = parameter(0.1, 0.0, 1.0, "probability",
        en="Chance that an inquiry by the list accepts deeds only, so that paper and relayed files are no step.",
        zh="按清单问责时只认实效、不认留痕和转办的概率。")
    taken_back: float = parameter(0.05, 0.0, 1.0, "share of duty kinds",
        en="Share of the departments' duty kinds taken back from the township: never handed down, clear or not.",
        zh="部门职责事项中从乡镇收回、不论归属清晰与否都不再下压的比例。")
    to_post: float = parameter(0.0, 0.0, 1.0, "share of clear kinds",
        en="Of the kinds of duty that are clear, the share that the list assigns down to the post: there a case stays with its post.",
        zh="归属清晰的职责事项中明确到岗到人的比例；此类事项留在本岗办理。")
    # fmt: on


def is_clear(u: float, duty_list: Any) -> bool:
    """Whether the list is clear on a kind of duty in a county: drawn once, seen by all."""
    return u < duty_list.clarity


def is_taken_back(u: float, duty_list: Any) -> bool:
    """Whether a kind of duty has been taken back from the townships of a county."""
    return u < duty_list.taken_back


def may_be_handed_down(clear: bool, taken_back: bool) -> bool:
    """Whether the list leaves room to hand a new case down."""
    return not clear and not taken_back


def is_clear_to_post(clear: bool, u: float, duty_list: Any) -> bool:
    """Whether the list assigns a kind of duty down to the post (到岗到人): drawn once, only where it is clear."""
    return clear and u < duty_list.to_post


def share_handed_down(duty_list: Any) -> float:
    """Announced share of the kinds of duty that may be handed down."""
    return (1.0 - duty_list.clarity) * (1.0 - duty_list.taken_back)


def due(known_from: int, duty_list: Any) -> int:
    """Month by which a party has to take its step, NEVER if it does not know."""
    return min(NEVER, known_from + int(duty_list.deadline))


def demands_outcomes(u: float, duty_list: Any) -> bool:
    """Whether an inquiry by the list accepts deeds only."""
    return u < duty_list.outcome_demanded


def step_counts(step: int, outcome_demanded: bool) -> bool:
    """Whether a step on file counts: paper does, unless outcomes are demanded."""
    if step == NO_STEP:
        return False
    return not (step == PAPER_STEP and outcome_demanded)


def answers_by_list(entry: Any, outcome_demanded: bool) -> int:
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
