"""What varies in a sweep: how it is written, what it comes to, and what is refused."""

import pytest
from wenze.experiments.sweeps.axes import Between, Listed, Stepped, read_axis, varies
from wenze.experiments.sweeps.designs import Drawn, Grid, points_of
from wenze.sim.errors import InputError

STRICT = "policy.accountability.strictness_work"


def test_numbers_one_by_one_are_those_that_were_written() -> None:
    for text in ("0.2,0.4,0.6", "choice(0.2,0.4,0.6)"):
        assert read_axis(STRICT, text).values == Listed((0.2, 0.4, 0.6))
    assert read_axis("months", "12,24").values == Listed((12, 24))


def test_a_range_has_decimal_steps_and_leaves_its_end_out() -> None:
    values = read_axis(STRICT, "range(0.1,0.4,0.1)").values
    assert isinstance(values, Stepped)
    assert [values.value(place) for place in range(values.size)] == [0.1, 0.2, 0.3]
    tenth = read_axis(STRICT, "range(0,1,0.1)").values
    assert isinstance(tenth, Stepped) and [tenth.value(place) for place in range(tenth.size)] == [
        n / 10 for n in range(10)
    ]
    down = read_axis("months", "range(24,0,-6)").values
    assert isinstance(down, Stepped) and [down.value(place) for place in range(down.size)] == [24, 18, 12, 6]


def test_an_interval_goes_from_end_to_end_evenly_or_in_logarithms() -> None:
    even = read_axis(STRICT, "interval(0.2,0.6)").values
    log = read_axis("world.people.prize", "tag(log,interval(1,10000))").values
    assert isinstance(even, Between) and [even.at(share) for share in (0.0, 0.5, 1.0)] == pytest.approx([0.2, 0.4, 0.6])
    assert isinstance(log, Between) and [log.at(share) for share in (0.0, 0.5, 1.0)] == pytest.approx(
        [1.0, 100.0, 10000.0]
    )


def test_whole_numbers_of_an_interval_are_all_as_likely() -> None:
    values = read_axis("months", "interval(3,6)").values
    assert isinstance(values, Between)
    found = [values.at((place + 0.5) / 4000) for place in range(4000)]
    assert {value: found.count(value) for value in set(found)} == {3: 1000, 4: 1000, 5: 1000, 6: 1000}
    assert values.at(1.0) == 6


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        (STRICT, "0.2,1.5", "1.5: must be a number between 0 and 1"),
        (STRICT, "0.2,0.2", "0.2 stands there twice"),
        (STRICT, "0.2,true", "True: must be a number"),
        (STRICT, "'a','b'", "must be a number"),
        (STRICT, "1_0,2", "expected numbers like"),
        (STRICT, "range(0,1,0)", "the step of a range"),
        (STRICT, "range(1,0,0.1)", "the range is empty"),
        (STRICT, "range(0,1e9)", "must be a number between 0 and 1"),
        (STRICT, "shuffle(range(0,1,0.5))", "expected numbers like"),
        (STRICT, "interval(0.5,0.5)", "from a smaller number"),
        (STRICT, "tag(log,interval(0,1))", "begins above 0"),
        (STRICT, "tag(square,interval(0.1,1))", "log is its only tag"),
        (STRICT, "glob(*)", "expected numbers like"),
        (STRICT, "0.2,${x}", "expected numbers like"),
        (STRICT, "[0.1,0.2]", "expected numbers like"),
        ("months", "12.5,24", "must be a whole number"),
        ("months", "range(1,3,0.5)", "must be a whole number"),
        ("seed", "1,2", "cannot vary"),
        ("replications", "1,2", "cannot vary"),
        ("policy.accountability.strictnes_work", "1,2", "did you mean policy.accountability.strictness_work"),
    ],
)  # fmt: skip
def test_what_cannot_vary_so_is_refused_in_one_line(key: str, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_axis(key, text)
    assert said in str(caught.value) and str(caught.value).startswith(f"{key}=") and "\n" not in str(caught.value)


def test_what_varies_is_told_from_what_is_one_number() -> None:
    assert [varies(text) for text in ("0.2", "0.2,0.4", "range(3)", "1e-3")] == [False, True, True, False]


def test_a_grid_is_every_combination_and_is_counted_before_it_is_gone_through() -> None:
    axes = [read_axis(STRICT, "0.1,0.2"), read_axis("months", "range(1,4)")]
    grid = points_of("grid", axes, None, 1)
    assert isinstance(grid, Grid)
    assert [grid.at(place) for place in range(grid.size)] == [(s, m) for s in (0.1, 0.2) for m in (1, 2, 3)]
    steps = {"months": "range(1,10001)", "world.people.prize": "range(0,10000)", "spin_up": "range(0,10000)"}
    large = [read_axis(key, text) for key, text in steps.items()]
    with pytest.raises(InputError, match="1,000,000,000,000 settings"):
        points_of("grid", large, None, 1)


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol", "morris"])
def test_drawn_points_lie_within_their_axes_and_come_again(design: str) -> None:
    axes = [read_axis(STRICT, "interval(0.2,0.6)"), read_axis("months", "interval(3,6)")]
    points = points_of(design, axes, 8, 7)
    assert isinstance(points, Drawn) and points == points_of(design, axes, 8, 7) != points_of(design, axes, 8, 8)
    assert points.size == (24 if design == "morris" else 8)
    assert all(0.2 <= strict <= 0.6 and months in (3, 4, 5, 6) for strict, months in points.rows)
    if design == "latin_hypercube":
        assert sorted(int((strict - 0.2) / 0.05) for strict, _ in points.rows) == list(range(8))


@pytest.mark.parametrize(
    ("design", "text", "points", "said"),
    [
        ("grid", "interval(0,1)", None, "a grid needs values"),
        ("grid", "0.1,0.2", 5, "a grid has the points of its axes"),
        ("sobol", "interval(0,1)", None, "needs points=N"),
        ("sobol", "0.1,0.2", 5, "needs interval(low,high)"),
        ("sobol", "interval(0,1)", 0, "at least 1"),
        ("morris", "interval(0,1)", 1_000_000, "not 2,000,000"),
    ],
)
def test_designs_that_do_not_fit_their_axes_are_refused(design: str, text: str, points: int | None, said: str) -> None:
    with pytest.raises(InputError) as caught:
        points_of(design, [read_axis(STRICT, text)], points, 1)
    assert said in str(caught.value)
