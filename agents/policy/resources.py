"""Power and money to match the duty (权责匹配、人财物下沉)."""

from typing import Any

from wenze.agents.conduct import is_active
from wenze.agents.kinds import ASSIST, TOWNSHIP
from wenze.agents.parameter import Group, parameter


class Resources(Group):
    """Levers on what those who hold a duty can do about it."""

    # fmt: off
    authority: float = parameter(0.15, 0.0, 1.0, "share",
        en="How far a township can act on a handed-down case, against what its owner could do.",
        zh="乡镇对下压事项的处置权限（相对法定主责部门）。")
    department_capacity: float = parameter(0.4, 0.0, 10.0, "cases a month per township",
        en="Cases a department can serve in a month for each township of its county.",
        zh="部门每月可为县内每个乡镇办理的事项数。")
    support: float = parameter(0.05, 0.0, 1.0, "share",
        en="Training and support for the active: by how much it raises their chance to solve a case.",
        zh="对干事者的培训与支持使其解决问题概率提高的比例。")
    # fmt: on


def authority_over(owner: int, handed_down: bool, handling: Any, resources: Any) -> float:
    """How far the township can act on a case in its hands."""
    if owner == TOWNSHIP:
        return 1.0
    assisted = handling.assist_authority if owner == ASSIST else 0.0
    return max(assisted, resources.authority) if handed_down else assisted


def support_of(conduct: int, resources: Any) -> float:
    """By how much training and support multiply what a conduct does to a case: they are for the active."""
    return 1.0 + resources.support if is_active(conduct) else 1.0


def capacity(townships: int, resources: Any) -> float:
    """Cases that a department of a county of so many townships can serve in a month."""
    return resources.department_capacity * townships
