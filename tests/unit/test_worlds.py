"""Tables of worlds, the settings that live in them, and in how many of them a difference is clear."""

import math
from pathlib import Path

import numpy as np
import pytest
from wenze.experiments.analysis.differences import by_world, shares_of_worlds
from wenze.experiments.worlds.lived import REPLICATIONS, Lived, lived_in, with_replications, world_of, worlds_for
from wenze.experiments.worlds.table import Worlds, in_worlds, made_worlds, read_worlds, shipped
from wenze.sim.errors import InputError
from wenze.sim.settings.checking import parameters
from wenze.sim.settings.compose import Makings, compose, makings

KEYS = ("world.people.prize", "policy.accountability.strictness_work", "world.people.inexperience_months")
TABLE = made_worlds(KEYS, ((50.0, 0.2, 6), (80.0, 0.4, 12), (120.0, 0.05, 24)))


def made(*overrides: str) -> Makings:
    return makings(
        ["months=12", *overrides], names=["oversight", "whip_the_fast_ox"], reference=None, folder=None, mode="compare"
    )


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


# --- tables -------------------------------------------------------------------------------------------------------------


def test_a_table_reads_back_as_it_was_written(tmp_path: Path) -> None:
    again = read_worlds(written(tmp_path, TABLE.text))
    assert again == TABLE and again.world(2) == dict(zip(KEYS, (80.0, 0.4, 12), strict=True))
    assert isinstance(again.rows[0][2], int)
    assert TABLE.first(2).rows == TABLE.rows[:2] and TABLE.without([KEYS[0]]).keys == KEYS[1:]
    assert TABLE.first(2).digest != TABLE.digest


def test_the_shipped_table_holds_three_hundred_worlds_within_their_ranges() -> None:
    table = shipped()
    assert len(table.rows) >= 300 and set(table.keys) <= set(parameters())
    assert all(float(f"{value:.4g}") == value for row in table.rows for value in row if isinstance(value, float))
    in_worlds(makings([], names=["full_reform"], reference=None, folder=None, mode="compare"), table, len(table.rows))


HEAD = "world,world.people.prize\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a first column world"),
        ("world\n1\n", "a first column world"),
        ("world.people.prize\n5\n", "a first column world"),
        (HEAD, "no worlds"),
        (
            "world,world.people.prizes\n1,5\n",
            "world.people.prizes: there is no such parameter; did you mean world.people.prize?",
        ),
        ("world,months\n1,5\n", "must be the same in all worlds"),
        ("world,seed\n1,5\n", "must be the same in all worlds"),
        ("world,world.scale.counties\n1,5\n", "must be the same in all worlds"),
        ("world,world.people.prize,world.people.prize\n1,5,6\n", "twice"),
        (HEAD + "1,5,6\n", "line 2: has 3 cells for 2 columns"),
        (HEAD + "1,5\n3,5\n", "line 3: world=3: must be 2"),
        (HEAD + "1,\n", "must be"),
        (HEAD + "1,-5\n", "must be"),
        (HEAD + "1,nan\n", "must be"),
        (HEAD + "1,.inf\n", "must be"),
        (HEAD + "1,=1+1\n", "must be"),
        (HEAD + '1,"5\n', "this is no CSV"),
        (HEAD + "1,\x005\n", ""),
        ("world,world.people.inexperience_months\n1,2.5\n", "must be"),
        ("world," + "x" * 100_000 + "\n1,5\n", "no such parameter"),
        ("# wenze: !!python/object:os.system\n", "a first column world"),
    ],
)
def test_a_table_that_is_none_is_refused_by_one_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_worlds(written(tmp_path, text))
    line = str(caught.value)
    assert said in line and line.isprintable() and "table.csv" in line and len(line) < 900


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04"])
def test_what_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    with pytest.raises(InputError):
        read_worlds(tmp_path / "table.csv")
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(InputError):
            read_worlds(path)


# --- settings -----------------------------------------------------------------------------------------------------------


def test_each_replication_lives_in_its_own_world_and_scenarios_keep_what_they_set() -> None:
    settings = in_worlds(made(), TABLE, 3)
    assert [one.world.people.prize for one in settings] == [50.0, 80.0, 120.0]
    assert [one.status_quo.accountability.strictness_work for one in settings] == [0.2, 0.4, 0.05]
    for one in settings:
        assert [item.name for item in one.scenarios] == ["blanket_punishment", "whip_the_fast_ox", "oversight"]
        assert (
            one.scenarios[2].stages[0].policy.accountability.strictness_work
            == one.status_quo.accountability.strictness_work
        )
    assert {one.run for one in settings} == {made().settings().run}


def test_what_somebody_set_himself_wins() -> None:
    own = ["policy.accountability.strictness_work=0.3"]
    settings = in_worlds(made(*own), TABLE, 3, [KEYS[1]])
    assert {one.status_quo.accountability.strictness_work for one in settings} == {0.3}
    assert [one.world.people.prize for one in settings] == [50.0, 80.0, 120.0]


def test_more_replications_than_worlds_are_refused() -> None:
    with pytest.raises(InputError, match="replications=4: must not be more than there are worlds, 3"):
        in_worlds(made(), TABLE, 4)


def test_numbers_that_do_not_go_together_are_refused_by_the_number_of_their_world() -> None:
    shares = made_worlds(("world.ladder.warning_share", "world.ladder.demerit_share"), ((0.9, 0.9),))
    try:
        in_worlds(made(), shares, 1)
    except InputError as error:
        assert str(error).startswith("world 1: ")


def test_every_world_is_lived_twice(tmp_path: Path) -> None:
    assert [worlds_for(count) for count in (1, 2, 3, 64)] == [1, 1, 2, 32] and REPLICATIONS == 64
    assert [world_of(number, 3) for number in range(6)] == [1, 2, 3, 1, 2, 3]
    assert with_replications(["months=3"], "default") == ["months=3"]
    assert with_replications(["months=3"], "plausible") == ["months=3", "replications=64"]
    assert with_replications(["replications=8"], "plausible") == ["replications=8"]
    path = written(tmp_path, TABLE.text)
    lived = lived_in(str(path), made("replications=5"), [])
    assert isinstance(lived, Lived) and lived.size == 3 and lived.name == "table.csv"
    prizes = [one.world.people.prize for one in lived.settings(made("replications=5").settings())]
    assert prizes == [50.0, 80.0, 120.0, 50.0, 80.0]
    with pytest.raises(InputError, match="replications=7: must not be more than 6"):
        lived_in(str(path), made("replications=7"), [])
    with pytest.raises(InputError, match="nothing differs"):
        lived_in(str(path), made("replications=2"), KEYS)
    assert lived_in("default", made(), []) is None


def test_settings_of_a_result_are_those_it_was_lived_in(tmp_path: Path) -> None:
    """Rows and what regimes set are kept: a regime that sets a lever keeps its own value, one that does not has its world's."""
    one = made("replications=6", "world.people.prize=70")
    lived = lived_in(str(written(tmp_path, TABLE.text)), one, ["world.people.prize"])
    assert lived is not None and lived.worlds.keys == KEYS[1:] and lived.overruled == KEYS[:1]
    assert lived.settings(one.settings())[:3] == in_worlds(one, TABLE, 3, ["world.people.prize"])


def test_a_world_of_one_world_is_no_other_than_its_settings() -> None:
    """A table of defaults gives the settings that there are without a table."""
    defaults = made_worlds(KEYS, (tuple(parameters()[key].default for key in KEYS),))
    plain = compose(["months=12"], names=["oversight", "whip_the_fast_ox"], reference=None, folder=None, mode="compare")
    assert in_worlds(made(), defaults, 1) == (plain,)


# --- shares -------------------------------------------------------------------------------------------------------------


def test_means_of_worlds_pass_over_what_has_no_value() -> None:
    values = np.array([1.0, np.nan, np.nan, 3.0, 5.0, np.nan])
    assert by_world(values, 3)[:2].tolist() == [2.0, 5.0] and math.isnan(by_world(values, 3)[2])
    assert by_world(np.array([1.0, 2.0, 3.0]), 2).tolist() == [2.0, 2.0]
    assert by_world(np.arange(8.0).reshape(4, 2), 2).tolist() == [[2.0, 3.0], [4.0, 5.0]]


def test_shares_of_worlds_are_as_clear_as_luck_allows() -> None:
    rng = np.random.default_rng(1)
    worlds = 400
    effect = np.r_[np.full(100, 5.0), np.full(60, -5.0), np.zeros(240)]
    found = shares_of_worlds(np.r_[effect, effect] + rng.normal(0.0, 1.0, 2 * worlds), worlds)
    assert found.worlds == worlds and found.higher + found.lower + found.neither == pytest.approx(1.0)
    assert found.higher == pytest.approx(0.25 + 0.6 * 0.025, abs=0.02) and found.lower == pytest.approx(0.165, abs=0.02)


def test_equal_arms_differ_in_no_world_and_without_a_second_life_nothing_is_known() -> None:
    assert shares_of_worlds(np.zeros(8), 4)[:3] == (0.0, 0.0, 1.0)
    assert all(map(math.isnan, shares_of_worlds(np.ones(4), 4)[:3]))
    assert shares_of_worlds(np.ones(8), 4)[:3] == (1.0, 0.0, 0.0)  # luck does nothing: any difference is clear
    assert math.isnan(shares_of_worlds(np.full(4, np.nan), 2).higher)
    assert isinstance(TABLE, Worlds)
