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
            model.tally["cost_capacity"] += cost_of_capacity(model, county)
    if model.month % 12 == 11:
        for county in model.counties:
            yearly_round(model, county)
        year_ends(model)
    removed_leave(model)


def cost_of_capacity(model: "Reference", county: County) -> float:
    """Section 8: what a department can serve beyond the usual."""
    numbers = model.world.departments
    beyond = max(0.0, model.policy.resources.department_capacity - numbers.usual_capacity)
    return fixed(numbers.capacity_months * beyond * len(county.townships))


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
            model.tally[name + "_sanctioned"] += bool(cadre.month_sanctions_for_work)
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
    cadre.work_off()
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
    tally["months_idle_six"] += cadre.idle_for_six_months
    tally["sanctions_idle_six"] += len(cadre.month_sanctions_for_work) if cadre.idle_for_six_months else 0
    tally["cost_training"] += fixed(model.policy.resources.support) if cadre.is_active else 0.0
    tally["knowhow"] += fixed(cadre.knowhow)
    cadre.learn_from_successes()
    cadre.grow_older()


# The yearly round


def yearly_round(model: "Reference", county: County) -> None:
    cadres = county.cadres
    merits = {cadre: merit(model, cadre) for cadre in cadres}
    let_in = [cadre for cadre in cadres if is_let_in(model, cadre)]
    promoted = promote(model, let_in, merits)
    may_be_honoured = [cadre for cadre in cadres if not is_kept_from_honours(model, cadre)]
    honoured = honour(model, may_be_honoured, len(cadres), merits)
    to_move = [cadre for cadre in cadres if is_to_move(model, cadre)]
    count_round(model, cadres, let_in, promoted, honoured, to_move)
    remember_round(county, cadres, let_in, promoted, may_be_honoured, honoured, to_move)
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


def is_let_in(model: "Reference", cadre: Cadre) -> bool:
    """Let into the round: rising, not removed from office this month, and not barred, who have missed it then."""
    if not cadre.is_rising or cadre.removed:
        return False
    draw = model.luck.of(model.month, cadre.number)
    barred = cadre.barred_until > model.month and draw(draws.BARRED) < model.policy.promotion.bar
    if barred:
        cadre.rounds_missed.append(model.month)
        model.tally["rounds_missed"] += 1
    return not barred


def record_of(model: "Reference", cadre: Cadre) -> float:
    """*Record*: what sanctions not overturned weigh, the less the longer ago."""
    weight = 0.0
    for sanction in cadre.sanctions:
        if sanction.overturned is None:
            kept = 1.0
            for _ in range(model.month - sanction.decided):
                kept *= model.world.people.record_memory
            weight += fixed((1 + sanction.rung) * kept)
    return -weight


def standardised(values: list[float]) -> list[float]:
    """z: 0 for all where all are equal."""
    if not values or all(value == values[0] for value in values):
        return [0.0 for _ in values]
    total = 0.0
    for value in values:
        total += value
    mean = total / len(values)
    squares = 0.0
    for value in values:
        squares += (value - mean) ** 2
    deviation = math.sqrt(squares / len(values))
    return [(value - mean) / deviation for value in values]


def promote(model: "Reference", let_in: list[Cadre], merits: dict[Cadre, float]) -> list[Cadre]:
    """The highest scores; equal scores by the lower tie draw, then by post."""
    weight = model.policy.promotion.merit_weight
    of_merit = standardised([merits[cadre] for cadre in let_in])
    of_record = standardised([record_of(model, cadre) for cadre in let_in])
    scores = {
        cadre: weight * merit + (1 - weight) * record
        for cadre, merit, record in zip(let_in, of_merit, of_record, strict=True)
    }

    def rank(cadre: Cadre) -> tuple[float, float]:
        return -scores[cadre], model.luck.of(model.month, cadre.number)(draws.PROMOTION_TIE)

    places = math.floor(model.world.people.promoted_share * len(let_in) + 0.5)
    promoted = sorted(let_in, key=rank)[:places]
    for cadre in promoted:
        cadre.promotions += 1
    return promoted


def is_kept_from_honours(model: "Reference", cadre: Cadre) -> bool:
    """By an effect period, or removed this month."""
    draw = model.luck.of(model.month, cadre.number)
    barred = cadre.barred_until > model.month and draw(draws.BARRED_HONOURS) < model.policy.promotion.bar_honours
    return cadre.removed or barred


def honour(model: "Reference", may_be_honoured: list[Cadre], posts: int, merits: dict[Cadre, float]) -> list[Cadre]:
    """Those of highest merit."""

    def rank(cadre: Cadre) -> tuple[float, float]:
        return -merits[cadre], model.luck.of(model.month, cadre.number)(draws.HONOUR_TIE)

    places = math.floor(model.policy.promotion.honours * posts + 0.5)
    return sorted(may_be_honoured, key=rank)[:places]


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
    may_be_honoured: list[Cadre],
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
            if cadre in may_be_honoured:
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
    for county in model.counties:
        county.supervisor.replace_removed_leader()
