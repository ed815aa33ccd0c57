"""Who is given the work (派活): the post where it arises, or whoever is seen to work (鞭打快牛)."""

import math
from typing import Any

from wenze.agents.conduct import is_active
from wenze.agents.parameter import Group, parameter


class Assignment(Group):
    """Levers of who is given new cases; a list may keep them at their post (``duty_list.to_post``)."""

    # fmt: off
    by_diligence: float = parameter(0.2, 0.0, 1.0, "probability",
        en="Chance that a new case in the township's hands is given by diligence instead of to the post where it arose.",
        zh="乡镇的新事项按“谁能干谁多干”分派、而非留在原岗位的概率（鞭打快牛）。")
    # fmt: on


def weight_of(diligence: float, handling: Any) -> float:
    """Weight of somebody's diligence in who is given a case."""
    return math.exp(handling.diligence_weight * diligence)


def is_given_by_diligence(u: float, to_post: bool, assignment: Any) -> bool:
    """Whether a case is given by diligence: never where the list assigns its kind down to the post."""
    return not to_post and u < assignment.by_diligence


def share_given(conduct: int, others: float, posts: int, policy: Any, handling: Any) -> float:
    """New cases that a person can expect under a conduct, against one post's: what its diligence would come to draws work.

    ``others`` is the sum of the weights that the other holders of the township's ``posts`` have now.
    """
    by_diligence = policy.assignment.by_diligence * (1.0 - policy.duty_list.clarity * policy.duty_list.to_post)
    mine = weight_of(1.0 if is_active(conduct) else 0.0, handling)
    return 1.0 - by_diligence + by_diligence * posts * mine / (others + mine)
