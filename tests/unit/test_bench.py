"""The pieces of ``make bench`` run, measure what they say, and draw; no time is asserted."""

import subprocess
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from drawn import assert_texts_have_room
from PIL import Image
from wenze.experiments.figures.fonts import PLAIN
from wenze.experiments.figures.style import drawing, sized
from wenze.sim import records
from wenze.sim.batch import advance
from wenze.sim.errors import InputError
from wenze.sim.memory import estimate_memory
from wenze.sim.state import at_the_switch, blank_state, grown

from benchmarks import against, bench, growth, page, peers, phases, ratio
from benchmarks.growth import ONE, REFERENCE, TWO, Point
from benchmarks.measuring import TINY, TINY_WORLD, Alone, Line, alone, cadre_months, run_engine, run_reference, settings
from benchmarks.picture import SIZE, draw, picture

pytestmark = pytest.mark.usefixtures("engine")

LIVELY = (
    *("world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=6", "months=12", "replications=2"),
    *("world.problems.arrival=0.7", "world.problems.exposure_rate=0.3"),
)


def points(sizes: growth.Sizes, seconds: dict[str, float], steeper: float = 1.0) -> list[Point]:
    """What might have been measured: seconds for the smallest size, growing as a power of the size."""
    found = []
    for who, asked in sizes.items():
        for size in asked:
            took = seconds[who] * (size / asked[0]) ** steeper
            found.append(Point(who, size, took, 2400 * size / asked[0] / took, 300 * 2**20))
    return found


QUIET = {ONE: 0.0008, TWO: 0.0008, REFERENCE: 0.2}
CADRES = points(growth.CADRES, QUIET, 1.05)
REPLICATIONS = points(growth.REPLICATIONS, QUIET | {TWO: 0.0005})
PHASES = {name: phases.Shares(450.0, {"serve_cases": 0.75, "take_census": 0.25}) for name in phases.WORLDS}
PEERS = [peers.Took("Mesa", 2.0, 110.0), peers.Took("JAX", None, None)]


def test_a_process_of_its_own_tells_time_memory_and_counts() -> None:
    engine = alone("engine", TINY)
    assert engine.seconds > 0 and engine.memory > 2**20 and engine.counts is None
    reference = alone("reference", TINY)
    assert reference.seconds > 0 and reference.memory > 2**20
    assert reference.counts == run_reference(settings(*TINY)).counts


def test_a_world_of_many_blocks_takes_no_more_memory_than_was_estimated() -> None:
    """Each block has a stretch of its own in every pool, most of it never used: only what is touched is to be taken."""
    blocks = [f"world.scale.{key}" for key in ("counties=60", "townships=50", "posts=20")]
    given = ("replications=1", "months=6", *blocks)
    taken = alone("engine", given).memory - alone("engine", TINY).memory
    assert taken < estimate_memory(settings(*given), 1)


@pytest.mark.thorough
def test_this_tree_is_measured_against_a_commit_that_is_unpacked_and_gone_afterwards() -> None:
    seen = []

    def memory(tree: Path) -> float:
        seen.append(tree)
        return alone("engine", TINY, tree=tree).memory

    (found,) = against.against("HEAD", [against.Measured("memory", memory, 1)])
    assert found[0] == "memory" and 0.5 < found[3] < 2.0
    assert len(seen) == 2 and seen[1] == against.ROOT and not seen[0].exists()


def test_what_is_no_commit_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["base=no-such-commit"]) == 2
    assert capsys.readouterr().err == 'make bench: BASE="no-such-commit" is no commit of this repository\n'


def test_a_world_too_large_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match=r"world\.scale"):
        alone("engine", [f"world.scale.{key}=60000" for key in ("counties", "townships", "posts")])


def test_both_implementations_count_the_same_and_the_bench_would_see_it_if_not() -> None:
    chosen = settings(*LIVELY)
    engine, reference = run_engine(chosen, 2), run_reference(chosen)
    ratio.check_counts(engine.counts, reference.counts)
    assert sum(month["decided"] for month in reference.counts) > 0
    other = run_reference(settings(*LIVELY, "seed=7"))
    with pytest.raises(ratio.CountsDiffer, match="month"):
        ratio.check_counts(engine.counts, other.counts)
    with pytest.raises(ratio.CountsDiffer, match="12 months"):
        ratio.check_counts(engine.counts, reference.counts[:-1])
    for name in ("arisen", "harm"):  # a whole number and a real one
        wrong = [dict(month) for month in reference.counts]
        wrong[-1][name] += 1e-3
        with pytest.raises(ratio.CountsDiffer, match=name):
            ratio.check_counts(engine.counts, wrong)


def test_the_ratio_has_its_lines() -> None:
    found = list(ratio.against_reference((*TINY_WORLD, "months=2"), replications=2, rounds=1))
    assert [(line.value, line.aim) for line in found[:1]] == [("yes", "yes")]
    assert [line.aim for line in found if "ratio" in line.what] == ["150 or more", "270 or more"]
    assert all(float(line.value) >= 0 for line in found[1:])


def test_growth_runs_the_worlds_it_speaks_of(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def run_nothing(who: str, overrides: tuple[str, ...], threads: int, enough: float) -> Alone:
        asked.append((who, threads, cadre_months(settings(*overrides))))
        return Alone(2.0, 0, None)

    monkeypatch.setattr(growth, "alone", run_nothing)
    found = [*growth.of_cadres(), *growth.of_replications()]
    assert asked == [(*growth.RUN_BY[point.who], int(2 * point.rate)) for point in found]
    cadres = sum(map(len, growth.CADRES.values()))
    works = [point.size * growth.MONTHS for point in found[:cadres]]
    works += [point.size * growth.SMALLEST * growth.MONTHS for point in found[cadres:]]
    assert [work for _, _, work in asked] == works


def test_growth_at_the_smallest_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "ENOUGH", 0.0)
    cadres = list(growth.of_cadres({ONE: [100], REFERENCE: [100]}))
    replications = list(growth.of_replications({ONE: [], TWO: [2]}))
    assert [point.who for point in cadres + replications] == [ONE, REFERENCE, TWO]
    assert all(np.isfinite(point.rate) and point.rate > 0 and point.memory > 0 for point in cadres + replications)
    assert growth.replications_rows(replications)[0][:3] == ("2", "-", "-")


def test_tables_fit_a_terminal_and_have_every_number() -> None:
    tables = (
        (growth.CADRES_HEADS, growth.cadres_rows(CADRES), 5),
        (growth.REPLICATIONS_HEADS, growth.replications_rows(REPLICATIONS), 5),
    )
    for heads, rows, sizes in tables:
        shown = growth.on_terminal(heads, rows).splitlines()
        assert len(shown) == 1 + sizes and max(map(len, shown)) <= 80
        assert {len(row) for row in rows} == {len(heads)}
    assert growth.cadres_rows(CADRES)[0] == ("100", "0.000800", "3.00", "300", "-", "-", "0.200", "0.0120", "300")
    assert growth.cadres_rows(CADRES)[-1][6:] == ("-", "-", "-")


def test_every_phase_of_a_month_is_timed_where_it_stands() -> None:
    source = """def live_month(state, params, policy, month, block):
    \"\"\"Words.\"\"\"
    begin(state, block)
    if month % YEAR == 11:
        yearly(state)
    close(state)
"""
    text, names = phases.timed_text(source)
    assert names == ["begin", "yearly", "close"]
    assert "import YEAR, begin, close, end_month, yearly\n" in text
    made: dict[str, object] = {}
    clock = iter(range(100))
    lived = []
    given = {name: lambda *_, name=name: lived.append(name) for name in (*names, "end_month")}
    body = text.partition("def timed_months")[2]
    exec(f"def timed_months{body}", {**given, "reading": lambda: next(clock), "YEAR": 12}, made)
    taken = np.zeros(3, np.int64)
    made["timed_months"](SimpleNamespace(blocks=[0, 1]), None, None, 10, 12, taken)  # type: ignore[operator]
    block = ["begin", "close"]
    december = ["begin", "yearly", "close"]
    assert lived == [*block, *block, "end_month", *december, *december, "end_month"]
    assert taken.tolist() == [4, 2, 4]


@pytest.mark.parametrize("wrong", ["for county in block:\n        begin(county)", "begin(state)\n    begin(state)"])
def test_a_month_that_cannot_be_timed_is_no_silent_gap(wrong: str) -> None:
    with pytest.raises(ValueError, match="live_month"):
        phases.timed_text(f"def live_month(state, block):\n    {wrong}\n")


@pytest.mark.slow
@pytest.mark.skipif(not phases.can_measure(), reason="the processor's counter cannot be read here")
def test_phases_are_timed_in_the_very_months_that_the_engine_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = settings(*LIVELY)
    params = records.params_record(chosen.world)
    policy = records.params_record(chosen.scenarios[0].stages[0].policy)
    lived = advance(blank_state(chosen.world, 24, 1, 0), params, policy, 0, 12)
    monkeypatch.setenv("WENZE_CACHE_DIR", str(tmp_path))
    timed, names = phases.timed_months(tmp_path)
    ours, taken = grown(at_the_switch(lived)), np.zeros(len(names), np.int64)
    timed(ours, params, policy, 12, 13, taken)
    theirs = advance(lived, params, policy, 12, 13)
    assert ours.tallies[12] == theirs.tallies[12] and ours.tallies[12].arisen > 0
    assert (taken >= 0).all() and taken[names.index("serve_cases")] > 0
    found = phases.of_world(chosen, timed, names, seconds=0.0)
    assert set(found.phases) == set(names) and found.nanoseconds > 0.0


def test_peers_choose_the_same_in_the_common_model_and_the_bench_would_see_it_if_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck = peers.chance(months=12, people=40)
    found = list(peers.compared(1, luck))
    assert [one.name for one in found] == [one.name for one in peers.LIBRARIES]
    assert {"Mesa", "numpy", "as wenze's rules"} <= {one.name for one in found if one.seconds is not None}
    counts = peers.by_wenze(luck)
    assert counts.sum(axis=1).tolist() == [40] * 12 and (counts[-1] != counts[0]).any()
    wrong = peers.LIBRARIES[0]._replace(run=lambda luck: peers.by_wenze(luck) + 1)
    monkeypatch.setattr(peers, "LIBRARIES", (wrong, *peers.LIBRARIES[1:]))
    with pytest.raises(ratio.CountsDiffer, match="Mesa"):
        list(peers.compared(1, luck))


def test_the_picture_has_room_for_its_texts_and_names_its_axes() -> None:
    with warnings.catch_warnings(), drawing([PLAIN]), sized(SIZE):
        warnings.simplefilter("error")
        drawn = picture(CADRES, REPLICATIONS, SIZE)
        assert_texts_have_room(drawn, "growth")
    assert [panel.get_xlabel() for panel in drawn.axes] == ["Cadres", "Replications of 100 cadres"]
    assert drawn.axes[0].get_ylabel() == "Seconds"
    assert "10,000 times the cadres take 16,000 times as long" in drawn.headline


def test_the_picture_and_the_page_follow_from_the_numbers(tmp_path: Path) -> None:
    draw(CADRES, REPLICATIONS, tmp_path)
    first = (tmp_path / "growth.png").read_bytes()
    copy = tmp_path / "speed.md"
    copy.write_text(page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    lines = [Line("first", "1.5", "2"), Line("  more", "yes")]
    page.write_page(lines, CADRES, REPLICATIONS, PHASES, PEERS, copy, tmp_path)
    assert (tmp_path / "growth.png").read_bytes() == first
    with Image.open(tmp_path / "growth.png") as image:
        assert image.size == (1920, 1080) and image.info["Software"].startswith("wenze")
    text = copy.read_text(encoding="utf-8")
    assert "| first | 1.5 | 2 |\n| &nbsp;&nbsp;more | yes | - |\n" in text
    assert "| 1,000,000 | " in text and "| 10,000 | " in text
    assert "| serve_cases | 337.5 | 75.0 % | 337.5 | 75.0 % |" in text and "| JAX | not installed | - |" in text
    page.write_page(lines, CADRES, REPLICATIONS, PHASES, PEERS, copy, tmp_path)
    assert copy.read_text(encoding="utf-8") == text


def test_the_page_shows_its_picture() -> None:
    assert "](pictures/growth.png)" in page.PAGE.read_text(encoding="utf-8")
    assert (page.PICTURES / "growth.png").is_file()


def test_a_page_without_marks_is_not_written_over(tmp_path: Path) -> None:
    bare = tmp_path / "speed.md"
    bare.write_text("# Speed\n", encoding="utf-8")
    with pytest.raises(ValueError, match="marks around machine"):
        page.write_page([], CADRES, REPLICATIONS, PHASES, PEERS, bare, tmp_path)
    assert bare.read_text(encoding="utf-8") == "# Speed\n" and not (tmp_path / "growth.png").exists()


@pytest.mark.parametrize("arguments", [["doc"], ["docs", "docs"], [""]])
def test_a_wrong_argument_is_refused_in_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "ARGS=docs" in said.err


def test_the_command_exits_with_that_status() -> None:
    command = [sys.executable, "-m", "benchmarks.bench", "doc"]
    assert subprocess.run(command, cwd=bench.ROOT, capture_output=True).returncode == 2


def test_rows_of_the_result_fit_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With nothing really run."""
    monkeypatch.setattr(bench, "seconds", lambda chosen, threads: 1234.5)
    monkeypatch.setattr(bench, "alone", lambda who, overrides, threads=1: Alone(1234.5, 2**40, None))
    monkeypatch.setattr(bench.subprocess, "run", lambda *given, **how: None)
    monkeypatch.setattr(bench.sweeps, "bare", lambda plan, threads: 1.5)
    monkeypatch.setattr(bench.sweeps, "swept", lambda plan, threads: 2.0)
    for part in [part for part in bench.PARTS if part is not bench.against_reference]:
        for line in part():
            bench.show(line)
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 12 and max(map(len, shown)) <= 80
