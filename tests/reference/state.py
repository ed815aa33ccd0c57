"""The state after a month, as plain dictionaries. -1 stands for never, nobody and none."""

from typing import TYPE_CHECKING

from .beliefs import BlameBeliefs, CaseBeliefs
from .cadre import Cadre, Mention
from .case import Case
from .department import Department
from .docket import Entry
from .luck import entity_number
from .memory import CountyNotices, LocalMemory, Record
from .piles import Pile
from .places import County, Post, Township
from .sanction import ROUNDS_REMEMBERED, Sanction
from .supervisor import Supervisor
from .terms import Party

if TYPE_CHECKING:
    from .model import Reference

Fields = dict[str, object]


def state_of(model: "Reference") -> dict[str, list[Fields]]:
    return {
        "people": [_person(cadre) for cadre in model.cadres],
        "posts": [_post(post) for post in model.posts],
        "departments": [_department(department) for department in model.departments],
        "supervisors": [_supervisor(county.supervisor) for county in model.counties],
        "cases": [_case(case) for case in model.open_cases],
        "entries": [_entry(entry) for county in model.counties for entry in _entries(county)],
        "sanctions": [_sanction(record) for record in model.sanctions],
        "townships": [_township(township) for county in model.counties for township in county.townships],
        "counties": [_county(county) for county in model.counties],
        "city": [_city(model)],
    }


def _number(of: Mention | None) -> int:
    return -1 if of is None else of.cadre.number


def _or_none(value: int | None) -> int:
    return -1 if value is None else int(value)


def _person(cadre: Cadre) -> Fields:
    return {
        "number": cadre.number,
        "county": cadre.post.county.index,
        "township": cadre.post.township.index,
        "post": cadre.post.index,
        "motivation": cadre.motivation,
        "competence": cadre.competence,
        "loss_weight": cadre.loss_weight,
        "scruple": cadre.scruple,
        "knowhow": cadre.knowhow,
        "diligence": cadre.diligence,
        "conduct": _or_none(cadre.conduct),
        "seniority": cadre.seniority,
        "tenure": cadre.tenure,
        "barred_until": cadre.barred_until,
        "idle_history": [int(month) for month in cadre.idle_history],  # oldest first
        "active_history": [int(month) for month in cadre.active_history],
        "idle_months": sum(cadre.idle_history),
        "active_months": sum(cadre.active_history),
        "year_months": list(cadre.year_months),
        "year_value": cadre.year_value,
        "worked": cadre.worked,
        "promotions": cadre.promotions,
        "rounds_missed": len(
            [month for month in cadre.rounds_missed if month > _last_round(cadre) - 12 * ROUNDS_REMEMBERED]
        ),
    }


def _last_round(cadre: Cadre) -> int:
    """The month of the last yearly round, the one of the month just done included."""
    lived = cadre.model.month  # months that are done
    return lived - 1 - lived % 12


def _post(post: Post) -> Fields:
    return {
        "number": post.number,
        "load": post.load(),
        "load_at_start": post.load_at_start,
        "in_hand": [*_shown(post.in_hand), post.in_hand.pending_own],
        "elsewhere": [*_shown(post.elsewhere), post.elsewhere.pending_own],
    }


def _shown(pile: Pile) -> list[int]:
    return [*pile.shows.values(), pile.pending]


def _department(department: Department) -> Fields:
    return {
        "number": department.number,
        "conduct": _or_none(department.conduct),
        "held": department.held,
        "turn": department.turn,
        "kept": _shown(department.kept),
        "down": list(department.down.shows.values()),
        "head": department.head.number,
        "barred_until": department.head.barred_until,
    }


def _supervisor(supervisor: Supervisor) -> Fields:
    return {
        "number": supervisor.number,
        "style": _or_none(supervisor.style),
        "load": supervisor.load,
        "leader": supervisor.leader.number,
        "barred_until": supervisor.leader.barred_until,
    }


def _case(case: Case) -> Fields:
    return {
        "number": case.number,
        "post": case.post.number,
        "desk": case.desk.number,
        "born": case.born,
        "severity": case.severity,
        "kind": case.kind,
        "owner": int(case.owner),
        "lead": case.lead,
        "second": _or_none(case.second),
        "novel": int(case.novel),
        "prohibited": int(case.prohibited),
        "told_if_reported": _or_none(case.told_if_reported),
        "considered": int(case.considered),
        "handed_down": int(case.handed_down),
        "away": int(case.away),
        "given": int(case.given),
        "last_passer": _number(case.last_passer),
        "passed": _or_none(case.passed),
        "seen_by_lead": int(Party.LEAD in case.seen_by),
        "seen_by_second": int(Party.SECOND in case.seen_by),
        "reported": _or_none(case.reported),
        "informed_lead": _or_none(case.informed[Party.LEAD]),
        "informed_second": _or_none(case.informed[Party.SECOND]),
        **_by_party("real", case.first_real_step),
        **_by_party("paper", case.first_paper_step),
        "last_cover": _or_none(case.last_cover),
        "last_worker": _number(case.last_worker),
        "work_trace": case.work_trace,
        "last_helper": _number(case.last_helper),
        "help_trace": case.help_trace,
        "order_until": case.order_until,
        "named_told": int(case.named_told),
        "tainted": int(case.tainted_by is not None),
        "tainted_by": _number(case.tainted_by),
        "taint_inexperienced": int(case.taint_inexperienced),
        "exposed": int(case.exposed),
        "surfaced": _or_none(case.surfaced),
        "river": int(case.is_river),
        "settled": int(case.settled),
        "omitted": int(case.township_party is not None),
        "township_party": _number(case.township_party),
        "omitter": _number(case.omitter),
        **_by_party("expected", case.expected),
        "unsettled": case.unsettled,
        "averts": [int(averts) for averts in case.averts],
    }


def _by_party(name: str, values: dict[Party, object]) -> Fields:
    fields: Fields = {}
    for party in Party:
        value = values[party]
        if isinstance(value, float):
            fields[f"{name}_{party.name.lower()}"] = value
        else:
            fields[f"{name}_{party.name.lower()}"] = _or_none(value)
    return fields


def _entries(county: County) -> list[Entry]:
    return county.docket + county.awaiting_audit


def _entry(entry: Entry) -> Fields:
    return {
        "number": entry.case.number,  # with surfaced
        "surfaced": entry.surfaced,
        "surfaced_by": int(entry.surfaced_by),
        "severity": entry.case.severity,
        "owner": int(entry.case.owner),
        "kind": entry.case.kind,
        "lead": entry.case.lead,
        "second": _or_none(entry.case.second),
        "river": int(entry.case.is_river),
        "prohibited": int(entry.case.prohibited),
        "duty_done": int(entry.shows_duty_done),
        "looks_like_error": int(entry.looks_like_error),
        "misconduct": int(entry.is_misconduct),
        "holder": _number(entry.holder),
        "worker": _number(entry.worker),
        "work_trace": entry.work_trace,
        "helper": _number(entry.helper),
        "help_trace": entry.help_trace,
        "passer": _number(entry.passer),
        "passed": _or_none(entry.passed),
        "named_told": int(entry.named_told),
        **_by_party("due", entry.due),
        **_by_party("step", entry.step),
        "by": _number(entry.by),
        "explored": int(entry.explored),
        "inexperienced": int(entry.inexperienced),
        "named": _number(entry.truth.named),
        "omitter": _number(entry.omitter),
        **_by_party("expected", entry.expected),
        **_by_party("degree", entry.truth.degree),
        **_by_party("culpable", entry.truth.culpable),
        "decided": _or_none(entry.decided),
        "style": _or_none(entry.style),
        "found_misconduct": int(entry.found_misconduct),
        "held_person": _held(entry, Party.TOWNSHIP),
        **{f"held_{party.name.lower()}": _held(entry, party) for party in Party},
        "late": int(entry.is_late),
        "audit_due": _or_none(entry.audit_due),
        "audit_is_regular": int(entry.audit_is_regular),
    }


def _held(entry: Entry, party: Party) -> int:
    return entry.held[party].person.number if party in entry.held else -1


def _sanction(record: Sanction) -> Fields:
    return {
        "number": (record.case_number, record.surfaced, record.person.number),
        "discipline": int(record.is_for_discipline),
        "rung": record.rung,
        "decided": record.decided,
        "starts": record.starts,
        "expires": record.expires,
        "overturned": _or_none(record.overturned),
        "left": _or_none(record.left),
        "review_due": _or_none(record.review_due),
        "misconduct": int(record.is_for_misconduct),
        "misattributed": int(record.is_misattributed),
        "unforgiven": int(record.is_unforgiven),
        "wrongful": int(record.is_wrongful),
    }


def _events(records: list[Record]) -> list[float]:
    return [record.events for record in records]


def _exposure(records: list[Record]) -> list[float]:
    return [record.exposure for record in records]


def _local(memory: LocalMemory) -> Fields:
    return {
        "exposure": _exposure(memory.solved),
        "solved_events": _events(memory.solved),
        "duty_done_events": memory.duty_done.events,
        "duty_done_exposure": memory.duty_done.exposure,
        "trust_events": memory.trust.events,
        "trust_exposure": memory.trust.exposure,
    }


def _township(township: Township) -> Fields:
    beliefs, county = township.beliefs, township.county.beliefs
    return {
        "number": entity_number(township.county.index, township.index, 0, 0),
        **_local(township.memory),
        "solved": list(beliefs.solved),
        "promoted": list(county.yearly.promoted),
        "honoured": list(county.yearly.honoured),
        "reposted": list(county.yearly.reposted),
        "loss_rising": county.losses.rising,
        "loss_ceiling": county.losses.ceiling,
        "safety": beliefs.safety,
        "trust": beliefs.trust,
        "weights": township.weights,
    }


def _county(county: County) -> Fields:
    return {
        "number": entity_number(county.index, 0, 0, 0),
        "docket": len(county.docket),
        **_local(county.memory),
        **_notices(county.notices),
        **_yearly(county),
        **_beliefs_on_cases(county.beliefs.cases),
        **_beliefs_on_blame(county.beliefs.blame),
        "loss_rising": county.beliefs.losses.rising,
        "loss_ceiling": county.beliefs.losses.ceiling,
        "loss_head": county.beliefs.losses.head,
        "lasting": county.beliefs.losses.lasting,
        "year_rising": county.beliefs.losses.year_rising,
        "year_ceiling": county.beliefs.losses.year_ceiling,
        "surfaces": county.beliefs.surfaces,
        "detected": county.beliefs.detected,
    }


def _notices(notices: CountyNotices) -> Fields:
    fields: Fields = {
        "arrivals_own": notices.new_own.events,
        "arrivals_assist": notices.new_assist.events,
        "arrivals_elsewhere": notices.new_elsewhere.events,
        "style_events": _events(notices.styles),
    }
    for events, exposure, of in (
        ("surfaced_events", "surfaced_exposure", notices.surfaced),
        ("overturned", "sanctions", notices.correction),
        ("step_blamed", "step_seen", notices.blame),
        ("department_blamed", "department_seen", notices.department_blame),
        ("error_blamed", "error_seen", notices.error_blame),
        ("help_blamed", "help_seen", notices.helper_blame),
        ("passed_blamed", "passed_seen", notices.passer_blame),
        ("errors", "in_hand", notices.errors),
        ("endings", "busy", notices.endings),
        ("departures", "elsewhere", notices.departures),
        ("arrivals_pairs", "department_months", notices.new_pairs),
        ("pairs_ended", "pairs", notices.pairs),
        ("blamed_beside", "department_months", notices.blame_beside),
    ):
        fields[events] = of.events if isinstance(of, Record) else _events(of)
        fields[exposure] = of.exposure if isinstance(of, Record) else _exposure(of)
    return fields


def _yearly(county: County) -> Fields:
    memory, beliefs = county.yearly, county.beliefs.yearly
    return {
        "promoted_events": _events(memory.promoted),
        "promoted_exposure": _exposure(memory.promoted),
        "honoured_events": _events(memory.honoured),
        "honoured_exposure": _exposure(memory.honoured),
        "reposted_events": _events(memory.reposted),
        "reposted_exposure": _exposure(memory.reposted),
        "promoted": list(beliefs.promoted),
        "honoured": list(beliefs.honoured),
        "reposted": list(beliefs.reposted),
    }


def _beliefs_on_cases(beliefs: CaseBeliefs) -> Fields:
    acting, sitting, down = beliefs.pairs_ended
    return {
        "surfacing": beliefs.surfacing,
        "erring": list(beliefs.erring),
        "ended": list(beliefs.ended),
        "leaving_elsewhere": beliefs.leaving_elsewhere,
        "new_own": beliefs.new_own,
        "new_assist": beliefs.new_assist,
        "new_elsewhere": beliefs.new_elsewhere,
        "new_pairs": beliefs.new_pairs,
        "ended_acting": acting,
        "ended_sitting": sitting,
        "ended_down": down,
    }


def _beliefs_on_blame(beliefs: BlameBeliefs) -> Fields:
    return {
        "blamed": list(beliefs.by_step),
        "blamed_department": list(beliefs.of_department),
        "blamed_for_error": list(beliefs.for_error),
        "sanctioned_if_surfaced": beliefs.for_any_error,
        "blamed_helper": beliefs.of_helper,
        "blamed_passer": list(beliefs.of_passer),
        "blame_beside": beliefs.beside,
    }


def _city(model: "Reference") -> Fields:
    memory = model.city_memory
    beliefs = model.city_beliefs
    return {
        "number": 0,
        "decisions": _exposure(memory.answered),
        "answered_events": _events(memory.answered),
        "audits": _exposure(memory.wrongful),
        "wrongful_events": _events(memory.wrongful),
        "missed_events": _events(memory.missed),
        "unfair_events": _events(memory.unfair),
        "late_events": _events(memory.late),
        "answered": list(beliefs.answered),
        "wrongful": list(beliefs.wrongful),
        "missed": list(beliefs.missed),
        "late": list(beliefs.late),
        "unfair": list(beliefs.unfair),
    }
