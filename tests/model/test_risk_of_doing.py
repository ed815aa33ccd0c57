"""The risk of doing: what is counted, and that the experiment holds what it says it holds."""

import numpy as np
import pytest
from conftest import TWO_COUNTIES
from wenze.experiments.validation.risk import held_posts, risk_of_doing
from wenze.sim.batch import spun_up
from wenze.sim.errors import InputError
from wenze.sim.settings.compose import Settings, compose

import wenze

pytestmark = pytest.mark.usefixtures("engine")

WORLD = [f"world.{key}={value}" for key, value in TWO_COUNTIES.items()]


def settings_for(*more: str, names: tuple[str, ...] = ("blanket_punishment",)) -> Settings:
    changed = {text.partition("=")[0] for text in more}
    given = [
        text for text in ("months=24", "spin_up=24", "replications=3", *WORLD) if text.partition("=")[0] not in changed
    ]
    given += more
    return compose(given, names=list(names), reference=None, folder=None, mode="compare")


def test_the_chance_grows_with_the_months_looked_at() -> None:
    found = risk_of_doing(settings_for("policy.accountability.inspection_rate=0.2"), horizons=(1, 6, 24, 36))
    for conduct in ("work", "explore", "cover", "idle"):
        chances = [one.chance.mean for one in found if one.conduct == conduct]
        assert len(chances) == 3, "what is not run is left out"
        assert chances == sorted(chances) and 0 < chances[-1] <= 1


def test_where_nobody_is_sanctioned_nothing_is_risked() -> None:
    off = ["policy.accountability.strictness_work=0", "policy.misconduct.strictness=1", "world.discipline.rate=0.5"]
    assert all(one.chance.mean == 0 for one in risk_of_doing(settings_for(*off), horizons=(24,))), (
        "breaches are no work"
    )


def test_the_idle_never_err_and_the_active_do() -> None:
    """Where cases surface by errors alone, only doing is risky."""
    only_errors = ["world.handling.error_rate=0.5", "policy.accountability.inspection_rate=0", "world.problems.exposure_rate=0",
                   "policy.public_voice.complaint_rate=0", "world.problems.eruption_rate=0", "policy.assignment.by_diligence=0",
                   "policy.accountability.visibility_weight=0", "spin_up=0", "world.problems.river_month=100"]  # fmt: skip
    found = {
        one.conduct: one.chance.mean for one in risk_of_doing(settings_for(*only_errors), horizons=(24,), share=1.0)
    }
    assert found["idle"] == found["cover"] == 0 < found["work"] < found["explore"]


def test_the_same_posts_are_held_for_every_conduct_and_about_as_many_as_asked_for() -> None:
    settings = settings_for("world.scale.townships=20", "world.scale.posts=20")
    worlds = [spun_up(settings, number) for number in (0, 0, 1)]
    posts = [held_posts(world, 0.1) for world in worlds]
    assert np.array_equal(posts[0], posts[1]) and not np.array_equal(posts[0], posts[2])
    assert 50 < len(posts[0]) < 110
    assert len(held_posts(worlds[0], 1.0)) == 800 and len(held_posts(worlds[0], 1e-9)) == 1


def test_it_does_not_hang_on_threads() -> None:
    settings = settings_for(names=("blanket_punishment", "full_reform"))
    assert risk_of_doing(settings, (24,), threads=1) == risk_of_doing(settings, (24,), threads=3)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"horizons": []}, "horizons"),
        ({"horizons": [0]}, "1 or more"),
        ({"horizons": [36]}, "24 or less"),
        ({"share": 0}, "above 0"),
        ({"share": 1.5}, "share=1.5"),
    ],
)
def test_bad_input_gets_one_line(how: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        wenze.risk_of_doing(["oversight"], months=24, **how)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
