"""Beliefs for the next month (section 7.2.2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenze.agents.policy import Policy
from wenze.sim.settings.parameters import World

from .arithmetic import within_a_year
from .memory import CityMemory, Record, YearlyMemory, belief
from .penalty import felt_loss
from .terms import Conduct, Pair, Style

if TYPE_CHECKING:
    from .places import County, Township


@dataclass
class TownshipBeliefs:
    """What the cadres of a township believe of their own township, mixed with the county's notices."""

    solved: list[float]
    safety: float
    trust: float


@dataclass
class YearlyBeliefs:
    """Chances a year of what the yearly round brings, by conduct."""

    promoted: list[float]
    honoured: list[float]
    reposted: list[float]


@dataclass
class Losses:
    """Felt losses of a sanction, and what they are made of."""

    lasting: float  # what of a loss lasts, as some sanctions are overturned
    year_rising: float  # v_rising
    year_ceiling: float  # v_ceiling
    rising: float
    ceiling: float
    head: float

    def year(self, is_rising: bool) -> float:
        """v: what a year under an effect period keeps from."""
        return self.year_rising if is_rising else self.year_ceiling


@dataclass
class BlameBeliefs:
    """How likely a sanction is once a case has surfaced."""

    by_step: list[float]  # b_f
    of_department: list[float]  # B_f
    for_error: list[float]  # b_i
    for_any_error: float  # sanctioned_if_surfaced
    of_helper: float
    of_passer: list[float]
    beside: float  # of heads, a department-month


@dataclass
class CaseBeliefs:
    """How cases come and go, each a rate a month."""

    surfacing: float  # s
    erring: list[float]  # e_j
    ended: list[float]  # c_j
    leaving_elsewhere: float  # k_else
    new_own: float  # a_own
    new_assist: float  # a_assist
    new_elsewhere: float  # a_else
    new_pairs: float  # a_pair
    pairs_ended: list[float]  # k_act, k_sit, k_down


@dataclass
class CountyBeliefs:
    """What everybody in a county believes."""

    yearly: YearlyBeliefs
    losses: Losses
    blame: BlameBeliefs
    cases: CaseBeliefs
    surfaces: float
    detected: float


@dataclass
class CityBeliefs:
    """What supervisors believe of each style."""

    answered: list[float]
    wrongful: list[float]
    missed: list[float]
    late: list[float]
    unfair: list[float]


def form_township_beliefs(township: "Township", world: World) -> TownshipBeliefs:
    """A cadre mixes: E = E_township + omega E_county, X likewise."""
    own, county = township.memory, township.county.memory
    omega = world.learning.notice_weight

    def mixed(of_township: Record, of_county: Record, prior: float) -> float:
        events = of_township.events + omega * of_county.events
        exposure = of_township.exposure + omega * of_county.exposure
        return belief(prior, world.learning.prior_weight, events, exposure)

    priors = world.conduct
    solved = [priors.prior_solved_active, priors.prior_solved_active, priors.prior_solved_cover, 0.0]
    return TownshipBeliefs(
        solved=[mixed(own.solved[j], county.solved[j], solved[j]) for j in Conduct],
        safety=1 - mixed(own.duty_done, county.duty_done, priors.prior_blamed),
        trust=1 - mixed(own.trust, county.trust, priors.prior_distrust),
    )


def form_county_beliefs(county: "County", world: World, policy: Policy) -> CountyBeliefs:
    yearly = _yearly(county.yearly, world)
    cases = _cases(county, world)
    return CountyBeliefs(
        yearly=yearly,
        losses=_losses(county, yearly, world, policy),
        blame=_blame(county, world),
        cases=cases,
        surfaces=within_a_year(cases.surfacing),
        detected=_detected(county, world, policy),
    )


def _yearly(memory: YearlyMemory, world: World) -> YearlyBeliefs:
    weight = world.learning.prior_weight / 12
    return YearlyBeliefs(
        promoted=[record.belief(world.conduct.prior_promoted, weight) for record in memory.promoted],
        honoured=[record.belief(world.conduct.prior_honoured, weight) for record in memory.honoured],
        reposted=[record.belief(world.conduct.prior_reposted, weight) for record in memory.reposted],
    )


def _losses(county: "County", yearly: YearlyBeliefs, world: World, policy: Policy) -> Losses:
    correction = county.notices.correction.belief(world.conduct.prior_overturned, world.learning.prior_weight)
    lasting = 1 - policy.correction.restoration * min(1.0, correction)
    ceiling = policy.promotion.bar_honours * world.people.honour_prize * mean(yearly.honoured)
    rising = ceiling + policy.promotion.bar * world.people.prize * mean(yearly.promoted)
    return Losses(
        lasting=lasting,
        year_rising=rising,
        year_ceiling=ceiling,
        rising=lasting * felt_loss(0, rising, 0, world, policy),
        ceiling=lasting * felt_loss(0, ceiling, 0, world, policy),
        head=lasting * felt_loss(0, year_of_heads(world), 0, world, policy),
    )


def year_of_heads(world: World) -> float:
    """What a year under an effect period keeps heads from."""
    return world.people.prize * world.conduct.prior_promoted


def mean(chances: list[float]) -> float:
    """Over conducts, in their order."""
    total = 0.0
    for chance in chances:
        total += chance
    return total / len(chances)


def _blame(county: "County", world: World) -> BlameBeliefs:
    notices, weight = county.notices, world.learning.prior_weight
    prior = world.conduct.prior_blamed
    events, exposure = 0.0, 0.0
    for record in notices.error_blame:
        events += record.events
        exposure += record.exposure
    return BlameBeliefs(
        by_step=[record.belief(prior, weight) for record in notices.blame],
        of_department=[record.belief(world.departments.prior_blamed, weight) for record in notices.department_blame],
        for_error=[record.belief(prior, weight) for record in notices.error_blame],
        for_any_error=belief(prior, weight, events, exposure),
        of_helper=notices.helper_blame.belief(prior, weight),
        of_passer=[record.belief(prior, weight) for record in notices.passer_blame],
        beside=notices.blame_beside.belief(world.departments.prior_beside, weight),
    )


def _cases(county: "County", world: World) -> CaseBeliefs:
    notices, weight = county.notices, world.learning.prior_weight
    conduct, problems = world.conduct, world.problems
    person_months = 0.0
    for record in county.memory.solved:
        person_months += record.exposure
    errors = [conduct.prior_error, conduct.prior_error, 0.0, 0.0]
    ended = [conduct.prior_ended_active, conduct.prior_ended_active]
    ended += [conduct.prior_ended_other, conduct.prior_ended_other]
    pairs_ended = {
        Pair.ACTS: world.departments.prior_ended_acting,
        Pair.SITS: conduct.prior_ended_other,
        Pair.DOWN: conduct.prior_ended_other,
    }

    def new(record: Record, share: float) -> float:
        return belief(problems.arrival * share, weight, record.events, person_months)

    return CaseBeliefs(
        surfacing=notices.surfaced.belief(conduct.prior_surfacing, weight),
        erring=[notices.errors[j].belief(errors[j], weight) for j in Conduct],
        ended=[notices.endings[j].belief(ended[j], weight) for j in Conduct],
        leaving_elsewhere=notices.departures.belief(conduct.prior_ended_other, weight),
        new_own=new(notices.new_own, problems.own_share),
        new_assist=new(notices.new_assist, problems.assist_share),
        new_elsewhere=new(notices.new_elsewhere, max(0.0, 1 - problems.own_share - problems.assist_share)),
        new_pairs=notices.new_pairs.belief(world.departments.prior_new, weight),
        pairs_ended=[notices.pairs[kind].belief(pairs_ended[kind], weight) for kind in Pair],
    )


def _detected(county: "County", world: World, policy: Policy) -> float:
    detection = {
        Style.DEEP: policy.misconduct.detection_deep,
        Style.LIST: policy.misconduct.detection_list,
        Style.HABIT: policy.misconduct.detection_habit,
    }
    detected = 0.0
    for style in Style:
        detected += county.notices.styles[style].belief(1 / 3, world.learning.prior_weight) * detection[style]
    return detected


def form_city_beliefs(memory: CityMemory, world: World) -> CityBeliefs:
    weight = world.supervisors.prior_decisions
    faulted = world.supervisors.prior_faulted
    return CityBeliefs(
        answered=[record.belief(world.supervisors.prior_answered, weight) for record in memory.answered],
        wrongful=[record.belief(faulted, weight) for record in memory.wrongful],
        missed=[record.belief(faulted, weight) for record in memory.missed],
        late=[record.belief(faulted, weight) for record in memory.late],
        unfair=[record.belief(faulted, weight) for record in memory.unfair],
    )
