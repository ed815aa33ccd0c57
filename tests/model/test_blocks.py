"""Counties are lived in blocks: however many counties a block has, and whatever threads share the blocks, the numbers are the same."""

import numpy as np
import pytest
from conftest import LIVELY, copy_of, differences, levers, new_world, simulate, world_numbers
from wenze.agents.policy import Policy
from wenze.sim import records, state, together
from wenze.sim.batch import NotFinite, advance, run_batch
from wenze.sim.settings.compose import compose
from wenze.sim.state import State, blank_state, in_use, laid_out

pytestmark = pytest.mark.usefixtures("engine")

NUMBERS = world_numbers(
    LIVELY, {"scale.counties": 7, "scale.townships": 2, "scale.posts": 5, "supervisors.staff": 0.05}
)
POLICY = levers(
    {
        "correction.reviewed": 0.8,
        "correction.delay": 2.0,
        "correction.restoration": 1.0,
        "oversight.audits": 0.4,
        "oversight.consequence": 0.5,
        "promotion.reposting": 0.8,
        "promotion.observability": 0.9,
    }
)
A_COUNTY = 10  # posts
MONTHS = 40


@pytest.fixture
def many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of two counties each, the last of one, which every thread may have."""
    monkeypatch.setattr(state, "POSTS_A_BLOCK", 2 * A_COUNTY)
    monkeypatch.setattr(together, "LEAST_POSTS", 1)


def lived(threads: int = 1, months: int = MONTHS, policy: Policy = POLICY) -> State:
    numbers, rules = records.params_record(NUMBERS), records.params_record(policy)
    return advance(new_world(NUMBERS, months), numbers, rules, 0, months, threads=threads)


@pytest.mark.usefixtures("many_blocks")
@pytest.mark.parametrize("threads", [2, 3, 8])
def test_any_number_of_threads_gives_the_same_world_to_the_bit(threads: int) -> None:
    alone, together_ = lived(), lived(threads)
    assert len(alone.blocks) == 4
    assert differences(alone, together_, without=("merit", "score", "tie", "order")) == []
    assert alone.tallies.sanctions_supervisor.sum() > 0 and alone.tallies.overturned.sum() > 0


@pytest.mark.usefixtures("many_blocks")
def test_threads_really_share_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A month of a share leaves the blocks of others as they were."""
    world = lived()
    shares = together.shares_of(world, 3)
    assert [(share.first, share.end, share.pools) for share in shares] == [(0, 1, 0), (1, 2, 0), (2, 4, 0)]
    monkeypatch.setattr(together, "LEAST_POSTS", 36)
    assert [(share.first, share.end, share.pools) for share in together.shares_of(world, 3)] == [(0, 4, 1)]


@pytest.mark.parametrize("posts", [1, 2 * A_COUNTY, 3 * A_COUNTY, 1000])
def test_it_does_not_matter_how_many_counties_a_block_has(monkeypatch: pytest.MonkeyPatch, posts: int) -> None:
    whole = lived()
    monkeypatch.setattr(state, "POSTS_A_BLOCK", posts)
    cut = lived()
    assert (len(whole.blocks), len(cut.blocks)) == (1, {1: 7, 20: 4, 30: 3, 1000: 1}[posts])
    assert cut.tallies.tobytes() == whole.tallies.tobytes()
    for name in ("posts", "townships", "counties", "city", "departments"):
        here, there = getattr(cut, name), getattr(whole, name)
        for field in here.dtype.names:
            if field not in ("last_sanction", "block"):
                assert here[field].tobytes() == there[field].tobytes(), (name, field)


@pytest.mark.usefixtures("many_blocks")
def test_room_grows_for_all_blocks_alike_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    ample = lived()
    monkeypatch.setattr(state, "FIRST_ROOM", 1)
    tight = lived()
    assert len(tight.sanctions) != len(ample.sanctions)
    assert differences(ample, tight) == []


@pytest.mark.usefixtures("many_blocks")
def test_what_points_into_a_pool_still_points_to_the_same_when_it_grows() -> None:
    world = lived()
    rooms = {name: 3 * len(getattr(world, name)) // len(world.blocks) for name in ("cases", "entries", "sanctions")}
    wide = laid_out(copy_of(world), **rooms)
    found = 0
    for before, after in (
        (world.people, wide.people),
        (world.departments, wide.departments),
        (world.supervisors, wide.supervisors),
    ):
        for one, other in zip(before.last_sanction, after.last_sanction, strict=True):
            while one:
                old, new = world.sanctions[one - 1], wide.sanctions[other - 1]
                assert (old.person_id, old.case_number, old.decided) == (new.person_id, new.case_number, new.decided)
                one, other, found = old.previous, new.previous, found + 1
            assert other == 0
    assert found == world.blocks.sanctions.sum() - gone(world)
    assert in_use(wide, "cases").tobytes() == in_use(world, "cases").tobytes()


def gone(world: State) -> int:
    """How many sanctions were those of people who have left."""
    records_ = in_use(world, "sanctions")
    holders = {*world.people.number.tolist(), *world.departments["head"].tolist(), *world.supervisors.leader.tolist()}
    return sum(int(number) not in holders for number in records_.person_id)


@pytest.mark.usefixtures("many_blocks")
@pytest.mark.parametrize("threads", [1, 3])
def test_a_number_that_is_not_finite_is_found_in_any_block(threads: int) -> None:
    world = lived()
    world.people.motivation[-1] = np.nan
    numbers, rules = records.params_record(NUMBERS), records.params_record(POLICY)
    with pytest.raises(NotFinite, match=r"people\[69\]\.motivation"):
        advance(world, numbers, rules, MONTHS - 1, MONTHS, threads=threads)


@pytest.mark.usefixtures("many_blocks")
@pytest.mark.parametrize("threads", [1, 3])
def test_of_several_the_first_kind_of_record_is_named_whichever_block_it_is_in(threads: int) -> None:
    world = lived()
    world.counties.detected[0] = np.nan
    world.people.motivation[-1] = np.nan
    numbers, rules = records.params_record(NUMBERS), records.params_record(POLICY)
    with pytest.raises(NotFinite, match=r"people\[69\]\.motivation"):
        advance(world, numbers, rules, MONTHS - 1, MONTHS, threads=threads)


@pytest.mark.usefixtures("many_blocks")
def test_a_world_that_keeps_a_log_is_lived_on_one_thread() -> None:
    world = blank_state(NUMBERS, MONTHS, 1, 0)
    world.clock[0].logging = 1
    assert together.shares_of(world, 4) == [together.Share(0, 4, 1)]


@pytest.mark.usefixtures("many_blocks")
def test_a_batch_with_more_threads_than_runs_uses_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """One run over four threads: its world is shared, and counts what it counts alone."""
    used = []
    real = together.shares_of

    def noted(world: State, threads: int):
        used.append(threads)
        return real(world, threads)

    monkeypatch.setattr("wenze.sim.batch.shares_of", noted)
    scale = ["world.scale.counties=4", "world.scale.townships=2", "world.scale.posts=5"]
    settings = compose(
        ["months=30", "spin_up=12", "replications=1", *scale],
        names=["oversight"],
        reference=None,
        folder=None,
        mode="run",
    )
    found = [next(iter(run_batch(settings, threads))).read.tobytes() for threads in (1, 4)]
    assert found[0] == found[1] and set(used) == {1, 4}


def test_regimes_go_on_from_a_world_of_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate(NUMBERS, POLICY, MONTHS, world=new_world(NUMBERS, MONTHS))
    monkeypatch.setattr(state, "POSTS_A_BLOCK", A_COUNTY)
    begun = simulate(NUMBERS, POLICY, 20, world=new_world(NUMBERS, MONTHS))
    own = state.at_the_switch(begun)
    ended = simulate(NUMBERS, POLICY, MONTHS, first=20, world=own)
    assert ended.tallies[20:].tobytes() == whole.tallies[20:].tobytes()
