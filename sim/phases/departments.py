"""Phases 2 and 5: departments choose, keep or hand down what is new to them, and serve what they hold."""

from wenze.agents.case import in_township_hands, knows
from wenze.agents.choice import choose, reconsiders
from wenze.agents.culpability import averted_sets
from wenze.agents.department import congestion, hands_down, serving_probability, utility
from wenze.agents.draws import (
    CLEAR,
    DEPARTMENT_CHOICE,
    DEPARTMENT_REVISES,
    SERVICE_LEAD,
    SERVICE_SECOND,
    TAKEN_BACK,
    entity_number,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.kinds import ACT, NOBODY, OFFLOAD, OPTIONS, RELAY, TOWNSHIP
from wenze.agents.policy.duty_list import is_clear, is_taken_back
from wenze.agents.policy.resources import capacity
from wenze.sim.events import HANDED_DOWN, note
from wenze.sim.phases.case_files import solve
from wenze.sim.phases.holding import held_to, record_choice
from wenze.sim.state import FREE_TO_CHOOSE

KIND_FIELD = 65533  # in the post field of an entity number: a kind of duty of a county


def choose_options(state, params, policy, month):
    """Each department reconsiders with the rate of revision and otherwise goes on as before."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    for index in range(len(state.departments)):
        department = state.departments[index]
        entity = entity_state(luck, department.number)
        county = state.counties[department.county]
        first = department.conduct < 0
        held = held_to(clock, state.department_conduct, month, index)
        if held != FREE_TO_CHOOSE:
            department.conduct = held
        elif first or reconsiders(uniform(entity, DEPARTMENT_REVISES), params.learning.revision):
            options = (
                utility(ACT, county.department_risk[ACT], county.loss_head, params.departments),
                utility(OFFLOAD, county.department_risk[OFFLOAD], county.loss_head, params.departments),
                utility(RELAY, county.department_risk[RELAY], county.loss_head, params.departments),
            )
            department.conduct = choose(uniform(entity, DEPARTMENT_CHOICE), params.learning.precision, options)
        if first:
            for option in range(OPTIONS):
                department.shares[option] = 1.0 if option == department.conduct else 0.0
        record_choice(clock, state.department_conduct, month, index, department.conduct)
        department.held = 0


def is_kind_clear(run, county, kind, duty_list):
    """Whether the list is clear on a kind of duty in a county."""
    return is_clear(uniform(kind_luck(run, county, kind), CLEAR), duty_list)


def is_kind_taken_back(run, county, kind, duty_list):
    """Whether a kind of duty has been taken back from the townships of a county."""
    return is_taken_back(uniform(kind_luck(run, county, kind), TAKEN_BACK), duty_list)


def kind_luck(run, county, kind):
    """The state from which a kind of duty of a county draws, once for all months."""
    return entity_state(month_state(run, -1), entity_number(county, kind, KIND_FIELD, 0))


def hand_down_cases(state, params, policy, month):
    """What is new to a department is kept or handed down."""
    run = state.clock[0].run
    tally = state.tallies[month]
    for slot in range(state.clock[0].cases_used):
        case = state.cases[slot]
        if case.open == 0 or case.considered == 1:
            continue
        if case.owner == TOWNSHIP:
            case.considered = 1
        elif knows(case.lead_informed, month):
            case.considered = 1
            tally.reached_department += 1
            clear = is_kind_clear(run, case.county, case.kind, policy.duty_list)
            taken_back = is_kind_taken_back(run, case.county, case.kind, policy.duty_list)
            if hands_down(state.departments[case.lead].conduct, clear, taken_back):
                tally.handed_down += 1
                if not in_township_hands(case.owner, case.handed_down, case.away):
                    state.posts[case.post].load += 1
                case.handed_down = 1
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


def serve_cases(state, params, policy, month):
    """Departments act, relay or sit; capacity is congestion."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    cases = capacity(clock.townships, policy.resources)
    for index in range(len(state.departments)):
        department = state.departments[index]
        department.turn = congestion(cases, department.held)
    for slot in range(clock.cases_used):
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
        state.posts[case.post].load += 1


def serve(state, slot, entity, params, month):
    """Departments that know of their case act, relay or sit; then the replay of what would have averted it."""
    case = state.cases[slot]
    lead = state.departments[case.lead]
    lead_acts = lead.conduct == ACT and case.handed_down == 0
    u_lead = uniform(entity, SERVICE_LEAD)
    lead_probability = serving_probability(lead.turn, case.severity, params.handling, params.departments)
    second_acts = False
    u_second = 0.0
    second_probability = 0.0
    solved = False
    if knows(case.lead_informed, month):
        if lead_acts:
            case.lead_real = min(case.lead_real, month)
            solved = u_lead < lead_probability
        elif lead.conduct == RELAY and case.handed_down == 0:
            case.lead_paper = min(case.lead_paper, month)
            state.tallies[month].relays += 1
    if case.second != NOBODY:
        second = state.departments[case.second]
        second_acts = second.conduct == ACT
        u_second = uniform(entity, SERVICE_SECOND)
        second_probability = serving_probability(second.turn, case.severity, params.handling, params.departments)
        if knows(case.second_informed, month):
            if second_acts:
                case.second_real = min(case.second_real, month)
                solved = solved or u_second < second_probability
            elif second.conduct == RELAY:
                case.second_paper = min(case.second_paper, month)
                state.tallies[month].relays += 1
    if solved:
        solve(state, slot, month, 1)
    else:
        case.averted |= averted_sets(
            case, month, lead_acts, u_lead, lead_probability, second_acts, u_second, second_probability
        )
