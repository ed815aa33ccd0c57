"""The language of the session, and the Chinese of the units, kinds and sources that numbers are declared with.

A session is a process. It speaks English until :func:`use_language` says otherwise; what is typed (names of scenarios,
parameters and measures) is the same in every language.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Messages = Mapping[str, Mapping[Language, str]]
"""Messages by name, each in every language with the same ``{placeholders}``."""

_in_force: Language = "en"


def language() -> Language:
    """The language of the session."""
    return _in_force


def use_language(chosen: Language) -> None:
    """Let the session speak a language from now on. Raises ValueError for one that is not there."""
    global _in_force
    if chosen not in LANGUAGES:
        raise ValueError(f"language {chosen!r}: expected one of {', '.join(LANGUAGES)}")
    _in_force = chosen


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak a language inside the block."""
    before = _in_force
    use_language(chosen)
    try:
        yield
    finally:
        use_language(before)


def known_language(text: str) -> Language | None:
    """The language with this abbreviation, or None."""
    return next((known for known in LANGUAGES if known == text), None)


def in_language(en: str, zh: str) -> str:
    """Whichever of two wordings is in the language of the session."""
    return zh if _in_force == "zh" else en


def filled(words: Mapping[Language, str], values: Mapping[str, object]) -> str:
    """A message in the language of the session, with its values filled in."""
    return words[_in_force].format(**values)


def unit_in_language(unit: str) -> str:
    """A unit of a parameter or measure in the language of the session; one that has no translation stays as it is."""
    return in_language(unit, UNITS.get(unit, unit))


def kind_in_language(kind: str) -> str:
    """A kind of parameter (``wenze.agents.parameter.Kind``) in the language of the session."""
    return in_language(kind, KINDS.get(kind, kind))


def source_in_language(source: str) -> str:
    """The source of a parameter in the language of the session; one that has no translation stays as it is."""
    return in_language(source, SOURCES.get(source, source))


UNITS: dict[str, str] = {
    # counts of things and of time
    "counties": "县",
    "townships a county": "乡镇/县",
    "blocks": "区块",
    "posts a township": "岗/乡镇",
    "departments a county": "部门/县",
    "replications": "次",
    "month": "月序",
    "months": "个月",
    "months a level": "个月/级",
    "months a problem of mean severity": "个月/平均严重程度的问题",
    "years": "年",
    "person-months": "人月",
    "months of cover": "留痕避责月",
    "kinds": "类",
    "levels": "级",
    "rungs": "档",
    "decisions": "件决定",
    "department-months": "部门月",
    "case-months": "事项月",
    "person-years": "人年",
    "persons": "人",
    "cases": "件事项",
    "entries": "问责件",
    "sanctions": "次问责处理",
    "pleas": "次申请",
    "reviews": "次复查",
    "audits": "次评估",
    "errors": "次失误",
    "deeds": "次违纪",
    "opportunities": "次机会",
    "parties": "责任方",
    "degrees": "责任度",
    "times": "次",
    "times a month": "次/月",
    "problems of mean severity": "折合平均严重程度的问题数",
    # strain, the unit of utility
    "months of strain": "负荷月",
    "months of strain a month": "负荷月/月",
    "months of strain a problem of mean severity": "负荷月/平均严重程度的问题",
    "months of strain a case": "负荷月/件",
    "1 / month of strain": "1/负荷月",
    # pure numbers
    "weight": "权重",
    "factor": "系数",
    "exponent": "幂指数",
    "log weight": "对数权重",
    "index": "指数",
    "switch": "开关",
    "ratio": "比值",
    "severity": "严重程度",
    "merit": "实绩分",
    # probabilities
    "probability": "概率",
    "probability a month": "每月概率",
    "probability a year": "每年概率",
    "probability a case": "每件概率",
    "probability a case-month": "每件每月概率",
    "probability a level": "每级概率",
    # shares
    "share": "比例",
    "share a year": "每年比例",
    "share kept a month": "每月保留比例",
    "difference of shares": "比例之差",
    "share of audits": "占评估的比例",
    "share of clear kinds": "占归属清晰的职责种类的比例",
    "share of burdened months": "占影响期人月的比例",
    "share of cadres a year": "每年占干部的比例",
    "share of decisions": "占问责决定的比例",
    "share of department-months": "占部门月的比例",
    "share of duty kinds": "占职责种类的比例",
    "share of exemptions": "占免责的比例",
    "share of findings": "占违纪认定的比例",
    "share of misconduct": "占违纪的比例",
    "share of novel problems arisen": "占新出现的无先例问题的比例",
    "share of opportunities": "占谋私机会的比例",
    "share of overturned": "占撤销处理的比例",
    "share of person-months": "占人月的比例",
    "share of pleas": "占容错申请的比例",
    "share of problems solved": "占已解决问题的比例",
    "share of rounds missed": "占所错过轮次的比例",
    "share of requests": "占求助的比例",
    "share of reviews": "占复查的比例",
    "share of sanctions": "占问责处理的比例",
    "share of sanctions of cadres": "占对乡镇干部处理的比例",
    "share of culpability": "占责任比例",
    "share of the culpable": "占应负责任者的比例",
    "share of those at a round": "占该轮应评干部的比例",
    "share of value arisen": "占新问题价值的比例",
    "share of what reached departments": "占到达部门事项的比例",
    # rates
    "cases a month": "件/月",
    "cases a person-month": "件/（人·月）",
    "cases a department-month": "件/（部门·月）",
    "cases a month per township": "件/（乡镇·月）",
    "cases a post and year": "件/（岗·年）",
    "problems a post": "个问题/岗",
    "problems a post and year": "个问题/（岗·年）",
    "problems of mean severity a month": "折合平均严重程度的问题数/月",
    "problems of mean severity a year": "折合平均严重程度的问题数/年",
    "problems of mean severity a post and year": "折合平均严重程度的问题数/（岗·年）",
    "errors a case-month": "次失误/（件·月）",
    "errors a post and year": "次失误/（岗·年）",
    "errors an audit": "次误判/评估",
    "sanctions an audit": "次处理/评估",
    "reviews an audit": "次复查/评估",
    "times an own-duty problem": "次/本职问题",
    "relays a department-month": "次/（部门·月）",
    "sanctions a department-month": "次问责处理/（部门·月）",
    "sanctions a person-year": "次问责处理/（人·年）",
    "deeds a person-year": "起违纪/（人·年）",
    "exits a person-year": "次离岗/（人·年）",
    "removals a person-year": "次免职/（人·年）",
    # dockets
    "entries a person": "件/人",
    "cases a person": "件/人",
    "entries a supervisor": "件/问责人员",
    "persons a post": "人/岗",
    "decisions a supervisor's month": "件/（问责人员·月）",
    "share a month": "每月比例",
    # work, what accountability costs
    "months of work": "工作月",
    "months of work a case": "工作月/件",
    "months of work a post and year": "工作月/（岗·年）",
    "1 / month of work": "1/工作月",
}
"""Units in English -> in Chinese."""

KINDS: dict[str, str] = {
    "statute": "法规",
    "measured": "实测",
    "literature": "文献",
    "assumed": "假定",
    "fitted": "拟合",
}
"""Kinds of parameters in English -> in Chinese."""

SOURCES: dict[str, str] = {
    "assumption of this project": "本项目的假定",
    "the unit": "作为计量单位",
    "order of magnitude of logit estimates in experiments": "实验中 logit 估计值的数量级",
    "loss aversion: estimates 1.3 to 2.3": "损失厌恶：估计值 1.3 至 2.3",
    "Prelec 1998; estimates 0.65 to 0.9": "Prelec 1998；估计值 0.65 至 0.9",
    "Tversky and Kahneman 1992": "Tversky 与 Kahneman 1992",
    "assumed to be what a review may take (facts: review_deadline)": "假定与复查期限相同（事实表 review_deadline）",
    "Administrative sanction regulations: combined effect periods run at most 48 months": (
        "政务处分规定：合并后的处分影响期最长 48 个月"
    ),
    "facts: duty_list_items (117 of 340)": "事实表 duty_list_items（340 项中的 117 项）",
    "facts: duty_list_items (99 of 340)": "事实表 duty_list_items（340 项中的 99 项）",
    "facts: ceiling_zhejiang": "事实表 ceiling_zhejiang",
    "facts: four_forms_2021": "事实表 four_forms_2021",
    "facts: four_forms_2021 (form 4 of forms 3 and 4)": "事实表 four_forms_2021（第四种形态占第三、四种形态）",
    "facts: punished_2021_by_level": "事实表 punished_2021_by_level",
    "facts: village_accountability_rate": "事实表 village_accountability_rate",
    "assumed: honours are barred as promotion is": "假定表彰与晋升同样受影响期限制",
    "facts: effect_period_warning": "事实表 effect_period_warning",
    "facts: effect_period_demerit": "事实表 effect_period_demerit",
    "facts: effect_period_major_demerit": "事实表 effect_period_major_demerit",
    "facts: effect_period_demotion": "事实表 effect_period_demotion",
    "facts: village_filing_rate": "事实表 village_filing_rate",
    "facts: four_forms_2021 (forms 2 to 4 of all that fall; graver cases surface more)": (
        "事实表 four_forms_2021（第二至四种形态占全部处理之比；越严重越易事发）"
    ),
    "facts: four_forms_2021 (forms 3 and 4 against 2)": "事实表 four_forms_2021（第三、四种形态与第二种形态之比）",
    "facts: burden_cases_up (upward accountability is rare)": "事实表 burden_cases_up（向上问责少见）",
    "facts: review_deadline (the rule; practice is not known)": "事实表 review_deadline（规定如此，实际情况未知）",
}
"""Sources of parameters in English -> in Chinese."""
