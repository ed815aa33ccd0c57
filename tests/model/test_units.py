"""One currency: in whatever unit strain is counted, everybody does the same."""

import numpy as np
import pytest
from conftest import BUSY, LIVELY, TWO_COUNTIES, changed, first_policy, levers, simulate, world_numbers
from wenze.agents.policy import Policy
from wenze.sim.settings.parameters import World, definitions
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 60
PER_STRAIN = "1 / month of strain"
NUMBERS = world_numbers(LIVELY, TWO_COUNTIES, {"scale.townships": 4, "scale.posts": 6})


def powers_of_strain() -> dict[str, int]:
    """Every parameter that is worth so many months of strain (1), or the reverse of it (-1), by its unit."""
    found = {}
    for known in definitions():
        if known.meaning.unit == PER_STRAIN:
            found[known.key] = -1
        elif known.meaning.unit.split(" a ")[0] == "months of strain":
            found[known.key] = 1
    return found


def in_other_units(group: World | Policy, prefix: str, factor: float) -> World | Policy:
    """The same numbers where a month of strain is counted as ``factor``."""
    keys = {key.removeprefix(prefix): power for key, power in powers_of_strain().items() if key.startswith(prefix)}
    plain = group.model_dump()
    return changed(group, {key: value_in(plain, key) * factor**power for key, power in keys.items()})


def value_in(plain: dict, key: str) -> float:
    for step in key.split("."):
        plain = plain[step]
    return float(plain)  # type: ignore[arg-type]


def test_values_are_known_by_their_unit() -> None:
    """Prizes, losses, strains, motivation, what a gain or a scruple is worth, pressure, penalties: and precision over them."""
    powers = powers_of_strain()
    assert [key for key, power in powers.items() if power < 0] == ["world.learning.precision"]
    assert len(powers) >= 24
    for key in (
        "world.people.prize", "world.people.motivation_mean", "world.people.scruple_mean", "world.ladder.burden",
        "world.conduct.overload", "world.handling.strain_pass", "world.departments.credit_act", "world.supervisors.strain",
        "policy.misconduct.benefit", "policy.accountability.pressure", "policy.oversight.wrongful_penalty",
    ):  # fmt: skip
        assert powers[key] == 1, key


def run(numbers: World, policy: Policy) -> State:
    return simulate(numbers, policy, MONTHS, record=True)


@pytest.mark.parametrize("factor", [2.0, 0.25])
@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform", "answerable_supervisors"])
def test_nobody_chooses_otherwise_in_another_unit(regime: str, factor: float) -> None:
    policy = levers({**BUSY, "misconduct.benefit": 200.0}, first_policy(regime))
    plain = run(NUMBERS, policy)
    other = run(in_other_units(NUMBERS, "world.", factor), in_other_units(policy, "policy.", factor))
    for name in ("conduct", "department_conduct", "style_conduct"):
        assert getattr(plain, name).tobytes() == getattr(other, name).tobytes(), name
    assert plain.tallies.tobytes() == other.tallies.tobytes()
    assert np.allclose(factor * plain.willing, other.willing, rtol=1e-9), "from which gain on misconduct pays"
    assert plain.tallies.misconduct.sum() > 10 and plain.tallies.help_asked.sum() > 10
    assert plain.tallies.own_passed.sum() > 10 and plain.tallies.sanctions_township.sum() > 10


@pytest.mark.parametrize("key", sorted(powers_of_strain()))
def test_every_value_counts_so_that_leaving_one_out_would_show(key: str) -> None:
    """All but one in the other unit is another world."""
    policy = levers({**BUSY, "misconduct.benefit": 200.0}, first_policy("answerable_supervisors"))
    prefix, _, name = key.partition(".")
    numbers, other_policy = NUMBERS, policy
    half = {name: 0.5 * value_in((NUMBERS if prefix == "world" else policy).model_dump(), name)}
    if prefix == "world":
        numbers = changed(NUMBERS, half)
    else:
        other_policy = changed(policy, half)
    plain, other = run(NUMBERS, policy), run(numbers, other_policy)
    assert plain.tallies.tobytes() != other.tallies.tobytes()
