"""Every measure: name, unit, label and meaning in two languages, and how it is formed from the month's counts.

A ratio is total over total, and empty (NaN) where its denominator is zero. To add a measure, add one entry to
:data:`ALL`; what it counts must be a field of ``wenze.sim.tally``, and a new unit gets its Chinese in ``wenze.sim.language``.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from wenze.agents.choice import FIXED
from wenze.sim.language import in_language, unit_in_language
from wenze.sim.tally import AMOUNTS, DECLARED, TALLY

Numbers = NDArray[np.float64]
MONTHS_A_YEAR = 12.0


def ratio(numerator: Any, denominator: Any) -> Numbers:
    """Numerator over denominator, NaN where the denominator is zero."""
    top = np.asarray(numerator, np.float64)
    bottom = np.asarray(denominator, np.float64)
    result: Numbers = np.full(np.broadcast(top, bottom).shape, np.nan)
    return np.divide(top, bottom, out=result, where=bottom != 0)


def amount(total: Any) -> Numbers:
    """A real amount from a sum kept in multiples of 2**-20."""
    return np.asarray(total, np.float64) / FIXED


def add_up(tallies: Any, axis: int | tuple[int, ...]) -> Any:
    """Counts added over an axis (of months, say): a structured array without it."""
    shape = tallies[TALLY.names[0]].sum(axis=axis).shape if TALLY.names else ()
    totals = np.zeros(shape, TALLY)
    for name in TALLY.names or ():
        totals[name] = tallies[name].sum(axis=axis)
    return totals


def add_up_periods(tallies: Any, starts: Sequence[int], counts: Iterable[str]) -> Any:
    """Some counts [run, month] added up over periods that begin at ``starts`` and end where the next begins: a structured array
    [run, period], in which the others are zero."""
    totals = np.zeros((len(tallies), len(starts)), TALLY)
    for name in counts:
        totals[name] = np.add.reduceat(tallies[name], starts, axis=1)
    return totals


def over_a_run(tallies: Any, measures: Iterable[str]) -> dict[str, float]:
    """Values of measures over all months of one run, from its counts [month]; NaN where a denominator is zero."""
    totals = add_up(tallies[np.newaxis], axis=1)
    return {name: float(MEASURES[name].of(totals)[0]) for name in measures}


class Ratio(NamedTuple):
    """A measure's formula: sum of counts over sum of counts, times a factor. Counts are named as ``"a + b"``."""

    numerator: str
    denominator: str
    factor: float = 1.0

    def __call__(self, counts: Any) -> Numbers:
        """The ratio, NaN where the denominator is zero."""
        return self.factor * ratio(_sum(counts, self.numerator), _sum(counts, self.denominator))

    def __str__(self) -> str:
        """The formula in words."""
        times = f"{self.factor:g} × " if self.factor != 1.0 else ""
        return f"{times}({self.numerator}) / ({self.denominator})"

    @property
    def ratios(self) -> tuple["Ratio", ...]:
        """The ratios that the formula is made of."""
        return (self,)


class Rest(NamedTuple):
    """What is missing to one."""

    share: Ratio

    def __call__(self, counts: Any) -> Numbers:
        """One less the share."""
        return 1.0 - self.share(counts)

    def __str__(self) -> str:
        """The formula in words."""
        return f"1 − {self.share}"

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """The ratios that the formula is made of."""
        return (self.share,)


class Difference(NamedTuple):
    """One ratio less another."""

    one: Ratio
    other: Ratio

    def __call__(self, counts: Any) -> Numbers:
        """The difference, NaN where either denominator is zero."""
        return self.one(counts) - self.other(counts)

    def __str__(self) -> str:
        """The formula in words."""
        return f"{self.one} − {self.other}"

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """The ratios that the formula is made of."""
        return (self.one, self.other)


class Closeness(NamedTuple):
    """One less the gap between two ratios."""

    one: Ratio
    other: Ratio

    def __call__(self, counts: Any) -> Numbers:
        """1 where the two are equal; NaN where either denominator is zero."""
        return 1.0 - np.abs(self.one(counts) - self.other(counts))

    def __str__(self) -> str:
        """The formula in words."""
        return f"1 − |{self.one} − {self.other}|"

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """The ratios that the formula is made of."""
        return (self.one, self.other)


class SmoothedRatio(NamedTuple):
    """One share over another, half a case added to what is in each and to what is not, so that neither is 0."""

    one: Ratio
    other: Ratio

    def __call__(self, counts: Any) -> Numbers:
        """The ratio of the two shares; NaN where either denominator is zero."""
        known = (_sum(counts, self.one.denominator) > 0) & (_sum(counts, self.other.denominator) > 0)
        return np.where(known, _smoothed(counts, self.one) / _smoothed(counts, self.other), np.nan)

    def __str__(self) -> str:
        """The formula in words."""
        parts = (f"(({part.numerator} + ½) / ({part.denominator} + 1))" for part in (self.one, self.other))
        return " / ".join(parts) + ", empty where either count at the round is 0"

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """The ratios that the formula is made of."""
        return (self.one, self.other)


Formula = Ratio | Rest | Difference | Closeness | SmoothedRatio
"""How a measure is formed: plain data, which can be printed and pickled, and is called with counts."""


def per(numerator: str, denominator: str) -> Ratio:
    """Ratio of sums of counts."""
    return Ratio(numerator, denominator)


def a_year(numerator: str, denominator: str) -> Ratio:
    """Ratio of sums of counts, the denominator in months, by the year."""
    return Ratio(numerator, denominator, MONTHS_A_YEAR)


def _smoothed(counts: Any, share: Ratio) -> Numbers:
    return ratio(_sum(counts, share.numerator) + 0.5, _sum(counts, share.denominator) + 1.0)


def _sum(counts: Any, names: str) -> Any:
    return sum(amount(counts[name]) if name in AMOUNTS else counts[name] for name in names.split(" + "))


Role = Literal["table", "year", "found", "parts", "panels", "outcomes", "search"]
"""Where a measure leads: in the table of a comparison, in the table by year, in what was found, among the parts of a
difference, in the panels of differences, in the picture of outcomes, in the search over worlds."""

Range = tuple[float, float]
"""The lowest and the highest value that a measure can take."""

ANY: Range = (0.0, math.inf)
SHARE: Range = (0.0, 1.0)
DIFFERENCE: Range = (-1.0, 1.0)
UP, NEITHER, DOWN = 1, 0, -1  # which way a measure is better


class Measure(NamedTuple):
    """A measure of one month or of many: ``of(counts)`` gives real numbers of the shape of ``counts``.

    ``name`` is what is typed and what stands in files; ``label_zh`` and ``label_en`` are its short names (the latter the
    words of ``name`` if not given); ``en`` and ``zh`` say in a sentence what it counts, which for a share is the part of
    what its unit names. ``better`` is 1 if more is better, -1 if less is, 0 if neither; ``range`` holds the lowest and the
    highest value it can take; ``roles`` says where it leads, and measures lead in the order of :data:`ALL`; ``short``
    stands above a column, in English and Chinese, in up to two lines. ``unit_zh`` is for a unit that
    ``wenze.sim.language`` does not know.
    """

    name: str
    label_zh: str
    unit: str
    en: str
    zh: str
    of: Formula
    better: int = NEITHER
    range: Range = ANY
    roles: tuple[Role, ...] = ()
    short: tuple[str, str] | None = None
    label_en: str = ""
    unit_zh: str = ""

    @property
    def english_label(self) -> str:
        """Its short name in English."""
        return self.label_en or self.name.replace("_", " ")

    @property
    def label(self) -> str:
        """Its short name in the language of the session."""
        return in_language(self.english_label, self.label_zh)

    @property
    def heading(self) -> str:
        """What stands above its column, in the language of the session: up to two lines."""
        return in_language(*self.short) if self.short else self.label

    @property
    def meaning(self) -> str:
        """What it counts, in the language of the session."""
        return in_language(self.en, self.zh)

    @property
    def unit_label(self) -> str:
        """Its unit in the language of the session."""
        return in_language(self.unit, self.unit_zh) if self.unit_zh else unit_in_language(self.unit)

    @property
    def is_share(self) -> bool:
        """Whether it is a part of something whole: one ratio, or what is missing to one, between 0 and 1."""
        return self.range == SHARE and isinstance(self.of, Ratio | Rest)

    @property
    def counts(self) -> tuple[str, ...]:
        """The counts that it is formed from, in the order in which they are declared."""
        named = {
            name
            for part in self.of.ratios
            for names in (part.numerator, part.denominator)
            for name in names.split(" + ")
        }
        return tuple(count.name for count in DECLARED if count.name in named)

    @property
    def denominators(self) -> tuple[str, ...]:
        """The counts that it is divided by, added up; none where it is not one ratio."""
        return tuple(self.of.ratios[0].denominator.split(" + ")) if isinstance(self.of, Ratio | Rest) else ()


SANCTIONS = "sanctions_township + sanctions_department"
MISATTRIBUTED = "misattributed_township + misattributed_department"
UNFORGIVEN = "unforgiven_township + unforgiven_department"
CULPABLE = "culpable_township + culpable_department"
CAUGHT = "caught_township + caught_department"


DOWNWARD_SHIFT = Difference(
    per("sanctions_township", SANCTIONS), per("degree_township", "degree_township + degree_department")
)
FAIRNESS = Closeness(per("caught_township", "culpable_township"), per("caught_department", "culpable_department"))
LIE_FLAT_PREMIUM = Difference(per("flat_promoted", "flat_at_round"), per("active_promoted", "active_at_round"))
LIE_FLAT_RATIO = SmoothedRatio(per("flat_promoted", "flat_at_round"), per("active_promoted", "active_at_round"))
SANCTION_GRADIENT = Difference(per("top_sanctioned", "top_people"), per("bottom_sanctioned", "bottom_people"))
WRONGFUL_GRADIENT = Difference(per("top_wrongful", "top_people"), per("bottom_wrongful", "bottom_people"))


ALL = (
    Measure("effort", "干事", "share of person-months", "Months of work by the book or of exploring.",
            "按章办事或探索创新的人月（干事）。", per("months_work + months_explore", "person_months"), better=UP, range=SHARE, roles=("table", "year", "found", "panels", "search"), short=("effort", "干事")),
    Measure("innovation", "探索创新", "share of person-months", "Months of exploring new ways.",
            "探索创新的人月。", per("months_explore", "person_months"), better=UP, range=SHARE, roles=("table", "year", "found", "panels", "search"), short=("inno-\nvation", "探索\n创新")),
    Measure("cover", "留痕避责", "share of person-months", "Months of formalism and paper.",
            "搞形式、留痕迹的人月（避责）。", per("months_cover", "person_months"), better=DOWN, range=SHARE),
    Measure("idle", "不作为", "share of person-months", "Months of idling.",
            "不作为的人月。", per("months_idle", "person_months"), better=DOWN, range=SHARE),
    Measure("lying_flat", "躺平", "share of person-months", "Cadres idle in at least 7 of the last 12 months.",
            "近十二个月中至少七个月不作为的干部（躺平）。", per("months_flat", "person_months"), better=DOWN, range=SHARE, roles=("table", "year", "found", "panels"), short=("lying\nflat", "躺平")),
    Measure("burdened", "影响期内", "share of person-months", "Cadres under an effect period.",
            "处于处分影响期的干部。", per("months_burdened", "person_months"), range=SHARE),
    Measure("idle_burdened", "影响期内不作为", "share of burdened months", "Idling among those under an effect period.",
            "影响期内干部不作为的人月。", per("idle_burdened", "months_burdened"), better=DOWN, range=SHARE),
    Measure("safety", "安全感", "probability", "Felt safety: believed chance not to be sanctioned though the file shows the duty done.",
            "安全感：相信只要档案显示已尽责便不受处理的概率。", per("safety", "person_months"), better=UP, range=SHARE, roles=("year", "parts"), short=("safety", "安全感")),
    Measure("knowhow", "专门知识", "share", "Know-how built by exploring.", "探索积累的专门知识。", per("knowhow", "person_months"), better=UP, range=SHARE),
    Measure("problems_arisen", "新问题", "problems a post and year", "New problems.", "新出现的问题。",
            a_year("arisen", "person_months")),
    Measure("problems_solved", "解决问题", "problems a post and year", "Problems solved.", "解决的问题。",
            a_year("solved", "person_months"), better=UP, roles=("table", "year", "parts", "panels", "outcomes", "search"), short=("solved", "解决\n问题")),
    Measure("problems_open", "未结问题", "problems a post", "Problems open at the end of a month.", "月末未结的问题。",
            per("open", "person_months"), better=DOWN),
    Measure("solved_share", "问题解决率", "share of value arisen", "Value of problems solved against that of problems arisen.",
            "已解决问题的价值与新出现问题的价值之比。", per("value_solved", "value_arisen"), better=UP),
    Measure("solved_by_department", "部门解决", "share of problems solved", "Problems solved by a department.",
            "由部门解决的问题。", per("solved_by_department", "solved"), range=SHARE),
    Measure("novel_solved", "无先例解决率", "share of novel problems arisen", "Problems without precedent that were solved.",
            "得到解决的无先例问题。", per("solved_novel", "arisen_novel"), better=UP),
    Measure("time_to_solution", "解决用时", "months", "Mean age of problems when solved.", "问题解决时的平均存续月数。",
            per("solved_months", "solved"), better=DOWN),
    Measure("harm", "危害", "problems of mean severity a post and year", "Harm of the cases that erupted; one of mean severity counts 1.", "爆发事项造成的危害（平均严重程度的事项计为 1）。",
            a_year("harm", "person_months"), better=DOWN, roles=("table", "year", "found", "parts", "panels", "outcomes", "search"), short=("harm", "危害")),
    Measure("eruptions", "爆发", "cases a post and year", "Cases that erupted.", "爆发的事项。", a_year("erupted", "person_months"), better=DOWN),
    Measure("errors", "失误", "errors a post and year", "Errors made in handling cases.", "办理中的失误。",
            a_year("erred", "person_months"), better=DOWN),
    Measure("surfaced", "事发", "cases a post and year", "Cases that surfaced in any way.", "以任何方式事发的事项。",
            a_year("erupted + inspected + complained + erred + exposed", "person_months")),
    Measure("sanctions", "问责处理", "sanctions a person-year", "Sanctions of cadres and of heads of departments, talk and criticism included.",
            "对乡镇干部与部门负责人的问责处理（含谈话、批评）。", a_year(SANCTIONS, "person_months + department_months"), roles=("table", "year", "parts"), short=("sanc-\ntions", "问责\n处理")),
    Measure("sanctions_township", "乡镇问责处理", "sanctions a person-year", "Sanctions of township cadres.", "对乡镇干部的问责处理。",
            a_year("sanctions_township", "person_months")),
    Measure("sanctions_department", "部门问责处理", "sanctions a person-year", "Sanctions of heads of departments.", "对部门负责人的问责处理。",
            a_year("sanctions_department", "department_months")),
    Measure("sanctions_with_period", "处分占比", "share of sanctions", "Formal sanctions: those that carry an effect period.",
            "处分（有影响期的问责处理）。", per("sanctions_with_period", SANCTIONS), range=SHARE),
    Measure("sanctions_discipline", "违纪处理", "sanctions a person-year", "Sanctions of cadres and heads for breaches of discipline that no case has to do with.",
            "对乡镇干部与部门负责人与事项无关的违反纪律的处理。", a_year("sanctions_discipline", "person_months + department_months"), label_en="sanctions for discipline"),
    Measure("discipline_with_period", "违纪处分占比", "share of sanctions", "Formal sanctions among those for breaches of discipline.",
            "违反纪律的处理中的处分（有影响期）。", per("discipline_with_period", "sanctions_discipline"), range=SHARE),
    Measure("sanctions_both", "两类处理", "sanctions a person-year", "Sanctions of both streams: for work and for breaches of discipline.",
            "因工作与因违反纪律而受的全部处理。", a_year(f"{SANCTIONS} + sanctions_discipline", "person_months + department_months"), label_en="sanctions, both streams"),
    Measure("wrongful_share", "错误问责", "share of sanctions", "Sanctions of somebody not a cause, or a cause but not culpable.",
            "受处理者并非成因，或虽为成因但不该追责。", per(f"{MISATTRIBUTED} + {UNFORGIVEN}", SANCTIONS), better=DOWN, range=SHARE, roles=("table", "parts", "panels"), short=("wrong-\nful", "错误\n问责")),
    Measure("misattributed_share", "问错对象", "share of sanctions", "Sanctions of somebody who was not a cause.",
            "受处理者并非成因。", per(MISATTRIBUTED, SANCTIONS), better=DOWN, range=SHARE),
    Measure("unforgiven_share", "不该问而问", "share of sanctions", "Sanctions of a cause who was not culpable.",
            "受处理者虽为成因但不该追责。", per(UNFORGIVEN, SANCTIONS), better=DOWN, range=SHARE),
    Measure("wrongful_expected", "预期错误问责", "share of sanctions", "Sanctions less the chance that what the sanctioned left out would have averted the case: wrongful, but for luck.",
            "处理扣除受处理者未履之职若履行本可避免的概率之和：剔除运气后的错误问责。", Rest(per("expected_rightful", SANCTIONS)), better=DOWN, range=SHARE),
    Measure("held_clean", "尽责仍受处理", "share of sanctions of cadres", "Sanctions of cadres, not for misconduct, though the file showed the duty done.",
            "档案显示已履职而仍（非因违纪）受处理的乡镇干部。", per("held_clean", "sanctions_township"), better=DOWN, range=SHARE),
    Measure("missed_share", "该问未问", "share of the culpable", "The culpable of decided cases who were not sanctioned.",
            "已作决定的事项中应负责任而未受处理者。", Rest(per(CAUGHT, CULPABLE)), better=DOWN, range=SHARE),
    Measure("missed_township", "乡镇该问未问", "share of the culpable", "Culpable cadres who were not sanctioned.",
            "应负责任而未受处理的乡镇干部。", Rest(per("caught_township", "culpable_township")), better=DOWN, range=SHARE),
    Measure("missed_department", "部门该问未问", "share of the culpable", "Culpable departments that were not sanctioned.",
            "应负责任而未受处理的部门。", Rest(per("caught_department", "culpable_department")), better=DOWN, range=SHARE),
    Measure("downward_shift", "问责下移", "difference of shares", "Township share of sanctions less its share of culpability.",
            "乡镇所占问责处理比例减其所占应负责任比例。", DOWNWARD_SHIFT, range=DIFFERENCE, roles=("table", "parts"), short=("down-\nward", "问责\n下移")),
    Measure("sanctions_at_township", "乡镇受处理占比", "share of sanctions", "Sanctions that fell on the township.",
            "落在乡镇的问责处理。", per("sanctions_township", SANCTIONS), range=SHARE),
    Measure("culpability_at_township", "乡镇责任占比", "share of culpability", "Culpability of decided cases that lay with the township.",
            "已作决定的事项中由乡镇应负的责任。", per("degree_township", "degree_township + degree_department"), range=SHARE),
    Measure("overturned_share", "撤销处理", "share of sanctions", "Sanctions overturned on review.", "经复查撤销的问责处理。",
            per("overturned", SANCTIONS)),
    Measure("overturned_wrongly", "误撤", "share of overturned", "Overturned sanctions that had been right.", "本属正确而被撤销的问责处理。",
            per("overturned_wrongly", "overturned"), better=DOWN, range=SHARE),
    Measure("overturn_delay", "撤销用时", "months", "Months from sanction to overturning.", "从处理到撤销的月数。",
            per("overturned_months", "overturned"), better=DOWN),
    Measure("exempted_share", "容错免责", "share of pleas", "Pleas that exempted from sanction.", "获准免责的容错申请。",
            per("exempted", "pleas"), range=SHARE),
    Measure("sheltered_misconduct", "容错庇护违纪", "share of exemptions", "Exemptions that sheltered misconduct.", "庇护了违纪的容错免责。",
            per("exempted_guilty", "exempted"), better=DOWN, range=SHARE),
    Measure("buck_passing", "推诿", "times an own-duty problem", "Times the township passed its own duty up.",
            "乡镇把本职事项往上推的次数（推诿）。", per("own_passed", "arisen_own"), better=DOWN),
    Measure("passed_sideways", "推给同事", "times an own-duty problem", "Times one of the township's own duties was passed to a colleague.",
            "推给同事：把本职事项推给同事的次数（踢皮球）。", per("passed_sideways", "arisen_own"), better=DOWN),
    Measure("help_refused", "拒绝帮忙", "share of requests", "Requests for help that a colleague refused.",
            "拒绝帮忙：同事拒绝帮忙的比例。", per("help_refused", "help_asked"), better=DOWN, range=SHARE),
    Measure("trust", "同事信任", "probability", "Trust among colleagues: believed chance that helping does not end in blame and nobody pushes its work over.",
            "同事信任：相信帮忙不致受追究、同事不把事推过来的概率。", per("trust", "person_months"), better=UP, range=SHARE),
    Measure("relays", "二传手", "relays a department-month", "Files passed on by departments without a decision.",
            "部门不作决定、只管转办的次数（“二传手”）。", per("relays", "department_months"), better=DOWN),
    Measure("offloaded_share", "层层下压", "share of what reached departments", "Department cases handed down to townships.",
            "被下压到乡镇的部门事项。", per("handed_down", "reached_department"), better=DOWN, range=SHARE),
    Measure("departments_act", "部门履职", "share of department-months", "Departments acting on their duties.", "部门主动履职的月份。",
            per("months_act", "department_months"), better=UP, range=SHARE),
    Measure("departments_offload", "部门下压", "share of department-months", "Departments handing down.", "部门层层下压的月份。",
            per("months_offload", "department_months"), better=DOWN, range=SHARE),
    Measure("departments_relay", "部门转办", "share of department-months", "Departments passing files on.", "部门当“二传手”的月份。",
            per("months_relay", "department_months"), better=DOWN, range=SHARE),
    Measure("style_deep", "深入调查", "share of decisions", "Decisions after a deep inquiry.", "深入调查后作出的问责决定。",
            per("decided_deep", "decided"), range=SHARE),
    Measure("style_list", "按清单问责", "share of decisions", "Decisions by the list.", "按清单作出的问责决定。",
            per("decided_list", "decided"), range=SHARE),
    Measure("style_habit", "凭习惯问责", "share of decisions", "Decisions by habit.", "凭习惯作出的问责决定。",
            per("decided_habit", "decided"), range=SHARE),
    Measure("docket", "待办问责件", "entries a person", "Entries waiting for a decision at the end of a month.", "月末待作决定的问责件。",
            per("docket", "person_months"), better=DOWN),
    Measure("timeliness", "及时", "share of decisions", "Decisions within 3 months.", "三个月内作出的问责决定（及时）。",
            per("timely", "decided"), better=UP, range=SHARE),
    Measure("accuracy", "精准", "share of decisions", "Decisions in which those held are exactly those culpable.",
            "受处理者恰为应负责任者的问责决定（精准）。", per("accurate", "decided"), better=UP, range=SHARE),
    Measure("fairness", "公正", "index", "1 less the gap between culpable cadres and departments in the probability to be sanctioned.",
            "1 减去乡镇干部与部门应负责任者受处理概率之差的绝对值。", FAIRNESS, better=UP, range=SHARE),
    Measure("answered", "有人担责", "share of decisions", "Decisions in which somebody was sanctioned.", "有人受处理的问责决定。",
            per("answered", "decided"), range=SHARE),
    Measure("misconduct", "谋私违纪", "share of opportunities", "Opportunities for private gain that were taken.", "被利用的谋私机会。",
            per("misconduct", "opportunities"), better=DOWN, range=SHARE, roles=("search",)),
    Measure("misconduct_rate", "违纪频次", "deeds a person-year", "Misconduct.", "违纪行为。", a_year("misconduct", "person_months"), better=DOWN),
    Measure("misconduct_caught", "违纪查处", "share of misconduct", "Misconduct found and sanctioned as such.", "被查实并按违纪处理的违纪行为。",
            per("misconduct_caught", "misconduct"), better=UP),
    Measure("misconduct_false", "误认违纪", "share of findings", "Findings of misconduct against the innocent.", "把无辜者认定为违纪。",
            per("misconduct_false", "misconduct_caught + misconduct_false"), better=DOWN, range=SHARE),
    Measure("promotions", "晋升", "share of those at a round", "Cadres promoted, missed rounds made up for included.", "获得晋升的干部（含补行的晋升）。", per("promoted + made_up", "at_round")),
    Measure("competing", "参评晋升", "share of those at a round", "Cadres let into the promotion round.", "获准参加该轮晋升的干部。",
            per("competing", "at_round"), range=SHARE),
    Measure("rounds_missed", "错过晋升", "share of those at a round", "Cadres below the ceiling kept out of the promotion round by an effect period.",
            "未到晋升天花板而因影响期不得参评晋升的干部。", per("rounds_missed", "at_round"), range=SHARE),
    Measure("made_up", "补行晋升", "share of rounds missed", "Promotions for missed rounds that were made up for.",
            "对所错过的晋升轮次补行的晋升。", per("made_up", "rounds_missed"), better=UP),
    Measure("lie_flat_premium", "躺平溢价", "difference of shares", "Promotion rate of the lying flat less that of the active.",
            "躺平者晋升率减干事者晋升率。", LIE_FLAT_PREMIUM, better=DOWN, range=DIFFERENCE),
    Measure("lie_flat_ratio", "躺平晋升比", "ratio", "Promotion rate of the lying flat over that of the active, half a case added to each.",
            "躺平者与干事者晋升率之比（两边各加半例）。", LIE_FLAT_RATIO, better=DOWN),
    Measure("sanction_gradient", "问责梯度", "probability a month", "Monthly sanction rate of those who worked most less of those who did least.",
            "干得最多者与干得最少者月受处理率之差。", SANCTION_GRADIENT, better=DOWN, range=DIFFERENCE),
    Measure("wrongful_gradient", "错误问责梯度", "probability a month", "The same for wrongful sanctions.", "干得最多者与干得最少者月受错误处理率之差。", WRONGFUL_GRADIENT, better=DOWN, range=DIFFERENCE),
    Measure("sanctioned_idle", "久不作为受处理", "sanctions a person-year", "Sanctions of those idle in this month and in each of the five before.",
            "本月及此前五个月均不作为者所受处理。", a_year("sanctions_idle_six", "months_idle_six")),
    Measure("load_active", "干事者负荷", "cases a person", "Cases in the hands of those who work or explore.", "干事者手头的事项。",
            per("load_active", "months_work + months_explore")),
    Measure("load_idle", "不作为者负荷", "cases a person", "Cases in the hands of the idle.", "不作为者手头的事项。", per("load_idle", "months_idle")),
    Measure("cost_of_accountability", "问责成本", "months of work a post and year", "Work of supervisors, auditors and reviewers, training, and departments' capacity beyond the usual.",
            "问责主体、评估与复查的工作量，培训支持，以及部门超出通常水平的办理能力。",
            a_year("cost_inquiry + cost_audits + cost_reviews + cost_training + cost_capacity", "person_months"), better=DOWN),
    Measure("honours", "表彰", "share of those at a round", "Cadres honoured.", "受表彰的干部。", per("honoured", "at_round"), range=SHARE),
    Measure("reposted", "调整岗位", "share of those at a round", "Cadres moved to another post.", "被调整岗位的干部。",
            per("reposted", "at_round"), range=SHARE),
    Measure("exits", "离岗", "exits a person-year", "Cadres who left.", "离岗的干部。", a_year("exits", "person_months")),
    Measure("removals", "免职", "removals a person-year", "Cadres and heads removed from office.", "被免职的干部与部门负责人。",
            a_year("removed", "person_months + department_months")),
    Measure("found_wrongful", "查出错误问责", "share of audits", "Audits that found a wrongful sanction.", "认定存在错误问责的评估。",
            per("found_wrongful", "audited"), range=SHARE),
    Measure("found_missed", "查出该问未问", "share of audits", "Audits that found a culprit missed.", "认定存在该问未问的评估。",
            per("found_missed", "audited"), range=SHARE),
    Measure("sanctions_supervisor", "追究滥用问责", "sanctions an audit", "Sanctions of leaders of supervisors for what an audit found.",
            "问责主体负责人因评估结论所受处理。", per("sanctions_supervisor", "audited"), range=(0.0, 2.0)),
    Measure("reviews_opened", "评估启动复查", "reviews an audit", "Reviews that audits opened.", "由评估启动的复查。",
            per("reviews_opened", "audited"), range=(0.0, 3.0)),
    Measure("review_errors", "复查误判", "share of reviews", "Reviews that overturned a right sanction or upheld a wrongful one.",
            "撤销了正确处理或维持了错误处理的复查。", per("overturned_wrongly + upheld_wrongly", "reviewed"), better=DOWN, range=SHARE),
    Measure("audit_errors", "评估误判", "errors an audit", "Wrong judgements of auditors, of three in each audit.",
            "评估者的误判数（每次评估三项判断）。", per("audit_errors", "audited"), better=DOWN, range=(0.0, 3.0)),
    Measure("plea_errors", "容错误判", "share of pleas", "Pleas decided wrongly: true ones refused, untrue ones accepted.",
            "判断错误的容错申请：属实而未准，或不实而获准。", per("plea_errors", "pleas"), better=DOWN, range=SHARE),
    Measure("river_township", "河道案乡镇担责", "share of decisions", "Decisions on the river case that held the township.",
            "由乡镇担责的河道案决定。", per("river_township", "river_decided"), range=SHARE),
    Measure("river_department", "河道案部门担责", "share of decisions", "Decisions on the river case that held a department.",
            "由部门担责的河道案决定。", per("river_department", "river_decided"), range=SHARE),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.name: measure for measure in ALL}


def leading(role: Role) -> tuple[str, ...]:
    """The measures that lead somewhere, in order."""
    return tuple(measure.name for measure in ALL if role in measure.roles)
