"""What is said about sweeps, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    # What may vary.
    "axis_form": {
        "en": "expected numbers like 0.2,0.4 or range(0,1,0.1), interval(0,1), tag(log,interval(0.1,10))",
        "zh": "应为若干个数，如 0.2,0.4 或 range(0,1,0.1)、interval(0,1)、tag(log,interval(0.1,10))",
    },
    "axis_unknown": {"en": "there is no such parameter", "zh": "没有这个参数"},
    "axis_unknown_column": {"en": "{key} is no parameter", "zh": "{key} 不是参数"},
    "axis_near": {"en": "; did you mean {near}?", "zh": "（是不是想写 {near}？）"},
    "axis_paired": {
        "en": "cannot vary: every setting is run on the same luck and as often, so that differences are paired",
        "zh": "不能变动：各设定的运气与重复次数须相同，差异才能配对",
    },
    "axis_twice": {"en": "{value} stands there twice", "zh": "{value} 重复出现"},
    "axis_step": {"en": "the step of a range must be a number other than 0", "zh": "range 的步长应为非零的数"},
    "axis_empty": {"en": "the range is empty", "zh": "range 中没有任何值"},
    "axis_interval": {
        "en": "an interval goes from a smaller number to a larger one, and log is its only tag",
        "zh": "interval 应由较小的数到较大的数，标签只有 log",
    },
    "axis_log": {"en": "an interval in logarithms begins above 0", "zh": "取对数的 interval 应从大于 0 处开始"},
    # Designs.
    "design_unknown": {"en": "must be one of {names}", "zh": "应为 {names} 之一"},
    "design_needs_points": {"en": "needs points=N, how many are drawn", "zh": "需要 points=N，即抽取多少个点"},
    "design_needs_intervals": {
        "en": "design={design} draws its points and needs interval(low,high) here",
        "zh": "design={design} 在区间内取点，此处应为 interval(下限,上限)",
    },
    "design_points": {
        "en": "must be at least 1, and not more than {most:,} points in all, not {count:,}",
        "zh": "至少为 1，总点数不超过 {most:,}，现为 {count:,}",
    },
    "grid_takes_no_points": {
        "en": "a grid has the points of its axes; for others add design=latin_hypercube, sobol or morris",
        "zh": "网格的点由各轴决定；若要抽取，请加 design=latin_hypercube、sobol 或 morris",
    },
    "grid_needs_values": {
        "en": "a grid needs values; for an interval add design=latin_hypercube (or sobol, morris) points=N",
        "zh": "网格需要具体的值；若用区间，请加 design=latin_hypercube（或 sobol、morris）points=N",
    },
    "sweep_too_large": {
        "en": "the design has {count:,} settings; a sweep has at most {most:,}",
        "zh": "该设计有 {count:,} 个设定；一次扫描最多 {most:,} 个",
    },
    "sweep_too_many_runs": {
        "en": "{settings:,} settings come to {count:,} runs; a sweep has at most {most:,}",
        "zh": "{settings:,} 个设定共 {count:,} 次运行；一次扫描最多 {most:,} 次",
    },
    "nothing_varies": {
        "en": "nothing varies: give a parameter several values, as in "
        "policy.accountability.strictness_work=0.2,0.4,0.6, or sweep=FILE, or settings=FILE",
        "zh": "没有变动的参数：请给某个参数多个值，如 policy.accountability.strictness_work=0.2,0.4,0.6，或用 sweep=文件、settings=文件",
    },
    "sweep_alone": {
        "en": "{key} does not go with {by}=: what is run stands in {file}",
        "zh": "{key} 不能与 {by}= 同用：所运行的内容写在 {file} 中",
    },
    "settings_alone": {
        "en": "settings= lists every setting: nothing else varies, and there is no design= or points=",
        "zh": "settings= 已列出全部设定：不能再有其他变动的参数，也没有 design= 或 points=",
    },
    "settings_header": {
        "en": "the first line must name parameters, with commas between them",
        "zh": "第一行应为参数名，以逗号分隔",
    },
    "settings_empty": {"en": "there is no line of values", "zh": "没有任何一行值"},
    "settings_cells": {"en": "must have {keys} values, not {count}", "zh": "应有 {keys} 个值，现有 {count} 个"},
    "precision_form": {
        "en": "expected MEASURE:WIDTH, as in effort:0.01 for ± 0.01, or MEASURE:WIDTH:MOST with the most replications, at least {first}",
        "zh": "应为 指标:宽度，如 effort:0.01 表示 ±0.01；或 指标:宽度:最多重复次数（至少 {first}）",
    },
    "precision_needs": {
        "en": "needs two scenarios and two replications: it is about their difference",
        "zh": "至少需要两个情景、两次重复：精度指的是两者之差",
    },
    "extra_missing": {
        "en": "this needs the package {package}; from the checkout, pip install '.[{extra}]' brings it",
        "zh": "需要软件包 {package}；在源码目录中运行 pip install '.[{extra}]' 即可安装",
    },
    "cluster_unknown": {"en": "there is no such cluster; known are {names}", "zh": "没有这个集群；已知：{names}"},
    "cluster_fails": {"en": "the cluster cannot be used: {why}", "zh": "集群无法使用：{why}"},
    "cluster_no_address": {
        "en": "scheduler=ADDRESS says where the scheduler is",
        "zh": "须以 scheduler=地址 指明调度器",
    },
    # The store.
    "no_store": {"en": "holds no sweep", "zh": "其中没有扫描结果"},
    "store_busy": {"en": "another process is writing to this sweep", "zh": "另一个进程正在写入这次扫描"},
    "store_of_another_model": {
        "en": "is of version {model} of the model, and this is version {own}: its runs are kept, but not gone on with",
        "zh": "属于模型第 {model} 版，现为第 {own} 版：其运行保留，但不能接着运行",
    },
    "store_of_another_plan": {
        "en": "{out} holds another sweep, which this one does not contain; give another out=",
        "zh": "{out} 中是另一次扫描，不包含在本次之内；请换一个 out=",
    },
    "out_not_a_store": {
        "en": "{out} holds {name}, which is not a sweep's; give another out=",
        "zh": "{out} 中有 {name}，不属于扫描结果；请换一个 out=",
    },
    "plan_damaged": {"en": "is damaged", "zh": "已损坏"},
    "part_damaged": {
        "en": "is damaged; wenze sweep repair=FOLDER runs it again",
        "zh": "已损坏；wenze sweep repair=文件夹 可重新运行",
    },
    "damaged": {"en": "damaged", "zh": "已损坏"},
    "part_twice": {"en": "there twice", "zh": "重复出现"},
    "gone": {"en": "not there any more", "zh": "已不在"},
    "store_damaged": {
        "en": "{file}: {why}; wenze sweep repair={folder} mends it",
        "zh": "{file}：{why}；wenze sweep repair={folder} 可修复",
    },
    "too_little_disk": {
        "en": "the sweep takes about {needed} on disk, and {free} are free",
        "zh": "扫描约需磁盘 {needed}，仅剩 {free}",
    },
    # What it will take, and what came of it.
    "pilot": {
        "en": "{settings:,} settings × {scenarios} scenarios × {replications} replications = {runs:,} runs; about {time} and {disk} on disk",
        "zh": "{settings:,} 个设定 × {scenarios} 个情景 × {replications} 次重复 = {runs:,} 次运行；约需 {time}，磁盘 {disk}",
    },
    "at_first": {
        "en": " at first, more until the intervals are narrow enough",
        "zh": "（起初如此，随后增加，直到区间足够窄）",
    },
    "seconds": {"en": "{seconds} s", "zh": "{seconds} 秒"},
    "vary_form": {
        "en": 'must be values by parameter, {{"months": [12, 24]}}, or texts, ["months=12,24"]',
        "zh": '应为各参数的取值，如 {{"months": [12, 24]}}，或文字的列表，如 ["months=12,24"]',
    },
    "count_form": {"en": "must be a whole number from 1 on", "zh": "应为不小于 1 的整数"},
    "months_not_kept": {
        "en": "holds no months; they are kept where a sweep is run with monthly=true",
        "zh": "没有保存逐月数据；以 monthly=true 运行的扫描才会保存",
    },
    "sweep_kept": {
        "en": "{parts} parts are kept in {folder}; the same command goes on from there",
        "zh": "已完成的 {parts} 个分块保存在 {folder}；再次运行同一命令即可接着进行",
    },
    "sweep_done": {"en": "{runs:,} runs of {settings:,} settings", "zh": "{settings:,} 个设定，共 {runs:,} 次运行"},
    "sweep_failed": {
        "en": "{failures:,} of {runs:,} runs failed; failures.csv says which and why",
        "zh": "{runs:,} 次运行中有 {failures:,} 次失败；见 failures.csv",
    },
    "sweep_window": {"en": ", months {first} to {end}", "zh": "，第 {first} 至 {end} 个月"},
    "sweep_differences": {
        "en": "Difference from {reference}, over all settings: mean, least, largest, and in which share of the settings its 95 % "
        "interval lies above or below zero.",
        "zh": "与“{reference}”之差，涵盖全部设定：均值、最小、最大，以及 95% 区间高于零或低于零的设定所占比例。",
    },
    "sweep_differences_single": {
        "en": "Difference from {reference}, over all settings: mean, least, largest, and the share of the settings in which it is "
        "above or below zero (one replication each, so that no interval is known).",
        "zh": "与“{reference}”之差，涵盖全部设定：均值、最小、最大，以及高于零或低于零的设定所占比例（各设定只有一次重复，没有区间）。",
    },
    "sweep_levels": {"en": "Over all settings: mean, least and largest.", "zh": "涵盖全部设定：均值、最小与最大。"},
    "sweep_column_mean": {"en": "mean", "zh": "均值"},
    "sweep_column_least": {"en": "least", "zh": "最小"},
    "sweep_column_most": {"en": "largest", "zh": "最大"},
    "sweep_column_above": {"en": "above", "zh": "高于零"},
    "sweep_column_below": {"en": "below", "zh": "低于零"},
    "status_line": {
        "en": "{folder}: {done} of {parts} parts, {runs:,} runs, {failures} failed, {bytes}",
        "zh": "{folder}：{parts} 个分块中完成 {done} 个，{runs:,} 次运行，{failures} 次失败，{bytes}",
    },
    "status_complete": {"en": "complete", "zh": "已完成"},
    "status_open": {
        "en": "not complete; the same command, or wenze sweep config={folder} out={folder}, goes on",
        "zh": "未完成；再次运行同一命令，或 wenze sweep config={folder} out={folder}，即可接着进行",
    },
    "status_whole": {"en": "nothing is damaged", "zh": "没有损坏"},
    "status_damaged": {"en": "{file}: {why}", "zh": "{file}：{why}"},
    "repaired": {
        "en": "{count} files mended, {parts} parts run again",
        "zh": "修复 {count} 个文件，重新运行 {parts} 个分块",
    },
    "alone_with": {"en": "{key}= stands alone, or with threads=", "zh": "{key}= 只能单独使用，或与 threads= 同用"},
    # Sensitivity.
    "needs_interval": {"en": "must be interval(low,high) here", "zh": "此处应为 interval(下限,上限)"},
    "measure_missing": {
        "en": "measure=NAME says what is asked about; wenze list measures shows the names",
        "zh": "须以 measure=名称 指明所问的指标；wenze list measures 可列出名称",
    },
    "one_scenario": {
        "en": "scenarios= names one scenario here, whose difference from the reference is asked about, not {count}",
        "zh": "此处 scenarios= 只写一个情景，所问的是它与参照之差；现有 {count} 个",
    },
    "sensitivity_too_few": {
        "en": "{lacking} of {groups} groups of runs hold one without a value of the measure, too many for indices to mean anything",
        "zh": "{groups} 组运行中有 {lacking} 组含有指标无值的运行，过多，指数没有意义",
    },
    "asked_of_one": {"en": "{measure} under {scenario}", "zh": "“{scenario}”之下的{measure}"},
    "asked_of_difference": {
        "en": "difference in {measure} between {scenario} and {reference}",
        "zh": "“{scenario}”与“{reference}”的{measure}之差",
    },
    "sensitivity_head": {
        "en": "What the {asked} hangs on, by {settings:,} settings.",
        "zh": "{asked}取决于什么（{settings:,} 组设定）。",
    },
    "column_parameter": {"en": "parameter", "zh": "参数"},
    "column_effect_size": {"en": "size", "zh": "大小"},
    "column_effect_margin": {"en": "±", "zh": "±"},
    "column_effect_mean": {"en": "mean", "zh": "均值"},
    "column_effect_spread": {"en": "spread", "zh": "离散"},
    "column_index_first": {"en": "alone", "zh": "单独"},
    "column_index_margin": {"en": "±", "zh": "±"},
    "column_index_total": {"en": "in all", "zh": "合计"},
    "sensitivity_effects": {
        "en": "Size: by how much the measure changes on average as a number goes through its range, whatever the way; mean: with its "
        "sign; spread: large where it hangs on other numbers.",
        "zh": "大小：参数走完其范围时指标平均变动多少（不计方向）；均值：计方向；离散：大则其作用取决于其他参数。",
    },
    "sensitivity_chance": {
        "en": "Chance alone would show a size of {size}: what is not larger may be chance. The dummy does nothing and has the same luck, so "
        "it is zero.",
        "zh": "仅凭随机波动就会显出 {size} 的大小：不大于此者可能只是偶然。dummy 毫无作用，运气又相同，故为零。",
    },
    "sensitivity_single": {
        "en": "With one replication it cannot be told how much of this is chance: replications=2 or more tells.",
        "zh": "只有一次重复，无法得知其中多少出于偶然：请用 replications=2 或更多。",
    },
    "sensitivity_indices": {
        "en": "Alone: share of the variance that goes with a number by itself; in all: with everything it does together with others.",
        "zh": "单独：该参数独自引起的方差比例；合计：连同它与其他参数的共同作用。",
    },
    "indices_settled": {
        "en": "Half of the settings give the same within the margins.",
        "zh": "只用一半设定，结果在误差范围内相同。",
    },
    "indices_unsettled": {
        "en": "Half of the settings give something else for {names}: more blocks= are needed.",
        "zh": "只用一半设定时 {names} 的结果不同：需要更多 blocks=。",
    },
    "nothing_matters": {"en": "Nothing does more than chance would show.", "zh": "没有参数的作用大于随机波动。"},
    "sensitivity_left_out": {
        "en": "Left out, because a run in them has no value: {trajectories} trajectories, {blocks} blocks.",
        "zh": "因其中有运行无值而未计入：{trajectories} 条轨迹、{blocks} 个区组。",
    },
    "figure_screening": {"en": "What moves the {asked}", "zh": "什么左右着{asked}"},
    "figure_screening_below": {
        "en": "Mean size of the change over each number's range, with 95 % intervals; the {shown} strongest of {count}. The dummy does nothing.",
        "zh": "各参数走完其范围时的平均变动及其 95% 区间；{count} 个中最强的 {shown} 个。dummy 毫无作用。",
    },
    "figure_indices": {"en": "Shares of the variance of the {asked}", "zh": "{asked}的方差构成"},
    "figure_indices_below": {"en": "Sobol indices with 95 % intervals.", "zh": "Sobol 指数及其 95% 区间。"},
    "figure_index_first": {"en": "alone", "zh": "单独"},
    "figure_index_total": {"en": "with all it does together with others", "zh": "连同与其他参数的共同作用"},
    "figure_share_of_variance": {"en": "share of variance", "zh": "占方差的比例"},
    # Discovery.
    "effect_form": {
        "en": "expected MEASURE > NUMBER or MEASURE difference > NUMBER, with >, >=, < or <=",
        "zh": "应为“指标 > 数”或“指标 difference > 数”，符号可为 >、>=、<、<=",
    },
    "effect_needs_pair": {
        "en": "a difference needs a scenario besides the reference",
        "zh": "“difference”需要参照之外的一个情景",
    },
    "effect_of_pair": {
        "en": "with a scenario and a reference, MEASURE difference is what can be asked",
        "zh": "既有情景又有参照时，所问的应为“指标 difference”",
    },
    "store_alone": {
        "en": "store= is a sweep that was run: nothing is run beside it",
        "zh": "store= 是已运行的扫描，不再运行其他内容",
    },
    "store_not_complete": {
        "en": "the sweep is not complete, or damaged; wenze sweep status= tells",
        "zh": "扫描未完成或已损坏；见 wenze sweep status=",
    },
    "discover_head": {
        "en": "Where {effect} ({asked}): in {hits:,} of {settings:,} settings, {share:.0f} %.",
        "zh": "何处 {effect}（{asked}）：{settings:,} 组设定中有 {hits:,} 组，占 {share:.0f}%。",
    },
    "discover_box": {
        "en": "Box {number}: it happens in {density:.0f} % of its {settings:,} settings; {coverage:.0f} % of all where it happens lie in it.",
        "zh": "盒 {number}：其中 {settings:,} 组设定有 {density:.0f}% 发生；发生之处的 {coverage:.0f}% 在此盒内。",
    },
    "discover_limit": {"en": "{key} between {low:.4g} and {high:.4g}", "zh": "{key} 在 {low:.4g} 与 {high:.4g} 之间"},
    "discover_from": {"en": "{key} at least {low:.4g}", "zh": "{key} 不小于 {low:.4g}"},
    "discover_to": {"en": "{key} at most {high:.4g}", "zh": "{key} 不大于 {high:.4g}"},
    "discover_no_box": {
        "en": "No box holds it more densely than the whole space does.",
        "zh": "没有哪个盒比整个空间更密集。",
    },
    "discover_never": {"en": "It happens nowhere here.", "zh": "在此处处都不发生。"},
    "discover_always": {"en": "It happens everywhere here.", "zh": "在此处处都发生。"},
    "discover_tree": {
        "en": "A small tree, the leaves in which it happens most first:",
        "zh": "小决策树（发生最多的叶在前）：",
    },
    "discover_leaf": {
        "en": "{share:.0f} % of {settings:,} settings where {conditions}",
        "zh": "{conditions} 时，{settings:,} 组设定中有 {share:.0f}%",
    },
    "discover_left_out": {
        "en": "{count} settings without a value are left out.",
        "zh": "另有 {count} 组设定无值，未计入。",
    },
    "figure_discover": {"en": "Where {effect} ({asked})", "zh": "何处 {effect}（{asked}）"},
    "figure_discover_below": {
        "en": "Each dot a setting, filled where it happens; the frame is box 1: {density:.0f} % of its settings, "
        "{coverage:.0f} % of all where it happens.",
        "zh": "每点为一组设定，实心为发生；方框为盒 1：盒内 {density:.0f}% 发生，占全部发生的 {coverage:.0f}%。",
    },
    # Frontier.
    "frontier_measures": {
        "en": "names two or three measures, not {count}",
        "zh": "应写两个或三个指标，现有 {count} 个",
    },
    "frontier_neither": {
        "en": "{name} is neither better high nor low; write {name}:up or {name}:down",
        "zh": "{name} 无所谓高低；请写 {name}:up 或 {name}:down",
    },
    "frontier_levers": {"en": "must be a lever, policy.…, here", "zh": "此处应为政策杠杆 policy.…"},
    "frontier_head": {
        "en": "{front} of {mixes:,} mixes of {levers} levers are not outdone, by {measures}.",
        "zh": "就 {measures} 而言，{mixes:,} 种组合（{levers} 个杠杆）中有 {front} 种不被超越。",
    },
    "frontier_regimes": {
        "en": "Regimes, and whether any mix outdoes them in all of these:",
        "zh": "各情景，以及是否有组合在全部指标上超过它：",
    },
    "frontier_outdone": {"en": "outdone", "zh": "被超过"},
    "frontier_not_outdone": {"en": "not outdone", "zh": "未被超过"},
    "frontier_best": {"en": "Ends and middle of the front:", "zh": "前沿的两端与中间："},
    "figure_frontier": {"en": "What mixes of levers can reach", "zh": "杠杆组合所能达到的"},
    "figure_frontier_below": {
        "en": "Each dot a mix, dark if none outdoes it. Numbers: regimes, in a block where they coincide.",
        "zh": "每个小点为一种组合，深色者不被任何其他组合超过。编号为各情景，位置相同的编号排在一起。",
    },
    # Pictures.
    "figures_not_of_sweeps": {
        "en": "{key}= is for results of compare and run; of a sweep, size=, measures=, format= and out= can be changed",
        "zh": "{key}= 只用于 compare 与 run 的结果；扫描的图可改 size=、measures=、format=、out=",
    },
    "figure_sweep_title": {"en": "What changes with {keys}", "zh": "随 {keys} 的变化"},
    "figure_sweep_bands": {
        "en": "Means over {replications} replications with their 95 % intervals.",
        "zh": "{replications} 次重复的均值及其 95% 区间。",
    },
    "figure_sweep_beneath": {
        "en": " Where lines lie on each other, those beneath are broader.",
        "zh": "曲线重合处，下层的曲线画得较宽。",
    },
    "figure_sweep_left_out": {"en": " {count} more regimes are not shown.", "zh": "另有 {count} 个情景未画出。"},
    "figure_sweep_map": {
        "en": "Difference from “{reference}”: above (red) and below (blue); the line is where there is none.",
        "zh": "与“{reference}”之差：高于（红）、低于（蓝）；黑线处为零。",
    },
    "figure_sweep_levels": {"en": "Means over the replications.", "zh": "各次重复的均值。"},
    "figure_sweep_ranks_paired": {
        "en": "How each number goes with the difference of “{scenario}” from “{reference}”: correlation of ranks over all settings.",
        "zh": "各参数与“{scenario}”相对“{reference}”之差的关系：全部设定的秩相关。",
    },
    "figure_sweep_ranks": {
        "en": "How each number goes with each measure: correlation of ranks over all settings.",
        "zh": "各参数与各指标的关系：全部设定的秩相关。",
    },
    "figure_sweep_strongest": {
        "en": "The {shown} strongest of {count}.",
        "zh": "共 {count} 个，仅列最强的 {shown} 个。",
    },
}

add_messages(MESSAGES)
