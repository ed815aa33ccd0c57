"""No two things that happen in a run hang on the same draw, but for those that are meant to."""

import sys
from collections import defaultdict

import numpy as np
import pytest
from conftest import BUSY, LIVELY, TWO_COUNTIES, first_policy, levers, simulate, world_numbers

from agents import draws
from sim.batch import run_interpreted

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 36
NAMES = {
    int(value): name
    for name, value in vars(draws).items()
    if isinstance(value, np.uint64) and not name.startswith(("GOLDEN", "MULTIPLIER", "SHIFT", "ONE"))
}

# The replay of what working would have done has the luck of what was done. What a list says is drawn once for good.
REPLAYED = {("TOWNSHIP_SOLVES", ("replay_own_duty", "work_on"))}
FOR_GOOD = {("CLEAR", ("is_clear",)), ("TAKEN_BACK", ("is_taken_back",))}
OF_INQUIRIES = {"decide", "decide_by_file", "decide_deep", "dockets_are_decided", "accuse", "sanction_person",
                "sanction_department", "find_rung", "to_be_audited", "audit", "overturn", "reviews_are_decided"}  # fmt: skip


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
            if getattr(module, "__name__", "").startswith("sim.") and getattr(module, "uniform", None) is real:
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
    repeated, _ = drawn
    unmeant = {key for key in repeated if key not in REPLAYED | FOR_GOOD and not set(key[1]) <= OF_INQUIRIES}
    assert unmeant == set()
    assert set(repeated) >= REPLAYED | FOR_GOOD, "this run can tell"


def test_two_inquiries_into_the_same_case_do_not_share_their_luck(drawn) -> None:
    repeated, _ = drawn
    assert {key for key in repeated if set(key[1]) <= OF_INQUIRIES} == set()


def test_each_purpose_is_drawn_for_in_one_place(drawn) -> None:
    _, used = drawn
    several = {purpose: places for purpose, places in used.items() if len(places) > 1}
    # A department serves its own case or sends back the township's: never both for one case.
    # A sanction of a cadre and of a head draw alike, each for its own party; only months without work are replayed.
    assert set(several) <= {"TOWNSHIP_SOLVES", "ERROR", "SERVICE_LEAD", "STRICT", "REVIEWED", "REMOVED"}


def test_a_busy_run_draws_for_nearly_every_purpose(drawn) -> None:
    _, used = drawn
    assert len(used) > 0.9 * len(NAMES)
