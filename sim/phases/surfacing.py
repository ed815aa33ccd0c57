"""Phase 7: open cases erupt, come to light as misconduct, are inspected or complained about."""

from wenze.agents.case import eruption_probability, is_exposable, order_until, worth
from wenze.agents.choice import fixed
from wenze.agents.draws import COMPLAINT, ERUPTION, EXPOSURE, INSPECTION, NAMES_TOLD, entity_state, month_state, uniform
from wenze.agents.kinds import COMPLAINED, ERUPTED, EXPOSED, INSPECTED, NOBODY
from wenze.agents.policy.accountability import is_inspected
from wenze.agents.policy.public_voice import complaint_probability, names_departments
from wenze.sim.phases.blocks import slots_of
from wenze.sim.phases.case_files import close, put_on_docket


def surface_cases(state, params, policy, month, block):
    """At most one surfacing of a case in a month: an error (phase 4) comes first, then in the order written here."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    problems = params.problems
    tally = state.tallies[month]
    for slot in range(*slots_of(state, block)):
        case = state.cases[slot]
        if case.open == 0:
            continue
        state.counties[case.county].now_case_months += 1
        if case.surfaced == month:
            continue
        entity = entity_state(luck, case.number)
        if uniform(entity, ERUPTION) < eruption_probability(case.severity, month - case.born, problems):
            tally.erupted += 1
            tally.harm += fixed(worth(case.severity))
            put_on_docket(state, case, month, ERUPTED, params, policy)
            close(state, slot, month)
        elif is_exposable(case.tainted, problems) and uniform(entity, EXPOSURE) < problems.exposure_rate:
            tally.exposed += 1
            case.tainted = 2
            case.ordered_until = order_until(month, problems)
            put_on_docket(state, case, month, EXPOSED, params, policy)
        elif case.ordered_until <= month:
            planted = case.river == 1 and month == case.born + problems.river_inspection
            if planted or is_inspected(uniform(entity, INSPECTION), policy.accountability):
                tally.inspected += 1
                case.ordered_until = order_until(month, problems)
                put_on_docket(state, case, month, INSPECTED, params, policy)
            elif uniform(entity, COMPLAINT) < complaint_probability(case.severity, policy.public_voice):
                tally.complained += 1
                case.ordered_until = order_until(month, problems)
                names = names_departments(case.owner, uniform(entity, NAMES_TOLD), policy.public_voice)
                if names:
                    case.told = 1
                put_on_docket(state, case, month, COMPLAINED, params, policy)
                if names:
                    tell_departments(case, month)


def tell_departments(case, month):
    """A complaint tells the departments."""
    case.lead_informed = min(case.lead_informed, month)
    if case.second != NOBODY:
        case.second_informed = min(case.second_informed, month)
