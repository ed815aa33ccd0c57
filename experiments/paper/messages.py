"""What the figures of an article say, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    "paper_one_of": {"en": "must have exactly one of {names}", "zh": "应恰有 {names} 之一"},
    "paper_from": {"en": "{figure} is from {wanted}", "zh": "{figure} 取自 {wanted}"},
    "paper_conducts": {"en": "must be conducts: {names}", "zh": "应为行为：{names}"},
    "paper_no_figures": {"en": "there is no figure NAME.yaml in it", "zh": "其中没有 名称.yaml 这样的图"},
    "paper_two_axes": {
        "en": "a map needs two numbers that vary and every combination of them, not {count}",
        "zh": "地图需要两个变动的参数及其全部组合，而不是 {count} 个",
    },
    "paper_no_number": {
        "en": "the article names {name}, which no figure gives",
        "zh": "文章引用了 {name}，没有图给出此数",
    },
    "paper_conduct_work": {"en": "works by the book", "zh": "按章办事"},
    "paper_conduct_explore": {"en": "explores", "zh": "探索创新"},
    "paper_conduct_cover": {"en": "covers", "zh": "留痕避责"},
    "paper_conduct_idle": {"en": "idles", "zh": "不作为"},
    "paper_within": {"en": "within so many months", "zh": "多少个月之内"},
    "paper_risk_below": {
        "en": "Chance, in %, that the holder of a post held to one conduct is sanctioned for work; {held} posts drawn at random in all, all others "
        "free. Bands: 95 % intervals. Above: until which month exploring, and working, risk more than idling, with 95 % intervals by "
        "bootstrap over the replications (an arrow: beyond {months} months).",
        "zh": "随机抽取共 {held} 个岗位，使其在岗者一直采取同一种行为、其余人不受限制时，因工作受到问责处理的概率（%）。色带：95% 区间。"
        "上方：探索创新与按章办事在哪个月之前比不作为更有风险，及自助抽样（对各次重复）所得的 95% 区间（箭头：超过 {months} 个月）。",
    },
    "paper_most_below": {
        "en": "The regime with the highest mean of {measure} in {replications} replications. Pale: it cannot be told from the second "
        "(95 % interval of the paired difference). Framed: nearest to the defaults.",
        "zh": "{replications} 次重复中{measure}均值最高的制度。浅色：与第二名分不开（配对差的 95% 区间）。框：最接近默认值。",
    },
    "paper_without": {
        "en": "must be some of the regimes, and is for maps (most) only",
        "zh": "应为 regimes 中的一部分，且只用于地图（most）",
    },
    "paper_most_all": {"en": "Of all {count} regimes", "zh": "全部 {count} 种制度"},
    "paper_most_without": {"en": "Without {regimes}", "zh": "除{regimes}外"},
    "paper_most_cells": {
        "en": "{cells} of {all} cells, {told} of them told apart",
        "zh": "{all} 格中的 {cells} 格，其中 {told} 格分得开",
    },
    "paper_made": {"en": "{count} files in {folder}", "zh": "已在 {folder} 写入 {count} 个文件"},
}


add_messages(MESSAGES)
