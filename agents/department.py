"""County departments (职能部门): act on their duty, hand it down (层层下压), or pass the file on (二传手)."""

from wenze.agents.parameter import Group, parameter

ACT, OFFLOAD, RELAY = 0, 1, 2
OPTIONS = 3


class Departments(Group):
    """Numbers of departments."""

    strain_act: float = parameter(
        1.0,
        0.0,
        10.0,
        unit="months of strain",
        kind="assumed",
        source="the unit",
        en="Strain of a month of acting on the duties held.",
        zh="部门主动履职一个月的负荷。",
    )
    strain_offload: float = parameter(
        0.3,
        0.0,
        10.0,
        unit="months of strain",
        en="Strain of a month of handing duties down.",
        zh="部门层层下压一个月的负荷。",
    )
    strain_relay: float = parameter(
        0.4,
        0.0,
        10.0,
        unit="months of strain",
        en="Strain of a month of passing files on.",
        zh="部门当“二传手”一个月的负荷。",
    )
    credit_act: float = parameter(
        0.4,
        0.0,
        10.0,
        unit="months of strain",
        en="Credit a department earns by a month of acting.",
        zh="部门主动履职一个月所得的肯定。",
    )
    serve_rate: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="probability a month",
        en="Monthly chance that a department that acts, with capacity to spare, settles an easy case.",
        zh="部门主动履职且能力充足时每月办结一件容易事项的概率。",
    )
    loss_weight: float = parameter(
        1.5,
        0.0,
        20.0,
        unit="weight",
        en="Weight a department's head gives to a sanction.",
        zh="部门负责人对处分的损失权重。",
    )
    prior_blamed: float = parameter(
        0.005,
        0.0,
        1.0,
        unit="probability a month",
        en="Chance that a department is blamed, believed before experience, the same for every option.",
        zh="先验：部门每月被问责的概率。",
    )


def strain(option, numbers):
    """Strain of a month of an option, less the credit it earns."""
    if option == ACT:
        return numbers.strain_act - numbers.credit_act
    return numbers.strain_offload if option == OFFLOAD else numbers.strain_relay


def utility(option, felt_risk, felt_loss, numbers):
    """Utility of an option, in months of strain: ``felt_risk`` is the felt chance to be blamed within a year."""
    return -strain(option, numbers) - numbers.loss_weight * felt_risk * felt_loss


def hands_down(option, clear, taken_back):
    """Whether a new case of the department is handed down: only where the list leaves room for it."""
    return option == OFFLOAD and not clear and not taken_back


def congestion(capacity, held):
    """Chance that a case held gets its turn this month: ``min(1, capacity / held)``; congestion, not a queue."""
    if held <= capacity:
        return 1.0
    return capacity / held


def serving_chance(turn, severity, handling, numbers):
    """Monthly chance that a department that acts settles a case, given its chance of a turn."""
    return turn * numbers.serve_rate * (1.0 - handling.difficulty * severity)
