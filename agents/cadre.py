"""Grassroots cadres (基层干部): what they are like, how they choose their conduct, misconduct, and merit."""

from wenze.agents.handling import CONDUCTS, COVER, EXPLORE, IDLE, WORK, is_active
from wenze.agents.parameter import Group, parameter


class People(Group):
    """Numbers of what cadres are like, and of their careers."""

    motivation_mean: float = parameter(
        8.0,
        0.0,
        50.0,
        unit="months of strain a mean problem",
        en="Mean public-service motivation: what solving a mean problem is worth.",
        zh="公共服务动机均值：解决一个平均问题的价值。",
    )
    motivation_spread: float = parameter(
        0.75,
        0.0,
        1.0,
        unit="share",
        en="Half width of the even spread of motivation, as a share of its mean.",
        zh="公共服务动机均匀分布的相对半宽。",
    )
    competence_spread: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="share",
        en="Half width of the even spread of competence around 1.",
        zh="能力均匀分布的半宽（均值为 1）。",
    )
    loss_weight_spread: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="share",
        en="Half width of the even spread of the weight of losses around its mean.",
        zh="损失权重均匀分布的相对半宽。",
    )
    loss_weight_mean: float = parameter(
        1.5,
        0.0,
        20.0,
        unit="weight",
        kind="literature",
        source="loss aversion: estimates 1.3 to 2.3",
        en="Mean weight of a loss against a gain.",
        zh="损失相对收益的平均权重（损失厌恶）。",
    )
    scruple_mean: float = parameter(
        3.0,
        0.0,
        50.0,
        unit="months of strain",
        en="Mean scruple: what a private gain must exceed even if it is never found out.",
        zh="平均良心代价：即便永不败露，谋私收益也须超过它。",
    )
    prize: float = parameter(
        20.0,
        0.0,
        200.0,
        unit="months of strain",
        en="What a promotion is worth.",
        zh="一次晋升的价值。",
    )
    honour_prize: float = parameter(
        4.0,
        0.0,
        100.0,
        unit="months of strain",
        en="What an honour is worth.",
        zh="一次表彰的价值。",
    )
    reposting_loss: float = parameter(
        4.0,
        0.0,
        100.0,
        unit="months of strain",
        en="What being moved to another post costs.",
        zh="被调整岗位的代价。",
    )
    promoted_share: float = parameter(
        0.08,
        0.0,
        1.0,
        unit="share a year",
        en="Share of the eligible of a county promoted in a yearly round.",
        zh="每年一轮晋升中，全县符合条件者的晋升比例。",
    )
    ceiling_years: float = parameter(
        18.0,
        0.0,
        60.0,
        unit="years",
        source="after facts: ceiling_zhejiang (half of county leaders are past it; 0.31 of the model's cadres)",
        en="Years of service after which promotion is out of reach and worth nothing.",
        zh="晋升“天花板”所对应的工作年限。",
    )
    retirement_years: float = parameter(
        35.0,
        1.0,
        80.0,
        unit="years",
        en="Years of service after which a cadre retires.",
        zh="退休所对应的工作年限。",
    )
    turnover: float = parameter(
        0.04,
        0.0,
        1.0,
        unit="probability a year",
        en="Yearly chance to leave for reasons outside the model.",
        zh="每年因模型之外的原因离岗的概率。",
    )
    merit_scale: float = parameter(
        1.5,
        0.01,
        1000.0,
        unit="mean problems a year",
        en="Problems solved in a year that count as full merit.",
        zh="视为满分实绩的年解决问题数。",
    )
    merit_noise: float = parameter(
        0.5,
        0.0,
        10.0,
        unit="merit",
        en="Width of the noise in observed merit.",
        zh="考核实绩的噪声宽度。",
    )
    paper_of_active: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="months of cover",
        en="Paper that a month of work or exploring leaves, against a month of cover.",
        zh="干事一个月所留的材料，相当于留痕避责几个月。",
    )
    inexperience_months: int = parameter(
        24,
        0,
        600,
        unit="months",
        en="Months at a post during which a cadre counts as inexperienced.",
        zh="到岗后视为缺乏经验的月数。",
    )
    reposted_knowhow: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="share",
        en="Share of know-how kept when moved to another post.",
        zh="调整岗位后保留的专门知识比例。",
    )


class Conduct(Group):
    """Numbers of choosing a conduct."""

    strain_work: float = parameter(
        1.0,
        0.0,
        10.0,
        unit="months of strain",
        kind="assumed",
        source="the unit",
        en="Strain of a month's work by the book.",
        zh="按章办事一个月的负荷（单位）。",
    )
    strain_explore: float = parameter(
        1.2,
        0.0,
        10.0,
        unit="months of strain",
        en="Strain of a month of exploring new ways.",
        zh="探索创新一个月的负荷。",
    )
    strain_cover: float = parameter(
        0.6,
        0.0,
        10.0,
        unit="months of strain",
        en="Strain of a month of formalism and cover.",
        zh="留痕避责一个月的负荷。",
    )
    strain_idle: float = parameter(
        0.1, 0.0, 10.0, unit="months of strain", en="Strain of a month of lying flat.", zh="躺平一个月的负荷。"
    )
    chill: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="share",
        en="How far feeling unsafe dampens public-service motivation (χ); at 0 it does not.",
        zh="不安全感对公共服务动机的抑制程度（χ）；0 为不抑制。",
    )
    foresight: float = parameter(
        0.5,
        0.0,
        1.0,
        unit="share",
        en="Weight of what one may learn by exploring; 1 in Manso's two-period problem.",
        zh="对探索所获知识的远见权重（Manso 两期模型为 1）。",
    )
    stay: float = parameter(
        12.0,
        0.0,
        600.0,
        unit="months",
        en="Months over which what is learnt by exploring is expected to pay; 1 in Manso's two-period problem.",
        zh="探索所获知识预期受益的月数（Manso 两期模型为 1）。",
    )
    prior_solved_active: float = parameter(
        0.1,
        0.0,
        5.0,
        unit="mean problems a month",
        en="What working or exploring is believed to solve, before experience.",
        zh="先验：干事（按章办事或探索创新）每月解决的问题。",
    )
    prior_solved_cover: float = parameter(
        0.02,
        0.0,
        5.0,
        unit="mean problems a month",
        en="What cover is believed to solve, before experience.",
        zh="先验：留痕避责每月解决的问题。",
    )
    prior_sanction: float = parameter(
        0.005,
        0.0,
        1.0,
        unit="probability a month",
        en="Chance of a sanction believed before experience, the same for every conduct.",
        zh="先验：各种行为每月受处分的概率。",
    )
    prior_blamed_clean: float = parameter(
        0.2,
        0.0,
        1.0,
        unit="probability",
        en="Believed chance, before experience, to be sanctioned when a case surfaces though the duty was done or the error honest.",
        zh="先验：档案显示已履职而事发后仍受处分的概率。",
    )
    prior_promoted: float = parameter(
        0.08,
        0.0,
        1.0,
        unit="probability a year",
        en="Chance of promotion believed before experience, the same for every conduct.",
        zh="先验：各种行为每年晋升的概率。",
    )
    prior_honoured: float = parameter(
        0.02,
        0.0,
        1.0,
        unit="probability a year",
        en="Chance of an honour believed before experience.",
        zh="先验：每年受表彰的概率。",
    )
    prior_reposted: float = parameter(
        0.01,
        0.0,
        1.0,
        unit="probability a year",
        en="Chance of being moved believed before experience.",
        zh="先验：每年被调整岗位的概率。",
    )
    prior_surfacing: float = parameter(
        0.01,
        0.0,
        1.0,
        unit="probability a month",
        en="Chance that an open case surfaces believed before experience.",
        zh="先验：未结事项每月事发的概率。",
    )


def spread(draw, mean, half_width):
    """A trait spread evenly around its mean, by a draw on [0, 1)."""
    return mean * (1.0 + half_width * (2.0 * draw - 1.0))


def strain(conduct, numbers):
    """Strain of a month of a conduct."""
    if conduct == WORK:
        return numbers.strain_work
    if conduct == EXPLORE:
        return numbers.strain_explore
    if conduct == COVER:
        return numbers.strain_cover
    return numbers.strain_idle


def prior_solved(conduct, numbers):
    """What a month of a conduct is believed to solve before experience, in mean problems."""
    if is_active(conduct):
        return numbers.prior_solved_active
    if conduct == COVER:
        return numbers.prior_solved_cover
    return 0.0


def felt_motivation(motivation, safety, chill):
    """Public-service motivation as it is felt: dampened where doing one's duty is not felt to be safe."""
    return motivation * (1.0 - chill * (1.0 - safety))


def after_success(solved, knowhow, numbers):
    """What a month of exploring would solve after one more success has added to know-how."""
    gained = knowhow + numbers.knowhow_gain * (1.0 - knowhow)
    return solved * (1.0 + numbers.knowhow_effect * gained) / (1.0 + numbers.knowhow_effect * knowhow)


def option_value(success, success_after, known):
    """What may be learnt by exploring: if it succeeds, the better of going on and going back is chosen.

    With full foresight and one period to come, exploring is chosen iff ``success ≥ known / (1 + success_after − known)``
    (Manso 2011).
    """
    return success * max(0.0, success_after - known)


def next_round(month):
    """Month of the next promotion round: the last of the year."""
    return month + 11 - month % 12


def chance_to_compete(rising, burdened, bar):
    """Chance to be let into a promotion round: none at the ceiling, and an effect period bars as far as it is enforced."""
    if not rising:
        return 0.0
    return 1.0 - bar if burdened else 1.0


def utility(conduct, person, seen, competes, rising, numbers):
    """Utility of a conduct, in months of strain.

    ``seen`` is what a person of this township believes of each conduct: ``solved`` (mean problems a month), ``risk``
    (felt chance of a sanction within a year), ``promoted``, ``honoured`` and ``reposted`` (chance a year); and of all
    conducts: ``safety`` and the felt loss of a sanction, ``loss_rising`` below and ``loss_ceiling`` at the ceiling.
    ``competes`` is the chance to be let into a promotion round, ``rising`` whether the person is below the ceiling.
    """
    people = numbers.people
    motivation = felt_motivation(person.motivation, seen.safety, numbers.conduct.chill)
    drive = seen.solved[conduct]
    if conduct == EXPLORE:
        later = after_success(drive, person.knowhow, numbers.handling)
        drive += numbers.conduct.foresight * numbers.conduct.stay * option_value(drive, later, seen.solved[WORK])
    felt_loss = seen.loss_rising if rising else seen.loss_ceiling
    gains = (
        people.prize * seen.promoted[conduct] * competes
        + people.honour_prize * seen.honoured[conduct]
        - people.reposting_loss * seen.reposted[conduct]
    )
    return (
        motivation * drive
        + gains
        - person.loss_weight * seen.risk[conduct] * felt_loss
        - strain(conduct, numbers.conduct)
    )


def takes_gain(benefit, loss_guilty, loss_innocent, weight, scruple):
    """Whether an opportunity for private gain is taken: ``b > ΔL·weight + scruple``.

    ``loss_guilty`` and ``loss_innocent`` are the expected losses with and without the deed; their difference is what the
    deed adds to the sanctions one suffers anyway. With one adjudication and one penalty F for guilty and innocent alike
    this is ``b > (1 − ε₁ − ε₂)F`` (Polinsky and Shavell).
    """
    return benefit > (loss_guilty - loss_innocent) * weight + scruple


def expected_sanction(surfaces, detected, strictness, blamed_anyway, loss_detected, loss_ordinary):
    """Expected loss of one whose case surfaces with (felt) chance ``surfaces``: found out with ``detected`` and then
    sanctioned with ``strictness``; otherwise sanctioned like anybody, with ``blamed_anyway``."""
    return surfaces * (detected * strictness * loss_detected + (1.0 - detected) * blamed_anyway * loss_ordinary)


def observed_merit(solved_in_year, paper_months, noise_draw, promotion, people):
    """Merit as seen by superiors: problems solved and paper, as far as each is observed, with noise."""
    merit = promotion.observability * min(2.0, solved_in_year / people.merit_scale)
    merit += (1.0 - promotion.observability) * paper_months / 12.0
    return merit + people.merit_noise * (noise_draw - 0.5)


def round_score(merit, sanctions_in_year, promotion):
    """Score in a promotion round: observed merit against a clean record."""
    clean = 1.0 if sanctions_in_year == 0 else 0.0
    return promotion.merit_weight * merit + (1.0 - promotion.merit_weight) * clean


def lies_flat(idle_months):
    """Lying flat (躺平): idle in at least 7 of the last 12 months."""
    return idle_months >= 7


def was_active(active_months):
    """Work or exploring in at least 7 of the last 12 months."""
    return active_months >= 7


def mean_of(by_conduct):
    """Mean over the conducts of what is believed of each."""
    return (by_conduct[WORK] + by_conduct[EXPLORE] + by_conduct[COVER] + by_conduct[IDLE]) / CONDUCTS
