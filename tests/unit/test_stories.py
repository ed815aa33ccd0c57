"""Stories of cases: they say what the log says, entry by entry, and what the records show beside it."""

import json
import re
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest
from wenze.agents.case import in_township_hands
from wenze.experiments.cases.messages import MESSAGES
from wenze.experiments.cases.story import PARTIES, STANDS, Entry, Story, plain
from wenze.experiments.cases.telling import followed, river_number, told
from wenze.experiments.cases.watcher import NAMES_OF_EVENTS, NEWS, RANKS, Watcher
from wenze.experiments.cases.words import Names
from wenze.sim.batch import month_by_month, run_one, spun_up, with_log
from wenze.sim.events import EVENTS
from wenze.sim.settings.compose import Settings, compose
from wenze.sim.state import at_the_switch, in_use

pytestmark = pytest.mark.usefixtures("engine")

SMALL = ["world.scale.counties=2", "world.scale.townships=2", "world.scale.posts=8", "months=48", "spin_up=60"]
LIVELY = [
    "world.problems.arrival=0.4", "policy.accountability.strictness_work=0.8", "policy.accountability.inspection_rate=0.05",
    "policy.public_voice.complaint_rate=0.05", "policy.public_voice.names_told=0.5", "policy.correction.reviewed=0.8",
    "policy.oversight.audits=0.6", "policy.oversight.consequence=0.8", "policy.oversight.corrects=0.5",
    "policy.promotion.reposting=0.8", "policy.misconduct.temptation=0.3", "world.discipline.rate=0.01",
    "world.problems.exposure_rate=0.1", "policy.hierarchy.levels=2",
]  # fmt: skip
REGIMES = ("blanket_punishment", "full_reform", "river_channel")


@cache
def lively() -> Settings:
    return compose([*SMALL, *LIVELY], names=REGIMES, reference=None, folder=None, mode="compare")


@cache
def watched(name: str) -> tuple[Watcher, Any]:
    """Who has watched all cases of a regime, and the world at its end with its log."""
    settings = lively()
    scenario = next(item for item in settings.scenarios if item.name == name)
    world = spun_up(settings, 0)
    watcher = Watcher(world, settings.world)
    for month, state in month_by_month(settings, scenario.stages, world):
        watcher.see(state, month)
        world = state
    return watcher, world


def logged(story: Story) -> list[Entry]:
    return [entry for entry in story.entries if entry.logged]


@pytest.mark.parametrize("name", REGIMES)
def test_a_story_agrees_with_the_log_entry_by_entry(name: str) -> None:
    """Every event of a case is told once, in its month, and nothing else is told as an event."""
    watcher, world = watched(name)
    log = in_use(world, "events")
    log = log[log.case_number > 0]
    in_log = Counter((int(e.case_number), int(e.month), NAMES_OF_EVENTS[int(e.kind)]) for e in log)
    numbers = {int(number) for number in log.case_number} | set(watcher.numbers())
    in_stories = Counter(
        (number, entry.month, entry.kind) for number in numbers for entry in logged(watcher.story(number))
    )
    assert in_log == in_stories and len(log) > 1000
    kinds = {kind for _, _, kind in in_log}
    assert kinds >= {"arisen", "solved", "surfaced", "decided", "sanctioned", "handed_down", "reported", "misconduct"}
    for story in map(watcher.story, sorted(numbers)):
        assert [entry.month for entry in story.entries] == sorted(entry.month for entry in story.entries)
        assert all(entry.case == story.number for entry in story.entries)


@pytest.mark.parametrize("name", REGIMES)
def test_who_answered_agrees_with_the_sanctions_on_record(name: str) -> None:
    """Who, by which rung, whether deservedly, and what was overturned."""
    watcher, world = watched(name)
    settings = lively()
    records = in_use(world, "sanctions")
    of_cases = records[(records.case_number > 0) & (records.decided >= settings.run.spin_up)]
    on_record = Counter(
        (
            int(r.case_number), int(r.person_id), int(r.rung), int(r.decided) - settings.run.spin_up,
            not (r.misattributed or r.unforgiven), None if r.overturned == 32000 else int(r.overturned) - settings.run.spin_up,
        )
        for r in of_cases
    )  # fmt: skip
    answered: Counter[Any] = Counter()
    for number in {int(number) for number in of_cases.case_number}:
        for one in watcher.story(number).answered:
            answered[number, one.person, one.rung, one.month, one.deserved, one.overturned] += 1
    assert answered == on_record and len(of_cases) > 50


def test_every_kind_of_event_and_of_record_is_told_somewhere() -> None:
    told_kinds = {entry.kind for name in REGIMES for month in range(48) for entry in watched(name)[0].happened(month)}
    assert told_kinds == set(RANKS)
    assert {kind.name for kind in EVENTS} < set(RANKS)
    assert set(NEWS) < {kind.name for kind in EVENTS}


@pytest.mark.parametrize("name", REGIMES)
def test_a_story_says_how_a_case_ended(name: str) -> None:
    watcher, world = watched(name)
    log = in_use(world, "events")
    solved = {int(e.case_number): int(e.month) for e in log[log.kind == 2]}
    erupted = {int(e.case_number): int(e.month) for e in log[(log.kind == 3) & (log.detail == 4)]}
    still = {int(case.number) for case in in_use(world, "cases") if case.open}
    for number in watcher.numbers():
        ended = watcher.story(number).ended
        if ended is None:
            assert number in still
        else:
            assert ({"solved": solved, "erupted": erupted}[ended.how])[number] == ended.month
    assert len(solved) + len(erupted) + len(still) == len(watcher.numbers())


def test_where_a_case_stood_and_who_is_culpable_is_what_the_world_shows() -> None:
    """Holder, conduct and hands of each month; a department that acts has informed itself first."""
    settings = lively()
    world = spun_up(settings, 1)
    watcher = Watcher(world, settings.world)
    seen: dict[tuple[int, int], Any] = {}
    truths: dict[tuple[int, int], Any] = {}
    for month, state in month_by_month(settings, settings.scenarios[1].stages, world):
        watcher.see(state, month)
        for case in in_use(state, "cases"):
            if case.open:
                person = state.people[state.posts[case.desk].holder]
                hands = bool(in_township_hands(case.owner, case.handed_down, case.away))
                seen[int(case.number), month] = int(person.number), int(person.conduct), hands
        for entry in in_use(state, "entries"):
            if entry.surfaced == month + 60 and entry.number not in [key[0] for key in truths if key[1] == month]:
                truths[int(entry.number), month] = entry.copy()
    conducts = {-1: "", 0: "work", 1: "explore", 2: "cover", 3: "idle"}
    told_of = {(number, at.month): at for number in watcher.numbers() for at in watcher.story(number).course}
    for key, (holder, conduct, hands) in seen.items():
        at = told_of.pop(key)
        assert (at.holder, at.conduct, at.in_hand) == (holder, conducts[conduct], hands)
        assert at.lead in STANDS and at.second in STANDS
    ended = {number: watcher.story(number).ended for number, _ in told_of}
    assert all(ended[number] is not None and ended[number].month == month for number, month in told_of)
    for (number, month), entry in truths.items():
        (told_truth,) = [one for one in watcher.story(number).entries if one.kind == "truth" and one.month == month]
        departments = int(entry.culpable_lead) + int(entry.culpable_second)
        words = told_truth.text.en
        assert words.count("department ") == departments, words
        assert ("cadre " in words) == bool(entry.culpable_township), words
        assert ("nobody is culpable" in words) == (departments + entry.culpable_township == 0), words
    assert len(truths) > 50


def test_watching_changes_nothing_and_one_case_is_told_as_among_all() -> None:
    settings = lively()
    scenario = settings.scenarios[0]
    watcher, world = watched(scenario.name)
    alone = run_one(settings, scenario.stages, 0, log=True)
    assert alone.tallies.tobytes() == world.tallies[settings.run.spin_up :].tobytes()
    assert in_use(alone, "events").tobytes() == in_use(world, "events").tobytes()
    assert run_one(settings, scenario.stages, 0).tallies.tobytes() == alone.tallies.tobytes()
    grave = sorted(watcher.numbers(), key=lambda number: -len(watcher.story(number).entries))[:3]
    for number in grave:
        one = followed(settings, scenario, spun_up(settings, 0), number)
        assert one.story(number) == watcher.story(number)
        assert told(settings, number)[scenario.name] == watcher.story(number)


def test_the_same_case_has_the_same_number_under_every_regime() -> None:
    stories = told(lively(), river_number(lively()))
    facts = {story.facts for story in stories.values()}
    assert len(facts) == 1 and len(stories) == len(REGIMES)
    (river,) = facts
    assert river is not None and river.river and (river.post, river.born) == (0, 6)
    assert Names(2, 8, 30).case_number(river.post, 60 + river.born) == river.number


def test_news_are_of_the_month_and_stand_in_the_stories_of_their_cases() -> None:
    watcher, _ = watched("blanket_punishment")
    some = 0
    for month in range(48):
        news = watcher.news(month, 5)
        assert len(news) <= 5 and all(entry.month == month and entry.kind in NEWS for entry in news)
        for entry in news:
            assert not entry.case or entry in watcher.story(entry.case).entries
            some += bool(entry.case)
    assert some > 20


def test_a_story_is_data_that_json_knows() -> None:
    watcher, _ = watched("full_reform")
    for number in watcher.numbers()[::40]:
        story = watcher.story(number)
        read = json.loads(json.dumps(plain(story), ensure_ascii=False))
        assert read["number"] == number and len(read["entries"]) == len(story.entries)
        assert all(entry["party"] in PARTIES for entry in read["entries"])
        assert all(set(entry["text"]) == {"en", "zh"} for entry in read["entries"])


def test_nothing_is_told_of_a_case_that_is_not_there() -> None:
    watcher, _ = watched("full_reform")
    assert not watcher.knows(5) and watcher.story(5).entries == () and watcher.story(5).facts is None


def test_what_is_told_is_in_both_languages() -> None:
    for name in REGIMES:
        watcher, _ = watched(name)
        for month in range(0, 48, 6):
            for entry in watcher.happened(month):
                assert re.search("[\u4e00-\u9fff]", entry.text.zh) and "{" not in entry.text.zh + entry.text.en
                assert not re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", entry.text.en)
                assert entry.text.en[0].isupper() and entry.text.en.endswith(".") and entry.text.zh.endswith("。")
    assert {name for name in MESSAGES if name.startswith("seen_")} >= {
        f"seen_{kind}" for kind in ("worker", "acts", "back")
    }


def test_what_is_open_at_the_switch_is_told_from_there() -> None:
    settings = lively()
    world = with_log(at_the_switch(spun_up(settings, 0)))
    before = Watcher(world, settings.world)
    open_cases = np.sort(in_use(world, "cases").number[in_use(world, "cases").open == 1])
    assert before.numbers() == open_cases.tolist()
    for number in before.numbers()[:20]:
        (entry,) = before.story(number).entries
        assert (entry.kind, entry.month, entry.logged) == ("open_at_switch", 0, False)


def test_who_passes_a_case_on_comes_before_whoever_gets_it() -> None:
    """And what is sent back within the month in which it was passed up is told as well."""
    passed = back = 0
    for name in REGIMES:
        watcher, _ = watched(name)
        for number in watcher.numbers():
            entries = watcher.story(number).entries
            for place, entry in enumerate(entries):
                if entry.kind == "landed":
                    kinds = [other.kind for other in entries[:place] if other.month == entry.month]
                    assert "passed" in kinds
                    passed += 1
                if entry.kind == "passed" and "up to" in entry.text.en:
                    later = [other for other in entries[place:] if other.kind == "back"]
                    story = watcher.story(number)
                    assert later or story.course[-1].lead == "passed_up"
                    back += bool(later) and later[0].month == entry.month
    assert passed > 20 and back > 5


def test_who_had_a_case_in_hand_is_told_before_anything_they_do() -> None:
    """Whoever works, covers, passes on or errs was told to have it in hand, or took the desk over."""
    for name in REGIMES:
        watcher, _ = watched(name)
        for number in watcher.numbers():
            entries = watcher.story(number).entries
            if entries[0].kind != "arisen":
                continue
            had: set[int] = set()
            for entry in entries:
                if entry.kind in ("in_hand", "landed", "newcomer", "back"):
                    had.add(entry.person)
                if entry.kind in ("worker", "covered", "passed"):
                    assert entry.person in had, (number, entry)


def test_a_world_without_a_past_is_told_from_its_first_month() -> None:
    """Its people are there before the month that makes them is over, and its numbers are those of a plain run."""
    settings = compose(
        [*SMALL[:-1], *LIVELY, "spin_up=0"], names=["full_reform"], reference=None, folder=None, mode="compare"
    )
    scenario = settings.scenarios[0]
    watcher = followed(settings, scenario, spun_up(settings, 0), None)
    first = [entry for entry in watcher.happened(0) if entry.kind == "arisen"]
    assert first and all(re.search(r"held by cadre \d+-1:", entry.text.en) for entry in first)
    log = in_use(run_one(settings, scenario.stages, 0, log=True), "events")
    in_log = Counter((int(e.case_number), int(e.month), NAMES_OF_EVENTS[int(e.kind)]) for e in log if e.case_number)
    assert in_log == Counter((e.case, e.month, e.kind) for n in watcher.numbers() for e in logged(watcher.story(n)))
