"""Every measure: name, unit, label and meaning in two languages, and how it is formed from the month's counts.

A ratio is total over total, and empty (NaN) where its denominator is zero. To add a measure, add one entry to
:data:`ALL`; what it counts must be a field of ``wenze.sim.tally``, and a new unit gets its Chinese in ``wenze.sim.language``.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from wenze.agents.choice import FIXED
from wenze.sim.language import in_language, unit_in_language
from wenze.sim.tally import AMOUNTS, TALLY

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


class Formula(NamedTuple):
    """A measure's formula that is not one ratio: the function, and the formula in words."""

    function: Callable[[Any], Numbers]
    words: str

    def __call__(self, counts: Any) -> Numbers:
        """The measure."""
        return self.function(counts)

    def __str__(self) -> str:
        """The formula in words."""
        return self.words


def per(numerator: str, denominator: str) -> Ratio:
    """Ratio of sums of counts."""
    return Ratio(numerator, denominator)


def a_year(numerator: str, denominator: str) -> Ratio:
    """Ratio of sums of counts, the denominator in months, by the year."""
    return Ratio(numerator, denominator, MONTHS_A_YEAR)


def _sum(counts: Any, names: str) -> Any:
    return sum(amount(counts[name]) if name in AMOUNTS else counts[name] for name in names.split(" + "))


class Measure(NamedTuple):
    """A measure of one month or of many: ``of(counts)`` gives real numbers of the shape of ``counts``.

    ``name`` is what is typed and what stands in files; ``label_zh`` its short Chinese name; ``en`` and ``zh`` say in a
    sentence what it counts, which for a share is the part of what its unit names.
    """

    name: str
    label_zh: str
    unit: str
    en: str
    zh: str
    of: Ratio | Formula

    @property
    def label(self) -> str:
        """Its short name in the language of the session."""
        return in_language(self.name.replace("_", " "), self.label_zh)

    @property
    def meaning(self) -> str:
        """What it counts, in the language of the session."""
        return in_language(self.en, self.zh)

    @property
    def unit_label(self) -> str:
        """Its unit in the language of the session."""
        return unit_in_language(self.unit)


SANCTIONS = "sanctions_township + sanctions_department"
MISATTRIBUTED = "misattributed_township + misattributed_department"
UNFORGIVEN = "unforgiven_township + unforgiven_department"
CULPABLE = "culpable_township + culpable_department"
CAUGHT = "caught_township + caught_department"


def _downward_shift(c: Any) -> Numbers:
    return per("sanctions_township", SANCTIONS)(c) - per("degree_township", "degree_township + degree_department")(c)


def _fairness(c: Any) -> Numbers:
    township = per("caught_township", "culpable_township")(c)
    return 1.0 - np.abs(township - per("caught_department", "culpable_department")(c))


def _lie_flat_premium(c: Any) -> Numbers:
    return per("flat_promoted", "flat_at_round")(c) - per("active_promoted", "active_at_round")(c)


def _lie_flat_ratio(c: Any) -> Numbers:
    flat = ratio(c["flat_promoted"] + 0.5, c["flat_at_round"] + 1.0)
    active = ratio(c["active_promoted"] + 0.5, c["active_at_round"] + 1.0)
    return np.where((c["flat_at_round"] > 0) & (c["active_at_round"] > 0), flat / active, np.nan)


def _gradient(sanctioned: str) -> Formula:
    top, bottom = per(f"top_{sanctioned}", "top_people"), per(f"bottom_{sanctioned}", "bottom_people")
    return Formula(lambda c: top(c) - bottom(c), f"{top} − {bottom}")


def _missed(caught: str, culpable: str) -> Formula:
    share = per(caught, culpable)
    return Formula(lambda c: 1.0 - share(c), f"1 − {share}")


DOWNWARD_SHIFT = Formula(
    _downward_shift,
    f"sanctions_township / ({SANCTIONS}) − degree_township / (degree_township + degree_department)",
)
FAIRNESS = Formula(_fairness, "1 − |caught_township / culpable_township − caught_department / culpable_department|")
LIE_FLAT_PREMIUM = Formula(_lie_flat_premium, "flat_promoted / flat_at_round − active_promoted / active_at_round")
LIE_FLAT_RATIO = Formula(
    _lie_flat_ratio,
    "((flat_promoted + ½) / (flat_at_round + 1)) / ((active_promoted + ½) / (active_at_round + 1)), empty where either count at the round is 0",
)


ALL = (
    Measure("effort", "干事", "share of person-months", "Months of work by the book or of exploring.",
            "按章办事或探索创新的人月（干事）。", per("months_work + months_explore", "person_months")),
    Measure("innovation", "探索创新", "share of person-months", "Months of exploring new ways.",
            "探索创新的人月。", per("months_explore", "person_months")),
    Measure("cover", "留痕避责", "share of person-months", "Months of formalism, paper and passing on.",
            "搞形式、留痕迹、往上推的人月（避责）。", per("months_cover", "person_months")),
    Measure("idle", "不作为", "share of person-months", "Months of idling.",
            "不作为的人月。", per("months_idle", "person_months")),
    Measure("lying_flat", "躺平", "share of person-months", "Cadres idle in at least 7 of the last 12 months.",
            "近十二个月中至少七个月不作为的干部（躺平）。", per("months_flat", "person_months")),
    Measure("burdened", "影响期内", "share of person-months", "Cadres under an effect period.",
            "处于处分影响期的干部。", per("months_burdened", "person_months")),
    Measure("idle_burdened", "影响期内不作为", "share of burdened months", "Idling among those under an effect period.",
            "影响期内干部不作为的人月。", per("idle_burdened", "months_burdened")),
    Measure("safety", "安全感", "probability", "Felt safety: believed chance not to be sanctioned though the file shows the duty done.",
            "安全感：相信只要档案显示已尽责便不受处分的概率。", per("safety", "person_months")),
    Measure("knowhow", "专门知识", "share", "Know-how built by exploring.", "探索积累的专门知识。", per("knowhow", "person_months")),
    Measure("problems_arisen", "新问题", "problems a post and year", "New problems.", "新出现的问题。",
            a_year("arisen", "person_months")),
    Measure("problems_solved", "解决问题", "problems a post and year", "Problems solved.", "解决的问题。",
            a_year("solved", "person_months")),
    Measure("problems_open", "未结问题", "problems a post", "Problems open at the end of a month.", "月末未结的问题。",
            per("open", "person_months")),
    Measure("solved_share", "问题解决率", "share of value arisen", "Value of problems solved against that of problems arisen.",
            "已解决问题的价值与新出现问题的价值之比。", per("value_solved", "value_arisen")),
    Measure("solved_by_department", "部门解决", "share of problems solved", "Problems solved by a department.",
            "由部门解决的问题。", per("solved_by_department", "solved")),
    Measure("novel_solved", "无先例解决率", "share of novel problems arisen", "Problems without precedent that were solved.",
            "得到解决的无先例问题。", per("solved_novel", "arisen_novel")),
    Measure("time_to_solution", "解决用时", "months", "Mean age of problems when solved.", "问题解决时的平均存续月数。",
            per("solved_months", "solved")),
    Measure("harm", "危害", "mean problems a post and year", "Harm of the cases that erupted.", "爆发事件造成的危害。",
            a_year("harm", "person_months")),
    Measure("eruptions", "爆发事件", "cases a post and year", "Cases that erupted.", "爆发的事件。", a_year("erupted", "person_months")),
    Measure("errors", "失误", "errors a post and year", "Errors made in handling cases.", "办理中的失误。",
            a_year("erred", "person_months")),
    Measure("surfaced", "事发", "cases a post and year", "Cases that surfaced in any way.", "以任何方式事发的事项。",
            a_year("erupted + inspected + complained + erred + exposed", "person_months")),
    Measure("sanctions", "处分", "sanctions a person-year", "Sanctions of cadres and of heads of departments.",
            "对乡镇干部与部门负责人的处分。", a_year(SANCTIONS, "person_months + department_months")),
    Measure("sanctions_township", "乡镇处分", "sanctions a person-year", "Sanctions of township cadres.", "对乡镇干部的处分。",
            a_year("sanctions_township", "person_months")),
    Measure("sanctions_department", "部门处分", "sanctions a person-year", "Sanctions of heads of departments.", "对部门负责人的处分。",
            a_year("sanctions_department", "department_months")),
    Measure("sanctions_with_period", "带影响期处分", "share of sanctions", "Sanctions that carry an effect period.",
            "带影响期的处分。", per("sanctions_with_period", SANCTIONS)),
    Measure("wrongful_share", "错误问责", "share of sanctions", "Sanctions of somebody not a cause, or a cause but not culpable.",
            "受处分者并非成因，或虽为成因但不该追责。", per(f"{MISATTRIBUTED} + {UNFORGIVEN}", SANCTIONS)),
    Measure("misattributed_share", "问错对象", "share of sanctions", "Sanctions of somebody who was not a cause.",
            "受处分者并非成因。", per(MISATTRIBUTED, SANCTIONS)),
    Measure("unforgiven_share", "不该问而问", "share of sanctions", "Sanctions of a cause who was not culpable.",
            "受处分者虽为成因但不该追责。", per(UNFORGIVEN, SANCTIONS)),
    Measure("missed_share", "该问未问", "share of the culpable", "The culpable of decided cases who were not sanctioned.",
            "已作决定的事件中应负责任而未受处分者。", _missed(CAUGHT, CULPABLE)),
    Measure("missed_township", "乡镇该问未问", "share of the culpable", "Culpable cadres who were not sanctioned.",
            "应负责任而未受处分的乡镇干部。", _missed("caught_township", "culpable_township")),
    Measure("missed_department", "部门该问未问", "share of the culpable", "Culpable departments that were not sanctioned.",
            "应负责任而未受处分的部门。", _missed("caught_department", "culpable_department")),
    Measure("downward_shift", "问责下移", "difference of shares", "Township share of sanctions less its share of culpability.",
            "乡镇所占处分比例减其所占应负责任比例。", DOWNWARD_SHIFT),
    Measure("sanctions_at_township", "乡镇受处分占比", "share of sanctions", "Sanctions that fell on the township.",
            "落在乡镇的处分。", per("sanctions_township", SANCTIONS)),
    Measure("culpability_at_township", "乡镇责任占比", "share of culpability", "Culpability of decided cases that lay with the township.",
            "已作决定的事件中由乡镇应负的责任。", per("degree_township", "degree_township + degree_department")),
    Measure("overturned_share", "撤销处分", "share of sanctions", "Sanctions overturned on review.", "经复查撤销的处分。",
            per("overturned", SANCTIONS)),
    Measure("overturned_wrongly", "误撤", "share of overturned", "Overturned sanctions that had been right.", "本属正确而被撤销的处分。",
            per("overturned_wrongly", "overturned")),
    Measure("overturn_delay", "撤销用时", "months", "Months from sanction to overturning.", "从处分到撤销的月数。",
            per("overturned_months", "overturned")),
    Measure("exempted_share", "容错免责", "share of pleas", "Pleas that exempted from sanction.", "获准免责的容错申请。",
            per("exempted", "pleas")),
    Measure("sheltered_misconduct", "容错庇护违纪", "share of exemptions", "Exemptions that sheltered misconduct.", "庇护了违纪的容错免责。",
            per("exempted_guilty", "exempted")),
    Measure("buck_passing", "推诿", "times an own-duty problem", "Times the township passed its own duty up.",
            "乡镇把本职事项往上推的次数（推诿）。", per("own_passed", "arisen_own")),
    Measure("relays", "二传手", "relays a department-month", "Files passed on by departments without a decision.",
            "部门不作决定、只管转办的次数（“二传手”）。", per("relays", "department_months")),
    Measure("offloaded_share", "层层下压", "share of what reached departments", "Department cases handed down to townships.",
            "被下压到乡镇的部门事项。", per("handed_down", "reached_department")),
    Measure("departments_act", "部门履职", "share of department-months", "Departments acting on their duties.", "部门主动履职的月份。",
            per("months_act", "department_months")),
    Measure("departments_offload", "部门下压", "share of department-months", "Departments handing down.", "部门层层下压的月份。",
            per("months_offload", "department_months")),
    Measure("departments_relay", "部门转办", "share of department-months", "Departments passing files on.", "部门当“二传手”的月份。",
            per("months_relay", "department_months")),
    Measure("style_deep", "深入调查", "share of decisions", "Decisions after a deep inquiry.", "深入调查后作出的问责决定。",
            per("decided_deep", "decided")),
    Measure("style_list", "按清单问责", "share of decisions", "Decisions by the list.", "按清单作出的问责决定。",
            per("decided_list", "decided")),
    Measure("style_habit", "凭习惯问责", "share of decisions", "Decisions by habit.", "凭习惯作出的问责决定。",
            per("decided_habit", "decided")),
    Measure("docket", "待办问责件", "entries a person", "Entries waiting for a decision at the end of a month.", "月末待作决定的问责件。",
            per("docket", "person_months")),
    Measure("timeliness", "及时", "share of decisions", "Decisions within 3 months.", "三个月内作出的问责决定（及时）。",
            per("timely", "decided")),
    Measure("accuracy", "精准", "share of decisions", "Decisions in which those held are exactly those culpable.",
            "受处分者恰为应负责任者的问责决定（精准）。", per("accurate", "decided")),
    Measure("fairness", "公正", "index", "1 less the gap between culpable cadres and departments in the chance to be sanctioned.",
            "1 减去乡镇干部与部门应负责任者受处分概率之差的绝对值。", FAIRNESS),
    Measure("answered", "有人担责", "share of decisions", "Decisions in which somebody was sanctioned.", "有人受处分的问责决定。",
            per("answered", "decided")),
    Measure("misconduct", "谋私违纪", "share of opportunities", "Opportunities for private gain that were taken.", "被利用的谋私机会。",
            per("misconduct", "opportunities")),
    Measure("misconduct_rate", "违纪频次", "deeds a person-year", "Misconduct.", "违纪行为。", a_year("misconduct", "person_months")),
    Measure("misconduct_caught", "违纪查处", "share of misconduct", "Misconduct found and sanctioned as such.", "被查实并按违纪处分的违纪行为。",
            per("misconduct_caught", "misconduct")),
    Measure("misconduct_false", "误认违纪", "share of findings", "Findings of misconduct against the innocent.", "把无辜者认定为违纪。",
            per("misconduct_false", "misconduct_caught + misconduct_false")),
    Measure("promotions", "晋升", "share of those at a round", "Cadres promoted.", "获得晋升的干部。", per("promoted", "at_round")),
    Measure("competing", "参评晋升", "share of those at a round", "Cadres let into the promotion round.", "获准参加该轮晋升的干部。",
            per("competing", "at_round")),
    Measure("lie_flat_premium", "躺平溢价", "difference of shares", "Promotion rate of the lying flat less that of the active.",
            "躺平者晋升率减干事者晋升率。", LIE_FLAT_PREMIUM),
    Measure("lie_flat_ratio", "躺平晋升比", "ratio", "Promotion rate of the lying flat over that of the active, half a case added to each.",
            "躺平者与干事者晋升率之比（两边各加半例）。", LIE_FLAT_RATIO),
    Measure("sanction_gradient", "处分梯度", "probability a month", "Monthly sanction rate of those who worked most less of those who did least.",
            "干得最多者与干得最少者月处分率之差。", _gradient("sanctioned")),
    Measure("wrongful_gradient", "错误处分梯度", "probability a month", "The same for wrongful sanctions.", "干得最多者与干得最少者月错误处分率之差。", _gradient("wrongful")),
    Measure("honours", "表彰", "share of those at a round", "Cadres honoured.", "受表彰的干部。", per("honoured", "at_round")),
    Measure("reposted", "调整岗位", "share of those at a round", "Cadres moved to another post.", "被调整岗位的干部。",
            per("reposted", "at_round")),
    Measure("exits", "离岗", "exits a person-year", "Cadres who left.", "离岗的干部。", a_year("exits", "person_months")),
    Measure("removals", "免职", "removals a person-year", "Cadres and heads removed from office.", "被免职的干部与部门负责人。",
            a_year("removed", "person_months + department_months")),
    Measure("found_wrongful", "查出错误问责", "share of audits", "Audits that found a wrongful sanction.", "认定存在错误问责的评估。",
            per("found_wrongful", "audited")),
    Measure("found_missed", "查出该问未问", "share of audits", "Audits that found a culprit missed.", "认定存在该问未问的评估。",
            per("found_missed", "audited")),
    Measure("review_errors", "复查误判", "share of reviews", "Reviews that overturned a right sanction or upheld a wrongful one.",
            "撤销了正确处分或维持了错误处分的复查。", per("overturned_wrongly + upheld_wrongly", "reviewed")),
    Measure("audit_errors", "评估误判", "errors an audit", "Wrong judgements of auditors, of three in each audit.",
            "评估者的误判数（每次评估三项判断）。", per("audit_errors", "audited")),
    Measure("plea_errors", "容错误判", "share of pleas", "Pleas decided wrongly: true ones refused, untrue ones accepted.",
            "判断错误的容错申请：属实而未准，或不实而获准。", per("plea_errors", "pleas")),
    Measure("river_township", "河道案乡镇担责", "share of decisions", "Decisions on the river case that held the township.",
            "由乡镇担责的河道案决定。", per("river_township", "river_decided")),
    Measure("river_department", "河道案部门担责", "share of decisions", "Decisions on the river case that held a department.",
            "由部门担责的河道案决定。", per("river_department", "river_decided")),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.name: measure for measure in ALL}
