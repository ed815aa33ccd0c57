"""Phase 9, first part: what everybody did this month goes into histories and into what colleagues see."""

from wenze.agents.cadre import is_burdened
from wenze.agents.choice import fixed, moving_average
from wenze.agents.conduct import is_active, lies_flat
from wenze.agents.department import capacity_work
from wenze.agents.handling import knowhow_after
from wenze.agents.kinds import ACT, COVER, EXPLORE, IDLE, OFFLOAD, RELAY, WORK
from wenze.agents.policy.correction import worked_off
from wenze.sim.phases.blocks import departments_of, posts_of
from wenze.sim.records import HISTORY

WINDOW = 2**HISTORY - 1  # twelve months as bits
OLDEST = HISTORY - 1
A_MONTH = 1 << 20  # in multiples of 2**-20
HALF_A_YEAR = 2**6 - 1  # the last six of them


def record_cadre_month(state, params, policy, month, block):
    """Each cadre's month: diligence, history, years of service, and what colleagues saw of the conduct."""
    revision = params.learning.revision
    tally = state.tallies[month]
    for index in range(*posts_of(state.clock[0], block)):
        person = state.people[index]
        post = state.posts[person.post]
        township = state.townships[post.township]
        count_activity(state.counties[post.county], person)
        person.diligence = moving_average(person.diligence, revision, is_active(person.conduct))
        township.now_exposure[person.conduct] += 1
        township.now_solved[person.conduct] += person.solved_now
        set_history(person)
        work_off(person, policy.correction, month)
        count_person(tally, person, township.safety, township.trust, month)
        count_burden(tally, person, post.load_now, policy.resources)
        for _ in range(person.successes_now):
            person.knowhow = knowhow_after(person.knowhow, params.handling)
        person.successes_now = 0
        person.year_solved += person.solved_now
        person.solved_now = 0
        person.sanctions_now = 0
        person.wrongful_now = 0
        person.tenure += 1
        person.seniority += 1


def work_off(person, correction, month):
    """What was solved shortens an effect period that runs on (戴罪立功), by whole months; what is over is kept while it runs."""
    if not is_burdened(person, month):
        person.worked = 0
        return
    person.worked = worked_off(person.worked, person.solved_now, correction)
    months = person.worked // A_MONTH
    person.worked -= months * A_MONTH
    person.barred_until = max(month + 1, person.barred_until - months)


def count_activity(county, person):
    """Sort the person among the county's by months of work or exploring in the 12 months before this one.

    Those with less than 12 months of service are left out.
    """
    if person.seniority < HISTORY:
        return
    county.by_activity[person.active_months] += 1
    if person.sanctions_now > 0:
        county.sanctioned_by_activity[person.active_months] += 1
    if person.wrongful_now > 0:
        county.wrongful_by_activity[person.active_months] += 1


def set_history(person):
    """Move the twelve-month window of idle and of active months on by one."""
    idle = 1 if person.conduct == IDLE else 0
    active = 1 if is_active(person.conduct) else 0
    person.idle_months += idle - ((person.idle_history >> OLDEST) & 1)
    person.active_months += active - ((person.active_history >> OLDEST) & 1)
    person.idle_history = ((person.idle_history << 1) | idle) & WINDOW
    person.active_history = ((person.active_history << 1) | active) & WINDOW
    person.year_months[person.conduct] += 1


def count_person(tally, person, safety, trust, month):
    """Count one person-month."""
    burdened = is_burdened(person, month)
    tally.person_months += 1
    tally.months_work += person.conduct == WORK
    tally.months_explore += person.conduct == EXPLORE
    tally.months_cover += person.conduct == COVER
    tally.months_idle += person.conduct == IDLE
    tally.months_flat += lies_flat(person.idle_months)
    tally.months_burdened += burdened
    tally.idle_burdened += burdened and person.conduct == IDLE
    tally.knowhow += fixed(person.knowhow)
    tally.safety += fixed(safety)
    tally.trust += fixed(trust)


def count_burden(tally, person, load, resources):
    """Count what somebody has in hand by what it does, the support it gets, and how the long idle fare."""
    if is_active(person.conduct):
        tally.load_active += load
        tally.cost_training += fixed(resources.support)
    elif person.conduct == IDLE:
        tally.load_idle += load
    if has_idled_half_a_year(person.idle_history):
        tally.months_idle_six += 1
        tally.sanctions_idle_six += person.sanctions_now


def has_idled_half_a_year(idle_history):
    """Whether somebody was idle in this month and in each of the five before."""
    return idle_history & HALF_A_YEAR == HALF_A_YEAR


def record_department_month(state, params, policy, month, block):
    """Each department's month."""
    tally = state.tallies[month]
    for index in range(*departments_of(state.clock[0], block)):
        department = state.departments[index]
        state.counties[department.county].now_department_months += 1
        tally.department_months += 1
        tally.cost_capacity += fixed(capacity_work(state.clock[0].townships, policy.resources, params.departments))
        tally.months_act += department.conduct == ACT
        tally.months_offload += department.conduct == OFFLOAD
        tally.months_relay += department.conduct == RELAY
