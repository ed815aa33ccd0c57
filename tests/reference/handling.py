"""Cases are handled (phase 4)."""

import math
from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed, logit_choice, moved
from .cadre import Cadre, mention
from .case import Case
from .department import count_what_departments_hold
from .docket import surface_by_error
from .files import present_step
from .hazard import chance_to_report, felt, leaving_the_desk, there
from .luck import Draws
from .places import Post
from .problem import transit
from .replay import replay_own_duty
from .terms import Conduct, Owner, Party, Step, Way

if TYPE_CHECKING:
    from .model import Reference


def cases_are_handled(model: "Reference") -> None:
    for post in model.posts:
        post.load_at_start = post.load()
        _count_load(post)
    for case in model.open_cases:
        draw = model.luck.of(model.month, case.number)
        if case.in_townships_hands():
            handle(model, case, draw)
        elif case.away:
            replay_own_duty(model, case, draw, helped=False)
        else:
            notices = case.post.county.notices
            notices.departures.add(0.0, 1.0)
            if case.born == model.month:
                notices.new_elsewhere.add(1.0, 0.0)
            report(model, case, draw)
    count_what_departments_hold(model)


def _count_load(post: Post) -> None:
    """*Work in hand* (7.2.1), by the conduct of the holder of the desk."""
    notices, conduct = post.county.notices, post.holder.conduct
    if post.holder.is_active:
        post.holder.model.tally["load_active"] += post.load_at_start
    elif conduct == Conduct.IDLE:
        post.holder.model.tally["load_idle"] += post.load_at_start
    notices.errors[conduct].add(0.0, float(post.load_at_start))
    notices.endings[conduct].add(0.0, float(post.load_at_start > 0))


def handle(model: "Reference", case: Case, draw: Draws) -> None:
    """A case in the township's hands."""
    holder = case.desk.holder
    helper = ask_for_help(model, case, draw)
    keep_file(model, case, helper)
    if draw(draws.TOWNSHIP_SOLVES) < chance_to_solve_now(model, case, holder.conduct, helper is not None):
        solve_by_holder(model, case)
        return
    if holder.is_active and draw(draws.ERROR) < chance_of_error(model, case, holder.conduct):
        err(model, case)
    if case.is_own_duty:
        replay_own_duty(model, case, draw, helped=helper is not None)
        may_pass_on(model, case, draw, helped=helper is not None)
    report(model, case, draw)


def ask_for_help(model: "Reference", case: Case, draw: Draws) -> Cadre | None:
    """*Help*: who helps, if anybody."""
    if case.severity <= model.world.handling.severe or len(case.post.township.posts) < 2:
        return None
    colleague = some_colleague(case, draw(draws.COLLEAGUE)).holder
    helps = colleague.is_active and draw(draws.HELPS) < chance_to_help(model, case, colleague)
    if case.desk.holder.is_active:
        model.tally["help_asked"] += 1
        model.tally["help_refused"] += not helps
    return colleague if helps else None


def some_colleague(case: Case, draw: float) -> Post:
    """Another post of the township than the desk."""
    return case.desk.further(int(draw * (len(case.post.township.posts) - 1)))


def chance_to_help(model: "Reference", case: Case, colleague: Cadre) -> float:
    """What helping is worth to a colleague, by logit."""
    beliefs = colleague.post.county.beliefs
    holder = case.desk.holder
    conduct = holder.conduct if holder.is_active else Conduct.WORK
    helped, alone = (chance_to_solve_now(model, case, conduct, with_help) for with_help in (True, False))
    motivation = colleague.dampened_motivation(colleague.post.township.beliefs.trust)
    utility = motivation * case.value * (helped - alone)
    rate = model.world.learning.revision
    if rate > 0:
        blame = felt(model, beliefs.cases.surfacing * beliefs.blame.of_helper)
        utility -= colleague.loss_weight * blame * colleague.loss / rate
    return logistic(model.world.learning.precision * utility)


def logistic(x: float) -> float:
    """1/(1 + exp(-x))."""
    return 1 / (1 + math.exp(-x)) if x > -LARGE else 0.0


LARGE = 700.0  # the exponential function overflows soon after


def keep_file(model: "Reference", case: Case, helper: Cadre | None) -> None:
    """*File*."""
    holder = case.desk.holder
    active = holder.is_active
    helped = active and helper is not None
    if active:
        if case.last_worker is not None and case.last_worker.cadre is not holder:
            case.work_trace = 0.0
        case.last_worker = mention(holder)
        if case.is_own_duty:
            case.take_real_step(Party.TOWNSHIP, model.month)
    if helped:
        if case.last_helper is not None and case.last_helper.cadre is not helper:
            case.help_trace = 0.0
        case.last_helper = mention(helper)
    if holder.conduct == Conduct.COVER:
        case.last_cover = model.month
        if case.is_own_duty:
            case.take_paper_step(Party.TOWNSHIP, model.month)
    rate = model.world.learning.revision
    case.work_trace = moved(case.work_trace, active, rate)
    case.help_trace = moved(case.help_trace, helped, rate)


def chance_to_solve_now(model: "Reference", case: Case, conduct: Conduct, helped: bool) -> float:
    holder = case.desk.holder
    attention = 1 / case.desk.load_at_start
    return chance_to_solve(model, case, holder, conduct, attention, authority(model, case), helped)


def authority(model: "Reference", case: Case) -> float:
    """How far the township can act on the case."""
    if case.owner == Owner.TOWNSHIP:
        return 1.0
    handed_down = model.policy.resources.authority
    assist = model.world.handling.assist_authority
    if case.owner == Owner.ASSIST:
        return max(assist, handed_down) if case.handed_down else assist
    return handed_down


def chance_to_solve(
    model: "Reference", case: Case, who: Cadre, conduct: Conduct, attention: float, power_to_act: float, helped: bool
) -> float:
    """*Solving*."""
    handling = model.world.handling
    ease = 1 - handling.difficulty * case.severity
    means = way(model, case, who, conduct)
    if case.severity > handling.severe and not helped:
        means *= handling.alone
    return min(1.0, handling.solve_rate * who.competence * attention * power_to_act * ease * means)


def way(model: "Reference", case: Case, who: Cadre, conduct: Conduct) -> float:
    """How well a conduct works on the case."""
    handling = model.world.handling
    if conduct == Conduct.COVER:
        return handling.cover_effect
    if conduct == Conduct.IDLE:
        return 0.0
    if conduct == Conduct.WORK:
        how_well = handling.book_on_novel if case.novel else 1.0
    else:
        exploring = handling.explore_on_novel if case.novel else handling.explore_on_routine
        how_well = (1 + handling.knowhow_effect * who.knowhow) * exploring
    return how_well * (1 + model.policy.resources.support)


def solve_by_holder(model: "Reference", case: Case) -> None:
    holder = case.desk.holder
    holder.month_value += fixed(case.value)
    if holder.conduct == Conduct.EXPLORE:
        holder.month_successes += 1
    model.solve(case)


def chance_of_error(model: "Reference", case: Case, conduct: Conduct) -> float:
    """*Error*."""
    handling = model.world.handling
    chance = handling.error_rate * (0.5 + case.severity)
    if conduct == Conduct.EXPLORE:
        chance *= handling.explore_error
    if case.care(model.month, handling.care_months):
        chance *= 1 - handling.care
    return min(1.0, chance)


def err(model: "Reference", case: Case) -> None:
    """The holder errs: the case is put under an order and surfaces."""
    case.order_until = model.month + model.world.problems.order_months
    case.erred_month = model.month
    model.tally["erred"] += 1
    case.post.county.notices.errors[case.desk.holder.conduct].add(1.0, 0.0)
    surface_by_error(model, case)


# *Passing on*


def may_pass_on(model: "Reference", case: Case, draw: Draws, helped: bool) -> None:
    """An own duty that was not solved: kept, passed up to its lead, or passed sideways to a colleague."""
    if draw(draws.CONSIDERS_PASSING) >= model.world.learning.revision:
        return
    utilities = [utility_of_keeping(model, case, helped), utility_of_passing(model, case, Way.UP)]
    if len(case.post.township.posts) > 1 and not model.is_clear_to_post(case):
        utilities.append(utility_of_passing(model, case, Way.SIDEWAYS))
    choice = logit_choice(utilities, model.world.learning.precision, draw(draws.PASSING_CHOICE))
    sideways = choice == 1 + Way.SIDEWAYS
    for memory in (case.post.township.memory, case.post.county.memory):
        memory.trust.add(float(sideways), 1.0)
    if choice > 0:
        pass_on(model, case, Way(choice - 1), draw)


def utility_of_keeping(model: "Reference", case: Case, helped: bool) -> float:
    holder, load = case.desk.holder, case.desk.load_at_start
    beliefs = case.post.county.beliefs
    conduct = model.world.conduct
    motivation = holder.dampened_motivation(case.post.township.beliefs.safety)
    step = present_step(model, case, Party.TOWNSHIP)
    blame = beliefs.blame.by_step[Step.NONE if step is None else step]
    stay = there(model, leaving_the_desk(beliefs.cases.ended[holder.conduct], load))
    chance = chance_to_solve_now(model, case, holder.conduct, helped)
    utility = motivation * case.value * chance
    utility -= holder.loss_weight * felt(model, beliefs.cases.surfacing * stay * blame) * holder.loss
    return utility - conduct.overload if holder.is_active and load > conduct.normal_load else utility


def utility_of_passing(model: "Reference", case: Case, way: Way) -> float:
    holder = case.desk.holder
    beliefs = case.post.county.beliefs
    away = there(model, beliefs.cases.leaving_elsewhere)
    blame = felt(model, beliefs.cases.surfacing * away * beliefs.blame.of_passer[way])
    return -model.world.handling.strain_pass - holder.loss_weight * blame * holder.loss


def pass_on(model: "Reference", case: Case, way: Way, draw: Draws) -> None:
    case.last_passer = mention(case.desk.holder)
    case.passed = way
    case.take_paper_step(Party.TOWNSHIP, model.month)
    if way == Way.UP:
        case.away = True
        model.tally["own_passed"] += 1
    else:
        case.desk = some_colleague(case, draw(draws.PASS_WHOM))
        model.tally["passed_sideways"] += 1


def report(model: "Reference", case: Case, draw: Draws) -> None:
    """*Reporting* of a department case."""
    if case.is_own_duty:
        return
    holder = case.desk.holder
    if case.reported is None and draw(draws.REPORT) < chance_to_report(model, holder.conduct):
        case.reported = model.month
        case.take_real_step(Party.TOWNSHIP, model.month)
        if not case.report_is_lost:
            case.inform_departments(model.month + transit(model))
    if case.born == model.month and case.reported is None:
        case.township_party = case.omitter = mention(holder)  # has omitted a step
