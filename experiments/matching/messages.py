"""What is said about matching, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    "match_nothing_moves": {
        "en": "every assumption is fixed; nothing is left to move",
        "zh": "全部假定参数均已固定，没有可变动的",
    },
    "match_months": {
        "en": "must be at least {least}: the figures count who is sanctioned within so many months",
        "zh": "至少为 {least}：有来源的数据统计的是这么多个月内受处理的人",
    },
    "match_wave": {
        "en": "Wave {number}: {kept:,} of {tried:,} worlds are left.",
        "zh": "第 {number} 轮：{tried:,} 个世界中留下 {kept:,} 个。",
    },
    "match_head": {
        "en": "{kept:,} of {tried:,} worlds tried in {waves} waves are ruled out by none of {figures} figures. {assumptions} assumptions were "
        "moved; each world of {cadres} cadres was run {replications} times for {months} months, after {spin_up} under the status quo.",
        "zh": "{waves} 轮共尝试 {tried:,} 个世界，其中 {kept:,} 个未被 {figures} 项数据中的任何一项排除。变动 {assumptions} 个假定参数；每个世界有 "
        "{cadres} 名干部，先在现状之下运行 {spin_up} 个月，再运行 {months} 个月，重复 {replications} 次。",
    },
    "column_match_figure": {"en": "figure", "zh": "数据"},
    "column_match_first": {"en": "first", "zh": "首轮"},
    "column_match_last": {"en": "last", "zh": "末轮"},
    "column_match_alone": {"en": "alone", "zh": "独自"},
    "column_match_nearest": {"en": "nearest", "zh": "最近"},
    "column_match_low": {"en": "from", "zh": "下限"},
    "column_match_q05": {"en": "5 %", "zh": "5%"},
    "column_match_q95": {"en": "95 %", "zh": "95%"},
    "column_match_high": {"en": "to", "zh": "上限"},
    "match_figures": {
        "en": "First, last: of the worlds of the first and of the last wave, the share that the figure does not rule out. Alone: of all "
        "tried, the share that it alone rules out. Nearest: how implausible it makes the world that meets it best; 3 and more rules out.",
        "zh": "首轮、末轮：该轮世界中未被此项数据排除的比例。独自：全部尝试过的世界中仅被此项排除的比例。最近：与之最相符的世界的不可信度，"
        "达到 3 即排除。",
    },
    "match_narrowed": {
        "en": "The figures narrow {narrowed} assumptions; the {shown} narrowed most, with the range that was tried and where nine of ten "
        "worlds that are left lie:",
        "zh": "这些数据收窄了 {narrowed} 个假定参数；收窄最多的 {shown} 个、其尝试范围以及留下的世界十分之九所在之处：",
    },
    "match_ties": {
        "en": "{count} pairs go together among the worlds that are left: the figures rule out combinations. The closest, by the "
        "correlation of ranks:",
        "zh": "在留下的世界中，有 {count} 对参数彼此关联：被排除的是其组合。关联最强者（秩相关）：",
    },
    "match_free": {
        "en": "The figures say nothing about {free} of {assumptions} assumptions by themselves: among the worlds that are left they are "
        "spread over their ranges as evenly as chance would have it.",
        "zh": "就单个参数而言，这些数据对 {assumptions} 个假定参数中的 {free} 个没有任何约束：在留下的世界中，它们在各自范围内的分布与随机无异。",
    },
    "match_too_few": {
        "en": "Too few are left: {wanted:,} were wanted.",
        "zh": "留下的太少：所需为 {wanted:,} 个。",
    },
    "match_not_together": {
        "en": "No world tried meets both {one} and {other}: the nearest is {nearest:.1f} standard deviations off one of them.",
        "zh": "没有一个尝试过的世界同时符合 {one} 与 {other}：最接近者距其中一项也有 {nearest:.1f} 个标准差。",
    },
    # Pictures.
    "figure_pairs": {
        "en": "What sourced figures rule out, pair by pair: the {shown} of {assumptions} assumptions of which most is told",
        "zh": "有来源的数据逐对排除了什么：{assumptions} 个假定参数中受约束最多的 {shown} 个",
    },
    "figure_pairs_below": {
        "en": "Below the diagonal: of all worlds with such a pair of values, the share not ruled out (the darker, the more; white: none), as "
        "foreseen by emulators. Above: the {worlds:,} worlds that are left. On it: how they are spread over the range, from half (left, below) "
        "to twice the default (right, above).",
        "zh": "对角线以下：具有该对取值的全部世界中未被排除的比例（越深越多，白为零），由代理模型推知。以上：留下的 {worlds:,} 个世界。"
        "对角线上：它们在范围内的分布，由默认值的一半（左、下）到两倍（右、上）。",
    },
    "figure_assumptions": {
        "en": "About {free} of {assumptions} assumptions, one by one, sourced figures say nothing",
        "zh": "逐个来看，有来源的数据对 {assumptions} 个假定参数中的 {free} 个毫无约束",
    },
    "figure_assumptions_below": {
        "en": "Of those narrowed: the range that was tried (pale, evenly in its logarithm), where nine of ten of the {worlds:,} worlds left lie "
        "(thin), where half of them lie (thick), and their middle.",
        "zh": "被收窄者：尝试的范围（浅色，按对数均匀）、留下的 {worlds:,} 个世界的十分之九所在（细）、一半所在（粗）及其中位。",
    },
    "figure_free": {"en": "Not narrowed by themselves:", "zh": "单独未被收窄者："},
}

add_messages(MESSAGES)
