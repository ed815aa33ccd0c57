"""The engine and the reference side by side, month by month: where they first differ, and in what.

The engine's state is put into the terms of the document: entity numbers for places in arrays, plain counts for histories
kept as bits, real numbers for whole multiples of 2**-20, and nothing where the document gives a field no meaning.

``PYTHONPATH=tests python -m tests.reference.agreement`` writes the engine's side of trials as lines of JSON, given their names, ``--all``, or
a description of one (``trials.trial_given``): the settings, then the counts, measures and state after every month, the
first being the state before month 0. Months are the world's: those before the switch are among them.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from wenze.agents.kinds import LONG_AGO, NEVER, TOWNSHIP
from wenze.experiments.report.documents import DOCUMENT, with_tables
from wenze.sim import records
from wenze.sim.batch import advance, made, spans
from wenze.sim.errors import InputError
from wenze.sim.measures import ALL, add_up, amount
from wenze.sim.state import ConductRecord, blank_state, forced, in_use, recorded_conduct
from wenze.sim.tally import AMOUNTS, TALLY

from tests.reference import comparing
from tests.reference.comparing import Difference, formulas_in, measures_by, number_of
from tests.reference.trials import Held, Trial, names, trial_given, trial_named

# The formulas that the document will hold once its tables are made again: that it holds them now is one test's concern,
# and a table out of date should turn that one red, not every trial.
FORMULAS = formulas_in(with_tables(DOCUMENT.read_text(encoding="utf-8")))
BEFORE = -1  # the month before the first

Row = dict[str, Any]


class Engine:
    """A replication by the engine, one month of the world a step, shown in the terms of the document."""

    def __init__(self, trial: Trial, record: bool = False) -> None:
        self.trial = trial
        self.month = 0
        self._numbers = records.params_record(trial.world)
        self._policies = [(0, trial.spin_up, records.params_record(trial.status_quo))]
        self._policies += [
            (trial.spin_up + first, trial.spin_up + last, records.params_record(policy))
            for first, last, policy in spans(trial.stages, trial.months)
        ]
        blank = blank_state(trial.world, trial.months, trial.seed, trial.replication, record, trial.spin_up)
        if trial.held is not None:
            blank = forced(blank, record_of(trial.held))
        self.world = made(blank, self._numbers, self._policy())

    def _policy(self) -> Any:
        return next(policy for first, last, policy in self._policies if first <= self.month < last)

    def step(self) -> None:
        """One month. Raises NotFinite."""
        self.world = advance(self.world, self._numbers, self._policy(), self.month, self.month + 1)
        self.month += 1

    def recorded(self) -> Held:
        """What everybody did in every month of the regime, if that was to be recorded."""
        record = recorded_conduct(self.world)
        rows = record.conduct, record.department_conduct, record.style_conduct, record.willing
        return Held(*(tuple(map(tuple, of.tolist())) for of in rows))

    def counts(self) -> dict[str, float]:
        """What was counted in the month just done; a sum of real numbers is real."""
        return counts_of(self.world.tallies[self.month - 1])

    def measures(self) -> dict[str, float]:
        """Every measure of the month just done."""
        done = self.world.tallies[self.month - 1 : self.month]
        return {measure.name: float(measure.of(done)[0]) for measure in ALL}

    def total(self) -> dict[str, float]:
        """What was counted in all the months of the regime done."""
        return counts_of(add_up(self._counted(), axis=0))

    def _counted(self) -> Any:
        return self.world.tallies[self.trial.spin_up : self.month]

    def measures_of_all(self) -> dict[str, float]:
        """Every measure of all the months of the regime done together."""
        total = add_up(self._counted(), axis=0)
        return {measure.name: float(measure.of(total)) for measure in ALL}

    def state(self) -> dict[str, list[Row]]:
        """Every entity, in the terms of ``comparing.FIELDS``."""
        return View(self.world, self.month).state()


def record_of(held: Held) -> ConductRecord:
    """What everybody is held to, as the engine has it."""
    gains = [[np.nan if gain is None else gain for gain in month] for month in held.gains]
    conducts, options, styles = (np.array(rows, np.int8) for rows in (held.conducts, held.options, held.styles))
    return ConductRecord(conducts, options, styles, np.array(gains))


def counts_of(tally: Any) -> dict[str, float]:
    """The counts of a record of them; those that are sums of real numbers as such."""
    return {name: float(amount(tally[name])) if name in AMOUNTS else int(tally[name]) for name in TALLY.names or ()}


# --- the engine's state in the terms of the document --------------------------------------------------------------------


def rows_of(array: Any) -> Iterator[Row]:
    """Records as plain dictionaries; rows of numbers in them as lists."""
    names = array.dtype.names
    for values in array.tolist():
        yield {
            name: list(map(_plain, value)) if hasattr(value, "shape") else value
            for name, value in zip(names, values, strict=True)
        }


def _plain(value: Any) -> Any:
    return value.item()


def month(value: int) -> int | None:
    """A month, or None for one that never was or never will be."""
    return value if LONG_AGO < value < NEVER and value >= 0 else None


class View:
    """The state of one world before a month, in the terms of the document."""

    def __init__(self, world: Any, month: int) -> None:
        self.world = world
        self.month = month
        self.clock = world.clock[0]
        self.posts = [int(number) for number in world.posts.number]
        self.department_numbers = [int(number) for number in world.departments.number]

    def state(self) -> dict[str, list[Row]]:
        """Every entity by kind."""
        world = self.world
        return {
            "people": [self.person(row) for row in rows_of(world.people)],
            "posts": [self.post(row) for row in rows_of(world.posts)],
            "departments": [self.department(row) for row in rows_of(world.departments)],
            "supervisors": [self.supervisor(row) for row in rows_of(world.supervisors)],
            "cases": [self.case(row) for row in rows_of(in_use(world, "cases")) if row["open"]],
            "entries": [self.entry(row) for row in rows_of(in_use(world, "entries"))],
            "sanctions": [self.sanction(row) for row in rows_of(in_use(world, "sanctions"))],
            "townships": [self.township(place, row) for place, row in enumerate(rows_of(world.townships))],
            "counties": [self.county(place, row) for place, row in enumerate(rows_of(world.counties))],
            "city": [self.city(row) for row in rows_of(world.city)],
        }

    def person(self, row: Row) -> Row:
        """A cadre at a post."""
        same = (
            "number motivation competence loss_weight scruple knowhow diligence conduct seniority tenure barred_until"
        )
        shown = picked(row, f"{same} idle_months active_months year_months promotions")
        shown["rounds_missed"] = row["rounds_missed"].bit_count()
        shown["worked"] = float(amount(row["worked"]))
        shown["post"] = self.posts[row["post"]]
        shown["year_solved"] = float(amount(row["year_solved"]))
        return shown

    def post(self, row: Row) -> Row:
        """A post."""
        return picked(row, "number load load_now in_hand elsewhere")

    def department(self, row: Row) -> Row:
        """A department and its head."""
        shown = picked(row, "number conduct head barred_until")
        if row["conduct"] >= 0:
            shown |= picked(row, "held turn kept down")
        return shown

    def supervisor(self, row: Row) -> Row:
        """A county's supervisors."""
        same = "number leader barred_until style"
        return picked(row, f"{same} load" if row["style"] >= 0 else same)

    def case(self, row: Row) -> Row:
        """An open case."""
        shown = picked(
            row,
            "number severity kind owner novel prohibited handed_down away work_trace help_trace told ordered_until river "
            "omitted given seen_by_lead seen_by_second expected_township expected_lead expected_second",
        )
        shown |= self.departments_of(row) | passed_on(row)
        shown["post"] = self.posts[row["post"]]
        shown["desk"] = self.posts[row["desk"]]
        for name in (
            "born reported told_if_reported lead_informed second_informed cover_month surfaced township_real township_paper "
            "lead_real lead_paper second_real second_paper"
        ).split():
            shown[name] = month(row[name])
        shown["worker"] = row["worker_id"] or None
        shown["helper"] = row["helper_id"] or None
        shown["tainted"] = row["tainted"] > 0
        shown["exposed"] = row["tainted"] == TAINTED_AND_EXPOSED
        shown["tainted_by"] = row["tainted_by"] or None
        if row["tainted"]:
            shown["tainter_inexperienced"] = row["tainter_inexperienced"]
        shown["averted"] = [parties for parties in range(8) if row["averted"] >> parties & 1]
        shown["culprit"] = row["culprit_id"] or None
        shown["omitter"] = row["omitter_id"] or None
        if row["owner"] == TOWNSHIP:
            shown["unsettled"] = row["unsettled"]
            shown["settled"] = bool(row["averted"] or row["spoiled"])
        else:
            shown["considered"] = row["considered"]
        return shown

    def departments_of(self, row: Row) -> Row:
        """The departments of a case or an entry."""
        second = row["second"]
        return {
            "lead": self.department_numbers[row["lead"]],
            "second": self.department_numbers[second] if second >= 0 else None,
        }

    def entry(self, row: Row) -> Row:
        """A docket entry that waits for a decision or for an audit."""
        shown = picked(
            row,
            "number surfaced severity owner kind river told work_trace help_trace duty_done looks_like_error prohibited "
            "degree_township culpable_township held_township expected_township expected_lead expected_second",
        )
        shown |= self.departments_of(row) | passed_on(row)
        shown["surfaced_by"] = row["surfaced_by"]
        for name in ("holder", "worker", "helper"):
            shown[name] = row[f"{name}_id"] or None
        shown["by" if row["looks_like_error"] else "culprit"] = row["culprit_id"] or None
        shown["misconduct"] = row["guilty"]
        shown["omitter"] = row["omitter_id"] or None
        parties = ["township"]
        if row["owner"] != TOWNSHIP:
            parties += ["lead"] if row["second"] < 0 else ["lead", "second"]
        for party in parties:
            due = month(row[f"{party}_due"])
            shown[f"{party}_due"] = due
            if due is not None:
                shown[f"{party}_step"] = row[f"{party}_step"]
            shown |= picked(row, f"degree_{party} culpable_{party} held_{party}")
        if row["looks_like_error"]:
            shown |= picked(row, "looks_explored inexperienced")
        shown["decided"] = month(row["decided"])
        shown["audit_due"] = month(row["audit_due"])
        if shown["decided"] is not None:
            shown |= picked(row, "style late audit_regular found_misconduct")
            shown["held_person"] = row["held_id"] or None
        return shown

    def sanction(self, row: Row) -> Row:
        """A sanction, standing or not."""
        shown = picked(row, "rung misattributed unforgiven misconduct discipline")
        shown["wrongful"] = row["misattributed"] or row["unforgiven"]
        shown["number"] = (row["case_number"], row["surfaced"], row["person_id"])
        for name in ("decided", "starts", "expires", "overturned", "left"):
            shown[name] = month(row[name])
        if row["review_due"] >= self.month:  # one that is over may be kept or not
            shown["review_due"] = month(row["review_due"])
        return shown

    def township(self, place: int, row: Row) -> Row:
        """What is remembered and believed in a township."""
        county, place = divmod(place, int(self.clock.townships))
        shown = picked(row, "safety trust solved promoted honoured reposted loss_rising loss_ceiling weights")
        return shown | remembered(row) | {"number": number_of(county, place, 0, 0)}

    def county(self, place: int, row: Row) -> Row:
        """What is remembered and believed in a county."""
        shown = picked(
            row,
            "promoted honoured reposted surfacing blamed blamed_department blamed_for_error blamed_helper blamed_passer "
            "erring ended leaving_elsewhere new_own new_assist new_elsewhere new_pairs ended_acting ended_sitting ended_down "
            "surfaces detected sanctioned_if_surfaced loss_rising loss_ceiling loss_head docket lasting year_rising "
            "year_ceiling overturned sanctions blame_beside blamed_beside "
            "promoted_events honoured_events reposted_events step_blamed step_seen department_blamed department_seen "
            "error_blamed error_seen help_blamed help_seen passed_blamed passed_seen in_hand errors busy endings elsewhere "
            "departures arrivals_own arrivals_assist arrivals_elsewhere department_months arrivals_pairs pairs pairs_ended",
        )
        others = {
            "promoted_exposure": "competing_exposure",
            "honoured_exposure": "honour_exposure",
            "reposted_exposure": "year_exposure",
            "surfaced_events": "surfaced",
            "surfaced_exposure": "case_months",
            "style_events": "style_notices",
        }
        shown |= {name: row[engines] for name, engines in others.items()}
        return shown | remembered(row) | {"number": place}

    def city(self, row: Row) -> Row:
        """What supervisors remember and believe."""
        return picked(
            row,
            "answered wrongful missed late unfair decisions answered_events audited wrongful_events missed_events late_events "
            "unfair_events",
        )


TAINTED_AND_EXPOSED = 2


def picked(row: Row, names: str) -> Row:
    """Some fields as they are."""
    return {name: row[name] for name in names.split()}


def passed_on(row: Row) -> Row:
    """Who last passed a case on, and which way: 0 for not at all, 1 for the first way."""
    return {"passer": row["passer_id"] or None, "passed": row["passed"] - 1}


def remembered(row: Row) -> Row:
    """What a township or a county remembers of its cadres."""
    others = {
        "duty_done_events": "clean_blamed",
        "duty_done_exposure": "clean_seen",
        "trust_events": "disappointed",
        "trust_exposure": "occasions",
    }
    return picked(row, "exposure solved_events") | {name: row[engines] for name, engines in others.items()}


# --- side by side -------------------------------------------------------------------------------------------------------


def disagreement(trial: Trial, reference: Any) -> list[Difference]:
    """What differs in the first month that differs; nothing if the two agree.

    ``reference`` is the class of the second implementation. Counts and measures are compared after every month, states
    after the last one; if anything differs, states are gone through from the first month to say where it began.
    """
    return _first_differences(trial, reference, False) and _first_differences(trial, reference, True)


def _first_differences(trial: Trial, reference: Any, every_state: bool) -> list[Difference]:
    ours, theirs = Engine(trial), made_by(reference, trial)
    totals = dict.fromkeys(comparing.counts_in(FORMULAS), 0.0)
    last = trial.lived - 1
    for month in range(trial.lived):
        ours.step()
        theirs.step()
        counts = theirs.counts()
        found = comparing.count_differences(month, compared(ours.counts(), counts), counts)
        if not found:
            found = comparing.measure_differences(month, ours.measures(), measures_by(FORMULAS, counts))
            totals = {name: total + (month >= trial.spin_up) * counts[name] for name, total in totals.items()}
        if every_state or month == last:
            found += comparing.state_differences(month, ours.state(), theirs.state())
        if found:
            return found
    return comparing.measure_differences(last, ours.measures_of_all(), measures_by(FORMULAS, totals))


def made_by(reference: Any, trial: Trial, **how: Any) -> Any:
    """The second implementation of a trial."""
    stages = [(stage.month, stage.policy) for stage in trial.stages]
    world = trial.world, stages, trial.months, trial.seed, trial.replication
    return reference(*world, spin_up=trial.spin_up, status_quo=trial.status_quo, held=trial.held, **how)


def compared(counts: dict[str, float], reference: dict[str, float]) -> dict[str, float]:
    """The engine's counts that the document's formulas name, and others that the reference gives as well."""
    return {name: count for name, count in counts.items() if name in comparing.counts_in(FORMULAS) or name in reference}


def months_of(trial: Trial) -> Iterator[Row]:
    """The engine's side of a trial as plain data: the settings, the state before the first month, and every month."""
    yield trial.to_plain()
    engine = Engine(trial)
    yield {"month": BEFORE, "state": engine.state()}
    for month in range(trial.lived):
        engine.step()
        yield {"month": month, "counts": engine.counts(), "measures": engine.measures(), "state": engine.state()}


def main(arguments: list[str]) -> int:
    """Write the engine's side of the trials that are named, of all of them, or of the one that is described."""
    try:
        asked = names() if arguments == ["--all"] else arguments
        named = bool(asked) and ":" in asked[0]
        for trial in map(trial_named, asked) if named else [trial_given(asked)]:
            for line in months_of(trial):
                print(json.dumps(line), flush=True)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
