"""The levers of a regime, one file a group: its numbers and the rules that read them (all in the table of docs/model.md)."""

from agents.parameter import Group
from agents.policy.accountability import Accountability
from agents.policy.correction import Correction
from agents.policy.duty_list import DutyList
from agents.policy.hierarchy import Hierarchy
from agents.policy.misconduct import Misconduct
from agents.policy.oversight import Oversight
from agents.policy.promotion import Promotion
from agents.policy.public_voice import PublicVoice
from agents.policy.resources import Resources
from agents.policy.tolerance import Tolerance


class Policy(Group):
    """Every lever; the defaults are the generalised accountability that the commentators describe."""

    accountability: Accountability = Accountability()
    duty_list: DutyList = DutyList()
    resources: Resources = Resources()
    correction: Correction = Correction()
    oversight: Oversight = Oversight()
    tolerance: Tolerance = Tolerance()
    promotion: Promotion = Promotion()
    public_voice: PublicVoice = PublicVoice()
    misconduct: Misconduct = Misconduct()
    hierarchy: Hierarchy = Hierarchy()
