"""The levels between township and department (层级): each costs time and loses files."""

from typing import Any

from wenze.agents.choice import power
from wenze.agents.parameter import Group, parameter


class Hierarchy(Group):
    """Levers of the levels a report passes on its way up."""

    # fmt: off
    levels: float = parameter(1.0, 0.0, 5.0, "levels",
        en="Levels a report passes between township and department.",
        zh="报告在乡镇与职能部门之间须经过的层级数。")
    delay: float = parameter(1.0, 0.0, 12.0, "months a level",
        en="Months a report spends at each level.",
        zh="报告在每一层级滞留的月数。")
    loss: float = parameter(0.1, 0.0, 0.9, "probability a level",
        en="Chance that a report is lost at a level.",
        zh="报告在每一层级石沉大海的概率。")
    # fmt: on


def transit_months(hierarchy: Any) -> int:
    """Whole months a report is under way."""
    return int(hierarchy.levels * hierarchy.delay + 0.5)


def arrives(u: float, hierarchy: Any) -> bool:
    """Whether a report gets through all levels, each of which loses it with the same probability."""
    return u < power(1.0 - hierarchy.loss, hierarchy.levels)
