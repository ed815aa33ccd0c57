"""Levers moved between steps: the numbers are those of a scenario with that timeline, and what is wrong is refused."""

from pathlib import Path

import pytest
from test_mesa import SMALL, small_model
from wenze.sim.batch import run_one
from wenze.sim.errors import InputError
from wenze.sim.model import AccountabilityModel
from wenze.sim.settings.compose import from_plain, to_plain
from wenze.sim.state import counted

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.mesa]

TIMELINE = """
title: {en: Mine, zh: 我的}
about: {en: Mine., zh: 我的。}
family: change
policy: {accountability: {pressure: 2.0}}
timeline:
  - {month: 5, policy: {accountability: {inspection_rate: 0.5, pressure: 4.0}}}
  - {month: 8, policy: {oversight: {audits: 0.4}}}
"""
STRICT = "policy.accountability.strictness_work"


def scenario(folder: Path, timeline: str) -> AccountabilityModel:
    """A model of a scenario of one's own."""
    folder.mkdir(exist_ok=True)
    (folder / "mine.yaml").write_text(timeline, encoding="utf-8")
    return AccountabilityModel("mine", months=12, seed=7, overrides=SMALL, folder=folder)


def test_a_change_is_a_timeline(tmp_path: Path) -> None:
    expected = scenario(tmp_path / "timeline", TIMELINE)
    model = scenario(tmp_path / "plain", TIMELINE.split("timeline:")[0])
    while model.running:
        expected.step()
        if model.month == 5:
            model.change({"policy.accountability.inspection_rate": 0.5, "policy.accountability.pressure": 4.0})
        if model.month == 8:
            model.change(["policy.oversight.audits=0.4"])
        model.step()
    assert model.settings.scenarios[0].stages == expected.settings.scenarios[0].stages
    assert model.world.tallies.tobytes() == expected.world.tallies.tobytes()
    constant = scenario(tmp_path / "plain", TIMELINE.split("timeline:")[0])
    constant.run_model()
    assert constant.world.tallies.tobytes() != expected.world.tallies.tobytes()


def test_a_change_before_the_first_month_is_an_override(tmp_path: Path) -> None:
    model = small_model(months=6, spin_up=0)
    model.change({STRICT: 0.1})
    expected = AccountabilityModel(
        "blanket_punishment", months=6, spin_up=0, seed=7, replication=2, overrides=(*SMALL, f"{STRICT}=0.1")
    )
    assert model.world.people.tobytes() == expected.world.people.tobytes()
    assert model.world.townships.tobytes() == expected.world.townships.tobytes()
    model.run_model()
    expected.run_model()
    assert model.world.tallies.tobytes() == expected.world.tallies.tobytes()


def test_a_changed_lever_stays_and_in_others_the_timeline_goes_on(tmp_path: Path) -> None:
    model = scenario(tmp_path, TIMELINE)
    model.change({STRICT: 0.9})
    for _ in range(9):
        model.step()
    assert model.policy.accountability.strictness_work == 0.9
    assert model.policy.accountability.pressure == 4.0
    assert model.policy.oversight.audits == 0.4


def test_a_policy_put_in_place_holds_whatever_the_timeline(tmp_path: Path) -> None:
    model = scenario(tmp_path, TIMELINE)
    other = small_model("full_reform", months=1).policy
    model.step()
    model.policy = other
    model.run_model()
    assert [stage.month for stage in model.settings.scenarios[0].stages] == [0, 1]
    assert model.policy == other


def test_the_settings_say_what_was_run() -> None:
    model = small_model(months=6)
    model.step()
    model.change({STRICT: 0.1})
    model.run_model()
    settings = from_plain(to_plain(model.settings), "settings")
    again = run_one(settings, settings.scenarios[0].stages, 2).tallies
    assert again.tobytes() == counted(model.world).tobytes()


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"policy.accountability.strictnes": 0.3}, "did you mean policy.accountability.strictness_work"),
     ({STRICT: 7}, "must be between 0 and 1"), ({STRICT: "much"}, "must be a number between 0 and 1"),
     ({STRICT: float("nan")}, "strictness"), ({STRICT: True}, "must be a number"), ("policy", "a sequence"),
     ({"months": 3}, "only levers"), ({"world.scale.posts": 3}, "only levers"), ({"policy.accountability": 1}, "group")],
)  # fmt: skip
def test_a_wrong_change_is_refused_and_changes_nothing(changes: object, said: str) -> None:
    model = small_model(months=2)
    before = model.settings
    with pytest.raises(InputError, match=said):
        model.change(changes)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="must be a policy"):
        model.policy = changes  # type: ignore[assignment]
    assert model.settings is before


def test_after_the_end_nothing_can_be_changed() -> None:
    model = small_model(months=1)
    model.step()
    with pytest.raises(InputError, match="all months are run"):
        model.change({STRICT: 0.1})
