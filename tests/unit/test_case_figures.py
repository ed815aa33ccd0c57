"""Pictures and texts of cases and lives: everything has room, the same bytes each time, and the counts behind the table."""

import itertools
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from drawn import assert_texts_have_room
from matplotlib.colors import to_hex
from wenze.experiments.cases.counted import APART, COUNTS, Counted, counted, planted
from wenze.experiments.cases.figure import pictures_of, pictures_of_life, telling_first, words_of
from wenze.experiments.cases.lives import holder_of, lives
from wenze.experiments.cases.strips import LOOKS
from wenze.experiments.cases.telling import numbers_at, post_of, river_number, told
from wenze.experiments.cases.text import Lived, Told, alike, case_text, in_order, life_text
from wenze.experiments.figures.drawn import pen_for
from wenze.experiments.figures.environment import import_matplotlib
from wenze.experiments.figures.style import CONDUCT_COLOURS, SIZES, drawing, sized
from wenze.experiments.sweeps.drawn import draw_into
from wenze.experiments.terminal import width_of
from wenze.sim.batch import run_one
from wenze.sim.language import speaking
from wenze.sim.settings.compose import Settings, compose
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

WORLD = ["world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=6", "months=48", "spin_up=60"]
LANGUAGES = ("en", "zh")


@cache
def settings() -> Settings:
    return compose([*WORLD, "replications=3"], names=None, reference=None, folder=None, mode="compare")


@cache
def river() -> Told:
    stories = told(settings(), river_number(settings()), 1)
    return Told(settings(), river_number(settings()), 1, False, stories, None)


@cache
def own_duty() -> Told:
    """A case that the township has in hand, with as much to tell as there is at some posts."""
    numbers = list(itertools.chain(*(numbers_at(settings(), post) for post in range(4))))
    found = [(number, told(settings(), number)) for number in numbers[:6]]
    number, stories = max(found, key=lambda one: len(one[1][settings().reference].entries))
    return Told(settings(), number, 0, False, stories, None)


@cache
def life() -> Lived:
    two = compose(WORLD, names=["full_reform"], reference=None, folder=None, mode="compare")
    person = holder_of(two, 3)
    return Lived(two, person, 3, 0, lives(two, person))


def drawn(found: Any, language: Any, size: str) -> Any:
    import_matplotlib()
    make = pictures_of if isinstance(found, Told) else pictures_of_life
    _, fonts, _ = pen_for(language, words_of(found))
    with drawing(fonts), speaking(language), sized(SIZES[size]):
        (picture,) = make(found, SIZES[size])
        assert_texts_have_room(picture, f"{language} {size}")
    return picture


@pytest.mark.parametrize("size", ["paper", "slide"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["river", "own duty", "life"])
def test_every_text_has_room(what: str, language: str, size: str) -> None:
    picture = drawn({"river": river, "own duty": own_duty, "life": life}[what](), language, size)
    assert picture.headline and len(picture.axes) >= 1
    if size == "slide":
        assert picture.get_figheight() == SIZES["slide"].height


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        draw_into(lambda size: pictures_of(river(), size), tmp_path / name, "paper", words_of(river()), "origin")
    for form in ("svg", "png"):
        assert (tmp_path / "one" / f"case.{form}").read_bytes() == (tmp_path / "two" / f"case.{form}").read_bytes()


def test_a_slide_that_has_no_room_for_all_says_so() -> None:
    picture = drawn(river(), "en", "slide")
    words = " ".join(text.get_text() for text in picture.texts)
    assert ("regimes are shown" in words) == (len(picture.axes) < len(alike(river())))


def test_a_slide_shows_what_differs_most_and_the_reference_first() -> None:
    groups = alike(river())
    order = telling_first(river(), groups)
    assert order[0] == groups[0] and sorted(map(repr, order)) == sorted(map(repr, groups))

    def outcome(group: Any) -> Any:
        story = river().stories[group[0].name]
        return story.ended and story.ended.how, {(one.party, one.deserved) for one in story.answered}

    kinds = [repr(outcome(group)) for group in order]
    assert len(set(kinds[: len(set(kinds))])) == len(set(kinds)), "each outcome once before any comes again"


def test_what_acts_is_told_apart_by_height_as_well_as_colour() -> None:
    for name in ("work", "explore", "cover", "idle"):
        assert to_hex(LOOKS[name].colour).upper() == CONDUCT_COLOURS[name]
    assert LOOKS["work"].height > LOOKS["explore"].height > LOOKS["cover"].height > LOOKS["idle"].height
    assert LOOKS["act"].height > LOOKS["relay"].height > LOOKS["sit"].height


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_eighty_columns(language: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with speaking(language):
        for said in (case_text(river()), case_text(own_duty()), life_text(life())):
            assert all(width_of(line) <= 80 for line in said.splitlines()), said


def test_what_two_stories_share_is_told_once_and_nothing_is_lost() -> None:
    """Every story can be put together again from what is printed: each entry stands under its regime or under the other's."""
    found = own_duty()
    said = case_text(found)
    groups = alike(found)
    assert sum(map(len, groups)) == len(settings().scenarios) == 21
    assert groups[0][0].name == settings().reference == in_order(settings())[0].name
    entries = sum(len(found.stories[group[0].name].entries) for group in groups)
    printed = sum(line[:5].strip().isdigit() for line in said.splitlines())
    assert printed < entries or len(groups) == 1
    for entry in found.stories[settings().reference].entries:
        assert entry.text.en.split(".")[0][:40] in " ".join(said.split())


# --- how often --------------------------------------------------------------------------------------------------------


@cache
def few() -> Settings:
    names = ["river_channel", "no_accountability"]
    return compose([*WORLD, "replications=3"], names=names, reference=None, folder=None, mode="compare")


@cache
def table() -> Counted:
    return counted(few(), 2, threads=2)


def test_the_count_is_what_single_runs_come_to() -> None:
    """Plant by plant and replication by replication, by whole runs of their own."""
    found = {share.scenario: share for share in table().shares}
    for scenario in few().scenarios:
        totals = np.zeros((3, 3))
        for one in planted(few(), 2):
            for replication in range(3):
                state: State = run_one(one, scenario.stages, replication)
                totals[:, replication] += [state.tallies[name].sum() for name in COUNTS]
        share = found[scenario.name]
        assert (share.cases, share.decided) == (6, int(totals[0].sum()))
        known = totals[0] > 0
        if known.any():
            assert share.township.mean == pytest.approx(float((totals[1][known] / totals[0][known]).mean()))
            assert share.departments.mean == pytest.approx(float((totals[2][known] / totals[0][known]).mean()))


def test_plants_are_half_a_year_apart_and_have_the_same_time() -> None:
    found = planted(few(), 3)
    months = [one.world.problems.river_month for one in found]
    assert months == [6, 6 + APART, 6 + 2 * APART]
    assert len({one.run.months - one.world.problems.river_month for one in found}) == 1


def test_the_count_does_not_depend_on_threads_and_nobody_is_held_where_nobody_can_be() -> None:
    assert repr(counted(few(), 2).shares) == repr(table().shares)
    free = next(share for share in table().shares if share.scenario == "no_accountability")
    assert free.township.mean in (0.0, pytest.approx(float("nan"), nan_ok=True))


def test_the_first_replication_in_which_it_is_decided() -> None:
    of_first = np.array([[0, 0, 2], [0, 1, 0]])
    found = Counted(1, 3, table().shares[:2], of_first)
    one, other = (share.scenario for share in found.shares)
    assert (found.first_decided(one), found.first_decided(other)) == (2, 1)
    assert found._replace(of_first=np.array([[0, 0, 0], [0, 1, 0]])).first_decided(one) == 1
    assert found._replace(of_first=np.zeros((2, 3))).first_decided(one) is None


def test_the_numbers_that_arise_are_known_before_anything_is_run() -> None:
    """By the engine's own rule: what it says arises is what arises."""
    state = run_one(few(), few().scenarios[0].stages, 2, log=True)
    log = state.events[: state.clock[0].events]
    arisen = {int(event.case_number) for event in log[log.kind == 1]}
    known = set(itertools.chain(*(numbers_at(few(), post, 2) for post in range(12))))
    assert known == arisen and len(known) > 40
    assert all(post_of(few(), number) is not None for number in known)
    assert post_of(few(), 1 << 48) is None and river_number(few()) in known
