"""A class in its seats changes what it chose and nothing else: every array of the state, bit by bit."""

import json
from typing import Any

import pytest
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.classroom.levers import regimes
from wenze.experiments.classroom.seats import Seats, replayed, setup_of
from wenze.sim.batch import run_one
from wenze.sim.model import AccountabilityModel
from wenze.sim.settings.compose import compose
from wenze.sim.settings.scenarios import Stage
from wenze.sim.state import ConductRecord, State, nobody_held

SETUP = setup_of(
    {
        "regimes": ["river_channel", "full_reform"],
        "months": 30,
        "switch": 13,
        "seed": 8,
        "world": {
            "overrides": [["world.scale.counties", 2], ["world.scale.townships", 2], ["world.scale.posts", 6]],
            "spin_up": 36,
        },
    }
)
HELD = tuple(ConductRecord._fields)
"""Where what is held to is written down, and the log: a page keeps one, which changes nothing else."""


def run_freely() -> tuple[AccountabilityModel, Any]:
    """The same months without any class, and what everybody did in them [month, post]."""
    model = AccountabilityModel(
        SETUP.regimes[0], SETUP.months, seed=8, spin_up=36, overrides=dict(SETUP.world.overrides)
    )
    model.world = model.world._replace(**nobody_held(model.settings.world.scale, SETUP.months)._asdict())
    for month in range(SETUP.months):
        if month == SETUP.switch:
            model.policy = regimes()[SETUP.regimes[1]].stages[0].policy
        model.step()
    return model, model.world.conduct


@pytest.fixture(scope="module")
def free() -> tuple[AccountabilityModel, Any]:
    return run_freely()


def assert_same(one: State, other: State, but: tuple[str, ...] = ()) -> None:
    for name, array in one._asdict().items():
        if name == "clock":
            fields = [field for field in array.dtype.names if field not in ("forcing", "logging", "events")]
            assert array[fields].tolist() == other.clock[fields].tolist()
        elif name not in but:
            assert array.tobytes() == getattr(other, name).tobytes(), name


@pytest.mark.parametrize("seats", [0, 1, 7, 24])
def test_a_seat_forced_to_what_its_cadre_would_have_done_changes_no_bit(free: Any, seats: int) -> None:
    model, conduct = free
    played = Seats(SETUP)
    for month in range(SETUP.months):
        played.play({post: CONDUCT_NAMES[conduct[month, post]] for post in played.order[:seats]})
    assert_same(model.world, played.model.world, but=(*HELD, "events"))


def test_the_switch_is_that_of_a_scenario_with_such_a_timeline(free: Any) -> None:
    given = ["months=30", "spin_up=36", "seed=8", *(f"{key}={value}" for key, value in SETUP.world.overrides)]
    settings = compose(given, names=["river_channel"], reference=None, folder=None, mode="run")
    stages = [
        Stage(month, regimes()[name].stages[0].policy) for month, name in zip((0, 13), SETUP.regimes, strict=True)
    ]
    state = run_one(settings, stages, 0)
    played = Seats(SETUP)
    for _ in range(SETUP.months):
        played.play({})
    assert_same(state, played.model.world, but=(*HELD, "events", "tallies"))
    assert state.tallies.tobytes() == played.model.world.tallies[36:].tobytes()


def class_of_many_minds(played: Seats, month: int) -> dict[int, str]:
    """Choices that differ from seat to seat and month to month; some sleep."""
    taken = played.order[: 5 + month // 3]
    return {post: CONDUCT_NAMES[(3 * post + month * month) % 4] for post in taken if (post + month) % 5}


def test_a_game_is_played_again_from_its_journal_bit_by_bit() -> None:
    played = Seats(SETUP)
    for month in range(20):
        played.play(class_of_many_minds(played, month))
    kept = json.loads(json.dumps({"setup": SETUP.plain(), "journal": played.journal}, allow_nan=False))
    again = replayed(setup_of(kept["setup"]), kept["journal"])
    for month in range(20, SETUP.months):
        for game in (played, again):
            game.play(class_of_many_minds(game, month))
    assert_same(played.model.world, again.model.world)
    assert played.model.world.events.tobytes() == again.model.world.events.tobytes()
    for post in played.order:
        assert played.shown(post) == again.shown(post)
    assert played.counts == again.counts and played.sanctions == again.sanctions
    assert played.reveal() == again.reveal()


def test_who_is_held_does_what_was_chosen_and_counts_once() -> None:
    played = Seats(SETUP)
    for month in range(SETUP.months):
        choices = class_of_many_minds(played, month)
        played.play(choices)
        tally = played.model.world.tallies[36 + month]
        _, own, others = played.counts[-1]
        assert own == [list(choices.values()).count(name) for name in CONDUCT_NAMES]
        done = [tally.months_work, tally.months_explore, tally.months_cover, tally.months_idle]
        gone = sum(played.shown(post)["last"]["conduct"] is None for post in played.order)
        assert sum(int(count) for count in done) == len(played.order)
        assert sum(own) + sum(others) == len(played.order) - gone
        assert all(
            int(count) - mine - other in range(gone + 1) for count, mine, other in zip(done, own, others, strict=True)
        )
