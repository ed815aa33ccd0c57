"""Phases 2 and 5: departments choose, keep or hand down what is new to them, and serve what they hold."""

from wenze.agents.case import knows, month_of_step
from wenze.agents.choice import choose, reconsiders
from wenze.agents.culpability import averted_sets, chance_if_told, ended_by
from wenze.agents.department import congestion, hands_down, serving_probability, utility
from wenze.agents.draws import (
    DEPARTMENT_CHOICE,
    DEPARTMENT_REVISES,
    SERVICE_LEAD,
    SERVICE_SECOND,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.kinds import ACT, NOBODY, OFFLOAD, RELAY, TOWNSHIP
from wenze.agents.policy.resources import capacity
from wenze.agents.risk import department_hazard
from wenze.sim.events import HANDED_DOWN, note
from wenze.sim.phases.assignment import give
from wenze.sim.phases.blocks import departments_of, slots_of
from wenze.sim.phases.case_files import solve
from wenze.sim.phases.files import clear_files, look_at_file
from wenze.sim.phases.holding import held_to, record_choice
from wenze.sim.phases.kinds_of_duty import is_kind_clear, is_kind_taken_back
from wenze.sim.state import FREE_TO_CHOOSE


def choose_options(state, params, policy, month, block):
    """Each department reconsiders with the rate of revision and otherwise goes on as before."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    cases = capacity(clock.townships, policy.resources)
    for index in range(*departments_of(clock, block)):
        department = state.departments[index]
        entity = entity_state(luck, department.number)
        county = state.counties[department.county]
        held = held_to(clock, state.department_conduct, month, index)
        if held != FREE_TO_CHOOSE:
            department.conduct = held
        elif department.conduct < 0 or reconsiders(uniform(entity, DEPARTMENT_REVISES), params.learning.revision):
            options = (
                worth_of(ACT, department, county, cases, params, policy),
                worth_of(OFFLOAD, department, county, cases, params, policy),
                worth_of(RELAY, department, county, cases, params, policy),
            )
            department.conduct = choose(uniform(entity, DEPARTMENT_CHOICE), params.learning.precision, options)
        record_choice(clock, state.department_conduct, month, index, department.conduct)
        department.held = 0


def worth_of(option, department, county, cases, params, policy):
    """Utility of an option for a department, by what it holds and what is believed in its county."""
    hazard = department_hazard(option, department, county, cases, policy.duty_list, params)
    return utility(option, hazard, county.loss_head, params.learning, params.departments)


def hand_down_cases(state, params, policy, month, block):
    """What is new to a department is kept or handed down; then everybody looks at the file."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    clear_files(state, block)
    for slot in range(*slots_of(state, block)):
        case = state.cases[slot]
        if case.open == 0:
            continue
        if case.considered == 0:
            consider(state, case, luck, params, policy, month)
        look_at_file(state, case, policy, month)


def consider(state, case, luck, params, policy, month):
    """A department that has come to know of a case keeps it or hands it down."""
    if case.owner == TOWNSHIP:
        case.considered = 1
    elif knows(case.lead_informed, month):
        case.considered = 1
        run = state.clock[0].run
        state.tallies[month].reached_department += 1
        clear = is_kind_clear(run, case.county, case.kind, policy.duty_list)
        taken_back = is_kind_taken_back(run, case.county, case.kind, policy.duty_list)
        if hands_down(state.departments[case.lead].conduct, clear, taken_back):
            hand_down(state, case, luck, params, policy, month)


def hand_down(state, case, luck, params, policy, month):
    """The lead hands a case down: a paper step."""
    state.tallies[month].handed_down += 1
    case.handed_down = 1
    if case.given == 0:
        if case.born < month:
            state.counties[case.county].now_departures += 1
        give(state, case, entity_state(luck, case.number), params, policy)
    case.lead_paper = min(case.lead_paper, month)
    note(
        state,
        month,
        HANDED_DOWN,
        county=case.county,
        case_number=case.number,
        subject=case.number,
        place=case.lead,
        detail=0,
        amount=0.0,
    )


def count_held(state, case, month):
    """Count a case with the departments that hold it."""
    if case.away or (case.owner != TOWNSHIP and knows(case.lead_informed, month) and not case.handed_down):
        state.departments[case.lead].held += 1
    if case.second != NOBODY and knows(case.second_informed, month):
        state.departments[case.second].held += 1


def serve_cases(state, params, policy, month, block):
    """Departments act, relay or sit; capacity is congestion."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    cases = capacity(clock.townships, policy.resources)
    for index in range(*departments_of(clock, block)):
        department = state.departments[index]
        department.turn = congestion(cases, department.held)
    for slot in range(*slots_of(state, block)):
        case = state.cases[slot]
        if case.open == 0:
            continue
        if case.away:
            send_back(state, case, entity_state(luck, case.number), month)
        elif case.owner != TOWNSHIP:
            serve(state, slot, entity_state(luck, case.number), params, month)


def send_back(state, case, entity, month):
    """A township duty that was passed up comes back: at once from a department that hands down, otherwise in its turn."""
    department = state.departments[case.lead]
    if department.conduct == OFFLOAD or uniform(entity, SERVICE_LEAD) < department.turn:
        if department.conduct == RELAY:
            state.tallies[month].relays += 1
        case.away = 0
        state.posts[case.desk].load += 1


def serve(state, slot, entity, params, month):
    """Departments that know of their case act, relay or sit; then the replay of what would have averted it.

    Conditions are joined by ``&`` and ``|``, here and in the rules of conduct and culpability, where ``and`` and ``or`` would be a
    branch that a processor cannot foresee: both sides are cheap and have no effect of their own.
    """
    case = state.cases[slot]
    lead = state.departments[case.lead]
    keeps = case.handed_down == 0
    lead_knows = knows(case.lead_informed, month)
    lead_acts = keeps & (lead.conduct == ACT)
    lead_relays = keeps & lead_knows & (lead.conduct == RELAY)
    u_lead = uniform(entity, SERVICE_LEAD)
    lead_probability = serving_probability(lead.turn, case.severity, params.handling, params.departments)
    case.lead_real = month_of_step(case.lead_real, lead_knows & lead_acts, month)
    case.lead_paper = month_of_step(case.lead_paper, lead_relays, month)
    state.tallies[month].relays += lead_relays
    solved = lead_knows & lead_acts & (u_lead < lead_probability)
    second_acts = False
    u_second = 0.0
    second_probability = 0.0
    if case.second != NOBODY:
        second = state.departments[case.second]
        second_knows = knows(case.second_informed, month)
        second_acts = second.conduct == ACT
        second_relays = second_knows & (second.conduct == RELAY)
        u_second = uniform(entity, SERVICE_SECOND)
        second_probability = serving_probability(second.turn, case.severity, params.handling, params.departments)
        case.second_real = month_of_step(case.second_real, second_knows & second_acts, month)
        case.second_paper = month_of_step(case.second_paper, second_relays, month)
        state.tallies[month].relays += second_relays
        solved = solved | (second_knows & second_acts & (u_second < second_probability))
    if solved:
        solve(state, slot, month, 1)
    else:
        case.averted |= averted_sets(
            case, month, lead_acts, u_lead, lead_probability, second_acts, u_second, second_probability
        )
        expect_steps(case, month, lead_acts, lead_probability, second_acts, second_probability)


def expect_steps(case, month, lead_acts, lead_probability, second_acts, second_probability):
    """Take a month into the chance that one party's steps, left out, would have ended a department case."""
    by_report = chance_if_told(case, month, lead_acts, lead_probability, second_acts, second_probability)
    by_lead = lead_probability if knows(case.lead_informed, month) & (not lead_acts) else 0.0
    by_second = second_probability if knows(case.second_informed, month) & (not second_acts) else 0.0
    case.expected_township = ended_by(case.expected_township, by_report)
    case.expected_lead = ended_by(case.expected_lead, by_lead)
    case.expected_second = ended_by(case.expected_second, by_second)
