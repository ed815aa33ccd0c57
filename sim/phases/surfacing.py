"""Phase 7: open cases erupt, come to light as misconduct, are inspected or complained about."""

from wenze.agents.case import (
    COMPLAINED,
    ERUPTED,
    EXPOSED,
    INSPECTED,
    NOBODY,
    TOWNSHIP,
    complaint_chance,
    eruption_chance,
    worth,
)
from wenze.agents.choice import fixed
from wenze.agents.draws import COMPLAINT, ERUPTION, EXPOSURE, INSPECTION, NAMES_TOLD, entity_state, month_state, uniform
from wenze.sim.phases.case_files import close, put_on_docket


def cases_surface(world, numbers, policy, month):
    """At most one surfacing of a case in a month: an error (phase 4) comes first, then in the order written here."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    problems = numbers.problems
    tally = world.tallies[month]
    for slot in range(clock.cases_used):
        case = world.cases[slot]
        if case.open == 0:
            continue
        world.counties[case.county].now_case_months += 1
        if case.surfaced == month:
            continue
        entity = entity_state(state, case.number)
        if uniform(entity, ERUPTION) < eruption_chance(case.severity, month - case.born, problems):
            tally.erupted += 1
            tally.harm += fixed(worth(case.severity))
            put_on_docket(world, case, month, ERUPTED, policy)
            close(world, slot)
        elif case.tainted == 1 and uniform(entity, EXPOSURE) < problems.exposure_rate:
            tally.exposed += 1
            case.tainted = 2
            case.ordered_until = month + problems.order_months
            put_on_docket(world, case, month, EXPOSED, policy)
        elif case.ordered_until <= month:
            planted = case.river == 1 and month == case.born + problems.river_inspection
            if planted or uniform(entity, INSPECTION) < policy.accountability.inspection_rate:
                tally.inspected += 1
                case.ordered_until = month + problems.order_months
                put_on_docket(world, case, month, INSPECTED, policy)
            elif uniform(entity, COMPLAINT) < complaint_chance(case.severity, policy.public_voice):
                tally.complained += 1
                case.ordered_until = month + problems.order_months
                names = case.owner != TOWNSHIP and uniform(entity, NAMES_TOLD) < policy.public_voice.names_told
                if names:
                    case.told = 1
                put_on_docket(world, case, month, COMPLAINED, policy)
                if names:
                    tell(case, month)


def tell(case, month):
    """A complaint tells the departments."""
    case.lead_informed = min(case.lead_informed, month)
    if case.second != NOBODY:
        case.second_informed = min(case.second_informed, month)
