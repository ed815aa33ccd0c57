"""Phases 2 and 5: departments choose, keep or hand down what is new to them, and serve what they hold."""

from wenze.agents.case import NOBODY, TOWNSHIP, averted_sets, in_township_hands, knows
from wenze.agents.choice import choose, reconsiders
from wenze.agents.department import ACT, OFFLOAD, OPTIONS, RELAY, congestion, hands_down, serving_chance, utility
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
from wenze.sim.phases.case_files import HANDED_DOWN, note, solve

KIND_FIELD = 65533  # in the post field of an entity number: a kind of duty of a county


def departments_choose(world, numbers, policy, month):
    """Each department reconsiders with the rate of revision and otherwise goes on as before."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    for index in range(len(world.departments)):
        department = world.departments[index]
        entity = entity_state(state, department.number)
        county = world.counties[department.county]
        first = department.conduct < 0
        if clock.forcing:
            department.conduct = world.department_conduct[month, index]
        elif first or reconsiders(uniform(entity, DEPARTMENT_REVISES), numbers.learning.revision):
            options = (
                utility(ACT, county.department_risk[ACT], county.loss_head, numbers.departments),
                utility(OFFLOAD, county.department_risk[OFFLOAD], county.loss_head, numbers.departments),
                utility(RELAY, county.department_risk[RELAY], county.loss_head, numbers.departments),
            )
            department.conduct = choose(uniform(entity, DEPARTMENT_CHOICE), numbers.learning.precision, options)
        if first:
            for option in range(OPTIONS):
                department.shares[option] = 1.0 if option == department.conduct else 0.0
        if len(world.department_conduct) > 0:
            world.department_conduct[month, index] = department.conduct
        department.held = 0


def is_clear(run, county, kind, duty_list):
    """Whether the list is clear on a kind of duty in a county: drawn once, seen by all."""
    entity = entity_state(month_state(run, -1), entity_number(county, kind, KIND_FIELD, 0))
    return uniform(entity, CLEAR) < duty_list.clarity


def is_taken_back(run, county, kind, duty_list):
    """Whether a kind of duty has been taken back from the townships of a county."""
    entity = entity_state(month_state(run, -1), entity_number(county, kind, KIND_FIELD, 0))
    return uniform(entity, TAKEN_BACK) < duty_list.taken_back


def departments_hand_down(world, numbers, policy, month):
    """What is new to a department is kept or handed down."""
    run = world.clock[0].run
    tally = world.tallies[month]
    for slot in range(world.clock[0].cases_used):
        case = world.cases[slot]
        if case.open == 0 or case.considered == 1:
            continue
        if case.owner == TOWNSHIP:
            case.considered = 1
        elif knows(case.lead_informed, month):
            case.considered = 1
            tally.reached_department += 1
            clear = is_clear(run, case.county, case.kind, policy.duty_list)
            taken_back = is_taken_back(run, case.county, case.kind, policy.duty_list)
            if hands_down(world.departments[case.lead].conduct, clear, taken_back):
                tally.handed_down += 1
                if not in_township_hands(case.owner, case.handed_down, case.away):
                    world.posts[case.post].load += 1
                case.handed_down = 1
                case.lead_paper = min(case.lead_paper, month)
                note(world, month, HANDED_DOWN, case.county, case.number, case.number, case.lead, 0, 0.0)


def count_held(world, case, month):
    """Count a case with the departments that hold it."""
    if case.away or (case.owner != TOWNSHIP and knows(case.lead_informed, month) and not case.handed_down):
        world.departments[case.lead].held += 1
    if case.second != NOBODY and knows(case.second_informed, month):
        world.departments[case.second].held += 1


def departments_serve(world, numbers, policy, month):
    """Departments act, relay or sit; capacity is congestion."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    capacity = policy.resources.department_capacity * clock.townships
    for index in range(len(world.departments)):
        department = world.departments[index]
        department.turn = congestion(capacity, department.held)
    for slot in range(clock.cases_used):
        case = world.cases[slot]
        if case.open == 0:
            continue
        if case.away:
            send_back(world, case, entity_state(state, case.number), month)
        elif case.owner != TOWNSHIP:
            serve(world, slot, entity_state(state, case.number), numbers, month)


def send_back(world, case, entity, month):
    """A township duty that was passed up comes back: at once from a department that hands down, otherwise in its turn."""
    department = world.departments[case.lead]
    if department.conduct == OFFLOAD or uniform(entity, SERVICE_LEAD) < department.turn:
        if department.conduct == RELAY:
            world.tallies[month].relays += 1
        case.away = 0
        world.posts[case.post].load += 1


def serve(world, slot, entity, numbers, month):
    """Departments that know of their case act, relay or sit; then the replay of what would have averted it."""
    case = world.cases[slot]
    lead = world.departments[case.lead]
    lead_acts = lead.conduct == ACT and case.handed_down == 0
    lead_draw = uniform(entity, SERVICE_LEAD)
    lead_chance = serving_chance(lead.turn, case.severity, numbers.handling, numbers.departments)
    second_acts = False
    second_draw = 0.0
    second_chance = 0.0
    solved = False
    if knows(case.lead_informed, month):
        if lead_acts:
            case.lead_real = min(case.lead_real, month)
            solved = lead_draw < lead_chance
        elif lead.conduct == RELAY and case.handed_down == 0:
            case.lead_paper = min(case.lead_paper, month)
            world.tallies[month].relays += 1
    if case.second != NOBODY:
        second = world.departments[case.second]
        second_acts = second.conduct == ACT
        second_draw = uniform(entity, SERVICE_SECOND)
        second_chance = serving_chance(second.turn, case.severity, numbers.handling, numbers.departments)
        if knows(case.second_informed, month):
            if second_acts:
                case.second_real = min(case.second_real, month)
                solved = solved or second_draw < second_chance
            elif second.conduct == RELAY:
                case.second_paper = min(case.second_paper, month)
                world.tallies[month].relays += 1
    if solved:
        solve(world, slot, month, 1)
    else:
        case.averted |= averted_sets(
            case, month, lead_acts, lead_draw, lead_chance, second_acts, second_draw, second_chance
        )
