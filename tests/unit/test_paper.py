"""The article: its small version has the same bytes every time, and its figures say what they are of."""

import math
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from wenze.experiments.analysis.event_study import Estimate
from wenze.experiments.paper import most
from wenze.experiments.paper.files import figure_paths, read_figure
from wenze.experiments.paper.making import (
    ARTICLE,
    CHECKSUMS,
    MADE,
    NUMBERS,
    TEMPLATE,
    checksums,
    filled,
    make,
    surroundings,
)
from wenze.experiments.paper.risk import _last_above
from wenze.experiments.report.documents import ROOT
from wenze.sim.errors import InputError

PAPER = ROOT / "docs" / "paper"


@pytest.mark.usefixtures("engine")
def test_the_small_version_is_made_again_with_the_same_bytes(tmp_path: Path) -> None:
    """Bit by bit where the versions are those recorded; elsewhere twice the same, and the same files."""
    known = (PAPER / CHECKSUMS[True]).read_text(encoding="utf-8")
    make(PAPER, tmp_path / "once", small=True, threads=2)
    once = checksums(tmp_path / "once")
    if known.startswith(f"# {surroundings()}\n"):
        assert once == known, "run make paper, if the numbers or pictures were meant to change"
        return
    warnings.warn(f"checksums are of {known.splitlines()[0]}, and this is {surroundings()}", stacklevel=1)
    make(PAPER, tmp_path / "twice", small=True, threads=1)
    assert checksums(tmp_path / "twice") == once
    assert re.findall(r"  (\S+)$", once, re.M) == re.findall(r"  (\S+)$", known, re.M)


def test_what_is_in_the_tree_is_what_the_checksums_say() -> None:
    known = (PAPER / CHECKSUMS[False]).read_text(encoding="utf-8")
    assert checksums(PAPER).partition("\n")[2] == known.partition("\n")[2]
    names = {path.name for path in (PAPER / MADE).iterdir()}
    wanted = {f"{path.stem}.{form}" for path in figure_paths(PAPER) for form in ("svg", "csv")}
    assert names == wanted | {NUMBERS}


def test_every_picture_stands_in_the_article_and_it_says_how_it_is_made() -> None:
    article = (PAPER / ARTICLE).read_text(encoding="utf-8")
    for path in figure_paths(PAPER):
        assert f"]({MADE}/{path.stem}.svg)" in article
    assert "make paper" in article and re.search("[\u4e00-\u9fff]{12}", article)
    assert "nan" not in article and "{{" not in article
    links = [link for link in re.findall(r"\]\(([^)]+)\)", article) if "://" not in link]
    assert [link for link in links if not (PAPER / link).exists()] == []


def test_the_text_has_no_number_of_its_own_for_what_is_made() -> None:
    """A number with a unit of time, or in per cent, is filled in."""
    template = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", (PAPER / TEMPLATE).read_text(encoding="utf-8"))
    typed = re.findall(r"\d+(?:\.\d+)? ?(?:%|per cent|months)", template)
    assert [words for words in typed if words not in ("95 %", "95%")] == []


# --- the files ----------------------------------------------------------------------------------------------------------

GOOD = """figure: most
title: Which
from: {sweep: {months: 12, vary: {world.learning.horizon: [3, 12], world.problems.arrival: [0.1, 0.2]}}}
measures: effort
regimes: [oversight, full_reform]
"""


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("figure: most", "figure: mosst", 'figure="mosst": must be one of risk, most,'),
        ("sweep: {", "compare: {", 'from="compare": most is from sweep'),
        ("{sweep: ", "{risk: {}, sweep: ", "from: must have exactly one of compare, sweep, risk"),
        ("measures: effort", "measures: []", "measures"),
        ("title: Which", "title: Which\nwithout: [oversight, full_reform]", "without="),
        ("title: Which", "colour: red\ntitle: Which", "colour"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_one_line(tmp_path: Path, before: str, after: str, wanted: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_figure(path).figure == "most"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_figure(path)
    assert wanted in str(refused.value) and "\n" not in str(refused.value) and "wrong.yaml" in str(refused.value)


def test_a_risk_is_of_conducts(tmp_path: Path) -> None:
    path = tmp_path / "risk.yaml"
    path.write_text(GOOD.replace("most", "risk").replace("sweep", "risk"), encoding="utf-8")
    with pytest.raises(InputError, match="must be conducts: work, explore, cover, idle"):
        read_figure(path)


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no figure NAME\.yaml in it"):
        figure_paths(tmp_path)


def test_numbers_are_filled_in_and_one_that_no_figure_gives_is_refused() -> None:
    numbers = {"a.b": -0.0312, "c": math.inf, "d": 0.25}
    text = '{{ n("a.b", 2) }} {{ n("a.b", 2, true) }} {{ n("c") }} {{ pc("d") }} {{ "more" if value("d") > 0 else "less" }}'
    assert filled(text, numbers, Path("x.in")) == "−0.03 −0.03 ∞ 25 more"
    with pytest.raises(InputError, match=r"x\.in: the article names e, which no figure gives"):
        filled('{{ n("e") }}', numbers, Path("x.in"))


# --- the figures --------------------------------------------------------------------------------------------------------


def test_it_turns_where_doing_is_riskier_for_the_last_time() -> None:
    within = np.array([3.0, 6.0, 9.0, 12.0])
    rows = np.array(
        [
            [2.0, 1.0, -1.0, -2.0],
            [1.0, 1.0, 1.0, 1.0],
            [-1.0, -1.0, -1.0, -1.0],
            [-1.0, 1.0, -3.0, -1.0],
            [0.0, 0.0, 0.0, 0.0],
        ]
    )
    assert _last_above(rows, within).tolist() == [7.5, math.inf, 0.0, 6.75, 0.0]
    assert Estimate(*_last_above(rows, within)[:3]).low == math.inf


class Made:
    """An outcome with given values [setting, scenario, replication]."""

    def __init__(self, values: Any) -> None:
        self._values = np.array(values, float)

    def values(self, measure: str) -> Any:
        return self._values


def test_the_first_is_told_from_the_second_by_the_paired_difference() -> None:
    luck = np.array([0.0, 5.0, 10.0])
    values = [[luck, luck + 1, luck + 0.5], [luck, luck, [3.0, 1.0, 9.0]]]
    outcome: Any = Made(values)
    first, second = most.cells_of(outcome, "effort", [0, 1, 2])
    assert first.first == 1 and first.told and first.lead.mean == 0.5
    assert second.first == 0 and not second.told and second.lead.is_zero
    without = most.cells_of(outcome, "effort", [0, 2])
    assert without[0].first == 2 and without[0].told
    assert most.Map("", [first, second]).leaders == [0, 1]
