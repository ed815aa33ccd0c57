"""Breaches of discipline that no case has to do with (纪律审查): most of what is filed in reality, and a stream of its own."""

from typing import Any

from wenze.agents.kinds import DEMOTION
from wenze.agents.parameter import Group, parameter
from wenze.agents.sanction import rung_at


class Discipline(Group):
    """Numbers of the stream of breaches of discipline."""

    # fmt: off
    rate: float = parameter(0.0199, 0.0, 1.0, "probability a month", kind="fitted", source="facts: village_filing_rate",
        en="Monthly chance that a breach of discipline of a cadre, unconnected with any case, comes to notice.",
        zh="干部与事项无关的违反纪律问题每月被发现的概率。")
    head_rate: float = parameter(0.0441, 0.0, 1.0, "probability a month", kind="fitted", source="facts: punished_2021_by_level",
        en="Monthly chance that a breach of discipline of the head of a department comes to notice.",
        zh="部门负责人违反纪律问题每月被发现的概率。")
    talk_share: float = parameter(0.7, 0.0, 1.0, "share of sanctions", kind="fitted", source="facts: four_forms_2021",
        en="Share of sanctions for breaches of discipline that are talk or criticism; the others divide as the ladder says.",
        zh="违反纪律的处理中谈话、批评所占比例；其余按处理阶梯分布。")
    removal_chance: float = parameter(0.578, 0.0, 1.0, "probability", kind="fitted", source="facts: four_forms_2021 (form 4 of forms 3 and 4)",
        en="Chance that the top rung for a breach of discipline means removal from the post.",
        zh="违反纪律受最高一档处理时免职离岗的概率。")
    # fmt: on


def is_filed(u: float, rate: float, strictness: float) -> bool:
    """Whether somebody is sanctioned this month for a breach, which comes to notice at a rate."""
    return u < rate * strictness


def rung_of_breach(u: float, discipline: Any, ladder: Any) -> int:
    """Rung of the sanction for a breach."""
    return rung_at(u, 1.0 - discipline.talk_share, ladder)


def is_removed_for_breach(rung: int, u: float, discipline: Any) -> bool:
    """Whether the sanction for a breach removes from office: only the top rung may."""
    return rung == DEMOTION and u < discipline.removal_chance
