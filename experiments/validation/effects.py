"""Published effects, held out: what changed elsewhere when accountability did, and what the same change does in the model.

Nothing is fitted to them. They were measured in other settings and units, so that what is judged is the sign; sizes are shown
beside each other. Every comparison begins in the status quo, and is of the last years after the change against the same
months without it, replication by replication.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from wenze.agents.policy import Policy
from wenze.experiments.analysis.intervals import Array, Interval
from wenze.experiments.validation.facts import facts
from wenze.experiments.validation.quantities import Quantities, observed
from wenze.experiments.validation.targets import STATUS_QUO, Words
from wenze.sim.language import in_language
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.settings.checking import parameters
from wenze.sim.settings.compose import Scenario, Settings, Stage
from wenze.sim.settings.parameters import World
from wenze.sim.state import State

LAST = 36
"""Months at the end of a run that are compared: those after a change of regime has been learnt."""

STRICT = {"accountability.strictness_work": 1.0}
TOLERANT = {"tolerance.inexperience": 0.8, "tolerance.exploration": 0.8, "tolerance.unintended": 0.8,
            "tolerance.verification": 0.95, "tolerance.verification_accuracy": 0.9}  # fmt: skip
KEEN = {"misconduct.strictness": 1.0, "misconduct.detection_deep": 1.0, "misconduct.detection_list": 0.8,
        "misconduct.detection_habit": 0.6}  # fmt: skip
BLUNTER = {"misconduct.detection_deep": 0.6, "misconduct.detection_list": 0.2, "misconduct.detection_habit": 0.1}
INSPECTED = {"accountability.inspection_rate": 0.008}


class Effect(NamedTuple):
    """A published effect and the change in the model that stands for it.

    ``name`` is a row of the table of facts, with a part where one row gives several effects; ``size`` is the place of its
    figure in the row, None where only the sign is given. ``measure`` is what changes, ``change`` the levers moved from the status
    quo and ``until`` the month in which they are moved back (None: never), ``false_alarm`` a number of the world set otherwise
    from the start. The effect is relative to the status quo, or to other levers, ``against``. In a world whose own levers are not the
    defaults, those moved are ``scaled`` with them, or are as they are.
    """

    name: str
    sign: int
    measure: str
    change: Mapping[str, float]
    said: Words
    size: int | None = None
    until: int | None = None
    against: Mapping[str, float] = {}
    false_alarm: float | None = None
    scaled: bool = False

    @property
    def fact(self) -> str:
        """The id of the row."""
        return self.name.partition(".")[0]

    @property
    def published(self) -> float:
        """The size that was published, NaN where only its sign was."""
        return float("nan") if self.size is None else facts()[self.fact].numbers[self.size]

    @property
    def label(self) -> str:
        """What changes, in the language of the session."""
        return in_language(self.said.en, self.said.zh)

    @property
    def how(self) -> str:
        """What in the model stands for it, in the language of the session."""
        return in_language(self.said.how_en, self.said.how_zh)

    def met(self, simulated: Interval) -> bool:
        """Whether the model's interval lies wholly on the side published; for none, whether it holds zero."""
        if self.sign == 0:
            return bool(simulated.low <= 0.0 <= simulated.high)
        return bool(simulated.low > 0.0) if self.sign > 0 else bool(simulated.high < 0.0)


EFFECTS: tuple[Effect, ...] = (
    Effect("scrutiny_police", -1, "effort", STRICT, Words(
        "effort, once every finding at work is sanctioned",
        "凡认定有责一律处理后，干事的变化",
        "Arrests for each crime fell when officers were looked into more. Here: work or exploring, after strictness_work is 1.",
        "来源：对警察的调查加强后，每起案件的逮捕数下降。模型：strictness_work 调至 1 之后的干事（实干或探索）。",
    ), size=0),
    Effect("scrutiny_police.rebound", 0, "effort", STRICT, Words(
        "the same, years after it has ended",
        "同上，恢复原状数年之后",
        "In the source all came back when it ended. Here: against the status quo, after five years of it and its end.",
        "来源：结束后完全恢复。模型：从严五年、再恢复原状之后，与现状相比。",
    ), until=60),
    Effect("audits_procurement", 1, "sanctions", INSPECTED, Words(
        "sanctions for work, with twice the inspections",
        "督查加倍后，因工作受处理的变化",
        "Of what is auditable twice the checks found twice the infractions. Here: sanctions for work, inspection_rate doubled.",
        "来源：可审计事项的检查加倍，查出的违规也加倍。模型：inspection_rate 加倍后因工作受到的处理。",
    ), size=0, scaled=True),
    Effect("inspections_projects", -1, "innovation", KEEN, Words(
        "exploring, when misconduct is looked for harder",
        "反腐巡查加强后，探索创新的变化",
        "Officials proposed fewer projects after inspections. Here: months of exploring, with sharper eyes for misconduct.",
        "来源：巡视之后官员提出的项目减少。模型：违纪更易查出、一律处理之后的探索月数。",
    )),
    Effect("sanction_risk_china_survey", -1, "effort", STRICT, Words(
        "responsiveness under a higher risk of sanctions",
        "问责风险上升后的积极性",
        "Willingness to respond, in a survey experiment. Here: effort, with strictness_work 1.",
        "来源为问卷实验中的回应意愿。模型：strictness_work 调至 1 之后的干事。",
    )),
    Effect("sanction_risk_china_survey.tolerance", -1, "effort", {**STRICT, **TOLERANT}, Words(
        "the same, with tolerance on principle",
        "同上，另加容错",
        "Tolerance did not offset it. Here: the same with verified tolerance, still against the status quo.",
        "来源：容错不足以抵消。模型：同时实行经核实的容错，仍与现状相比。",
    )),
    Effect("strictness_motivation", -1, "effort", {"accountability.severity": 1.0}, Words(
        "effort, when every sanction is a formal one",
        "一律给予处分时，干事的变化",
        "Strict accountability crowds motivation out. Here: effort, with severity 1.",
        "来源：从严问责挤出工作动力。模型：severity 调至 1 之后的干事。",
    )),
    Effect("innocent_punished", 1, "misconduct_rate", {}, Words(
        "misconduct, when the innocent are punished rather than the guilty let off",
        "“错罚无辜”与“放过有责”相比，违纪的变化",
        "Punishing the innocent weakens deterrence more. Here: deeds an opportunity, where one in five honest errors is taken for a "
        "deed, against a world in which a fifth fewer deeds are seen.",
        "来源：错罚无辜更削弱威慑。模型：五分之一的诚实失误被当作违纪，与少查出五分之一违纪相比。",
    ), against=BLUNTER, false_alarm=0.2, scaled=True),
    Effect("autonomy_nigeria.autonomy", 1, "problems_solved", {"resources.authority": 0.3}, Words(
        "problems solved, with more authority",
        "放权之后，解决问题的变化",
        "Tasks done, for a standard deviation more autonomy. Here: authority doubled.",
        "来源：自主权每高一个标准差，完成任务的变化。模型：authority 加倍。",
    ), size=0, scaled=True),
    Effect("autonomy_nigeria.monitoring", -1, "problems_solved", INSPECTED, Words(
        "problems solved, with more monitoring",
        "加强督查之后，解决问题的变化",
        "Tasks done, for a standard deviation more incentives and monitoring. Here: inspection_rate doubled.",
        "来源：激励与监控每高一个标准差，完成任务的变化。模型：inspection_rate 加倍。",
    ), size=1, scaled=True),
)  # fmt: skip


def effects(settings: Settings, threads: int, worlds: Sequence[Settings] = ()) -> list[Array]:
    """The model's figure for each of :data:`EFFECTS`, relative to what it is compared with: a value a replication.

    ``worlds`` are the settings of the replications, where they live in different worlds.
    """
    arms = [_with_arms(one) for one in (settings, *worlds)]
    found = observed(arms[0], threads, last_years, arms[1:])
    runs: dict[float | None, Mapping[str, Quantities]] = {None: found}
    for effect in EFFECTS:
        if effect.false_alarm is not None and effect.false_alarm not in runs:
            alarmed = [_with_alarm(one, effect) for one in (settings, *worlds)]
            runs[effect.false_alarm] = observed(alarmed[0], threads, last_years, alarmed[1:])
    return [_relative(effect, runs) for effect in EFFECTS]


def _with_arms(settings: Settings) -> Settings:
    """Settings in which all regimes are run that the effects ask for, each once."""
    status_quo = _status_quo(settings)
    arms = {STATUS_QUO: status_quo}
    for effect in EFFECTS:
        for levers, until in ((effect.change, effect.until), (effect.against, None)):
            if levers:
                own = _scaled(levers, status_quo.stages[0].policy) if effect.scaled else levers
                name = _name(levers, until)
                arms[name] = replace(_changed(status_quo, own, until), name=name)
    return replace(settings, scenarios=tuple(arms.values()))


def _status_quo(settings: Settings) -> Scenario:
    return next(scenario for scenario in settings.scenarios if scenario.name == STATUS_QUO)


def _scaled(levers: Mapping[str, float], policy: Policy) -> dict[str, float]:
    """Levers as far from those of a world as they are from the defaults, within their ranges."""
    scaled = {}
    for key, value in levers.items():
        known, own = parameters()[f"policy.{key}"], float(attrgetter(key)(policy))
        scaled[key] = value if own == known.default else min(value * own / known.default, known.meaning.high)
    return scaled


def _name(levers: Mapping[str, float], until: int | None) -> str:
    return STATUS_QUO if not levers else "_".join(f"{key}={value}" for key, value in levers.items()) + f"_until_{until}"


def _changed(status_quo: Scenario, levers: Mapping[str, float], until: int | None) -> Scenario:
    """The status quo with some levers moved, and moved back in a month if one is given."""
    before = status_quo.stages[0]
    stages = [Stage(before.month, moved(before.policy, levers))]
    if until is not None:
        stages.append(Stage(until, before.policy))
    return replace(status_quo, name=_name(levers, until), stages=tuple(stages))


def moved(policy: Policy, levers: Mapping[str, float]) -> Policy:
    """A policy with some levers at other values."""
    for key, value in levers.items():
        group, _, name = key.partition(".")
        policy = policy.model_copy(update={group: getattr(policy, group).model_copy(update={name: value})})
    return policy


def _with_alarm(settings: Settings, effect: Effect) -> Settings:
    """Settings in which the status quo alone is run, with another number of the world."""
    supervisors = settings.world.supervisors.model_copy(update={"false_alarm": effect.false_alarm})
    world = settings.world.model_copy(update={"supervisors": supervisors})
    return replace(settings, world=world, scenarios=(_status_quo(settings),))


def last_years(state: State, numbers: World) -> Mapping[str, float]:
    """The measures of all effects over the last years of a run."""
    totals = add_up(state.tallies[-LAST:], axis=0)
    return {effect.measure: float(MEASURES[effect.measure].of(totals)) for effect in EFFECTS}


def _relative(effect: Effect, runs: Mapping[float | None, Mapping[str, Quantities]]) -> Array:
    """Change of the measure, replication by replication, relative to what it is compared with."""
    changed = runs[effect.false_alarm][_name(effect.change, effect.until)][effect.measure]
    before = runs[None][_name(effect.against, None)][effect.measure]
    # Where there is nothing to compare with, in some world, no effect is known.
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = changed / before - 1.0
    return np.asarray(np.where(np.isfinite(ratio), ratio, np.nan))
