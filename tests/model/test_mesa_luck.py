"""Luck under Mesa's ``batch_run``: different or refused, never silent copies; on each version of Mesa that is supported."""

import inspect
import warnings
from typing import Any

import mesa
import pytest
from test_mesa import SMALL
from wenze.sim.errors import InputError
from wenze.sim.model import AccountabilityModel

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.mesa]

SEEDS_BESIDE = "rng" in inspect.signature(mesa.batch_run).parameters  # Mesa 3.5
newer = pytest.mark.skipif(not SEEDS_BESIDE, reason="this Mesa's batch_run has no rng=")


def efforts(parameters: dict[str, Any], **how: Any) -> list[float]:
    """The effort of every run of a batch."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of iterations=
        rows = mesa.batch_run(
            AccountabilityModel,
            {"months": 4, "overrides": [SMALL], **parameters},
            display_progress=False,
            data_collection_period=-1,
            **how,
        )
    return [row["problems_solved"] + row["effort"] + row["harm"] for row in rows]


def alone(**how: Any) -> float:
    """The same of a model made and stepped by hand."""
    model = AccountabilityModel(months=4, overrides=SMALL, **how)
    model.run_model()
    return model.measure("problems_solved") + model.measure("effort") + model.measure("harm")


def test_seeds_among_the_parameters_are_used() -> None:
    assert efforts({"seed": [1, 2, 3]}) == [alone(seed=seed) for seed in (1, 2, 3)]


def test_iterations_are_replications() -> None:
    assert efforts({}, iterations=4) == [alone(replication=number) for number in range(4)]
    assert efforts({"seed": 5}, iterations=3) == [alone(seed=5, replication=number) for number in range(3)]
    assert len({*efforts({}, iterations=4)}) == 4


def test_seeds_and_iterations_together_cross() -> None:
    found = efforts({"seed": [1, 2]}, iterations=2)
    assert len({*found}) == 4
    assert found == [alone(seed=seed, replication=number) for number in range(2) for seed in (1, 2)]


def test_replications_among_the_parameters_are_used() -> None:
    assert efforts({"replication": [0, 1, 2]}) == [alone(replication=number) for number in range(3)]


def test_iterations_of_a_fixed_replication_are_refused() -> None:
    with pytest.raises(InputError, match=r"replication=\[0, 1, 2\]"):
        efforts({"replication": 0}, iterations=2)


def test_scenarios_of_an_iteration_are_paired() -> None:
    found = efforts({"scenario": ["blanket_punishment", "full_reform"]}, iterations=2)
    assert found[3] == alone(scenario="full_reform", replication=1)


def test_rng_among_the_parameters_is_used_or_refused() -> None:
    """Mesa 3.5 overwrites it with None before the model sees it."""
    if not SEEDS_BESIDE:
        assert efforts({"rng": [1, 2]}) == [alone(seed=1), alone(seed=2)]
    else:
        with pytest.raises(InputError, match="beside parameters"):
            efforts({"rng": [1, 2]})


@newer
def test_rng_beside_the_parameters_is_used() -> None:
    assert efforts({}, rng=[1, 2, 3]) == [alone(rng=seed) for seed in (1, 2, 3)]
    assert efforts({"replication": 2}, rng=[1, 2]) == [alone(rng=seed, replication=2) for seed in (1, 2)]


@newer
def test_iterations_by_their_new_name_are_replications() -> None:
    assert efforts({}, rng=[None] * 3) == [alone(replication=number) for number in range(3)]


@pytest.mark.slow
def test_in_processes_of_their_own_iterations_are_replications() -> None:
    assert sorted(efforts({}, iterations=3, number_processes=2)) == sorted(alone(replication=n) for n in range(3))


class Around(mesa.Model):
    """A model of one's own that runs one of ours."""

    def __init__(self, **_: Any) -> None:
        super().__init__()
        self.inner = AccountabilityModel(months=4, replication=3, overrides=SMALL)
        self.datacollector = mesa.DataCollector({"effort": lambda model: model.inner.measure("effort")})

    def step(self) -> None:
        """One month of the model within."""
        self.inner.step()
        self.datacollector.collect(self)


def test_a_model_within_another_is_left_alone() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        rows = mesa.batch_run(Around, {}, iterations=2, max_steps=3, display_progress=False)
    assert rows[0]["effort"] == rows[1]["effort"]
