"""What is said about claims, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    # Files of claims.
    "claims_at_most": {"en": "must hold at most {most} claims", "zh": "最多 {most} 个主张"},
    "claim_taken": {
        "en": "a claim that ships with wenze is called {name} already; give the file another name",
        "zh": "wenze 自带的主张已有名为 {name} 者；请给文件另取一个名称",
    },
    "claim_taken_by_horizon": {
        "en": "{name} is a claim of {other} as well, by its horizons; give the file another name",
        "zh": "{name} 也是 {other} 按其 horizons 得出的主张；请给文件另取一个名称",
    },
    "label_form": {"en": "must consist of letters, digits, . and -", "zh": "只能含字母、数字、. 与 -"},
    "unknown_claim": {"en": "there is no such claim", "zh": "没有这个主张"},
    "known_claims": {"en": "; known are {names}", "zh": "；已有：{names}"},
    "claim_within": {"en": "{title}, {months} months", "zh": "{title}（{months} 个月）"},
    "arms_one_two_four": {
        "en": "must be one arm, two, or four: [both, one, other, neither]",
        "zh": "应为一组、两组或四组：[两者, 其一, 其二, 皆无]",
    },
    "against_one_arm": {
        "en": "one arm is held against a number, and only one: give arms two entries, or one and against",
        "zh": "只有单独一组才与某个数比较：arms 写两组，或写一组并给出 against",
    },
    "until_after_from": {"en": "must be after from, {first}", "zh": "应晚于 from，即 {first}"},
    "arm_no_scale": {"en": "cannot be changed: the world is there when an arm begins", "zh": "不能改变：各组开始时世界已在"},
    "months_of_policy": {
        "en": "goes with policy alone: so long its levers are changed",
        "zh": "只能与 policy 同用：指其杠杆改变多少个月",
    },
    "conduct_of_risk": {"en": "goes with the measure {measure} alone", "zh": "只能与指标 {measure} 同用"},
    "risk_wants_conduct": {"en": "must say to what its posts are held: one of {names}", "zh": "应写明岗位固定为何种行为：{names} 之一"},
    "risk_one_measure": {"en": "must be left out: every arm is of {measure}", "zh": "应去掉：各组的指标均为 {measure}"},
    "risk_no_window": {"en": "must be left out: a risk is told by its horizons", "zh": "应去掉：风险以 horizons 表示"},
    "risk_horizons": {
        "en": "must be one or more whole numbers of months, 1 or more, ascending",
        "zh": "应为一个或多个由小到大、不小于 1 的整数月数",
    },
    "claim_beyond": {"en": "is beyond the months that are run, {months}", "zh": "超出所运行的月数 {months}"},
    # The folder.
    "out_not_of_claims": {
        "en": "{out} holds {name}, which is none of a run of claims; give another out=",
        "zh": "{out} 中有 {name}，不属于主张检验的结果；请换一个 out=",
    },
    "out_of_other_claims": {
        "en": "{out} holds a run of other claims, or in other worlds; give another out=",
        "zh": "{out} 中是其他主张或其他世界的结果；请换一个 out=",
    },
    "no_claims_there": {"en": "holds no run of claims", "zh": "其中没有主张检验的结果"},
    "claims_not_complete": {
        "en": "is not complete; wenze claims config=FOLDER out=FOLDER goes on",
        "zh": "尚未完成；wenze claims config=文件夹 out=文件夹 可继续",
    },
    "claims_part_damaged": {
        "en": "is damaged; remove it, and the same command runs it again",
        "zh": "已损坏；删除后用同一命令可重新运行",
    },
    "claims_kept": {
        "en": "{parts} parts are kept in {folder}; the same command goes on from there",
        "zh": "{folder} 中已保留 {parts} 个部分；用同一命令可继续",
    },
    "claims_failed": {
        "en": "{failures} of {lives} lives failed, the first by {why}; what is said rests on the others",
        "zh": "{lives} 次运行中有 {failures} 次失败，首次为 {why}；结论据其余得出",
    },
    # Verdicts.
    "verdict_supported": {"en": "supported", "zh": "支持"},
    "verdict_reversed": {"en": "reversed", "zh": "相反"},
    "verdict_depends": {"en": "depends", "zh": "视情况"},
    "verdict_not_seen": {"en": "not seen", "zh": "未见"},
    "expected_higher": {"en": "above {threshold}", "zh": "高于 {threshold}"},
    "expected_lower": {"en": "below {threshold}", "zh": "低于 {threshold}"},
    "claims_of_source": {"en": "The source", "zh": "原文的主张"},
    "claims_of_saying": {"en": "The sayings", "zh": "俗语"},
    "claims_of_literature": {"en": "The literature", "zh": "文献"},
    "claims_of_own": {"en": "Your own", "zh": "自拟"},
    "claims_head": {
        "en": "In {worlds} worlds (worlds={name}), each lived {lives} times, {months} months after {spin_up} under the status quo: {told}.",
        "zh": "{worlds} 个世界（worlds={name}），各运行 {lives} 次，现状之下 {spin_up} 个月后再 {months} 个月：{told}。",
    },
    "claims_head_alone": {
        "en": "In one world (worlds={name}), lived {lives} times, {months} months after {spin_up} under the status quo: {told}.",
        "zh": "一个世界（worlds={name}），运行 {lives} 次，现状之下 {spin_up} 个月后再 {months} 个月：{told}。",
    },
    "claims_lives": {"en": "{first} to {most}", "zh": "{first} 至 {most}"},
    "claims_head_claim": {"en": "claim", "zh": "主张"},
    "claims_head_difference": {"en": "difference", "zh": "差异"},
    "claims_head_for": {"en": "for", "zh": "一致"},
    "claims_head_against": {"en": "agst", "zh": "相反"},
    "claims_head_neither": {"en": "none", "zh": "皆非"},
    "claims_head_verdict": {"en": "verdict", "zh": "结论"},
    "claims_legend": {
        "en": "Difference: mean over the worlds with its 95 % interval. For, agst, none: in which share of the worlds it is "
        "distinguishably as claimed, distinguishably against, neither: beyond what luck does in 95 of 100, so that by luck alone 2.5 % are "
        "on each side. A ? stands behind a verdict that other worlds of the same kind might change. What a verdict needs: docs/claims.md.",
        "zh": "差异：各世界的均值及其 95% 区间。一致、相反、皆非：差异明确与主张一致、明确相反、两者皆非的世界各占多少；“明确”指超出 95% 的"
        "偶然范围，故仅凭偶然两边各约 2.5%。结论后的“?”表示换一批同类世界可能改变。结论的条件见 docs/claims.zh.md。",
    },
    "claims_legend_alone": {
        "en": "Difference: mean with its 95 % interval, which decides alone; in one world nothing is said of others.",
        "zh": "差异：均值及其 95% 区间，结论仅据此得出；只有一个世界，不能说明其他世界。",
    },
    "claims_why": {"en": "Of those reversed or depending:", "zh": "结论为相反或视情况的各项："},
    "claim_sentence": {
        "en": "{label} {verdict}: {title}. The difference should be {expected} and is {difference}.",
        "zh": "{label} {verdict}：{title}。差异应{expected}，实为 {difference}。",
    },
    "claim_shares": {
        "en": "In {favour} of the worlds it is distinguishably so, in {against} the other way, in {neither} neither.",
        "zh": "{favour} 的世界明确如此，{against} 明确相反，{neither} 两者皆非。",
    },
    "claim_parts": {
        "en": "In the first lives {mechanical} of it is what the policy does to unchanged conduct, {behavioural} what people do by changing.",
        "zh": "就首次运行而言，其中 {mechanical} 为行为不变时政策的作用，{behavioural} 为人改变行为的作用。",
    },
    "claim_flip": {
        "en": "Most as claimed where {best} ({best_for} for, {best_against} against), least where {worst} ({worst_for} for, {worst_against} "
        "against); the tree places {told} of worlds it has not seen rightly, guessing {guessed}.",
        "zh": "最符合主张之处：{best}（一致 {best_for}，相反 {best_against}）；最不符合之处：{worst}（一致 {worst_for}，相反 {worst_against}）；"
        "该树对未见过的世界判断正确 {told}，凭多数猜测为 {guessed}。",
    },
    "claim_unstable": {
        "en": "Drawing the worlds again gives the same verdict in {stability} of draws.",
        "zh": "重抽世界时，{stability} 得出同一结论。",
    },
    # The picture.
    "figure_claims": {"en": "Claims judged: {told}", "zh": "主张检验：{told}"},
    "figure_claims_below": {
        "en": "In which share of {worlds} worlds (worlds={name}) each is distinguishably as claimed or against; differences with 95 % "
        "intervals over the worlds.",
        "zh": "在 {worlds} 个世界（worlds={name}）中，明确符合或明确违背主张者各占多少；差异附各世界的 95% 区间。",
    },
    "figure_claims_alone": {
        "en": "In one world (worlds={name}), lived {lives} times; differences with 95 % intervals.",
        "zh": "一个世界（worlds={name}），{lives} 次；差异附 95% 区间。",
    },
    "figure_side_for": {"en": "as claimed", "zh": "一致"},
    "figure_side_neither": {"en": "neither", "zh": "皆非"},
    "figure_side_against": {"en": "against", "zh": "相反"},
    "figures_not_of_claims": {
        "en": "{key}= is for results of compare and run; of a run of claims, size=, format= and out= can be changed",
        "zh": "{key}= 只用于 compare 与 run 的结果；主张检验的图可改 size=、format=、out=",
    },
    "list_claims": {"en": "Claims (wenze claims 'claims=[...]'):", "zh": "主张（wenze claims 'claims=[...]'）："},
    # What the columns of the tables mean.
    "claims_column_claim": {"en": "Name of the claim: its file, and for a risk its horizon.", "zh": "主张的名称：其文件名，风险另加月数。"},
    "claims_column_label": {"en": "What stands before it in tables.", "zh": "表中的简称。"},
    "claims_column_kind": {"en": "Whose claim it is.", "zh": "谁的主张。"},
    "claims_column_title_en": {"en": "What it is called, in English.", "zh": "英文标题。"},
    "claims_column_title_zh": {"en": "What it is called, in Chinese.", "zh": "中文标题。"},
    "claims_column_verdict": {"en": "supported, reversed, depends or not_seen.", "zh": "结论：支持、相反、视情况、未见。"},
    "claims_column_stability": {
        "en": "Share of resamples of the worlds that give the same verdict.",
        "zh": "重抽世界时得出同一结论的比例。",
    },
    "claims_column_measure": {"en": "The measure that is compared.", "zh": "所比较的指标。"},
    "claims_column_unit": {"en": "Its unit.", "zh": "单位。"},
    "claims_column_expected": {"en": "Whether the difference should be higher or lower.", "zh": "差异应更高还是更低。"},
    "claims_column_at_least": {"en": "What the difference has to exceed on that side.", "zh": "该方向上差异须超过的数。"},
    "claims_column_arms": {"en": "The arms: regime and measure of each, in their order.", "zh": "各组的情景与指标，依次列出。"},
    "claims_column_from": {"en": "First month that counts, from the switch.", "zh": "从制度开始算起，计入的首月。"},
    "claims_column_until": {"en": "Month before which counting ends; of a risk its horizon.", "zh": "计至哪个月之前；风险则为其月数。"},
    "claims_column_difference": {"en": "Mean difference over the worlds, with its own sign.", "zh": "各世界差异的均值，带原有符号。"},
    "claims_column_interval": {"en": "End of the 95 % interval of the column beside it.", "zh": "旁边一列的 95% 区间端点。"},
    "claims_column_worlds_low": {"en": "5 % of the worlds have a smaller difference.", "zh": "5% 的世界差异小于此数。"},
    "claims_column_worlds_high": {"en": "5 % of the worlds have a larger difference.", "zh": "5% 的世界差异大于此数。"},
    "claims_column_reference": {"en": "Mean of the last arm.", "zh": "最后一组的均值。"},
    "claims_column_worlds": {"en": "Worlds in which there is a value.", "zh": "有值的世界数。"},
    "claims_column_lives": {"en": "How often each world was lived, at most.", "zh": "每个世界最多运行的次数。"},
    "claims_column_as_claimed": {"en": "Share of the worlds distinguishably as claimed.", "zh": "明确与主张一致的世界比例。"},
    "claims_column_against": {"en": "Share of the worlds distinguishably against.", "zh": "明确与主张相反的世界比例。"},
    "claims_column_neither": {"en": "Share of the worlds that are neither.", "zh": "两者皆非的世界比例。"},
    "claims_column_mechanical": {
        "en": "Part of the difference that the policy makes while all do as under the last arm.",
        "zh": "所有人行为如最后一组时，政策造成的部分差异。",
    },
    "claims_column_behavioural": {"en": "The rest: what people do by changing.", "zh": "其余部分：人改变行为造成的差异。"},
    "claims_column_assumptions": {"en": "The two assumptions that best tell the worlds apart.", "zh": "最能区分各世界的两个假定。"},
    "claims_column_leaves": {
        "en": "Leaves of the tree over them: worlds, share as claimed, share against.",
        "zh": "决策树的叶：世界数、一致比例、相反比例。",
    },
    "claims_column_told": {
        "en": "Share of worlds that the tree places rightly without having seen them.",
        "zh": "决策树对未见过的世界判断正确的比例。",
    },
    "claims_column_guessed": {"en": "The same by always naming the more frequent side.", "zh": "一律猜多数一方时的正确比例。"},
    "claims_column_world": {"en": "The world, as numbered in worlds.csv.", "zh": "世界在 worlds.csv 中的编号。"},
    "claims_column_world_difference": {"en": "Mean difference over the lives of the world.", "zh": "该世界各次运行差异的均值。"},
    "claims_column_margin": {"en": "How far from its threshold luck takes it in 95 of 100.", "zh": "偶然在 95% 的情形下使其偏离界限的幅度。"},
    "claims_column_side": {"en": "1 distinguishably as claimed, -1 against, 0 neither.", "zh": "1 明确一致，-1 明确相反，0 两者皆非。"},
}  # fmt: skip


add_messages(MESSAGES)
