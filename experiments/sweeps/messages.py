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
        "en": "{key} does not go with sweep=: what is run stands in {file}",
        "zh": "{key} 不能与 sweep= 同用：所运行的内容写在 {file} 中",
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
    "not_a_part": {"en": "not a sweep's file", "zh": "不是扫描的文件"},
    "part_twice": {"en": "there twice", "zh": "重复出现"},
    "gone": {"en": "not there any more", "zh": "已不在"},
    "store_damaged": {
        "en": "{file}: {why}; wenze sweep repair={folder} mends it",
        "zh": "{file}：{why}；wenze sweep repair={folder} 可修复",
    },
    "too_little_disk": {
        "en": "the sweep takes about {needed:.1f} GiB on disk, and {free:.1f} GiB are free",
        "zh": "扫描约需磁盘 {needed:.1f} GiB，仅剩 {free:.1f} GiB",
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
    "written_sweep": {"en": "Written to {folder}", "zh": "已写入 {folder}"},
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
    # Pictures.
    "figure_sweep_title": {"en": "What changes with {keys}", "zh": "随 {keys} 的变化"},
    "figure_sweep_bands": {
        "en": "Means over {replications} replications with their 95 % intervals.",
        "zh": "{replications} 次重复的均值及其 95% 区间。",
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
