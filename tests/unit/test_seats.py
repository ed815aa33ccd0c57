"""The seats of a class: what whoever sits on one is shown is what happened there, and what is wrong is refused."""

import json
from collections import Counter
from typing import Any

import pytest
from wenze.agents.kinds import CONDUCT_NAMES, DEMOTION
from wenze.experiments.classroom.limits import MOST_MONTHS, MOST_POSTS
from wenze.experiments.classroom.news import Called
from wenze.experiments.classroom.sayings import Refused, both
from wenze.experiments.classroom.seats import (
    COLLEAGUES,
    Seats,
    Setup,
    _verdict,
    answer_of,
    replayed,
    setup_for,
    setup_of,
)
from wenze.experiments.classroom.watch import CLASSROOM
from wenze.sim.batch import Interrupted
from wenze.sim.events import DISCIPLINED, HANDED_DOWN, SANCTIONED, SOLVED, SURFACED
from wenze.sim.language import LANGUAGES

SCALE: list[list[Any]] = [
    ["world.scale.counties", 1],
    ["world.scale.townships", 3],
    ["world.scale.posts", 5],
]
ALWAYS_REMOVED = [
    ["world.ladder.warning_share", 0.0],
    ["world.ladder.demerit_share", 0.0],
    ["world.ladder.major_demerit_share", 0.0],
    ["world.ladder.removal_chance", 1.0],
]
RETIRING = [["world.people.retirement_years", 2.0], ["world.people.turnover", 0.0]]


def world(*more: list[Any]) -> dict[str, Any]:
    return {"overrides": [*SCALE, *more], "spin_up": 36}


def setup(**changed: Any) -> Setup:
    return setup_of({"regimes": ["river_channel", "full_reform"], "months": 24, "seed": 5, "world": world(), **changed})


def played(months: int, taken: int = 6, **changed: Any) -> Seats:
    seats = Seats(setup(**changed))
    for month in range(months):
        seats.play({post: CONDUCT_NAMES[(post + month) % 4] for post in seats.order[:taken]})
    return seats


def test_a_world_has_a_seat_for_everybody_and_colleagues_beside_them() -> None:
    for headcount in (1, 20, 50, MOST_POSTS // COLLEAGUES):
        seats = setup_for(headcount)
        assert len(Seats(seats).order) >= max(40, COLLEAGUES * headcount)
    assert setup_for(3).world.overrides[-1] == ("world.scale.townships", 4)
    assert len(Seats(setup_for(MOST_POSTS)).order) == MOST_POSTS  # a lecture: everybody sits, nobody is simulated
    with pytest.raises(Refused):
        setup_for(MOST_POSTS + 1)


def test_a_world_that_was_asked_for_only_grows() -> None:
    large = CLASSROOM._replace(
        overrides=(("world.scale.townships", 30), ("world.scale.counties", 1), ("world.scale.posts", 4))
    )
    assert dict(setup_for(10, world=large).world.overrides) == dict(large.overrides)
    as_typed = CLASSROOM._replace(overrides=tuple((key, float(value)) for key, value in CLASSROOM.overrides))
    assert Seats(setup_for(30, world=as_typed)).order == Seats(setup_for(30)).order


def test_seats_are_spread_over_the_townships() -> None:
    seats = Seats(setup())
    assert sorted(seats.order) == list(range(15))
    assert seats.order[:6] == [0, 5, 10, 1, 6, 11]


def test_a_setup_goes_through_json() -> None:
    made = setup_for(30, regimes=("oversight", "whip_the_fast_ox"), months=10, switch=4, seed=9)
    assert setup_of(json.loads(json.dumps(made.plain(), allow_nan=False))) == made
    assert setup_of({}) == Setup()


@pytest.mark.parametrize(
    "given",
    [
        3,
        {"regimes": ["oversight"]},
        {"regimes": ["oversight", "nonsense"]},
        {"regimes": ["oversight", "crackdown"]},  # changes by itself, after longer than a class lasts
        {"months": 1},
        {"months": MOST_MONTHS + 1},
        {"months": 10, "switch": 10},
        {"months": 10, "switch": 0},
        {"switch": None},
        {"seed": -1},
        {"seed": "x"},
        {"world": {"overrides": 3}},
        {"world": {"overrides": [["world.scale.posts"]]}},
        {"world": {"spin_up": -1}},
    ],
)
def test_a_wrong_setup_is_refused(given: Any) -> None:
    with pytest.raises(Refused) as refused:
        setup_of(given)
    assert set(refused.value.why) == set(LANGUAGES)


@pytest.mark.parametrize(
    "choices", [{99: "work"}, {-1: "work"}, {0: "sleep"}, {"0": "work"}, {True: "work"}, {0: None}, {0: ["work"]}]
)
def test_a_wrong_choice_is_refused_and_no_month_is_run(choices: Any) -> None:
    seats = played(2)
    before = seats.model.world.people.tobytes()
    with pytest.raises(Refused):
        seats.play(choices)
    assert seats.month == 2 and seats.model.world.people.tobytes() == before and len(seats.journal) == 2


def test_after_the_last_month_none_is_run() -> None:
    seats = played(24)
    assert seats.over
    with pytest.raises(Refused):
        seats.play({})


def test_what_is_shown_is_plain_and_never_names_a_regime() -> None:
    seats = played(15)
    names = [one[language] for one in (name["title"] for name in seats.reveal()["regimes"]) for language in LANGUAGES]
    for post in seats.order:
        text = json.dumps(seats.shown(post), allow_nan=False, ensure_ascii=False)
        assert not any(name in text for name in (*names, *seats.setup.regimes))
    with pytest.raises(Refused):
        seats.shown(15)


def test_cases_in_hand_are_as_many_as_the_engine_counts() -> None:
    seats = played(11)
    for post in seats.order:
        shown = seats.shown(post)["cases"]
        assert len(shown) == int(seats.model.world.posts.load[post])
        assert all(case["age"] >= 1 and 0.0 <= case["severity"] <= 1.0 for case in shown)
        assert [case["age"] for case in shown] == sorted((case["age"] for case in shown), reverse=True)


def test_before_the_first_month_there_is_no_last() -> None:
    shown = Seats(setup()).shown(3)
    assert shown["last"] is None and shown["newcomer"] is None and shown["colleagues"] == []
    assert shown["record"]["months"] == [0, 0, 0, 0] and shown["record"]["holders"] == 1


def test_sanctions_and_solved_cases_are_those_of_the_log() -> None:
    """Nobody's is lost: of every month those of all the posts, added up, against the log and the engine's counts."""
    seats = Seats(setup())
    for month in range(24):
        seats.play({post: "work" for post in seats.order[:6]})
        now = seats.model.world
        events = [event for event in now.events[: int(now.clock[0].events)] if event.month == month]
        tally = now.tallies[36 + month]
        records = [seats.shown(post)["last"] for post in seats.order]
        by_cadres = [event for event in events if event.kind == SOLVED and event.detail == 0 and event.subject]
        assert sum(one["solved"] for one in records) <= len(by_cadres)
        assert sum(one["errors"] for one in records) == int(tally.erred)
        mine = [one for one in seats.sanctions if one["month"] == month + 1]
        wanted = [
            event
            for event in events
            if event.kind in (SANCTIONED, DISCIPLINED) and (int(event.subject) >> 16 & 0xFFFF) < 5
        ]
        assert len(mine) == len(wanted)
        assert Counter(one["deserved"] for one in mine) == Counter(event.amount == 0.0 for event in wanted)
        assert Counter(one["rung"] for one in mine) == Counter(int(event.detail) for event in wanted)
    totals = [seats.shown(post)["record"] for post in seats.order]
    assert sum(one["sanctions"] for one in totals) == len(seats.sanctions) > 5
    assert sum(one["undeserved"] for one in totals) == sum(not one["deserved"] for one in seats.sanctions) > 2
    assert sum(one["solved"] for one in totals) > 5


def test_what_happens_at_desks_is_what_the_log_holds() -> None:
    """Every event of these kinds is told at one desk, once, and of a case by its name."""
    seats, told = Seats(setup()), 0
    for month in range(24):
        seats.play({})
        state = seats.model.world
        texts = [text["en"] for post in seats.order for text in seats.shown(post)["last"]["happened"]]
        for event in state.events[: int(state.clock[0].events)]:
            if event.month != month or event.kind not in (SOLVED, SURFACED, HANDED_DOWN):
                continue
            name = Called.of(state).case(int(event.case_number))["en"]
            begins = {SOLVED: "A department solves" if event.detail else "You solve", HANDED_DOWN: "A department hands"}
            mine = [text for text in texts if name in text.lower() and text.startswith(begins.get(int(event.kind), ""))]
            if event.kind == SURFACED:
                mine = [
                    text
                    for text in mine
                    if text.startswith(("Case", "Old case", "An insp", "A citizen", "You make", "It comes"))
                ]
            assert len(mine) == 1 or (event.kind == SOLVED and not event.detail and not mine), (month, name, texts)
            told += len(mine)
    assert told > 30


def test_a_sanction_is_said_at_the_desk_and_among_its_colleagues() -> None:
    seats, told = Seats(setup()), 0
    for month in range(24):
        seats.play({})
        for one in (sanction for sanction in seats.sanctions if sanction["month"] == month + 1):
            last = seats.shown(one["post"])["last"]
            named = last["sanction"] is not None and last["sanction"]["for"] == both(f"for_{one['for']}")
            assert named or len(last["happened"]) > 1
            around = [post for post in seats.order if post != one["post"] and post // 5 == one["post"] // 5]
            heard = [text["text"]["en"] for text in seats.shown(around[0])["colleagues"]]
            told += any(f"post {one['post']} " in text for text in heard)
    assert told > 5


def test_a_seat_whose_official_is_removed_goes_on_with_the_newcomer_and_says_so() -> None:
    seats, removed = Seats(setup(world=world(*ALWAYS_REMOVED), regimes=["river_channel", "river_channel"])), 0
    for month in range(24):
        before = seats.model.world.people.number.copy()
        seats.play({post: "work" for post in seats.order})
        now = seats.model.world
        for post in seats.order:
            shown = seats.shown(post)
            another = int(now.people.number[now.posts.holder[post]]) != int(before[post])
            assert (shown["newcomer"] is not None) == another, month
            assert shown["last"]["conduct"] == "work"  # what whoever sat there did, though they have left
            if shown["newcomer"] == both("newcomer_removed"):
                removed += 1
                assert shown["last"]["sanction"] is not None and shown["record"]["holders"] > 1
                assert shown["record"]["barred_left"] == 0  # the newcomer's
                assert any(one["post"] == post and one["rung"] == DEMOTION for one in seats.sanctions)
        assert now.posts.holder.tolist() == list(range(15))
    assert removed > 3


def test_those_who_reach_retirement_are_said_to_retire() -> None:
    seats = Seats(setup(world=world(*RETIRING)))
    said: Counter[str] = Counter()
    for _ in range(24):
        seats.play({})
        said.update(shown["newcomer"]["en"] for post in seats.order if (shown := seats.shown(post))["newcomer"])
    assert said[both("newcomer_retired")["en"]] > 10
    assert both("newcomer_left")["en"] not in said


def test_those_who_are_moved_are_said_to_be_moved() -> None:
    seats = Seats(setup(regimes=["merit_promotion", "merit_promotion"]))
    moved = 0
    for _ in range(24):
        seats.play({post: "idle" for post in seats.order})
        moved += sum(seats.shown(post)["newcomer"] == both("newcomer_moved") for post in seats.order)
        assert all(seats.shown(post)["last"]["conduct"] == "idle" for post in seats.order)
    assert moved > 1


def test_what_the_reveal_says() -> None:
    seats = Seats(setup())
    for month in range(24):
        seats.play({post: "idle" if month < 12 else "explore" for post in seats.order[:6]})
    told = json.loads(json.dumps(seats.reveal(), allow_nan=False))
    assert [one["name"] for one in told["regimes"]] == ["river_channel", "full_reform"] and told["switch"] == 12
    assert told["class"] == [[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]]
    assert told["answer_class"] == "second" and told["effort"]["class"] == [0.0, 1.0]
    assert told["answer"] == told["answer_simulated"]  # nobody brings about what was predicted
    assert told["months"]["class"] == [72, 72] and told["months"]["simulated"][0] > 72
    own = [one for one in seats.sanctions if one["class"]]
    assert sum(sum(half.values()) for half in told["sanctions"]) == len(own)
    assert told["answer_simulated"] in ("first", "second", "same") and told["answer_model"] in (
        "first",
        "second",
        "same",
    )


def test_where_nobody_is_simulated_the_answer_is_that_of_the_class() -> None:
    seats = Seats(setup())
    for month in range(24):
        seats.play({post: "work" if month < 12 else "idle" for post in seats.order})
    told = seats.reveal()
    assert told["effort"]["simulated"] == [None, None] and told["answer"] == "first"


@pytest.mark.parametrize(
    ("effort", "answer"),
    [
        ((0.5, 0.52), "same"),
        ((0.524, 0.496), "same"),
        ((0.526, 0.496), "first"),
        ((0.1, 0.9), "second"),
        ((None, 0.5), None),
    ],
)
def test_shares_are_compared_as_they_are_shown(effort: tuple[float | None, float], answer: str | None) -> None:
    assert answer_of(effort) == answer


def test_the_saying_is_tried_on_the_desks_of_this_game() -> None:
    """Who is sanctioned for work at which desks, and whether the difference is more than chance."""
    seats = Seats(setup(world=world(*ALWAYS_REMOVED)))
    for _ in range(24):
        seats.play({post: "work" if post % 2 else "idle" for post in seats.order})
    saying = seats.reveal()["saying"]
    punished = {one["post"] for one in seats.sanctions if one["for"] == "work"}
    assert saying["did_more"] == [len({post for post in punished if post % 2}), 7]
    assert saying["did_less"] == [len({post for post in punished if not post % 2}), 8]


@pytest.mark.parametrize(
    ("more", "less", "says"),
    [((9, 10), (1, 10), "holds"), ((1, 10), (9, 10), "against"), ((3, 10), (2, 10), "unclear"), ((0, 0), (2, 10), "unclear"),
     ((0, 10), (0, 10), "unclear"), ((10, 10), (10, 10), "unclear")],
)  # fmt: skip
def test_a_difference_is_only_called_one_where_chance_does_not_make_it(more: Any, less: Any, says: str) -> None:
    assert _verdict(more, less) == says


def test_without_a_class_the_answer_is_that_of_the_simulated() -> None:
    told = played(24, taken=0).reveal()
    assert told["class"] == [None, None] and told["answer"] == told["answer_simulated"]


def test_the_finding_is_what_the_regimes_come_to_alone() -> None:
    """Where both are the same, so is what is found of them."""
    first, second = played(1, regimes=["oversight", "oversight"]).finding(worlds=2)["effort"]
    assert first == second


def test_what_the_model_finds_is_said_with_its_worlds() -> None:
    found = played(1).finding(worlds=3)
    assert found["worlds"] == 3 and sum(found["more"]) <= 3
    for counted in (found["saying"]["did_more"], found["saying"]["did_less"]):
        assert 0 <= counted[0] < counted[1]
    assert (found["effort"][0] > found["effort"][1]) == (found["more"][0] > found["more"][1])


def test_making_or_replaying_a_world_that_is_told_to_stop_stops() -> None:
    seats = played(5)
    with pytest.raises(Interrupted):
        Seats(setup(), lambda: True)
    asked = iter([False, False, True])
    with pytest.raises(Interrupted):
        replayed(setup(), seats.journal, lambda: next(asked))
