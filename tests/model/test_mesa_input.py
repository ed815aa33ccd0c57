"""What the Mesa model is given wrongly is refused in one line, in both languages, and what is right is taken."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import assert_refused_in_chinese
from test_mesa import SMALL, small_model
from wenze.sim.errors import InputError
from wenze.sim.model import AccountabilityModel

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.mesa]

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"replication": 1.5}, "replication=1.5: must be a whole number between 0 and"),
    ({"replication": -1}, "replication=-1: must be a whole number"),
    ({"replication": 2**70}, "must be a whole number"),
    ({"replication": True}, "replication=True: must be a whole number"),
    ({"replication": "1"}, "replication='1': must be a whole number"),
    ({"seed": -1}, "seed=-1: must be a whole number"),
    ({"seed": 1.0}, "seed=1.0: must be a whole number"),
    ({"seed": "7"}, "seed='7': must be a whole number"),
    ({"seed": 2**64}, "must be a whole number"),
    ({"rng": [1, 2]}, r"rng=\[1, 2\]: must be a whole number"),
    ({"rng": np.random.default_rng(1)}, "rng=.*must be a whole number"),
    ({"months": "12"}, "months='12': must be a whole number between 1 and 12000"),
    ({"months": 0}, "months=0: must be a whole number"),
    ({"months": None}, "months=None: must be a whole number"),
    ({"months": 12.0}, "months=12.0: must be a whole number"),
    ({"scenario": None}, "scenario=None: must be the name of a scenario"),
    ({"scenario": 3}, "scenario=3: must be the name"),
    ({"scenario": "overseight"}, "did you mean oversight"),
    ({"folder": 3}, "folder=3: must be a folder of scenarios"),
    ({"folder": "no such folder"}, "must be a folder of scenarios"),
    ({"overrides": "months=3"}, "a sequence"),
    ({"overrides": 3}, "a sequence"),
    ({"overrides": None}, "a sequence"),
    ({"overrides": [3]}, "a sequence"),
    ({"overrides": ["policy.accountability.strictnes=1"]}, "did you mean policy.accountability.strictness_work"),
    ({"replications": 3}, "replications: unknown; did you mean replication"),
    ({"overrides": ["world.scale.counties=60000", "world.scale.townships=6000"]}, "GiB are available"),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_a_wrong_argument_is_refused_in_a_line(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        AccountabilityModel(**given)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("given", [given for given, _ in WRONG])
def test_and_in_chinese(given: dict[str, Any], in_chinese: None) -> None:
    with pytest.raises(InputError) as caught:
        AccountabilityModel(**given)
    assert_refused_in_chinese(str(caught.value))


def test_whole_numbers_of_numpy_and_any_path_are_taken(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "scenarios" / "oversight.yaml"
    (tmp_path / "mine.yaml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    whole = {"months": np.int64(2), "seed": np.uint8(3), "replication": np.int16(4)}
    model = AccountabilityModel("mine", folder=tmp_path, overrides=SMALL, **whole)
    assert (model.settings.run.months, model.seed, model.replication) == (2, 3, 4)
    model.run_model()
    assert model.measure("effort", np.int32(2)) == model.measure("effort", 2)


def test_overrides_may_be_a_mapping() -> None:
    mapping = dict(text.split("=") for text in SMALL)
    assert (
        AccountabilityModel(months=1, overrides=mapping).settings
        == AccountabilityModel(months=1, overrides=SMALL).settings
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [(("efort",), "measure=efort: unknown; did you mean effort"), ((None,), "unknown"), (("effort", 0), "months=0: must be"),
     (("effort", 1.5), "months=1.5"), (("effort", "3"), "months='3'"), (("qqq",), "wenze list measures")],
)  # fmt: skip
def test_a_wrong_measure_is_refused_in_a_line(asked: tuple[Any, ...], said: str) -> None:
    model = small_model(months=2)
    for _ in range(2):
        with pytest.raises(InputError, match=said):
            model.measure(*asked)
        model.step()


def test_before_the_first_month_a_measure_is_nan() -> None:
    assert np.isnan(small_model(months=1).measure("effort"))
