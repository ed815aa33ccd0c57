"""The risk that the file will show (section 7.2.3), the same reckoning for cadres and departments."""

from typing import TYPE_CHECKING

from .arithmetic import felt_rate, new_there, share_there
from .files import whole_months
from .piles import Pile
from .terms import ACTIVE, Conduct, Looks, Option, Pair, Step

if TYPE_CHECKING:
    from .cadre import Cadre
    from .department import Department
    from .model import Reference


def felt(model: "Reference", rate: float) -> float:
    """W of a rate a month."""
    learning = model.world.learning
    return felt_rate(rate, learning.risk_curvature, learning.horizon)


def there(model: "Reference", leaving: float) -> float:
    """phi(k H)."""
    return share_there(leaving * model.world.learning.horizon)


def blame_of(pile: Pile, blame: list[float]) -> float:
    """The believed blame for the cases of a pile that are not pending."""
    return (
        pile.shows[Step.REAL] * blame[Step.REAL]
        + pile.shows[Step.PAPER] * blame[Step.PAPER]
        + pile.shows[Step.NONE] * blame[Step.NONE]
    )


# A cadre


def hazard_of_cadre(model: "Reference", cadre: "Cadre", conduct: Conduct) -> float:
    """hazard_j."""
    post = cadre.post
    beliefs = post.county.beliefs
    cases, blame = beliefs.cases, beliefs.blame
    horizon = model.world.learning.horizon
    own = blame.by_step[step_on_own_duty(conduct)]
    assist = blame_on_department_case(model, conduct, blame.by_step)
    in_hand, elsewhere = post.in_hand, post.elsewhere
    leaving = leaving_the_desk(cases.ended[conduct], post.load_seen)
    stay, away = there(model, leaving), there(model, cases.leaving_elsewhere)
    given = share_of_new_cases(model, cadre, conduct) * new_there(leaving, horizon)
    surfacing = (
        stay * (blame_of(in_hand, blame.by_step) + in_hand.pending_own * own + in_hand.pending * assist)
        + given * (cases.new_own * own + cases.new_assist * assist)
        + away * (blame_of(elsewhere, blame.by_step) + elsewhere.pending * assist)
        + new_there(cases.leaving_elsewhere, horizon) * cases.new_elsewhere * assist
    )
    erring = cases.erring[conduct] * blame.for_error[looks_of_error(cadre, conduct)]
    exposed_to_error = stay * post.load_seen + given * (cases.new_own + cases.new_assist)
    return cases.surfacing * surfacing + erring * exposed_to_error


def leaving_the_desk(ended: float, load: int) -> float:
    """k_j."""
    return ended / max(1, load)


def step_on_own_duty(conduct: Conduct) -> Step:
    if conduct in ACTIVE:
        return Step.REAL
    return Step.PAPER if conduct == Conduct.COVER else Step.NONE


def blame_on_department_case(model: "Reference", conduct: Conduct, blame: list[float]) -> float:
    """assist_j: reported in time, or not."""
    unreported = 1.0
    for _ in range(whole_months(model) + 1):
        unreported *= 1 - chance_to_report(model, conduct)
    reported = 1 - unreported
    return reported * blame[Step.REAL] + (1 - reported) * blame[Step.NONE]


def chance_to_report(model: "Reference", conduct: Conduct) -> float:
    """By conduct (phase 4)."""
    handling = model.world.handling
    if conduct in ACTIVE:
        return handling.report_active
    return handling.report_cover if conduct == Conduct.COVER else handling.report_idle


def looks_of_error(cadre: "Cadre", conduct: Conduct) -> Looks:
    """i: what an error under a conduct would look like."""
    if conduct == Conduct.EXPLORE:
        return Looks.EXPLORING
    return Looks.NEWCOMER if cadre.is_inexperienced else Looks.ROUTINE


def share_of_new_cases(model: "Reference", cadre: "Cadre", conduct: Conduct) -> float:
    """g_j (section 7.3, phase 1)."""
    levers = model.policy
    by_diligence = levers.assignment.by_diligence * (1 - levers.duty_list.clarity * levers.duty_list.to_post)
    township = cadre.post.township
    weight = model.weight_of_diligence(1.0 if conduct in ACTIVE else 0.0)
    others = township.weights - model.weight_of_diligence(cadre.diligence)
    return 1 - by_diligence + by_diligence * len(township.posts) * weight / (others + weight)


# A department


def hazard_of_department(model: "Reference", department: "Department", option: Option) -> float:
    """hazard_o, by what the department knew at the end of phase 2 of the month before."""
    beliefs = department.county.beliefs
    cases, blame = beliefs.cases, beliefs.blame.of_department
    horizon = model.world.learning.horizon
    acting, sitting, down = (cases.pairs_ended[kind] for kind in Pair)
    leaving = acting * expected_turn(model, department) if option == Option.ACT else sitting
    step = {
        Option.ACT: blame[Step.REAL],
        Option.RELAY: blame[Step.PAPER],
        Option.OFFLOAD: blame[Step.NONE],
    }[option]
    if option == Option.OFFLOAD:
        levers = model.policy.duty_list
        may = (1 - levers.clarity) * (1 - levers.taken_back)
        new = may * new_there(down, horizon) * blame[Step.PAPER]
        new += (1 - may) * new_there(leaving, horizon) * blame[Step.NONE]
    else:
        new = new_there(leaving, horizon) * step
    return (
        cases.surfacing
        * (
            there(model, leaving) * (blame_of(department.kept, blame) + department.kept.pending * step)
            + there(model, down) * blame_of(department.down, blame)
            + cases.new_pairs * new
        )
        + beliefs.blame.beside
    )


def expected_turn(model: "Reference", department: "Department") -> float:
    """min(1, C/N): the turn that acting would leave for each of the pairs to be expected."""
    cases, horizon = department.county.beliefs.cases, model.world.learning.horizon
    leaving = cases.pairs_ended[Pair.ACTS] * department.turn
    expected = there(model, leaving) * department.kept.size + cases.new_pairs * new_there(leaving, horizon)
    capacity = department.capacity()
    return 1.0 if expected <= capacity else min(1.0, capacity / expected)
