"""Phase 8: supervisors choose how to look into cases and decide their dockets; sanctions fall."""

import numpy as np
from wenze.agents.choice import choose, fixed, reconsiders
from wenze.agents.culpability import departments_caught, holds_exactly_the_culpable, is_answered, judged
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
from wenze.agents.kinds import (
    DEEP,
    HABIT,
    HELPER,
    HOLDER,
    KEEP,
    LEAD,
    LEAD_BIT,
    LIST,
    LOOKS_EXPLORING,
    LOOKS_NEWCOMER,
    LOOKS_ROUTINE,
    NEVER,
    NO_PLEA,
    NOBODY,
    NONE_ANSWERS,
    SECOND,
    SECOND_BIT,
    TOWNSHIP,
    TOWNSHIP_BIT,
    WORKER,
)
from wenze.agents.policy.accountability import answers_by_habit
from wenze.agents.policy.duty_list import answers_by_list, demands_outcomes
from wenze.agents.policy.oversight import is_audited, is_spot_checked
from wenze.agents.policy.tolerance import exempts, plea_is_true, plea_of
from wenze.agents.sanction import felt_loss
from wenze.agents.supervisor import (
    deciding_probability,
    decision_work,
    deep_accuracy,
    docket_each,
    is_late,
    sees_misconduct,
    utilities,
)
from wenze.sim.events import DECIDED_EVENT, note
from wenze.sim.phases.blocks import counties_of, start_of
from wenze.sim.phases.case_files import drop_entry
from wenze.sim.phases.holding import held_to, record_choice
from wenze.sim.phases.kinds_of_duty import is_kind_clear
from wenze.sim.phases.sanctions import next_sanction, sanction_department, sanction_person
from wenze.sim.state import FREE_TO_CHOOSE


def choose_styles(state, params, policy, month, block):
    """Each supervisor reconsiders its style of inquiry with the rate of revision."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    believed = state.city[0]
    for index in range(*counties_of(clock, block)):
        supervisor = state.supervisors[index]
        entity = entity_state(luck, supervisor.number)
        posts = clock.townships * clock.posts
        supervisor.load = docket_each(state.counties[index].docket, posts, params.supervisors)
        held = held_to(clock, state.style_conduct, month, index)
        if held != FREE_TO_CHOOSE:
            supervisor.style = held
        elif supervisor.style < 0 or reconsiders(uniform(entity, SUPERVISOR_REVISES), params.learning.revision):
            options = utilities(
                supervisor.load,
                believed,
                policy.accountability.pressure,
                loss_of_supervisor(supervisor, params, policy, month),
                policy.oversight,
                params.learning,
                params.supervisors,
            )
            supervisor.style = choose(uniform(entity, SUPERVISOR_CHOICE), params.learning.precision, options)
        record_choice(clock, state.style_conduct, month, index, supervisor.style)


def loss_of_supervisor(supervisor, params, policy, month):
    """What a sanction of its own would cost a supervisor, weighed as cadres on average weigh a loss."""
    left = max(0, supervisor.barred_until - month)
    value = params.people.prize * params.conduct.prior_promoted
    severity = policy.accountability.severity
    loss = felt_loss(severity, 0, left, value, params.learning.loss_curvature, params.ladder)
    return params.people.loss_weight_mean * loss


def decide_dockets(state, params, policy, month, block):
    """Every undecided entry is decided with the probability that the style and the load of its county allow."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    first = start_of(state.entries, clock, block)
    index = first
    while index < first + state.blocks[block].entries:
        entry = state.entries[index]
        if entry.decided != NEVER:
            index += 1
            continue
        supervisor = state.supervisors[entry.county]
        # A case may surface more than once: each entry has draws of its own.
        entity = entity_state(entity_state(luck, entry.number), np.uint64(entry.surfaced + 1))
        if uniform(entity, DECIDED) < deciding_probability(supervisor.style, supervisor.load, params.supervisors):
            decide(state, entry, entity, supervisor.style, supervisor.load, params, policy, month)
            count_decision(state, entry, month)
            if not to_be_audited(entry, entity, params.supervisors, policy.oversight, month):
                drop_entry(state, index, block)
                continue
        index += 1


def decide(state, entry, entity, style, load, params, policy, month):
    """Look into one entry, and sanction those found answerable."""
    first = next_sanction(state, entry.county)
    entry.decided = month
    entry.style = style
    entry.late = is_late(entry.surfaced, month, params.supervisors)
    state.counties[entry.county].docket -= 1
    detected = sees_misconduct(
        entry.guilty == 1,
        entry.looks_like_error == 1,
        uniform(entity, DETECTION),
        style,
        policy.misconduct,
        params.supervisors,
    )
    entry.found_misconduct = detected
    if detected:
        sanction_person(
            state,
            entry,
            entity,
            index=entry.culprit,
            person_id=entry.culprit_id,
            misconduct=True,
            accessory=False,
            params=params,
            policy=policy,
            month=month,
        )
    elif style == DEEP:
        decide_deep(state, entry, entity, deep_accuracy(load, params.supervisors), params, policy, month)
    else:
        decide_by_file(state, entry, entity, style, params, policy, month)
    entry.first_sanction = first
    entry.sanctions = next_sanction(state, entry.county) - first
    state.tallies[month].cost_inquiry += fixed(decision_work(style, params.supervisors))
    note(
        state,
        month,
        DECIDED_EVENT,
        county=entry.county,
        case_number=entry.number,
        subject=entry.holder_id,
        place=entry.post,
        detail=style,
        amount=1.0 if is_answered(entry) else 0.0,
    )


def decide_deep(state, entry, entity, accuracy, params, policy, month):
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
        accuse(state, entry, entity, person, person_id, params, policy, month, accessory=lead)
    if lead:
        sanction_department(state, entry, entity, params, policy, month, is_lead=True, accessory=False)
    if second:
        sanction_department(state, entry, entity, params, policy, month, is_lead=False, accessory=lead)


def seems_at_fault(entity, bit, at_fault, accuracy):
    """Whether a party seems at fault to a deep inquiry."""
    return judged(at_fault, uniform(entity_state(entity, np.uint64(bit)), SEES_FAULT), accuracy)


def decide_by_file(state, entry, entity, style, params, policy, month):
    """By the list where it is clear, otherwise by habit: at most one answers."""
    answers = NONE_ANSWERS
    if style == LIST and is_kind_clear(state.clock[0].run, entry.county, entry.kind, policy.duty_list):
        outcomes = demands_outcomes(uniform(entity, OUTCOME_DEMANDED), policy.duty_list)
        answers = answers_by_list(entry, outcomes)
    else:
        answers = answers_by_habit(
            entry,
            uniform(entity, LOOKS_DOWN),
            uniform(entity, WHO_CATCHES_THE_EYE),
            policy.accountability,
            params.supervisors,
        )
    if answers == HOLDER:
        accuse(state, entry, entity, entry.holder, entry.holder_id, params, policy, month, accessory=False)
    elif answers == WORKER:
        accuse(state, entry, entity, entry.worker, entry.worker_id, params, policy, month, accessory=False)
    elif answers == HELPER:
        accuse(state, entry, entity, entry.helper, entry.helper_id, params, policy, month, accessory=False)
    elif answers == LEAD or answers == SECOND:
        sanction_department(state, entry, entity, params, policy, month, is_lead=answers == LEAD, accessory=False)


def accuse(state, entry, entity, person, person_id, params, policy, month, accessory):
    """A person of the township is to answer: a plea may exempt, and strictness decides whether a sanction follows.

    Only the one who seems to have erred has something to plead.
    """
    tally = state.tallies[month]
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
    sanction_person(
        state,
        entry,
        entity,
        index=person,
        person_id=person_id,
        misconduct=False,
        accessory=accessory,
        params=params,
        policy=policy,
        month=month,
    )


def count_decision(state, entry, month):
    """Count a decision, and what colleagues and other supervisors read in it."""
    tally = state.tallies[month]
    township = state.townships[state.posts[entry.post].township]
    county = state.counties[entry.county]
    city = state.city[0]
    answered = is_answered(entry)
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
    tally.caught_department += departments_caught(entry)
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
    count_blame(county, entry)
    if has_helper(entry):
        township.now_occasions += 1
        township.now_disappointed += entry.held_id == entry.helper_id
    county.now_style[entry.style] += 1
    city.now_decisions[entry.style] += 1
    city.now_answered[entry.style] += answered


def count_blame(county, entry):
    """Count who answered for what the file shows, as a county reads it."""
    if has_helper(entry):
        county.now_help_seen += 1
        county.now_help_blamed += entry.held_id == entry.helper_id
    count_department_blame(county, entry, entry.lead_due < NEVER, entry.lead_step, entry.held_lead)
    if entry.second != NOBODY:
        count_department_blame(county, entry, entry.second_due < NEVER, entry.second_step, entry.held_second)
    if not entry.looks_like_error:
        county.now_step_seen[entry.township_step] += 1
        county.now_step_blamed[entry.township_step] += entry.held_id == entry.holder_id
        if entry.passed != KEEP:
            county.now_passed_seen[entry.passed - 1] += 1
            county.now_passed_blamed[entry.passed - 1] += entry.held_id == entry.passer_id
    elif not entry.found_misconduct:
        looks = LOOKS_ROUTINE
        if entry.looks_explored:
            looks = LOOKS_EXPLORING
        elif entry.inexperienced:
            looks = LOOKS_NEWCOMER
        county.now_error_seen[looks] += 1
        county.now_error_blamed[looks] += entry.held_id == entry.culprit_id


def count_department_blame(county, entry, informed, step, held):
    """Count whether the head of the lead or of the second department answered: by its step, if it knew and nobody erred."""
    if informed and not entry.looks_like_error:
        county.now_department_seen[step] += 1
        county.now_department_blamed[step] += held
    else:
        county.now_blamed_beside += held


def has_helper(entry):
    """Whether the file shows somebody who helped."""
    return entry.help_trace > 0.0


def to_be_audited(entry, entity, params, oversight, month):
    """Whether a decision will be examined; if so, set when and by whom."""
    regular = is_audited(uniform(entity, AUDITED), oversight)
    spot = is_spot_checked(uniform(entity, SPOT_CHECKED), oversight)
    if not regular and not spot:
        return False
    entry.audit_due = month + params.audit_lag
    entry.audit_regular = not spot
    return True
