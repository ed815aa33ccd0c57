"""The log of events: every kind of event declared once, with what its number, subject, place, detail and amount mean.

Only tests and whoever studies single cases keep a log; a run without one pays nothing for it.
"""

from typing import NamedTuple

from wenze.agents.kinds import ROUNDS_REMEMBERED

ARISEN, SOLVED, SURFACED, DECIDED_EVENT, SANCTIONED, OVERTURNED = 1, 2, 3, 4, 5, 6
HANDED_DOWN, REPORTED, PASSED, MISCONDUCT, PROMOTED, LEFT, REPOSTED_EVENT, ANSWERED_FOR = 7, 8, 9, 10, 11, 12, 13, 14
DISCIPLINED = 15

MOST_EVENTS_A_CASE = 12
MOST_EVENTS_A_POST = 5 + ROUNDS_REMEMBERED  # problems and careers, and rounds made up for


class Said(NamedTuple):
    """A wording in both languages."""

    en: str
    zh: str


class EventKind(NamedTuple):
    """A kind of event: its number and name in the log, what happens, and what the fields of its record hold.

    ``detail`` and ``amount`` are empty where they are always 0.
    """

    number: int
    name: str
    meaning: Said
    subject: Said
    place: Said
    detail: Said
    amount: Said


NOTHING = Said("", "")
THE_CASE = Said("the case", "事项")
A_CADRE = Said("the cadre", "干部")
A_HOLDER = Said("the holder of the desk", "在办岗位在岗者")
HOME_POST = Said("home post of the case", "事项所属岗位")
OWN_POST = Said("post of the cadre", "干部的岗位")

EVENTS = (
    EventKind(ARISEN, "arisen", Said("A problem arises.", "出现新问题。"), THE_CASE, HOME_POST,
              Said("owner by law", "法定责任方"), Said("severity", "严重程度")),
    EventKind(SOLVED, "solved", Said("A case is solved.", "事项得到解决。"),
              Said("who last worked on the file, 0 for nobody", "最后办理者，0 表示无人"), HOME_POST,
              Said("1 if by a department", "由部门解决时为 1"), Said("value, in problems of mean severity", "价值（折合平均严重程度的问题数）")),
    EventKind(SURFACED, "surfaced", Said("A case surfaces and is put on the docket.", "事项事发，列为问责件。"),
              Said("whom the truth names in the township, 0 for nobody", "真相所指的乡镇干部，0 表示无人"), HOME_POST,
              Said("what it surfaced by", "事发方式"), Said("severity", "严重程度")),
    EventKind(DECIDED_EVENT, "decided", Said("An entry is decided.", "问责件作出决定。"),
              Said("the holder of the desk when the case surfaced", "事发时的在办岗位在岗者"), HOME_POST,
              Said("style of inquiry", "调查方式"), Said("1 if anybody was held", "有人受处理时为 1")),
    EventKind(SANCTIONED, "sanctioned", Said("A cadre or a head of a department is sanctioned.", "乡镇干部或部门负责人受到处理。"),
              Said("the cadre or the head", "干部或部门负责人"),
              Said("home post of the case, or the department", "事项所属岗位，或部门"), Said("rung", "档次"),
              Said("1 if wrongful", "错误处理时为 1")),
    EventKind(OVERTURNED, "overturned", Said("A sanction is overturned on review.", "处理经复查撤销。"),
              Said("the cadre or the head", "干部或部门负责人"), Said("post of the cadre, or the department", "干部的岗位，或部门"),
              Said("rung", "档次"), NOTHING),
    EventKind(HANDED_DOWN, "handed_down", Said("A department hands a case down.", "部门下压事项。"), THE_CASE,
              Said("lead department", "主责部门"), NOTHING, NOTHING),
    EventKind(REPORTED, "reported", Said("A department's case is reported upward.", "乡镇上报部门事项。"), A_HOLDER, HOME_POST,
              Said("1 if the report is lost", "报告石沉大海时为 1"), NOTHING),
    EventKind(PASSED, "passed", Said("One of the township's own duties is passed up, or sideways to a colleague.", "本职事项被往上推，或推给同事。"),
              Said("who passed it on", "推出者"), HOME_POST, Said("1 up, 2 sideways", "1 往上，2 推给同事"), NOTHING),
    EventKind(MISCONDUCT, "misconduct", Said("A private gain is taken.", "有人谋取私利。"), A_HOLDER, HOME_POST, NOTHING,
              Said("the gain, in months of strain", "收益（负荷月）")),
    EventKind(PROMOTED, "promoted", Said("A cadre is promoted.", "干部获得晋升。"), A_CADRE, OWN_POST,
              Said("1 if a missed round is made up for", "补行所错过的晋升时为 1"), NOTHING),
    EventKind(LEFT, "left", Said("A cadre leaves.", "干部离岗。"), A_CADRE, OWN_POST, NOTHING, NOTHING),
    EventKind(REPOSTED_EVENT, "reposted", Said("A cadre is moved to another post.", "干部被调整岗位。"), A_CADRE,
              Said("the new post", "新岗位"), NOTHING, NOTHING),
    EventKind(ANSWERED_FOR, "answered_for", Said("A finding of an audit is sanctioned.", "评估结论受到追究：问责主体负责人受到处理。"),
              Said("the leader of the supervisors", "问责主体负责人"), HOME_POST, Said("rung", "档次"), NOTHING),
    EventKind(DISCIPLINED, "disciplined",
              Said("A cadre or a head of a department is sanctioned for a breach of discipline.", "干部或部门负责人因违反纪律受到处理。"),
              Said("the cadre or the head", "干部或部门负责人"), Said("post of the cadre, or the department", "干部的岗位，或部门"),
              Said("rung", "档次"), NOTHING),
)  # fmt: skip


def most_events(own, posts, heads):
    """No month of a block of so many posts and heads of departments can log more events than this; ``own`` is its record."""
    return (
        MOST_EVENTS_A_CASE * (own.cases_used + posts + own.entries) + MOST_EVENTS_A_POST * posts + heads + own.reviews
    )


def note(state, month, kind, county, case_number, subject, place, detail, amount):
    """Write one event to the log, if one is kept: what the fields mean for each kind stands in :data:`EVENTS`."""
    clock = state.clock[0]
    if clock.logging == 0:
        return
    event = state.events[clock.events]
    event.month = month - clock.spin_up
    event.kind = kind
    event.county = county
    event.case_number = case_number
    event.subject = subject
    event.place = place
    event.detail = detail
    event.amount = amount
    clock.events += 1
