"""The state after a month, as plain dictionaries. -1 stands for never, nobody and none."""

from typing import TYPE_CHECKING

from .cadre import Cadre, Mention
from .case import Case
from .department import Department
from .docket import Entry
from .luck import entity_number
from .memory import LocalMemory, Record
from .places import County, Township
from .sanction import Sanction
from .supervisor import Supervisor
from .terms import Party

if TYPE_CHECKING:
    from .model import Reference

Fields = dict[str, object]


def state_of(model: "Reference") -> dict[str, list[Fields]]:
    return {
        "people": [_person(cadre) for cadre in model.cadres],
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
        "shares": list(cadre.shares),
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
        "year_sanctions": cadre.year_sanctions,
    }


def _department(department: Department) -> Fields:
    return {
        "number": department.number,
        "conduct": _or_none(department.conduct),
        "shares": list(department.shares),
        "head": department.head.number,
        "barred_until": department.head.barred_until,
    }


def _supervisor(supervisor: Supervisor) -> Fields:
    return {"number": supervisor.number, "style": _or_none(supervisor.style)}


def _case(case: Case) -> Fields:
    return {
        "number": case.number,
        "post": case.post.number,
        "born": case.born,
        "severity": case.severity,
        "kind": case.kind,
        "owner": int(case.owner),
        "lead": case.lead,
        "second": _or_none(case.second),
        "novel": int(case.novel),
        "prohibited": int(case.prohibited),
        "told_if_reported": _or_none(case.told_if_reported),
        "report_is_lost": int(case.report_is_lost),
        "considered": int(case.considered),
        "handed_down": int(case.handed_down),
        "away": int(case.away),
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
        "tainted_by": _number(case.tainted_by),
        "taint_inexperienced": int(case.taint_inexperienced),
        "exposed": int(case.exposed),
        "settled": int(case.settled),
        "township_party": _number(case.township_party),
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
        "holder": _number(entry.holder),
        "worker": _number(entry.worker),
        "work_trace": entry.work_trace,
        "helper": _number(entry.helper),
        "help_trace": entry.help_trace,
        "named_told": int(entry.named_told),
        **_by_party("due", entry.due),
        **_by_party("step", entry.step),
        "by": _number(entry.by),
        "explored": int(entry.explored),
        "inexperienced": int(entry.inexperienced),
        "named": _number(entry.truth.named),
        **_by_party("degree", entry.truth.degree),
        **_by_party("culpable", entry.truth.culpable),
        "decided": _or_none(entry.decided),
        "style": _or_none(entry.style),
        **{f"held_{party.name.lower()}": _held(entry, party) for party in Party},
        "audit_due": _or_none(entry.audit_due),
        "audit_is_regular": int(entry.audit_is_regular),
    }


def _held(entry: Entry, party: Party) -> int:
    return entry.held[party].person.number if party in entry.held else -1


def _sanction(record: Sanction) -> Fields:
    return {
        "number": (record.entry.case.number, record.entry.surfaced, record.person.number),
        "rung": record.rung,
        "decided": record.decided,
        "starts": record.starts,
        "expires": record.expires,
        "overturned": _or_none(record.overturned),
        "left": _or_none(record.left),
        "review_due": _or_none(record.review_due),
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
        "sanction_events": _events(memory.sanctioned),
        "duty_done_events": memory.duty_done.events,
        "duty_done_exposure": memory.duty_done.exposure,
    }


def _township(township: Township) -> Fields:
    beliefs = township.beliefs
    return {
        "number": entity_number(township.county.index, township.index, 0, 0),
        **_local(township.memory),
        "solved": list(beliefs.solved),
        "risk": list(beliefs.risk),
        "safety": beliefs.safety,
    }


def _county(county: County) -> Fields:
    memory = county.memory
    beliefs = county.beliefs
    return {
        "number": entity_number(county.index, 0, 0, 0),
        **_local(memory),
        "surfaced_events": memory.surfaced.events,
        "surfaced_exposure": memory.surfaced.exposure,
        "looked_like_error_events": memory.looked_like_error.events,
        "looked_like_error_exposure": memory.looked_like_error.exposure,
        "style_events": _events(memory.styles),
        "blamed_events": _events(memory.blamed),
        "blamed_exposure": _exposure(memory.blamed),
        "promoted_events": _events(memory.promoted),
        "promoted_exposure": _exposure(memory.promoted),
        "honoured_events": _events(memory.honoured),
        "honoured_exposure": _exposure(memory.honoured),
        "reposted_events": _events(memory.reposted),
        "reposted_exposure": _exposure(memory.reposted),
        "promoted": list(beliefs.promoted),
        "honoured": list(beliefs.honoured),
        "reposted": list(beliefs.reposted),
        "loss_rising": beliefs.loss_rising,
        "loss_ceiling": beliefs.loss_ceiling,
        "loss_head": beliefs.loss_head,
        "department_risk": list(beliefs.department_risk),
        "surfaces": beliefs.surfaces,
        "sanctioned_if_surfaced": beliefs.sanctioned_if_surfaced,
        "detected": beliefs.detected,
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
