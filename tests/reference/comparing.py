"""What two implementations of the model are compared by, in the terms of the document, and how they are compared.

Knows neither of the two: each gives the counts of a month and the state of every entity as plain numbers, lists and texts.
Whole numbers, flags and names have to be equal, real numbers to within :data:`CLOSE` of each other.
"""

import ast
import enum
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

CLOSE = 1e-9  # absolute, and relative to the larger of the two
NO_MONTH = 20000  # later than any month that can be run: stands for never
TOWNSHIP = 1  # bit of the township in a set of parties
SETS = 8  # of three parties
NOTHING = -1  # no conduct, option or style yet
FIELD_BITS = 16  # of each of the four parts of an entity number
DEPARTMENT_POST = 65535  # in the place of the post in the number of a department

CONDUCTS = ("work", "explore", "cover", "idle")
OPTIONS = ("act", "offload", "relay")
STYLES = ("deep", "list", "habit")
OWNERS = ("township", "assist", "departments")
STEPS = ("none", "paper", "real")
WAYS_ON = ("up", "sideways")
WAYS = ("insp", "compl", "err", "expos", "erupt")  # how a case surfaces: inspected, complaint, error, exposed, erupted

KEYS = {"number", "surfaced", "month_surfaced", "county", "township"}

Plain = Mapping[str, Any]
State = Mapping[str, Sequence[Plain]]


class Difference(NamedTuple):
    """One value on which the two do not agree. ``kind`` is counts, measures, or a kind of entity."""

    month: int
    kind: str
    entity: str
    field: str
    engine: Any
    reference: Any

    def __str__(self) -> str:
        """One line; a real number is written with all its digits."""
        where = f"{self.kind} {self.entity} {self.field}".replace("  ", " ")
        return f"month {self.month}: {where}: engine {self.engine!r}, reference {self.reference!r}"


class Unreadable(Exception):
    """A value that is not of the kind its field is."""


# --- numbers of entities ----------------------------------------------------------------------------------------------


def number_of(county: int, township: int, post: int, serial: int) -> int:
    """Number of an entity, as in section 2 of the document."""
    number = 0
    for part in (county, township, post, serial):
        number = number << FIELD_BITS | part
    return number


def parts_of(number: int) -> tuple[int, int, int, int]:
    """County, township, post and serial of an entity number."""
    ones = (1 << FIELD_BITS) - 1
    county, township, post, serial = (number >> FIELD_BITS * place & ones for place in (3, 2, 1, 0))
    return county, township, post, serial


# --- values -----------------------------------------------------------------------------------------------------------


def whole(value: Any) -> int:
    """A whole number, also from a flag or a member of an enumeration."""
    plain = value.value if isinstance(value, enum.Enum) else value
    if plain is None or int(plain) != plain:
        raise Unreadable
    return int(plain)


def real(value: Any) -> float:
    """A real number."""
    return float(value)


def flag(value: Any) -> bool:
    """Yes or no; somebody (the number of a person) is yes, and −1 or None for nobody is no."""
    return value not in (None, NOTHING) and bool(value)


def months_in(value: Any) -> int:
    """How many months, given as their number or as a history that holds a flag for each month."""
    return sum(map(bool, value)) if isinstance(value, Iterable) else whole(value)


def month(value: Any) -> int | None:
    """A month, or None for never: given as None, as infinity, as a negative number or one beyond every month."""
    if value is None or not math.isfinite(value) or value < 0 or value >= NO_MONTH:
        return None
    return whole(value)


def free_from(value: Any) -> int:
    """A month from which somebody is free; 0 for one who has never been anything else."""
    return month(value) or 0


def entity(value: Any) -> int | None:
    """Number of an entity or None, also from its parts, or from an object that has a number."""
    value = getattr(value, "number", value)
    if isinstance(value, tuple | list):
        value = number_of(*(*value, 0, 0, 0, 0)[:4])
    return None if value is None or value < 0 else whole(value)


def person(value: Any) -> int | None:
    """Number of a person or None; no person has the number 0."""
    return entity(value) or None


def department(value: Any) -> int | None:
    """Number of a department or None, also from its county and its place there."""
    if isinstance(value, tuple | list) and len(value) == 2:
        county, place = value
        return number_of(county, place, DEPARTMENT_POST, 0)
    return entity(value)


NUMBERS = (entity, person, department)


def reals(value: Any) -> tuple[float, ...]:
    """Real numbers, one for each option."""
    return tuple(map(real, value.values() if isinstance(value, Mapping) else value))


def wholes(value: Any) -> tuple[int, ...]:
    """Whole numbers, one for each option."""
    return tuple(map(whole, value.values() if isinstance(value, Mapping) else value))


def sets_of_parties(value: Any) -> tuple[int, ...]:
    """Sets of parties in order, each as the sum of the bits of its parties (1 township, 2 lead, 4 second).

    A set may be given as that sum or by its bits or names. Instead of the sets that are in, there may be a flag for each of
    the eight in the order of their sums.
    """
    if isinstance(value, list | tuple) and len(value) == SETS and all(flag in (0, 1) for flag in value):
        return tuple(parties for parties, there in enumerate(value) if there)
    return tuple(sorted(map(_parties, value or ())))


def _parties(value: Any) -> int:
    bits = {"township": 1, "lead": 2, "second": 4}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sum(_parties(party) for party in value)
    return bits[value] if isinstance(value, str) else whole(value)


class OneOf:
    """Reads one of several names as its place among them, whether given as the place, the name, or None for nothing."""

    def __init__(self, names: Sequence[str], nothing: int = NOTHING) -> None:
        self.names = names
        self.nothing = nothing

    def __call__(self, value: Any) -> int:
        """The place among the names, or what stands for nothing."""
        value = value.name.lower() if isinstance(value, enum.Enum) else value
        if not isinstance(value, str):
            return self.nothing if value is None else whole(value)
        for place, name in enumerate(self.names):
            if value.startswith(name) or name.startswith(value):
                return place
        if value.startswith("none"):
            return self.nothing
        raise Unreadable


# --- what is compared -------------------------------------------------------------------------------------------------


class Field(NamedTuple):
    """A field of the state: how its values are read, what it is, and under which other names it is understood.

    One that is ``needed`` is named in section 2 of the document, or everything hangs on it, and has to be there.
    """

    name: str
    read: Any
    meaning: str
    needed: bool = False
    others: tuple[str, ...] = ()


def needed(name: str, read: Any, meaning: str, *others: str) -> Field:
    """A field that has to be there."""
    return Field(name, read, meaning, True, others)


def further(name: str, read: Any, meaning: str, *others: str) -> Field:
    """A field that is compared if it is there."""
    return Field(name, read, meaning, False, others)


BY_CONDUCT = "for each conduct"
BY_OPTION = "for each option of departments"
BY_STYLE = "for each style"
BY_STEP = "by step on file"
BY_LOOKS = "by what the error looks like: routine, exploring, newcomer"
BY_WAY = "by the way it was passed on"
BY_PAIR = "of departments that act, of those that do not, handed down"
BY_PRESENT_STEP = "by present step: none, paper, real, pending department cases, pending own duties"

FIELDS: dict[str, tuple[Field, ...]] = {
    "people": (
        needed("post", entity, "number of the post held"),
        needed("motivation", real, "trait"),
        needed("competence", real, "trait"),
        needed("loss_weight", real, "trait"),
        needed("scruple", real, "trait"),
        needed("knowhow", real, "know-how", "know_how"),
        needed("conduct", OneOf(CONDUCTS), "conduct: work, explore, cover, idle, or none yet"),
        needed("diligence", real, "what others have lately seen of it at work"),
        needed("seniority", whole, "months of service"),
        needed("tenure", whole, "months at the post"),
        needed("barred_until", free_from, "month from which it is free of effect periods"),
        needed("idle_months", months_in, "idle months of the last 12", "idle_history", "history_idle"),
        needed("active_months", months_in, "active months of the last 12", "active_history", "history_active"),
        needed("year_months", wholes, f"months of this year {BY_CONDUCT}", "months_this_year", "months_by_conduct"),
        needed("year_solved", real, "value solved this year", "year_value", "solved_this_year"),
        needed("worked", real, "worked off of a running effect period and not yet taken off it"),
        further("promotions", whole, "promotions so far"),
        further("rounds_missed", whole, "rounds of the last 16 missed because barred, not tried again yet"),
    ),
    "departments": (
        needed("conduct", OneOf(OPTIONS), "conduct: act, offload, relay, or none yet", "option"),
        needed("head", person, "number of the head"),
        needed("barred_until", free_from, "month from which the head is free of effect periods", "head_barred_until"),
        further("held", whole, "cases counted as held this month"),
        further("turn", real, "turn of this month"),
        further("kept", wholes, "cases that it knows of and keeps, by present step: none, paper, real, pending"),
        further("down", wholes, "cases that it has handed down as lead, by present step: none, paper, real"),
    ),
    "posts": (
        needed("load", whole, "open cases in the township's hands whose desk it is"),
        further("load_now", whole, "the load when the month's handling began", "load_at_start"),
        further("in_hand", wholes, f"cases in hand {BY_PRESENT_STEP}"),
        further("elsewhere", wholes, f"open cases of the post that are elsewhere {BY_PRESENT_STEP}"),
    ),
    "supervisors": (
        needed("style", OneOf(STYLES), "style: deep, list, habit, or none yet"),
        further("load", real, "entries of the county for each supervisor, by which this month's were decided"),
        needed("leader", person, "number of the leader"),
        needed("barred_until", free_from, "month from which the leader is free of effect periods"),
    ),
    "cases": (
        needed("post", entity, "number of the post"),
        needed("desk", entity, "number of the post that has it in hand, or had it last"),
        needed("born", month, "month born", "month_born"),
        needed("severity", real, "σ"),
        needed("kind", whole, "kind of duty"),
        needed("owner", OneOf(OWNERS), "owner by law: township, assist, departments"),
        needed("lead", department, "number of the lead department"),
        needed("second", department, "number of the second department, or none"),
        needed("novel", flag, "novel or not"),
        needed("prohibited", flag, "prohibited or not"),
        needed("handed_down", flag, "whether handed down"),
        needed("away", flag, "whether the township's own duty is passed up"),
        needed("reported", month, "month in which the township reported", "reported_in", "month_reported"),
        needed("lead_informed", month, "month in which the lead was (will be) informed", "informed_lead"),
        needed("second_informed", month, "month in which the second was (will be) informed", "informed_second"),
        needed("township_real", month, "first real step of the township", "real_township"),
        needed("township_paper", month, "first paper step of the township", "paper_township"),
        needed("lead_real", month, "first real step of the lead", "real_lead"),
        needed("lead_paper", month, "first paper step of the lead", "paper_lead"),
        needed("second_real", month, "first real step of the second", "real_second"),
        needed("second_paper", month, "first paper step of the second", "paper_second"),
        needed("cover_month", month, "last cover month", "last_cover", "last_cover_month"),
        needed("worker", person, "number of the person who worked on it last", "last_worker"),
        needed("helper", person, "number of the person who helped last", "last_helper"),
        needed("work_trace", real, "work trace"),
        needed("help_trace", real, "help trace"),
        needed("told", flag, "whether a complaint named who was told", "named_told", "names_told", "complaint_named"),
        needed("passer", person, "number of the person who last passed it on", "last_passer"),
        needed("passed", OneOf(WAYS_ON), "the way it was last passed on: up, sideways, or not at all"),
        further("given", flag, "whether it has been given to a desk"),
        further("seen_by_lead", flag, "whether the lead has been counted as knowing of it"),
        further("seen_by_second", flag, "whether the second has been counted as knowing of it"),
        further("told_if_reported", month, "month from which departments would know had it been reported"),
        further("considered", flag, "whether the lead has considered it (department cases)"),
        further("ordered_until", free_from, "month of the last order plus order_months; 0 without one", "order_until"),
        further("tainted", flag, "whether tainted"),
        further("exposed", flag, "whether the misconduct has been exposed"),
        further("tainted_by", person, "number of the person whose misconduct it is", "tainter"),
        further("tainter_inexperienced", flag, "whether that person was inexperienced", "taint_inexperienced"),
        further(
            "averted", sets_of_parties, "sets of parties that would have averted it, by bits", "averting", "averts"
        ),
        further("settled", flag, "whether the replay of the township's own duty is settled"),
        further("omitted", flag, "whether the township's party has omitted a step", "omitted_step"),
        further("culprit", person, "number of the township's party, as the truth names it", "township_party"),
        further("omitter", person, "number of whoever of the township last left out a step"),
        further("expected_township", real, "chance that the township's omitted steps would have ended it"),
        further("expected_lead", real, "chance that the lead's omitted steps would have ended it"),
        further("expected_second", real, "chance that the second's omitted steps would have ended it"),
        further("unsettled", real, "chance that the steps of the own duty left out would have changed nothing"),
        further("surfaced", month, "month in which it last surfaced", "last_surfaced"),
        further("river", flag, "whether it is the river case", "is_river"),
    ),
    "entries": (
        further("surfaced_by", OneOf(WAYS), "inspection, complaint, error, exposed, erupted", "way", "how"),
        needed("severity", real, "σ"),
        further("owner", OneOf(OWNERS), "owner by law"),
        further("kind", whole, "kind of duty"),
        further("lead", department, "number of the lead department"),
        further("second", department, "number of the second department, or none"),
        further("river", flag, "whether it is the river case", "is_river"),
        further("told", flag, "whether a complaint named who was told", "named_told", "names_told", "complaint_named"),
        further("holder", person, "number of the holder"),
        further("worker", person, "number of the last worker", "last_worker"),
        further("helper", person, "number of the last helper", "last_helper"),
        further("passer", person, "number of the person who last passed it on", "last_passer"),
        further("passed", OneOf(WAYS_ON), "the way it was last passed on"),
        further("work_trace", real, "work trace as copied"),
        further("help_trace", real, "help trace as copied"),
        further("township_due", month, "deadline of the township", "due_township"),
        further("lead_due", month, "deadline of the lead", "due_lead"),
        further("second_due", month, "deadline of the second", "due_second"),
        further("township_step", OneOf(STEPS, nothing=0), "none, paper, real", "step_township"),
        further("lead_step", OneOf(STEPS, nothing=0), "none, paper, real", "step_lead"),
        further("second_step", OneOf(STEPS, nothing=0), "none, paper, real", "step_second"),
        further("duty_done", flag, "whether the file shows the duty done", "shows_duty_done", "clean"),
        further("looks_like_error", flag, "whether it looks like an error"),
        further("looks_explored", flag, "whether the error looks an exploratory one", "explored"),
        further("inexperienced", flag, "whether the one who erred or did it was inexperienced"),
        further("prohibited", flag, "prohibited or not"),
        further("misconduct", flag, "whether it is misconduct exposed", "guilty", "is_misconduct", "exposed"),
        further("by", person, "number of the one who erred or did it, or none"),
        further(
            "culprit", person, "number of the person the truth names, or none, where nobody erred or did it", "named"
        ),
        further("omitter", person, "number of whoever of the township last left out a step"),
        further("expected_township", real, "chance that the township's omitted steps would have averted it"),
        further("expected_lead", real, "chance that the lead's omitted steps would have averted it"),
        further("expected_second", real, "chance that the second's omitted steps would have averted it"),
        further("degree_township", real, "degree of the township"),
        further("degree_lead", real, "degree of the lead"),
        further("degree_second", real, "degree of the second"),
        further("culpable_township", flag, "whether the township is culpable"),
        further("culpable_lead", flag, "whether the lead is culpable"),
        further("culpable_second", flag, "whether the second is culpable"),
        further("decided", month, "month decided, or never", "month_decided", "decided_month", "decided_in"),
        further("style", OneOf(STYLES), "style it was decided in"),
        further("held_person", person, "number of the cadre sanctioned"),
        further("found_misconduct", flag, "whether misconduct was found"),
        further("held_township", flag, "whether a cadre was sanctioned"),
        further("held_lead", flag, "whether the head of the lead was sanctioned"),
        further("held_second", flag, "whether the head of the second was sanctioned"),
        further("late", flag, "whether it was decided late"),
        further("audit_due", month, "month of its audit, or never", "audit_month"),
        further("audit_regular", flag, "whether the audit is a regular one", "regular", "audit_is_regular"),
    ),
    "sanctions": (
        needed("rung", whole, "rung"),
        needed("decided", month, "month decided", "month_decided", "decided_month", "decided_in"),
        needed("starts", month, "month its effect period starts", "start"),
        needed("expires", month, "month its effect period expires", "expiry"),
        needed("overturned", month, "month overturned, or never", "month_overturned"),
        needed("left", month, "month its holder left, or never", "month_left", "holder_left"),
        further("review_due", month, "month of its review, if that is still to come, or never"),
        further("misattributed", flag, "whether misattributed"),
        further("unforgiven", flag, "whether unforgiven"),
        further("wrongful", flag, "whether either"),
        further("misconduct", flag, "whether for misconduct", "for_misconduct"),
        further("discipline", flag, "whether for a breach of discipline"),
    ),
    "townships": (
        needed("safety", real, "belief"),
        needed("trust", real, "belief"),
        further("solved", reals, f"belief {BY_CONDUCT}"),
        further("promoted", reals, f"belief {BY_CONDUCT}"),
        further("honoured", reals, f"belief {BY_CONDUCT}"),
        further("reposted", reals, f"belief {BY_CONDUCT}"),
        further("loss_rising", real, "felt loss of a sanction"),
        further("loss_ceiling", real, "felt loss of a sanction"),
        further("weights", real, "weights of diligence of its cadres, added up"),
        further("exposure", reals, f"remembered person-months {BY_CONDUCT}"),
        further("solved_events", reals, f"remembered value solved {BY_CONDUCT}"),
        further("duty_done_events", real, "remembered decisions on files with the duty done that sanctioned a cadre"),
        further("duty_done_exposure", real, "remembered decisions on files with the duty done"),
        further("trust_events", real, "remembered disappointments"),
        further("trust_exposure", real, "remembered occasions to be disappointed"),
    ),
    "counties": (
        further("promoted", reals, f"belief {BY_CONDUCT}"),
        further("honoured", reals, f"belief {BY_CONDUCT}"),
        further("reposted", reals, f"belief {BY_CONDUCT}"),
        further("surfacing", real, "belief: chance a month"),
        further("blamed", reals, f"belief {BY_STEP}"),
        further("blamed_department", reals, f"belief {BY_STEP}"),
        further("blamed_for_error", reals, f"belief {BY_LOOKS}"),
        further("blamed_helper", real, "belief"),
        further("blamed_passer", reals, f"belief {BY_WAY}"),
        further("erring", reals, f"belief {BY_CONDUCT}"),
        further("ended", reals, f"belief {BY_CONDUCT}"),
        further("leaving_elsewhere", real, "belief"),
        further("new_own", real, "belief"),
        further("new_assist", real, "belief"),
        further("new_elsewhere", real, "belief"),
        further("new_pairs", real, "belief"),
        further("ended_acting", real, "belief"),
        further("ended_sitting", real, "belief"),
        further("ended_down", real, "belief"),
        further("surfaces", real, "belief"),
        further("detected", real, "belief"),
        further("sanctioned_if_surfaced", real, "belief"),
        further("loss_rising", real, "felt loss of a sanction"),
        further("loss_ceiling", real, "felt loss of a sanction"),
        further("loss_head", real, "felt loss of a sanction"),
        further("lasting", real, "belief: part of a loss that lasts"),
        further("year_rising", real, "belief: what a year under an effect period keeps from, below the ceiling"),
        further("year_ceiling", real, "belief: the same at the ceiling"),
        further("blame_beside", real, "belief: sanctions of heads on other decisions, a department-month"),
        further("blamed_beside", real, "remembered sanctions of heads on other decisions"),
        further("overturned", real, "remembered sanctions of cadres overturned"),
        further("sanctions", real, "remembered sanctions of cadres"),
        further("exposure", reals, f"remembered person-months {BY_CONDUCT}"),
        further("solved_events", reals, f"remembered value solved {BY_CONDUCT}"),
        further("duty_done_events", real, "remembered decisions on files with the duty done that sanctioned a cadre"),
        further("duty_done_exposure", real, "remembered decisions on files with the duty done"),
        further("trust_events", real, "remembered disappointments"),
        further("trust_exposure", real, "remembered occasions to be disappointed"),
        further("promoted_events", reals, f"remembered person-years promoted {BY_CONDUCT}"),
        further("promoted_exposure", reals, f"remembered person-years let into the round {BY_CONDUCT}"),
        further("honoured_events", reals, f"remembered person-years honoured {BY_CONDUCT}"),
        further("reposted_events", reals, f"remembered person-years re-posted {BY_CONDUCT}"),
        further("honoured_exposure", reals, f"remembered person-years {BY_CONDUCT}"),
        further("reposted_exposure", reals, f"remembered person-years {BY_CONDUCT}"),
        further("surfaced_events", real, "remembered cases surfaced otherwise than by an error"),
        further("surfaced_exposure", real, "remembered open case-months"),
        further("step_blamed", reals, f"remembered decisions that held the holder {BY_STEP}"),
        further("step_seen", reals, f"remembered decisions on what does not look like an error {BY_STEP}"),
        further("department_blamed", reals, f"remembered decisions that held a head {BY_STEP}"),
        further("department_seen", reals, f"remembered decisions on departments' steps {BY_STEP}"),
        further("error_blamed", reals, f"remembered decisions that held the one who erred {BY_LOOKS}"),
        further("error_seen", reals, f"remembered decisions on apparent errors, not found misconduct {BY_LOOKS}"),
        further("help_blamed", real, "remembered decisions that held the helper"),
        further("help_seen", real, "remembered decisions on files with a helper"),
        further("passed_blamed", reals, f"remembered decisions that held whoever passed it on {BY_WAY}"),
        further("passed_seen", reals, f"remembered decisions on what was passed on {BY_WAY}"),
        further("in_hand", reals, f"remembered case-months in hand {BY_CONDUCT}"),
        further("errors", reals, f"remembered errors {BY_CONDUCT}"),
        further("busy", reals, f"remembered months with any case in hand {BY_CONDUCT}"),
        further("endings", reals, f"remembered cases in hand that ended {BY_CONDUCT}"),
        further("elsewhere", real, "remembered case-months elsewhere"),
        further("departures", real, "remembered departures from elsewhere"),
        further("arrivals_own", real, "remembered own duties newly in hand"),
        further("arrivals_assist", real, "remembered department cases newly in hand"),
        further("arrivals_elsewhere", real, "remembered new cases elsewhere"),
        further("department_months", real, "remembered department-months"),
        further("arrivals_pairs", real, "remembered new pairs"),
        further("pairs", reals, f"remembered pairs {BY_PAIR}"),
        further("pairs_ended", reals, f"remembered pairs that ended {BY_PAIR}"),
        further("style_events", reals, f"remembered decisions {BY_STYLE}"),
        further("docket", whole, "entries waiting for a decision"),
    ),
    "city": (
        further("answered", reals, f"belief {BY_STYLE}"),
        further("wrongful", reals, f"belief {BY_STYLE}"),
        further("missed", reals, f"belief {BY_STYLE}"),
        further("late", reals, f"belief {BY_STYLE}"),
        further("unfair", reals, f"belief {BY_STYLE}"),
        further("decisions", reals, f"remembered decisions {BY_STYLE}"),
        further("answered_events", reals, f"remembered decisions in which anybody was sanctioned {BY_STYLE}"),
        further("audited", reals, f"remembered audits {BY_STYLE}", "audits"),
        further("wrongful_events", reals, f"remembered findings {BY_STYLE}"),
        further("missed_events", reals, f"remembered findings {BY_STYLE}"),
        further("late_events", reals, f"remembered findings {BY_STYLE}"),
        further("unfair_events", reals, f"remembered findings {BY_STYLE}"),
    ),
}


def key_of(kind: str, given: Plain) -> tuple[int, ...]:
    """What an entity is known by: its number; an entry by its case and the month it surfaced in, a sanction by the person
    besides. A township has the number of its first post; a county may go by its place, and there is one city."""
    if kind == "city":
        return ()
    number = given["number"]
    if kind == "entries" and not isinstance(number, tuple | list):
        return (whole(number), whole(given["surfaced"] if "surfaced" in given else given["month_surfaced"]))
    if kind in ("entries", "sanctions"):
        return tuple(map(whole, number))
    if kind == "counties":
        found = entity(number) or 0
        return (found >> 3 * FIELD_BITS or found,)
    found = entity(number)
    if found is None:
        raise Unreadable
    return (found,)


def shown_key(kind: str, key: Sequence[int]) -> str:
    """An entity as (county, township, post, serial) and what else it is known by."""
    if kind in ("city", "counties"):
        return str(tuple(key))
    first, *others = key
    parts = [str(parts_of(first))]
    if others:
        parts.append(f"surfaced {others[0]}")
    if len(others) > 1:
        parts.append(f"person {parts_of(others[1])}")
    return " ".join(parts)


# --- comparing --------------------------------------------------------------------------------------------------------


def close(one: float, other: float) -> bool:
    """Whether two real numbers are as good as equal; NaN is equal to NaN."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def same(one: Any, other: Any) -> bool:
    """Whether two values that were read agree."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return close(one, other)
    return bool(one == other)


def count_differences(month: int, engine: Mapping[str, float], reference: Mapping[str, float]) -> list[Difference]:
    """Counts of a month that differ. Whole ones have to be equal; a count that the reference does not give differs."""
    found = []
    for name, value in engine.items():
        given = reference.get(name)
        agrees = given is not None and (close(value, given) if isinstance(value, float) else value == given)
        if not agrees:
            found.append(Difference(month, "counts", "", name, value, given))
    return found


def measure_differences(month: int, engine: Mapping[str, float], reference: Mapping[str, float]) -> list[Difference]:
    """Measures that differ."""
    return [
        Difference(month, "measures", "", name, value, reference.get(name))
        for name, value in engine.items()
        if name not in reference or not close(value, reference[name])
    ]


def state_differences(month: int, engine: State, reference: State) -> list[Difference]:
    """Everything in the state in which the two differ after a month.

    The engine leaves a field out where the document gives it no meaning; such a field is not compared.
    """
    found = []
    for kind in FIELDS:
        found += kind_differences(month, kind, engine[kind], reference.get(kind, ()))
    return found


def kind_differences(month: int, kind: str, engine: Sequence[Plain], reference: Sequence[Plain]) -> list[Difference]:
    """Entities of one kind that only one of the two has, and fields in which they differ."""
    ours: dict[tuple[int, ...], Plain] = {}
    for row in engine:
        ours[_another(key_of(kind, row), ours) if kind == "sanctions" else key_of(kind, row)] = row
    theirs: dict[tuple[int, ...], Plain] = {}
    found = []
    for row in _waiting(month, reference) if kind == "entries" else reference:
        key = _another(key_of(kind, row), theirs) if kind == "sanctions" else key_of(kind, row)
        if key in theirs:
            found.append(Difference(month, kind, shown_key(kind, key), "times there", 1, 2))
        theirs[key] = with_numbers(kind, key, row)
    for key in sorted(ours.keys() | theirs.keys()):
        if key in ours and key in theirs:
            found += row_differences(month, kind, key, ours[key], theirs[key])
        else:
            found.append(Difference(month, kind, shown_key(kind, key), "is there", key in ours, key in theirs))
    return found


def _another(key: tuple[int, ...], known: Mapping[tuple[int, ...], Plain]) -> tuple[int, ...]:
    """A key not yet known: one audit may bring two sanctions of one leader, which are then told apart by their order."""
    times = 1
    found = key
    while found in known:
        times += 1
        found = (*key, times)
    return found


def with_numbers(kind: str, key: Sequence[int], row: Plain) -> Plain:
    """The same entity with numbers for the places of its departments in their county, or of its post in a township.

    Of a township's own duty, which has one party, the sets of parties say whether that party would have averted it.
    """
    numbered = dict(row)
    for name in DEPARTMENTS_OF.get(kind, ()):
        if name in row and is_place(row[name]):
            numbered[name] = (parts_of(key[0])[0], row[name])
    if kind == "cases":
        averted = given_name(AVERTED, row)
        if averted and OneOf(OWNERS)(row.get("owner")) == OWNERS.index("township"):
            numbered[averted] = [parties for parties in sets_of_parties(row[averted]) if parties == TOWNSHIP]
    if kind == "people" and "township" in row and is_place(row["post"]):
        numbered["post"] = (row["county"], row["township"], row["post"])
    return numbered


AVERTED = next(field for field in FIELDS["cases"] if field.name == "averted")
DEPARTMENTS_OF = {"cases": ("lead", "second"), "entries": ("lead", "second")}


def is_place(value: Any) -> bool:
    """Whether a value can only be a place within a county or a township, no number of a department or of a post in it."""
    return isinstance(value, int) and 0 <= value < 1 << FIELD_BITS


def _waiting(month_done: int, entries: Sequence[Plain]) -> list[Plain]:
    """The entries that wait for a decision or an audit: the reference may keep the others too."""
    by_name = {name: field for field in FIELDS["entries"] for name in (field.name, *field.others)}
    kept = []
    for entry in entries:
        known = {by_name[name].name: value for name, value in entry.items() if name in by_name}
        due = month(known.get("audit_due"))
        if month(known.get("decided")) is None or (due is not None and due > month_done):
            kept.append(entry)
    return kept


def row_differences(month: int, kind: str, key: Sequence[int], engine: Plain, reference: Plain) -> list[Difference]:
    """Fields of one entity in which the two differ."""
    found = []
    for field in FIELDS[kind]:
        name = given_name(field, reference)
        if field.name not in engine or name is None:
            continue
        ours = field.read(engine[field.name])
        try:
            theirs = field.read(reference[name])
        except (Unreadable, TypeError, ValueError, KeyError, AttributeError):
            unread = f"unreadable: {reference[name]!r}"
            found.append(Difference(month, kind, shown_key(kind, key), field.name, shown(field, ours), unread))
            continue
        if not same(ours, theirs):
            found.append(
                Difference(month, kind, shown_key(kind, key), field.name, shown(field, ours), shown(field, theirs))
            )
    return found


def shown(field: Field, value: Any) -> Any:
    """A value that was read as it is best shown: a name for a place, the parts of an entity number."""
    if isinstance(field.read, OneOf):
        return field.read.names[value] if 0 <= value < len(field.read.names) else value
    return parts_of(value) if field.read in NUMBERS and value is not None else value


def given_name(field: Field, row: Plain) -> str | None:
    """The name under which an entity gives a field, None if it does not."""
    return next((name for name in (field.name, *field.others) if name in row), None)


def missing_fields(reference: State, all_of_them: bool = False) -> list[str]:
    """Fields that have to be there (or all known ones) and that an entity of the state does not give."""
    found = []
    for kind, fields in FIELDS.items():
        if kind not in reference:
            found.append(kind)
        for field in fields:
            rows = reference.get(kind, ())
            if (field.needed or all_of_them) and any(given_name(field, row) is None for row in rows):
                found.append(f"{kind}.{field.name}")
    return found


def unknown_fields(reference: State) -> list[str]:
    """Fields of the state that nothing is known of here."""
    found = {}
    for kind, rows in reference.items():
        known = {name for field in FIELDS.get(kind, ()) for name in (field.name, *field.others)} | KEYS
        found.update({f"{kind}.{name}": None for row in rows for name in row if name not in known})
    return list(found)


# --- measures by the document -----------------------------------------------------------------------------------------


def formulas_in(document: str) -> dict[str, str]:
    """The formula of every measure, from the table in section 8 of the document."""
    table = document.partition("<!-- measures:")[2].partition("<!-- end of measures -->")[0]
    rows = (re.split(r"(?<!\\)\|", line) for line in table.splitlines() if line.startswith("| `"))
    return {cells[1].strip().strip("`"): cells[5].strip().replace("\\|", "|") for cells in rows}


def counts_in(formulas: Mapping[str, str]) -> set[str]:
    """The counts that the formulas name."""
    words = re.compile(r"[a-z]\w*")
    return {name for formula in formulas.values() for name in words.findall(formula.partition(",")[0])}


def measures_by(formulas: Mapping[str, str], counts: Mapping[str, float]) -> dict[str, float]:
    """Every measure by its formula in the document; NaN where a denominator is zero."""
    return {name: by_formula(formula, counts) for name, formula in formulas.items()}


def by_formula(formula: str, counts: Mapping[str, float]) -> float:
    """One measure. "Empty without either" asks for both groups at a round."""
    text, _, condition = formula.partition(",")
    if condition and not (counts["flat_at_round"] and counts["active_at_round"]):
        return math.nan
    text = re.sub(r"\|(.+)\|", r"abs(\1)", text.replace("×", "*").replace("−", "-").replace("½", "0.5"))
    return _value(ast.parse(text, mode="eval").body, counts)


def _value(node: ast.expr, counts: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return float(counts[name])
        case ast.Call(func=ast.Name(id="abs"), args=[inside]):
            return abs(_value(inside, counts))
        case ast.BinOp(left=left, op=operation, right=right):
            return _combined(operation, _value(left, counts), _value(right, counts))
    raise ValueError(ast.unparse(node))


def _combined(operation: ast.operator, left: float, right: float) -> float:
    match operation:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right if right else math.nan
    raise ValueError(ast.dump(operation))
