"""County departments (职能部门): act on their duty, hand it down (层层下压), or pass the file on (二传手)."""

from typing import Any

from wenze.agents.choice import felt_rate
from wenze.agents.kinds import ACT, OFFLOAD
from wenze.agents.parameter import Group, parameter
from wenze.agents.policy.duty_list import may_be_handed_down


class Departments(Group):
    """Numbers of departments."""

    # fmt: off
    strain_act: float = parameter(1.0, 0.0, 10.0, "months of strain", kind="assumed", source="the unit",
        en="Strain of a month of acting on the duties held.",
        zh="部门主动履职一个月的负荷。")
    strain_offload: float = parameter(0.3, 0.0, 10.0, "months of strain",
        en="Strain of a month of handing duties down.",
        zh="部门层层下压一个月的负荷。")
    strain_relay: float = parameter(0.4, 0.0, 10.0, "months of strain",
        en="Strain of a month of passing files on.",
        zh="部门当“二传手”一个月的负荷。")
    credit_act: float = parameter(0.4, 0.0, 10.0, "months of strain",
        en="Credit a department earns by a month of acting.",
        zh="部门主动履职一个月所得的肯定。")
    serve_rate: float = parameter(0.5, 0.0, 1.0, "probability a month",
        en="Monthly chance that a department that acts, with capacity to spare, settles an easy case.",
        zh="部门主动履职且能力充足时每月办结一件容易事项的概率。")
    loss_weight: float = parameter(1.5, 0.0, 20.0, "weight",
        en="Weight a department's head gives to a sanction.",
        zh="部门负责人对问责处理的损失权重。")
    usual_capacity: float = parameter(0.4, 0.0, 10.0, "cases a month per township",
        en="Capacity of a department, for each township of its county, up to which it costs nothing extra.",
        zh="部门按县内每个乡镇计、不另增成本的办理能力。")
    capacity_months: float = parameter(0.5, 0.0, 20.0, "months of work a case",
        en="Work that a department has to be staffed with for each case a month that it can serve beyond the usual.",
        zh="部门办理能力每超出通常水平一件/月，所需增配的工作量。")
    prior_blamed: float = parameter(0.1, 0.0, 1.0, "probability",
        en="Believed chance, before experience, that a head is sanctioned when a case surfaces, whatever the file shows.",
        zh="先验：事发后部门负责人受问责处理的概率（不论档案显示什么）。")
    prior_beside: float = parameter(0.005, 0.0, 10.0, "sanctions a department-month",
        en="Sanctions a month for cases that a department did not know of or that look like an error, believed before experience.",
        zh="先验：部门每月因不知情或看似失误的事项所受处理。")
    prior_new: float = parameter(0.8, 0.0, 1000.0, "cases a department-month",
        en="New cases that a department is believed to get to know in a month, before experience.",
        zh="先验：部门每月新知悉的事项数。")
    prior_ended_acting: float = parameter(0.3, 0.0, 5.0, "cases a month",
        en="Cases in their turn that are believed to end in a month of acting, before experience.",
        zh="先验：部门主动履职时每件轮到的事项每月了结的概率。")
    # fmt: on


def effort_cost(option: int, params: Any) -> float:
    """What a month of an option costs, less the credit it earns, in months of strain."""
    if option == ACT:
        return params.strain_act - params.credit_act
    return params.strain_offload if option == OFFLOAD else params.strain_relay


def utility(option: int, hazard: float, felt_loss: float, learning: Any, params: Any) -> float:
    """Utility of an option, in months of strain per month: ``hazard`` is the rate of sanctions a month it will bring."""
    return -effort_cost(option, params) - params.loss_weight * felt_rate(hazard, learning) * felt_loss


def capacity_work(townships: int, resources: Any, params: Any) -> float:
    """Months of work a month that a department's capacity beyond the usual costs, in a county of so many townships."""
    return params.capacity_months * max(0.0, resources.department_capacity - params.usual_capacity) * townships


def hands_down(option: int, clear: bool, taken_back: bool) -> bool:
    """Whether a new case of the department is handed down: only where the list leaves room for it."""
    return option == OFFLOAD and may_be_handed_down(clear, taken_back)


def congestion(capacity: float, held: int) -> float:
    """Probability that a case held gets its turn this month: ``min(1, capacity / held)``; congestion, not a queue."""
    if held <= capacity:
        return 1.0
    return capacity / held


def serving_probability(turn: float, severity: float, handling: Any, params: Any) -> float:
    """Monthly probability that a department that acts settles a case, given its probability of a turn."""
    return turn * params.serve_rate * (1.0 - handling.difficulty * severity)
