"""Claims as files: what is said, in whose words, and what is compared to find out.

A claim is a file ``claims/NAME.yaml`` beside scenarios; its name is like theirs. It holds plain data and no code::

    title: {en: Lists raise effort, zh: 清单使人干事}
    label: C1                                   # optional: what stands before it in a table, and sorts it
    kind: source                                # source, saying, literature, or own (the default)
    says: {zh: 责任清单让人敢干, en: Responsibility lists let people dare to work}   # the words, and their translation
    source: {en: Where it stands., zh: 出处。}
    how: {en: What in the model stands for it., zh: 模型中如何对应。}       # optional
    measure: effort
    arms: [responsibility_lists, blanket_punishment]
    expected: higher                            # of the first arm against the second; or lower
    at_least: 0.0                               # optional: what counts as support, a difference of more than that
    from: 0                                     # optional window: months since the switch
    until: 120

There are one, two or four arms. Of two it is the first less the second; of four, ``[AB, A, B, neither]``, what both bring
together beyond what each brings alone; one arm stands against the number ``against``. An arm is the name of a scenario, or
a mapping that changes it from the switch on::

    {scenario: blanket_punishment, policy: {accountability: {pressure: 6.0}}, world: {…}, for_months: 12, measure: idle}

``times`` multiplies levers instead, ``times: {accountability.inspection_rate: 2}``, whatever they are in a world.
``for_months`` lets a change of ``policy`` hold so long only. ``memories: 3`` begins the window three lengths of memory,
1/(1 − ``world.learning.memory``), later. The measure ``risk_of_doing`` is the chance that whoever holds a post that was drawn
at random and held to a ``conduct`` from the switch on is sanctioned for work; it wants ``conduct`` in its arms and
``horizons``, months within which a sanction counts, of which each is a claim.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from pydantic import Field, model_validator
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.experiments.messages import say
from wenze.sim.errors import InputError, at, clipped, listed_briefly, quoted, reason_of, refused, shown_path, suggestion
from wenze.sim.language import in_language
from wenze.sim.measures import Measure
from wenze.sim.messages import listed
from wenze.sim.settings.checking import check, parameters
from wenze.sim.settings.folders import SHIPPED
from wenze.sim.settings.labels import LONGEST_NAME, About, Title, is_name
from wenze.sim.settings.parameters import World
from wenze.sim.settings.yaml import SCENARIO_FILE, load_yaml

FOLDER = "claims"
"""The folder of claims beside scenarios."""

MOST_CLAIMS = 200
MOST_HORIZONS = 20
MOST_TIMES = 1000
RISK = "risk_of_doing"
"""The measure that is no ratio of counts: see :mod:`wenze.experiments.validation.risk`."""

Kind = Literal["source", "saying", "literature", "own"]
KINDS: tuple[str, ...] = get_args(Kind)
"""Whose claims they are, in the order in which they are shown."""

Plain = dict[str, Any]
_ARM = re.compile(r"arms\[\d+\]")


class Arm(Group):
    """One arm of a claim as it is written; of ``policy`` and ``world`` only the numbers that are set count."""

    scenario: str = "blanket_punishment"
    measure: str | None = None
    policy: Policy = Policy()
    world: World = World()
    times: dict[str, float] = Field(default_factory=dict)
    for_months: int | None = Field(None, ge=1)
    conduct: Literal["work", "explore", "cover", "idle"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _name_or_mapping(cls, data: Any) -> Any:
        return {"scenario": data} if isinstance(data, str) else data


class Content(Group):
    """A claim's file."""

    title: Title
    label: str = Field("", max_length=12)
    kind: Kind = "own"
    says: About
    source: About
    how: About | None = None
    measure: str
    arms: tuple[Arm, ...] = Field(strict=False, min_length=1, max_length=4)
    expected: Literal["higher", "lower"]
    at_least: float = Field(0.0, allow_inf_nan=False)
    against: float | None = Field(None, allow_inf_nan=False)
    first: int = Field(0, ge=0, alias="from")
    until: int | None = Field(None, ge=1)
    memories: float = Field(0.0, ge=0.0, le=100.0)
    horizons: tuple[int, ...] = Field((), strict=False, max_length=MOST_HORIZONS)


class Side(NamedTuple):
    """One arm as it is run and read.

    ``changes`` are the levers and numbers set beside the scenario, as plain data below ``policy``, ``world`` and ``times`` (by what
    levers are multiplied); they hold from
    the switch on, those of policy for ``months`` months or, if that is None, to the end. ``conduct`` is what drawn posts are held to.
    """

    scenario: str
    measure: str
    changes: Plain
    months: int | None
    conduct: str | None


class Claim(NamedTuple):
    """A claim: what is said, and what is compared to find out.

    ``sides`` enter with ``weights``; the sum less ``against`` is the difference. ``sign`` is 1 where it should be higher and −1
    where lower, by more than ``at_least``. ``first`` and ``until`` are the window in months, ``until`` None for all that are run;
    of a risk ``until`` is the horizon. ``plain`` is the file as it was read, from which it can be made again.
    """

    name: str
    label: str
    kind: str
    content: Content
    sides: tuple[Side, ...]
    until: int | None
    plain: Plain

    @property
    def file(self) -> str:
        """The name of its file, of which a risk makes several claims."""
        return self.name.removesuffix(f"_{self.until}") if self.is_risk else self.name

    @property
    def weights(self) -> tuple[int, ...]:
        """How the sides enter the difference."""
        return {1: (1,), 2: (1, -1), 4: (1, -1, -1, 1)}[len(self.sides)]

    @property
    def sign(self) -> int:
        """1 where more is expected, −1 where less is."""
        return 1 if self.content.expected == "higher" else -1

    @property
    def against(self) -> float:
        """The number that one arm is held against; 0 for several."""
        return self.content.against or 0.0

    @property
    def is_risk(self) -> bool:
        """Whether it is of the risk of doing."""
        return self.content.measure == RISK

    @property
    def title(self) -> str:
        """What it is called, in the language of the session."""
        words = self.content.title
        plain = in_language(words.en, words.zh)
        return plain if not self.is_risk else say("claim_within", title=plain, months=self.until)

    @property
    def says(self) -> str:
        """What is said, in the language of the session."""
        return in_language(self.content.says.en, self.content.says.zh)

    @property
    def source(self) -> str:
        """Where it is said, in the language of the session."""
        return in_language(self.content.source.en, self.content.source.zh)


def claim_files(folder: Path | None) -> dict[str, Path]:
    """The files of all claims: those that ship with wenze, and those in the folder ``claims`` of a folder of one's own.

    Raises InputError for a name that is taken or can be none, and for a folder that cannot be read.
    """
    found = _files_in(SHIPPED / FOLDER)
    own = {} if folder is None else _files_in(folder / FOLDER)
    for name, path in own.items():
        if name in found and not path.samefile(found[name]):
            raise refused(say("claim_taken", name=name), place=shown_path(path))
    return {**found, **own}


def _files_in(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    try:
        files = sorted(
            path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.name[0] not in ".~#"
        )
    except OSError as error:
        raise InputError(at(shown_path(folder), say("unreadable"), reason_of(error))) from None
    if len(files) > MOST_CLAIMS:
        raise refused(say("claims_at_most", most=MOST_CLAIMS), place=shown_path(folder))
    for path in files:
        if path.suffix == ".yml":
            raise refused(say("must_end_in_yaml"), place=shown_path(path))
        if not is_name(path.stem):
            raise refused(say("name_rule", most=LONGEST_NAME), place=shown_path(path))
    return {path.stem: path for path in files}


def read_claims(
    names: Iterable[str] | None, folder: Path | None, measures: Mapping[str, Measure], scenarios: Iterable[str]
) -> tuple[Claim, ...]:
    """The claims of these names, all there are if None, in the order in which they are shown. Raises InputError."""
    files = claim_files(folder)
    known = set(scenarios)
    chosen: list[Claim] = []
    for name in files if names is None else names:
        if name not in files:
            hint = suggestion(name, files) or say("known_claims", names=listed_briefly(sorted(files)))
            raise InputError(at(f"claims={quoted(name)}", say("unknown_claim") + hint))
        path = files[name]
        chosen += claims_from_plain(name, load_yaml(path, SCENARIO_FILE), shown_path(path), measures, known)
    _check_names(chosen)
    return in_order(chosen)


def _check_names(claims: Iterable[Claim]) -> None:
    """Raise InputError for a horizon of one file that is called as another file is."""
    files: dict[str, str] = {}
    for claim in claims:
        other = files.setdefault(claim.name, claim.file)
        if other != claim.file:
            raise InputError(
                at(f"claims={quoted(claim.file)}", say("claim_taken_by_horizon", name=claim.name, other=other))
            )


def claims_from_plain(
    name: str, data: object, source: str, measures: Mapping[str, Measure], scenarios: Iterable[str]
) -> list[Claim]:
    """The claims of one file: one, or one a horizon. Raises InputError naming the source, key, value and what is allowed."""
    content = _checked(data, source)
    _check(content, source, measures, set(scenarios))
    sides = tuple(_side(arm, content) for arm in content.arms)
    plain: Plain = dict(data) if isinstance(data, dict) else {}
    label = content.label
    if content.measure != RISK:
        return [Claim(name, label, content.kind, content, sides, content.until, plain)]
    return [
        Claim(f"{name}_{months}", f"{label}.{months}" if label else "", content.kind, content, sides, months, plain)
        for months in content.horizons
    ]


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims in the order in which they are shown."""
    return tuple(sorted(claims, key=_order))


def _order(claim: Claim) -> tuple[Any, ...]:
    """By whose they are, then by label with its numbers as numbers, then by name."""
    return (KINDS.index(claim.kind), not claim.label, _natural(claim.label), _natural(claim.name))


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts C2 before C10."""
    pieces = re.findall(r"[0-9]+|[^0-9]", text)
    return tuple((0, int(one), "") if one[0] in "0123456789" else (1, 0, one) for one in pieces)


def _side(arm: Arm, content: Content) -> Side:
    changes: Plain = {
        name: set_ for name in ("policy", "world") if (set_ := getattr(arm, name).model_dump(exclude_unset=True))
    }
    if arm.times:
        changes["times"] = dict(sorted(arm.times.items()))
    return Side(arm.scenario, arm.measure or content.measure, changes, arm.for_months, arm.conduct)


# --- what pydantic does not see -----------------------------------------------------------------------------------------


def keys_of(model: type[Group] = Content) -> list[str]:
    """The keys that a claim's file may have, or an arm in it."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _checked(data: object, source: str) -> Content:
    """Plain data as a claim; where a key is unknown or missing, the error names the keys there may be. Raises InputError."""
    try:
        return check(Content, data, source)
    except InputError as error:
        if error.value or not error.key or not isinstance(data, dict):
            raise
        inside, _, _ = error.key.rpartition(".")
        if inside and not _ARM.fullmatch(inside):
            raise
        names = keys_of(Arm if inside else Content)
        raise refused(
            error.allowed + say("figure_keys", names=listed(names)), place=error.place, key=error.key
        ) from None


def _check(content: Content, source: str, measures: Mapping[str, Measure], scenarios: set[str]) -> None:
    """Raise InputError for what does not go together."""
    if not all(character.isalnum() or character in ".-" for character in content.label):
        raise refused(say("label_form"), place=source, key="label", value=quoted(content.label))
    if len(content.arms) == 3:
        raise refused(say("arms_one_two_four"), place=source, key="arms", value="3")
    if (content.against is None) != (len(content.arms) > 1):
        raise refused(say("against_one_arm"), place=source, key="against", value=_value(content.against))
    if content.until is not None and content.until <= content.first:
        raise refused(say("until_after_from", first=content.first), place=source, key="until", value=str(content.until))
    for number, arm in enumerate(content.arms):
        _check_arm(arm, f"arms[{number}]", source, measures, scenarios)
    _check_measure(content.measure, "measure", source, {RISK: None, **measures})
    if content.measure == RISK:
        _check_risk(content, source)
        return
    for number, arm in enumerate(content.arms):
        if arm.conduct is not None:
            raise refused(
                say("conduct_of_risk", measure=RISK), place=source, key=f"arms[{number}].conduct", value=arm.conduct
            )
    if content.horizons:
        raise refused(say("conduct_of_risk", measure=RISK), place=source, key="horizons")


def _value(number: float | None) -> str | None:
    return None if number is None else f"{number:g}"


def _check_arm(arm: Arm, key: str, source: str, measures: Mapping[str, Measure], scenarios: set[str]) -> None:
    if arm.scenario not in scenarios:
        reason = say("unknown_scenario") + suggestion(arm.scenario, scenarios)
        raise refused(reason, place=source, key=f"{key}.scenario", value=quoted(arm.scenario))
    if arm.measure is not None:
        _check_measure(arm.measure, f"{key}.measure", source, measures)
    world = arm.world.model_dump(exclude_unset=True)
    if "scale" in world:
        raise refused(say("arm_no_scale"), place=source, key=f"{key}.world.scale")
    for lever, factor in arm.times.items():
        if f"policy.{lever}" not in parameters():
            hint = suggestion(
                lever, (name.removeprefix("policy.") for name in parameters() if name.startswith("policy."))
            )
            raise refused(say("axis_unknown") + hint, place=source, key=f"{key}.times.{clipped(lever)}")
        if not 0.0 <= factor <= MOST_TIMES:
            reason = say("between", low=0, high=MOST_TIMES, unit="")
            raise refused(reason, place=source, key=f"{key}.times.{lever}", value=f"{factor:g}")
    if arm.for_months is not None and (world or arm.times or not arm.policy.model_dump(exclude_unset=True)):
        raise refused(say("months_of_policy"), place=source, key=f"{key}.for_months", value=str(arm.for_months))


def _check_measure(name: str, key: str, source: str, known: Mapping[str, Any]) -> None:
    if name not in known:
        hint = suggestion(name, known) or say("figure_list_measures")
        raise refused(say("figure_no_measure") + hint, place=source, key=key, value=quoted(name))


def _check_risk(content: Content, source: str) -> None:
    """Raise InputError unless every arm is held to a conduct and there are horizons, ascending."""
    for number, arm in enumerate(content.arms):
        if arm.conduct is None:
            raise refused(
                say("risk_wants_conduct", names=listed_briefly(CONDUCT_NAMES)),
                place=source,
                key=f"arms[{number}].conduct",
            )
        if arm.measure is not None:
            raise refused(
                say("risk_one_measure", measure=RISK), place=source, key=f"arms[{number}].measure", value=arm.measure
            )
    if content.first or content.until is not None or content.memories:
        key = "from" if content.first else "until" if content.until is not None else "memories"
        raise refused(say("risk_no_window"), place=source, key=key)
    ascending = sorted(set(content.horizons))
    if not content.horizons or list(content.horizons) != ascending or ascending[0] < 1:
        raise refused(say("risk_horizons"), place=source, key="horizons", value=quoted(list(content.horizons)))
