"""What holds at the end of every month, whatever the world, the policy and the luck."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from conftest import (
    BUSY,
    LIVELY,
    TWO_COUNTIES,
    copy_of,
    events,
    first_policy,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from wenze.agents.case import in_township_hands
from wenze.agents.choice import FIXED, fixed, whole_power
from wenze.agents.kinds import NEVER, TOWNSHIP
from wenze.agents.policy import Policy
from wenze.sim.batch import NotFinite, advance
from wenze.sim.events import ANSWERED_FOR, DECIDED_EVENT, DISCIPLINED, LEFT, OVERTURNED, PROMOTED, SANCTIONED, SURFACED
from wenze.sim.measures import ALL, add_up
from wenze.sim.phases.careers import weight_of_record
from wenze.sim.records import params_record
from wenze.sim.settings.parameters import Definition, definitions
from wenze.sim.settings.parameters import World as WorldNumbers
from wenze.sim.state import WITH_REAL_NUMBERS, State

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 30
SURFACINGS = ("erupted", "inspected", "complained", "erred", "exposed")


# --- random settings ----------------------------------------------------------------------------------------------------


def numbers_within(known: Definition, low: float, high: float) -> st.SearchStrategy[float]:
    if isinstance(known.default, int):
        return st.integers(int(low), int(high))
    return st.floats(low, high)


def sane(known: Definition) -> st.SearchStrategy[float]:
    """A number of the world within its range, and within four times its default if that is not nothing."""
    low, high = known.meaning.low, known.meaning.high
    return numbers_within(known, low, min(high, 4 * known.default) if known.default else min(high, 1.0))


def some_of(prefix: str, strategy: Any) -> st.SearchStrategy[dict[str, float]]:
    """Up to twenty of the numbers whose keys start with a prefix, drawn at random."""
    chosen = {known.key.removeprefix(prefix): known for known in definitions() if known.key.startswith(prefix)}
    random = {key: strategy(known) for key, known in chosen.items() if not key.startswith("scale.")}
    keys = st.lists(st.sampled_from(sorted(random)), unique=True, max_size=20)
    return keys.flatmap(lambda picked: st.fixed_dictionaries({key: random[key] for key in picked}))


SCALES = st.fixed_dictionaries({
    "scale.counties": st.integers(1, 3),
    "scale.townships": st.integers(1, 3),
    "scale.posts": st.integers(1, 6),
    "scale.departments": st.integers(1, 5),
})  # fmt: skip
WORLDS = some_of("world.", sane)
LEVERS = some_of("policy.", lambda known: numbers_within(known, known.meaning.low, known.meaning.high))
REGIMES = st.sampled_from(["blanket_punishment", "full_reform", "busy"])


@settings(max_examples=250)
@given(SCALES, st.booleans(), WORLDS, REGIMES, LEVERS, st.integers(0, 2**63 - 1), st.integers(0, 2**40))
def test_every_month_of_every_run_adds_up(
    scale: dict[str, float],
    lively: bool,
    numbers: dict[str, float],
    base: str,
    policy: dict[str, float],
    seed: int,
    replication: int,
) -> None:
    world_of = world_numbers(LIVELY if lively else {}, numbers, scale)
    regime = levers({**BUSY, **policy}) if base == "busy" else levers(policy, first_policy(base))
    every_month_adds_up(world_of, regime, MONTHS, seed, replication)


RANDOM_SETTINGS = 1000
AT_ONCE = 100


@pytest.mark.parametrize(
    "first",
    [
        first if first < RANDOM_SETTINGS // 2 else pytest.param(first, marks=pytest.mark.thorough)
        for first in range(0, RANDOM_SETTINGS, AT_ONCE)
    ],
)
def test_every_month_adds_up_under_settings_drawn_evenly_from_their_ranges(first: int) -> None:
    """Hypothesis looks for small and odd settings; these are everywhere in the ranges, and each is run on its own luck."""
    for number in range(first, first + AT_ONCE):
        world_of, regime = random_settings(np.random.default_rng(number))
        try:
            months = 25 if number % 4 == 0 else 13  # a yearly round or two, and the month after
            every_month_adds_up(world_of, regime, months, seed=number, replication=number)
        except Exception as error:
            error.add_note(f"random_settings(np.random.default_rng({number})), seed and replication {number}")
            raise


def random_settings(luck: np.random.Generator) -> tuple[WorldNumbers, Policy]:
    """A small world and a policy; a random share of all numbers and levers are drawn evenly, the rest are as by default."""
    scale = {"scale.counties": luck.integers(1, 3), "scale.townships": luck.integers(1, 4),
             "scale.posts": luck.integers(1, 6), "scale.departments": luck.integers(1, 5)}  # fmt: skip
    drawn: dict[str, dict[str, float]] = {"world": {}, "policy": {}}
    share = {"world": luck.random(), "policy": luck.random()}
    for known in definitions():
        prefix, _, key = known.key.partition(".")
        if key and not key.startswith("scale.") and luck.random() < share[prefix]:
            low, high = known.meaning.low, known.meaning.high
            if prefix == "world":
                high = min(high, 4 * known.default) if known.default else min(high, 1.0)
            whole = isinstance(known.default, int)
            drawn[prefix][key] = (
                int(luck.integers(int(low), int(high) + 1)) if whole else float(luck.uniform(low, high))
            )
    lively = LIVELY if luck.random() < 0.5 else {}
    busy = BUSY if luck.random() < 0.5 else {}
    whole_scale = {key: int(number) for key, number in scale.items()}
    return world_numbers(lively, drawn["world"], whole_scale), levers({**busy, **drawn["policy"]})


def every_month_adds_up(world_of: WorldNumbers, regime: Policy, months: int, seed: int, replication: int) -> None:
    """Run a world month by month; whatever must hold at the end of a month is looked at then."""
    world = new_world(world_of, months, seed=seed, replication=replication, log=True)
    numbers, policy = params_record(world_of), params_record(regime)
    barred = world.people[["number", "barred_until"]].copy()
    for month in range(months):
        world = advance(world, numbers, policy, month, month + 1)
        people_are_conserved(world, month)
        cases_are_conserved(world, month)
        loads_are_right(world)
        dockets_are_right(world, month)
        sanctions_are_conserved(world, month)
        periods_are_within_the_longest(world, month, world_of.ladder.longest_months)
        beliefs_and_shares_are_in_range(world, month)
        counts_are_right(world, month)
        if regime.promotion.bar == 1.0:
            nobody_barred_was_promoted(world, month, barred)
        barred = world.people[["number", "barred_until"]].copy()
    measures_are_in_range(world)


# --- what is checked ------------------------------------------------------------------------------------------------------


def people_are_conserved(world: State, month: int) -> None:
    """Each post has one holder, each person one post, and no number is given twice; for each who left one arrived."""
    everybody = np.arange(len(world.people))
    assert np.array_equal(np.sort(world.posts.holder), everybody)
    assert np.array_equal(world.people.post[world.posts.holder], everybody)
    assert len(np.unique(world.people.number)) == len(world.people)
    gone = events(world, LEFT).subject
    exits = int(world.tallies.exits[: month + 1].sum())
    assert len(gone) == exits == int(world.posts.arrivals.sum()) - len(world.posts)
    assert len(np.unique(gone)) == len(gone) and not np.isin(world.people.number, gone).any(), "nobody leaves twice"
    heads = int(world.departments.heads.sum()) - len(world.departments)
    assert heads <= world.tallies.removed[: month + 1].sum() <= heads + exits


def cases_are_conserved(world: State, month: int) -> None:
    """What arose was solved, erupted, or is open; the slots that are not open are all free, each once."""
    cases, free = in_use(world, "cases"), in_use(world, "free")
    past = world.tallies[: month + 1]
    open_cases = int((cases.open == 1).sum())
    assert past.arisen.sum() == past.solved.sum() + past.erupted.sum() + open_cases
    assert world.tallies.open[month] == open_cases
    assert np.array_equal(np.sort(free), np.flatnonzero(cases.open == 0))
    living = cases.number[cases.open == 1]
    assert len(np.unique(living)) == len(living)


def loads_are_right(world: State) -> None:
    """A post's load is what it has in hand; what departments have is theirs alone or has been passed up."""
    cases = in_use(world, "cases")
    columns = (cases[name].tolist() for name in ("open", "owner", "handed_down", "away"))
    in_hand = [is_open == 1 and in_township_hands(*what) for is_open, *what in zip(*columns, strict=True)]
    load = np.bincount(cases.desk[np.array(in_hand, bool)], minlength=len(world.posts))
    assert np.array_equal(world.posts.load, load)
    assert not (cases.away[cases.open == 1] & (cases.owner[cases.open == 1] != TOWNSHIP)).any()


def dockets_are_right(world: State, month: int) -> None:
    """Every surfacing put one entry on the docket, and is decided at most once."""
    past = world.tallies[: month + 1]
    entries = in_use(world, "entries")
    waiting = entries[entries.decided == NEVER]
    surfaced = events(world, SURFACED)
    assert sum(int(past[name].sum()) for name in SURFACINGS) == len(surfaced)
    assert len(surfaced) == past.decided.sum() + len(waiting)
    assert world.tallies.docket[month] == len(waiting) == world.counties.docket.sum()
    assert np.array_equal(world.counties.docket, np.bincount(waiting.county, minlength=len(world.counties)))
    once = set(zip(surfaced.case_number.tolist(), surfaced.month.tolist(), strict=True))
    assert len(once) == len(surfaced), "a case surfaces once in a month"
    on_docket = list(zip(entries.number.tolist(), entries.surfaced.tolist(), strict=True))
    assert len(set(on_docket)) == len(on_docket)
    assert set(on_docket) <= once
    decided = Counter(events(world, DECIDED_EVENT).case_number.tolist())
    assert sum(decided.values()) == past.decided.sum()
    still = Counter(surfaced.case_number.tolist())
    still.subtract(waiting.number.tolist())
    assert decided == +still, "what is not waiting was decided once"
    assert (entries.audit_due[entries.decided != NEVER] > month).all(), "what needs no audit any more is dropped"


def sanctions_are_conserved(world: State, month: int) -> None:
    """A sanction is overturned, or left with whom it hit, or else its effect period runs or is over (a talk's at once).

    Overturned ones are not reviewed again and are never marked as having left, so that each stands in one class.
    """
    past = world.tallies[: month + 1]
    records = in_use(world, "sanctions")
    supervisors_answer(world, month, records[records.supervisor >= 0])
    records = records[records.supervisor < 0]
    log = in_use(world, "events")
    deeds = log[(log.kind == SANCTIONED) | (log.kind == DISCIPLINED)]
    assert deeds.subject.tolist() == records.person_id.tolist() and deeds.month.tolist() == records.decided.tolist()
    overturned, left = records.overturned != NEVER, records.left != NEVER
    running = ~overturned & ~left & (records.expires > month)
    expired = ~overturned & ~left & (records.expires <= month)
    assert (overturned.astype(int) + left + running + expired == 1).all()
    for_work = past.sanctions_township.sum() + past.sanctions_department.sum()
    assert (records.discipline == 0).sum() == for_work == len(events(world, SANCTIONED))
    breaches = records[records.discipline == 1]
    assert len(breaches) == past.sanctions_discipline.sum() == len(events(world, DISCIPLINED))
    assert not (breaches.misattributed | breaches.unforgiven | breaches.misconduct | breaches.clean).any()
    assert (breaches.review_due == NEVER).all() and (breaches.overturned == NEVER).all()
    assert (records.case_number == 0).tolist() == (records.discipline == 1).tolist()
    assert overturned.sum() == past.overturned.sum()
    assert (records.starts <= records.expires).all()
    assert (records.decided <= records.starts).all()
    assert (records.overturned[overturned] >= records.decided[overturned]).all()
    assert (records.expires[left] > records.left[left]).all(), "only what still runs leaves with its holder"
    held_by = (world.people.number, world.departments.head)
    for holder, kind in ((records.person, 0), (records.department, 1)):
        mine = running & (holder >= 0)
        assert np.array_equal(held_by[kind][holder[mine]], records.person_id[mine]), "what runs is with whom it hit"
    assert ((records.person >= 0) != (records.department >= 0)).all()
    assert not (records.misattributed & records.unforgiven).any()


def supervisors_answer(world: State, month: int, records: Any) -> None:
    """What an audit's finding brings is the leader's alone: one record each, never reviewed, a period as anybody's."""
    past = world.tallies[: month + 1]
    noted = events(world, ANSWERED_FOR)
    assert len(records) == past.sanctions_supervisor.sum() == len(noted)
    assert noted.subject.tolist() == records.person_id.tolist() and noted.month.tolist() == records.decided.tolist()
    assert (noted.county == records.supervisor).all() and (noted.detail == records.rung).all()
    assert past.sanctions_supervisor[month] <= past.found_wrongful[month] + past.found_missed[month]
    assert (records.person < 0).all() and (records.department < 0).all()
    assert (records.review_due == NEVER).all() and (records.overturned == NEVER).all()
    assert not (records.misattributed | records.unforgiven | records.misconduct | records.clean).any()
    leaders = world.supervisors
    now = records.person_id == leaders.leader[records.supervisor]
    ends = np.zeros(len(leaders), np.int64)
    np.maximum.at(ends, records.supervisor[now], records.expires[now])
    assert (leaders.barred_until <= ends).all(), "whoever had no sanction is free"
    running = now & (records.expires > month)
    assert (leaders.barred_until[records.supervisor[running]] >= records.expires[running]).all()
    assert (leaders.leaders >= 1).all() and not leaders.removed.any()
    gone = ~now & (records.expires > month)
    assert (records.left[gone] != NEVER).all(), "what still ran left with the leader removed"


def periods_are_within_the_longest(world: State, month: int, longest: int) -> None:
    for barred in (world.people.barred_until, world.departments.barred_until, world.supervisors.barred_until):
        assert (barred - month <= longest).all()
    records = in_use(world, "sanctions")
    assert (records.expires - records.decided <= longest).all()
    unburdened = world.people.last_sanction == 0
    assert (world.people.barred_until[unburdened] == 0).all()


EXPECTED = ("expected_township", "expected_lead", "expected_second")


def beliefs_and_shares_are_in_range(world: State, month: int) -> None:
    chances = {
        "townships": ("promoted", "honoured", "reposted", "safety", "trust"),
        "counties": (
            *("surfacing", "blamed", "blamed_department", "blamed_for_error", "blamed_helper", "blamed_passer"),
            *("surfaces", "detected", "sanctioned_if_surfaced"),
        ),
        "city": ("answered", "wrongful", "missed", "late", "unfair"),
        "people": ("diligence", "knowhow"),
        "cases": ("severity", "work_trace", "help_trace", *EXPECTED, "unsettled"),
        "entries": (
            "severity",
            "work_trace",
            "help_trace",
            "degree_township",
            "degree_lead",
            "degree_second",
            *EXPECTED,
        ),
    }
    for array, fields in chances.items():
        for field in fields:
            values = in_use(world, array)[field]
            assert values.min(initial=0.0) >= 0.0, f"{array}.{field}"
            assert values.max(initial=0.0) <= 1.0 + 1e-9, f"{array}.{field}"
    for array, fields in {
        "townships": ("solved", "solved_events", "exposure", "clean_seen", "occasions", "loss_rising"),
        "counties": ("exposure", "clean_seen", "case_months", "competing_exposure", "style_notices", "loss_head"),
        "city": ("decisions", "audited"),
        "people": ("motivation", "competence", "loss_weight", "scruple"),
    }.items():
        for field in fields:
            assert getattr(world, array)[field].min() >= 0.0, f"{array}.{field}"
    assert world.people.conduct.max() < 4 and world.departments.conduct.max() < 3 and world.supervisors.style.max() < 3
    if month % 12 != 11:  # otherwise newcomers have yet to choose, as have those who follow on the removed
        assert (world.people.conduct >= 0).sum() >= len(world.people) - world.tallies.removed[month]
    assert ((world.people.idle_months >= 0) & (world.people.active_months >= 0)).all()
    assert (world.people.idle_months + world.people.active_months <= 12).all()


def counts_are_right(world: State, month: int) -> None:
    """No count is negative, and parts add up to their wholes."""
    tally = dict(zip(world.tallies.dtype.names, world.tallies[month].tolist(), strict=True))
    assert min(tally.values()) >= 0, [name for name, count in tally.items() if count < 0]
    for whole, parts in {
        "person_months": ("months_work", "months_explore", "months_cover", "months_idle"),
        "department_months": ("months_act", "months_offload", "months_relay"),
        "arisen": ("arisen_own", "arisen_department"),
        "decided": ("decided_deep", "decided_list", "decided_habit"),
    }.items():
        assert tally[whole] == sum(tally[part] for part in parts), whole
    assert tally["person_months"] == len(world.people)
    assert tally["department_months"] == len(world.departments)
    for part, whole in (
        ("solved_by_department", "solved"), ("solved_novel", "solved"), ("arisen_novel", "arisen"),
        ("handed_down", "reached_department"), ("timely", "decided"), ("accurate", "decided"),
        ("answered", "decided"), ("exempted", "pleas"), ("exempted_guilty", "exempted"),
        ("overturned", "reviewed"), ("overturned_wrongly", "overturned"), ("found_wrongful", "audited"),
        ("found_missed", "audited"), ("months_idle_six", "months_idle"), ("held_clean", "sanctions_township"),
        ("misconduct", "opportunities"), ("opportunities", "arisen"),
        ("caught_township", "culpable_township"), ("caught_department", "culpable_department"),
        ("competing", "at_round"), ("rounds_missed", "at_round"), ("promoted", "competing"),
        ("discipline_with_period", "sanctions_discipline"), ("flat_promoted", "flat_at_round"),
        ("active_promoted", "active_at_round"), ("honoured", "at_round"), ("reposted", "at_round"),
        ("top_sanctioned", "top_people"), ("top_wrongful", "top_sanctioned"),
        ("bottom_sanctioned", "bottom_people"), ("bottom_wrongful", "bottom_sanctioned"),
        ("idle_burdened", "months_burdened"), ("months_burdened", "person_months"), ("erred", "person_months"),
        ("river_township", "river_decided"), ("river_department", "river_decided"),
    ):  # fmt: skip
        if part != "erred":
            assert tally[part] <= tally[whole], part
    for kind in ("township", "department"):
        wrongful = tally[f"misattributed_{kind}"] + tally[f"unforgiven_{kind}"]
        assert tally[f"caught_{kind}"] + wrongful == tally[f"sanctions_{kind}"], kind
    assert tally["misconduct_caught"] + tally["misconduct_false"] <= tally["sanctions_township"]
    assert tally["expected_rightful"] <= (tally["sanctions_township"] + tally["sanctions_department"]) << 20
    if month % 12 == 11:
        assert tally["at_round"] == len(world.people)
    else:
        assert tally["at_round"] == tally["promoted"] == tally["honoured"] == tally["reposted"] == 0


def nobody_barred_was_promoted(world: State, month: int, before: Any) -> None:
    """Nobody is promoted who is under an effect period, be it from earlier or from this month.

    Whoever is still there tells by itself. Of those who left in the month the state is gone: their effect periods as they
    were at the end of the month ``before`` stand, unless a sanction was overturned since.
    """
    promoted = events(world, PROMOTED)
    names = promoted.subject[
        (promoted.month == month) & (promoted.detail == 0)
    ]  # a round made up for is an earlier one
    assert not np.isin(names, world.people.number[world.people.barred_until > month]).any()
    cleared = events(world, OVERTURNED)
    still_barred = before["number"][before["barred_until"] > month]
    still_barred = still_barred[~np.isin(still_barred, cleared.subject[cleared.month == month])]
    assert not np.isin(names, still_barred).any()
    records = in_use(world, "sanctions")
    fresh = records[(records.decided == month) & (records.expires > month) & (records.overturned == NEVER)]
    assert not np.isin(names, fresh.person_id).any()


# What happens in a month to what was done in others: more sanctions may be overturned than fall. Over all months it is a
# share as well.
ACROSS_MONTHS = {"solved_share", "novel_solved", "misconduct_caught", "overturned_share", "promotions", "made_up"}
SIGNED = {"downward_shift", "lie_flat_premium", "sanction_gradient", "wrongful_gradient"}
CHANCES = ("share", "probability", "index", "difference")
# A year has twelve months, and in each of them nobody meets more than one new problem, leaves, or errs more than once.
AT_MOST_TWELVE = {"problems_arisen", "exits", "removals"}


def measures_are_in_range(world: State) -> None:
    """Bounds of every measure, month by month and over all months."""
    in_all = add_up(world.tallies, axis=0)
    for measure in ALL:
        values, whole = measure.of(world.tallies), measure.of(in_all)
        assert np.isfinite(values[~np.isnan(values)]).all(), measure.name
        low = -1.0 if measure.name in SIGNED else 0.0
        for found, monthly in ((values, True), (whole, False)):
            known = found[~np.isnan(found)]
            assert known.min(initial=0.0) >= low, measure.name
            if measure.unit.startswith(CHANCES) and not (monthly and measure.name in ACROSS_MONTHS):
                assert known.max(initial=0.0) <= 1.0, measure.name
            if measure.name in AT_MOST_TWELVE:
                assert known.max(initial=0.0) <= 12.0, measure.name
            if measure.name in ("time_to_solution", "overturn_delay"):
                assert known.max(initial=0.0) < len(world.tallies), measure.name
            if measure.name == "problems_open":
                assert known.max(initial=0.0) <= len(world.tallies), "one at most arises in a month at a post"
            if measure.name == "audit_errors":
                assert known.max(initial=0.0) <= 3.0, "of three judgements in each audit"
            if measure.name == "lie_flat_ratio":
                assert known.min(initial=1.0) > 0.0, measure.name


# --- the whole of a long run ------------------------------------------------------------------------------------------------


def test_in_a_long_run_people_come_and_go_and_all_is_conserved() -> None:
    lively = {"problems.arrival": 0.5, "people.turnover": 0.3, "supervisors.staff": 0.5}
    numbers = world_numbers(TWO_COUNTIES, lively)
    harsh = levers({"accountability.severity": 1.0, "accountability.inspection_rate": 0.1, "correction.reviewed": 0.5})
    world = simulate(numbers, harsh, 240, log=True)
    people_are_conserved(world, 239)
    cases_are_conserved(world, 239)
    dockets_are_right(world, 239)
    sanctions_are_conserved(world, 239)
    records = in_use(world, "sanctions")
    classes = (records.overturned != NEVER, records.left != NEVER, records.expires > 239)
    assert all(kind.any() for kind in classes), "every class of sanctions occurs"
    assert world.tallies.removed.sum() > 0


def test_where_the_bar_is_not_enforced_the_barred_are_promoted_too() -> None:
    """So that the check on promotions of the barred is able to fail."""
    numbers = world_numbers(TWO_COUNTIES, {"people.promoted_share": 0.9, "problems.arrival": 0.5})
    harsh = {"accountability.severity": 1.0, "accountability.inspection_rate": 0.3, "promotion.bar": 0.0,
             "promotion.merit_weight": 1.0}  # fmt: skip
    world = simulate(numbers, levers(harsh), 36, log=True)
    promoted = events(world, PROMOTED)
    barred = world.people.number[world.people.barred_until > 35]
    assert np.isin(promoted.subject[promoted.month == 35], barred).any()


def test_every_surfacing_is_decided_exactly_once_when_the_docket_has_run_dry() -> None:
    """Nothing new comes to light any more: what was on the docket is decided in time, each entry once."""
    numbers = world_numbers(TWO_COUNTIES, LIVELY, {"supervisors.staff": 0.025})
    world = simulate(numbers, levers(BUSY), 30, log=True, world=new_world(numbers, 400, log=True))
    waiting = int(world.tallies.docket[29])
    assert waiting > 10
    quiet = {"problems.arrival": 0.0, "problems.eruption_rate": 0.0, "problems.exposure_rate": 0.0,
             "handling.error_rate": 0.0}  # fmt: skip
    silent = {"accountability.inspection_rate": 0.0, "public_voice.complaint_rate": 0.0}
    after = world_numbers(TWO_COUNTIES, LIVELY, {"supervisors.staff": 0.025}, quiet)
    world = simulate(after, levers({**BUSY, **silent}), 400, first=30, world=world)
    assert world.tallies.docket[-1] == 0
    surfaced = Counter(events(world, SURFACED).case_number.tolist())
    assert Counter(events(world, DECIDED_EVENT).case_number.tolist()) == surfaced
    assert max(surfaced.values()) > 1, "a case may surface more than once"
    assert world.tallies.decided[30:].sum() == waiting


CORRECTED = {
    "accountability.inspection_rate": 0.3,
    "accountability.strictness_work": 1.0,
    "accountability.downward_bias": 1.0,
    "accountability.inconsistency": 1.0,
    "correction.reviewed": 1.0,
    "correction.delay": 4.0,
    "correction.publicity": 1.0,
    "promotion.reposting": 1.0,
    "promotion.observability": 1.0,
}


def test_a_record_is_what_the_sanctions_that_stand_still_weigh() -> None:
    numbers = world_numbers(TWO_COUNTIES, LIVELY, {"ladder.removal_chance": 1.0})
    world = new_world(numbers, 36)
    for month in range(36):
        world = simulate(numbers, levers(CORRECTED), month + 1, first=month, world=world)
        records = in_use(world, "sanctions")
        standing = records[records.overturned == NEVER]
        for person in world.people:
            own = standing[standing.person_id == person.number]
            weights = [fixed((1.0 + sanction.rung) * whole_power(0.9, month - sanction.decided)) for sanction in own]
            found = weight_of_record(world, person.last_sanction, 0.9, month)
            assert found == sum(weights) / FIXED, f"month {month}"
    assert (records.overturned != NEVER).sum() > 50 and records.discipline.sum() > 5


def test_clearing_a_case_in_public_takes_back_no_more_blame_than_was_read() -> None:
    crowded = {"scale.counties": 1, "scale.townships": 8, "scale.posts": 3, "supervisors.staff": 0.025}
    blind = {"learning.prior_weight": 0.001, "learning.precision": 0.0, "people.turnover": 0.0}
    numbers = world_numbers(LIVELY, crowded, blind)
    world = new_world(numbers, 36)
    for month in range(36):
        world = simulate(numbers, levers(CORRECTED), month + 1, first=month, world=world)
        for place in (world.townships, world.counties):
            assert place.clean_blamed.min() > -1e-4, f"month {month}"
            assert (place.clean_blamed <= place.clean_seen + 1e-4).all(), f"month {month}"
        assert world.townships.safety.max() <= 1.0 + 1e-4, f"month {month}"


# --- numbers that are not numbers --------------------------------------------------------------------------------------------


def real_fields() -> list[Any]:
    """Every field of real numbers of the state."""
    world = new_world(world_numbers(TWO_COUNTIES), 1)
    kinds = {name: getattr(world, name).dtype for name in WITH_REAL_NUMBERS}
    return [(name, field) for name, kind in kinds.items() for field in kind.names if kind[field].base == np.float64]


@pytest.fixture(scope="module")
def after_two_years() -> State:
    """A world with cases in the hands of townships and waiting entries on the docket."""
    slow = {"problems.arrival": 0.5, "supervisors.staff": 0.0005, "handling.solve_rate": 0.1}
    numbers = world_numbers(TWO_COUNTIES, slow)
    return simulate(numbers, Policy(), 25, world=new_world(numbers, 26))


def test_the_engine_looks_through_every_array_that_carries_real_numbers_from_month_to_month() -> None:
    world = new_world(world_numbers(TWO_COUNTIES), 1)
    carrying = {name for name in State._fields if (kind := getattr(world, name).dtype).names
                and any(kind[field].base == np.float64 for field in kind.names)}  # fmt: skip
    assert carrying - {"events"} == set(WITH_REAL_NUMBERS), "nothing is read from the log"


@pytest.mark.parametrize(("name", "field"), real_fields())
def test_a_number_that_is_none_is_caught_in_its_month_and_named(after_two_years: State, name: str, field: str) -> None:
    numbers = world_numbers(TWO_COUNTIES)
    rows = range(len(in_use(after_two_years, name)))
    if name == "cases":
        rows = np.flatnonzero(in_use(after_two_years, name).open == 1)
    assert len(rows) > 0
    for row in (rows[0], rows[-1]):
        world = copy_of(after_two_years)
        getattr(world, name)[field][row] = np.nan
        with pytest.raises(NotFinite) as caught:
            simulate(numbers, Policy(), 26, first=25, world=world)
        assert f"{name}[{row}].{field} " in str(caught.value)
        assert "month 25" in str(caught.value)


def test_infinity_is_caught_too(after_two_years: State) -> None:
    world = copy_of(after_two_years)
    world.people.motivation[3] = np.inf
    with pytest.raises(NotFinite, match=r"month 25: people\[3\]\.motivation"):
        simulate(world_numbers(TWO_COUNTIES), Policy(), 26, first=25, world=world)


def test_a_run_of_the_reform_has_no_number_that_is_none() -> None:
    numbers = world_numbers(TWO_COUNTIES)
    world = simulate(numbers, first_policy("full_reform"), 24)
    for name in WITH_REAL_NUMBERS:
        array = in_use(world, name)
        for field in array.dtype.names:
            assert np.isfinite(array[field]).all(), f"{name}.{field}"
