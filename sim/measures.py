"""Every measure: name, unit, meaning in two languages, and how it is formed from the month's counts.

A ratio is total over total, and empty (NaN) where its denominator is zero. To add a measure, add one entry to
:data:`ALL`; what it counts must be a field of ``sim.tally``.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.choice import FIXED
from sim.tally import AMOUNTS, TALLY

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
    """A measure of one month or of many: ``of(counts)`` gives real numbers of the shape of ``counts``."""

    name: str
    unit: str
    en: str
    zh: str
    of: Ratio | Formula


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
    "((flat_promoted + ½) / (flat_at_round + 1)) / ((active_promoted + ½) / (active_at_round + 1)), empty without either",
)


ALL = (
    Measure("effort", "share of person-months", "Months of work by the book or of exploring.",
            "按章办事或探索创新的人月份额（干事）。", per("months_work + months_explore", "person_months")),
    Measure("innovation", "share of person-months", "Months of exploring new ways.",
            "探索创新的人月份额。", per("months_explore", "person_months")),
    Measure("cover", "share of person-months", "Months of formalism, paper and passing on.",
            "留痕避责（形式主义）的人月份额。", per("months_cover", "person_months")),
    Measure("idle", "share of person-months", "Months of idling.",
            "无所作为的人月份额。", per("months_idle", "person_months")),
    Measure("lying_flat", "share of person-months", "Cadres idle in at least 7 of the last 12 months.",
            "近十二个月中至少七个月无所作为（躺平）的份额。", per("months_flat", "person_months")),
    Measure("burdened", "share of person-months", "Cadres under an effect period.",
            "处于影响期（戴罪立功）的份额。", per("months_burdened", "person_months")),
    Measure("idle_burdened", "share of burdened months", "Idling among those under an effect period.",
            "影响期内人员无所作为的份额。", per("idle_burdened", "months_burdened")),
    Measure("safety", "probability", "Felt safety: believed chance not to be sanctioned though the file shows the duty done.",
            "安全感：认为尽责后不会被处分的概率。", per("safety", "person_months")),
    Measure("knowhow", "share", "Know-how built by exploring.", "探索积累的专门知识。", per("knowhow", "person_months")),
    Measure("problems_arisen", "problems a post and year", "New problems.", "新出现的问题。",
            a_year("arisen", "person_months")),
    Measure("problems_solved", "problems a post and year", "Problems solved.", "解决的问题。",
            a_year("solved", "person_months")),
    Measure("problems_open", "problems a post", "Problems open at the end of a month.", "月末未结的问题。",
            per("open", "person_months")),
    Measure("solved_share", "share of value arisen", "Value of problems solved against that of problems arisen.",
            "解决的问题价值占新问题价值的份额。", per("value_solved", "value_arisen")),
    Measure("solved_by_department", "share of problems solved", "Problems solved by a department.",
            "由部门解决的份额。", per("solved_by_department", "solved")),
    Measure("novel_solved", "share of novel problems arisen", "Problems without precedent that were solved.",
            "无先例问题的解决份额。", per("solved_novel", "arisen_novel")),
    Measure("time_to_solution", "months", "Mean age of problems when solved.", "解决所需的平均月数。",
            per("solved_months", "solved")),
    Measure("harm", "mean problems a post and year", "Harm of the cases that erupted.", "爆发事件造成的危害。",
            a_year("harm", "person_months")),
    Measure("eruptions", "cases a post and year", "Cases that erupted.", "爆发的事件。", a_year("erupted", "person_months")),
    Measure("errors", "errors a post and year", "Errors made in handling cases.", "办理中的失误。",
            a_year("erred", "person_months")),
    Measure("surfaced", "cases a post and year", "Cases that surfaced in any way.", "事发的事项。",
            a_year("erupted + inspected + complained + erred + exposed", "person_months")),
    Measure("sanctions", "sanctions a person-year", "Sanctions of cadres and of heads of departments.",
            "对乡镇干部与部门负责人的处分。", a_year(SANCTIONS, "person_months + department_months")),
    Measure("sanctions_township", "sanctions a person-year", "Sanctions of township cadres.", "对乡镇干部的处分。",
            a_year("sanctions_township", "person_months")),
    Measure("sanctions_department", "sanctions a person-year", "Sanctions of heads of departments.", "对部门负责人的处分。",
            a_year("sanctions_department", "department_months")),
    Measure("sanctions_with_period", "share of sanctions", "Sanctions that carry an effect period.",
            "带影响期的处分份额。", per("sanctions_with_period", SANCTIONS)),
    Measure("wrongful_share", "share of sanctions", "Sanctions of somebody not a cause, or a cause but not culpable.",
            "错误问责的份额（错责与不该追责之和）。", per(f"{MISATTRIBUTED} + {UNFORGIVEN}", SANCTIONS)),
    Measure("misattributed_share", "share of sanctions", "Sanctions of somebody who was not a cause.",
            "问错人的份额。", per(MISATTRIBUTED, SANCTIONS)),
    Measure("unforgiven_share", "share of sanctions", "Sanctions of a cause who was not culpable.",
            "不该追责而追责的份额。", per(UNFORGIVEN, SANCTIONS)),
    Measure("missed_share", "share of the culpable", "The culpable of decided cases who were not sanctioned.",
            "漏责的份额。", _missed(CAUGHT, CULPABLE)),
    Measure("missed_township", "share of the culpable", "Culpable cadres who were not sanctioned.",
            "乡镇漏责的份额。", _missed("caught_township", "culpable_township")),
    Measure("missed_department", "share of the culpable", "Culpable departments that were not sanctioned.",
            "部门漏责的份额。", _missed("caught_department", "culpable_department")),
    Measure("downward_shift", "difference of shares", "Township share of sanctions less its share of culpability.",
            "问责下移：乡镇受处分份额减其应负责任份额。", DOWNWARD_SHIFT),
    Measure("sanctions_at_township", "share of sanctions", "Sanctions that fell on the township.",
            "落在乡镇的处分份额。", per("sanctions_township", SANCTIONS)),
    Measure("culpability_at_township", "share of culpability", "Culpability of decided cases that lay with the township.",
            "已处理事项中乡镇应负责任的份额。", per("degree_township", "degree_township + degree_department")),
    Measure("overturned_share", "share of sanctions", "Sanctions overturned on review.", "复查后撤销的处分份额。",
            per("overturned", SANCTIONS)),
    Measure("overturned_wrongly", "share of overturned", "Overturned sanctions that had been right.", "误撤的份额。",
            per("overturned_wrongly", "overturned")),
    Measure("overturn_delay", "months", "Months from sanction to overturning.", "从处分到撤销的月数。",
            per("overturned_months", "overturned")),
    Measure("exempted_share", "share of pleas", "Pleas that exempted from sanction.", "容错申请获准的份额。",
            per("exempted", "pleas")),
    Measure("sheltered_misconduct", "share of exemptions", "Exemptions that sheltered misconduct.", "容错包庇违纪的份额。",
            per("exempted_guilty", "exempted")),
    Measure("buck_passing", "times an own-duty problem", "Times the township passed its own duty up.",
            "本职事项被上推的次数（推诿）。", per("own_passed", "arisen_own")),
    Measure("relays", "relays a department-month", "Files passed on by departments without a decision.",
            "部门“二传手”转办次数。", per("relays", "department_months")),
    Measure("offloaded_share", "share of what reached departments", "Department cases handed down to townships.",
            "部门事项层层下压的份额。", per("handed_down", "reached_department")),
    Measure("departments_act", "share of department-months", "Departments acting on their duties.", "部门主动履职的份额。",
            per("months_act", "department_months")),
    Measure("departments_offload", "share of department-months", "Departments handing down.", "部门层层下压的份额。",
            per("months_offload", "department_months")),
    Measure("departments_relay", "share of department-months", "Departments passing files on.", "部门转办的份额。",
            per("months_relay", "department_months")),
    Measure("style_deep", "share of decisions", "Decisions after a deep inquiry.", "深入调查后作出的决定份额。",
            per("decided_deep", "decided")),
    Measure("style_list", "share of decisions", "Decisions by the list.", "按清单作出的决定份额。",
            per("decided_list", "decided")),
    Measure("style_habit", "share of decisions", "Decisions by habit.", "凭习惯作出的决定份额。",
            per("decided_habit", "decided")),
    Measure("docket", "entries a person", "Entries waiting for a decision at the end of a month.", "月末待办问责件数。",
            per("docket", "person_months")),
    Measure("timeliness", "share of decisions", "Decisions within 3 months.", "三个月内作出的决定份额（及时）。",
            per("timely", "decided")),
    Measure("accuracy", "share of decisions", "Decisions in which those held are exactly those culpable.",
            "受处分者恰为应负责任者的决定份额（精准）。", per("accurate", "decided")),
    Measure("fairness", "index", "1 less the gap between culpable cadres and departments in the chance to be sanctioned.",
            "公正：一减去乡镇与部门应负责任者受处分概率之差。", FAIRNESS),
    Measure("answered", "share of decisions", "Decisions in which somebody was sanctioned.", "有人担责的决定份额。",
            per("answered", "decided")),
    Measure("misconduct", "share of opportunities", "Opportunities for private gain that were taken.", "谋私机会被利用的份额。",
            per("misconduct", "opportunities")),
    Measure("misconduct_rate", "deeds a person-year", "Misconduct.", "违纪行为。", a_year("misconduct", "person_months")),
    Measure("misconduct_caught", "share of misconduct", "Misconduct found and sanctioned as such.", "被查处的违纪份额。",
            per("misconduct_caught", "misconduct")),
    Measure("misconduct_false", "share of findings", "Findings of misconduct against the innocent.", "误认违纪的份额。",
            per("misconduct_false", "misconduct_caught + misconduct_false")),
    Measure("promotions", "share of those at a round", "Cadres promoted.", "晋升者份额。", per("promoted", "at_round")),
    Measure("competing", "share of those at a round", "Cadres let into the promotion round.", "获准参加晋升的份额。",
            per("competing", "at_round")),
    Measure("lie_flat_premium", "difference of shares", "Promotion rate of the lying flat less that of the active.",
            "躺平溢价：躺平者晋升率减干事者晋升率。", LIE_FLAT_PREMIUM),
    Measure("lie_flat_ratio", "ratio", "Promotion rate of the lying flat over that of the active, half a case added to each.",
            "躺平者与干事者晋升率之比（各格加二分之一）。", LIE_FLAT_RATIO),
    Measure("sanction_gradient", "probability a month", "Monthly sanction rate of those who worked most less of those who did least.",
            "处分梯度：干得最多者与最少者的月处分率之差。", _gradient("sanctioned")),
    Measure("wrongful_gradient", "probability a month", "The same for wrongful sanctions.", "错误处分的梯度。", _gradient("wrongful")),
    Measure("honours", "share of those at a round", "Cadres honoured.", "受表彰的份额。", per("honoured", "at_round")),
    Measure("reposted", "share of those at a round", "Cadres moved to another post.", "被调整岗位的份额。",
            per("reposted", "at_round")),
    Measure("exits", "exits a person-year", "Cadres who left.", "离岗者。", a_year("exits", "person_months")),
    Measure("removals", "removals a person-year", "Cadres and heads removed from office.", "被免职者。",
            a_year("removed", "person_months + department_months")),
    Measure("found_wrongful", "share of audits", "Audits that found a wrongful sanction.", "评估认定错责的份额。",
            per("found_wrongful", "audited")),
    Measure("found_missed", "share of audits", "Audits that found a culprit missed.", "评估认定漏责的份额。",
            per("found_missed", "audited")),
    Measure("review_errors", "share of reviews", "Reviews that overturned a right sanction or upheld a wrongful one.",
            "复查判断错误的份额。", per("overturned_wrongly + upheld_wrongly", "reviewed")),
    Measure("audit_errors", "errors an audit", "Wrong judgements of auditors, of three in each audit.",
            "每次评估的误判数。", per("audit_errors", "audited")),
    Measure("plea_errors", "share of pleas", "Pleas decided wrongly: true ones refused, untrue ones accepted.",
            "容错申请判断错误的份额。", per("plea_errors", "pleas")),
    Measure("river_township", "share of decisions", "Decisions on the river case that held the township.",
            "河道案件中由乡镇担责的决定份额。", per("river_township", "river_decided")),
    Measure("river_department", "share of decisions", "Decisions on the river case that held a department.",
            "河道案件中由部门担责的决定份额。", per("river_department", "river_decided")),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.name: measure for measure in ALL}
