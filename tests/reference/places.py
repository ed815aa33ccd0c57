"""The city: counties, townships, posts (section 2)."""

from typing import TYPE_CHECKING

from .beliefs import CountyBeliefs, TownshipBeliefs
from .luck import entity_number
from .memory import CountyNotices, LocalMemory, YearlyMemory
from .piles import Pile

if TYPE_CHECKING:
    from .cadre import Cadre
    from .case import Case
    from .department import Department
    from .docket import Entry
    from .supervisor import Supervisor


class Post:
    """A post of a township, held by one cadre: the home of its cases, and the desk of those that it has in hand."""

    def __init__(self, township: "Township", index: int) -> None:
        self.township = township
        self.county = township.county
        self.index = index
        self.number = entity_number(self.county.index, township.index, index, 0)
        self.holder: Cadre
        self.arrivals = 0
        self.cases: list[Case] = []  # open ones whose home it is
        self.in_hand, self.elsewhere = Pile(), Pile()  # at the end of phase 2; own duties away are in hand too
        self.load_seen = 0  # the load then
        self.load_at_start = 0  # the load when phase 4 began

    def next_person(self) -> int:
        """The number of the next person to arrive at this post."""
        self.arrivals += 1
        return entity_number(self.county.index, self.township.index, self.index, self.arrivals)

    def load(self) -> int:
        """The number of open cases in the township's hands whose desk it is."""
        return sum(case.desk is self and case.in_townships_hands() for case in self.township.cases)

    def further(self, by: int) -> "Post":
        """Another post of the township: the next one, or so many further."""
        posts = self.township.posts
        return posts[(self.index + 1 + by) % len(posts)]


class Township:
    def __init__(self, county: "County", index: int, posts: int) -> None:
        self.county = county
        self.index = index
        self.memory = LocalMemory()
        self.beliefs: TownshipBeliefs
        self.posts = [Post(self, post) for post in range(posts)]
        self.weights = 0.0  # of everybody's diligence, as the month begins

    @property
    def cases(self) -> "list[Case]":
        return [case for post in self.posts for case in post.cases]


class County:
    def __init__(self, index: int, townships: int, posts: int) -> None:
        self.index = index
        self.memory = LocalMemory()
        self.notices = CountyNotices()
        self.yearly = YearlyMemory()
        self.beliefs: CountyBeliefs
        self.townships = [Township(self, township, posts) for township in range(townships)]
        self.departments: list[Department] = []
        self.supervisor: Supervisor
        self.docket: list[Entry] = []  # undecided
        self.awaiting_audit: list[Entry] = []

    @property
    def posts(self) -> list[Post]:
        return [post for township in self.townships for post in township.posts]

    @property
    def cadres(self) -> "list[Cadre]":
        return [post.holder for post in self.posts]
