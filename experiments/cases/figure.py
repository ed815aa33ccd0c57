"""The picture of a case: under each regime who had it, who acted, when it came to light and who answered."""

from typing import TYPE_CHECKING

from wenze.experiments.cases.lives import Life
from wenze.experiments.cases.story import LEAD, SECOND, SUPERVISORS, TOWNSHIP, Story
from wenze.experiments.cases.text import Lived, Told, alike, in_order
from wenze.experiments.cases.words import sentence, spoken
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import in_language, printable, say
from wenze.sim.settings.compose import Scenario

if TYPE_CHECKING:
    from wenze.experiments.cases.strips import Lane, Strip
    from wenze.experiments.figures.style import Picture, Size

LONGEST_NAME = 40  # columns
LEAST_MONTHS = 12
MOST_LISTED = 3
LOOKS = ("work", "explore", "cover", "idle", "act", "relay", "handed_down", "sit")
MARKS = ("surfaced", "deserved", "undeserved", "solved", "erupted")


def words_of(told: Told | Lived) -> str:
    """All words in the picture that are not our own."""
    return "".join(scenario.title for scenario in told.settings.scenarios)


def pictures_of(told: Told, size: "Size") -> list["Picture"]:
    """The case under every regime, those under which it goes the same together."""
    from wenze.experiments.cases.strips import draw_strips
    from wenze.experiments.figures.style import Sheet

    groups = alike(told)
    strips = [_strip(told, group) for group in groups]
    below = say("figure_case_below" if size.name == "paper" else "figure_case_short")
    words = {name: say(f"stand_{name}") for name in LOOKS} | {name: say(f"mark_{name}") for name in MARKS}
    span = _span(told)

    def drawn(note: str) -> tuple["Picture", int]:
        sheet = Sheet(size, _title(told), below + note)
        return draw_strips(sheet, "case", strips, span, say("figure_months"), words)

    picture, shown = drawn("")
    while shown < len(groups):  # which the note that says so may make fewer
        count = sum(len(group) for group in groups)
        picture, again = drawn(say("figure_case_left_out", shown=sum(map(len, groups[:shown])), count=count))
        if again == shown:
            break
        shown = again
    return [picture]


def _title(told: Told) -> str:
    facts = next(iter(told.stories.values())).facts
    river = facts is not None and facts.river
    case = say("figure_the_river") if river else say("figure_a_case", number=told.number)
    count = len(told.settings.scenarios)
    return say("figure_case_one", case=case) if count == 1 else say("figure_case", case=case, regimes=count)


def _span(told: Told) -> tuple[int, int]:
    """The months that are drawn: from the case's first to the last in which anything is told of it anywhere."""
    stories = told.stories.values()
    months = [entry.month for story in stories for entry in story.entries]
    months += [at.month for story in stories for at in story.course]
    first = min(months, default=0)
    return first, max(first + LEAST_MONTHS, max(months, default=0) + 1)


def _strip(told: Told, group: list[Scenario]) -> "Strip":
    from wenze.experiments.cases.strips import Strip

    titles = told_apart({item.name: printable(item.title) for item in told.settings.scenarios}, LONGEST_NAME)
    names = [titles[item.name] for item in group]
    label = in_language(", ", "、").join(names[:MOST_LISTED])
    if len(names) > MOST_LISTED:
        label += say("figure_case_more", count=len(names) - MOST_LISTED)
    return Strip(label, _lanes(told.stories[group[0].name]))


def _lanes(story: Story) -> list["Lane"]:
    from wenze.experiments.cases.strips import Lane

    marks: dict[str, list[tuple[int, str]]] = {party: [] for party in (TOWNSHIP, LEAD, SECOND, SUPERVISORS)}
    for one in story.answered:
        marks[one.party].append((one.month, "deserved" if one.deserved else "undeserved"))
    of_case = [(entry.month, "surfaced") for entry in story.entries if entry.kind == "surfaced"]
    if story.ended:
        of_case = [mark for mark in of_case if story.ended.how == "solved" or mark[0] != story.ended.month]
        of_case.append((story.ended.month, story.ended.how))
    lanes = [
        Lane(say("lane_case"), [], [*of_case, *marks[SUPERVISORS]]),
        Lane(
            say("lane_township"),
            [(at.month, at.conduct) for at in story.course if at.in_hand and at.conduct],
            marks[TOWNSHIP],
        ),
    ]
    facts = story.facts
    for party, index in ((LEAD, facts.lead if facts else -1), (SECOND, facts.second if facts else -1)):
        if index >= 0:
            stands = [(at.month, getattr(at, party)) for at in story.course if getattr(at, party) in LOOKS]
            lanes.append(Lane(say(f"lane_{party}"), stands, marks[party]))
    return lanes


# --- a life -------------------------------------------------------------------------------------------------------------

AT_WORK = ("erred", "deserved", "undeserved", "disciplined", "overturned")
CAREER = ("promoted", "honoured", "reposted", "left")


def pictures_of_life(found: Lived, size: "Size") -> list["Picture"]:
    """A life under each scenario: conduct month by month, effect periods, and marks for what happened."""
    from wenze.experiments.cases.strips import Strip, draw_strips
    from wenze.experiments.figures.style import Sheet

    titles = told_apart({item.name: printable(item.title) for item in found.settings.scenarios}, LONGEST_NAME)
    shown = [item for item in in_order(found.settings) if item.name in found.lives]
    strips = [Strip(titles[item.name], _life_lanes(found.lives[item.name])) for item in shown]
    name = spoken(sentence(next(iter(found.lives.values())).name))
    title = say("figure_life" if len(shown) > 1 else "figure_life_one", name=name)
    words = {name: say(f"stand_{name}") for name in (*LOOKS[:4], "barred")}
    words |= {name: say(f"mark_{name}") for name in (*AT_WORK, *CAREER)}
    span = 0, max(LEAST_MONTHS, found.settings.run.months)
    sheet = Sheet(size, title, say("figure_life_below"))
    return [draw_strips(sheet, "cadre", strips, span, say("figure_months"), words)[0]]


def _life_lanes(life: Life) -> list["Lane"]:
    from wenze.experiments.cases.strips import Lane

    def marks(kinds: tuple[str, ...]) -> list[tuple[int, str]]:
        return [(mark.month, mark.what) for mark in life.marks if mark.what in kinds]

    return [
        Lane(say("lane_conduct"), [(at.month, at.conduct) for at in life.course], []),
        Lane(say("lane_period"), [(at.month, "barred") for at in life.course if at.burdened], []),
        Lane(say("lane_work"), [], marks(AT_WORK)),
        Lane(say("lane_career"), [], marks(CAREER)),
    ]
