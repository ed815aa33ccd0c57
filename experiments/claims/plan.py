"""What a run of claims is: all that determines its numbers, as data that can be written down and read again.

Every claim asks for some *columns*: a measure over some months of an arm. Arms that several claims ask for are one *regime*, and
are run once. A world is lived through once to the switch, and every regime goes on from there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from wenze.agents.kinds import CONDUCT_NAMES
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.experiments.claims.files import Claim, Side, claims_from_plain, in_order
from wenze.experiments.messages import say
from wenze.experiments.sweeps.plan import sealed
from wenze.experiments.validation.effects import moved
from wenze.experiments.worlds.table import Number, Worlds, table_text
from wenze.sim.errors import InputError, at, clipped, refused
from wenze.sim.measures import Measure
from wenze.sim.own_measures import with_own
from wenze.sim.settings.checking import check, parameters
from wenze.sim.settings.compose import Makings, Scenario, Settings
from wenze.sim.settings.parameters import World
from wenze.sim.settings.scenarios import Layer, Layers, layers_from_plain, merged
from wenze.sim.settings.yaml import dump_yaml
from wenze.sim.version import MODEL_VERSION

PLAN, WORLDS = "plan.yaml", "worlds.csv"
CONDUCT = {*(f"months_{name}" for name in CONDUCT_NAMES), "person_months"}
"""Counts of what people do: where conduct is held, they are what they were."""


class Regime(NamedTuple):
    """What is run in a world: a scenario, with what an arm changes in it.

    ``held`` is the conduct to which drawn posts are held, ``forced`` the regime whose conduct everybody is held to.
    """

    scenario: str
    world: str = ""
    held: str = ""
    forced: "Regime | None" = None

    @property
    def name(self) -> str:
        """What it is called in a table."""
        beside = (
            f"world {self.world}" if self.world else "",
            self.held,
            f"as under {self.forced.name}" if self.forced else "",
        )
        return ", ".join(filter(None, (self.scenario, *beside)))


class Column(NamedTuple):
    """A number of a regime: a measure over months; ``memories`` lengths of memory later, in each world by its own memory."""

    regime: Regime
    measure: str
    first: int
    until: int
    memories: float = 0.0

    @property
    def name(self) -> str:
        """What it is called in a table."""
        later = f"+{self.memories:g} memories" if self.memories else ""
        return f"{self.regime.name}: {self.measure} {self.first}{later}-{self.until}"


@dataclass(frozen=True)
class Plan:
    """What a run of claims does.

    ``makings`` has every scenario that an arm starts from. ``worlds`` is the table lived in, None for the one world of the
    defaults, and ``name`` what they are called; ``own`` are the parameters somebody set himself, which no table changes. Each
    world is lived ``first`` times at first, and up to ``most`` times while a claim that needs it is not settled.
    """

    claims: tuple[Claim, ...]
    makings: Makings
    worlds: Worlds | None
    first: int
    most: int
    name: str = "default"
    own: tuple[str, ...] = ()
    own_measures: Mapping[str, object] = field(default_factory=dict)

    # --- what is asked for ------------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many worlds there are."""
        return 1 if self.worlds is None else len(self.worlds.rows)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures there are, by name."""
        return with_own(self.own_measures)

    @property
    def months(self) -> int:
        """Months of a run."""
        return int(self.makings.numbers["months"])

    def columns_of(self, claim: Claim) -> tuple[Column, ...]:
        """The numbers that a claim's difference is made of."""
        return tuple(self._column(claim, side, self.regime_of(side)) for side in claim.sides)

    def forced_of(self, claim: Claim) -> tuple[Column, ...] | None:
        """The same, everybody held to the conduct under the last arm; None where there are no two regimes to tell apart.

        What is itself conduct stays as it is; then there is nothing to run either, and every column is the last one's.
        """
        regimes = [self.regime_of(side) for side in claim.sides]
        if claim.is_risk or len(set(regimes)) == 1:
            return None
        last = self._column(claim, claim.sides[-1], regimes[-1])
        if all(self._is_conduct(side.measure) for side in claim.sides):
            return tuple(last for _ in claim.sides)
        reference = regimes[-1]
        return tuple(
            self._column(claim, side, regime if regime == reference else regime._replace(forced=reference))
            for side, regime in zip(claim.sides, regimes, strict=True)
        )

    def _is_conduct(self, measure: str) -> bool:
        return set(self.measures[measure].counts) <= CONDUCT

    def _column(self, claim: Claim, side: Side, regime: Regime) -> Column:
        return Column(regime, side.measure, claim.content.first, claim.until or self.months, claim.content.memories)

    def regime_of(self, side: Side) -> Regime:
        """The regime that an arm is."""
        world = json.dumps(side.changes["world"], sort_keys=True) if "world" in side.changes else ""
        return Regime(self._scenario_name(side), world, side.conduct or "")

    def _scenario_name(self, side: Side) -> str:
        """What the scenario of an arm is called, which is its own name where the arm changes no lever."""
        if not {"policy", "times"} & set(side.changes):
            return side.scenario
        levers = {key: side.changes[key] for key in ("policy", "times") if key in side.changes}
        text = json.dumps([levers, side.months], sort_keys=True)
        return f"{side.scenario}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    # --- how it is run ----------------------------------------------------------------------------------------------------

    @cached_property
    def arms(self) -> Mapping[str, Layers]:
        """Every scenario that is run, by name: those named, and those that arms change."""
        there = {layers.name: layers for layers in self.makings.layers}
        for claim in self.claims:
            for side in claim.sides:
                name = self._scenario_name(side)
                if name not in there:
                    there[name] = _changed(there[side.scenario], name, side)
        return there

    @cached_property
    def complete(self) -> Makings:
        """The makings with every scenario that is run."""
        return replace(self.makings, layers=tuple(self.arms.values()))

    @cached_property
    def world_changes(self) -> Mapping[str, Mapping[str, Any]]:
        """What regimes change in the world from the switch on, by :attr:`Regime.world`."""
        sides = (side for claim in self.claims for side in claim.sides if "world" in side.changes)
        return {self.regime_of(side).world: side.changes["world"] for side in sides}

    @cached_property
    def base(self) -> Settings:
        """The settings of the world of the defaults. Raises InputError."""
        return _multiplied(self.complete.settings(), self.factors)

    def settings(self, world: int) -> Settings:
        """The settings of a world, counted from 0. Raises InputError where its numbers do not go together."""
        return _multiplied(self.complete.settings(self.numbers(world)), self.factors) if self.worlds else self.base

    @cached_property
    def factors(self) -> Mapping[str, Mapping[str, float]]:
        """By what levers are multiplied in some scenarios, by name."""
        sides = (side for claim in self.claims for side in claim.sides if "times" in side.changes)
        return {self._scenario_name(side): side.changes["times"] for side in sides}

    def numbers(self, world: int) -> dict[str, Number]:
        """What is set in a world, counted from 0."""
        if self.worlds is None:
            return {}
        return {key: value for key, value in self.worlds.world(world + 1).items() if key not in self.own}

    # --- as files ---------------------------------------------------------------------------------------------------------

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """``worlds.csv``, if there is a table, and ``plan.yaml``, by name; the same plan gives the same bytes."""
        table = {WORLDS: table_text(self.worlds.keys, self.worlds.rows).encode()} if self.worlds else {}
        return {**table, PLAN: sealed(self._text())}

    def _text(self) -> str:
        plain = {claim.file: claim.plain for claim in self.claims}
        return dump_yaml(
            {
                "model": MODEL_VERSION,
                "worlds": {"name": self.name, "sha256": self.worlds.digest if self.worlds else ""},
                "own": list(self.own),
                "lives": self.first,
                "most": self.most,
                "claims": plain,
                "measures": dict(self.own_measures),
                "numbers": self.makings.numbers,
                "scenarios": {layers.name: _as_read(layers) for layers in self.makings.layers},
            }
        )

    @cached_property
    def identity(self) -> str:
        """A name made of all that determines the numbers."""
        return hashlib.sha256(self.files[PLAN]).hexdigest()[:12]


def _as_read(layers: Layers) -> dict[str, Any]:
    """A scenario as plain data, its levers in the order in which they are read again."""
    return layers_from_plain(layers.name, layers.to_plain(), layers.name).to_plain()


def _changed(layers: Layers, name: str, side: Side) -> Layers:
    """A scenario with the levers of an arm set beside its own, to the end or for some months."""
    levers = side.changes.get("policy", {})
    if side.months is None:
        timed = tuple(layer._replace(policy=merged(layer.policy, levers)) for layer in layers.timed)
        return replace(layers, name=name, own=merged(layers.own, levers), timed=timed)
    return replace(layers, name=name, timed=(*layers.timed, Layer(0, side.months, levers)))


def _multiplied(settings: Settings, factors: Mapping[str, Mapping[str, float]]) -> Settings:
    """Settings in some of whose scenarios levers are so many times what they are, as far as their range goes."""
    if not factors:
        return settings
    scenarios = (
        replace(
            one, stages=tuple(stage._replace(policy=_times(stage.policy, factors[one.name])) for stage in one.stages)
        )
        if one.name in factors
        else one
        for one in settings.scenarios
    )
    return replace(settings, scenarios=tuple(scenarios))


def _times(policy: Policy, factors: Mapping[str, float]) -> Policy:
    levers = {}
    for key, factor in factors.items():
        meaning = parameters()[f"policy.{key}"].meaning
        levers[key] = min(meaning.high, max(meaning.low, factor * attrgetter(key)(policy)))
    return moved(policy, levers)


def changed_world(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """Settings in whose world some numbers are others. Raises InputError."""
    world = check(World, merged(settings.world.model_dump(), dict(changes)), "world")
    return replace(settings, world=world)


def check_windows(plan: Plan) -> None:
    """Raise InputError for a claim about months that are not run."""
    for claim in plan.claims:
        content, reason = claim.content, say("claim_beyond", months=plan.months)
        if claim.until is not None and claim.until > plan.months:
            raise refused(
                reason,
                place=at("claims", claim.name),
                key="horizons" if claim.is_risk else "until",
                value=str(claim.until),
            )
        if not claim.is_risk and content.first >= plan.months:
            raise refused(reason, place=at("claims", claim.name), key="from", value=str(content.first))


def scenarios_of(settings: Settings) -> Mapping[str, Scenario]:
    """The scenarios of settings by name."""
    return {scenario.name: scenario for scenario in settings.scenarios}


class _PlanFile(Group):
    """``plan.yaml`` as it is read."""

    model: str
    worlds: dict[str, str]
    own: list[str]
    lives: int
    most: int
    claims: dict[str, Any]
    measures: dict[str, Any]
    numbers: dict[str, Any]
    scenarios: dict[str, Any]


def plan_from_plain(data: object, worlds: Worlds | None, source: str) -> Plan:
    """The plan that a file holds. Raises InputError for one that is damaged or of another version of the model."""
    found = check(_PlanFile, data, source)
    if found.model != MODEL_VERSION:
        raise InputError(at(source, say("store_of_another_model", model=clipped(found.model), own=MODEL_VERSION)))
    if found.worlds.get("sha256") != (worlds.digest if worlds else ""):
        raise InputError(at(source, say("plan_damaged")))
    layers = tuple(layers_from_plain(name, plain, source) for name, plain in found.scenarios.items())
    measures = with_own(found.measures)
    claims: list[Claim] = []
    for name, plain in found.claims.items():
        claims += claims_from_plain(name, plain, f"{source}: claims.{name}", measures, found.scenarios)
    makings = Makings(found.numbers, layers, layers[0].name)
    return Plan(
        in_order(claims),
        makings,
        worlds,
        found.lives,
        found.most,
        found.worlds.get("name", ""),
        tuple(found.own),
        found.measures,
    )
