"""Phase 8: supervisors choose how to look into cases and decide their dockets; sanctions fall."""

import numpy as np
from wenze.agents.case import LEAD_BIT, NEVER, NOBODY, SECOND_BIT, TOWNSHIP, TOWNSHIP_BIT
from wenze.agents.choice import choose, fixed, reconsiders
from wenze.agents.draws import (
    ADMITTED,
    AUDITED,
    DECIDED,
    DETECTION,
    LOOKS_DOWN,
    OUTCOME_DEMANDED,
    SEES_FAULT,
    SEES_WHO,
    SPOT_CHECKED,
    SUPERVISOR_CHOICE,
    SUPERVISOR_REVISES,
    VERDICT_ON_PLEA,
    VERIFIED,
    WHO_CATCHES_THE_EYE,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.policy.tolerance import NO_PLEA, exempts, plea_is_true, plea_of
from wenze.agents.supervisor import (
    DEEP,
    HABIT,
    HELPER,
    HOLDER,
    LEAD,
    LIST,
    NONE_ANSWERS,
    SECOND,
    WORKER,
    answers_by_habit,
    answers_by_list,
    deciding_chance,
    deep_accuracy,
    judged,
    load_of,
    sees_misconduct,
    utility,
)
from wenze.sim.phases.case_files import DECIDED_EVENT, drop_entry, note
from wenze.sim.phases.departments import is_clear
from wenze.sim.phases.sanctions import sanction_department, sanction_person


def supervisors_choose(world, numbers, policy, month):
    """Each supervisor reconsiders its style of inquiry with the rate of revision."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    believed = world.city[0]
    for index in range(len(world.supervisors)):
        supervisor = world.supervisors[index]
        entity = entity_state(state, supervisor.number)
        if clock.forcing:
            supervisor.style = world.style_conduct[month, index]
        elif supervisor.style < 0 or reconsiders(uniform(entity, SUPERVISOR_REVISES), numbers.learning.revision):
            load = load_of(world.counties[index].docket, clock.townships * clock.posts, numbers.supervisors)
            pressure = policy.accountability.pressure
            options = (
                utility(DEEP, load, believed, pressure, policy.oversight, numbers.supervisors),
                utility(LIST, load, believed, pressure, policy.oversight, numbers.supervisors),
                utility(HABIT, load, believed, pressure, policy.oversight, numbers.supervisors),
            )
            supervisor.style = choose(uniform(entity, SUPERVISOR_CHOICE), numbers.learning.precision, options)
        if len(world.style_conduct) > 0:
            world.style_conduct[month, index] = supervisor.style
        supervisor.load = load_of(world.counties[index].docket, clock.townships * clock.posts, numbers.supervisors)


def dockets_are_decided(world, numbers, policy, month):
    """Every undecided entry is decided with the chance that the style and the load of its county allow."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    index = 0
    while index < clock.entries:
        entry = world.entries[index]
        if entry.decided != NEVER:
            index += 1
            continue
        supervisor = world.supervisors[entry.county]
        # A case may surface more than once: each entry has draws of its own.
        entity = entity_state(entity_state(state, entry.number), np.uint64(entry.surfaced + 1))
        if uniform(entity, DECIDED) < deciding_chance(supervisor.style, supervisor.load, numbers.supervisors):
            decide(world, entry, entity, supervisor.style, supervisor.load, numbers, policy, month)
            count_decision(world, entry, month)
            if not to_be_audited(entry, entity, numbers.supervisors, policy.oversight, month):
                drop_entry(world, index)
                continue
        index += 1


def decide(world, entry, entity, style, load, numbers, policy, month):
    """Look into one entry, and sanction those found answerable."""
    entry.decided = month
    entry.style = style
    entry.late = month - entry.surfaced > numbers.supervisors.late_months
    world.counties[entry.county].docket -= 1
    detected = sees_misconduct(
        entry.guilty == 1,
        entry.looks_like_error == 1,
        uniform(entity, DETECTION),
        style,
        policy.misconduct,
        numbers.supervisors,
    )
    entry.found_misconduct = detected
    if detected:
        sanction_person(world, entry, entity, entry.culprit, entry.culprit_id, True, False, numbers, policy, month)
    elif style == DEEP:
        decide_deep(world, entry, entity, deep_accuracy(load, numbers.supervisors), numbers, policy, month)
    else:
        decide_by_file(world, entry, entity, style, numbers, policy, month)
    held = entry.held_township == 1 or entry.held_lead == 1 or entry.held_second == 1
    note(
        world,
        month,
        DECIDED_EVENT,
        entry.county,
        entry.number,
        entry.holder_id,
        entry.post,
        style,
        1.0 if held else 0.0,
    )


def decide_deep(world, entry, entity, accuracy, numbers, policy, month):
    """Deep: the fault of each party is judged, with an accuracy that errs both ways; each that seems at fault answers.

    Where the owner of the duty answers, the others do as accessories.
    """
    township = seems_at_fault(entity, TOWNSHIP_BIT, entry.culpable_township == 1 and entry.guilty == 0, accuracy)
    lead = entry.owner != TOWNSHIP and seems_at_fault(entity, LEAD_BIT, entry.culpable_lead == 1, accuracy)
    second = entry.second != NOBODY and seems_at_fault(entity, SECOND_BIT, entry.culpable_second == 1, accuracy)
    if township:
        known = entry.culprit != NOBODY and uniform(entity, SEES_WHO) < accuracy
        person = entry.culprit if known else entry.holder
        person_id = entry.culprit_id if known else entry.holder_id
        accuse(world, entry, entity, person, person_id, lead, numbers, policy, month)
    if lead:
        sanction_department(world, entry, entity, True, False, numbers, policy, month)
    if second:
        sanction_department(world, entry, entity, False, lead, numbers, policy, month)


def seems_at_fault(entity, bit, at_fault, accuracy):
    """Whether a party seems at fault to a deep inquiry."""
    return judged(at_fault, uniform(entity_state(entity, np.uint64(bit)), SEES_FAULT), accuracy)


def decide_by_file(world, entry, entity, style, numbers, policy, month):
    """By the list where it is clear, otherwise by habit: at most one answers."""
    answers = NONE_ANSWERS
    if style == LIST and is_clear(world.clock[0].run, entry.county, entry.kind, policy.duty_list):
        answers = answers_by_list(entry, uniform(entity, OUTCOME_DEMANDED) < policy.duty_list.outcome_demanded)
    else:
        answers = answers_by_habit(
            entry,
            uniform(entity, LOOKS_DOWN),
            uniform(entity, WHO_CATCHES_THE_EYE),
            policy.accountability,
            numbers.supervisors,
        )
    if answers == HOLDER:
        accuse(world, entry, entity, entry.holder, entry.holder_id, False, numbers, policy, month)
    elif answers == WORKER:
        accuse(world, entry, entity, entry.worker, entry.worker_id, False, numbers, policy, month)
    elif answers == HELPER:
        accuse(world, entry, entity, entry.helper, entry.helper_id, False, numbers, policy, month)
    elif answers == LEAD or answers == SECOND:
        sanction_department(world, entry, entity, answers == LEAD, False, numbers, policy, month)


def accuse(world, entry, entity, person, person_id, accessory, numbers, policy, month):
    """A person of the township is to answer: a plea may exempt, and strictness decides whether a sanction follows.

    Only the one who seems to have erred has something to plead.
    """
    tally = world.tallies[month]
    own_error = entry.looks_like_error == 1 and person_id == entry.culprit_id
    plea = plea_of(own_error, entry.looks_explored == 1, entry.inexperienced == 1)
    if plea != NO_PLEA:
        tally.pleas += 1
        true_plea = plea_is_true(plea, entry.prohibited == 1, entry.guilty == 1)
        exempted = exempts(
            plea,
            true_plea,
            uniform(entity, ADMITTED),
            uniform(entity, VERIFIED),
            uniform(entity, VERDICT_ON_PLEA),
            policy.tolerance,
        )
        tally.plea_errors += exempted != true_plea
        if exempted:
            tally.exempted += 1
            tally.exempted_guilty += entry.guilty
            return
    sanction_person(world, entry, entity, person, person_id, False, accessory, numbers, policy, month)


def count_decision(world, entry, month):
    """Count a decision, and what colleagues and other supervisors read in it."""
    tally = world.tallies[month]
    township = world.townships[world.posts[entry.post].township]
    county = world.counties[entry.county]
    city = world.city[0]
    answered = entry.held_township + entry.held_lead + entry.held_second > 0
    tally.decided += 1
    tally.answered += answered
    tally.decided_deep += entry.style == DEEP
    tally.decided_list += entry.style == LIST
    tally.decided_habit += entry.style == HABIT
    tally.timely += 1 - entry.late
    tally.accurate += holds_exactly_the_culpable(entry)
    tally.culpable_township += entry.culpable_township
    tally.culpable_department += entry.culpable_lead + entry.culpable_second
    tally.caught_township += entry.held_rightly
    tally.caught_department += (entry.held_lead & entry.culpable_lead) + (entry.held_second & entry.culpable_second)
    if entry.culpable_township:
        tally.degree_township += fixed(entry.degree_township)
    if entry.culpable_lead:
        tally.degree_department += fixed(entry.degree_lead)
    if entry.culpable_second:
        tally.degree_department += fixed(entry.degree_second)
    if entry.river:
        tally.river_decided += 1
        tally.river_township += entry.held_township
        tally.river_department += entry.held_lead | entry.held_second
    if entry.duty_done:
        township.now_clean_seen += fixed(1.0)
        county.now_clean_seen += fixed(1.0)
        township.now_clean_blamed += fixed(1.0) * entry.held_township
        county.now_clean_blamed += fixed(1.0) * entry.held_township
    if entry.looks_like_error and not entry.found_misconduct:
        county.now_decided_errors += 1
        county.now_blamed_anyway += entry.held_township
    county.now_style[entry.style] += 1
    city.now_decisions[entry.style] += 1
    city.now_answered[entry.style] += answered


def holds_exactly_the_culpable(entry):
    """Whether those held are exactly those culpable."""
    township = entry.held_township == entry.held_rightly and entry.held_rightly == entry.culpable_township
    return township and entry.held_lead == entry.culpable_lead and entry.held_second == entry.culpable_second


def to_be_audited(entry, entity, numbers, oversight, month):
    """Whether a decision will be examined; if so, set when and by whom."""
    regular = uniform(entity, AUDITED) < oversight.audits
    spot = uniform(entity, SPOT_CHECKED) < oversight.spot_checks
    if not regular and not spot:
        return False
    entry.audit_due = month + numbers.audit_lag
    entry.audit_regular = not spot
    return True
