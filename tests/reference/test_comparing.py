"""The comparison finds what differs, where and from when; and the settings compared leave nothing out."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from wenze.agents.policy import Policy
from wenze.sim.measures import ALL
from wenze.sim.settings.compose import Stage
from wenze.sim.settings.parameters import World
from wenze.sim.tally import TALLY

from tests.reference import comparing
from tests.reference.agreement import FORMULAS, Engine, disagreement
from tests.reference.comparing import FIELDS, Difference, OneOf, key_of, state_differences
from tests.reference.trials import LEVERS, NUMBERS, Trial, names, trial_named

pytestmark = pytest.mark.usefixtures("engine")

LIVELY = "lively:tolerance_verified"

State = dict[str, list[dict[str, Any]]]


class SecondEngine:
    """The engine in the place of the reference; its seed can be moved on, its counts and state can be changed."""

    seeds_on = 0

    def __init__(
        self,
        world: World,
        stages: Sequence[tuple[int, Policy]],
        months: int,
        seed: int,
        replication: int,
        **before: Any,
    ) -> None:
        given = tuple(Stage(*stage) for stage in stages)
        self.engine = Engine(Trial("second", world, given, months, seed + self.seeds_on, replication, **before))
        self.month = 0

    def step(self) -> None:
        self.engine.step()
        self.month += 1

    def counts(self) -> dict[str, float]:
        counts = self.engine.counts()
        self.change_counts(counts)
        return counts

    def state(self) -> State:
        state = self.engine.state()
        self.change_state(state)
        return state

    def change_counts(self, counts: dict[str, float]) -> None:
        """Nothing."""

    def change_state(self, state: State) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def states(engine: None) -> State:
    """Entities of every kind, as they were at one time or another in two runs."""
    found: State = {kind: [] for kind in FIELDS}
    for name in (LIVELY, "lever:hierarchy.loss=high"):
        running = Engine(trial_named(name))
        while running.month < 20:
            running.step()
            for kind, rows in running.state().items():
                found[kind] += rows
    return found


# --- two runs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [LIVELY, "scenario:crackdown", "random:3"])
def test_the_engine_agrees_with_itself(name: str) -> None:
    assert disagreement(trial_named(name), SecondEngine) == []


def test_another_seed_disagrees_from_the_start() -> None:
    class OtherSeed(SecondEngine):
        seeds_on = 1

    found = disagreement(trial_named(LIVELY), OtherSeed)
    assert found[0].month == 0
    assert {difference.field for difference in found} >= {"value_arisen", "motivation", "diligence"}


@pytest.mark.parametrize("name", ["solved", "safety", "audited"])
def test_a_count_that_differs_is_named_with_the_first_month(name: str) -> None:
    class Miscounts(SecondEngine):
        def change_counts(self, counts: dict[str, float]) -> None:
            counts[name] += 1e-6 if name == "safety" else self.month >= 7
            if self.month < 7 and name == "safety":
                counts[name] -= 1e-6

    found = disagreement(trial_named(LIVELY), Miscounts)
    assert {(difference.month, difference.kind, difference.field) for difference in found} == {(6, "counts", name)}


def test_a_state_that_differs_for_a_while_is_found_from_the_month_it_began() -> None:
    class Forgets(SecondEngine):
        def change_state(self, state: State) -> None:
            if self.month >= 6:
                state["people"][2]["knowhow"] = 0.5

    found = disagreement(trial_named(LIVELY), Forgets)
    person = Engine(trial_named(LIVELY)).state()["people"][2]["number"]
    assert [(seen.month, seen.kind, seen.entity, seen.field, seen.reference) for seen in found] == [
        (5, "people", str(comparing.parts_of(person)), "knowhow", 0.5)
    ]


def test_a_count_that_is_not_given_differs() -> None:
    class Leaves(SecondEngine):
        def change_counts(self, counts: dict[str, float]) -> None:
            del counts["erred"]

    (found,) = disagreement(trial_named(LIVELY), Leaves)
    assert (found.month, found.kind, found.field, found.reference) == (0, "counts", "erred", None)


# --- one state ------------------------------------------------------------------------------------------------------------


EVERY_FIELD = [(kind, field) for kind, fields in FIELDS.items() for field in fields]


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD, ids=[f"{kind}.{field.name}" for kind, field in EVERY_FIELD])
def test_every_field_is_compared(states: State, kind: str, field: comparing.Field) -> None:
    row = next(row for row in states[kind] if field.name in row)
    wrong = {**row, field.name: another(field.read, row[field.name])}
    (found,) = comparing.kind_differences(0, kind, [row], [wrong])
    assert (found.kind, found.entity, found.field) == (kind, comparing.shown_key(kind, key_of(kind, row)), field.name)
    assert found.engine != found.reference


def another(read: Callable[[Any], Any], value: Any) -> Any:
    """Another value of the same kind, near by."""
    match read(value):
        case bool() as yes:
            return not yes
        case int() as number:
            return (number + 1) % len(read.names) if isinstance(read, OneOf) else number + 1
        case float() as number:
            return number * (1.0 + 1e-8) + 1e-8
        case None:
            return 1
        case ():
            return [3]
        case (*others, last):
            return [*others, last + (1 if isinstance(last, int) else 1e-8)]
    raise TypeError(value)


def test_real_numbers_that_are_rounded_otherwise_agree(states: State) -> None:
    person = states["people"][0]
    rounded = {
        **person,
        "motivation": person["motivation"] * (1.0 + 1e-12),
        "diligence": person["diligence"] + 1e-13,
    }
    assert comparing.kind_differences(0, "people", [person], [rounded]) == []


def test_who_is_missing_added_or_there_twice_is_named(states: State) -> None:
    one, other = states["people"][:2]
    missing, added = comparing.kind_differences(0, "people", [one], [other])
    assert (missing.field, missing.engine, missing.reference) == ("is there", True, False)
    assert (added.field, added.engine, added.reference) == ("is there", False, True)
    (twice,) = comparing.kind_differences(0, "people", [one], [one, one])
    assert (twice.field, twice.engine, twice.reference) == ("times there", 1, 2)


def test_a_kind_that_is_not_given_differs(states: State) -> None:
    nothing: State = {kind: [] for kind in FIELDS}
    assert state_differences(0, nothing, {}) == []
    (found,) = state_differences(0, {**nothing, "people": states["people"][:1]}, {})
    assert isinstance(found, Difference) and found.field == "is there"


@pytest.mark.parametrize(
    ("kind", "name", "said", "meant"),
    [
        ("cases", "reported", None, None),
        ("cases", "reported", float("inf"), None),
        ("cases", "reported", -1, None),
        ("cases", "reported", 3, 3),
        ("cases", "owner", "departments", 2),
        ("cases", "lead", (0, 2), comparing.number_of(0, 2, 65535, 0)),
        ("cases", "averted", [{1}, {1, 4}], (1, 5)),
        ("cases", "averted", [("lead", "second")], (6,)),
        ("people", "conduct", None, -1),
        ("people", "conduct", "explore", 1),
        ("people", "idle_months", [True, False, True], 2),
        ("people", "post", (1, 2, 3), comparing.number_of(1, 2, 3, 0)),
        ("entries", "township_step", None, 0),
    ],
)
def test_values_may_be_given_in_more_than_one_way(kind: str, name: str, said: Any, meant: Any) -> None:
    field = next(field for field in FIELDS[kind] if field.name == name)
    assert field.read(said) == meant


def test_a_value_that_cannot_be_read_differs(states: State) -> None:
    person = states["people"][0]
    (found,) = comparing.kind_differences(0, "people", [person], [{**person, "seniority": "three"}])
    assert found.field == "seniority" and "three" in found.reference


def test_fields_that_are_not_given_or_not_known_are_named(states: State) -> None:
    person = {name: value for name, value in states["people"][0].items() if name != "scruple"} | {"mood": 1}
    state = {**states, "people": [person]}
    assert comparing.missing_fields(state) == ["people.scruple"]
    assert comparing.unknown_fields(state) == ["people.mood"]


# --- measures ---------------------------------------------------------------------------------------------------------------


def test_every_measure_has_a_formula_in_the_document_and_it_is_the_one_computed() -> None:
    assert list(FORMULAS) == [measure.name for measure in ALL]
    running = Engine(trial_named(LIVELY))
    for month in range(36):
        running.step()
        by_document = comparing.measures_by(FORMULAS, running.counts())
        assert comparing.measure_differences(month, running.measures(), by_document) == []


def test_the_formulas_name_the_counts_of_the_engine() -> None:
    assert comparing.counts_in(FORMULAS) <= set(TALLY.names)
    assert len(comparing.counts_in(FORMULAS)) > 80


# --- what is compared -------------------------------------------------------------------------------------------------------


def test_there_are_trials_of_every_scenario_and_of_every_lever_at_both_ends() -> None:
    assert len(names()) == len(set(names())) >= 60
    assert {f"lever:{lever}={end}" for lever in LEVERS for end in ("low", "high")} <= set(names())
    assert {f"number:{key}={end}" for key in NUMBERS for end in ("low", "high")} <= set(names())
    assert set(NUMBERS) > {"learning.horizon", "handling.diligence_weight", "conduct.overload", "departments.prior_new"}
    for name in names():
        trial = trial_named(name)
        assert trial.name == name and trial == trial_named(name)
        assert trial.stages[0].month == 0 and all(stage.month < trial.months for stage in trial.stages)


@pytest.mark.thorough
def test_everything_that_is_counted_happens_in_some_trial() -> None:
    counted = dict.fromkeys(comparing.counts_in(FORMULAS), 0.0)
    for name in names():
        running = Engine(trial_named(name))
        while running.month < running.trial.lived:
            running.step()
        for count in counted:
            counted[count] += running.total()[count]
    assert [count for count, total in counted.items() if total == 0] == []
