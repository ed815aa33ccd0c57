"""A watched pair: what a page is shown is the engine's, an address leads to the same screen, and what is wrong is refused."""

import json
import math
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pytest
from wenze.agents.kinds import SURFACING_NAMES
from wenze.agents.policy import Policy
from wenze.experiments.cases.story import plain
from wenze.experiments.cases.telling import river_number
from wenze.experiments.cases.telling import told as told_by_command
from wenze.experiments.cases.watcher import MOST_NEWS, RANKS, Watcher
from wenze.experiments.classroom import checking, desks, news, seats, watch
from wenze.experiments.classroom import levers as page_levers
from wenze.experiments.classroom.levers import (
    FIRST_LEVER,
    GROUPS,
    REGIMES_AT_START,
    lever_values,
    levers,
    levers_for_page,
    regimes,
)
from wenze.experiments.classroom.sayings import SAYINGS, SENTENCES, Refused, both
from wenze.experiments.classroom.watch import MOST_MOVES, RIVER, SERIES, Address, Pair, World, address_of, case_told
from wenze.sim.batch import Interrupted
from wenze.sim.language import LANGUAGES
from wenze.sim.measures import MEASURES
from wenze.sim.model import AccountabilityModel, Cadre
from wenze.sim.settings.compose import compose

SMALL = World((("world.scale.counties", 1), ("world.scale.townships", 2), ("world.scale.posts", 6)), spin_up=36)
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
STRICT = FIRST_LEVER
MOVED: dict[str, Any] = {
    "seed": 4,
    "months": 30,
    "sides": [
        {"regime": "river_channel", "moves": [[7, STRICT, 0.2], [7, "policy.resources.authority", 0.6], [20, STRICT, 1.0]]},
        {"regime": "crackdown", "moves": [[0, "policy.duty_list.clarity", 0.9]]},
    ],
}  # fmt: skip


def pair(**changed: Any) -> Pair:
    return Pair(address_of({**MOVED, **changed}), SMALL)


def by_hand(side: int, months: int) -> AccountabilityModel:
    """The model of a side as somebody would run it without any page."""
    told = MOVED["sides"][side]
    model = AccountabilityModel(told["regime"], 30, seed=4, spin_up=36, overrides=dict(SMALL.overrides))
    for month in range(months):
        for at, key, value in told["moves"]:
            if at == month:
                model.change({key: value})
        model.step()
    return model


# --- the numbers are the engine's -------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", [0, 1])
def test_the_pages_numbers_are_the_models_bit_by_bit_with_levers_moved_in_the_middle(side: int) -> None:
    watched, model = pair(), by_hand(side, 0)
    for month in range(1, 31):
        for at, key, value in MOVED["sides"][side]["moves"]:
            if at == month - 1:
                model.change({key: value})
        model.step()
        watched.step()
        shown = json.loads(json.dumps(watched.month_message(), allow_nan=False))
        wanted = [model.measure(name) for name in SERIES]
        assert shown["month"] == model.month == month
        assert shown["sides"][side]["values"] == [None if math.isnan(value) else value for value in wanted]
        assert watched.world_message()["history"][-1][1 + side] == shown["sides"][side]["values"]
    for name, array in model.world._asdict().items():
        if name not in ("events", "clock"):  # a page logs events, which changes nothing else
            assert array.tobytes() == getattr(watched.models[side].world, name).tobytes(), name


def test_a_lever_moved_on_the_page_holds_from_the_next_month_on() -> None:
    watched = pair(sides=[{"regime": "oversight"}, {"regime": "oversight"}])
    for _ in range(5):
        watched.step()
    watched.move(0, STRICT, 1)
    shown = watched.world_message()["sides"]
    assert (
        shown[0]["levers"][STRICT] == 1.0
        and shown[1]["levers"][STRICT] == regimes()["oversight"].stages[0].policy.accountability.strictness_work
    )
    assert shown[0]["moves"] == [[5, STRICT, 1.0]] and shown[1]["moves"] == []
    for _ in range(20):
        watched.step()
    same = AccountabilityModel("oversight", 30, seed=4, spin_up=36, overrides=dict(SMALL.overrides))
    for month in range(25):
        if month == 5:
            same.change({STRICT: 1.0})
        same.step()
    assert same.world.people.tobytes() == watched.models[0].world.people.tobytes()
    rows = watched.world_message()["history"]
    assert [row[1] for row in rows[:5]] == [row[2] for row in rows[:5]]
    assert [row[1] for row in rows] != [row[2] for row in rows]


def test_every_post_is_shown_as_the_cadre_who_holds_it() -> None:
    watched, model = pair(month=17), by_hand(0, 17)
    shown = watched.month_message()["sides"][0]
    for cadre in model.agents_by_type[Cadre]:
        conduct, barred, load = shown["posts"][int(cadre.record.post)]
        assert (conduct, barred, load) == (int(cadre.record.conduct), int(cadre.burdened), cadre.open_cases)
    assert shown["waiting"] == int(model.world.cases.open.sum())
    assert shown["departments"] == model.world.departments.conduct.tolist()


def test_a_page_is_told_where_every_post_stands() -> None:
    county = pair().world_message()["counties"][0]
    assert [place["posts"] for place in county["townships"]] == [list(range(6)), list(range(6, 12))]
    assert county["departments"] == list(range(10))


def test_before_the_first_month_nothing_is_measured() -> None:
    shown = pair().month_message()
    assert shown["month"] == 0 and shown["sides"][0]["values"] == [None] * len(SERIES)
    assert shown["sides"][0]["news"] == []
    assert len(shown["sides"][0]["posts"]) == 12


# --- addresses --------------------------------------------------------------------------------------------------------


def test_an_address_leads_to_the_same_screen() -> None:
    watched = pair()
    for month in range(12):
        if month == 4:
            watched.move(1, STRICT, 0.7)
        watched.step()
    address = address_of(json.loads(json.dumps(watched.address.plain())))
    again = Pair(address, SMALL)
    assert again.month_message() == watched.month_message()
    assert again.world_message() == watched.world_message()
    watched.step()
    again.step()
    assert again.month_message() == watched.month_message()


def test_started_again_it_is_as_it_was() -> None:
    watched = pair(month=9)
    again = watched.restarted()
    assert again.month == 0
    for _ in range(9):
        again.step()
    assert again.month_message() == watched.month_message()


def test_what_an_address_leaves_out_is_as_at_first() -> None:
    assert address_of({}) == Address()
    assert tuple(side.regime for side in Address().sides) == REGIMES_AT_START
    assert address_of({"month": 3.0}).month == 3  # JavaScript knows no other numbers


def test_a_lever_moved_to_and_fro_in_one_month_counts_once() -> None:
    watched = pair(sides=[{"regime": "oversight"}, {"regime": "oversight"}])
    for value in (0.1, 0.9, 0.4):
        watched.move(0, STRICT, value)
    assert watched.address.plain()["sides"][0]["moves"] == [[0, STRICT, 0.4]]


def test_once_all_months_are_run_nothing_more_happens() -> None:
    watched = pair(months=3, month=3, sides=[{"regime": "oversight"}, {"regime": "oversight"}])
    assert watched.over
    watched.step()
    assert watched.month == 3
    with pytest.raises(Refused):
        watched.move(0, STRICT, 0.5)


WRONG = {
    "no mapping": [1],
    "one side": {"sides": [{"regime": "oversight"}]},
    "sides are no list": {"sides": "oversight"},
    "a side is a text": {"sides": ["oversight", "oversight"]},
    "no regime": {"sides": [{}, {"regime": "oversight"}]},
    "regime unknown": {"sides": [{"regime": "nonsense\u202e" * 50}, {"regime": "oversight"}]},
    "regime is a path": {"sides": [{"regime": "../../etc/passwd"}, {"regime": "oversight"}]},
    "regime is a list": {"sides": [{"regime": []}, {"regime": "oversight"}]},
    "seed too large": {"seed": 2**70},
    "seed a text": {"seed": "1"},
    "seed true": {"seed": True},
    "seed NaN": {"seed": math.nan},
    "months 0": {"months": 0},
    "months too many": {"months": 10**9},
    "months infinite": {"months": math.inf},
    "month after the last": {"months": 5, "month": 6, "sides": [{"regime": "oversight"}] * 2},
    "month before the first": {"month": -1},
    "moves no list": {"sides": [{"regime": "oversight", "moves": 3}, {"regime": "oversight"}]},
    "move too short": {"sides": [{"regime": "oversight", "moves": [[1, STRICT]]}, {"regime": "oversight"}]},
    "move in no month": {"sides": [{"regime": "oversight", "moves": [[30, STRICT, 0.5]]}, {"regime": "oversight"}]},
    "lever unknown": {"sides": [{"regime": "oversight", "moves": [[1, "world.people.prize", 5]]}, {"regime": "oversight"}]},
    "lever a number": {"sides": [{"regime": "oversight", "moves": [[1, 1, 5]]}, {"regime": "oversight"}]},
    "value out of range": {"sides": [{"regime": "oversight", "moves": [[1, STRICT, 1.5]]}, {"regime": "oversight"}]},
    "value NaN": {"sides": [{"regime": "oversight", "moves": [[1, STRICT, math.nan]]}, {"regime": "oversight"}]},
    "value a text": {"sides": [{"regime": "oversight", "moves": [[1, STRICT, "0.5"]]}, {"regime": "oversight"}]},
    "value true": {"sides": [{"regime": "oversight", "moves": [[1, STRICT, True]]}, {"regime": "oversight"}]},
    "too many moves": {
        "sides": [{"regime": "oversight", "moves": [[1, STRICT, 0.5]] * (MOST_MOVES + 1)}, {"regime": "oversight"}]
    },
}  # fmt: skip


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_address_is_refused_in_both_languages(given: Any) -> None:
    with pytest.raises(Refused) as refused:
        address_of({**MOVED, **given} if isinstance(given, dict) else given)
    why = refused.value.why
    assert set(why) == set(LANGUAGES) and CHINESE.search(why["zh"]) and not CHINESE.search(why["en"])
    assert all(len(text) < 200 and text.isprintable() for text in why.values())


@pytest.mark.parametrize(
    ("side", "key", "value"),
    [(2, STRICT, 0.5), (True, STRICT, 0.5), ("0", STRICT, 0.5), (0, "policy", 0.5), (0, STRICT, -0.1), (0, None, 0.5), (0, STRICT, None)],
)  # fmt: skip
def test_a_wrong_move_is_refused_and_nothing_is_moved(side: Any, key: Any, value: Any) -> None:
    watched = pair()
    before = watched.address
    with pytest.raises(Refused):
        watched.move(side, key, value)
    assert watched.address == before


def test_what_an_address_lets_through_the_engine_takes() -> None:
    """Every lever at both ends of its range."""
    model = AccountabilityModel("oversight", 3, seed=4, spin_up=0, overrides=dict(SMALL.overrides))
    for key, found in levers().items():
        for end in (found.meaning.low, found.meaning.high):
            checked = address_of(
                {**MOVED, "sides": [{"regime": "oversight", "moves": [[1, key, end]]}, {"regime": "oversight"}]}
            )
            model.change({key: checked.sides[0].moves[0].value})


def test_a_pair_that_is_told_to_stop_stops() -> None:
    asked = iter([False, False, False, True])
    with pytest.raises(Interrupted):
        Pair(address_of({**MOVED, "month": 30}), SMALL, lambda: next(asked))
    with pytest.raises(Interrupted):
        case_told(address_of(MOVED), RIVER, SMALL, lambda: True)


# --- news and stories -------------------------------------------------------------------------------------------------


def test_news_agree_with_the_log_and_link_to_their_case() -> None:
    watched, told = pair(), 0
    for _ in range(30):
        watched.step()
        for side, model in zip(watched.month_message()["sides"], watched.models, strict=True):
            events = [
                event
                for event in model.world.events[: int(model.world.clock[0].events)]
                if event.month == model.month - 1
            ]
            numbers = {int(event.case_number) for event in events}
            assert len(side["news"]) <= MOST_NEWS
            for one in side["news"]:
                told += 1
                assert one["case"] is None or one["case"] in numbers
                assert set(one["text"]) == set(LANGUAGES)
    assert told > 20


def test_the_log_of_a_month_is_found_as_by_looking_through_all_of_it() -> None:
    world = pair(month=30).models[0].world
    everything = world.events[: int(world.clock[0].events)]
    for month in range(30):
        assert news.events_of(world, month).tolist() == everything[everything.month == month].tolist()


def test_news_are_those_that_whoever_follows_every_case_tells() -> None:
    watched, told = pair(), 0
    river = watched.world_message()["river"]
    followers = [Watcher(model.world, model.settings.world) for model in watched.models]
    for month in range(30):
        watched.step()
        for side, model, follower in zip(watched.month_message()["sides"], watched.models, followers, strict=True):
            follower.see(model.world, month)
            wanted = follower.news(month)
            shown = [one for one in side["news"] if one["kind"] != "river"]
            told_of = sorted(wanted[: len(shown)], key=lambda entry: RANKS[entry.kind])  # in the order of the month
            assert [(one["case"] or 0, one["kind"]) for one in shown] == [(entry.case, entry.kind) for entry in told_of]
            for one, entry in zip(shown, told_of, strict=True):
                assert one["text"]["en"].endswith(entry.text.en) and one["text"]["zh"].endswith(entry.text.zh)
            assert len(side["news"]) == min(MOST_NEWS, len(wanted) + (model.month == 7))
            told += len(shown)
    assert told > 20 and river == followers[0].river()


def test_news_of_a_month_stand_in_the_order_of_a_story() -> None:
    """What was decided of a case stands before what became of whom."""
    watched, both_told = pair(sides=[{"regime": "whip_the_fast_ox"}, {"regime": "river_channel"}]), 0
    for _ in range(30):
        watched.step()
        for side in watched.month_message()["sides"]:
            kinds = [one["kind"] for one in side["news"] if one["kind"] != RIVER]
            assert [RANKS[kind] for kind in kinds] == sorted(RANKS[kind] for kind in kinds)
            both_told += {"decided", "sanctioned"} <= set(kinds)
    assert both_told > 3


def test_a_case_is_followed_by_the_name_that_every_page_shows() -> None:
    address = address_of({"seed": 4, "months": 30, "sides": [{"regime": "river_channel"}, {"regime": "full_reform"}]})
    numbers = {one["case"] for side in _all_news(address) for one in side if one["case"]}
    called = news.Called.of(Pair(address, SMALL).models[0].world)
    names = {number: called.case(number) for number in numbers}
    before = next(number for number, name in names.items() if name["en"].startswith("old case") and "/-" in name["en"])
    after = next(number for number, name in names.items() if name["en"].startswith("case"))
    for number in (before, after):
        for typed in (names[number]["en"], names[number]["zh"], names[number]["en"].split()[-1]):
            told = case_told(address, typed, SMALL)
            assert told["number"] == number and told["name"] == names[number], typed
    assert case_told(address, "0/7", SMALL)["number"] == case_told(address, RIVER, SMALL)["number"]
    for wrong in ("0/70000", "999999/7", "0/-9999", "0/0/", "/7"):
        with pytest.raises(Refused):
            case_told(address, wrong, SMALL)


def test_the_river_case_is_news_when_it_arises() -> None:
    watched = pair(month=7)
    for side in watched.month_message()["sides"]:
        assert side["news"][0]["kind"] == "river"
        assert side["news"][0]["case"] == watched.world_message()["river"]
    assert pair(month=6).world_message()["river"] == watched.world_message()["river"]


def test_a_story_is_that_of_the_command() -> None:
    """The same words as ``wenze case`` tells, for the river case and for one that was found in the news."""
    address = address_of({"seed": 4, "months": 30, "sides": [{"regime": "river_channel"}, {"regime": "full_reform"}]})
    found = next(one["case"] for side in _all_news(address) for one in side if one["case"])
    given = ["months=30", "spin_up=36", "seed=4", *(f"{key}={value}" for key, value in SMALL.overrides)]
    settings = compose(
        given, names=["river_channel", "full_reform"], reference="river_channel", folder=None, mode="compare"
    )
    for number in (river_number(settings), found):
        stories = told_by_command(settings, number)
        page = json.loads(json.dumps(case_told(address, number, SMALL), allow_nan=False))
        for side in page["sides"]:
            story = plain(stories[side["regime"]])
            assert side["entries"] == story["entries"] and side["course"] == story["course"]
            assert [one["step"] for one in side["answered"]] == [one["rung"] for one in story["answered"]]
            assert side["ended"] == (story["ended"] and story["ended"]["text"])
    assert case_told(address, RIVER, SMALL) == case_told(address, river_number(settings), SMALL)


def _all_news(address: Address) -> list[list[dict[str, Any]]]:
    watched = Pair(address, SMALL)
    sides = []
    for _ in range(address.months):
        watched.step()
        sides += [side["news"] for side in watched.month_message()["sides"]]
    return sides


def test_the_river_case_is_known_in_a_world_where_it_is_planted_later() -> None:
    later = SMALL._replace(overrides=(*SMALL.overrides, ("world.problems.river_month", 12)))
    told = case_told(address_of({**MOVED}), RIVER, later)
    assert told["sides"][0]["facts"]["river"] and told["sides"][0]["facts"]["born"] == 12


def test_a_case_that_is_not_there_is_refused() -> None:
    for number in (10**15, 0, -3, "x", None, 2**60, [1]):
        with pytest.raises(Refused):
            case_told(address_of({"months": 3}), number, SMALL)


# --- levers, regimes, measures ----------------------------------------------------------------------------------------


def test_levers_of_the_page_are_those_of_the_model() -> None:
    page = json.loads(json.dumps(levers_for_page(), allow_nan=False))
    keys = [lever["key"] for group in page["groups"] for lever in group["levers"]]
    assert keys == list(lever_values(Policy())) and page["first"] in keys
    assert {group["name"] for group in page["groups"]} == set(Policy.model_fields) == set(GROUPS)
    assert [measure["name"] for measure in page["measures"]] == list(MEASURES)
    assert set(SERIES) <= set(MEASURES)
    named = {regime["name"]: regime for regime in page["regimes"]}
    assert set(page["start"]) <= set(named)
    for name, regime in named.items():
        policy = compose([], names=[name], reference=None, folder=None, mode="run").scenarios[0].stages[0].policy
        assert lever_values(Policy()) | regime["levers"] == lever_values(policy)
    for word in [*page["groups"], *page["regimes"], *page["measures"]]:
        assert CHINESE.search(word["title"]["zh"]) and not CHINESE.search(word["title"]["en"])


def test_a_regime_says_what_it_changes_by_itself() -> None:
    """A lever that is another one for a year must not be shown with its first value alone."""
    named = {regime["name"]: regime for regime in levers_for_page()["regimes"]}
    for name, regime in named.items():
        values = lever_values(regimes()[name].stages[0].policy)
        for stage, changed in zip(regimes()[name].stages[1:], regime["stages"], strict=True):
            values |= changed["levers"]
            assert stage.month == changed["month"] and values == lever_values(stage.policy)
    assert [(one["month"], one["levers"][STRICT]) for one in named["crackdown"]["stages"]] == [(48, 0.98), (60, 0.099)]
    assert named["full_reform"]["stages"] == []


# --- sentences --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAYINGS)
def test_a_saying_is_there_in_both_languages(name: str) -> None:
    words = SAYINGS[name]
    fields = [{field for _, field, *_ in Formatter().parse(text) if field} for text in words.values()]
    assert set(words) == set(LANGUAGES) and fields[0] == fields[1]
    assert CHINESE.search(words["zh"]) and not CHINESE.search(words["en"])
    filled = both(name, **dict.fromkeys(fields[0], "x"))
    assert not name.startswith(SENTENCES) or filled["en"][0].isupper() or filled["en"][0] == "X"


def test_every_saying_is_said() -> None:
    source = "".join(
        Path(str(module.__file__)).read_text("utf-8") for module in (checking, desks, page_levers, news, seats, watch)
    )
    for name in SAYINGS:
        prefix, _, end = name.partition("_")
        built = f'f"{prefix}_{{' in source and (end.isdigit() or f'"{end}"' in source or end in SURFACING_NAMES)
        assert f'"{name}"' in source or built, name


def test_the_room_does_without_what_only_its_server_needs() -> None:
    script = (
        "import sys; from wenze.experiments.classroom import desks, levers, news, seats, watch\n"
        "print(sorted({'starlette', 'uvicorn', 'websockets', 'segno', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_shapes_are_plain() -> None:
    shown = pair(month=5).month_message()
    assert all(type(number) is int for row in shown["sides"][0]["posts"] for number in row)
    assert not any(isinstance(value, np.generic) for value in shown["sides"][0]["values"])


def test_pairs_opened_in_threads_are_as_if_opened_one_after_the_other() -> None:
    wanted = pair(month=25).month_message()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: pair(month=25).month_message(), range(8)))
    assert found == [wanted] * 8
