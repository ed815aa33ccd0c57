"""The pictures: nothing overlaps, nothing is missing, every byte follows from the numbers, colours can be told apart."""

import csv
import itertools
import math
import os
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from drawn import assert_apart, assert_texts_have_room, texts
from matplotlib import font_manager
from matplotlib.figure import Figure
from PIL import Image
from wenze.experiments.command import command
from wenze.experiments.figures import fonts, multiples
from wenze.experiments.figures.drawn import Changes, DrawingFailed, check_drawing, draw_into, drawn, figure_lines
from wenze.experiments.figures.files import GALLERY, ONLY_FOR, figure_keys, figure_names, kind_names, read_figure
from wenze.experiments.figures.headlines import extreme
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import (
    COLOURS,
    GREY,
    MARKERS,
    SIZES,
    Size,
    colour_of,
    few_ticks,
    fit_numbers_beside,
    marker_of,
    zero_and_another,
)
from wenze.experiments.labels import told_apart
from wenze.experiments.library import compare, run
from wenze.experiments.manual import page
from wenze.experiments.messages import MESSAGES
from wenze.experiments.runs.results import Results
from wenze.experiments.terminal import width_of
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.settings.labels import FAMILIES
from wenze.sim.settings.labels import Family as OwnFamily
from wenze.sim.settings.yaml import dump_yaml, load_yaml

LANGUAGES = ("en", "zh")
ORIGIN = {"wenze": "9.8.7", "model": "5", "settings": "0123456789ab", "seed": "42"}
SMALL_WORLD = {
    f"world.scale.{key}": value for key, value in dict(counties=1, townships=2, posts=5, departments=3).items()
}
SMALLEST = {"paper": 6.5, "slide": 20.0}  # points


def compared(**how: Any) -> Results:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of changes that come after the last month
        return compare(overrides=SMALL_WORLD, **{"replications": 3, "months": 14, **how})


@pytest.fixture(scope="module")
def every() -> Results:
    """All regimes, long enough that those that change do so, with the parts of their differences."""
    return compared(months=72, parts=True)


@pytest.fixture(scope="module")
def two() -> Results:
    return compared(scenarios=["oversight", "full_reform"], replications=4)


@pytest.fixture(scope="module")
def lived() -> Results:
    """All regimes in several worlds."""
    return compared(worlds="plausible", replications=8)


@pytest.fixture(scope="module")
def alone() -> Results:
    """One regime, which changes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return run("crackdown", overrides=SMALL_WORLD, replications=2, months=60)


def renamed(results: Results, titles: Mapping[str, str], **other: Any) -> Results:
    """The same results with other titles of scenarios."""
    scenarios = tuple(
        replace(
            item, title_en=titles.get(item.name, item.title_en), title_zh=titles.get(item.name, item.title_zh), **other
        )
        for item in results.settings.scenarios
    )
    return replace(results, settings=replace(results.settings, scenarios=scenarios))


def words_in(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in texts(figure))


def usual(results: Results) -> list[str]:
    """The figures that are drawn of results unless others are asked for."""
    use = "comparison" if results.others else "run"
    figures = {name: read_figure(GALLERY / f"{name}.yaml") for name in figure_names()}
    return [
        name
        for name, figure in figures.items()
        if use in figure.drawn_for
        and (figure.kind != "parts" or results.parts)
        and (figure.kind != "worlds" or results.lived)
    ]


def one_of_each_kind(results: Results) -> list[str]:
    """Of the figures over time one: they differ in their measure alone."""
    return [name for name in usual(results) if name not in ("innovation_over_time", "lying_flat_over_time")]


# --- what they look like ------------------------------------------------------------------------------------------------


def assert_all_fit(results: Results, language: str, size: str) -> None:
    """Every sheet has its size, no text overlaps another or leaves it, and none is too small."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a character that no font has
        for name in one_of_each_kind(results):
            picture = drawn(results, name, lang=language, size=size)
            width, height = picture.get_size_inches()
            if size == "slide":
                assert (width, height) == pytest.approx((40 / 3, 7.5))
                assert len(picture.axes) <= 6
            else:
                assert width == 7.0 and height < 9.5
            found = assert_texts_have_room(picture, f"{name} {language} {size}")
            assert min(text.get_fontsize() for text in found) >= SMALLEST[size], name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_their_size_and_no_text_overlaps_another_or_leaves_the_sheet(
    every: Results, language: str, size: str
) -> None:
    assert_all_fit(every, language, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_regimes_and_one_have_room_as_well(two: Results, alone: Results, language: str, size: str) -> None:
    assert_all_fit(two, language, size)
    assert_all_fit(alone, language, size)


def many(results: Results, count: int) -> Results:
    """Results of so many regimes: those there are, again and again under other names and long titles."""
    copies: dict[str, Any] = {}
    for number, item in zip(range(count), itertools.cycle(results.others), strict=False):
        title = f"Responsibility lists, with strictness of accountability {number / 10:.1f}"
        copies[f"copy_{number}"] = (item.name, replace(item, name=f"copy_{number}", title_en=title, title_zh=title))
    sources = {results.reference.name: results.reference.name, **{name: source for name, (source, _) in copies.items()}}
    scenarios = (results.reference, *(item for _, item in copies.values()))

    class Again:
        def groups(self, counts: Any = None) -> Any:
            for name, source in sources.items():
                yield from (g._replace(scenario=name) for g in results.counts.groups(counts) if g.scenario == source)

    return Results(replace(results.settings, scenarios=scenarios), Again())


@pytest.mark.parametrize("size", SIZES)
def test_twenty_five_scenarios_have_room(two: Results, size: str) -> None:
    results = many(two, 25)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in one_of_each_kind(results):
            picture = drawn(results, name, size=size)
            assert_texts_have_room(picture, f"{name} {size}")
            assert picture.get_figheight() < 9.6
            words = words_in(picture).replace("\n", " ")
            if size == "slide":
                assert "of 25 regimes farthest from the reference" in words and "left out" in words


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_numbers_beside_panels_are_apart_whatever_is_shown_and_however_little_room_there_is(size: Size) -> None:
    heights = (2, 3, 6) if size.height else (1, 2, 4)  # lines of text
    spans = [(-0.08, 1.08), (0.1, 0.95), (-0.3, 0.31), (-0.96, 0.04), (0.001, 0.0019), (-2.0, 1e-3), (0.0, 1.0)]
    with mpl.rc_context({"ytick.labelsize": size.small}):
        for lines, place, after in itertools.product(heights, range(len(spans)), (1, 3)):
            upper, lower = spans[place], spans[(place + after) % len(spans)]
            height = lines * size.small / 72
            figure = Figure(figsize=(3, 2 * height + 0.57))
            feet = ((height + 0.32, upper), (0.25, lower))
            for foot, span in feet:  # two panels, 0.07 inches between them
                panel = figure.add_axes((0.5, foot / figure.get_figheight(), 0.4, height / figure.get_figheight()))
                panel.set_xticks([])
                panel.set_ylim(span)
                (few_ticks(panel.yaxis, 3) if span is upper else zero_and_another(panel.yaxis))
                fit_numbers_beside(panel, size)
                assert panel.get_yticklabels()
                assert 0.0 in panel.get_yticks() or not span[0] <= 0.0 <= span[1]
            assert_apart(texts(figure), f"{lines} {upper} {lower}")


def test_a_slide_shows_the_regimes_that_differ_most_or_those_that_are_named(every: Results) -> None:
    rows = {item.name: every.row(item.name, "effort") for item in every.others}
    farthest = sorted(rows, key=lambda name: (rows[name].direction == 0, -abs(rows[name].difference), name))
    shown = {number.scenario for number in drawn(every, "effort_over_time", size="slide").numbers}
    assert shown == {every.settings.reference, *farthest[:3]}
    named = ["oversight", "full_reform"]
    picture = drawn(every, "differences", size="slide", scenarios=named)
    assert {number.scenario for number in picture.numbers} == set(named)
    assert "left out" not in words_in(picture)


def test_full_and_hollow_mean_one_thing(every: Results) -> None:
    """A full dot is a regime that can be told from the reference, in every panel of every picture."""
    for name in ("story", "differences", "levels", "outcomes"):
        picture = drawn(every, name)
        faces = [face for panel in picture.axes for dots in panel.collections if dots.__class__.__name__ == "PathCollection"
                 for face in dots.get_facecolors()]  # fmt: skip
        assert faces
        measures = {"story": ("effort", "sanctions_at_township", "harm", "lying_flat")}.get(
            name, read_figure(GALLERY / f"{name}.yaml").measures[name == "levels" :]
        )
        known = [every.row(item.name, measure) for item in every.others for measure in measures]
        hollow = sum(row.direction == 0 and not math.isnan(row.mean) for row in known)
        assert sum(bool((face[:3] == 1).all()) for face in faces) == hollow, name


def test_panels_over_time_show_the_paired_difference_beside_the_level_and_say_what_a_point_is(every: Results) -> None:
    picture = drawn(every, "effort_over_time")
    (zero,) = [drawn for drawn in picture.axes[0].collections if drawn.get_zorder() == multiples.ZERO]
    assert len(zero.get_segments()) == len(every.others)
    words = words_in(picture).replace("\n", " ")
    assert "A point is a quarter's mean." in words and "not paired" in words and "paired difference" in words
    course = every.course("effort", 3)
    differences = course.values["oversight"] - course.values[every.settings.reference]
    found = [n for n in picture.numbers if n.scenario == "oversight" and n.quantity == "difference"]
    assert [n.value for n in found] == pytest.approx(differences.mean(axis=0).tolist())
    assert {n.interval for n in found} == {"95% of the paired difference"}
    assert (found[1].from_month, found[1].until_month, found[1].year) == (3, 6, 0.375)


def test_a_chinese_title_is_drawn_heavier_than_its_text(alone: Results) -> None:
    picture = drawn(alone, "regime", lang="zh")
    title = max(picture.texts, key=lambda text: text.get_fontsize())
    assert title.get_path_effects() or title.get_fontweight() == "bold"
    assert not any(text.get_path_effects() for text in picture.texts if text.get_fontsize() < title.get_fontsize())


# --- headlines ----------------------------------------------------------------------------------------------------------


def test_headlines_say_distinguishable_and_neither_rank_nor_claim_causes() -> None:
    for name, words in MESSAGES.items():
        if name.startswith("figure_"):
            assert not re.search(r"(?i)\bclear|\bgains?\b|\braises?\b|\bbest\b|\bworst\b|\bbetter\b", words["en"]), name
            assert not re.search("提升|明显|最好|最差|监督者", words["zh"]), name
            assert "95 %" not in words["zh"] and not re.search(r"\d%", words["en"]), name


def test_an_extreme_is_named_only_if_it_can_be_told_from_the_next(every: Results) -> None:
    page = Page(every, read_figure(GALLERY / "differences.yaml"), "x", SIZES["paper"])
    for measure, direction in itertools.product(("effort", "harm", "lying_flat", "wrongful_share"), (1, -1)):
        found = extreme(page, measure, direction)
        if found:
            own = every.values[found.name][measure]
            for other in (item for item in every.all if item.name != found.name):
                assert direction * np.nanmean(own) >= direction * np.nanmean(every.values[other.name][measure])
            assert every.row(found.name, measure).direction == direction
    twin = many(every, 32)  # every regime twice: none can be told from the next
    page = Page(twin, read_figure(GALLERY / "differences.yaml"), "x", SIZES["paper"])
    assert extreme(page, "effort", 1) is None and extreme(page, "harm", -1) is None


def test_headlines_can_be_neutral_or_ones_own(every: Results, alone: Results) -> None:
    assert drawn(every, "differences", headline=False).headline == "Differences from Blanket punishment"
    assert drawn(every, "differences").headline.startswith("Effort: ")
    assert drawn(every, "story", title="Mine, {reference}").headline == "Mine, {reference}"
    assert drawn(alone, "regime").headline.startswith("Crackdown: effort ")
    assert drawn(alone, "regime", headline=False, lang="zh").headline == "“问责风暴”随时间的变化"


# --- figure files -------------------------------------------------------------------------------------------------------


def test_every_built_in_figure_is_a_valid_file_in_both_languages() -> None:
    assert len(figure_names()) >= 10
    for name in figure_names():
        figure = read_figure(GALLERY / f"{name}.yaml")
        for words in (figure.title, figure.says, *(line.title for line in figure.lines)):
            assert words is None or (words.en and words.zh), name
    for language in LANGUAGES:
        with speaking(language):
            assert len(figure_lines()) == len(figure_names()) and "{" not in "".join(figure_lines())


OWN = """
kind: differences
title: {zh: 我的图}
measures: [harm, safety]
scenarios: [full_reform]
from: 2
until: 10
size: slide
headline: false
"""


def test_a_figure_of_ones_own_is_drawn_like_a_built_in_one(two: Results, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(OWN, encoding="utf-8")
    picture = drawn(two, path)
    assert picture.headline == "我的图" and picture.get_figwidth() > 13
    assert {(n.scenario, n.measure, n.from_month, n.until_month) for n in picture.numbers} == {
        ("full_reform", "harm", 2, 10), ("full_reform", "safety", 2, 10)
    }  # fmt: skip
    assert picture.numbers[0].value == two.over(2, 10).row("full_reform", "harm").difference
    draw_into(two, tmp_path, only=[str(path)], changes=Changes(measures=["effort"]), origin=ORIGIN)
    with (tmp_path / "mine.csv").open(encoding="utf-8", newline="") as file:
        assert {line["measure"] for line in csv.DictReader(file)} == {"effort"}


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("kind: differences", "kind: diferences", 'kind="diferences".*did you mean differences'),
        ("size: slide", "sise: slide", "sise: unknown; did you mean size"),
        ("[harm, safety]", "[harm, safty]", 'measures="safty": is no measure; did you mean safety'),
        ("[harm, safety]", "[]", "measures=.*at least 1"),
        ("[full_reform]", "[ful_reform]", 'scenarios="ful_reform": is not in this result; did you mean full_reform'),
        ("from: 2", "from: 20", "from=20"),
        ("from: 2", "from: two", 'from="two"'),
        ("until: 10", "until: 99", "until=99"),
        ("size: slide", "size: poster", 'size="poster".*paper.*slide'),
        ("{zh: 我的图}", "{zh: ''}", "title: must say something"),
        ("{zh: 我的图}", "{zh: '{harms}'}", "title: .*harms.*did you mean harm"),
        ("{zh: 我的图}", "'" + "x" * 400 + "'", "title"),
        ("kind: differences", "kind: over_time", "a figure of kind over_time takes 1 to 1 measures"),
        ("kind: differences", "kind: parts", "parts=true"),
        ("kind: differences", "kind: story", "lines: missing"),
        ("headline: false", "headline: no way", "headline="),
        ("headline: false", "title: {en: again}", "given twice"),
    ],
)
def test_a_wrong_figure_file_is_refused_in_one_line(
    two: Results, tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    path = tmp_path / "mine.yaml"
    assert was in OWN
    path.write_text(OWN.replace(was, becomes), encoding="utf-8")
    for language in LANGUAGES:
        with speaking(language), pytest.raises(InputError) as refusal:
            drawn(two, path)
        assert "mine" in str(refusal.value) and "\n" not in str(refusal.value)
        if language == "en":
            assert re.search(said, str(refusal.value)), str(refusal.value)


@pytest.mark.parametrize(
    ("name", "how", "said"),
    [
        ("stroy", {}, "did you mean story"),
        ("nothing.yaml", {}, "cannot be read"),
        ("parts", {}, "parts=true"),
        ("differences", {"measures": ["efort"]}, "^measures=.*did you mean effort"),
        ("differences", {"measures": []}, "list of names"),
        ("levels", {"measures": ["effort"]}, "2 to 2 measures"),
        ("differences", {"scenarios": "oversigt"}, "^scenarios=.*did you mean oversight"),
        ("story", {"lang": "fr"}, "lang=fr"),
        ("story", {"size": "poster"}, "size=poster: expected paper or slide"),
        ("story", {"title": "x" * 20_000}, "title=.*300"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(two: Results, name: str, how: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        drawn(two, name, **how)


# --- none, all, and no difference at all ----------------------------------------------------------------------------------


def with_changes(results: Results, *changes: tuple[float, float, float]) -> Results:
    """The same results with one difference and its interval for every measure of each regime beside the reference."""
    made = dict(zip((item.name for item in results.others), changes, strict=True))
    rows = [
        row._replace(**dict(zip(("difference", "difference_low", "difference_high"), made[row.scenario], strict=True)))
        if row.scenario in made
        else row
        for row in results.rows
    ]
    other = replace(results)
    other.__dict__["rows"] = rows
    return other


UP, DOWN, UNCLEAR, ZERO = (0.2, 0.1, 0.3), (-0.2, -0.3, -0.1), (0.1, -0.1, 0.3), (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ((UP, UP), "higher in all 2", "均更高"),
        ((DOWN, DOWN), "lower in all 2", "均更低"),
        ((UP, UNCLEAR), "higher in 1 of 2 other regimes, lower in none", "无一更低"),
        ((ZERO, DOWN), "lower in 1 of 2 other regimes, higher in none", "无一更高"),
        ((UNCLEAR, ZERO), "not distinguishable in any", "均不明确"),
        ((ZERO, ZERO), "does not differ in any replication", "均无差异"),
    ],
)
def test_headlines_are_plain_where_there_is_none_or_all(two: Results, changes: Any, english: str, chinese: str) -> None:
    results = with_changes(two, *changes)
    assert english in drawn(results, "story").headline  # type: ignore[attr-defined]
    with speaking("zh"):
        assert chinese in drawn(results, "story", lang="zh").headline  # type: ignore[attr-defined]
    for name in ("differences", "levels", "outcomes", "effort_over_time"):
        for language in LANGUAGES:
            assert not re.search(r"\bin 0\b|(?<!\d)0 种|None", drawn(results, name, lang=language).headline)  # type: ignore[attr-defined]


def test_a_difference_that_is_none_in_any_replication_is_said_so(two: Results) -> None:
    results = with_changes(two, ZERO, UP)
    same = drawn(results, "effort_over_time", scenarios=[results.others[0].name])
    assert "no difference between" in same.headline and "in any replication" in same.headline  # type: ignore[attr-defined]
    assert "0 in every replication" in words_in(same)
    with speaking("zh"):
        same = drawn(results, "effort_over_time", scenarios=[results.others[0].name], lang="zh")
    assert "各次重复中均无差异" in same.headline and "各次重复均为 0" in words_in(same)  # type: ignore[attr-defined]


# --- keys of a file ---------------------------------------------------------------------------------------------------------


def test_one_name_is_a_list_of_one_in_a_figure_file(two: Results, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("kind: differences\ntitle: Mine\nmeasures: effort\nscenarios: oversight\n", encoding="utf-8")
    assert {(n.scenario, n.measure) for n in drawn(two, path).numbers} == {("oversight", "effort")}


@pytest.mark.parametrize(
    ("text", "key", "has", "lacks"),
    [
        ("kind: differences\ntitle: A\nmeasures: effort\nscale: log", "scale", "kind, title, measures", "lines"),
        ("kind: differences\ntitle: A\nmeasures: effort\nscale: log", "scale", "from, until", "period"),
        ("kind: over_time\ntitle: A\nmeasures: effort\nscale: log", "scale", "until, period", "lines"),
        ("kind: differences\nmeasures: effort", "title", "scenarios", "period"),
        ("title: A\nmeasures: effort", "kind", "period", "colour"),
        (
            "kind: story\ntitle: A\nmeasures: effort\nlines: [{show: mean}]",
            "lines[0].measures",
            "show, measures",
            "from",
        ),
    ],
)
def test_what_is_said_of_a_key_of_a_figure_file_lists_those_of_its_kind(
    two: Results, tmp_path: Path, text: str, key: str, has: str, lacks: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        drawn(two, path)
    assert refusal.value.key == key
    assert has in refusal.value.allowed and lacks not in refusal.value.allowed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_on_figures_tells_every_key_and_kind_of_a_figure_file(language: Any) -> None:
    with speaking(language):
        told = page(command("figures"))
    for name in [*figure_keys(None), *kind_names()]:
        assert re.search(rf"(?<![a-z_]){name}(?![a-z_])", told), name


def test_keys_for_some_kinds_alone_are_those_that_these_read() -> None:
    assert {name for kinds in ONLY_FOR.values() for name in kinds} <= set(kind_names())
    assert set(ONLY_FOR) <= set(figure_keys(None))


def test_a_period_moves_the_points_of_just_those_kinds_that_read_one(
    every: Results, alone: Results, lived: Results, tmp_path: Path
) -> None:
    moved = {}
    for name in figure_names():
        plain = load_yaml(GALLERY / f"{name}.yaml")
        results = alone if read_figure(GALLERY / f"{name}.yaml").drawn_for == ("run",) else every
        results = lived if plain["kind"] == "worlds" else results
        numbers = []
        for period in (6, 12):
            path = tmp_path / f"{name}_{period}.yaml"
            path.write_text(dump_yaml({**plain, "period": period}), encoding="utf-8")
            numbers.append(repr(drawn(results, path).numbers))
        moved[plain["kind"]] = numbers[0] != numbers[1]
    assert {kind for kind, other in moved.items() if other} == set(ONLY_FOR["period"])
    assert set(moved) == set(kind_names())


@pytest.mark.parametrize("size", ["paper", "slide"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_pictures_of_several_worlds_fit_and_say_in_which_they_are(
    lived: Results, two: Results, language: str, size: str
) -> None:
    for name in ("worlds", "story", "differences", "effort_over_time"):
        picture = drawn(lived, name, lang=language, size=size)
        assert_texts_have_room(picture, f"{name} {language} {size}")
        assert "worlds=plausible" in words_in(picture).replace("\n", "")
    with pytest.raises(InputError, match="worlds=plausible"):
        drawn(two, "worlds")


def test_a_comparison_is_asked_for_where_there_is_none(alone: Results, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a comparison"):
        drawn(alone, "differences")
    draw_into(alone, tmp_path, origin=ORIGIN)
    drawn_of_one = {path.stem for path in tmp_path.iterdir()}
    assert drawn_of_one == set(usual(alone)) >= {"regime", "roles"} and "differences" not in drawn_of_one


@pytest.mark.parametrize("given", [{"formats": ["svg", "gif"]}, {"only": ["story", "other/story.yaml"]}])
def test_files_that_cannot_be_are_refused_before_anything_is_drawn(two: Results, tmp_path: Path, given: Any) -> None:
    with pytest.raises(InputError):
        draw_into(two, tmp_path, **given)
    assert not list(tmp_path.iterdir())


def test_every_kind_is_a_module_that_says_what_it_draws() -> None:
    assert set(kind_names()) == {read_figure(GALLERY / f"{name}.yaml").kind for name in figure_names()}


# --- files --------------------------------------------------------------------------------------------------------------


def test_the_same_numbers_give_the_same_bytes_whatever_the_users_settings_and_files_say_where_they_come_from(
    two: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, names = tmp_path / "first", tmp_path / "second", ["story", "effort_over_time", "roles"]
    first.mkdir()
    draw_into(two, first, only=names, formats=("svg", "png", "pdf"), origin=ORIGIN)
    second.mkdir()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    with mpl.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "none", "savefig.bbox": "tight"}):
        draw_into(two, second, only=names, formats=("svg", "png", "pdf"), origin=ORIGIN)
    assert os.environ["SOURCE_DATE_EPOCH"] == "abc"
    files = sorted(path.name for path in first.iterdir())
    assert files == sorted(f"{name}.{form}" for name in names for form in ("svg", "png", "pdf", "csv"))
    for name in files:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    for path in first.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert all(f"{key} {value}" in text for key, value in ORIGIN.items()), path.name
        assert "<text" not in text
        ElementTree.fromstring(text)
    for path in first.glob("*.png"):
        with Image.open(path) as image:
            assert all(f"{key} {value}" in image.info["Description"] for key, value in ORIGIN.items()), path.name


def test_svg_can_hold_its_text_as_text(two: Results, tmp_path: Path) -> None:
    draw_into(two, tmp_path, only=["outcomes"], lang="zh", formats=["svg"], text_as_text=True, origin=ORIGIN)
    text = (tmp_path / "outcomes.svg").read_text(encoding="utf-8")
    assert "<text" in text and "全面改革" in text


def test_the_numbers_beside_a_picture_are_those_of_the_summary(every: Results, tmp_path: Path) -> None:
    draw_into(every, tmp_path, only=["differences", "parts", "effort_over_time", "story"], formats=[], origin=ORIGIN)

    def lines(name: str) -> list[dict[str, str]]:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    assert {line["scenario"] for line in lines("differences")} == {item.name for item in every.others}
    for line in lines("differences"):
        row = every.row(line["scenario"], line["measure"])
        assert line["value"] == ("" if math.isnan(row.difference) else str(row.difference))
        assert line["year"] == "" and (line["from_month"], line["until_month"]) == ("0", "72")
    assert {line["quantity"] for line in lines("parts")} == {"difference", "mechanical", "behavioural"}
    for line in lines("parts"):
        part = getattr(every.part(line["scenario"], line["measure"]), line["quantity"])
        assert line["value"] == ("" if math.isnan(part.mean) else str(part.mean))
    effort = [
        line for line in lines("effort_over_time") if line["scenario"] == "oversight" and line["quantity"] == "mean"
    ]
    # Every cadre counts in every month and periods are equally long, so the mean of the periods is that of the run.
    values = [float(line["value"]) for line in effort]
    assert math.fsum(values) / len(values) == pytest.approx(every.row("oversight", "effort").mean)
    assert all("not paired" in line["interval"] for line in effort)
    for line in lines("story"):
        assert set(line) == {
            "scenario", "measure", "quantity", "from_month", "until_month", "year", "value", "low", "high", "interval"
        }  # fmt: skip


@pytest.mark.parametrize(
    "how",
    [
        {"scenarios": ["blanket_punishment"], "months": 5, "replications": 1},
        {"scenarios": ["no_accountability"], "months": 1, "replications": 2},
        {"scenarios": ["oversight", "full_reform"], "months": 130, "replications": 2, "window": (100, 130)},
    ],
)
def test_small_comparisons_can_be_drawn(tmp_path: Path, how: Any) -> None:
    """One regime alone, one replication, one month, a window with a last period that is shorter."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_into(compared(**how), tmp_path, formats=["png"], changes=Changes(size="slide"), origin=ORIGIN)
    assert len(list(tmp_path.glob("*.png"))) >= 2


def test_a_failure_while_drawing_is_one_line_of_its_own_kind(
    two: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.experiments.figures.style.Picture.savefig", lambda *given, **how: 1 / 0)
    with pytest.raises(DrawingFailed, match=r"^[^\n]*ZeroDivisionError[^\n]*$"):
        draw_into(two, tmp_path, only=["levels"], origin=ORIGIN)


def test_a_picture_shows_itself_in_a_notebook_and_keeps_its_looks(two: Results) -> None:
    picture = drawn(two, "outcomes", lang="zh")
    assert picture._repr_png_().startswith(b"\x89PNG")
    families = {text.get_fontfamily()[0] for text in texts(picture)}
    assert families == {fonts.chinese_font()}


# --- names --------------------------------------------------------------------------------------------------------------

ALIKE = {f"s{number}": f"Responsibility lists with strictness 0.{number}" for number in range(1, 6)}


def test_names_that_would_coincide_when_cut_are_told_apart() -> None:
    short = told_apart(ALIKE, 32)
    assert len(set(short.values())) == 5 and all(width_of(name) <= 32 for name in short.values())
    assert all(name.endswith(f"0.{number}") for number, name in enumerate(short.values(), 1))
    assert told_apart({"a": "Mine", "b": "Mine", "c": "Other"}, 32) == {"a": "Mine (a)", "b": "Mine (b)", "c": "Other"}
    ends = {name: f"{'x' * 30} {name} {'y' * 40}" for name in ("one", "two")}
    assert len(set(told_apart(ends, 32).values())) == 2
    long = {f"{'n' * 58}{number}": "Same title" for number in range(3)}
    assert len(set(told_apart(long, 32).values())) == 3
    assert told_apart({"a": "责任清单" * 10}, 32)["a"] == "责任清单" * 3 + "责任清…"


def test_two_scenarios_with_one_title_are_shown_with_their_names(two: Results) -> None:
    same = renamed(two, {"oversight": "One title", "full_reform": "One title"})
    words = words_in(drawn(same, "differences"))
    assert "One title (oversight)" in words and "One title (full_reform)" in words


def test_every_family_has_a_colour_and_a_marker_and_one_of_ones_own_has_its_own(two: Results) -> None:
    assert set(COLOURS) == set(MARKERS) == set(FAMILIES)
    assert len(set(MARKERS.values())) == len(FAMILIES)
    family = OwnFamily.model_validate({"name": "mine", "colour": "#aa5500", "marker": "<"})
    mine = replace(two.others[0], family="mine", own_family=family)
    assert (colour_of(mine), marker_of(mine)) == ("#aa5500", "<")
    assert marker_of(replace(mine, own_family=None)) and colour_of(replace(mine, own_family=None))
    assert (colour_of(two.others[0]), marker_of(two.others[0])) != ("#aa5500", "<")


# --- fonts and surroundings ---------------------------------------------------------------------------------------------


def test_chinese_in_an_english_picture_is_drawn(two: Results, tmp_path: Path) -> None:
    mixed = renamed(two, {"oversight": "温和清单"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = drawn(mixed, "differences", lang="en")
        assert draw_into(mixed, tmp_path, only=["differences"], lang="en", origin=ORIGIN) == []
    assert fonts.chinese_font() in texts(picture)[0].get_fontfamily()
    assert texts(picture)[0].get_fontfamily()[0] == fonts.PLAIN


def test_of_characters_beyond_all_fonts_one_note_tells(
    two: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts, "_other_fonts", lambda: iter(()))
    strange = renamed(two, {"oversight": "हिन्दी 한국어", "full_reform": "𠀀𠀁"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for language in LANGUAGES:
            notes = draw_into(strange, tmp_path, only=["outcomes"], lang=language, origin=ORIGIN)
            assert len(notes) == 1 and "한" in notes[0] and "\n" not in notes[0]
    assert capfd.readouterr().err == ""


def test_without_a_chinese_font_one_note_says_so_and_english_is_used(
    two: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, none = tmp_path / "english", tmp_path / "none"
    english.mkdir()
    none.mkdir()
    assert draw_into(two, english, only=["outcomes"], lang="en", origin=ORIGIN) == []
    monkeypatch.setattr(fonts, "chinese_font", lambda: None)
    with speaking("zh"):
        notes = draw_into(two, none, only=["outcomes"], origin=ORIGIN)
        assert notes == check_drawing()
    assert len(notes) == 1 and "中文字体" in notes[0]
    assert (english / "outcomes.svg").read_bytes() == (none / "outcomes.svg").read_bytes()


def test_a_chinese_font_of_one_weight_is_nothing_to_tell_the_user_of(
    alone: Results, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    font_manager.fontManager._findfont_cached.cache_clear()  # it warns once in a process
    draw_into(alone, tmp_path, lang="zh", formats=["svg"], origin=ORIGIN)
    assert not caplog.records


@pytest.fixture
def fresh_fonts() -> Any:
    """The search for a font begins anew, before and after."""
    caches = (fonts.chinese_font, fonts.characters_of, fonts.has_heavy_face)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_a_font_is_found_in_the_package_or_among_those_of_the_system_and_a_broken_file_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fresh_fonts: None
) -> None:
    packaged = fonts._packaged()
    assert packaged is not None and packaged.is_file()  # the extra ``chinese`` is in the lock
    broken, whole = tmp_path / "NotoSansCJK-Regular.ttc", tmp_path / "simhei.otf"
    broken.write_bytes(b"no font")
    whole.symlink_to(packaged)
    monkeypatch.setattr(fonts, "_packaged", lambda: None)
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", lambda: [str(whole), str(broken)])
    assert list(fonts._installed()) == [broken, whole]
    assert fonts.chinese_font() == "Noto Sans SC"
    fonts.chinese_font.cache_clear()
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", lambda: ["/fonts/DejaVuSans.ttf", str(broken)])
    assert fonts.chinese_font() is None


SURROUNDINGS = """
import pathlib, sys
if {homeless}:
    def home(*given):
        raise RuntimeError("no home")
    pathlib.Path.home = home
from wenze.experiments.figures.drawn import check_drawing
for note in check_drawing():
    print(note)
import matplotlib
assert matplotlib.rcParams["font.size"] == {size}, matplotlib.rcParams["font.size"]
"""


@pytest.mark.parametrize(
    ("environment", "rc_file", "homeless", "notes"),
    [
        ({"MPLBACKEND": "Qt4Agg"}, b"", False, ["MPLBACKEND=Qt4Agg"]),
        ({"MPLBACKEND": "nonsense", "SOURCE_DATE_EPOCH": "abc"}, b"font.size: 12", False, ["MPLBACKEND=nonsense"]),
        ({"MPLBACKEND": "agg"}, "# 字体\nfont.size: 12".encode("gbk"), False, ["settings file"]),
        ({"MPLCONFIGDIR": "/proc/nowhere"}, b"font.size: 12\nno such thing", False, []),
        ({}, b"font.size: 12", True, []),
    ],
    ids=["backend", "nonsense", "gbk", "unwritable", "homeless"],
)
def test_no_surroundings_keep_pictures_from_being_drawn(
    tmp_path: Path, environment: dict[str, str], rc_file: bytes, homeless: bool, notes: list[str]
) -> None:
    """What breaks or floods ``import matplotlib`` is known before the work begins, and costs a line at most."""
    if rc_file:
        (tmp_path / "matplotlibrc").write_bytes(rc_file)
    size = 12.0 if rc_file and "settings file" not in str(notes) else 10.0
    given = {key: value for key, value in os.environ.items() if not key.startswith(("MPL", "MATPLOTLIB"))}
    program = SURROUNDINGS.format(homeless=homeless, size=size)
    done = subprocess.run(
        [sys.executable, "-c", program], env={**given, **environment}, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) == len(notes) and all(note in line for note, line in zip(notes, lines, strict=True))


def test_where_nothing_can_be_drawn_it_is_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenze.experiments.figures.drawn._try_out", lambda: 1 / 0)
    with pytest.raises(InputError, match="figures=false"):
        check_drawing()


# --- colours ------------------------------------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes (2009), full severity: linear RGB as seen without one kind of cone.
NORMAL = np.eye(3)
DEUTERANOPE = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]])
PROTANOPE = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
TRITANOPE = np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]])
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    coded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    x, y, z = np.where((v := TO_XYZ @ light / WHITE) > 0.008856, np.cbrt(v), 7.787 * v + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", [NORMAL, DEUTERANOPE, PROTANOPE, TRITANOPE], ids=["all", "deutan", "protan", "tritan"])
def test_colours_can_be_told_apart_by_everybody(eyes: np.ndarray) -> None:
    seen = {colour: lab(np.clip(eyes @ linear(colour), 0, 1)) for colour in {*COLOURS.values(), GREY}}
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 15, (one, other)


@pytest.mark.parametrize("colour", sorted({*COLOURS.values(), GREY}))
def test_colours_stand_out_from_white(colour: str) -> None:
    assert 1.05 / (TO_XYZ[1] @ linear(colour) + 0.05) >= 3.0
