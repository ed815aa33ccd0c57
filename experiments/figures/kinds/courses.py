"""Measures over time, one panel a measure: of one regime, or of several with the reference in grey."""

from wenze.experiments.figures.courses import FEW, Courses, course_sentences, switches
from wenze.experiments.figures.headlines import count_sentence, headline, in_words
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture, Sheet
from wenze.experiments.messages import in_language, say
from wenze.sim.messages import listed


def draw(page: Page) -> Picture:
    """Every measure's course, with the differences from the reference below it where there are others."""
    measures = page.figure.measures[: page.size.panels]
    shown = page.choose(page.size.regimes - 1, measures[0])
    sentence = count_sentence(page, measures[0]) if page.compared else _values(page, measures[:3])
    sheet = Sheet(page.size, headline(page, sentence), page.below(_below(page, shown.note)))
    courses = Courses(page, shown.scenarios, measures)
    height = courses.height(sheet.room(0.0))
    sheet.make(page.name, sheet.room(height))
    courses.draw(sheet, sheet.top, height)
    return sheet.picture


def _values(page: Page, measures: tuple[str, ...]) -> str:
    """The means of the first measures, where there is nothing to compare with."""
    values = [
        say("figure_value", measure=page.measure(name).label, value=in_words(page.row(page.reference, name).mean, page.measure(name)))
        for name in measures
    ]  # fmt: skip
    return say("figure_values", scenario=page.title_of(page.reference), values=listed(values))


def _below(page: Page, note: str) -> list[str]:
    if page.compared:
        how = say("figure_over_time_short", reference=page.title_of(page.reference))
        how += in_language(" ", "") + say("figure_pale") if len(page.compared) > FEW else ""
    else:
        how = say("figure_dotted") if switches(page, [page.reference]) else ""
    return [part for part in (how, *course_sentences(page), note) if part]


KIND = Kind(draw)
