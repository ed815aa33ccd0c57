"""Grassroots cadres (基层干部): what they are like, and where they stand in their careers."""

from typing import Any

from wenze.agents.kinds import MONTHS_A_YEAR
from wenze.agents.parameter import Group, parameter


class People(Group):
    """Numbers of what cadres are like, and of their careers."""

    # fmt: off
    motivation_mean: float = parameter(8.0, 0.0, 1000.0, "months of strain a problem of mean severity",
        en="Mean public-service motivation: what solving a problem of mean severity is worth.",
        zh="公共服务动机均值：解决一个平均严重程度的问题的价值。")
    motivation_spread: float = parameter(0.75, 0.0, 1.0, "share",
        en="Half width of the even spread of motivation, as a share of its mean.",
        zh="公共服务动机均匀分布的相对半宽。")
    competence_spread: float = parameter(0.5, 0.0, 1.0, "share",
        en="Half width of the even spread of competence around 1.",
        zh="能力均匀分布的半宽（均值为 1）。")
    loss_weight_spread: float = parameter(0.5, 0.0, 1.0, "share",
        en="Half width of the even spread of the weight of losses around its mean.",
        zh="损失权重均匀分布的相对半宽。")
    loss_weight_mean: float = parameter(1.5, 0.0, 20.0, "weight", kind="literature",
        source="loss aversion: estimates 1.3 to 2.3",
        en="Mean weight of a loss against a gain.",
        zh="损失相对收益的平均权重（损失厌恶）。")
    scruple_mean: float = parameter(15.0, 0.0, 1000.0, "months of strain",
        en="Mean scruple: what a private gain must exceed even if it is never found out.",
        zh="平均良心代价：即便永不败露，谋私收益也须超过它。")
    prize: float = parameter(100.0, 0.0, 10000.0, "months of strain",
        en="What a promotion is worth.",
        zh="一次晋升的价值。")
    honour_prize: float = parameter(10.0, 0.0, 1000.0, "months of strain",
        en="What an honour is worth.",
        zh="一次表彰的价值。")
    reposting_loss: float = parameter(12.0, 0.0, 1000.0, "months of strain",
        en="What being moved to another post costs.",
        zh="被调整岗位的代价。")
    promoted_share: float = parameter(0.08, 0.0, 1.0, "share a year",
        en="Share of the eligible of a county promoted in a yearly round.",
        zh="每年一轮晋升中，全县符合条件者的晋升比例。")
    ceiling_years: float = parameter(9.5, 0.0, 60.0, "years", kind="fitted", source="facts: ceiling_zhejiang",
        en="Years of service after which promotion is out of reach and worth nothing.",
        zh="晋升“天花板”所对应的工作年限。")
    retirement_years: float = parameter(35.0, 1.0, 80.0, "years",
        en="Years of service after which a cadre retires.",
        zh="退休所对应的工作年限。")
    turnover: float = parameter(0.04, 0.0, 1.0, "probability a year",
        en="Yearly chance to leave for reasons outside the model.",
        zh="每年因模型之外的原因离岗的概率。")
    merit_scale: float = parameter(1.5, 0.01, 1000.0, "problems of mean severity a year",
        en="Problems solved in a year that count as full merit.",
        zh="视为满分实绩的年解决问题数。")
    merit_noise: float = parameter(0.5, 0.0, 10.0, "merit",
        en="Width of the noise in observed merit.",
        zh="考核实绩的噪声宽度。")
    record_memory: float = parameter(0.96, 0.0, 1.0, "share kept a month",
        en="Share kept from month to month of what a sanction weighs in a person's record.",
        zh="一次问责处理在个人履历记录中的分量每月保留的比例。")
    paper_of_active: float = parameter(0.5, 0.0, 1.0, "months of cover",
        en="Paper that a month of work or exploring leaves, against a month of cover.",
        zh="干事一个月所留的材料，相当于留痕避责几个月。")
    inexperience_months: int = parameter(24, 0, 600, "months",
        en="Months at a post during which a cadre counts as inexperienced.",
        zh="到岗后视为缺乏经验的月数。")
    reposted_knowhow: float = parameter(0.5, 0.0, 1.0, "share",
        en="Share of know-how kept when moved to another post.",
        zh="调整岗位后保留的专门知识比例。")
    # fmt: on


def spread(u: float, mean: float, half_width: float) -> float:
    """A trait spread evenly around its mean, by a draw ``u`` on [0, 1)."""
    return mean * (1.0 + half_width * (2.0 * u - 1.0))


def seniority_at_start(u: float, people: Any) -> int:
    """Months of service of somebody in post at the very start, by a draw ``u`` on [0, 1)."""
    return int(u * MONTHS_A_YEAR * people.retirement_years)


def is_below_ceiling(person: Any, people: Any) -> bool:
    """Whether promotion is still within reach."""
    return person.seniority < MONTHS_A_YEAR * people.ceiling_years


def is_inexperienced(person: Any, people: Any) -> bool:
    """Whether a person is still new at its post."""
    return person.tenure < people.inexperience_months


def is_burdened(person: Any, month: int) -> bool:
    """Whether an effect period (影响期) still runs after a month."""
    return person.barred_until > month


def period_left(person: Any, month: int) -> int:
    """Months of effect period that are still to run."""
    return max(0, person.barred_until - month)


def holds_office(person: Any, person_id: Any) -> bool:
    """Whether a place among the people is still held by the person of a number: whoever has left is not there any more."""
    return person.number == person_id


def retires(person: Any, people: Any) -> bool:
    """Whether a person has reached the years of service at which cadres retire."""
    return person.seniority >= MONTHS_A_YEAR * people.retirement_years


def leaves(u: float, people: Any) -> bool:
    """Whether a person leaves this year for reasons outside the model."""
    return u < people.turnover


def promotion_places(competing: int, people: Any) -> int:
    """How many of those let into a county's round are promoted."""
    return int(people.promoted_share * competing + 0.5)
