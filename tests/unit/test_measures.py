"""What a measure says of itself, and measures of a user's own."""

import pickle
from typing import Any

import numpy as np
import pytest
from wenze.experiments.runs.codebook import codebook, codebook_of_sweep
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.measures import ALL, MEASURES, Measure, Ratio, add_up, add_up_periods, leading
from wenze.sim.own_measures import measure_from_plain, with_own
from wenze.sim.settings.checking import parameters
from wenze.sim.tally import TALLY

MINE = {
    "title": {"en": "Errors an active month", "zh": "干事月均失误"},
    "unit": {"en": "errors a month", "zh": "次失误/月"},
    "numerator": ["erred"],
    "denominator": ["months_work", "months_explore"],
    "better": "down",
}
SOURCE = "measures/my_errors.yaml"


def counts(**known: int) -> Any:
    totals = np.zeros((), TALLY)
    for name, number in known.items():
        totals[name] = number
    return totals


def mine(**changes: Any) -> Measure:
    return measure_from_plain("my_errors", {**MINE, **changes}, SOURCE)


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_a_measure_is_plain_data_that_knows_its_range_and_its_counts(measure: Measure) -> None:
    assert pickle.loads(pickle.dumps(measure)) == measure
    assert set(measure.counts) <= set(TALLY.names or ()) and measure.counts
    assert measure.better in (-1, 0, 1)
    assert measure.range[0] < measure.range[1]
    assert all(name in str(measure.of) for name in measure.counts)


def test_a_difference_may_be_negative_and_a_rate_has_no_upper_end() -> None:
    assert MEASURES["sanction_gradient"].range == MEASURES["downward_shift"].range == (-1.0, 1.0)
    assert MEASURES["effort"].range == MEASURES["fairness"].range == (0.0, 1.0)
    assert MEASURES["harm"].range == (0.0, np.inf)
    assert MEASURES["effort"].is_share and MEASURES["missed_share"].is_share and not MEASURES["fairness"].is_share


def test_a_measure_names_what_it_is_divided_by_where_it_is_one_ratio() -> None:
    assert MEASURES["sanctions"].denominators == ("person_months", "department_months")
    assert MEASURES["missed_share"].denominators == ("culpable_township", "culpable_department")
    assert MEASURES["downward_shift"].denominators == ()


def test_what_leads_stands_in_the_order_of_the_measures() -> None:
    order = [measure.name for measure in ALL]
    for role in ("table", "year", "found", "parts", "panels", "outcomes", "search"):
        places = [order.index(name) for name in leading(role)]  # type: ignore[arg-type]
        assert places and places == sorted(places)


def test_which_way_is_better() -> None:
    assert [MEASURES[name].better for name in ("effort", "harm", "misconduct", "sanctions")] == [1, -1, -1, 0]


# --- of a user's own ----------------------------------------------------------------------------------------------------


def test_a_ratio_of_counts_is_a_measure_like_any_other() -> None:
    found = mine()
    assert found.of == Ratio("erred", "months_work + months_explore")
    assert float(found.of(counts(erred=3, months_work=4, months_explore=2))) == 0.5
    assert np.isnan(found.of(counts(erred=3)))
    assert (found.better, found.range, found.is_share) == (-1, (0.0, np.inf), False)
    assert pickle.loads(pickle.dumps(found)) == found
    assert (found.label, found.unit_label, found.meaning) == ("Errors an active month", "errors a month", found.en)
    with speaking("zh"):
        assert (found.label, found.unit_label, found.heading) == ("干事月均失误", "次失误/月", "干事月均失误")


def test_by_the_year_and_as_a_share() -> None:
    assert float(mine(per_year=True).of(counts(erred=3, months_work=6))) == 6.0
    assert mine(share=True).is_share


def test_one_language_suffices_and_amounts_are_amounts() -> None:
    found = mine(title="Harm a case", unit="problems of mean severity", numerator=["harm"], denominator=["erupted"])
    assert (found.label_zh, found.unit_zh) == ("Harm a case", "problems of mean severity")
    assert float(found.of(counts(harm=2**20, erupted=2))) == 0.5


def test_measures_of_ones_own_stand_behind_those_of_the_model() -> None:
    every = with_own({"my_errors": MINE}, "measures")
    assert list(every) == [*MEASURES, "my_errors"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"numerator": ["erring"]}, 'numerator[0]="erring": is no count'),
        ({"numerator": ["erred", "erred"]}, 'numerator[1]="erred": stands there already'),
        ({"denominator": []}, "denominator=[]: must have at least 1 item"),
        ({"denominator": "erred"}, 'denominator="erred": must be a list'),
        ({"per_year": "yes"}, 'per_year="yes": must be true or false'),
        ({"better": "sideways"}, "better=\"sideways\": must be 'up', 'down' or 'neither'"),
        ({"unit": None}, "unit=null: must be a text, or one in both languages"),
        ({"colour": "red"}, "colour: unknown"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line_that_names_file_and_key(change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        mine(**change)
    assert str(caught.value).startswith(f"{SOURCE}: {said}")
    with speaking("zh"), pytest.raises(InputError) as chinese:
        mine(**change)
    assert str(chinese.value).startswith(SOURCE)
    assert any("\u4e00" <= character <= "\u9fff" for character in str(chinese.value).replace("干事", ""))


@pytest.mark.parametrize(("name", "said"), [("effort", "ships with the model"), ("My Errors", "must")])
def test_a_name_that_is_taken_or_no_name_is_refused(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        measure_from_plain(name, MINE, f"measures/{name}.yaml")


TABLES = codebook(MEASURES, with_parts=True) + codebook_of_sweep(MEASURES, list(parameters()), monthly=True)
BESIDE_MEASURES = {entry.file for entry in TABLES if entry.kind == "measure"}


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            "front",
            "outdone",
            *(entry.column for entry in TABLES if entry.file in BESIDE_MEASURES and entry.kind != "measure" and "." not in entry.column),
        }
    ),
)  # fmt: skip
def test_a_name_of_another_column_is_refused(name: str) -> None:
    """A table in which two columns have one name cannot be read."""
    with pytest.raises(InputError) as caught:
        measure_from_plain(name, MINE, f"measures/{name}.yaml")
    assert str(caught.value) == (
        f"measures/{name}.yaml: {name}: is the name of a column that stands beside measures in tables; take another"
    )


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InputError, match="denominator: missing"):
        measure_from_plain("mine", {key: value for key, value in MINE.items() if key != "denominator"}, SOURCE)


def test_counts_are_added_up_by_period_as_they_are_one_by_one() -> None:
    rng = np.random.default_rng(3)
    tallies = np.zeros((4, 10), TALLY)
    for name in ("arisen", "sanctions_township"):
        tallies[name] = rng.integers(0, 2**40, (4, 10))
    found = add_up_periods(tallies, [0, 4, 8], ["arisen"])
    assert found.shape == (4, 3) and not found["sanctions_township"].any()
    for period, (start, end) in enumerate([(0, 4), (4, 8), (8, 10)]):
        assert (found["arisen"][:, period] == add_up(tallies[:, start:end], axis=1)["arisen"]).all()
