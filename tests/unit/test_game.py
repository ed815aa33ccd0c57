"""The rules of the game by themselves: states, seats, months and deadlines, what counts once, what is refused, and what nobody may see."""

import json
import random
import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.classroom.game import (
    PREDICTIONS,
    REVEALED,
    STATES,
    Game,
    Plan,
    Refused,
    Seat,
    clean_name,
    counts_of,
)
from wenze.experiments.classroom.limits import (
    GRACE_SECONDS,
    LONGEST_ID,
    LONGEST_NAME,
    MOST_JOINED,
    MOST_SEATS,
    MOST_SECONDS,
)

PLAN = Plan(("strict_regime", "mild_regime"), months=4, switch=2, seconds=40, seed=1)
POSTS = 12
SECRETS = ("strict_regime", "mild_regime", '"switch":2')
"""What stands in nothing that a student or the wall is shown before the reveal."""


def begun(students: int = 3, plan: Plan = PLAN, now: float = 0.0) -> Game:
    """A game in its first month."""
    game = Game(plan)
    for number in range(students):
        game.join(f"student {number}", f"digest {number}")
    game.go_on(now)
    game.seat_everybody(range(POSTS))
    game.go_on(now)
    return game


def played(game: Game, conducts: list[str | None] | None = None, sanctions: Any = ()) -> None:
    """Simulate the month that is closed: whoever chose does it, everybody else works."""
    choices = game.taken_up()
    done = conducts or [choices.get(post, "work") for post in range(POSTS)]
    game.finish(game.outcome(done, sanctions))


def refusal(*call: Any) -> str:
    """The code with which a call is refused."""
    act, *arguments = call
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.code


# --- states -----------------------------------------------------------------------------------------------------------


def test_a_game_goes_through_its_states_and_each_month_through_two() -> None:
    game, seen = Game(PLAN), []
    while game.state != "closed":
        seen.append((game.state, game.month))
        if game.needs_world:
            game.seat_everybody(range(POSTS))
        game.go_on(0.0)
        if game.due(0.0):
            played(game)
    months = [state for month in range(4) for state in (("choosing", month), ("resolved", month + 1))]
    assert seen == [("lobby", 0), ("briefing", 0), *months, ("reveal", 4), ("debrief", 4)]
    assert refusal(game.go_on, 0.0) == "over"


def test_the_first_month_does_not_open_before_there_is_a_world() -> None:
    game = Game(PLAN)
    game.go_on(0.0)
    assert game.needs_world and refusal(game.go_on, 0.0) == "now"


def test_a_month_closes_at_its_deadline_and_not_before() -> None:
    game = begun()
    assert not game.due(39.9) and game.due(40.0)
    assert game.ends_in(10.0) == 30.0


def test_without_a_deadline_only_the_teacher_or_the_class_closes_a_month() -> None:
    game = begun(plan=PLAN._replace(seconds=0))
    assert not game.due(1e9) and game.ends_in(1e9) is None
    game.close()
    assert game.due(1e9)


def test_closed_early_a_month_takes_no_more_choices() -> None:
    game = begun()
    game.choose(1, 0, "idle", "a", 1.0)
    game.close()
    assert refusal(game.choose, 2, 0, "work", "b", 1.0) == "not_choosing"
    assert game.taken_up() == {0: "idle"}
    assert refusal(game.choose, 2, 0, "work", "b", 1.0) == "not_choosing"
    assert refusal(game.close) == "now"


def test_paused_the_clock_stands_still_and_choices_stay_possible() -> None:
    game = begun()
    game.pause(30.0)
    assert not game.due(1000.0) and game.ends_in(1000.0) is None
    game.choose(1, 0, "work", "a", 1000.0)
    game.unpause(1000.0)
    assert game.ends_in(1000.0) == 10.0 and game.due(1010.0)


def test_a_pause_does_not_outlast_its_month() -> None:
    game = begun()
    game.pause(1.0)
    game.close()
    played(game)
    game.go_on(50.0)
    assert game.due(90.0) and not game.paused


@pytest.mark.parametrize("pause", [False, True])
def test_extended_a_month_lasts_longer(pause: bool) -> None:
    game = begun()
    if pause:
        game.pause(30.0)
    game.extend(30, 30.0)
    if pause:
        game.unpause(30.0)
    assert game.ends_in(30.0) == 40.0


@pytest.mark.parametrize("seconds", [0, -1, 1.5, True, "30", None, MOST_SECONDS + 1])
def test_a_month_is_extended_by_whole_seconds_within_reason(seconds: object) -> None:
    assert refusal(begun().extend, seconds, 0.0) == "seconds"


def test_a_month_cannot_be_put_off_for_ever() -> None:
    game = begun()
    for _ in range(5):
        game.extend(MOST_SECONDS, 0.0)
    assert game.ends_in(0.0) == MOST_SECONDS


@pytest.mark.parametrize("state", ["lobby", "briefing", "resolved", *REVEALED])
def test_between_months_there_is_no_clock_to_stop(state: str) -> None:
    game = begun()
    game.state = state
    for act, arguments in ((game.pause, (0.0,)), (game.unpause, (0.0,)), (game.close, ()), (game.extend, (1, 0.0))):
        assert refusal(act, *arguments) == "now"
    assert refusal(game.advance_slow) == "now"


# --- choices ----------------------------------------------------------------------------------------------------------


def test_a_choice_can_be_changed_until_the_deadline() -> None:
    game = begun()
    for action, conduct in enumerate(CONDUCT_NAMES):
        game.choose(1, 0, conduct, str(action), 39.9)
    assert game.taken_up() == {0: "idle"}


def test_an_action_counts_once_however_often_it_arrives() -> None:
    game = begun()
    game.choose(1, 0, "idle", "first", 0.0)
    game.choose(1, 0, "work", "second", 1.0)
    game.choose(1, 0, "idle", "first", 2.0)  # sent again after the line came back: it must not undo the second
    assert game.seats[1].chosen == "work"
    assert refusal(game.choose, 1, 0, "cover", "first", 3.0) == "used"


def test_an_action_repeated_after_its_month_is_confirmed_and_changes_nothing() -> None:
    game = begun()
    game.choose(1, 0, "idle", "first", 0.0)
    game.close()
    played(game)
    game.choose(1, 0, "idle", "first", 1.0)
    game.go_on(2.0)
    game.choose(1, 0, "idle", "first", 3.0)
    assert game.seats[1].chosen is None


@pytest.mark.parametrize("month", [-1, 1, 2, 10**9, "0", 0.0, None, True])
def test_choices_for_another_month_are_refused(month: object) -> None:
    assert refusal(begun().choose, 1, month, "work", "a", 0.0) == "stale"


def test_choices_that_come_after_the_deadline_are_refused() -> None:
    assert refusal(begun().choose, 1, 0, "work", "a", 40.0) == "stale"


@pytest.mark.parametrize("conduct", ["", "WORK", "sleep", 0, None, ["work"], {"work": 1}])
def test_other_conducts_are_refused(conduct: object) -> None:
    assert refusal(begun().choose, 1, 0, conduct, "a", 0.0) == "conduct"


@pytest.mark.parametrize("action", ["", None, 7, ["a"], "a" * (LONGEST_ID + 1)])
def test_an_action_needs_an_id(action: object) -> None:
    assert refusal(begun().choose, 1, 0, "work", action, 0.0) == "id"


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_seat_that_is_not_there_chooses_nothing(number: int) -> None:
    assert refusal(begun().choose, number, 0, "work", "a", 0.0) == "seat"


def test_once_everybody_has_chosen_the_month_ends_soon() -> None:
    game = begun()
    for number in (1, 2):
        game.choose(number, 0, "work", "a", 1.0)
    assert game.ends_in(1.0) == 39.0
    game.choose(3, 0, "work", "a", 1.0)
    assert game.ends_in(1.0) == GRACE_SECONDS
    game.choose(3, 0, "idle", "b", 2.0)
    assert game.due(1.0 + GRACE_SECONDS) and game.taken_up()[2] == "idle"


def test_those_who_are_not_there_are_not_waited_for() -> None:
    game = begun()
    game.connect(3, False)
    for number in (1, 2):
        game.choose(number, 0, "work", "a", 1.0)
    assert game.ends_in(1.0) == GRACE_SECONDS


def test_the_last_to_be_waited_for_may_go() -> None:
    game = begun()
    for number in (1, 2):
        game.choose(number, 0, "work", "a", 1.0)
    game.connect(3, False)
    game.hurry(2.0)
    assert game.ends_in(2.0) == GRACE_SECONDS


def test_a_month_does_not_end_because_nobody_is_there() -> None:
    game = begun()
    for number in (1, 2, 3):
        game.connect(number, False)
    game.hurry(1.0)
    assert game.ends_in(1.0) == 39.0


def test_the_slow_are_played_by_their_cadres_until_they_choose_again() -> None:
    game = begun()
    game.choose(1, 0, "work", "a", 1.0)
    game.advance_slow()
    assert game.due(1.0) and game.taken_up() == {0: "work"}
    played(game)
    game.go_on(2.0)
    assert [game.seats[number].away for number in (1, 2, 3)] == [False, True, True]
    game.choose(2, 1, "cover", "b", 3.0)
    assert not game.seats[2].away and game.seats[3].away


# --- seats ------------------------------------------------------------------------------------------------------------


def test_seats_are_given_out_in_the_order_of_the_world() -> None:
    game = Game(PLAN)
    for number in range(3):
        game.join(f"{number}", "d")
    game.go_on(0.0)
    game.seat_everybody([7, 3, 9, 1])
    assert [seat.post for seat in game.seats.values()] == [7, 3, 9]
    assert game.join("late", "d").post == 1
    assert refusal(game.join, "later", "d") == "full"


@pytest.mark.parametrize("months", [0, 1, 3])
def test_latecomers_find_a_seat_in_any_month_and_what_was_before_is_not_theirs(months: int) -> None:
    game = begun()
    for _ in range(months):
        game.close()
        played(game)
        game.go_on(0.0)
    seat = game.join("late", "d")
    assert game.you(seat.number, {}, None, 0.0)["mine"] == []
    game.choose(seat.number, months, "explore", "a", 1.0)
    assert game.taken_up() == {seat.post: "explore"}


def test_a_seat_given_up_is_given_out_again_only_when_there_is_no_other() -> None:
    game = begun(students=POSTS - 1)
    game.leave(1)
    assert game.join("next", "d").post == POSTS - 1
    assert game.join("last", "d").post == 0
    assert refusal(game.join, "one more", "d") == "full"


def test_whoever_is_sent_out_neither_chooses_nor_counts_and_the_cadre_goes_on() -> None:
    game = begun()
    game.choose(2, 0, "idle", "a", 0.0)
    game.leave(2, "sent_out")
    assert refusal(game.choose, 2, 0, "work", "b", 0.0) == "seat"
    assert refusal(game.leave, 2) == "seat"
    assert game.taken_up() == {}
    assert [seat["number"] for seat in game.room(0.0)["seats"]] == [1, 3]


def test_whoever_is_sent_out_while_the_month_is_simulated_has_chosen() -> None:
    game = begun()
    game.choose(2, 0, "idle", "a", 0.0)
    game.close()
    choices = game.taken_up()
    game.leave(2, "sent_out")
    game.finish(game.outcome([choices.get(post, "work") for post in range(POSTS)], []))
    assert game.finished[0].chosen == {2: "idle"} and game.finished[0].posts[2] == 1


def test_locked_nobody_comes_in_and_whoever_is_in_stays() -> None:
    game = begun()
    game.lock(True)
    assert refusal(game.join, "late", "d") == "locked"
    game.choose(1, 0, "work", "a", 0.0)
    game.lock(False)
    assert game.join("late", "d").number == 4


@pytest.mark.parametrize("state", REVEALED)
def test_nobody_joins_once_it_is_revealed(state: str) -> None:
    game = begun()
    game.state = state
    assert refusal(game.join, "late", "d") == "over"


def test_there_is_a_most_of_seats() -> None:
    game = Game(PLAN)
    for _ in range(MOST_SEATS):
        game.join("x", "d")
    assert refusal(game.join, "x", "d") == "full"


def test_joining_and_leaving_without_end_ends() -> None:
    game = Game(PLAN)
    for _ in range(MOST_JOINED):
        game.leave(game.join("x", "d").number)
    assert refusal(game.join, "x", "d") == "full"


def test_two_students_share_a_phone() -> None:
    game = Game(PLAN)
    seat = game.join("甲", "d", "乙")
    shown = game.you(seat.number, {}, None, 0.0)
    assert (shown["names"], shown["students"]) == (["甲", "乙"], 2)
    assert (game.room(0.0)["joined"], game.room(0.0)["students"], game.wall(None, 0.0)["students"]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Li   Lei ", "Li Lei"),
        ("a\u202egnp.exe", "agnp.exe"),  # a sign that turns the rest round
        ("a\u200b\u2060b\x00\x1b[31m", "ab[31m"),
        ("line\nbreak\ttab\u2028end", "line break tab end"),
        ("z" + "\u0335" * 50, "z\u0335\u0335"),
        ("<script>alert(1)</script>", "<script>alert(1)</script"),  # cut, but not mended: pages set it as text
        ("x" * 1000, "x" * LONGEST_NAME),
        ("王小明", "王小明"),
        ("e\u0301", "é"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_names_hide_nothing_and_break_nothing(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text(max_size=80))
def test_any_name_is_short_printable_and_stays_as_it_is(typed: str) -> None:
    name = clean_name(typed)
    assert len(name) <= LONGEST_NAME and name == clean_name(name)
    assert not any(unicodedata.category(character)[0] == "C" for character in name)
    assert "\n" not in name and json.loads(json.dumps(name)) == name


@pytest.mark.parametrize("name", [7, ["a"], {"a": 1}, True])
def test_a_name_is_a_text(name: object) -> None:
    assert refusal(Game(PLAN).join, name, "d") == "name"


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_nothing_of_regimes_and_switch_is_shown_before_the_reveal() -> None:
    game = begun()
    revealed = {"regimes": [{"name": name} for name in PLAN.regimes], "switch": 2, "answer": "same"}
    while game.state != "closed":
        for shown in (game.you(1, {}, revealed, 0.0), game.wall(revealed, 0.0)):
            text = json.dumps(shown, separators=(",", ":"))
            assert any(secret in text for secret in SECRETS) == (game.state in REVEALED), game.state
        game.go_on(0.0)
        if game.due(0.0):
            played(game)


def test_the_wall_names_no_student() -> None:
    game = begun()
    game.choose(1, 0, "idle", "a", 0.0)
    assert "student" not in json.dumps([game.wall(None, 0.0)["counts"], list(game.wall(None, 0.0).values())])


def test_class_and_simulated_colleagues_are_counted_apart() -> None:
    game = begun()
    game.choose(1, 0, "idle", "a", 0.0)
    game.choose(2, 0, "explore", "a", 0.0)
    game.close()
    played(game, sanctions=[{"post": 0, "deserved": False, "months": 6}, {"post": 9, "deserved": True, "months": 0}])
    assert counts_of(game.finished[0]) == ([0, 1, 0, 1], [POSTS - 2, 0, 0, 0])
    wall = game.wall(None, 0.0)
    assert wall["counts"] == [[1, [0, 1, 0, 1], [POSTS - 2, 0, 0, 0]]]
    assert [(one["deserved"], one["class"]) for one in wall["sanctions"]] == [(False, True), (True, False)]


def test_a_newcomer_who_did_nothing_yet_is_not_counted() -> None:
    game = begun(students=1)
    game.close()
    played(game, conducts=[None, *["work"] * (POSTS - 1)])
    assert sum(map(sum, counts_of(game.finished[0]))) == POSTS - 1


def test_a_month_played_by_the_simulated_cadre_is_marked() -> None:
    game = begun()
    game.choose(1, 0, "idle", "a", 0.0)
    game.close()
    played(game)
    view = {"last": {"month": 1, "conduct": "idle", "by": "?"}}
    assert game.you(1, view, None, 0.0)["last"]["by"] == "you"
    assert game.you(2, view, None, 0.0)["last"]["by"] == "simulated"
    assert game.you(2, view, None, 0.0)["mine"] == [[0, "work", "simulated"]]
    assert [seat["simulated"] for seat in game.room(0.0)["seats"]] == [False, True, True]


def test_whoever_has_chosen_is_not_called_simulated_whatever_was_the_month_before() -> None:
    game = begun()
    game.choose(1, 0, "idle", "a", 0.0)
    game.advance_slow()
    played(game)
    game.join("late", "d")
    simulated = [[seat["simulated"] for seat in game.room(0.0)["seats"]]]
    game.go_on(0.0)
    game.choose(2, 1, "work", "b", 1.0)
    simulated.append([seat["simulated"] for seat in game.room(0.0)["seats"]])
    assert simulated == [
        [False, True, True, False],
        [False, False, True, False],
    ]  # who is late was played by nobody yet


def test_it_is_said_when_all_have_chosen_and_the_month_ends_soon() -> None:
    game = begun()
    for number in (1, 2, 3):
        assert not game.common(1.0)["all_chose"]
        game.choose(number, 0, "work", "a", 1.0)
    for shown in (game.room(1.0), game.wall(None, 1.0), game.you(1, {}, None, 1.0)):
        assert shown["all_chose"] and shown["ends_in"] == GRACE_SECONDS
    game.close()
    played(game)
    assert not game.common(1.0)["all_chose"]


def test_a_latecomer_is_told_how_long_the_seat_was_simulated() -> None:
    game = begun()
    for _ in range(2):
        game.close()
        played(game)
        game.go_on(0.0)
    late = game.join("late", "d").number
    assert game.you(late, {}, None, 0.0)["before"] == 2 and game.you(1, {}, None, 0.0)["before"] == 0
    game.close()
    played(game)
    assert game.you(late, {}, None, 0.0)["before"] == 2


def test_the_wall_is_told_that_the_room_is_locked_and_so_is_who_has_no_seat() -> None:
    game = begun()
    game.lock(True)
    assert game.wall(None, 0.0)["locked"] and game.common(0.0)["locked"]


def test_between_two_months_the_one_that_is_over_is_named() -> None:
    game = begun()
    assert game.common(0.0)["month"] == 0
    game.close()
    played(game)
    assert game.common(0.0)["month"] == 0
    game.go_on(0.0)
    assert game.common(0.0)["month"] == 1


def test_predictions_are_counted_the_last_of_each() -> None:
    game = begun()
    game.predict(1, "effort", "first")
    game.predict(1, "effort", "second")
    game.predict(2, None, "same")
    assert game.wall(None, 0.0)["predictions"] == {"first": 0, "second": 1, "same": 1}
    game.state = "reveal"
    assert refusal(game.predict, 1, "effort", "first") == "prediction"


@pytest.mark.parametrize(("which", "says"), [("effort", "third"), ("effort", None), (7, "first"), ("e" * 65, "first")])
def test_other_predictions_are_refused(which: object, says: object) -> None:
    assert refusal(begun().predict, 1, which, says) == "prediction"


def test_predictions_do_not_pile_up() -> None:
    game = begun()
    for number in range(len(STATES)):
        game.predict(1, str(number), "same")
    assert refusal(game.predict, 1, "one more", "same") == "prediction"


# --- whatever happens -------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**32 - 1))
def test_whatever_is_asked_in_whatever_order_the_rules_hold(seed: int) -> None:
    """Random calls: none fails otherwise than by refusing, months follow each other, and only what was chosen is held."""
    luck, game, now = random.Random(seed), Game(PLAN), 0.0
    for step in range(120):
        now += luck.choice([0.0, 1.0, 30.0])
        with suppress(Refused):
            _anything(game, luck, step, now)
        if game.due(now):
            chosen = {seat.post: seat.chosen for seat in game.present() if seat.chosen}
            assert game.taken_up() == chosen
            game.finish(game.outcome([luck.choice([*CONDUCT_NAMES, None]) for _ in range(POSTS)], []))
        posts = [seat.post for seat in game.present() if seat.post is not None]
        assert len(posts) == len(set(posts))
        assert [done.month for done in game.finished] == list(range(len(game.finished)))
        assert game.month == len(game.finished) <= PLAN.months and game.state in STATES
        json.dumps([game.room(now), game.wall(None, now), *(game.you(number, {}, None, now) for number in game.seats)])


def _anything(game: Game, luck: random.Random, step: int, now: float) -> None:
    number = luck.randint(0, 6)
    act = luck.choice(
        [
            "join",
            "leave",
            "choose",
            "predict",
            "go_on",
            "close",
            "pause",
            "unpause",
            "extend",
            "slow",
            "connect",
            "lock",
        ]
    )
    if act == "join":
        game.join(f"s{step}", "d")
    elif act == "leave":
        game.leave(number)
    elif act == "choose":
        game.choose(number, game.month - luck.choice([0, 0, 0, 1]), luck.choice(CONDUCT_NAMES), f"{step // 2}", now)
    elif act == "predict":
        game.predict(number, "effort", luck.choice(PREDICTIONS))
    elif act == "go_on":
        if game.needs_world:
            game.seat_everybody(range(POSTS))
        game.go_on(now)
    elif act == "connect" and number in game.seats:
        game.connect(number, luck.random() < 0.5)
    elif act == "extend":
        game.extend(luck.randint(-5, 50), now)
    elif act == "slow":
        game.advance_slow()
    elif act == "lock":
        game.lock(luck.random() < 0.3)
    elif act in ("close",):
        game.close()
    elif act in ("pause", "unpause"):
        getattr(game, act)(now)


def test_a_seat_is_plain_data() -> None:
    assert Seat(1, ("a",), "d").plays and not Seat(1, ("a",), "d", away=True).plays
