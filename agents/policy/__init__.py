"""The levers of a regime, one file a group: its numbers and the rules that read them."""

from wenze.agents.parameter import Group
from wenze.agents.policy.accountability import Accountability
from wenze.agents.policy.assignment import Assignment
from wenze.agents.policy.correction import Correction
from wenze.agents.policy.duty_list import DutyList
from wenze.agents.policy.hierarchy import Hierarchy
from wenze.agents.policy.misconduct import Misconduct
from wenze.agents.policy.oversight import Oversight
from wenze.agents.policy.promotion import Promotion
from wenze.agents.policy.public_voice import PublicVoice
from wenze.agents.policy.resources import Resources
from wenze.agents.policy.tolerance import Tolerance


class Policy(Group):
    """Every lever; the defaults are the generalised accountability that the commentators describe."""

    accountability: Accountability = Accountability()
    duty_list: DutyList = DutyList()
    assignment: Assignment = Assignment()
    resources: Resources = Resources()
    correction: Correction = Correction()
    oversight: Oversight = Oversight()
    tolerance: Tolerance = Tolerance()
    promotion: Promotion = Promotion()
    public_voice: PublicVoice = PublicVoice()
    misconduct: Misconduct = Misconduct()
    hierarchy: Hierarchy = Hierarchy()
