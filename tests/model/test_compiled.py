"""The same text of rules and phases gives the same bits, run by the interpreter and compiled."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import wenze.sim
from conftest import (
    BUSY,
    LIVELY,
    SMALL,
    TWO_COUNTIES,
    copy_of,
    differences,
    first_policy,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents.policy import Policy
from wenze.sim.batch import needs_compiling, run_interpreted

pytestmark = pytest.mark.usefixtures("engine")


def both_ways(numbers, policy, months, **how):
    compiled = simulate(numbers, policy, months, **how)
    return compiled, simulate(numbers, policy, months, run=run_interpreted, **how)


@pytest.mark.parametrize(
    ("regime", "seed"),
    [("blanket_punishment", 1), ("full_reform", 2), ("no_accountability", 2**63 - 1), ("tolerance_on_word", 3),
     ("correction_slow", 4), ("lists_and_oversight", 5)],
)  # fmt: skip
def test_a_regime_gives_the_same_bits(regime: str, seed: int) -> None:
    numbers = world_numbers(SMALL, LIVELY)
    compiled, interpreted = both_ways(numbers, first_policy(regime), 30, seed=seed, log=True, record=True)
    assert differences(compiled, interpreted) == []
    assert compiled.tallies.solved.sum() > 0


def test_two_counties_in_which_everything_happens_give_the_same_bits() -> None:
    numbers = world_numbers(TWO_COUNTIES, LIVELY)
    policy = levers({**BUSY, "resources.department_capacity": 0.6}, first_policy("oversight"))
    happened: Counter[str] = Counter()
    for replication in range(3):
        compiled, interpreted = both_ways(numbers, policy, 30, replication=replication, log=True, record=True)
        assert differences(compiled, interpreted) == []
        happened.update({name: int(compiled.tallies[name].sum()) for name in compiled.tallies.dtype.names})
    rare = {"unforgiven_department", "overturned_wrongly", "upheld_wrongly", "misconduct_false", "river_township"}
    assert [name for name, count in happened.items() if count == 0 and name not in rare] == []


@pytest.mark.parametrize("month", [780, pytest.param(11_980, marks=pytest.mark.thorough)])
def test_late_in_a_long_run_the_same_bits(month: int) -> None:
    """Whole numbers kept in few bytes must not overflow when months are added to or taken from them."""
    numbers = world_numbers(SMALL, LIVELY, {"supervisors.staff": 5.0})  # or dockets would pile up
    policy = levers(BUSY, first_policy("oversight"))
    compiled = simulate(numbers, policy, month, world=new_world(numbers, month + 15))
    interpreted = copy_of(compiled)
    compiled = simulate(numbers, policy, month + 15, first=month, world=compiled)
    interpreted = simulate(numbers, policy, month + 15, first=month, world=interpreted, run=run_interpreted)
    assert differences(compiled, interpreted) == []


@pytest.mark.parametrize("precision", [0.0, 50.0])
def test_the_limits_of_choice_give_the_same_bits(precision: float) -> None:
    numbers = world_numbers(SMALL, {"learning.precision": precision})
    compiled, interpreted = both_ways(numbers, Policy(), 15)
    assert differences(compiled, interpreted) == []


def test_with_neutral_attitudes_the_same_bits() -> None:
    """Exponents of one take a way of their own."""
    numbers = world_numbers(SMALL, LIVELY, {"learning.risk_curvature": 1.0, "learning.loss_curvature": 1.0})
    compiled, interpreted = both_ways(numbers, levers({"hierarchy.levels": 1.0}), 15)
    assert differences(compiled, interpreted) == []


def test_a_single_bit_of_difference_would_be_seen() -> None:
    one = simulate(world_numbers(SMALL), Policy(), 3)
    other = simulate(world_numbers(SMALL), Policy(), 3)
    other.people.motivation[2] = np.nextafter(other.people.motivation[2], 100.0)
    assert differences(one, other) == ["people.motivation"]
    assert len(in_use(one, "tallies")) == 3


def test_another_seed_or_replication_is_another_run() -> None:
    numbers = world_numbers(SMALL)
    first = simulate(numbers, Policy(), 12)
    assert "tallies.solved_months" in differences(first, simulate(numbers, Policy(), 12, seed=2))
    assert "tallies.solved_months" in differences(first, simulate(numbers, Policy(), 12, replication=1))
    assert new_world(numbers, 12).clock[0].seed == 1


def test_code_compiled_for_one_checkout_is_not_taken_for_that_of_another(engine: None, tmp_path: Path) -> None:
    assert not needs_compiling()
    root = Path(wenze.sim.__file__).parent.parent
    for name in ("wenze", "agents", "sim", "scenarios"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    ask = "import wenze.sim.batch; print(wenze.sim.batch.__file__, wenze.sim.batch.needs_compiling())"
    answer = subprocess.run([sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == [str(tmp_path / "sim" / "batch.py"), "True"]
