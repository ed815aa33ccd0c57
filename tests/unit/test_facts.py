"""Sourced figures: every row is used or set aside, targets say what they are, and runs are read rightly."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.report.facts import verdict
from wenze.experiments.validation.effects import EFFECTS, moved
from wenze.experiments.validation.facts import TRUST, facts
from wenze.experiments.validation.quantities import LEAST_MONTHS, ORDER, WINDOW, YEAR, observe
from wenze.experiments.validation.targets import NEAR, ORDERED, SILENT, TARGETS, settings_for
from wenze.experiments.validation.verdict import Line
from wenze.sim import records
from wenze.sim.settings.parameters import World, definitions
from wenze.sim.tally import TALLY

BY_NAME = {target.name: target for target in TARGETS}
# Measures of what the model is asked, which nothing may be fitted to.
ASKED = ("effort", "innovation", "flat", "gradient", "premium", "wrongful", "shift")


def test_every_row_has_a_source_and_says_how_far_to_trust_it() -> None:
    assert len(facts()) >= 37
    for fact in facts().values():
        assert fact.source and fact.quantity and fact.value, fact.id
        assert fact.trust in TRUST, fact.id


def test_rows_named_as_sources_of_parameters_exist() -> None:
    sources = [known.meaning.source for known in definitions() if known.meaning.source.startswith("facts: ")]
    rows = {name for source in sources for name in re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", source)}
    assert len(rows) >= 8
    assert rows - set(facts()) == set()
    for source in sources:
        assert re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", source), source


def test_every_row_is_either_held_against_the_model_or_set_aside_once() -> None:
    set_aside = [name for names, _, _ in SILENT for name in names]
    used = {target.fact for target in TARGETS} | {effect.fact for effect in EFFECTS}
    assert sorted([*used, *set_aside]) == sorted(facts())
    assert len(BY_NAME) == len(TARGETS)
    assert len({effect.name for effect in EFFECTS} | set(BY_NAME)) == len(EFFECTS) + len(TARGETS)


def test_targets_and_reasons_speak_both_languages() -> None:
    words = [
        *(target.said for target in TARGETS),
        *(effect.said for effect in EFFECTS),
        *((en, zh) for _, en, zh in SILENT),
    ]
    for said in words:
        for english, chinese in zip(said[::2], said[1::2], strict=True):
            assert english and not re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", english)
            assert re.search("[\u4e00-\u9fff]", chinese)


def test_nothing_that_the_model_is_asked_is_fitted() -> None:
    fitted = [target for target in TARGETS if target.role == "fitted"]
    assert fitted
    for target in fitted:
        assert not any(word in str(target.quantity) for word in ASKED)
        assert target.name.split(".")[0] in {
            "village_filing_rate", "village_accountability_rate", "four_forms_2021", "punished_2021_by_level", "ceiling_zhejiang",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("village_filing_rate", 0.1845),
        ("four_forms_2021.formal", 0.3),
        ("four_forms_2021.heavy", 0.068 / 0.3),
        ("four_forms_2025q3.formal", 0.5),
        ("punished_2018_by_level", 202 / 228),
        ("punished_2021_by_level", 185 / 210),
        ("punished_2023_by_level", 167 / 191),
        ("punished_2025q3_by_level", 174 / 198),
        ("four_forms_2021.gone", 35 / 68),
        ("duty_list_items", 223 / 340),
        ("accountability_2019_quarters.q3", -0.37),
        ("burden_cases_up", 3000 / 4.5 / 608000),
    ],
)
def test_the_figure_to_be_met_follows_from_the_row(name: str, value: float) -> None:
    assert BY_NAME[name].value == pytest.approx(value, rel=1e-9)


def test_a_figure_is_met_within_the_factor_and_a_bound_on_its_side() -> None:
    equal, most, least = (
        BY_NAME["village_filing_rate"],
        BY_NAME["review_deadline"],
        BY_NAME["duty_list_items"]._replace(bound="at_least"),
    )
    assert equal.met(equal.value * NEAR * 0.999) and not equal.met(equal.value * NEAR * 1.001)
    assert not equal.met(equal.value / NEAR / 1.001)
    assert most.met(0.5) and not most.met(most.value * NEAR * 1.001)
    assert least.met(1.0) and not least.met(least.value / NEAR / 1.001)
    high = BY_NAME["punished_2021_by_level"]
    assert high.value > 0.87 and not high.met(0.84) and high.met(1.0 - (1.0 - high.value) * NEAR * 0.999)
    change = BY_NAME["accountability_2019_change"]
    assert change.met(-0.25) and not change.met(0.271)


def test_effect_periods_are_those_of_the_statute() -> None:
    periods = [target for target in TARGETS if target.fact.startswith("effect_period_")]
    assert len(periods) == 4
    for target in periods:
        assert target.simulated({}, World()).mean == target.value


# --- reading a run ----------------------------------------------------------------------------------------------------


SPIN_UP = 24


def run_with(sanctions: list[tuple[int, int, int, int, int]], months: int = LEAST_MONTHS) -> SimpleNamespace:
    """A run of two posts with the given sanctions: person, department, its number, rung, month decided (from the switch)."""
    array = records.empty(records.SANCTION, len(sanctions))
    for record, (person, department, number, rung, decided) in zip(array, sanctions, strict=True):
        record.person, record.department, record.person_id = person, department, number
        record.rung, record.decided, record.supervisor = rung, SPIN_UP + decided, -1
    clock = records.empty(records.CLOCK, 1)
    clock[0].months, clock[0].spin_up = months, SPIN_UP
    blocks = records.empty(records.BLOCK, 1)
    blocks[0].sanctions = len(sanctions)
    people = records.empty(records.PERSON, 2)
    people.seniority[0] = 12 * 35
    return SimpleNamespace(
        clock=clock,
        blocks=blocks,
        sanctions=array,
        posts=np.zeros(2),
        people=people,
        tallies=np.zeros(months, TALLY),
    )


def test_sanctions_are_sorted_by_rung_level_and_person() -> None:
    run = run_with([
        (1, -1, 8, 1, -1),  # before the switch
        (0, -1, 7, 1, 0),
        (0, -1, 7, 4, 1),  # the same person once more
        (1, -1, 8, 0, 2),  # talk
        (-1, 0, 9, 2, 3),  # the head of a department
        (1, -1, 8, 3, 2 * WINDOW),  # in no whole window
        (1, -1, 8, 1, WINDOW),  # for a breach of discipline
        (-1, -1, 6, 4, 5),  # the leader of a team of supervisors
    ])  # fmt: skip
    run.sanctions.discipline[6] = 1
    run.sanctions.supervisor[7] = 0
    run.tallies["removed"][1] = 1
    found = observe(run, World())
    assert found["filed"] == 2 / 4 and found["held"] == 1 / 4  # of two windows
    assert (
        found["formal"] == 5 / 6 and found["formal_work"] == 4 / 5 and found["heavy"] == 1 / 5 and found["gone"] == 1.0
    )
    assert found["grassroots"] == 4 / 5 and found["grassroots_all"] == 5 / 6
    assert found["upward"] == pytest.approx(1 / 6)
    assert found["past_ceiling"] == 1 / 2


def test_changes_are_on_the_same_months_of_the_year_before() -> None:
    before = [(0, -1, 7, 1, YEAR - 12 + month) for month in range(12)]
    after = [(0, -1, 7, 1, YEAR + month) for month in (0, 1, 3, 4, 9)]
    found = observe(run_with([*before, *after]), World())
    assert found["change"] == pytest.approx(5 / 12 - 1)
    assert found["change_q2"] == pytest.approx(2 / 3 - 1)
    assert found["change_q3"] == -1.0
    assert found["change_q4"] == pytest.approx(1 / 3 - 1)


def test_a_run_without_sanctions_has_no_shares() -> None:
    found = observe(run_with([]), World())
    assert found["filed"] == 0.0
    assert np.isnan(found["formal"]) and np.isnan(found["change"])


def test_the_order_changes_the_regime_in_its_month_and_nothing_else() -> None:
    settings = settings_for(["replications=2"])
    status_quo, *changed = settings.scenarios
    assert [scenario.name for scenario in changed] == list(ORDERED.values())
    for scenario in changed:
        assert scenario.stages[0].policy == status_quo.stages[0].policy
        assert [stage.month for stage in scenario.stages] == [0, ORDER]
        assert scenario.stages[1].policy != scenario.stages[0].policy
    assert settings_for([], ordered=False).scenarios == (status_quo,)


def test_the_verdict_counts_what_is_held_out_only_and_names_what_is_missed() -> None:
    simulated = Interval(1.0, 0.9, 1.1, 3)
    lines = [
        Line("fit_me", "fitted", "news", "", 1.0, simulated, False),
        Line("good", "held_out", "news", "", 1.0, simulated, True),
        Line("bad", "held_out", "news", "", 9.0, simulated, False),
    ]
    lines.append(Line("effect_missed", "effect", "literature", "", float("nan"), simulated, False, -1))
    said = verdict(lines)
    assert "of 1 published effects the sign of 0" in said and "effect_missed" in said
    assert "Of 2 figures held out the model meets 1" in said
    assert "bad" in said and "good" not in said and "fit_me" not in said


def test_an_effect_is_met_by_its_sign_and_none_by_an_interval_that_holds_zero() -> None:
    effects = {effect.name: effect for effect in EFFECTS}
    below, above, both = Interval(-0.2, -0.3, -0.1, 3), Interval(0.2, 0.1, 0.3, 3), Interval(0.0, -0.1, 0.1, 3)
    for name, met in (("scrutiny_police", below), ("audits_procurement", above), ("scrutiny_police.rebound", both)):
        assert [effects[name].met(found) for found in (below, above, both)] == [
            found is met for found in (below, above, both)
        ]
    assert effects["scrutiny_police"].published == -0.4 and np.isnan(effects["inspections_projects"].published)


def test_every_effect_moves_levers_that_the_status_quo_has_elsewhere() -> None:
    policy = settings_for([], ordered=False).scenarios[0].stages[0].policy
    for effect in EFFECTS:
        assert effect.change or effect.against
        for levers in (effect.change, effect.against):
            for key, value in levers.items():
                group, _, name = key.partition(".")
                assert (
                    getattr(getattr(policy, group), name)
                    != value
                    == getattr(getattr(moved(policy, {key: value}), group), name)
                )
