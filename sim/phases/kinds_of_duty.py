"""What the list says of a kind of duty in a county: drawn once for all months."""

from wenze.agents.draws import CLEAR, TAKEN_BACK, entity_number, entity_state, month_state, uniform
from wenze.agents.policy.duty_list import is_clear, is_taken_back

KIND_FIELD = 65533  # in the post field of an entity number: a kind of duty of a county


def is_kind_clear(run, county, kind, duty_list):
    """Whether the list is clear on a kind of duty in a county."""
    return is_clear(uniform(kind_luck(run, county, kind), CLEAR), duty_list)


def is_kind_taken_back(run, county, kind, duty_list):
    """Whether a kind of duty has been taken back from the townships of a county."""
    return is_taken_back(uniform(kind_luck(run, county, kind), TAKEN_BACK), duty_list)


def kind_luck(run, county, kind):
    """The state from which a kind of duty of a county draws, once for all months."""
    return entity_state(month_state(run, -1), entity_number(county, kind, KIND_FIELD, 0))
