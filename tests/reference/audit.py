"""Audits of decisions (phase 8)."""

from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed
from .docket import Entry
from .sanction import sanction_leader

if TYPE_CHECKING:
    from .model import Reference


def audits_are_made(model: "Reference") -> None:
    """*Audits* due."""
    for county in model.counties:
        for entry in list(county.awaiting_audit):
            if entry.audit_due <= model.month:
                county.awaiting_audit.remove(entry)
                audit(model, entry)


def audit(model: "Reference", entry: Entry) -> None:
    wrongful = finds(model, entry, entry.held_wrongly, draws.AUDIT_WRONGFUL, draws.AUDIT_BIAS_WRONGFUL)
    missed = finds(model, entry, entry.missed, draws.AUDIT_MISSED, draws.AUDIT_BIAS_MISSED)
    unfair = finds(model, entry, entry.unfair, draws.AUDIT_UNFAIR, draws.AUDIT_BIAS_UNFAIR)
    model.tally["audited"] += 1
    model.tally["cost_audits"] += fixed(model.world.supervisors.audit_months)
    model.tally["found_wrongful"] += wrongful
    model.tally["found_missed"] += missed
    memory = model.city_memory
    memory.wrongful[entry.style].add(float(wrongful), 1.0)
    memory.missed[entry.style].add(float(missed), 1.0)
    memory.unfair[entry.style].add(float(unfair), 1.0)
    memory.late[entry.style].add(float(entry.is_late), 1.0)
    has_consequences(model, entry, wrongful, missed)


def has_consequences(model: "Reference", entry: Entry, wrongful: bool, missed: bool) -> None:
    """*Consequences* of an audit: for the leader of the supervisors, and correction."""
    draw = model.luck.of_entry(model.month, entry.case.number, entry.surfaced)
    oversight = model.policy.oversight
    if wrongful and draw(draws.CONSEQUENCE_WRONGFUL) < oversight.consequence:
        sanction_leader(model, entry, draw)
    if missed and draw(draws.CONSEQUENCE_MISSED) < oversight.consequence:
        sanction_leader(model, entry, draw)
    if wrongful and draw(draws.CORRECTS) < oversight.corrects:
        for record in entry.held.values():
            if record.overturned is None and record.review_due is None:
                record.review_due = model.month
                model.tally["reviews_opened"] += 1


def finds(model: "Reference", entry: Entry, true: bool, judges, drops) -> bool:
    """Whether the audit finds something, which may be judged wrongly, or dropped to spare the supervisor."""
    draw = model.luck.of_entry(model.month, entry.case.number, entry.surfaced)
    oversight = model.policy.oversight
    rightly = draw(judges) < oversight.auditor_accuracy
    finding = true if rightly else not true
    if finding and entry.audit_is_regular and draw(drops) < oversight.auditor_bias:
        finding = False
    model.tally["audit_errors"] += finding != true  # dropped ones included
    return finding
