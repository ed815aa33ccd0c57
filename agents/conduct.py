"""What cadres do (行为方式): four conducts, what each costs, and what it is believed to be worth."""

from typing import Any

from wenze.agents.choice import felt_rate
from wenze.agents.kinds import CONDUCTS, COVER, EXPLORE, IDLE, MONTHS_A_YEAR, WORK
from wenze.agents.parameter import Group, parameter


class Conduct(Group):
    """Numbers of choosing a conduct."""

    # fmt: off
    strain_work: float = parameter(1.0, 0.0, 10.0, "months of strain", kind="assumed", source="the unit",
        en="Strain of a month's work by the book.",
        zh="按章办事一个月的负荷（单位）。")
    strain_explore: float = parameter(1.2, 0.0, 10.0, "months of strain",
        en="Strain of a month of exploring new ways.",
        zh="探索创新一个月的负荷。")
    strain_cover: float = parameter(0.6, 0.0, 10.0, "months of strain",
        en="Strain of a month of formalism and cover.",
        zh="留痕避责一个月的负荷。")
    normal_load: float = parameter(2.0, 0.0, 100.0, "cases",
        en="Cases in hand above which work grows heavier.",
        zh="超过多少件在办事项后干事负荷加重。")
    overload: float = parameter(0.1, 0.0, 10.0, "months of strain a case",
        en="Strain that each case in hand above the normal load adds to a month of work or exploring.",
        zh="超出正常负荷的每件在办事项给干事一个月增加的负荷（任务加码）。")
    strain_idle: float = parameter(0.1, 0.0, 10.0, "months of strain",
        en="Strain of a month of lying flat.",
        zh="躺平一个月的负荷。")
    chill: float = parameter(0.5, 0.0, 1.0, "share",
        en="How far feeling unsafe dampens public-service motivation (χ); at 0 it does not.",
        zh="不安全感对公共服务动机的抑制程度（χ）；0 为不抑制。")
    foresight: float = parameter(0.5, 0.0, 1.0, "share",
        en="Weight of what one may learn by exploring; 1 in Manso's two-period problem.",
        zh="对探索所获知识的远见权重（Manso 两期模型为 1）。")
    stay: float = parameter(12.0, 0.0, 600.0, "months",
        en="Months over which what is learnt by exploring is expected to pay; 1 in Manso's two-period problem.",
        zh="探索所获知识预期受益的月数（Manso 两期模型为 1）。")
    prior_solved_active: float = parameter(0.1, 0.0, 5.0, "problems of mean severity a month",
        en="What working or exploring is believed to solve, before experience.",
        zh="先验：干事（按章办事或探索创新）每月解决的问题。")
    prior_solved_cover: float = parameter(0.02, 0.0, 5.0, "problems of mean severity a month",
        en="What cover is believed to solve, before experience.",
        zh="先验：留痕避责每月解决的问题。")
    prior_blamed: float = parameter(0.2, 0.0, 1.0, "probability",
        en="Believed chance, before experience, to be sanctioned when a case surfaces, whatever the file shows.",
        zh="先验：事发后受问责处理的概率（不论档案显示什么）。")
    prior_distrust: float = parameter(0.2, 0.0, 1.0, "probability",
        en="Chance that helping ends in blame, or that a colleague pushes its work over, believed before experience.",
        zh="先验：帮忙反受追究、或同事把事推过来的概率。")
    prior_error: float = parameter(0.005, 0.0, 1.0, "probability a case-month",
        en="Chance of an error a month and case in hand that working or exploring is believed to bring, before experience.",
        zh="先验：干事时每件在办事项每月出错的概率。")
    prior_ended_active: float = parameter(0.3, 0.0, 5.0, "cases a month",
        en="Cases in hand that are believed to end in a month of work or exploring with any in hand, before experience.",
        zh="先验：干事且手头有事的一个月里了结的事项数。")
    prior_ended_other: float = parameter(0.05, 0.0, 5.0, "cases a month",
        en="Cases that are believed to end in a month, each or for each person, without anybody's work, before experience.",
        zh="先验：无人干事时每月了结的事项数。")
    prior_promoted: float = parameter(0.08, 0.0, 1.0, "probability a year",
        en="Chance of promotion believed before experience, the same for every conduct.",
        zh="先验：各种行为每年晋升的概率。")
    prior_honoured: float = parameter(0.02, 0.0, 1.0, "probability a year",
        en="Chance of an honour believed before experience.",
        zh="先验：每年受表彰的概率。")
    prior_reposted: float = parameter(0.01, 0.0, 1.0, "probability a year",
        en="Chance of being moved believed before experience.",
        zh="先验：每年被调整岗位的概率。")
    prior_surfacing: float = parameter(0.01, 0.0, 1.0, "probability a month",
        en="Chance that an open case surfaces believed before experience.",
        zh="先验：未结事项每月事发的概率。")
    prior_overturned: float = parameter(0.02, 0.0, 1.0, "share of sanctions",
        en="Share of sanctions believed to be overturned before experience.",
        zh="先验：问责处理经复查被撤销的比例。")
    # fmt: on


def is_active(conduct: int) -> bool:
    """Whether a conduct is work or exploring."""
    return (conduct == WORK) | (conduct == EXPLORE)


def effort_cost(conduct: int, load: int, params: Any) -> float:
    """What a month of a conduct costs with so many cases in hand, in months of strain: the active feel a load above the normal."""
    if conduct == COVER:
        return params.strain_cover
    if conduct == IDLE:
        return params.strain_idle
    strain = params.strain_work if conduct == WORK else params.strain_explore
    return strain + params.overload * max(0.0, load - params.normal_load)


def prior_solved(conduct: int, params: Any) -> float:
    """What a month of a conduct is believed to solve before experience, in problems of mean severity."""
    if is_active(conduct):
        return params.prior_solved_active
    if conduct == COVER:
        return params.prior_solved_cover
    return 0.0


def prior_ended(conduct: int, params: Any) -> float:
    """How many cases in hand are believed to end in a month of a conduct before experience."""
    return params.prior_ended_active if is_active(conduct) else params.prior_ended_other


def prior_erring(conduct: int, params: Any) -> float:
    """Chance of an error a month and case in hand believed before experience: only the active err."""
    return params.prior_error if is_active(conduct) else 0.0


def felt_motivation(motivation: float, safety: float, chill: float) -> float:
    """Public-service motivation as it is felt: dampened where doing one's duty is not felt to be safe."""
    return motivation * (1.0 - chill * (1.0 - safety))


def after_success(solved: float, knowhow: float, params: Any) -> float:
    """What a month of exploring would solve after one more success has added to know-how."""
    gained = knowhow + params.knowhow_gain * (1.0 - knowhow)
    return solved * (1.0 + params.knowhow_effect * gained) / (1.0 + params.knowhow_effect * knowhow)


def option_value(success: float, success_after: float, known: float) -> float:
    """What may be learnt by exploring: if it succeeds, the better of going on and going back is chosen.

    With full foresight and one period to come, exploring is chosen iff ``success ≥ known / (1 + success_after − known)``
    (Manso 2011).
    """
    return success * max(0.0, success_after - known)


def next_round(month: int) -> int:
    """Month of the next promotion round: the last of the year."""
    return month + MONTHS_A_YEAR - 1 - month % MONTHS_A_YEAR


def felt_yearly(chance: float, learning: Any) -> float:
    """Felt rate a month of what happens with a chance once a year."""
    return felt_rate(chance / MONTHS_A_YEAR, learning)


def utility(
    conduct: int,
    person: Any,
    seen: Any,
    risk: float,
    load: int,
    competes: float,
    rising: bool,
    params: Any,
    honours_open: float = 1.0,
) -> float:
    """Utility of a conduct, in months of strain per month: rates a month times what things are worth as a whole.

    ``seen`` is what a person of this township believes of each conduct: ``solved`` (problems of mean severity a month), ``promoted``,
    ``honoured`` and ``reposted`` (probability a year), and how these are felt where nothing bars from them (``felt_…``, times a
    month); and of all conducts: ``safety`` and the felt loss of a sanction, ``loss_rising`` below and ``loss_ceiling`` at the
    ceiling. ``risk`` is the felt rate (:func:`felt_rate`) of sanctions a month that the conduct will bring, ``load`` the cases in hand,
    ``competes`` the probability to be let into a promotion round, ``rising`` whether the person is below the ceiling,
    ``honours_open`` the probability not to be kept from honours.
    """
    people = params.people
    learning = params.learning
    motivation = felt_motivation(person.motivation, seen.safety, params.conduct.chill)
    drive = seen.solved[conduct]
    if conduct == EXPLORE:
        later = after_success(drive, person.knowhow, params.handling)
        drive += params.conduct.foresight * params.conduct.stay * option_value(drive, later, seen.solved[WORK])
    felt_loss = seen.loss_rising if rising else seen.loss_ceiling
    # Most are free to compete, and what they feel is the same for all of a county: it is at hand.
    promoted = seen.felt_promoted[conduct]
    if competes != 1.0:
        promoted = felt_yearly(competes * seen.promoted[conduct], learning)
    honoured = seen.felt_honoured[conduct]
    if honours_open != 1.0:
        honoured = felt_yearly(honours_open * seen.honoured[conduct], learning)
    gains = (
        people.prize * promoted + people.honour_prize * honoured - people.reposting_loss * seen.felt_reposted[conduct]
    )
    return (
        motivation * drive + gains - person.loss_weight * risk * felt_loss - effort_cost(conduct, load, params.conduct)
    )


def lies_flat(idle_months: int) -> bool:
    """Lying flat (躺平): idle in at least 7 of the last 12 months."""
    return idle_months >= 7


def was_active(active_months: int) -> bool:
    """Work or exploring in at least 7 of the last 12 months."""
    return active_months >= 7


def mean_of(by_conduct: Any) -> float:
    """Mean over the conducts of what is believed of each."""
    return (by_conduct[WORK] + by_conduct[EXPLORE] + by_conduct[COVER] + by_conduct[IDLE]) / CONDUCTS
