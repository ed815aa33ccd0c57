"""What the commands say, in English and Chinese. Words about parameters, measures and scenarios live where they do."""

from pathlib import Path

from wenze.sim.language import Language, in_language
from wenze.sim.messages import add_messages, say

__all__ = ["MESSAGES", "in_language", "printable", "say"]

MESSAGES: dict[str, dict[Language, str]] = {
    # What may be wrong with a command line.
    "command_unknown": {
        "en": "there is no command {word}{hint}; wenze help lists the commands",
        "zh": "没有命令 {word}{hint}；wenze help 可列出全部命令",
    },
    "key_unknown": {
        "en": "{command} knows no key {key}={hint}; wenze help {command} lists what it takes",
        "zh": "{command} 没有 {key}= 这一项{hint}；wenze help {command} 可列出全部选项",
    },
    "argument_too_long": {
        "en": "{start}: must have at most {most:,} characters",
        "zh": "{start}：最多 {most:,} 个字符",
    },
    "passed_over": {"en": "passed over: {why}", "zh": "已略过：{why}"},
    "key_twice": {"en": "{key}= is given twice", "zh": "{key}= 重复给出"},
    "key_empty": {"en": "{key}= is empty; expected {allowed}", "zh": "{key}= 为空；应为{allowed}"},
    "key_missing": {
        "en": "{command} needs {key}=NAME; wenze list {key}s shows the names",
        "zh": "{command} 需要 {key}=名称；wenze list {key}s 可列出名称",
    },
    "word_unexpected": {
        "en": "{command} takes key=value, and {word} is not of that form{hint}",
        "zh": "{command} 只接受 键=值，{word} 不是这种形式{hint}",
    },
    "words_too_many": {
        "en": "{command} takes one word at most, not {word} as well",
        "zh": "{command} 最多接受一个词，多了 {word}",
    },
    "topic_unknown": {
        "en": "there is no list of {word}{hint}; expected one of {allowed}",
        "zh": "没有 {word} 的列表{hint}；可用：{allowed}",
    },
    "parameter_unknown": {
        "en": "no parameter or group is called {word}{hint}; wenze parameters lists them",
        "zh": "没有名为 {word} 的参数或参数组{hint}；wenze parameters 可列出全部参数",
    },
    "list_broken": {
        "en": "{key}={value}: expected one name or a list like [name,name]",
        "zh": "{key}={value}：应为一个名称，或形如 [名称,名称] 的列表",
    },
    "list_cut": {
        "en": "{key}={value}: a list with a blank in it must stand in quotes",
        "zh": "{key}={value}：含空格的列表要加引号",
    },
    "list_empty": {"en": "{key}={value}: the list is empty", "zh": "{key}={value}：列表为空"},
    "list_repeats": {"en": "{key}={value}: {name} is listed twice", "zh": "{key}={value}：{name} 重复列出"},
    "language_wrong": {
        "en": "{key}={value}: expected en (English) or zh (Chinese)",
        "zh": "{key}={value}：应为 en（英文）或 zh（中文）",
    },
    "threads_wrong": {
        "en": "threads={value}: expected a whole number from 1 to {most}",
        "zh": "threads={value}：应为 1 到 {most} 之间的整数",
    },
    "choice_wrong": {
        "en": "{key}={value}: expected {allowed}",
        "zh": "{key}={value}：应为 {allowed}",
    },
    "count_wrong": {"en": "{key}={value}: expected a whole number", "zh": "{key}={value}：应为整数"},
    "or": {"en": " or ", "zh": " 或 "},
    "config_alone": {
        "en": "config= already fixes everything that determines the numbers, so {key}= cannot be given beside it",
        "zh": "config= 已确定一切影响结果的设置，不能同时给出 {key}=",
    },
    "config_of_several": {
        "en": "config={path}: run takes one scenario, and this file names {count}; use wenze compare",
        "zh": "config={path}：run 只运行一个情景，此文件有 {count} 个；请用 wenze compare",
    },
    "out_is_file": {
        "en": "out={out} is a file; expected a new folder, an empty one, or an earlier result of wenze",
        "zh": "out={out} 是一个文件；应为新文件夹、空文件夹或 wenze 以前的结果",
    },
    "out_not_ours": {
        "en": "out={out} holds {name}, which is not wenze's; expected a new folder, an empty one, or an earlier result",
        "zh": "out={out} 中的 {name} 不属于 wenze；应为新文件夹、空文件夹或以前的结果",
    },
    "out_edited": {
        "en": "out={out}: {name} is no longer as wenze wrote it, and is not replaced; move it away or name another folder",
        "zh": "out={out}：{name} 在 wenze 写出后有过改动，不予替换；请将其移走或另指定文件夹",
    },
    "out_busy": {
        "en": "out={out}: another wenze is writing there (into {workspace}); wait until it is done, or name another folder",
        "zh": "out={out}：另一个 wenze 正在写入（工作区 {workspace}）；请等其完成，或另指定文件夹",
    },
    "not_as_written": {"en": "is not as wenze wrote it", "zh": "与 wenze 写出时不同"},
    "out_is_source": {
        "en": "out={out} is what is read from, and would be gone; expected another folder",
        "zh": "out={out} 正是所读取的文件夹，写入会使其消失；请另指定文件夹",
    },
    "in_the_way": {"en": "{name} is in the way, and is not wenze's", "zh": "{name} 不属于 wenze，挡住了位置"},
    "out_changed": {"en": "it was changed at that very moment", "zh": "其内容恰在此时有改动"},
    "no_such_home": {
        "en": "{key}={value}: there is no such home folder; expected ~, ~USER or a path (./~ for a name that begins so)",
        "zh": "{key}={value}：没有这个主目录；应为 ~、~用户名 或路径（名称本身以 ~ 开头时请写作 ./~）",
    },
    "out_fixed": {
        "en": "out={out} cannot be replaced as a whole (it is in use or a mount point); name a folder inside it",
        "zh": "out={out} 正在使用或是挂载点，无法整体替换；请指定其中的一个文件夹",
    },
    "out_unusable": {
        "en": "out={out} cannot be written: {why}; expected a folder in a place where you may write",
        "zh": "out={out} 无法写入：{why}；应为有写入权限之处的文件夹",
    },
    # What may go wrong later.
    "interrupted": {"en": "stopped; nothing half-written is left", "zh": "已停止；没有留下写了一半的结果"},
    "interrupted_after": {
        "en": "stopped; the result was done, and is whole in {folder}",
        "zh": "已停止；结果此前已完整写入 {folder}",
    },
    "out_of_memory": {
        "en": "failed: out of memory; nothing half-written is left",
        "zh": "失败：内存不足；没有留下写了一半的结果",
    },
    "failed": {"en": "failed: {why}; nothing half-written is left", "zh": "失败：{why}；没有留下写了一半的结果"},
    "failed_after": {
        "en": "the result is whole in {folder}, but what comes after it failed: {why}",
        "zh": "结果已完整写入 {folder}，但此后的步骤失败：{why}",
    },
    "why_unforeseen": {
        "en": "{kind}: {why} (a fault of wenze; its traceback is in {file})",
        "zh": "{kind}：{why}（wenze 的缺陷；错误追踪写在 {file}）",
    },
    "why_unforeseen_shown": {
        "en": "{kind}: {why} (a fault of wenze; its traceback could not be written, and follows)",
        "zh": "{kind}：{why}（wenze 的缺陷；错误追踪无法写入文件，见下文）",
    },
    "displaced": {
        "en": "the result is whole, but in {place}, since its place was taken in the meantime ({why})",
        "zh": "结果完整，但写入了 {place}，因为原定位置在此期间已被占用（{why}）",
    },
    # Notes before the work.
    "compiling": {
        "en": "Compiling the model, once; this takes a minute or two ...",
        "zh": "正在编译模型（仅首次需要，约一两分钟）……",
    },
    "masked": {
        "en": "note: a scenario that sets a lever itself keeps its own value for the months in which it sets it: {levers}",
        "zh": "注意：自行设定了杠杆的情景，在其设定的月份内仍用自己的值：{levers}",
    },
    "unreached": {
        "en": "note: only {months} months are run, so what {scenario} changes in month {month} or later does not take effect",
        "zh": "注意：本次只运行 {months} 个月，“{scenario}”第 {month} 个月才开始的变化不会生效",
    },
    "other_model": {
        "en": "note: this was made by model {other}, and this is model {model}: their numbers are not the same",
        "zh": "注意：此结果出自模型 {other}，当前为模型 {model}，二者数值不同",
    },
    "keys_taken": {
        "en": "note: this result does not say these parameters, which may be newer than it; their defaults stand in its "
        "settings, its numbers are as they were: {keys}",
        "zh": "注意：此结果未记录以下参数（可能是后来新增的），其设置中以默认值代替，数值不变：{keys}",
    },
    "keys_ignored": {
        "en": "note: this result has settings that this wenze does not know, which are ignored; its numbers are as they "
        "were: {keys}",
        "zh": "注意：此结果中有本版 wenze 不认识的设置，已忽略，数值不变：{keys}",
    },
    "progress": {"en": "simulating", "zh": "模拟中"},
    "progress_line": {
        "en": "simulating: {percent} % done, about {left} left",
        "zh": "模拟中：已完成 {percent}%，还需约 {left}",
    },
    "minutes": {"en": "{minutes} min", "zh": "{minutes} 分钟"},
    "hours": {"en": "{hours} h {minutes} min", "zh": "{hours} 小时 {minutes} 分钟"},
    # The table of a comparison.
    "table_scale": {
        "en": "Means over {replications} replications of {months} months after {spin_up} under the status quo, {cadres} cadres each.",
        "zh": "{cadres} 名干部，先在现状之下运行 {spin_up} 个月，再运行 {months} 个月，重复 {replications} 次的均值。",
    },
    "table_scale_one": {
        "en": "One replication of {months} months after {spin_up} under the status quo, {cadres} cadres: no intervals.",
        "zh": "{cadres} 名干部，先在现状之下运行 {spin_up} 个月，再运行 {months} 个月，只运行一次：没有区间。",
    },
    "table_window": {"en": "Of these, months {first} to {last}.", "zh": "其中第 {first} 至 {last} 个月。"},
    "table_marks": {
        "en": "{up} higher or {down} lower than {reference}: the 95 % interval of the paired difference excludes zero.",
        "zh": "{up} 高于、{down} 低于{reference}：配对差的 95% 区间不含零。",
    },
    "table_mark_same": {"en": "=: no difference in any replication.", "zh": "=：各次重复均无差异。"},
    # Headings of narrow columns: one or two lines of up to six columns.
    "column_scenario": {"en": "scenario", "zh": "情景"},
    "column_measure": {"en": "measure", "zh": "指标"},
    "column_mean": {"en": "mean", "zh": "均值"},
    "column_interval": {"en": "95 % interval", "zh": "95% 区间"},
    "from_to": {"en": "{low} to {high}", "zh": "{low} 至 {high}"},
    "column_unit": {"en": "unit", "zh": "单位"},
    "column_year": {"en": "year", "zh": "年"},
    # What was found.
    "found": {
        "en": "What was found, against {reference}, largest difference first:",
        "zh": "与{reference}相比（按差异由大到小）：",
    },
    "found_of": {"en": "{measure} is {parts}.", "zh": "{measure}：{parts}。"},
    "found_higher": {"en": "higher under {scenarios}", "zh": "高于参照的有{scenarios}"},
    "found_lower": {"en": "lower under {scenarios}", "zh": "低于参照的有{scenarios}"},
    "found_most": {
        "en": "{scenario} ({difference}, from {low} to {high})",
        "zh": "{scenario}（{difference}，区间 {low} 至 {high}）",
    },
    "found_unclear": {"en": "not distinguishable under {scenarios}", "zh": "差异不明确的有{scenarios}"},
    "found_same": {
        "en": "no different in any replication under {scenarios}",
        "zh": "各次重复均与参照无差异的有{scenarios}",
    },
    "found_same_everywhere": {
        "en": "no different in any replication under any other scenario",
        "zh": "各情景在各次重复中均与参照无差异",
    },
    "found_nowhere": {"en": "not distinguishable under any other scenario", "zh": "各情景与参照的差异均不明确"},
    "semicolon": {"en": "; ", "zh": "；"},
    "found_too_few": {
        "en": "With one replication there are no intervals, so nothing can be said about differences; "
        "give replications=2 or more.",
        "zh": "只运行一次便没有区间，无法判断差异；请用 replications=2 或更多。",
    },
    "found_alone": {
        "en": "Only {reference} was run, so there is nothing to compare it with.",
        "zh": "只运行了{reference}，没有可比较的情景。",
    },
    "written": {"en": "Tables, settings and provenance are in {folder}", "zh": "表格、设置与运行记录已写入 {folder}"},
    "figures_written": {"en": "Pictures written to {folder}: {count}", "zh": "{count} 幅图已写入 {folder}"},
    "figures_of_what": {
        "en": "figures needs the folder of a result: wenze figures RESULT",
        "zh": "figures 需要一个结果文件夹：wenze figures 结果",
    },
    "written_drawn": {
        "en": "Tables, pictures, settings and provenance are in {folder}",
        "zh": "表格、图片、设置与运行记录已写入 {folder}",
    },
    # The parts of differences.
    "parts_mechanical": {
        "en": "Mechanical part of the differences from {reference}: what each policy does while everybody goes on "
        "doing, month by month, what they did under {reference}.",
        "zh": "与{reference}之差中的制度直接效应：人人逐月照{reference}下的所作所为行事时，政策本身造成的差异。",
    },
    "parts_behavioural": {
        "en": "Behavioural part: what cadres, departments and supervisors do beyond that by changing their conduct.",
        "zh": "行为反应效应：干部、部门与问责主体改变行为所造成的其余差异。",
    },
    "parts_added": {
        "en": "The two parts add up to the difference; with the reference turned round (reference=) they need not be the "
        "same. Effort and innovation are conduct itself, so all of their difference is behavioural.",
        "zh": "两部分相加即为全部差异；对调参照情景（reference=）则未必相同。干事与探索创新本身就是行为，其差异全部属于行为反应效应。",
    },
    # The table of one scenario.
    "by_year": {"en": "By year (means over the replications):", "zh": "逐年（各次重复的均值）："},
    # Pictures: titles say what is seen, without a claim on why; what stands below them, how to read them.
    "no_font": {
        "en": "note: no font with Chinese characters was found, so the pictures are in English; "
        "pip install '.[chinese]', in the folder of wenze's source, brings one",
        "zh": "注意：没有找到中文字体，图片改用英文；可在 wenze 源码文件夹中用 pip install '.[chinese]' 安装一种",
    },
    "no_glyphs": {
        "en": "note: no font here has these characters, which are drawn as boxes: {characters}",
        "zh": "注意：现有字体缺少以下字符，图中以方框代替：{characters}",
    },
    "rc_file_ignored": {
        "en": "note: matplotlib cannot read its settings file, which is left aside ({why})",
        "zh": "注意：matplotlib 的设置文件无法读取，已忽略（{why}）",
    },
    "backend_ignored": {
        "en": "note: MPLBACKEND={backend} is no backend of matplotlib and is left aside",
        "zh": "注意：MPLBACKEND={backend} 不是 matplotlib 的后端，已忽略",
    },
    "cannot_draw": {
        "en": "pictures cannot be drawn here ({why}); figures=false leaves them out",
        "zh": "此处无法绘图（{why}）；figures=false 可略去图片",
    },
    "drawing_failed": {
        "en": "note: pictures could not be drawn ({why}); tables and settings are whole",
        "zh": "注意：图片未能绘成（{why}）；表格与设置完整",
    },
    "the_regime": {"en": "A regime", "zh": "一个情景"},
    "the_reference": {"en": "the reference", "zh": "参照"},
    "axis_per_cent": {"en": "{unit}, %", "zh": "{unit}，%"},
    "axis_share": {"en": "share, %", "zh": "占比，%"},
    "axis_years": {"en": "years from the switch", "zh": "年（自制度开始）"},
    "nothing": {"en": "none", "zh": "无"},
    "per_cent": {"en": "{number} %", "zh": "{number}%"},
    # What a figure file may hold.
    "figure_unknown": {"en": "no figure is called so", "zh": "没有这个图"},
    "known_figures": {
        "en": "; expected one of {names}, or the path of a file NAME.yaml",
        "zh": "；应为 {names} 之一，或一个 名称.yaml 文件的路径",
    },
    "figure_kind_unknown": {"en": "must be one of {names}", "zh": "应为 {names} 之一"},
    "figure_keys": {"en": "; its keys may be {names}", "zh": "；可有的键：{names}"},
    "figure_words_empty": {"en": "must say something in en, in zh, or in both", "zh": "en、zh 至少应填一项"},
    "figure_placeholder": {
        "en": "stands for nothing; only {{reference}} and names of measures can be filled in",
        "zh": "无从填入；只能填入 {{reference}} 与指标名称",
    },
    "figure_no_measure": {"en": "is no measure", "zh": "没有这个指标"},
    "figure_list_measures": {"en": "; wenze list measures shows them", "zh": "；wenze list measures 可列出全部指标"},
    "figure_no_scenario": {"en": "is not in this result", "zh": "不在此结果中"},
    "figure_known_scenarios": {"en": "; expected {names}", "zh": "；可用：{names}"},
    "figure_measures_count": {
        "en": "a figure of kind {kind} takes {least} to {most} measures",
        "zh": "{kind} 类的图可有 {least} 至 {most} 个指标",
    },
    "figure_line_count": {
        "en": "must be two measures for a pair, one for anything else",
        "zh": "pair 应有两个指标，其他应有一个",
    },
    "figure_lines_missing": {
        "en": "missing; a story has charts with a line a regime",
        "zh": "缺少此项；story 须有逐情景的图",
    },
    "figure_names_wrong": {"en": "must be a list of names", "zh": "应为名称的列表"},
    "figure_title_long": {"en": "must have at most {most} characters", "zh": "最多 {most} 个字符"},
    "figure_twice": {"en": "two figures are called {name}", "zh": "有两个图都叫 {name}"},
    "figure_needs_others": {
        "en": "needs a comparison, and this result holds one scenario",
        "zh": "需要有对照，而此结果只有一个情景",
    },
    "figure_needs_parts": {
        "en": "needs the parts of differences, which this result does not hold; wenze compare parts=true makes them",
        "zh": "需要差异的两个部分，此结果没有；可用 wenze compare parts=true 算出",
    },
    # Headlines.
    "figure_count_both": {
        "en": "{measure}: distinguishably higher than under {reference} in {higher} of {regimes} regimes, lower in {lower}",
        "zh": "{measure}：{regimes} 种情景中，有 {higher} 种高于“{reference}”，{lower} 种低于（差异均明确）",
    },
    "figure_count_higher": {
        "en": "{measure}: distinguishably higher than under {reference} in {higher} of {regimes} regimes, lower in none",
        "zh": "{measure}：{regimes} 种情景中，有 {higher} 种高于“{reference}”（差异明确），无一更低",
    },
    "figure_count_lower": {
        "en": "{measure}: distinguishably lower than under {reference} in {lower} of {regimes} regimes, higher in none",
        "zh": "{measure}：{regimes} 种情景中，有 {lower} 种低于“{reference}”（差异明确），无一更高",
    },
    "figure_count_higher_all": {
        "en": "{measure}: distinguishably higher than under {reference} in all {regimes} regimes",
        "zh": "{measure}：{regimes} 种情景均高于“{reference}”（差异均明确）",
    },
    "figure_count_lower_all": {
        "en": "{measure}: distinguishably lower than under {reference} in all {regimes} regimes",
        "zh": "{measure}：{regimes} 种情景均低于“{reference}”（差异均明确）",
    },
    "figure_count_none": {
        "en": "{measure}: no regime is distinguishable from {reference}",
        "zh": "{measure}：各情景与“{reference}”的差异均不明确",
    },
    "figure_count_same": {
        "en": "{measure}: no difference from {reference} in any replication of any regime",
        "zh": "{measure}：各情景在各次重复中均与“{reference}”无差异",
    },
    "figure_story_both": {
        "en": "{measure} is distinguishably higher in {higher} of {regimes} other regimes, lower in {lower}",
        "zh": "其余 {regimes} 种情景中，{measure}有 {higher} 种更高、{lower} 种更低（差异均明确）",
    },
    "figure_story_higher": {
        "en": "{measure} is distinguishably higher in {higher} of {regimes} other regimes, lower in none",
        "zh": "其余 {regimes} 种情景中，{measure}有 {higher} 种更高（差异明确），无一更低",
    },
    "figure_story_lower": {
        "en": "{measure} is distinguishably lower in {lower} of {regimes} other regimes, higher in none",
        "zh": "其余 {regimes} 种情景中，{measure}有 {lower} 种更低（差异明确），无一更高",
    },
    "figure_story_higher_all": {
        "en": "{measure} is distinguishably higher in all {regimes} other regimes",
        "zh": "其余 {regimes} 种情景中，{measure}均更高（差异均明确）",
    },
    "figure_story_lower_all": {
        "en": "{measure} is distinguishably lower in all {regimes} other regimes",
        "zh": "其余 {regimes} 种情景中，{measure}均更低（差异均明确）",
    },
    "figure_story_none": {
        "en": "{measure} is not distinguishable in any of the {regimes} other regimes",
        "zh": "其余 {regimes} 种情景中，{measure}的差异均不明确",
    },
    "figure_story_same": {
        "en": "{measure} does not differ in any replication of the {regimes} other regimes",
        "zh": "其余 {regimes} 种情景中，{measure}在各次重复中均无差异",
    },
    "figure_highest": {"en": "; highest: {scenario} ({difference})", "zh": "；最高的是“{scenario}”（{difference}）"},
    "figure_lowest": {"en": "; lowest: {scenario} ({difference})", "zh": "；最低的是“{scenario}”（{difference}）"},
    "figure_one_higher": {
        "en": "{measure}: distinguishably higher under {scenario} than under {reference} ({difference})",
        "zh": "{measure}：“{scenario}”高于“{reference}”（{difference}，差异明确）",
    },
    "figure_one_lower": {
        "en": "{measure}: distinguishably lower under {scenario} than under {reference} ({difference})",
        "zh": "{measure}：“{scenario}”低于“{reference}”（{difference}，差异明确）",
    },
    "figure_one_same": {
        "en": "{measure}: {scenario} and {reference} are not distinguishable",
        "zh": "{measure}：“{scenario}”与“{reference}”的差异不明确",
    },
    "figure_one_equal": {
        "en": "{measure}: no difference between {scenario} and {reference} in any replication",
        "zh": "{measure}：“{scenario}”与“{reference}”在各次重复中均无差异",
    },
    "figure_zero": {"en": "0 in every replication", "zh": "各次重复均为 0"},
    "figure_part_both": {
        "en": "{measure}: higher in {higher}, lower in {lower}",
        "zh": "{measure}：{higher} 种更高，{lower} 种更低",
    },
    "figure_part_higher": {
        "en": "{measure}: higher in {higher}, lower in none",
        "zh": "{measure}：{higher} 种更高，无一更低",
    },
    "figure_part_lower": {
        "en": "{measure}: lower in {lower}, higher in none",
        "zh": "{measure}：{lower} 种更低，无一更高",
    },
    "figure_part_higher_all": {"en": "{measure}: higher in all", "zh": "{measure}：均更高"},
    "figure_part_lower_all": {"en": "{measure}: lower in all", "zh": "{measure}：均更低"},
    "figure_part_none": {"en": "{measure}: not distinguishable in any", "zh": "{measure}：差异均不明确"},
    "figure_part_same": {"en": "{measure}: no difference in any replication", "zh": "{measure}：各次重复均无差异"},
    "figure_parts": {
        "en": "{scenario} differs from the reference in {measure} by {difference}: mechanical {mechanical}, behavioural {behavioural}",
        "zh": "“{scenario}”的{measure}与参照之差为 {difference}：制度直接效应 {mechanical}，行为反应效应 {behavioural}",
    },
    "figure_value": {"en": "{measure} {value}", "zh": "{measure} {value}"},
    "figure_values": {"en": "{scenario}: {values}", "zh": "“{scenario}”：{values}"},
    # How to read pictures.
    "figure_what": {"en": "{meaning} Unit: {unit}.", "zh": "{meaning}单位：{unit}。"},
    "figure_scale": {
        "en": "{replications} replications, {months} months.",
        "zh": "重复 {replications} 次，{months} 个月。",
    },
    "figure_grey": {"en": "Grey: {reference}.", "zh": "灰：{reference}。"},
    "figure_dots": {
        "en": "Full dot: distinguishable from the reference (paired); hollow: not.",
        "zh": "实心：与参照的差异明确（配对）；空心：不明确。",
    },
    "figure_lines": {"en": "Lines: 95 % intervals.", "zh": "横线：95% 区间。"},
    "figure_dots_one": {
        "en": "One replication: no intervals, so nothing is distinguishable and all dots are hollow.",
        "zh": "仅一次重复，没有区间，差异均无从判断，故皆为空心。",
    },
    "figure_differences_below": {"en": "Paired differences from the reference.", "zh": "与参照的配对差。"},
    "figure_means_below": {"en": "Means.", "zh": "均值。"},
    "figure_difference_of": {"en": "difference, {unit}", "zh": "差，{unit}"},
    "figure_pair": {
        "en": "Pale lines: from {one} (stroke) to {other} (dot).",
        "zh": "浅色横线：自{one}（竖线）至{other}（点）。",
    },
    "figure_shares_below": {
        "en": "Means over all replications, in per cent.",
        "zh": "各次重复的均值，单位：%。",
    },
    "figure_parts_below": {
        "en": "Dark: mechanical, what the policy does to unchanged conduct. Light: behavioural, what people do by changing. "
        "Stroke in colour: the whole paired difference.",
        "zh": "深色：制度直接效应，即行为不变时政策的作用。浅色：行为反应效应，即人改变行为的作用。彩色竖线：全部配对差。",
    },
    "figure_needs_worlds": {
        "en": "needs replications in several worlds: worlds=plausible",
        "zh": "需要各次重复处于不同的世界：worlds=plausible",
    },
    "figure_shares_of_worlds": {
        "en": "Of the worlds, the share in which each is distinguishably higher than {reference}, lower, or neither.",
        "zh": "与“{reference}”相比差异明确、更高或更低，以及二者皆非的世界各占多少。",
    },
    "axis_worlds": {"en": "per cent of the worlds", "zh": "占世界的 %"},
    "worlds_higher": {"en": "higher", "zh": "更高"},
    "worlds_neither": {"en": "neither", "zh": "皆非"},
    "worlds_lower": {"en": "lower", "zh": "更低"},
    "figure_parts_short": {
        "en": "Dark: mechanical part. Light: behavioural part. Stroke in colour: the whole paired difference.",
        "zh": "深色：制度直接效应。浅色：行为反应效应。彩色竖线：全部配对差。",
    },
    "figure_parts_lines": {"en": "Thin lines: 95 % intervals.", "zh": "细线：95% 区间。"},
    "figure_over_time_below": {
        "en": "Above: the measure, with {reference} in grey. Below, and in numbers over all months: the paired difference "
        "from it. Dotted: the regime changes.",
        "zh": "上：指标本身，灰线为“{reference}”。下：与之的配对差；数字为全程之差。虚线：制度变化之时。",
    },
    "figure_over_time_short": {
        "en": "Above: the measure, {reference} in grey. Below: the paired difference.",
        "zh": "上：指标本身，灰线为“{reference}”。下：配对差。",
    },
    "figure_courses_below": {
        "en": "Over time above: {reference} in grey, other regimes pale, below each measure the paired differences.",
        "zh": "上部随时间的变化：灰线为“{reference}”，浅灰为其他情景，各指标之下为配对差。",
    },
    "figure_courses_few": {
        "en": "Over time above: {reference} in grey, below each measure the paired differences.",
        "zh": "上部随时间的变化：灰线为“{reference}”，各指标之下为配对差。",
    },
    "figure_event_below": {
        "en": "Paired differences from {reference}, each regime's change at year 0. A point is the mean of seven months, or of as many as "
        "there are of its phase. Dots: half of a change is done (full), or half of it is gone again (hollow).",
        "zh": "与“{reference}”的配对差，各情景的变化之时为第 0 年。每点为七个月（不足者为本阶段现有月份）的均值。圆点：变化过半（实心），"
        "或变化已消退一半（空心）。",
    },
    "figure_event_intervals": {
        "en": "Bands: 95 % intervals of the mean. Lines through dots: 95 % intervals by bootstrap over the replications.",
        "zh": "色带：均值的 95% 区间。圆点上的横线：对各次重复作自助抽样所得的 95% 区间。",
    },
    "figure_event_left_out": {"en": "Not shown: {count} regimes.", "zh": "未画出：{count} 个情景。"},
    "figure_event_back": {"en": "{scenario}, once taken back: {found}", "zh": "“{scenario}”取消之后：{found}"},
    "figure_event_returns": {"en": "no difference is left in {measures}", "zh": "{measures}不再有差异"},
    "figure_event_stays": {"en": "one stays in {measures}", "zh": "{measures}仍有差异"},
    "figure_event_half": {
        "en": "{scenario}: half of the change in {measure} is done after {months} months",
        "zh": "“{scenario}”：{measure}的变化在 {months} 个月后过半",
    },
    "axis_years_of_change": {"en": "years from each regime's change", "zh": "年（自各情景变化之时）"},
    "figure_pale": {"en": "Pale: other regimes.", "zh": "浅灰：其他情景。"},
    "figure_dotted": {"en": "Dotted: the regime changes.", "zh": "虚线：制度变化之时。"},
    "figure_point_month": {"en": "A point is a month.", "zh": "每点为一个月。"},
    "figure_point_quarter": {"en": "A point is a quarter's mean.", "zh": "每点为一个季度的均值。"},
    "figure_point_year": {"en": "A point is a year's mean.", "zh": "每点为一年的均值。"},
    "figure_point_months": {"en": "A point is the mean of {months} months.", "zh": "每点为 {months} 个月的均值。"},
    "figure_bands": {
        "en": "Bands: 95 % interval of the mean of {replications} replications.",
        "zh": "色带：{replications} 次重复均值的 95% 区间。",
    },
    "figure_bands_worlds": {
        "en": "Bands: 95 % interval of the mean of {replications} worlds.",
        "zh": "色带：{replications} 个世界均值的 95% 区间。",
    },
    "figure_bands_both": {
        "en": "Bands: 95 % intervals; those of levels are not paired, so they may overlap where a difference is distinguishable.",
        "zh": "色带：95% 区间；指标本身的色带未经配对，即使重叠，差异也可能明确。",
    },
    "figure_bands_short": {
        "en": "Bands: 95 % intervals, those above not paired.",
        "zh": "色带：95% 区间，上图的未经配对。",
    },
    "figure_left_out": {
        "en": "Shown: the {shown} of {regimes} regimes farthest from the reference in {measure}; the others are left out.",
        "zh": "仅示 {regimes} 种情景中{measure}与参照相差最大的 {shown} 种，其余从略。",
    },
    "option_style_deep": {"en": "deep inquiry", "zh": "深入调查"},
    "option_style_list": {"en": "by the list", "zh": "按清单"},
    "option_style_habit": {"en": "by habit", "zh": "凭习惯"},
    "option_departments_act": {"en": "act", "zh": "主动履职"},
    "option_departments_offload": {"en": "hand down", "zh": "层层下压"},
    "option_departments_relay": {"en": "pass on", "zh": "转办"},
    # The manual.
    "help_intro": {
        "en": "wenze simulates rules of accountability: who has to answer when something goes wrong, and how the people who "
        "live under those rules then behave.",
        "zh": "wenze 模拟问责规则：出了问题由谁担责，身处规则之下的人又会如何行事。",
    },
    "help_version": {"en": "the version of wenze and of its model", "zh": "wenze 及其模型的版本"},
    "help_words": {
        "en": "A scenario is a regime of accountability under a name. A lever is a number that a regime sets. A measure is a "
        "number that comes out, such as effort or harm.",
        "zh": "情景是一套有名称的问责制度；杠杆是制度所设定的数值；指标是模拟得出的数值，例如干事或危害。",
    },
    "help_begin": {"en": "To begin:", "zh": "可以这样开始："},
    "help_form": {
        "en": "Options are written key=value, with no blanks around the sign. The quotes keep the shell away from the brackets.",
        "zh": "选项写作 键=值，等号两边不留空格。引号使方括号不被 shell 解释。",
    },
    "help_language": {
        "en": "Every command takes lang=en or lang=zh, the language of what it says. The environment variable WENZE_LANG sets "
        "it for good. Numbers do not depend on it.",
        "zh": "每个命令都可加 lang=en 或 lang=zh 指定输出语言；环境变量 WENZE_LANG 可长期设定。结果的数值与语言无关。",
    },
    "help_keys": {"en": "[key=value ...]", "zh": "[键=值 ...]"},
    "help_examples": {"en": "Examples:", "zh": "示例："},
    # Lists.
    "list_scenarios": {
        "en": "Scenarios (wenze compare runs all of them, wenze run scenario=NAME one):",
        "zh": "情景（wenze compare 运行全部，wenze run scenario=名称 运行一个）：",
    },
    "list_levers": {
        "en": "Levers (set one with policy.GROUP.NAME=VALUE; wenze parameters NAME tells more):",
        "zh": "政策杠杆（用 policy.组.名称=值 设定；wenze parameters 名称 可查看详情）：",
    },
    "list_measures": {
        "en": "Measures (the columns of months.parquet, the rows of summary.csv):",
        "zh": "指标（months.parquet 的列、summary.csv 的行）：",
    },
    "list_figures": {
        "en": "Figures (wenze figures RESULT only=NAME draws one):",
        "zh": "图（wenze figures 结果 only=名称 只作一幅）：",
    },
    "list_parameters": {
        "en": "Parameters (set one with KEY=VALUE; wenze parameters NAME tells more):",
        "zh": "参数（用 键=值 设定；wenze parameters 名称 可查看详情）：",
    },
    "default": {"en": "default", "zh": "默认值"},
    "range": {"en": "range", "zh": "范围"},
    "range_of": {"en": "{low} to {high}", "zh": "{low} 至 {high}"},
    "unit": {"en": "unit", "zh": "单位"},
    "kind": {"en": "kind", "zh": "类别"},
    "source": {"en": "source", "zh": "来源"},
    "meaning_en": {"en": "meaning", "zh": "英文含义"},
    "meaning_zh": {"en": "in Chinese", "zh": "含义"},
    "no_unit": {"en": "none", "zh": "无"},
    "no_number": {"en": "n/a", "zh": "无"},
    "list_faults": {"en": "Cannot be run:", "zh": "不能运行："},
    "list_family": {"en": "{family} (family: {id})", "zh": "{family}（family: {id}）"},
    "meaning_and_unit": {"en": "{meaning} [{unit}]", "zh": "{meaning}[{unit}]"},
    "version": {"en": "wenze {version}, model {model}", "zh": "wenze {version}，模型 {model}"},
    # Families of scenarios: at most 24 columns.
    "family_ill": {"en": "What people complain of", "zh": "问责失当"},
    "family_lists": {"en": "Responsibility lists", "zh": "责任清单"},
    "family_resources": {"en": "Power to match duties", "zh": "权责匹配"},
    "family_tolerance": {"en": "Fault tolerance", "zh": "容错"},
    "family_correction": {"en": "Correction", "zh": "纠错"},
    "family_oversight": {"en": "Oversight", "zh": "监督评估"},
    "family_promotion": {"en": "Promotion by deeds", "zh": "凭实绩用干部"},
    "family_voice": {"en": "Citizens' voice", "zh": "群众监督"},
    "family_mixed": {"en": "Combinations", "zh": "综合施策"},
    "family_change": {"en": "Changes over time", "zh": "阶段性变化"},
    "family_case": {"en": "A single case", "zh": "个案"},
    # The risk of doing.
    "share_of_posts": {"en": "must be above 0 and at most 1", "zh": "必须大于 0、不超过 1"},
    "horizons_whole": {"en": "must be whole numbers of months, 1 or more", "zh": "必须是不小于 1 的整数月数"},
    "horizons_beyond": {
        "en": "must be {months} or less, the months that are run",
        "zh": "不得超过运行的月数 {months}",
    },
    # The model beside sourced figures.
    "facts_scale": {
        "en": "The status quo (blanket_punishment) of {cadres} cadres beside sourced figures: means over {replications} "
        "replications of {months} months, after {spin_up} under the status quo. * marks a miss: off by more than a factor of {near}; "
        "of shares above one half, what is missing to one is compared. wenze facts NAME says what stands for what.",
        "zh": "现状（问责泛化）下 {cadres} 名干部与有来源数据的对照：先运行 {spin_up} 个月，再运行 {months} 个月，重复 {replications} 次的均值。"
        "* 表示不符：相差超过 {near} 倍；大于一半的比例，比较其与 1 的差额。wenze facts 名称 可查看各项对照的口径。",
    },
    "role_fitted": {
        "en": "Fitted: wenze fit moves parameters to meet these, so meeting them proves nothing.",
        "zh": "拟合：wenze fit 据此调整参数，因此相符不说明问题。",
    },
    "role_held_out": {
        "en": "Held out: nothing was made to meet these.",
        "zh": "留出：未据此调整任何参数。",
    },
    "role_effect": {
        "en": "Published effects, held out: measured elsewhere and in other units, so that the sign is judged (by the interval) and "
        "sizes stand beside each other. Changes are relative.",
        "zh": "已发表的效应（留出）：出自其他情境与单位，因此只判断方向（看区间），大小仅并列。均为相对变化。",
    },
    "role_built_in": {
        "en": "Built in: a parameter was set from these, some of them equal by construction.",
        "zh": "内置：参数据此设定，部分必然相等。",
    },
    "role_aside": {
        "en": "Beside them: no comparison, but a number to judge one by.",
        "zh": "附：不作对照，仅供判断。",
    },
    "facts_target": {"en": "target", "zh": "目标"},
    "facts_model": {"en": "model", "zh": "模型"},
    "facts_margin": {"en": "± 95 %", "zh": "± 95%"},
    "facts_ratio": {"en": "ratio", "zh": "比值"},
    "facts_trust": {"en": "trust", "zh": "来源类别"},
    "facts_quantity": {"en": "quantity", "zh": "量"},
    "facts_value": {"en": "value", "zh": "数值"},
    "facts_unit": {"en": "unit", "zh": "单位"},
    "facts_period": {"en": "period", "zh": "时间"},
    "facts_place": {"en": "place", "zh": "地点"},
    "facts_source": {"en": "source", "zh": "出处"},
    "facts_note": {"en": "note", "zh": "备注"},
    "facts_how": {"en": "in the model", "zh": "模型中"},
    "facts_role": {"en": "role", "zh": "作用"},
    "trust_statute": {"en": "statute", "zh": "法规"},
    "trust_official": {"en": "official", "zh": "官方"},
    "trust_repost": {"en": "repost", "zh": "转载"},
    "trust_secondary": {"en": "secondary", "zh": "二手"},
    "trust_news": {"en": "news", "zh": "新闻"},
    "trust_literature": {"en": "literature", "zh": "文献"},
    "facts_verdict": {
        "en": "Of {all} figures held out the model meets {met} (within a factor of {near}), of {effects} published effects the sign of "
        "{signs}. Missed (*): {missed}.",
        "zh": "{all} 项留出数据中，模型符合 {met} 项（相差不超过 {near} 倍）；{effects} 项已发表的效应中，方向相符 {signs} 项。不符（*）："
        "{missed}。",
    },
    "facts_silent": {
        "en": "Figures of the table that the model does not speak to:",
        "zh": "模型不涉及的数据：",
    },
    "facts_silent_row": {"en": "{names}: {why}.", "zh": "{names}：{why}。"},
    "fact_silent": {
        "en": "The model does not speak to it: {why}.",
        "zh": "模型不涉及此项：{why}。",
    },
    "facts_more": {
        "en": "Every figure with its source: wenze facts NAME.",
        "zh": "各项数据及其出处：wenze facts 名称。",
    },
    "facts_word_and_key": {
        "en": "facts NAME shows what is known and runs nothing, so {key}= cannot be given beside it",
        "zh": "facts 名称 只显示已知信息，不运行模型，不能同时给出 {key}=",
    },
    "fact_unknown": {
        "en": "no sourced figure is called {word}{hint}; wenze facts lists them",
        "zh": "没有名为 {word} 的数据{hint}；wenze facts 可列出全部数据",
    },
    "months_too_few": {
        "en": "must be at least {least}: the year of the order has to be whole",
        "zh": "至少应为 {least}：要求出台的当年须完整",
    },
    "fit_scale": {
        "en": "Fitted under {scenario} on {replications} replications of {months} months, seed {seed}:",
        "zh": "在 {scenario} 情景下拟合：{months} 个月，重复 {replications} 次，随机种子 {seed}：",
    },
    "fit_parameter": {"en": "parameter", "zh": "参数"},
    "fit_old": {"en": "old", "zh": "原值"},
    "fit_new": {"en": "new", "zh": "新值"},
    "fit_value": {"en": "value", "zh": "数值"},
    "fit_before": {"en": "before", "zh": "拟合前"},
    "fit_after": {"en": "after", "zh": "拟合后"},
    "fit_loss": {"en": "loss (squared logarithms of model / target)", "zh": "损失（模型与目标之比的对数平方和）"},
    "fit_note": {
        "en": "Nothing is changed by this: defaults stand in the parameter groups. What the new values mean for the "
        "figures held out, wenze facts shows once they are the defaults.",
        "zh": "此命令不改动任何设置：默认值写在参数组中。改为新值之后，可用 wenze facts 查看留出的数据。",
    },
    "predicted_scale": {
        "en": "The status quo in {worlds} worlds (worlds={name}) of {cadres} cadres, {months} months each after {spin_up}: the sourced figure, "
        "and where nine of ten worlds lie. Met: all of that is near it, within a factor of {near}, or has the published sign; missed: none "
        "is, or all has the other sign; silent: the worlds disagree.",
        "zh": "{worlds} 个世界（worlds={name}）的现状，各 {cadres} 名干部，先运行 {spin_up} 个月，再运行 {months} 个月：有来源的数值，以及十分之九"
        "的世界所在之处。相符：全部在 {near} 倍以内，或与所发表的方向一致；不符：全部在此之外，或方向相反；无结论：各世界说法不一。",
    },
    "predicted_low": {"en": "5 %", "zh": "5%"},
    "predicted_middle": {"en": "middle", "zh": "中位"},
    "predicted_high": {"en": "95 %", "zh": "95%"},
    "predicted_met": {"en": "met", "zh": "相符"},
    "predicted_missed": {"en": "missed", "zh": "不符"},
    "predicted_silent": {"en": "silent", "zh": "无结论"},
    "predicted_found": {
        "en": "Of {all} figures and effects held out {met} are met in nine of ten worlds. Missed: {missed}. Silent: {silent}.",
        "zh": "留出的 {all} 项数据与效应中，{met} 项在十分之九的世界中相符。不符：{missed}。无结论：{silent}。",
    },
    "written_fit": {"en": "What was found is in {folder}", "zh": "结果已写入 {folder}"},
    "no_scipy": {
        "en": "fit needs scipy, which is not installed; pip install '.[fit]', in the folder of wenze's source, brings it",
        "zh": "fit 需要 scipy，尚未安装；可在 wenze 源码文件夹中用 pip install '.[fit]' 安装",
    },
    # Words in errors.
    "a_folder": {"en": "a folder", "zh": "文件夹"},
    "a_file": {"en": "a file", "zh": "文件"},
    "a_name": {"en": "a name", "zh": "名称"},
    "a_text": {"en": "a text", "zh": "文字"},
    "a_count": {"en": "a whole number", "zh": "整数"},
}


add_messages(MESSAGES)


def printable(text: str | Path) -> str:
    """A text on one line: line breaks and whatever cannot be printed are escaped."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in str(text)
    )
