"""Phase 11: the month is measured: what is counted once for the whole state, and the sanction gradient."""

from wenze.sim.phases.blocks import counties_of
from wenze.sim.records import HISTORY

QUARTER = 0.25


def take_census(state, month, block):
    """Count what is open and on dockets, and sanctions by how much people had worked."""
    clock = state.clock[0]
    tally = state.tallies[month]
    tally.open += state.blocks[block].cases_used - state.blocks[block].free_cases
    for index in range(*counties_of(clock, block)):
        county = state.counties[index]
        tally.docket += county.docket
        if month >= HISTORY:
            count_gradient(tally, county)
        for months in range(HISTORY + 1):
            county.by_activity[months] = 0
            county.sanctioned_by_activity[months] = 0
            county.wrongful_by_activity[months] = 0


def count_gradient(tally, county):
    """Add a county's top and bottom quartile of months worked, whole groups of equal months at a time.

    Nothing is added where the two would share a group.
    """
    people = 0
    for months in range(HISTORY + 1):
        people += county.by_activity[months]
    bottom = -1
    below = 0
    while below < QUARTER * people:
        bottom += 1
        below += county.by_activity[bottom]
    top = HISTORY + 1
    above = 0
    while above < QUARTER * people:
        top -= 1
        above += county.by_activity[top]
    if top <= bottom:
        return
    for months in range(HISTORY + 1):
        if months <= bottom:
            tally.bottom_people += county.by_activity[months]
            tally.bottom_sanctioned += county.sanctioned_by_activity[months]
            tally.bottom_wrongful += county.wrongful_by_activity[months]
        if months >= top:
            tally.top_people += county.by_activity[months]
            tally.top_sanctioned += county.sanctioned_by_activity[months]
            tally.top_wrongful += county.wrongful_by_activity[months]
