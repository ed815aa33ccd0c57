"""What the model is held against: for each sourced figure that it speaks to, the quantity of the model that answers it.

``role`` says what a figure may prove. *fitted*: ``wenze fit`` moves parameters until the model meets it, so that meeting
it proves nothing. *built in*: a parameter was set from it. *held out*: nothing was made to meet it. *aside*: no
comparison, but a number to judge one by. No figure about what the model is asked (effort, innovation, lying flat,
gradients, wrongful sanctions, the downward shift) is ever fitted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
from wenze.agents.kinds import DEMERIT, DEMOTION, MAJOR_DEMERIT, WARNING
from wenze.agents.sanction import effect_months
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.validation.facts import facts
from wenze.experiments.validation.quantities import ORDER, Quantities
from wenze.sim.language import in_language
from wenze.sim.settings.compose import REFERENCE, Makings, Scenario, Settings, Stage, makings
from wenze.sim.settings.parameters import World

Role = Literal["fitted", "held_out", "built_in", "aside"]
Bound = Literal["equal", "at_most", "at_least"]

NEAR = 1.25
"""A figure is met if model and target differ by no more than this factor. A convention, wide because targets come from
other populations than the model's one city; intervals are no help, since many replications make them as narrow as one likes.
A share above one half is judged by the rest, the rarer side: 0.87 for 0.96 would look near, while 0.13 for 0.04 is not.
"""

STATUS_QUO, LISTS, SUPERVISION = REFERENCE, "lists_and_oversight", "oversight"
ORDERED = {LISTS: "ordered_lists", SUPERVISION: "ordered_supervision"}
"""The regimes that may stand for precise accountability, and what a run is called that changes to one of them."""


class Words(NamedTuple):
    """What a target is called, and what in the model stands for it and how well, in both languages."""

    en: str
    zh: str
    how_en: str
    how_zh: str


class Target(NamedTuple):
    """A sourced figure and the model's answer.

    ``fact`` is a row of the table, ``name`` that row's id with a part where one row gives several figures. ``target``
    forms the figure from the row's numbers; ``quantity`` names what is observed (``wenze.experiments.validation.quantities``), under
    ``scenario``, or a rung of the ladder whose effect period is asked.
    """

    name: str
    role: Role
    quantity: str | int
    target: Callable[[Sequence[float]], float]
    said: Words
    scenario: str = STATUS_QUO
    bound: Bound = "equal"

    @property
    def fact(self) -> str:
        """The id of the row."""
        return self.name.partition(".")[0]

    @property
    def value(self) -> float:
        """The figure to be met."""
        return self.target(facts()[self.fact].numbers)

    @property
    def label(self) -> str:
        """The quantity, in the language of the session."""
        return in_language(self.said.en, self.said.zh)

    @property
    def how(self) -> str:
        """What in the model stands for it, in the language of the session."""
        return in_language(self.said.how_en, self.said.how_zh)

    def simulated(self, found: Mapping[str, Quantities], world: World) -> Interval:
        """The model's figure: mean and interval over the replications, without an interval for what is set by law."""
        if isinstance(self.quantity, int):
            return interval(np.array([float(effect_months(self.quantity, world.ladder))]))
        return interval(found[self.scenario][self.quantity])

    def ratio(self, simulated: float) -> float:
        """The model's figure over the target's, of a share above one half the rest over the rest."""
        if 0.5 < self.value < 1.0 and self.bound == "equal":
            return (1.0 - simulated) / (1.0 - self.value)
        return simulated / self.value

    def met(self, simulated: float) -> bool:
        """Whether the model comes near the figure, or keeps the bound that it is."""
        ratio = self.ratio(simulated)
        return self.met_between(ratio, ratio)

    def met_between(self, low: float, high: float) -> bool:
        """Whether all ratios between two come near the figure, or keep the bound that it is."""
        below, above = low >= 1.0 / NEAR, high <= NEAR
        return {"at_most": above, "at_least": below, "equal": below and above}[self.bound]


def _first(numbers: Sequence[float]) -> float:
    return numbers[0]


def _nth(index: int) -> Callable[[Sequence[float]], float]:
    return lambda numbers: numbers[index]


def _formal(forms: Sequence[float]) -> float:
    return sum(forms[1:]) / sum(forms)


def _heavy(forms: Sequence[float]) -> float:
    return sum(forms[2:]) / sum(forms[1:])


def _gone(forms: Sequence[float]) -> float:
    return forms[3] / sum(forms[2:])


def _grassroots(levels: Sequence[float]) -> float:
    """Township level and general staff, of these and county level; villages and enterprises are in no level of the model."""
    return sum(levels[3:5]) / sum(levels[2:5])


def _not_own(items: Sequence[float]) -> float:
    return 1.0 - items[0] / sum(items)


def _upward(cases: Sequence[float]) -> float:
    """Cases a year, of 4.5 years, for each person disciplined a year; the latter in the mean of the years reported."""
    reported = [facts()[f"punished_total_{year}"].numbers[0] for year in (2019, 2021, 2023)]
    return cases[0] / 4.5 / (sum(reported) / len(reported))


FORMAL = Words(
    "formal sanctions (forms 2 to 4), of all forms",
    "第二至四种形态占四种形态的比例",
    "Formal sanctions, of all sanctions of both streams; talk, the lowest rung, is form 1. "
    "The model has no crime, so form 4 is counted with what it costs the person: office.",
    "处分占两类处理总数的比例；最低一档“谈话、批评”相当于第一种形态。模型中没有犯罪，第四种形态按其后果（丢职）计入。",
)
HEAVY = Words(
    "heavy sanctions (forms 3, 4), of forms 2 to 4",
    "第三、四种形态占第二至四种形态的比例",
    "Demotion or removal, of formal sanctions of both streams. Form 2 are the light ones: warnings, demerits, major demerits.",
    "降级、撤职占处分的比例（两类处理合计）；第二种形态为轻处分：警告、记过、记大过。",
)
LEVELS = Words(
    "township level and general staff, of those punished up to county level",
    "受处分者中乡科级与一般干部所占比例（至县处级）",
    "Township cadres, of all with a formal sanction in either stream; villages and enterprises left out. The report counts by rank, "
    "and heads of county departments hold township rank, so that it does not quite tell the two levels of the model apart: "
    "only head_rate is fitted to it, which concerns discipline, and downward_bias never.",
    "受处分者中乡镇干部的比例（两类处分合计，不含农村与企业人员）。通报按职级统计，而县直部门负责人也是乡科级，不能完全区分模型的"
    "两个层级：因此只据此拟合违反纪律中的 head_rate，绝不拟合 downward_bias。",
)
AFTER_ORDER = (
    "Sanctions for work after a change to responsibility lists with supervision (lists_and_oversight), against the same "
    "months a year before. The model's own drift is in it: see accountability_2019_change.no_order. Not causal in the "
    "source either.",
    "改行责任清单加监督评估（lists_and_oversight）之后因工作受到的处理数，与上年同月相比。其中含有模型自身的趋势，"
    "见 accountability_2019_change.no_order。原始数据本身也不是因果估计。",
)
PERIOD = (
    "Equal by construction: the ladder of the model takes the period from the statute.",
    "设定即相等：模型各档处分直接采用法定影响期。",
)

TARGETS: tuple[Target, ...] = (
    Target("village_filing_rate", "fitted", "filed", _first, Words(
        "cadres with a case filed within 35 months",
        "35 个月内被立案的干部",
        "Township cadres with at least one formal sanction, for work or for a breach of discipline, within 35 months: a case "
        "is filed where a formal sanction is in prospect, talk needs none. Villages of one district.",
        "35 个月内至少受过一次处分（因工作或违反纪律）的乡镇干部：可能给予处分才立案，谈话、批评无须立案。数据来自一地的村干部。",
    )),
    Target("village_accountability_rate", "fitted", "held", _first, Words(
        "cadres held accountable within 35 months",
        "35 个月内被问责的干部",
        "Township cadres with at least one formal sanction for work, misconduct apart, within 35 months. Villages of one "
        "district.",
        "35 个月内至少因工作（违纪除外）受过一次处分的乡镇干部。数据来自一地的村干部。",
    )),
    Target("four_forms_2021.formal", "fitted", "formal", _formal, FORMAL),
    Target("four_forms_2021.work", "fitted", "formal_work", _formal, Words(
        "the same, of sanctions for work alone",
        "同上，仅就因工作而受的处理",
        "Formal sanctions, of sanctions for work. The source does not part the two streams: both are taken to have the mix "
        "of the whole.",
        "因工作受处理者中处分所占比例。来源未区分两类，此处假定二者的形态构成与总体相同。",
    )),
    Target("four_forms_2021.heavy", "fitted", "heavy", _heavy, HEAVY),
    Target("four_forms_2021.gone", "fitted", "gone", _gone, Words(
        "form 4, of forms 3 and 4",
        "第四种形态占第三、四种形态的比例",
        "Removals from office, of demotions and removals.",
        "免职离岗占降级、撤职的比例。",
    )),
    Target("punished_2021_by_level", "fitted", "grassroots", _grassroots, LEVELS),
    Target("ceiling_zhejiang", "fitted", "past_ceiling", _first, Words(
        "leaders past the age for promotion",
        "已过晋升年龄的干部",
        "Cadres past the ceiling at the end of a run. The source says more than half, of leaders of counties and cities; the "
        "model has cadres of townships.",
        "运行结束时已触及晋升天花板的干部。来源称超过一半，且为县市领导；模型为乡镇干部。",
    )),
    Target("four_forms_2023.formal", "held_out", "formal", _formal, FORMAL),
    Target("four_forms_2023.heavy", "held_out", "heavy", _heavy, HEAVY),
    Target("four_forms_2025q3.formal", "held_out", "formal", _formal, FORMAL),
    Target("four_forms_2025q3.heavy", "held_out", "heavy", _heavy, HEAVY),
    Target("punished_2018_by_level", "held_out", "grassroots", _grassroots, LEVELS),
    Target("punished_2023_by_level", "held_out", "grassroots", _grassroots, LEVELS),
    Target("punished_2025q3_by_level", "held_out", "grassroots", _grassroots, LEVELS),
    Target("eight_rules_grassroots_2024", "held_out", "grassroots_all", _first, Words(
        "problems found at township level and below",
        "乡科级及以下查处问题所占比例",
        "Township cadres, of all sanctioned, talk included. By rank again, and about feasts, gifts and formalism only.",
        "全部问责处理（含谈话、批评）中乡镇干部的比例。同样按职级统计，且仅涉及享乐奢靡与形式主义问题。",
    )),
    Target("accountability_2019_change", "held_out", "change", _first, Words(
        "change in those held accountable, year of the order",
        "精准问责要求出台当年被问责人数的变化",
        *AFTER_ORDER,
    ), ORDERED[LISTS]),
    Target("accountability_2019_change.oversight", "held_out", "change", _first, Words(
        "the same, if the order means supervision alone",
        "同上，若仅加强监督评估",
        "As above, after a change to supervision alone (oversight). Which regime the order amounted to is our reading of "
        "it; both are shown.",
        "同上，但只改行监督评估（oversight）。该要求相当于哪种制度出自本项目的理解，故两种都列出。",
    ), ORDERED[SUPERVISION]),
    Target("accountability_2019_change.no_order", "aside", "change", _first, Words(
        "the same, without any order",
        "同上，若无此要求",
        "The model's own drift from year to year under the status quo, to set the two above against.",
        "现状之下模型自身的逐年变化，供与上两项对照。",
    )),
    *(Target(f"accountability_2019_quarters.q{quarter}", "held_out", f"change_q{quarter}", _nth(quarter - 2), Words(
        f"change on the year before, quarter {quarter}",
        f"第 {quarter} 季度同比变化",
        *AFTER_ORDER,
    ), ORDERED[LISTS]) for quarter in (2, 3, 4)),
    Target("review_deadline", "built_in", "overturn_delay", _first, Words(
        "months to the end of a review",
        "复查所需月数",
        "Months from a sanction to its overturning. The rule is an upper bound, and the only figure there is: "
        "policy.correction.delay was set from it.",
        "从作出处理到撤销的月数。规定为上限，也是唯一可据的数据；policy.correction.delay 据此设定。",
    ), bound="at_most"),
    Target("burden_cases_up", "built_in", "upward", _upward, Words(
        "superiors answering, for each person disciplined",
        "向上问责与受处分人数之比",
        "Heads of departments sanctioned for work, to all sanctions. The record has more than 3000 cases in 4.5 years, of burdening the "
        "grassroots only, set here against persons disciplined (punished_total); the model has every failing of a "
        "department, so it must lie above, and only the order of magnitude tells anything.",
        "因工作受处理的部门负责人与全部处理之比。记录为四年半三千余件加重基层负担的案件，此处除以受处分人数（punished_total）；"
        "模型含部门的一切失职，必然偏高，只能比较数量级。",
    )),
    Target("duty_list_items", "built_in", "not_own", _not_own, Words(
        "problems not primarily the township's",
        "非乡镇主责的事项",
        "Problems whose owner by law is not the township; two parameters (own_share, assist_share) were set from it.",
        "法定主责不在乡镇的问题；两个参数（own_share、assist_share）据此设定。",
    )),
    Target("effect_period_warning", "built_in", WARNING, _first, Words(
        "effect period of a warning, months", "警告的影响期（月）", *PERIOD)),
    Target("effect_period_demerit", "built_in", DEMERIT, _first, Words(
        "effect period of a demerit, months", "记过的影响期（月）", *PERIOD)),
    Target("effect_period_major_demerit", "built_in", MAJOR_DEMERIT, _first, Words(
        "effect period of a major demerit, months", "记大过的影响期（月）", *PERIOD)),
    Target("effect_period_demotion", "built_in", DEMOTION, _first, Words(
        "effect period of demotion or removal, months", "降级、撤职的影响期（月）", *PERIOD)),
)  # fmt: skip

SILENT: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("punished_total_2016", "punished_total_2017", "punished_total_2018", "punished_total_2019", "punished_total_2021",
      "punished_total_2023", "punished_total_2025"),
     "national totals; the model is one city and has no trend of the nation",
     "全国总数；模型只是一个市，没有全国趋势"),
    (("duty_list_kunshan",), "one city's list; the mean of all townships is used (duty_list_items)",
     "单个市的清单；采用全国均值（duty_list_items）"),
    (("clarified_liaoning",), "no number of sanctions to divide it by", "没有可作分母的问责处理数"),
    (("tolerance_rules_coverage",), "rules in force in provinces; in the model a lever", "各省是否有容错办法；在模型中属政策杠杆"),
    (("strictness_survey", "accountability_inverted_u"),
     "opinions and intentions in surveys, which no quantity of the model is",
     "问卷中的看法与意向，模型中没有对应的量"),
    (("formalism_inaction_2025",), "a count of problems of formalism, which cadres may cover or idle without",
     "形式主义问题的件数；模型只有行为（留痕、不作为），没有查处件数"),
    (("audit_brazil",), "audits of procurement; the model audits decisions on accountability only",
     "对采购的审计；模型只评估问责决定"),
    (("noisy_punishment_pgg",), "a game in which punishing is what keeps gains up; here accountability has no such task",
     "来源为公共品博弈，收益靠惩罚维系；模型中问责并无此作用"),
)  # fmt: skip
"""Rows that the model does not speak to, and why, in both languages."""


def settings_for(overrides: Sequence[str], ordered: bool = True) -> Settings:
    """The runs that all targets need: the status quo and, if ``ordered``, a change from it to each regime of the order.

    ``overrides`` set months, replications and seed. Raises InputError.
    """
    return with_order(makings_for(overrides, ordered).settings(), ordered)


def makings_for(overrides: Sequence[str], ordered: bool = True) -> Makings:
    """What the settings of these runs are made of. Raises InputError."""
    names = [STATUS_QUO, *ORDERED] if ordered else [STATUS_QUO]
    return makings(overrides, names=names, reference=STATUS_QUO, folder=None, mode="compare")


def with_order(settings: Settings, ordered: bool = True) -> Settings:
    """Settings in which, if ``ordered``, the regimes of the order come in its month."""
    found = {scenario.name: scenario for scenario in settings.scenarios}
    status_quo = found[STATUS_QUO]
    changed = (_changed(status_quo, found[regime], ORDERED[regime]) for regime in ORDERED) if ordered else ()
    return replace(settings, scenarios=(status_quo, *changed))


def _changed(before: Scenario, after: Scenario, name: str) -> Scenario:
    """A scenario that becomes another one in the month of the order."""
    return replace(before, name=name, stages=(before.stages[0], Stage(ORDER, after.stages[0].policy)))
