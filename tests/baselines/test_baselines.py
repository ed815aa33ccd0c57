"""Every shipped scenario gives the numbers recorded for it."""

import warnings

import numpy as np
import pytest
from wenze.sim.settings.compose import available
from wenze.sim.tally import TALLY
from wenze.sim.version import MODEL_VERSION

from tests.baselines.changelog import mark
from tests.baselines.numbers import OVERRIDES, run, settings_of, tallies_of
from tests.baselines.record import CHANGELOG, COMMAND, LOCK, RECORD, ROOT, Record, environment, read_record, record_text
from tests.baselines.verdict import verdict

LARGEST = 200_000  # bytes


@pytest.fixture(scope="module")
def record() -> Record:
    found = read_record(ROOT)
    if found is None:
        pytest.fail(f"there is no {RECORD}: take it from git again, or begin anew: {COMMAND}", pytrace=False)
    return found


@pytest.mark.usefixtures("engine")
def test_every_scenario_gives_the_numbers_recorded(record: Record) -> None:
    found = verdict(record, run(record.overrides), environment(ROOT / LOCK), MODEL_VERSION)
    if found.note:
        warnings.warn(found.note, stacklevel=1)
    if found.fault:
        pytest.fail(found.fault, pytrace=False)


def test_the_changelog_has_a_line_for_the_version_recorded(record: Record) -> None:
    words = " ".join((ROOT / CHANGELOG).read_text(encoding="utf-8").split())
    if mark(record.model_version) not in words:
        pytest.fail(f"{CHANGELOG} has no line that ends in {mark(record.model_version)}", pytrace=False)


def test_the_record_is_small_and_as_the_script_writes_it(record: Record) -> None:
    content = (ROOT / RECORD).read_bytes()
    assert len(content) < LARGEST
    assert record_text(record).encode() == content


@pytest.mark.usefixtures("engine")
def test_everything_happens_in_the_run_recorded() -> None:
    settings = settings_of(OVERRIDES)
    assert [scenario.name for scenario in settings.scenarios] == list(available())
    assert max(stage.month for scenario in settings.scenarios for stage in scenario.stages) < settings.run.months - 12
    tallies = tallies_of(settings).values()
    happens_in = {name: sum(bool(np.any(tally[name])) for tally in tallies) for name in TALLY.names or ()}
    assert all(happens_in.values())
    # These need a lever that few regimes move, or one sanction of one case.
    seldom = {"sanctions_supervisor", "reviews_opened", "made_up", "cost_capacity", "river_township"}
    assert {name for name, scenarios in happens_in.items() if scenarios <= len(tallies) / 2} <= seldom
