"""What every record of the state holds: each field declared once, with its meaning."""

from wenze.sim.fields.cases import CASE, ENTRY, SANCTION
from wenze.sim.fields.clock import BLOCK, CLOCK, EVENT
from wenze.sim.fields.field import Field, Record
from wenze.sim.fields.people import DEPARTMENT, PERSON, POST, SUPERVISOR
from wenze.sim.fields.places import CITY, COUNTY, TOWNSHIP_RECORD

RECORDS = (
    PERSON,
    POST,
    DEPARTMENT,
    SUPERVISOR,
    TOWNSHIP_RECORD,
    COUNTY,
    CITY,
    CASE,
    ENTRY,
    SANCTION,
    EVENT,
    CLOCK,
    BLOCK,
)

__all__ = ["RECORDS", "Field", "Record"]
