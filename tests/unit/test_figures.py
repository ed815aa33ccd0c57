"""The pictures: nothing overlaps, nothing is missing, every byte follows from the numbers, colours can be told apart."""

import csv
import itertools
import math
import warnings
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from drawn import assert_texts_have_room
from matplotlib import font_manager
from PIL import Image
from wenze.experiments.analysis.decomposition import divide
from wenze.experiments.analysis.differences import summarise
from wenze.experiments.figures import fonts
from wenze.experiments.figures.comparison import OVER_TIME, Comparison, period_for
from wenze.experiments.figures.over_time import over_time
from wenze.experiments.figures.pages import draw_all, pictures
from wenze.experiments.figures.style import COLOURS, GREY, MARKERS, SIZES, drawing
from wenze.experiments.runs.collect import Periods, gather
from wenze.sim.language import speaking
from wenze.sim.settings.compose import compose
from wenze.sim.settings.labels import FAMILIES

LANGUAGES = ("en", "zh")
ORIGIN = {"wenze": "9.8.7", "model": "5", "settings": "0123456789ab", "seed": "42"}
SMALL_WORLD = [f"world.scale.{key}" for key in ("counties=1", "townships=2", "posts=5", "departments=3")]


def compared(tmp_path: Path, *overrides: str, names: list[str] | None = None) -> Comparison:
    settings = compose([*SMALL_WORLD, *overrides], names=names, reference=None, folder=None, mode="compare")
    period = period_for(settings.run.months)
    wanted = Periods(OVER_TIME, period)
    gathered = gather(settings, 2, tmp_path / "months.parquet", lambda done: None, wanted, parts=True)
    rows = {(row.scenario, row.measure): row for row in summarise(gathered.runs, settings.reference)}
    divided = divide(gathered.runs, gathered.forced, settings.reference)
    parts = {(row.scenario, row.measure): row for row in divided}
    return Comparison(settings, rows, gathered.periods, period, parts)


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """All regimes, long enough that those that change do so."""
    return compared(tmp_path_factory.mktemp("comparison"), "months=72", "replications=3")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_their_size_and_no_text_overlaps_another_or_leaves_the_sheet(
    comparison: Comparison, language: Any, size: str
) -> None:
    assert_all_fits(comparison, language, size)


def assert_all_fits(comparison: Comparison, language: Any, size: str) -> None:
    """Every sheet has its size, and no text in it overlaps another or leaves it."""
    faces = [fonts.chinese_font(), fonts.PLAIN] if language == "zh" else [fonts.PLAIN]
    with warnings.catch_warnings(), speaking(language), drawing(faces, SIZES[size]):
        warnings.simplefilter("error")  # matplotlib warns of a character that no font has
        for picture in pictures(comparison, SIZES[size]):
            width, height = picture.figure.get_size_inches()
            if size == "slide":
                assert (width, height) == pytest.approx((40 / 3, 7.5))
            else:
                assert width == 7.0 and height < 9.5
            assert_texts_have_room(picture)


def test_the_same_numbers_give_the_same_bytes_whatever_the_users_settings_and_files_say_where_they_come_from(
    comparison: Comparison, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    draw_all(comparison, first, "paper", ORIGIN)
    second.mkdir()
    with mpl.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "none", "savefig.bbox": "tight"}):
        draw_all(comparison, second, "paper", ORIGIN)
    names = sorted(path.name for path in first.iterdir())
    assert len(names) == 3 * 9 and {name.rpartition(".")[2] for name in names} == {"svg", "png", "csv"}
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    for path in first.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert all(f"{key} {value}" in text for key, value in ORIGIN.items()), path.name
        ElementTree.fromstring(text)
    for path in first.glob("*.png"):
        with Image.open(path) as image:
            assert all(f"{key} {value}" in image.info["Description"] for key, value in ORIGIN.items()), path.name


def test_the_numbers_beside_a_picture_are_those_of_the_summary(comparison: Comparison, tmp_path: Path) -> None:
    draw_all(comparison, tmp_path, "paper", ORIGIN)
    with (tmp_path / "differences.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["scenario"] for line in lines} == {item.name for item in comparison.others}
    for line in lines:
        row = comparison.rows[line["scenario"], line["measure"]]
        assert line["difference"] == ("" if math.isnan(row.difference) else str(row.difference))
    with (tmp_path / "parts.csv").open(encoding="utf-8", newline="") as file:
        drawn = list(csv.DictReader(file))
    assert {line["part"] for line in drawn} == {"difference", "mechanical", "behavioural"}
    for line in drawn:
        part = getattr(comparison.parts[line["scenario"], line["measure"]], line["part"])
        assert line["value"] == ("" if math.isnan(part.mean) else str(part.mean))
    with (tmp_path / "effort_over_time.csv").open(encoding="utf-8", newline="") as file:
        effort = [float(line["mean"]) for line in csv.DictReader(file) if line["scenario"] == "oversight"]
    # Every cadre counts in every month and periods are equally long, so the mean of the periods is that of the run.
    assert math.fsum(effort) / len(effort) == pytest.approx(comparison.rows["oversight", "effort"].mean)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_regimes_have_room_as_well(tmp_path: Path, language: Any, size: str) -> None:
    """What the help proposes first."""
    two = compared(tmp_path, "months=14", "replications=3", names=["blanket_punishment", "oversight"])
    assert_all_fits(two, language, size)


@pytest.mark.parametrize(
    ("names", "overrides"),
    [
        (["blanket_punishment"], ["months=5", "replications=1"]),
        (["blanket_punishment"], ["months=12", "replications=2"]),
        (["no_accountability"], ["months=1", "replications=1"]),
        (["oversight", "full_reform"], ["months=130", "replications=2"]),
    ],
)
def test_small_comparisons_can_be_drawn(tmp_path: Path, names: list[str], overrides: list[str]) -> None:
    """One regime alone, one replication, one month, a last period that is shorter."""
    folder = tmp_path / "figures"
    folder.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_all(compared(tmp_path, *overrides, names=names), folder, "slide", ORIGIN)
    assert len(list(folder.glob("*.png"))) >= 7


def test_a_measure_over_time_has_no_panel_without_a_regime(tmp_path: Path) -> None:
    few = compared(tmp_path, "months=12", "replications=2", names=["oversight", "full_reform"])
    with drawing([fonts.PLAIN], SIZES["paper"]):
        panels = over_time(few, "effort", SIZES["paper"]).figure.axes
    assert [panel.axison for panel in panels] == [bool(panel.lines) for panel in panels]
    assert sum(panel.axison for panel in panels) == 2


def test_a_chinese_font_of_one_weight_is_nothing_to_tell_the_user_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alone = compared(tmp_path, "months=3", "replications=1", names=["blanket_punishment"])
    (tmp_path / "figures").mkdir()
    font_manager.fontManager._findfont_cached.cache_clear()  # it warns once in a process
    with speaking("zh"):
        draw_all(alone, tmp_path / "figures", "paper", ORIGIN)
    assert not caplog.records


def test_without_a_chinese_font_one_line_says_so_and_english_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = compared(tmp_path, "months=3", "replications=1", names=["blanket_punishment"])
    english, none = tmp_path / "english", tmp_path / "none"
    english.mkdir()
    draw_all(alone, english, "paper", ORIGIN)
    none.mkdir()
    monkeypatch.setattr("wenze.experiments.figures.pages.chinese_font", lambda: None)
    with speaking("zh"):
        draw_all(alone, none, "paper", ORIGIN)
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and ".[chinese]" in said and "中文字体" in said
    assert (english / "story.svg").read_bytes() == (none / "story.svg").read_bytes()


def test_a_font_is_found_in_the_package_or_among_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = fonts._packaged()
    assert packaged is not None and packaged.is_file()  # the extra ``chinese`` is in the lock
    monkeypatch.setattr(fonts, "_packaged", lambda: None)
    monkeypatch.setattr(
        fonts.font_manager, "findSystemFonts", lambda: ["/fonts/simhei.ttf", "/fonts/NotoSansCJK-Regular.ttc"]
    )
    assert fonts._installed() == Path("/fonts/NotoSansCJK-Regular.ttc")
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", lambda: ["/fonts/DejaVuSans.ttf"])
    assert fonts._installed() is None
    fonts.chinese_font.cache_clear()
    assert fonts.chinese_font() is None
    fonts.chinese_font.cache_clear()


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


def test_every_family_has_a_colour_and_a_marker() -> None:
    assert set(COLOURS) == set(MARKERS) == set(FAMILIES)
    assert len(set(MARKERS.values())) == len(FAMILIES)


@pytest.mark.parametrize("eyes", [NORMAL, DEUTERANOPE, PROTANOPE, TRITANOPE], ids=["all", "deutan", "protan", "tritan"])
def test_colours_can_be_told_apart_by_everybody(eyes: np.ndarray) -> None:
    seen = {colour: lab(np.clip(eyes @ linear(colour), 0, 1)) for colour in {*COLOURS.values(), GREY}}
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 15, (one, other)


@pytest.mark.parametrize("colour", sorted({*COLOURS.values(), GREY}))
def test_colours_stand_out_from_white(colour: str) -> None:
    assert 1.05 / (TO_XYZ[1] @ linear(colour) + 0.05) >= 3.0
