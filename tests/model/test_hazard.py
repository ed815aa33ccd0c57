"""What people believe is what happens to them: the hazard a conduct is felt to bring against its frequency under force.

In a world that has long lived under one regime, posts drawn at random are held to one conduct for as many months as people
look ahead, while everybody else stays free. How often the holders of those posts are sanctioned for the files of their
desks must be what they, free, would have expected of that conduct. Departments likewise.
"""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from conftest import copy_of, first_policy, levers, new_world, simulate, world_numbers
from wenze.agents.kinds import CONDUCT_NAMES, CONDUCTS, ERRED, OPTION_NAMES, OPTIONS
from wenze.agents.policy.resources import capacity
from wenze.agents.risk import department_hazard
from wenze.sim import records
from wenze.sim.events import DECIDED_EVENT, SURFACED
from wenze.sim.phases.conduct import hazard_of
from wenze.sim.state import FREE_TO_CHOOSE, State, in_use

pytestmark = pytest.mark.usefixtures("engine")

HORIZON = 12  # months people look ahead, and for which posts are held
SETTLED = 240  # months under the regime before that
REPLICATIONS = 16
HELD_POSTS, HELD_DEPARTMENTS = 0.25, 0.25
REGIMES = ("blanket_punishment", "lists_and_oversight", "full_reform")
STRICT = {"accountability.strictness_work": 0.76}  # so that there is something to count
BOUND = 3.3  # standard errors: of 21 comparisons one in fifty suites would go beyond it by chance

# A light prior, and neutral weighing of chances: felt is then what was seen.
NUMBERS = world_numbers(
    {"learning.horizon": float(HORIZON), "learning.prior_weight": 1.0, "learning.risk_curvature": 1.0}
)


class Finding(NamedTuple):
    """By conduct or option, a value a replication: the felt hazard, and how often it happened, a month and post."""

    felt: Any
    found: Any


@cache
def findings(regime: str) -> tuple[Finding, Finding]:
    """What cadres and what departments feel and what befalls them, arrays [replication, conduct or option]."""
    rows = [of_one_world(regime, replication) for replication in range(REPLICATIONS)]
    cadres, departments = zip(*rows, strict=True)
    return tuple(Finding(*(np.array(part) for part in zip(*kind, strict=True))) for kind in (cadres, departments))  # type: ignore[return-value]


def of_one_world(regime: str, replication: int) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    policy = levers(STRICT, first_policy(regime))
    settled = simulate(NUMBERS, policy, SETTLED, world=new_world(NUMBERS, SETTLED + HORIZON, replication=replication))
    luck = np.random.default_rng(replication)
    posts = np.nonzero(luck.random(len(settled.posts)) < HELD_POSTS)[0]
    departments = np.nonzero(luck.random(len(settled.departments)) < HELD_DEPARTMENTS)[0]
    felt, found = zip(*(held_cadres(settled, policy, posts, conduct) for conduct in range(CONDUCTS)), strict=True)
    felt_too, found_too = zip(
        *(held_departments(settled, policy, departments, option) for option in range(OPTIONS)), strict=True
    )
    return (felt, found), (felt_too, found_too)


def held_cadres(settled: State, policy: Any, posts: Any, conduct: int) -> tuple[float, float]:
    """Felt and found a month and post, with posts held to a conduct."""
    begun = forced(settled, policy, posts=posts, conduct=conduct)
    numbers, rules = records.params_record(NUMBERS), records.params_record(policy)
    known = SimpleNamespace(townships=settled.townships.copy(), counties=settled.counties, clock=settled.clock)
    known.townships.weights = begun.townships.weights  # added up in the first phase of the month
    felt = 0.0
    for index in posts:
        post = begun.posts[index]
        files = SimpleNamespace(
            in_hand=post.in_hand,
            elsewhere=post.elsewhere,
            load=post.load_now,
            weight=post.weight,
            township=post.township,
            county=post.county,
        )
        person = settled.people[settled.posts[index].holder]
        felt += hazard_of(conduct, known, person, files, numbers, rules)
    first = settled.blocks.sanctions.copy()
    ended = simulate(NUMBERS, policy, SETTLED + HORIZON, first=SETTLED + 1, world=begun)
    here = {int(ended.posts[index].holder) for index in posts}
    return felt / len(posts), sum(1 for place in own_files(ended, first) if place in here) / len(posts) / HORIZON


def own_files(world: State, first: Any) -> Iterator[int]:
    """Places of cadres sanctioned as the holder named on the entry, or for their own error, after so many in each county."""
    log = world.events[: int(world.clock[0].events)]
    named = {(int(e.case_number), int(e.month), int(e.subject)) for e in log[log.kind == DECIDED_EVENT]}
    erred = {(int(e.case_number), int(e.subject)) for e in log[(log.kind == SURFACED) & (log.detail == ERRED)]}
    for record in in_use(world, "sanctions", since=first):
        case, who = int(record.case_number), int(record.person_id)
        its_own = (case, int(record.decided), who) in named or (case, who) in erred
        if record.person >= 0 and not record.misconduct and case and its_own:
            yield int(record.person)


def held_departments(settled: State, policy: Any, departments: Any, option: int) -> tuple[float, float]:
    """Felt and found a month and department, with departments held to an option."""
    begun = forced(settled, policy, departments=departments, option=option)
    numbers, rules = records.params_record(NUMBERS), records.params_record(policy)
    felt, townships = 0.0, int(settled.clock[0].townships)
    for index in departments:
        one = begun.departments[index]
        files = SimpleNamespace(kept=one.kept, down=one.down, turn=settled.departments[index].turn)
        county = settled.counties[one.county]
        felt += department_hazard(option, files, county, capacity(townships, rules.resources), rules.duty_list, numbers)
    first = settled.blocks.sanctions.copy()
    ended = simulate(NUMBERS, policy, SETTLED + HORIZON, first=SETTLED + 1, world=begun)
    for_work = in_use(ended, "sanctions", since=first)
    for_work = for_work[for_work.discipline == 0]
    return felt / len(departments), int(np.isin(for_work.department, departments).sum()) / len(departments) / HORIZON


def forced(
    settled: State, policy: Any, *, posts: Any = (), conduct: int = 0, departments: Any = (), option: int = 0
) -> State:
    """A copy of a world one month on, in which some posts or departments are held from that month on."""
    world = copy_of(settled)
    months = SETTLED + HORIZON

    def free(size: int) -> Any:
        return np.full((months, size), FREE_TO_CHOOSE, np.int8)

    conducts, options = free(len(world.posts)), free(len(world.departments))
    conducts[SETTLED:, posts] = conduct
    options[SETTLED:, departments] = option
    world = world._replace(
        conduct=conducts,
        department_conduct=options,
        style_conduct=free(len(world.supervisors)),
        willing=np.full((months, len(world.posts)), np.nan),
    )
    world.clock[0].forcing = 1
    world.clock[0].logging = 1
    return simulate(NUMBERS, policy, SETTLED + 1, first=SETTLED, world=world)


def assert_agree(finding: Finding, names: tuple[str, ...]) -> None:
    """Mean of found − felt over replications, within so many standard errors of zero."""
    gap = finding.found - finding.felt
    error = gap.std(axis=0, ddof=1) / np.sqrt(len(gap))
    for at, name in enumerate(names):
        felt, found = finding.felt[:, at].mean(), finding.found[:, at].mean()
        assert abs(gap[:, at].mean()) < BOUND * error[at], (
            f"{name}: felt {felt:.4f}, found {found:.4f} ± {error[at]:.4f}"
        )
        assert error[at] < 0.2 * found, f"{name}: too little was seen to tell"


@pytest.mark.parametrize("regime", REGIMES)
def test_cadres_expect_of_each_conduct_what_it_brings(regime: str) -> None:
    assert_agree(findings(regime)[0], CONDUCT_NAMES)


@pytest.mark.parametrize("regime", REGIMES)
def test_departments_expect_of_each_option_what_it_brings(regime: str) -> None:
    assert_agree(findings(regime)[1], OPTION_NAMES)
