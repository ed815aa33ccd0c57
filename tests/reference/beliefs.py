"""Beliefs for the next month (section 7.2.2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenze.agents.policy import Policy
from wenze.sim.settings.parameters import World

from .arithmetic import felt_chance, within_a_year
from .memory import CityMemory, CountyMemory, LocalMemory, Record, belief
from .penalty import felt_loss
from .terms import Conduct, Option, Style

if TYPE_CHECKING:
    from .places import County, Township


@dataclass
class TownshipBeliefs:
    """What the cadres of a township believe of their own township, mixed with the county's notices."""

    solved: list[float]
    risk: list[float]
    safety: float


@dataclass
class CountyBeliefs:
    """What everybody in a county believes."""

    promoted: list[float]
    honoured: list[float]
    reposted: list[float]
    loss_rising: float
    loss_ceiling: float
    loss_head: float
    department_risk: list[float]
    surfaces: float
    sanctioned_if_surfaced: float
    detected: float

    def mean_promoted(self) -> float:
        """Mean over conducts of the believed chance of promotion."""
        total = 0.0
        for chance in self.promoted:
            total += chance
        return total / len(self.promoted)


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
    own: LocalMemory = township.memory
    county: CountyMemory = township.county.memory
    omega = world.learning.notice_weight
    weight = world.learning.prior_weight

    def mixed(of_township: Record, of_county: Record, prior: float) -> float:
        events = of_township.events + omega * of_county.events
        exposure = of_township.exposure + omega * of_county.exposure
        return belief(prior, weight, events, exposure)

    priors_solved = {
        Conduct.WORK: world.conduct.prior_solved_active,
        Conduct.EXPLORE: world.conduct.prior_solved_active,
        Conduct.COVER: world.conduct.prior_solved_cover,
        Conduct.IDLE: 0.0,
    }
    alpha = world.learning.risk_curvature
    prior_sanction = world.conduct.prior_sanction
    return TownshipBeliefs(
        solved=[mixed(own.solved[j], county.solved[j], priors_solved[j]) for j in Conduct],
        risk=[felt_chance(mixed(own.sanctioned[j], county.sanctioned[j], prior_sanction), alpha) for j in Conduct],
        safety=1 - mixed(own.duty_done, county.duty_done, world.conduct.prior_blamed_clean),
    )


def form_county_beliefs(county: "County", world: World, policy: Policy) -> CountyBeliefs:
    memory = county.memory
    weight = world.learning.prior_weight
    yearly_weight = weight / 12
    promoted = [record.belief(world.conduct.prior_promoted, yearly_weight) for record in memory.promoted]
    detection = {
        Style.DEEP: policy.misconduct.detection_deep,
        Style.LIST: policy.misconduct.detection_list,
        Style.HABIT: policy.misconduct.detection_habit,
    }
    detected = 0.0
    for style in Style:
        detected += memory.styles[style].belief(1 / 3, weight) * detection[style]
    beliefs = CountyBeliefs(
        promoted=promoted,
        honoured=[record.belief(world.conduct.prior_honoured, yearly_weight) for record in memory.honoured],
        reposted=[record.belief(world.conduct.prior_reposted, yearly_weight) for record in memory.reposted],
        loss_rising=0.0,
        loss_ceiling=felt_loss(0, 0.0, 0, world, policy),
        loss_head=felt_loss(0, world.people.prize * world.conduct.prior_promoted, 0, world, policy),
        department_risk=[
            felt_chance(memory.blamed[k].belief(world.departments.prior_blamed, weight), world.learning.risk_curvature)
            for k in Option
        ],
        surfaces=within_a_year(memory.surfaced.belief(world.conduct.prior_surfacing, weight)),
        sanctioned_if_surfaced=memory.looked_like_error.belief(world.conduct.prior_blamed_clean, weight),
        detected=detected,
    )
    beliefs.loss_rising = felt_loss(0, world.people.prize * beliefs.mean_promoted(), 0, world, policy)
    return beliefs


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
