"""The engine and a second implementation, written from the document alone, give the same numbers month by month."""

import pytest

from tests.reference.agreement import disagreement, made_by
from tests.reference.comparing import FIELDS, missing_fields
from tests.reference.model import Reference
from tests.reference.trials import names, trial_named

pytestmark = pytest.mark.usefixtures("engine")

MOST_SHOWN = 20  # differences


@pytest.mark.parametrize("name", names())
def test_counts_measures_and_states_agree_in_every_month(name: str) -> None:
    found = disagreement(trial_named(name), Reference)
    assert found == [], "\n" + "\n".join(map(str, found[:MOST_SHOWN]))


def test_the_reference_gives_everything_that_has_to_be_compared() -> None:
    trial = trial_named("lively:full_reform")
    reference = made_by(Reference, trial)
    for _ in range(trial.months):
        reference.step()
    state = reference.state()
    assert all(state[kind] for kind in FIELDS)
    assert missing_fields(state) == []
