"""A case and its file (section 2)."""

from typing import TYPE_CHECKING

from .luck import entity_number
from .places import Post
from .terms import Owner, Party, Way

if TYPE_CHECKING:
    from .cadre import Mention
    from .department import Department

SETS_OF_PARTIES = 8


class Case:
    """One problem at one post. None stands for never, nobody or no such department."""

    def __init__(self, post: Post, born: int) -> None:
        self.post = post  # its home
        self.desk = post  # the post that has it in hand, or had it last
        self.born = born
        self.number = entity_number(post.county.index, post.township.index, post.index, born + 1)
        # The problem
        self.severity = 0.0
        self.owner = Owner.TOWNSHIP
        self.kind = 0
        self.novel = False
        self.prohibited = False
        self.lead = 0
        self.second: int | None = None
        self.is_river = False
        self.told_if_reported: int | None = None
        self.report_is_lost = False
        # The file
        self.considered = False  # for handing down
        self.handed_down = False
        self.away = False  # the township's own duty passed up
        self.given = False  # to a desk: it has been in the township's hands
        self.last_passer: Mention | None = None
        self.passed: Way | None = None  # the way it was last passed on
        self.reported: int | None = None
        self.informed: dict[Party, int | None] = {Party.LEAD: None, Party.SECOND: None}
        self.first_real_step: dict[Party, int | None] = dict.fromkeys(Party)
        self.first_paper_step: dict[Party, int | None] = dict.fromkeys(Party)
        self.last_cover: int | None = None
        self.last_worker: Mention | None = None
        self.work_trace = 0.0
        self.last_helper: Mention | None = None
        self.help_trace = 0.0
        self.order_until = 0  # the month from which the rectification order is over; no order: 0
        self.named_told = False  # a complaint named who was told
        self.seen_by: set[Party] = set()  # departments that have been counted as knowing of it
        self.surfaced: int | None = None  # last month in which it surfaced
        self.erred_month: int | None = None  # last month in which it surfaced by an error
        # The truth
        self.tainted_by: Mention | None = None
        self.taint_inexperienced = False
        self.exposed = False
        self.settled = False  # the replay of the township's own duty
        self.township_party: Mention | None = None  # the township's party: who omitted a step
        self.expected = dict.fromkeys(Party, 0.0)  # A, the chance that steps left out would have ended it before now
        self.unsettled = 1.0  # S, of the township's own duty
        self.omitter: Mention | None = None  # whoever of the township last left out a step
        self.averts = [False] * SETS_OF_PARTIES  # by set of parties: would the case have ended before now?

    @property
    def value(self) -> float:
        """The value of a problem: 3 sigma (mean 1)."""
        return 3 * self.severity

    @property
    def is_own_duty(self) -> bool:
        return self.owner == Owner.TOWNSHIP

    @property
    def is_department_case(self) -> bool:
        return self.owner != Owner.TOWNSHIP

    @property
    def parties(self) -> list[Party]:
        """Section 7.4: one party to the township's own duty; township, lead and second to a department case."""
        if self.is_own_duty:
            return [Party.TOWNSHIP]
        if self.second is None:
            return [Party.TOWNSHIP, Party.LEAD]
        return [Party.TOWNSHIP, Party.LEAD, Party.SECOND]

    def in_townships_hands(self) -> bool:
        return not self.away and (self.owner != Owner.DEPARTMENTS or self.handed_down)

    def department(self, party: Party) -> "Department":
        index = self.lead if party == Party.LEAD else self.second
        return self.post.county.departments[index]

    def is_informed(self, party: Party, month: int) -> bool:
        informed = self.informed[party]
        return informed is not None and informed <= month

    def knowing_departments(self, month: int) -> list[Party]:
        """The departments that know of a department case by now."""
        return [party for party in self.parties if party != Party.TOWNSHIP and self.is_informed(party, month)]

    def lead_holds(self, month: int) -> bool:
        """The lead of a department case is informed, and has not handed it down."""
        return self.is_informed(Party.LEAD, month) and not self.handed_down

    def inform_departments(self, month: int) -> None:
        """Lead and second, if there is one, are informed from a month on, if not earlier."""
        for party in (Party.LEAD, Party.SECOND):
            if party == Party.LEAD or self.second is not None:
                before = self.informed[party]
                self.informed[party] = month if before is None else min(before, month)

    def take_real_step(self, party: Party, month: int) -> None:
        if self.first_real_step[party] is None:
            self.first_real_step[party] = month

    def take_paper_step(self, party: Party, month: int) -> None:
        if self.first_paper_step[party] is None:
            self.first_paper_step[party] = month

    def under_order(self, month: int) -> bool:
        """An order is over from the month on that it is until."""
        return month < self.order_until

    def care(self, month: int, care_months: int) -> bool:
        """Whether the last cover month is recent enough to prevent errors."""
        return self.last_cover is not None and month - self.last_cover <= care_months

    def end(self) -> None:
        self.post.cases.remove(self)
