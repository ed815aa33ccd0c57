"""Cases are handled (phase 4)."""

from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed
from .cadre import Cadre, mention
from .case import Case
from .department import count_what_departments_hold
from .docket import surface_by_error
from .luck import Draws
from .problem import transit
from .replay import replay_own_duty
from .terms import ACTIVE, Conduct, Owner, Party

if TYPE_CHECKING:
    from .model import Reference


def cases_are_handled(model: "Reference") -> None:
    for post in model.posts:
        post.load_at_start = post.load()
    for case in model.open_cases:
        draw = model.luck.of(model.month, case.number)
        if case.in_townships_hands():
            handle(model, case, draw)
        else:
            if case.away:
                replay_own_duty(model, case, draw, helped=False)
            report(model, case, draw)
    count_what_departments_hold(model)


def handle(model: "Reference", case: Case, draw: Draws) -> None:
    """A case in the township's hands."""
    holder = case.post.holder
    helper = ask_for_help(model, case, draw)
    keep_file(model, case, helper)
    if draw(draws.TOWNSHIP_SOLVES) < chance_to_solve_now(model, case, helper is not None):
        solve_by_holder(model, case)
        return
    if holder.is_active and draw(draws.ERROR) < chance_of_error(model, case, holder.conduct):
        err(model, case)
    if case.is_own_duty:
        replay_own_duty(model, case, draw, helped=helper is not None)
    report(model, case, draw)


def ask_for_help(model: "Reference", case: Case, draw: Draws) -> Cadre | None:
    """*Help*: who helps, if anybody."""
    posts = case.post.township.posts
    if case.severity <= model.world.handling.severe or len(posts) < 2:
        return None
    further = int(draw(draws.COLLEAGUE) * (len(posts) - 1))
    colleague = posts[(case.post.index + 1 + further) % len(posts)].holder
    return colleague if colleague.is_active else None


def keep_file(model: "Reference", case: Case, helper: Cadre | None) -> None:
    """*File*."""
    holder = case.post.holder
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
    case.work_trace += rate * ((1.0 if active else 0.0) - case.work_trace)
    case.help_trace += rate * ((1.0 if helped else 0.0) - case.help_trace)


def chance_to_solve_now(model: "Reference", case: Case, helped: bool) -> float:
    holder = case.post.holder
    attention = 1 / case.post.load_at_start
    return chance_to_solve(model, case, holder, holder.conduct, attention, authority(model, case), helped)


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
    holder = case.post.holder
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
    surface_by_error(model, case)


def report(model: "Reference", case: Case, draw: Draws) -> None:
    """*Reporting*."""
    if case.is_own_duty:
        if not case.away and draw(draws.REPORT) < chance_to_pass_up(model, case):
            case.away = True
            case.take_paper_step(Party.TOWNSHIP, model.month)
            model.tally["own_passed"] += 1
        return
    if case.reported is None and draw(draws.REPORT) < chance_to_report(model, case):
        case.reported = model.month
        case.take_real_step(Party.TOWNSHIP, model.month)
        if not case.report_is_lost:
            case.inform_departments(model.month + transit(model))
    if case.born == model.month and case.reported is None:
        case.township_party = mention(case.post.holder)  # has omitted a step


def chance_to_pass_up(model: "Reference", case: Case) -> float:
    handling = model.world.handling
    return {Conduct.COVER: handling.pass_cover, Conduct.IDLE: handling.pass_idle}.get(case.post.holder.conduct, 0.0)


def chance_to_report(model: "Reference", case: Case) -> float:
    handling = model.world.handling
    conduct = case.post.holder.conduct
    if conduct in ACTIVE:
        return handling.report_active
    return handling.report_cover if conduct == Conduct.COVER else handling.report_idle
