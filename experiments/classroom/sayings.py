"""Sentences of what happens in the classroom's worlds, and of what is refused, in both languages at once: a page shows
either at a click.
"""

from typing import TypedDict

from wenze.sim.language import Language


class Both(TypedDict):
    """A wording in both languages, as it goes into JSON."""

    en: str
    zh: str


class Refused(Exception):
    """Something asked for is not allowed; ``why`` says so in one sentence in both languages."""

    def __init__(self, saying: str, /, **values: object) -> None:
        self.why = both(saying, **values)
        super().__init__(self.why["en"])


SAYINGS: dict[str, dict[Language, str]] = {
    # Who and where.
    "case": {"en": "case {post}/{month}", "zh": "事项{post}/{month}"},
    "case_before": {"en": "old case {post}/{month}", "zh": "旧事项{post}/{month}"},
    # Rungs, as in wenze.agents.kinds.RUNG_NAMES.
    "rung_0": {"en": "talk or criticism", "zh": "谈话、批评"},
    "rung_1": {"en": "a warning", "zh": "警告"},
    "rung_2": {"en": "a demerit", "zh": "记过"},
    "rung_3": {"en": "a major demerit", "zh": "记大过"},
    "rung_4": {"en": "demotion or removal", "zh": "降级或撤职"},
    # News of a month, around the words of a story.
    "news_of_case": {"en": "{case}. {text}", "zh": "{case}：{text}"},
    "news_river": {"en": "The river channel: {case} arises at post {post}.", "zh": "河道案：{case}在{post}号岗位出现。"},
    # What happened at one's own desk.
    "you_solved": {"en": "You solve {case}.", "zh": "您解决了{case}。"},
    "you_relieved": {"en": "A department solves {case}.", "zh": "部门解决了{case}。"},
    "you_handed_down": {"en": "A department hands {case} down to you.", "zh": "部门把{case}下压给您。"},
    "you_erred": {"en": "You make an error, and {case} comes to light.", "zh": "您出现失误，{case}因此事发。"},
    "you_erupted": {"en": "{case} erupts, and harm is done.", "zh": "{case}爆发，造成危害。"},
    "you_inspected": {"en": "An inspection finds {case} undone.", "zh": "督查发现{case}未办。"},
    "you_complained": {"en": "A citizen complains of {case}.", "zh": "群众投诉{case}。"},
    "you_exposed": {"en": "It comes out that a private gain was taken in {case}.", "zh": "{case}中有人谋私，事情败露。"},
    "you_sanctioned": {"en": "You answer for {case}: {rung}. Deserved.", "zh": "您因{case}受到处理：{rung}。罚当其责。"},
    "you_wronged": {"en": "You answer for {case}: {rung}. Not deserved.", "zh": "您因{case}受到处理：{rung}。错误问责。"},
    "you_disciplined": {
        "en": "You are sanctioned for a breach of discipline: {rung}. It has nothing to do with what you chose.",
        "zh": "您因违反纪律受到处理：{rung}。这与您的选择无关。",
    },
    "you_misconduct": {
        "en": "Your official takes a private gain in {case}. You did not choose that; it may come out.",
        "zh": "您的干部在{case}中谋取私利。这不是您的选择，但可能败露。",
    },
    "you_overturned": {"en": "On review you are cleared of {case}.", "zh": "经复查，您因{case}所受处理被撤销。"},
    "you_promoted": {"en": "You are promoted.", "zh": "您获得晋升。"},
    # What a sanction was for.
    "for_work": {"en": "for work", "zh": "因工作"},
    "for_misconduct": {"en": "for misconduct", "zh": "因违纪"},
    "for_discipline": {"en": "for a breach of discipline", "zh": "因违反纪律"},
    # What became of colleagues.
    "colleague": {"en": "the colleague at post {post}", "zh": "{post}号岗位的同事"},
    "heard_sanctioned": {"en": "{who} answers for {case}: {rung}. Deserved.", "zh": "{who}因{case}受到处理：{rung}。罚当其责。"},
    "heard_wronged": {"en": "{who} answers for {case}: {rung}. Not deserved.", "zh": "{who}因{case}受到处理：{rung}。错误问责。"},
    "heard_overturned": {"en": "On review, {who} is cleared of {case}.", "zh": "经复查，{who}因{case}所受处理被撤销。"},
    "heard_disciplined": {"en": "{who} breaks discipline: {rung}.", "zh": "{who}违反纪律，受到处理：{rung}。"},
    "heard_promoted": {"en": "{who} is promoted.", "zh": "{who}获得晋升。"},
    "heard_left": {"en": "{who} leaves; a newcomer takes over.", "zh": "{who}离岗，由新人接任。"},
    "heard_moved": {"en": "{who} is moved to another post.", "zh": "{who}被调整到其他岗位。"},
    # Somebody else takes over the seat.
    "newcomer_removed": {
        "en": "Your official was removed from office. You go on as the newcomer at the same desk.",
        "zh": "您的干部被免职。您以接任的新人身份留在同一岗位。",
    },
    "newcomer_moved": {
        "en": "Your official was moved to another post. You go on as the one who comes to this desk.",
        "zh": "您的干部被调整到其他岗位。您以调来的干部身份留在这一岗位。",
    },
    "newcomer_retired": {
        "en": "Your official retires. You go on as the newcomer at the same desk.",
        "zh": "您的干部退休。您以接任的新人身份留在同一岗位。",
    },
    "newcomer_left": {
        "en": "Your official leaves for elsewhere. You go on as the newcomer at the same desk.",
        "zh": "您的干部调离。您以接任的新人身份留在同一岗位。",
    },
    # What is refused.
    "must_be_mapping": {"en": "{key} must be a mapping", "zh": "{key} 应为映射"},
    "must_be_list": {"en": "{key} must be a list of {count}", "zh": "{key} 应为 {count} 项的列表"},
    "move_shape": {"en": "a move must be [month, lever, value]", "zh": "每次调整应为 [月份, 参数, 值]"},
    "whole_between": {"en": "{key} must be a whole number between {low} and {high}", "zh": "{key} 应为 {low} 到 {high} 之间的整数"},
    "number_between": {"en": "{key} must be a number between {low} and {high}", "zh": "{key} 应为 {low} 到 {high} 之间的数"},
    "regime_unknown": {"en": "there is no regime of the name {name}", "zh": "没有名为 {name} 的情景"},
    "regime_changes": {
        "en": "regime {name} changes by itself in the course of time; choose one that does not",
        "zh": "情景 {name} 自身随时间变化；请选择不变的情景",
    },
    "lever_unknown": {"en": "there is no lever of the name {name}", "zh": "没有名为 {name} 的参数"},
    "side_unknown": {"en": "side must be 0 or 1", "zh": "side 应为 0 或 1"},
    "moves_at_most": {"en": "at most {most} levers can be moved; open a new pair", "zh": "最多调整 {most} 次；请重新开始"},
    "months_over": {"en": "all months have been run; start again to go on", "zh": "全部月份已运行完；请重新开始"},
    "case_unknown": {"en": "there is no such case in this world", "zh": "这个世界里没有该事项"},
    "post_unknown": {"en": "there is no such post", "zh": "没有该岗位"},
    "conduct_unknown": {"en": "a conduct must be one of {names}", "zh": "行为应为 {names} 之一"},
    "too_many_seats": {"en": "there is room for {most} at most", "zh": "最多容纳 {most} 人"},
}  # fmt: skip


SENTENCES = ("news_", "heard_", "you_")
"""How the names of whole sentences begin, which start with a capital letter."""


def both(saying: str, /, **values: object) -> Both:
    """A sentence in both languages; values that are in both languages are filled in as each has them.

    >>> both("heard_promoted", who=both("colleague", post=3))
    {'en': 'The colleague at post 3 is promoted.', 'zh': '3号岗位的同事获得晋升。'}
    """
    english = SAYINGS[saying]["en"].format(**{key: _in("en", value) for key, value in values.items()})
    chinese = SAYINGS[saying]["zh"].format(**{key: _in("zh", value) for key, value in values.items()})
    return {"en": _capital(english) if saying.startswith(SENTENCES) else english, "zh": chinese}


def _in(language: Language, value: object) -> object:
    return value[language] if isinstance(value, dict) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
