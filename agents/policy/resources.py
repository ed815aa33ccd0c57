"""Power and money to match the duty (权责匹配、人财物下沉)."""

from wenze.agents.parameter import Group, parameter


class Resources(Group):
    """Levers on what those who hold a duty can do about it."""

    authority: float = parameter(
        0.15,
        0.0,
        1.0,
        unit="share",
        en="How far a township can act on a handed-down case, against what its owner could do.",
        zh="乡镇对下压事项的处置权限（相对法定主责部门）。",
    )
    department_capacity: float = parameter(
        0.4,
        0.0,
        10.0,
        unit="cases a month per township",
        en="Cases a department can serve in a month for each township of its county.",
        zh="部门每月可为县内每个乡镇办理的事项数。",
    )
    support: float = parameter(
        0.05,
        0.0,
        1.0,
        unit="share",
        en="Training and support for the active: by how much it raises their chance to solve a case.",
        zh="对干事者的培训与支持使其解决问题概率提高的比例。",
    )
