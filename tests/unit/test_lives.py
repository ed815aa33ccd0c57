"""Lives of officials: they say what the log says of them, and what the records show."""

import json
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest
from wenze.experiments.cases.honours import Before, honoured, is_of_the_round
from wenze.experiments.cases.lives import KINDS, OF_A_LIFE, Life, holder_of, lived, lives
from wenze.experiments.cases.story import plain
from wenze.experiments.cases.words import Names
from wenze.sim import records
from wenze.sim.batch import month_by_month, run_one, spans, spun_up, with_log
from wenze.sim.settings.compose import Settings, compose
from wenze.sim.state import at_the_switch, in_use, nobody_held

pytestmark = pytest.mark.usefixtures("engine")

SMALL = ["world.scale.counties=2", "world.scale.townships=2", "world.scale.posts=8", "months=60", "spin_up=60"]
LIVELY = [
    "world.problems.arrival=0.4", "policy.accountability.strictness_work=0.8", "policy.correction.reviewed=0.8",
    "policy.promotion.reposting=0.9", "policy.promotion.observability=0.9", "policy.promotion.honours=0.2",
    "policy.misconduct.temptation=0.3", "world.discipline.rate=0.03", "world.people.turnover=0.1",
    "world.discipline.talk_share=0.0", "world.discipline.removal_chance=1.0",
]  # fmt: skip


@cache
def lively() -> Settings:
    names = ["full_reform", "crackdown"]
    return compose([*SMALL, *LIVELY], names=names, reference=None, folder=None, mode="compare")


@cache
def logs() -> dict[str, Any]:
    return {
        scenario.name: in_use(run_one(lively(), scenario.stages, 0, log=True), "events")
        for scenario in lively().scenarios
    }


@cache
def of_post(post: int) -> dict[str, Life]:
    return dict(lives(lively(), holder_of(lively(), post)))


@pytest.mark.parametrize("post", [0, 9, 30])
def test_a_life_agrees_with_the_log_entry_by_entry(post: int) -> None:
    for name, life in of_post(post).items():
        log = logs()[name]
        own = log[np.isin(log.kind, [number for number, kind in KINDS.items() if kind in OF_A_LIFE])]
        own = own[own.subject == life.person]
        in_log = Counter((int(e.month), KINDS[int(e.kind)], int(e.case_number)) for e in own)
        told = Counter((entry.month, entry.kind, entry.case) for entry in life.entries if entry.logged)
        assert told == in_log and len(in_log) > 3, name


def test_the_kinds_of_a_life_are_those_whose_subject_is_a_cadre() -> None:
    """Entries are decided, cases arise and are handed down, audits strike leaders: none of it is a cadre's doing."""
    assert set(KINDS.values()) - set(OF_A_LIFE) == {"arisen", "decided", "handed_down", "answered_for"}


def test_a_course_is_what_was_recorded_of_the_post_and_a_year_adds_it_up() -> None:
    for life in of_post(9).values():
        assert life.course[0].month == 0 == life.came
        months = [at.month for at in life.course]
        assert months == list(range(len(months)))
        assert (life.gone is None) == (len(months) == 60) or life.gone == months[-1]
        assert sum(year.months for year in life.years) == len(months)
        for year in life.years:
            assert year.work + year.explore + year.cover + year.idle == year.months
        assert sum(year.burdened for year in life.years) == sum(at.burdened for at in life.course)
        marks = Counter(mark.what for mark in life.marks)
        assert sum(year.sanctions for year in life.years) <= marks["deserved"] + marks["undeserved"]
        assert [mark.month for mark in life.marks] == [entry.month for entry in life.entries]


def test_the_conduct_told_is_that_of_the_record() -> None:
    settings = lively()
    scenario = settings.scenarios[0]
    state = run_one(settings, scenario.stages, 0, record=True)
    names = {0: "work", 1: "explore", 2: "cover", 3: "idle"}
    for post in (0, 30):
        for at in of_post(post)[scenario.name].course:
            assert at.conduct == names[int(state.conduct[at.month, at.post])]


def test_who_is_honoured_is_who_the_engine_ranks_first() -> None:
    """The engine leaves the scores of the last county behind; honours of all counties add up to what it counts."""
    settings = lively()
    params = records.params_record(settings.world)
    some = 0
    for scenario in settings.scenarios:
        policies = {m: p for first, last, p in spans(scenario.stages, 60) for m in range(first, last)}
        world = spun_up(settings, 2)
        world = with_log(world._replace(**nobody_held(settings.world.scale, 60)._asdict()))
        before = Before.of(world)
        for month, state in month_by_month(settings, scenario.stages, world):
            if is_of_the_round(month + 60):
                policy = records.params_record(policies[month])
                found = [honoured(before, state, county, month, params, policy) for county in range(2)]
                assert sum(map(len, found)) == state.tallies[60 + month].honoured
                numbers = before.people.number[before.holders[16:]]
                order = sorted(range(16), key=lambda local: (-state.score[local], state.tie[local], local))
                ranked = [int(numbers[local]) for local in order if state.score[local] > -1e299]
                assert found[1] == ranked[: len(found[1])]
                some += len(found[1])
            before = Before.of(state)
    assert some > 10


def test_honours_and_why_somebody_left_are_told() -> None:
    kinds: Counter[str] = Counter()
    for post in range(0, 32, 5):
        for life in of_post(post).values():
            kinds.update(mark.what for mark in life.marks)
            assert (life.gone is None) == (life.why is None)
            if life.why is not None:
                kinds[life.why] += 1
                if life.why != "removed":
                    assert life.gone is not None and is_of_the_round(life.gone + 60)
    assert {"honoured", "left", "removed", "deserved", "undeserved", "disciplined", "reported"} <= set(kinds), kinds


def test_the_same_luck_makes_the_same_person_and_following_changes_nothing() -> None:
    settings = lively()
    found = of_post(0)
    assert {life.person for life in found.values()} == {holder_of(settings, 0)}
    again = lived(settings, settings.scenarios[1], at_the_switch(spun_up(settings, 0)), holder_of(settings, 0))
    assert again == found[settings.scenarios[1].name]


def test_somebody_who_comes_later_is_told_from_there_and_nobody_has_no_life() -> None:
    settings = lively()
    names = Names(2, 8, 30)
    holder = holder_of(settings, 0)
    gone = of_post(0)[settings.reference].gone
    if gone is not None and gone < 59:
        life = lives(settings, holder + 1)[settings.reference]
        assert life.came == gone + 1 and life.entries[0].kind == "came"
    nobody = lives(settings, names.number(3, 400))[settings.reference]
    assert (nobody.came, nobody.course, nobody.entries) == (None, (), ())


def test_a_life_is_data_that_json_knows() -> None:
    for life in of_post(9).values():
        assert json.loads(json.dumps(plain(life)))["person"] == life.person


def test_a_life_in_a_world_without_a_past_begins_with_its_first_month() -> None:
    settings = compose(
        [*SMALL[:-1], *LIVELY, "spin_up=0"], names=["full_reform"], reference=None, folder=None, mode="compare"
    )
    for life in lives(settings, holder_of(settings, 5)).values():
        assert life.came == 0 and life.course[0].post == 5
