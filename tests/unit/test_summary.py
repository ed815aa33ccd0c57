"""Means, intervals and paired differences, against published tables and sums done by hand."""

import math

import numpy as np
import pytest
from wenze.experiments.analysis.differences import Range, Row, summarise
from wenze.experiments.analysis.intervals import (
    Interval,
    incomplete_beta,
    interval,
    interval_of_share,
    t_quantile,
    within,
)
from wenze.experiments.report import tables as report
from wenze.experiments.runs.files import write_csv
from wenze.experiments.runs.months import InMemory
from wenze.experiments.runs.results import Results
from wenze.sim.language import speaking
from wenze.sim.settings.compose import Settings, compose

NAN = math.nan

# Two-sided 95 % and 99 % points, as printed in every table of Student's t (such as Abramowitz & Stegun, table 26.10).
T_975 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 15: 2.131, 30: 2.042, 31: 2.040,
         60: 2.000, 120: 1.980}  # fmt: skip
T_995 = {1: 63.657, 2: 9.925, 3: 5.841, 5: 4.032, 10: 3.169, 30: 2.750, 120: 2.617}


@pytest.mark.parametrize(("freedom", "value"), T_975.items())
def test_t_quantile_agrees_with_the_table_at_95_percent(freedom, value):
    assert t_quantile(0.975, freedom) == pytest.approx(value, abs=5.1e-4)


@pytest.mark.parametrize(("freedom", "value"), T_995.items())
def test_t_quantile_agrees_with_the_table_at_99_percent(freedom, value):
    assert t_quantile(0.995, freedom) == pytest.approx(value, abs=5.1e-4)


def test_t_quantile_has_its_closed_forms():
    assert t_quantile(0.975, 1) == pytest.approx(math.tan(0.475 * math.pi), rel=1e-12)
    assert t_quantile(0.975, 2) == pytest.approx(0.95 * math.sqrt(2 / (4 * 0.975 * 0.025)), rel=1e-12)
    assert t_quantile(0.5, 7) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("freedom", [10**4, 10**6])
def test_t_quantile_approaches_the_normal_one(freedom):
    normal = 1.959963984540054
    assert t_quantile(0.975, freedom) == pytest.approx(normal + (normal**3 + normal) / (4 * freedom), abs=1e-7)


def test_incomplete_beta_is_a_binomial_tail_for_whole_numbers():
    tail = sum(math.comb(9, k) * 0.3**k * 0.7 ** (9 - k) for k in range(4, 10))
    assert incomplete_beta(4, 6, 0.3) == pytest.approx(tail, rel=1e-13)
    assert (incomplete_beta(4, 6, 0), incomplete_beta(4, 6, 1)) == (0, 1)


def test_interval_by_hand():
    # mean 3, variance 2.5, standard error sqrt(0.5), t(0.975, 4) = 2.776445
    mean, low, high, n = interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert (mean, n) == (3, 5)
    assert low == pytest.approx(3 - 2.776445 * math.sqrt(0.5), abs=1e-6)
    assert high == pytest.approx(3 + 2.776445 * math.sqrt(0.5), abs=1e-6)


def test_interval_drops_empty_replications_and_counts_the_others():
    with_gaps = interval(np.array([NAN, 1.0, NAN, 2.0, 6.0]))
    assert with_gaps == interval(np.array([1.0, 2.0, 6.0]))
    assert with_gaps.n == 3


def test_one_value_has_a_mean_and_no_interval_and_none_has_nothing():
    one = interval(np.array([NAN, 4.0]))
    assert (one.mean, one.n) == (4, 1)
    assert math.isnan(one.low) and math.isnan(one.high)
    none = interval(np.array([NAN]))
    assert none.n == 0
    assert all(math.isnan(number) for number in none[:3])


def test_the_order_of_replications_does_not_matter():
    numbers = np.array([0.1, 1e16, 0.3, -1e16, 0.7, 1e-9])
    assert interval(numbers) == interval(numbers[::-1])


# --- shares -----------------------------------------------------------------------------------------------------------


def test_the_interval_of_a_share_is_wilsons_with_the_cases_that_its_spread_tells():
    # Replications of 0 and 1 are single cases: mean 1/4 of 8, variance of the mean 3/16 · 8/7 / 8, so n_eff = 7.
    shares = np.array([0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0])
    t, n, p = t_quantile(0.975, 7), 7.0, 0.25
    middle, scale = p + t * t / (2 * n), 1 + t * t / n
    margin = t * math.sqrt(p * (1 - p) / n + t * t / (4 * n * n))
    found = interval_of_share(shares, 8)
    assert (found.mean, found.n) == (0.25, 8)
    assert found.low == pytest.approx((middle - margin) / scale, rel=1e-12)
    assert found.high == pytest.approx((middle + margin) / scale, rel=1e-12)
    assert found.low > 0 > interval(shares).low


def test_a_share_that_never_was_has_an_interval_by_its_number_of_cases():
    never, always = np.zeros(5), np.ones(5)
    t = t_quantile(0.975, 4)
    assert interval_of_share(never, 1000.0) == Interval(0.0, 0.0, pytest.approx(t * t / (1000 + t * t)), 5)
    assert interval_of_share(always, 1000.0) == Interval(1.0, pytest.approx(1000 / (1000 + t * t)), 1.0, 5)
    assert interval_of_share(never, math.nan).high == pytest.approx(t * t / (5 + t * t))


def test_a_share_known_well_has_nearly_students_interval():
    shares = np.array([0.50, 0.51, 0.49, 0.52, 0.48])
    assert interval_of_share(shares, 1e6) == pytest.approx(interval(shares), abs=2e-3)


def test_other_intervals_end_where_their_measure_does():
    rates = np.array([0.0, 0.0, 0.0, 0.3])
    assert within(interval(rates), 0.0, math.inf).low == 0.0 > interval(rates).low
    row = summarise({"base": {"m": rates}}, None, {"m": Range(0.0)}, {("base", "m"): 12.0})[0]
    assert (row.low, row.denominator) == (0.0, 12.0)


# --- rows -------------------------------------------------------------------------------------------------------------


def rows_of(values, reference="base"):
    arrays = {name: {key: np.array(numbers) for key, numbers in inner.items()} for name, inner in values.items()}
    return {(row.scenario, row.measure): row for row in summarise(arrays, reference, {}, {})}


def test_paired_differences_by_hand():
    rows = rows_of({"base": {"effort": [1.0, 5.0, 9.0]}, "reform": {"effort": [2.0, 7.0, 12.0]}})
    row = rows["reform", "effort"]
    # differences 1, 2, 3: mean 2, standard error 1 / sqrt(3), t(0.975, 2) = 4.302653
    assert (row.mean, row.difference, row.replications) == (7, 2, 3)
    assert row.difference_low == pytest.approx(2 - 4.302653 / math.sqrt(3), abs=1e-6)
    assert row.difference_high == pytest.approx(2 + 4.302653 / math.sqrt(3), abs=1e-6)
    assert row.direction == 0


def test_a_difference_needs_the_replication_on_both_sides():
    rows = rows_of({"base": {"m": [1.0, NAN, 3.0, 4.0]}, "reform": {"m": [NAN, 8.0, 4.0, 6.0]}})
    row = rows["reform", "m"]
    assert (row.mean, row.difference, row.replications) == (6, 1.5, 3)


def test_the_reference_has_no_differences():
    row = rows_of({"base": {"m": [1.0, 2.0]}, "reform": {"m": [1.0, 3.0]}})["base", "m"]
    assert row.mean == 1.5
    assert all(math.isnan(number) for number in (row.difference, row.difference_low, row.difference_high))


def test_rows_come_by_scenario_name_and_then_in_the_order_of_the_measures():
    values = {"zebra": {"m": [1.0], "a": [2.0]}, "ant": {"m": [3.0], "a": [4.0]}}
    assert list(rows_of(values, "ant")) == [("ant", "m"), ("ant", "a"), ("zebra", "m"), ("zebra", "a")]


def test_company_and_order_do_not_change_a_scenarios_rows():
    random = np.random.default_rng(1)
    values = {name: {"m": random.random(9).tolist()} for name in ("base", "one", "two", "three")}
    few = {name: values[name] for name in ("two", "base")}
    assert rows_of(few)["two", "m"] == rows_of(values)["two", "m"]


@pytest.mark.parametrize(
    ("numbers", "direction"),
    [([1.0, 1.1, 1.2], 1), ([-1.0, -1.1, -1.2], -1), ([-1.0, 0.0, 1.0], 0), ([0.0, 0.0, 0.0], 0), ([1.0], 0)],
)
def test_direction_is_clear_only_if_the_interval_excludes_zero(numbers, direction):
    rows = rows_of({"base": {"m": [0.0] * len(numbers)}, "reform": {"m": numbers}})
    assert rows["reform", "m"].direction == direction


def test_csv_holds_shortest_floats_and_empty_cells(tmp_path):
    row = Row("reform", "m", 0.1, NAN, 1e-7, -3.0, NAN, 0.30000000000000004, 2, 7.0)
    write_csv(tmp_path / "summary.csv", Row._fields, [row])
    assert (tmp_path / "summary.csv").read_bytes() == (
        b"scenario,measure,mean,low,high,difference,difference_low,difference_high,replications,denominator\n"
        b"reform,m,0.1,,1e-07,-3.0,,0.30000000000000004,2,7.0\n"
    )


# --- what was found, in words -----------------------------------------------------------------------------------------


def settings_of(*names: str, replications: int = 8) -> Settings:
    """Settings that name scenarios, with blanket_punishment as the reference."""
    overrides = [f"replications={replications}"]
    return compose(overrides, names=names, reference=None, folder=None, mode="compare")


def rows_with(differences: dict[str, tuple[float, float, float]]) -> list[Row]:
    """Rows of all measures spoken of, with the same difference, low and high for each."""
    return [
        Row(scenario, measure, 0.5, 0.4, 0.6, *difference, 8, NAN)
        for scenario, difference in {"blanket_punishment": (NAN, NAN, NAN), **differences}.items()
        for measure in {**dict.fromkeys(report.FOUND), **dict.fromkeys(report.COLUMNS)}
    ]


def findings(settings: Settings, rows: list[Row]) -> list[str]:
    """What is said of rows."""
    results = Results(settings, InMemory())
    results.__dict__["rows"] = rows
    return report.findings(results)


def test_findings_name_what_is_clear_largest_first_and_what_is_not():
    differences = {
        "oversight": (0.1, 0.05, 0.15),
        "full_reform": (0.25, 0.24, 0.26),
        "crackdown": (-0.2, -0.31, -0.09),
        "merit_promotion": (0.02, -0.01, 0.05),
        "citizens_voice": (NAN, NAN, NAN),
    }
    first, effort, *_ = findings(settings_of(*differences), rows_with(differences))
    assert "against blanket_punishment" in first
    assert effort == (
        "effort is higher under full_reform (+0.250, from +0.240 to +0.260), oversight; lower under crackdown (-0.20, "
        "from -0.31 to -0.09); not distinguishable under merit_promotion, citizens_voice."
    )


def test_findings_say_when_there_is_nothing_to_say():
    alike = {"oversight": (0.1, -0.1, 0.3)}
    assert "not distinguishable under any other scenario" in findings(settings_of("oversight"), rows_with(alike))[1]
    one = settings_of("oversight", replications=1)
    assert "no intervals" in findings(one, rows_with({"oversight": (0.1, NAN, NAN)}))[0]
    alone = settings_of("blanket_punishment")
    assert "nothing to compare it with" in findings(alone, rows_with({}))[0]


def test_a_difference_that_never_varies_is_told_without_stumbling():
    found = findings(settings_of("oversight"), rows_with({"oversight": (0.1, 0.1, 0.1)}))
    assert "higher under oversight (+0.100, from +0.100 to +0.100)" in found[1]


@pytest.mark.parametrize(
    ("second", "said", "chinese"),
    [
        (
            (0.0, 0.0, 0.0),
            "no different in any replication under any other scenario",
            "各情景在各次重复中均与参照无差异",
        ),
        (
            (0.1, -0.1, 0.3),
            "not distinguishable under full_reform; no different in any replication under oversight",
            "无差异的有",
        ),
        ((0.2, 0.1, 0.3), "no different in any replication under oversight", "无差异的有"),
    ],
)
def test_no_difference_in_any_replication_has_a_word_and_a_mark_of_its_own(second, said, chinese):
    rows = rows_with({"oversight": (0.0, 0.0, 0.0), "full_reform": second})
    settings = settings_of("oversight", "full_reform")
    assert said in findings(settings, rows)[1]
    with speaking("zh"):
        assert chinese in findings(settings, rows)[1]
    results = Results(settings, InMemory())
    results.__dict__["rows"] = rows
    assert "=: no difference in any replication." in " ".join(report.comparison_text(results).split())


def test_one_replication_has_no_difference_to_speak_of():
    assert not interval(np.array([0.0])).is_zero
    assert not interval(np.array([0.0, 0.1, -0.1])).is_zero
    assert interval(np.array([0.0, 0.0])).is_zero
