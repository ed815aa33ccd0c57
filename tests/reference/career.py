"""The month is set down: gradient, histories, the yearly round, comings and goings (phase 9)."""

import math
from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed
from .cadre import Cadre
from .places import County
from .terms import Conduct

if TYPE_CHECKING:
    from .model import Reference


def month_is_set_down(model: "Reference") -> None:
    for county in model.counties:
        count_gradient(model, county)
    for county in model.counties:
        for cadre in county.cadres:
            set_down_cadre(model, cadre)
        for department in county.departments:
            model.tally["department_months"] += 1
            model.tally["months_" + department.conduct.name.lower()] += 1
    if model.month % 12 == 11:
        for county in model.counties:
            yearly_round(model, county)
        year_ends(model)
    removed_leave(model)


def count_gradient(model: "Reference", county: County) -> None:
    """Section 8, sanction gradient: sanctions of those who worked least and most in the 12 months before."""
    if model.month < 12:
        return
    groups: dict[int, list[Cadre]] = {}
    people = [cadre for cadre in county.cadres if cadre.seniority >= 12]
    for cadre in people:
        groups.setdefault(sum(cadre.active_history), []).append(cadre)
    lowest_first = sorted(groups)
    bottom = _quartile(groups, lowest_first, len(people))
    top = _quartile(groups, lowest_first[::-1], len(people))
    if not people or set(bottom) & set(top):
        return
    for name, months_worked in (("bottom", bottom), ("top", top)):
        for cadre in [cadre for months in months_worked for cadre in groups[months]]:
            model.tally[name + "_people"] += 1
            model.tally[name + "_sanctioned"] += bool(cadre.month_sanctions)
            model.tally[name + "_wrongful"] += any(record.is_wrongful for record in cadre.month_sanctions)


def _quartile(groups: dict[int, list[Cadre]], order: list[int], people: int) -> list[int]:
    """The smallest number of groups, in this order, with at least a quarter of the people."""
    chosen: list[int] = []
    so_far = 0
    for months in order:
        if 4 * so_far >= people:
            break
        chosen.append(months)
        so_far += len(groups[months])
    return chosen


def set_down_cadre(model: "Reference", cadre: Cadre) -> None:
    """Diligence moves, events are credited, months of history, counts of persons; then know-how, tenure and seniority."""
    cadre.set_down_month()
    township = cadre.post.township
    for memory in (township.memory, township.county.memory):
        memory.solved[cadre.conduct].add(cadre.month_value, 1.0)
    tally = model.tally
    burdened = cadre.barred_until > model.month
    tally["person_months"] += 1
    tally["months_" + cadre.conduct.name.lower()] += 1
    tally["months_flat"] += cadre.lies_flat
    tally["months_burdened"] += burdened
    tally["idle_burdened"] += burdened and cadre.conduct == Conduct.IDLE
    tally["safety"] += fixed(township.beliefs.safety)
    tally["trust"] += fixed(township.beliefs.trust)
    tally["knowhow"] += fixed(cadre.knowhow)
    cadre.learn_from_successes()
    cadre.grow_older()


# The yearly round


def yearly_round(model: "Reference", county: County) -> None:
    cadres = county.cadres
    merits = {cadre: merit(model, cadre) for cadre in cadres}
    let_in = [cadre for cadre in cadres if may_compete(model, cadre)]
    promoted = promote(model, let_in, merits)
    honoured = honour(model, cadres, merits)
    to_move = [cadre for cadre in cadres if is_to_move(model, cadre)]
    count_round(model, cadres, let_in, promoted, honoured, to_move)
    remember_round(county, cadres, let_in, promoted, honoured, to_move)
    move_round(to_move)


def merit(model: "Reference", cadre: Cadre) -> float:
    people = model.world.people
    observability = model.policy.promotion.observability
    months = cadre.year_months
    paper = months[Conduct.COVER] + people.paper_of_active * (months[Conduct.WORK] + months[Conduct.EXPLORE])
    noise = model.luck.of(model.month, cadre.number)(draws.MERIT_NOISE) - 0.5
    return (
        observability * min(2.0, cadre.year_value / people.merit_scale)
        + (1 - observability) * paper / 12
        + people.merit_noise * noise
    )


def may_compete(model: "Reference", cadre: Cadre) -> bool:
    """Let into the round: rising, not barred and not removed from office this month."""
    if not cadre.is_rising or cadre.removed:
        return False
    draw = model.luck.of(model.month, cadre.number)
    under_period = cadre.barred_until > model.month
    return not (under_period and draw(draws.BARRED) < model.policy.promotion.bar)


def promote(model: "Reference", let_in: list[Cadre], merits: dict[Cadre, float]) -> list[Cadre]:
    """The highest scores; equal scores by the lower tie draw, then by post."""
    weight = model.policy.promotion.merit_weight

    def rank(cadre: Cadre) -> tuple[float, float]:
        score = weight * merits[cadre] + (1 - weight) * (1.0 if cadre.year_sanctions == 0 else 0.0)
        return -score, model.luck.of(model.month, cadre.number)(draws.PROMOTION_TIE)

    places = math.floor(model.world.people.promoted_share * len(let_in) + 0.5)
    return sorted(let_in, key=rank)[:places]


def honour(model: "Reference", cadres: list[Cadre], merits: dict[Cadre, float]) -> list[Cadre]:
    """Those of highest merit who are not removed this month."""

    def rank(cadre: Cadre) -> tuple[float, float]:
        return -merits[cadre], model.luck.of(model.month, cadre.number)(draws.HONOUR_TIE)

    places = math.floor(model.policy.promotion.honours * len(cadres) + 0.5)
    return sorted((cadre for cadre in cadres if not cadre.removed), key=rank)[:places]


def is_to_move(model: "Reference", cadre: Cadre) -> bool:
    """*Re-posting* of those lying flat."""
    chance = model.policy.promotion.reposting * model.policy.promotion.observability
    return cadre.lies_flat and model.luck.of(model.month, cadre.number)(draws.REPOSTED) < chance


def move_round(to_move: list[Cadre]) -> None:
    """Each post takes the holder of the next, the last that of the first."""
    posts = [cadre.post for cadre in to_move]
    for place, post in enumerate(posts):
        to_move[(place + 1) % len(to_move)].move_to(post)


def count_round(
    model: "Reference",
    cadres: list[Cadre],
    let_in: list[Cadre],
    promoted: list[Cadre],
    honoured: list[Cadre],
    to_move: list[Cadre],
) -> None:
    tally = model.tally
    tally["at_round"] += len(cadres)
    tally["competing"] += len(let_in)
    tally["promoted"] += len(promoted)
    tally["honoured"] += len(honoured)
    tally["reposted"] += len(to_move)
    for cadre in cadres:
        tally["flat_at_round"] += cadre.lies_flat
        tally["active_at_round"] += cadre.has_been_active
        tally["flat_promoted"] += cadre.lies_flat and cadre in promoted
        tally["active_promoted"] += cadre.has_been_active and cadre in promoted


def remember_round(
    county: County,
    cadres: list[Cadre],
    let_in: list[Cadre],
    promoted: list[Cadre],
    honoured: list[Cadre],
    to_move: list[Cadre],
) -> None:
    """7.2.1: once a year, in person-years by conduct."""
    memory = county.yearly
    for cadre in cadres:
        for conduct in Conduct:
            years = cadre.year_months[conduct] / 12
            if cadre in let_in:
                memory.promoted[conduct].add(years if cadre in promoted else 0.0, years)
            memory.honoured[conduct].add(years if cadre in honoured else 0.0, years)
            memory.reposted[conduct].add(years if cadre in to_move else 0.0, years)


def year_ends(model: "Reference") -> None:
    """After all counties: the year's counts are cleared, and people leave."""
    people = model.world.people
    for cadre in model.cadres:
        cadre.clear_year()
        retires = cadre.seniority >= 12 * people.retirement_years
        if retires or model.luck.of(model.month, cadre.number)(draws.LEAVES) < people.turnover:
            cadre.leave()
            model.tally["exits"] += 1


def removed_leave(model: "Reference") -> None:
    """In every month, those removed this month leave, heads too."""
    for cadre in model.cadres:
        if cadre.removed:
            cadre.leave()
            model.tally["exits"] += 1
        cadre.clear_month()
    for department in model.departments:
        department.replace_removed_head()
