"""No two things that happen in a run hang on the same draw, but for those that are meant to."""

import sys
from collections import defaultdict

import numpy as np
import pytest
from conftest import BUSY, LIVELY, TWO_COUNTIES, first_policy, levers, simulate, world_numbers
from wenze.agents import draws
from wenze.sim.batch import run_interpreted

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 36
NAMES = {
    int(value): name
    for name, value in vars(draws).items()
    if isinstance(value, np.uint64) and name not in draws.NOT_PURPOSES
}

# The replay of what working would have done has the luck of what was done. What a list says is drawn once for good. Two
# findings of one audit are one answer for the one who answers for them.
REPLAYED = {("TOWNSHIP_SOLVES", ("replay_own_duty", "work_on"))}
FOR_GOOD = {("CLEAR", ("is_kind_clear",)), ("TAKEN_BACK", ("is_kind_taken_back",)), ("TO_POST", ("is_kind_to_post",))}
ONE_AUDIT = {("SUPERVISOR_RUNG", ("sanction_supervisor",)), ("REMOVED", ("sanction_supervisor",))}


@pytest.fixture(scope="module")
def drawn(engine: None):
    """For each purpose, and each function or functions that drew for it: how many draws were made more than once.

    Also, by purpose, all functions that draw for it.
    """
    makers: dict[tuple[int, int], list[str]] = defaultdict(list)
    real = draws.uniform

    def watched(entity: np.uint64, purpose: np.uint64) -> float:
        makers[int(entity), int(purpose)].append(sys._getframe(1).f_code.co_name)
        return real(entity, purpose)

    with pytest.MonkeyPatch.context() as patch:
        for module in [*sys.modules.values()]:
            if getattr(module, "__name__", "").startswith("wenze.") and getattr(module, "uniform", None) is real:
                patch.setattr(module, "uniform", watched)
        policy = levers(BUSY, first_policy("oversight"))
        simulate(world_numbers(TWO_COUNTIES, LIVELY), policy, MONTHS, run=run_interpreted)
    repeated: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
    used: dict[str, set[str]] = defaultdict(set)
    for (_, purpose), functions in makers.items():
        used[NAMES[purpose]] |= set(functions)
        if len(functions) > 1:
            repeated[NAMES[purpose], tuple(sorted(set(functions)))] += 1
    return repeated, used


def test_every_draw_is_made_for_one_thing(drawn) -> None:
    """Two inquiries into one case, say, have each their own luck."""
    repeated, _ = drawn
    assert set(repeated) == REPLAYED | FOR_GOOD | ONE_AUDIT


def test_a_purpose_is_drawn_for_in_one_place_or_for_different_things(drawn) -> None:
    _, used = drawn
    several = {purpose for purpose, places in used.items() if len(places) > 1}
    of_a_month = {"TOWNSHIP_SOLVES", "ERROR"}  # worked on, or replayed
    of_an_owner = {"SERVICE_LEAD"}  # a department serves its own case, and sends back the township's
    of_a_party = {"STRICT", "REMOVED", "REVIEWED"}  # the township, the lead and the second department
    of_anybody = {"BREACH", "BREACH_RUNG", "BREACH_REMOVED"}  # a cadre, or the head of a department
    assert several <= of_a_month | of_an_owner | of_a_party | of_anybody


def test_a_busy_run_draws_for_nearly_every_purpose(drawn) -> None:
    _, used = drawn
    assert len(used) > 0.9 * len(NAMES)
