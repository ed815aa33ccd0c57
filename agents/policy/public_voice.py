"""The citizens' voice (群众监督): complaints, and whether they put on file who had been told."""

from typing import Any

from wenze.agents.case import worth
from wenze.agents.kinds import TOWNSHIP
from wenze.agents.parameter import Group, parameter


class PublicVoice(Group):
    """Levers of complaints."""

    # fmt: off
    complaint_rate: float = parameter(0.002, 0.0, 0.5, "probability a month",
        en="Monthly chance that citizens complain of an open case of mean severity; it grows with severity.",
        zh="群众每月投诉一件平均严重程度的未结事项的概率；越严重越高。")
    names_told: float = parameter(0.1, 0.0, 1.0, "probability",
        en="Chance that a complaint puts on file which department was told, and tells it.",
        zh="投诉把告知过哪个部门记录在案、并使其知情的概率。")
    # fmt: on


def complaint_probability(severity: float, voice: Any) -> float:
    """Monthly probability of a complaint."""
    return min(1.0, voice.complaint_rate * worth(severity))


def names_departments(owner: int, u: float, voice: Any) -> bool:
    """Whether a complaint puts on file which department was told, and tells it."""
    return owner != TOWNSHIP and u < voice.names_told
