"""Results can be used again: windows, counts, files, and the library that gives them."""

import io
import math
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from wenze.agents.policy import Policy
from wenze.experiments.cli import main
from wenze.experiments.runs.collect import collect
from wenze.experiments.runs.files import CODEBOOK, CONFIG, FORCED, MONTHS, PARTS, RUNS, SUMMARY, months_writer
from wenze.experiments.runs.months import KEYS, Group, InFile, InMemory, InOrder
from wenze.experiments.runs.provenance import Provenance
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.measures import MEASURES
from wenze.sim.settings.compose import compose, dump_yaml, load_yaml
from wenze.sim.tally import DECLARED, TALLY
from wenze.sim.version import MODEL_VERSION

import wenze

WORLD = {"world.scale.counties": 1, "world.scale.townships": 2, "world.scale.posts": 5, "world.scale.departments": 3}
NAMES = ["oversight", "resources_follow_duties"]
SAME_FILES = (SUMMARY, RUNS, PARTS, MONTHS, FORCED, CONFIG, CODEBOOK)


@pytest.fixture(scope="module")
def result() -> wenze.Result:
    """A small comparison in memory."""
    return wenze.compare(NAMES, replications=3, months=30, overrides=WORLD, parts=True, threads=2)


@pytest.fixture(scope="module")
def folder(result: wenze.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a folder."""
    return result.save(tmp_path_factory.mktemp("results") / "saved")


# --- counts and windows -----------------------------------------------------------------------------------------------


def test_any_measure_of_any_window_and_group_can_be_formed_again_from_the_counts(result: wenze.Result) -> None:
    months = result.months
    late = months[months["month"].between(12, 23)]
    totals = late.groupby(["scenario", "replication"]).sum(numeric_only=True)
    effort = (totals["n_months_work"] + totals["n_months_explore"]) / totals["n_person_months"]
    own = result.over(12, 24).runs.set_index(["scenario", "replication"])["effort"]
    pd.testing.assert_series_equal(effort, own.sort_index(), check_names=False, check_exact=True)
    harm = 12 * totals["sum_harm"] / totals["n_person_months"]
    own = result.over(12, 24).runs.set_index(["scenario", "replication"])["harm"]
    pd.testing.assert_series_equal(harm, own.sort_index(), check_names=False)


def test_the_mean_of_monthly_ratios_is_not_the_ratio_of_the_totals_and_the_counts_tell_them_apart(
    result: wenze.Result,
) -> None:
    months = result.months
    ratios = months.groupby(["scenario", "replication"])["solved_share"].mean()
    own = result.runs.set_index(["scenario", "replication"])["solved_share"].sort_index()
    assert not np.allclose(ratios, own)


def test_windows_are_checked_and_all_months_are_no_window(result: wenze.Result) -> None:
    assert result.over(0, 30).window is None
    assert result.over(6).window == (6, 30)
    assert result.over(end=12).window == (0, 12)
    for first, end, key in ((30, None, "from"), (-1, 5, "from"), (5, 5, "until"), (5, 31, "until")):
        with pytest.raises(InputError, match=key):
            result.over(first, end)
    with pytest.raises(InputError, match="window"):
        wenze.run("oversight", replications=1, months=2, overrides=WORLD, window="ab")


def test_windows_add_up_to_the_whole(result: wenze.Result) -> None:
    early, late = (result.over(*ends).row("oversight", "effort").denominator for ends in ((0, 11), (11, 30)))
    assert early + late == result.row("oversight", "effort").denominator == 3 * 30 * 10


def test_a_course_has_the_values_of_its_periods(result: wenze.Result) -> None:
    course = result.over(6, 29).course("effort", 12)
    assert course.years == [1.0, 23.5 / 12]
    for name in (*NAMES, "blanket_punishment"):
        for period, window in enumerate(((6, 18), (18, 29))):
            assert (course.values[name][:, period] == result.over(*window).values[name]["effort"]).all()


def test_parts_follow_the_window_and_add_up(result: wenze.Result) -> None:
    part = result.over(12, 24).part("resources_follow_duties", "problems_open")
    assert part.difference.mean == pytest.approx(part.mechanical.mean + part.behavioural.mean, abs=1e-12)
    assert part.difference.mean == pytest.approx(
        result.over(12, 24).row("resources_follow_duties", "problems_open").difference
    )
    assert part.difference != result.part("resources_follow_duties", "problems_open").difference


def test_groups_are_handed_on_in_order_whatever_the_order_of_the_runs() -> None:
    handed: list[tuple[str, int, int]] = []
    ordered = InOrder(
        ["a", "b"], 250, 1, lambda group: handed.append((group.scenario, group.first, len(group.tallies)))
    )
    runs = [(name, replication) for name in ("a", "b") for replication in range(250)]
    for place in np.random.default_rng(1).permutation(len(runs)):
        name, replication = runs[place]
        ordered.add(name, replication, np.full(1, replication, TALLY))
    ordered.finish()
    assert handed == [(name, first, size) for first, size in ((0, 100), (100, 100), (200, 50)) for name in "ab"]
    missing = InOrder(["a"], 2, 1, lambda group: None)
    missing.add("a", 0, np.zeros(1, TALLY))
    with pytest.raises(AssertionError):
        missing.finish()


# --- files ------------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_read_again_to_the_bit(result: wenze.Result, folder: Path) -> None:
    loaded = wenze.load(folder)
    assert loaded.settings == result.settings
    pd.testing.assert_frame_equal(loaded.summary, result.summary, check_exact=True)
    pd.testing.assert_frame_equal(loaded.runs, result.runs, check_exact=True)
    pd.testing.assert_frame_equal(loaded.months, result.months, check_exact=True)
    assert loaded.parts == result.parts
    assert repr(loaded) == repr(result) and "3 replications of 30 months" in repr(result)


def test_the_command_and_the_library_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    from wenze.experiments.cli import main

    words = ["compare", f"scenarios=[{','.join(NAMES)}]", "replications=3", "months=30", "parts=true", "figures=false"]
    assert main([*words, *(f"{key}={value}" for key, value in WORLD.items()), f"out={tmp_path / 'made'}"]) == 0
    for name in SAME_FILES:
        assert (tmp_path / "made" / name).read_bytes() == (folder / name).read_bytes(), name


def test_tables_can_be_read_by_anything(folder: Path, result: wenze.Result) -> None:
    runs = pd.read_csv(folder / RUNS)
    assert list(runs.columns) == ["scenario", "replication", *MEASURES]
    pd.testing.assert_frame_equal(runs, result.runs, check_exact=True)
    months = pd.read_parquet(folder / MONTHS)
    assert len(months) == 3 * 3 * 30
    pd.testing.assert_frame_equal(months, result.months, check_dtype=False, check_exact=True)


def test_the_codebook_has_every_column_of_every_file_in_both_languages(folder: Path) -> None:
    book = pd.read_csv(folder / CODEBOOK, keep_default_na=False)
    columns = {name: list(pd.read_csv(folder / name, nrows=0).columns) for name in (SUMMARY, RUNS, PARTS)}
    columns |= {name: pq.read_schema(folder / name).names for name in (MONTHS, FORCED)}
    assert {name: list(group["column"]) for name, group in book.groupby("file")} == columns
    assert (book["meaning_en"] != "").all() and (book["meaning_zh"] != "").all()
    measures = book[book["kind"] == "measure"]
    assert (measures[["unit", "unit_zh", "label_en", "label_zh", "formula"]] != "").all(axis=None)


def test_the_table_of_months_says_what_its_columns_are(folder: Path) -> None:
    schema = pq.read_schema(folder / MONTHS)
    effort = schema.field("effort").metadata
    assert effort[b"unit"] == b"share of person-months"
    assert effort[b"formula"] == b"(n_months_work + n_months_explore) / (n_person_months)"
    assert "躺平" in schema.field("lying_flat").metadata[b"label_zh"].decode()
    assert schema.metadata[b"model"].decode() and schema.metadata[b"settings"].decode()
    for count in DECLARED:
        name = f"{'sum' if count.amount else 'n'}_{count.name}"
        assert schema.field(name).metadata[b"meaning_en"].decode() == count.en


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of the result to do harm to."""
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy"


def harms() -> Iterator[tuple[str, object]]:
    """What may have happened to a result, and what is said of it."""

    def cut(folder: Path) -> None:
        path = folder / MONTHS
        path.write_bytes(path.read_bytes()[:-2000])

    def flipped(folder: Path) -> None:
        path = folder / MONTHS
        content = bytearray(path.read_bytes())
        count = pq.read_metadata(path).row_group(0).column(len(KEYS))
        content[count.dictionary_page_offset + count.total_compressed_size - 1] ^= 8
        path.write_bytes(content)

    yield "months.parquet", cut
    yield "months.parquet", flipped
    yield "months.parquet", lambda folder: (folder / MONTHS).write_bytes(b"")
    yield "no months.parquet", lambda folder: (folder / MONTHS).unlink()
    yield "no config.yaml", lambda folder: (folder / CONFIG).unlink()
    yield (
        "reference",
        lambda folder: replace_text(folder / CONFIG, "reference: blanket_punishment", "reference: nobody"),
    )
    yield "does not hold the runs", lambda folder: replace_text(folder / CONFIG, "replications: 3", "replications: 4")
    yield "does not hold the runs", lambda folder: replace_text(folder / CONFIG, "months: 30", "months: 31")


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("said", "harm"), list(harms()))
def test_a_damaged_result_is_refused_in_one_line(copy: Path, said: str, harm) -> None:  # type: ignore[no-untyped-def]
    harm(copy)
    with pytest.raises(InputError, match=said) as caught:
        wenze.load(copy).months  # noqa: B018
    assert "\n" not in str(caught.value)


def test_a_result_of_another_version_of_the_model_is_told(copy: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        wenze.load(copy)
    replace_text(copy / CONFIG, f"model: '{MODEL_VERSION}'", "model: '3'")
    with pytest.warns(UserWarning, match="model 3"):
        wenze.load(copy)


@pytest.fixture
def older(copy: Path) -> Path:
    """A result made before two levers and a number of the world were there, and when there was one that is gone."""
    path = copy / CONFIG
    plain = load_yaml(path)
    for scenario in plain["scenarios"].values():
        for stage in scenario["stages"]:
            del stage["policy"]["accountability"]["strictness_work"]
            stage["policy"]["accountability"]["severity_of_old"] = 0.5
    del plain["world"]["scale"]
    plain["flavour"] = "bitter"
    path.write_text(dump_yaml(plain), encoding="utf-8")
    return copy


def test_a_result_made_before_a_parameter_was_there_is_read_and_a_note_names_what_was_taken(
    older: Path, result: wenze.Result
) -> None:
    with pytest.warns(UserWarning) as caught:
        found = wenze.load(older)
    taken, ignored = (str(warning.message) for warning in caught)
    assert (
        taken.count(f"policy.accountability.strictness_work={Policy().accountability.strictness_work}") == 1
        and "world.scale.counties=4" in taken
    )
    assert ignored.count("policy.accountability.severity_of_old") == 1 and "flavour" in ignored
    assert not any("\n" in note or "stages" in note for note in (taken, ignored))
    pd.testing.assert_frame_equal(found.runs, result.runs)
    with speaking("zh"), pytest.warns(UserWarning) as caught:
        wenze.load(older)
    assert "默认值" in str(caught[0].message) and "不认识" in str(caught[1].message)


def test_pictures_of_an_older_result_are_drawn_but_it_is_not_run_again(
    older: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["figures", str(older), "only=story", "format=svg", f"out={tmp_path / 'drawn'}"]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert (
        f"policy.accountability.strictness_work={Policy().accountability.strictness_work}" in said
        and "severity_of_old" in said
    )
    assert main(["compare", f"config={older}", f"out={tmp_path / 'again'}"]) == 2
    assert not (tmp_path / "again").exists()
    path = older / CONFIG
    plain = {key: value for key, value in load_yaml(path).items() if key != "flavour"}
    path.write_text(dump_yaml(plain), encoding="utf-8")
    assert main(["compare", f"config={older}", f"out={tmp_path / 'again'}"]) == 2
    assert "world.scale" in capsys.readouterr().err


def test_a_wrong_value_in_an_older_result_is_refused_still(older: Path) -> None:
    replace_text(older / CONFIG, "seed: 1", "seed: -1")
    with pytest.raises(InputError, match=r"run\.seed=-1"):
        wenze.load(older)


def test_a_result_that_had_to_be_saved_elsewhere_says_why(result: wenze.Result, tmp_path: Path) -> None:
    place = tmp_path / "out"

    def taken(folder: Path) -> None:
        place.mkdir()
        (place / "thesis.txt").write_text("mine")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Provenance, "write", lambda _, path: taken(path))
        with pytest.warns(UserWarning, match="out-2") as caught:
            assert result.save(place) == tmp_path / "out-2"
    assert len(caught) == 1 and "taken in the meantime" in str(caught[0].message)


def test_a_window_is_kept_in_the_settings_of_a_result(result: wenze.Result, tmp_path: Path) -> None:
    place = result.over(12, 24).save(tmp_path / "late")
    assert wenze.load(place).window == (12, 24)
    replace_text(place / CONFIG, "until: 24", "until: 240")
    with pytest.raises(InputError, match="window"):
        wenze.load(place)


def test_a_table_of_months_keeps_amounts_to_the_last_part(tmp_path: Path) -> None:
    tallies = np.zeros((2, 3), TALLY)
    tallies["harm"] = np.random.default_rng(2).integers(0, 2**52, (2, 3))
    settings = compose([], names=["oversight"], reference=None, folder=None, mode="run")
    with months_writer(tmp_path / MONTHS, settings) as writer:
        writer(Group("oversight", 0, tallies))
    (back,) = InFile(tmp_path / MONTHS).groups()
    assert (back.tallies["harm"] == tallies["harm"]).all()


# --- measures of one's own ------------------------------------------------------------------------------------------------

OWN = """\
title: {en: Errors an active month, zh: 干事月均失误}
unit: {en: errors a month, zh: 次失误/月}
numerator: [erred]
denominator: [months_work, months_explore]
better: down
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with a scenario and a measure of one's own."""
    (tmp_path / "mine" / "measures").mkdir(parents=True)
    scenario = "title: Gentle\nabout: Fewer sanctions.\nfamily: ill\npolicy: {accountability: {strictness_work: 0.3}}\n"
    (tmp_path / "mine" / "gentle.yaml").write_text(scenario, encoding="utf-8")
    (tmp_path / "mine" / "measures" / "errors_at_work.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path / "mine"


def test_a_measure_of_ones_own_is_in_every_table_and_comes_back(mine: Path, tmp_path: Path) -> None:
    found = wenze.compare(
        ["gentle"], replications=2, months=24, overrides={**WORLD, "world.handling.error_rate": 0.05}, folder=mine
    )
    months = found.months
    own = months["n_erred"].sum() / (months["n_months_work"] + months["n_months_explore"]).sum()
    assert found.summary.loc[:, "mean"].xs("errors_at_work", level="measure").between(0, 1).all()
    assert 0 < own < 1
    place = found.save(tmp_path / "saved")
    loaded = wenze.load(place)
    pd.testing.assert_frame_equal(loaded.summary, found.summary, check_exact=True)
    assert "errors_at_work" in pd.read_csv(place / RUNS).columns
    assert pq.read_schema(place / MONTHS).field("errors_at_work").metadata[b"label_zh"].decode() == "干事月均失误"
    book = pd.read_csv(place / CODEBOOK).set_index(["file", "column"])
    assert book.loc[(RUNS, "errors_at_work"), "formula"] == "(n_erred) / (n_months_work + n_months_explore)"


def test_a_measure_of_ones_own_is_checked_before_anything_is_run(mine: Path) -> None:
    (mine / "measures" / "errors_at_work.yaml").write_text(OWN.replace("[erred]", "[errred]"), encoding="utf-8")
    with pytest.raises(InputError, match="did you mean erred"):
        wenze.compare(["gentle"], folder=mine)


# --- the library ------------------------------------------------------------------------------------------------------


def test_nothing_is_printed_drawn_or_written(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen: list[float] = []
    found = wenze.compare(["oversight"], replications=2, months=3, overrides=WORLD, progress=seen.append)
    assert len(found.summary) == 2 * len(MEASURES)
    assert capfd.readouterr() == ("", "") and list(tmp_path.iterdir()) == []
    assert seen == sorted(seen) and seen[-1] == 1.0


def test_what_a_scenario_sets_itself_is_told_as_a_warning() -> None:
    changes = {"policy.duty_list.clarity": 0.5, **WORLD}
    with pytest.warns(UserWarning, match="keeps its own value"):
        wenze.compare(["full_reform"], replications=1, months=2, overrides=changes)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: wenze.compare(["oversigt"]), "oversight"),
        (lambda: wenze.compare([3]), "scenarios"),
        (lambda: wenze.compare(["oversight"], replications=0), "replications"),
        (lambda: wenze.compare(["oversight"], overrides={"policy.acountability.strictness": 1}), "did you mean"),
        (lambda: wenze.compare(["oversight"], overrides="months=3"), "overrides"),
        (lambda: wenze.compare(["oversight"], threads=0), "threads"),
        (lambda: wenze.compare(["oversight"], folder="nowhere"), "nowhere"),
        (lambda: wenze.run("oversight", window=(3, 2), months=4), "until"),
        (lambda: wenze.load("nowhere"), "nowhere"),
        (lambda: wenze.run(None), "scenario"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(call, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(wenze.InputError, match=said) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_tables_of_what_there_is() -> None:
    assert wenze.measures().index.tolist() == list(MEASURES)
    assert wenze.parameters().loc["months", "default"] == 120
    assert "oversight" in wenze.scenarios().index
    assert (wenze.parameters()[["meaning_en", "meaning_zh"]] != "").all(axis=None)


def test_public_names_are_there_and_only_those() -> None:
    assert {name for name in dir(wenze) if name.islower() and not name.startswith("_")} >= {
        "compare", "run", "load", "scenarios", "parameters", "measures"
    }  # fmt: skip
    for name in wenze.__all__:
        assert getattr(wenze, name) is not None
    with pytest.raises(AttributeError, match="comparre"):
        _ = wenze.comparre


def test_threads_do_not_change_results(result: wenze.Result) -> None:
    settings = result.settings
    sink = InMemory()
    collect(settings, 1, sink)
    one = {(group.scenario, group.first): group.tallies.tobytes() for group in sink.groups()}
    assert one == {(group.scenario, group.first): group.tallies.tobytes() for group in result.counts.groups()}


def test_one_replication_has_means_and_no_intervals() -> None:
    found = wenze.run("oversight", replications=1, months=12, overrides=WORLD)
    row = found.summary.loc[("oversight", "effort")]
    assert 0 <= row["mean"] <= 1 and math.isnan(row["low"]) and math.isnan(row["difference"])


def test_a_table_can_be_written_to_memory(result: wenze.Result) -> None:
    text = io.StringIO()
    result.summary.to_csv(text)
    assert text.getvalue().startswith("scenario,measure,mean,low,high,difference")
