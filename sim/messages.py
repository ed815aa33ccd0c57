"""What is said when input is refused or a run fails, in English and Chinese, and the one :func:`say` that says it.

Words of the commands stand in ``wenze.experiments.messages``, which adds them.
"""

from collections.abc import Iterable, Mapping

from wenze.sim.language import Language, Messages, filled

MESSAGES: dict[str, dict[Language, str]] = {
    # How a message is put together.
    "colon": {"en": ": ", "zh": "："},
    "comma": {"en": ", ", "zh": "、"},
    "did_you_mean": {"en": "; did you mean {near}?", "zh": "（是不是想写 {near}？）"},
    "line": {"en": "{source}, line {number}", "zh": "{source} 第 {number} 行"},
    "override": {"en": "override {given}", "zh": "设定 {given}"},
    # What a value may be.
    "between": {"en": "must be between {low} and {high}{unit}", "zh": "应在 {low} 到 {high} 之间{unit}"},
    "number_between": {
        "en": "must be a number between {low} and {high}{unit}",
        "zh": "应为 {low} 到 {high} 之间的数{unit}",
    },
    "whole_between": {
        "en": "must be a whole number between {low} and {high}{unit}",
        "zh": "应为 {low} 到 {high} 之间的整数{unit}",
    },
    "unit_behind": {"en": " ({unit})", "zh": "（{unit}）"},
    "must_be_mapping": {"en": "must be a mapping from names to values", "zh": "应为“名称: 值”形式的映射"},
    "must_be_mapping_of": {"en": "must be a mapping of {names}", "zh": "应为含有 {names} 的映射"},
    "must_be_words": {
        "en": "must be a text, or one in both languages like {{en: ..., zh: ...}}",
        "zh": "应为文字，或分两种语言，如 {{en: …, zh: …}}",
    },
    "must_be_list": {"en": "must be a list", "zh": "应为列表"},
    "must_be_text": {"en": "must be a valid string", "zh": "应为文字"},
    "must_be_whole": {"en": "must be a valid integer", "zh": "应为整数"},
    "must_be_at_least": {"en": "must be greater than or equal to {least}", "zh": "应不小于 {least}"},
    "must_be_one_of": {"en": "must be {choices}", "zh": "应为 {choices} 之一"},
    "must_have_items": {"en": "must have at least 1 item", "zh": "至少应有一项"},
    "must_have_characters": {"en": "must have at least 1 character", "zh": "不能为空"},
    "items_at_most": {"en": "must have at most {most:,} items", "zh": "最多 {most:,} 项"},
    "characters_at_most": {"en": "must have at most {most:,} characters", "zh": "最多 {most:,} 个字符"},
    "must_be_printable": {
        "en": "must be letters and signs that can be printed; {code} at character {place} cannot",
        "zh": "只能含可打印的字符；第 {place} 个字符 {code} 不可打印",
    },
    "must_be_colour": {"en": "must be a colour like '#aa5500', in quotes", "zh": "应为颜色，如 '#aa5500'，须加引号"},
    "write_nested": {"en": "; write it nested: {lines}", "zh": "；请分层写：{lines}"},
    "must_be_family": {
        "en": "must be one of {names}, or a family of your own like {{name: mine, title: My own}}",
        "zh": "应为 {names} 之一，或自己的类别，如 {{name: mine, title: 自拟}}",
    },
    "family_taken": {
        "en": "is the name of a family that ships with the model; take another",
        "zh": "是模型自带类别的名称，请另取",
    },
    "family_differs": {
        "en": "family {name} is described differently in {other}; write the same in both",
        "zh": "类别 {name} 与 {other} 中的描述不同，请写成一样",
    },
    "missing": {"en": "missing", "zh": "缺少此项"},
    "unknown": {"en": "unknown", "zh": "没有这一项"},
    "quotes_needed": {
        "en": "; a text with a comma or a colon must stand in quotes",
        "zh": "；含逗号或冒号的文字要加引号",
    },
    # Overrides.
    "no_value": {"en": "has no value; {allowed}", "zh": "没有给出值；{allowed}"},
    "no_reference_in_value": {"en": "${{…}} is not allowed; {allowed}", "zh": "不允许使用 ${{…}}；{allowed}"},
    "key_given_twice": {"en": "{key} is given twice", "zh": "{key} 重复给出"},
    "is_group": {
        "en": "{key} is a group of numbers; set one of them, such as {inside}",
        "zh": "{key} 是一组参数；请设定其中一个，例如 {inside}",
    },
    "no_plus_or_tilde": {
        "en": "+ and ~ are not allowed; numbers are set, as in months=24, not added or removed",
        "zh": "不允许使用 + 和 ~；参数只能设定（如 months=24），不能增删",
    },
    "not_allowed": {
        "en": "is not allowed; only numbers can be set, as in months=24",
        "zh": "不允许；只能设定数值，如 months=24",
    },
    "unknown_key": {"en": "unknown key", "zh": "没有这个参数"},
    "parameters_lists_keys": {
        "en": "; wenze parameters lists all that can be set",
        "zh": "；wenze parameters 可列出全部可设定的参数",
    },
    # Calls from Python.
    "must_be_texts": {
        "en": "must be a list of texts, like {example}",
        "zh": "应为文字的列表，如 {example}",
    },
    "must_be_one_text": {"en": "must be a text", "zh": "应为一段文字"},
    "must_be_path": {"en": "must be a path", "zh": "应为路径"},
    "must_be_mode": {"en": "must be 'compare' or 'run'", "zh": "应为 'compare' 或 'run'"},
    # The choice of scenarios.
    "scenarios_at_most": {
        "en": "at most {most:,} scenarios can be compared, not {count:,}",
        "zh": "最多可比较 {most:,} 个情景，现为 {count:,} 个",
    },
    "stages_at_most": {
        "en": "the scenarios change at most {most:,} times together, not {count:,}; fewer scenarios, or shorter timelines",
        "zh": "各情景合计最多变化 {most:,} 次，现为 {count:,} 次；请减少情景或缩短 timeline",
    },
    "months_at_most": {
        "en": "must be at most {room:,} with months={months}: a world lives at most {most:,} months",
        "zh": "months={months} 时最多为 {room:,}：一个世界最多运行 {most:,} 个月",
    },
    "unknown_scenario": {"en": "unknown scenario", "zh": "没有这个情景"},
    "known_scenarios": {
        "en": "; known are {names}; folder=FOLDER adds your own",
        "zh": "；可用的有 {names}；folder=文件夹 可加入自己的情景",
    },
    "name_one_scenario": {"en": "name one scenario of {names}", "zh": "请指定一个情景：{names}"},
    "name_a_scenario": {"en": "name at least one scenario of {names}", "zh": "请至少指定一个情景：{names}"},
    "no_reference_alone": {
        "en": "one scenario has no reference; use compare",
        "zh": "单个情景没有参照；请用 compare",
    },
    # Files and folders.
    "unreadable": {"en": "cannot be read", "zh": "无法读取"},
    "current_folder_gone": {
        "en": "the current folder, {folder}, is no longer there; change to one that is, or give whole paths",
        "zh": "当前文件夹 {folder} 已不存在；请换到现有的文件夹，或写出完整路径",
    },
    "must_be_ordinary": {
        "en": "must be an ordinary file, not a folder, a device or a pipe",
        "zh": "应为普通文件，不能是文件夹、设备或管道",
    },
    "file_too_large": {"en": "must have at most {most:,} bytes", "zh": "最多 {most:,} 字节"},
    "too_many_files": {"en": "must hold at most {most:,} files", "zh": "最多可含 {most:,} 个文件"},
    "too_many_scenario_files": {
        "en": "must hold at most {most:,} scenarios",
        "zh": "最多可含 {most:,} 个情景",
    },
    "must_be_folder": {"en": "must be a folder of scenarios", "zh": "应为存放情景的文件夹"},
    "folder_is_empty": {
        "en": "must be a folder of scenarios, but holds no file NAME.yaml",
        "zh": "应为存放情景的文件夹，但其中没有 名称.yaml 文件",
    },
    "must_end_in_yaml": {
        "en": "the name of a scenario file must end in .yaml",
        "zh": "情景文件的扩展名应为 .yaml",
    },
    "name_rule": {
        "en": "a name must consist of small letters, digits and _ and start with a letter, at most {most} together",
        "zh": "名称只能由小写字母、数字和 _ 组成，并以字母开头，最多 {most} 个字符",
    },
    "name_taken": {
        "en": "the name {name} is taken by a scenario that ships with the model",
        "zh": "名称 {name} 已被模型自带的情景占用",
    },
    # What scenarios say.
    "month_must_ascend": {
        "en": "must be greater than {before}, the month before it",
        "zh": "应大于前一个月份 {before}",
    },
    "until_must_follow": {
        "en": "must be greater than its month, {month}",
        "zh": "应大于该条的起始月份 {month}",
    },
    "entry_is_empty": {
        "en": "must hold policy, combines, or both",
        "zh": "应含 policy 或 combines，或两者都有",
    },
    "stages_must_ascend": {"en": "must start with 0 and ascend", "zh": "应从 0 开始并依次递增"},
    "circle": {"en": "must not lead back to itself", "zh": "不能绕回自身"},
    "has_timeline": {
        "en": "has a timeline, and such a scenario cannot be combined",
        "zh": "含有 timeline，这样的情景不能并入其他情景",
    },
    # YAML that is not plain data.
    "not_text": {"en": "is not text in UTF-8", "zh": "不是 UTF-8 文本"},
    "nested_too_deeply": {
        "en": "must not be nested deeper than {most} levels",
        "zh": "嵌套不能超过 {most} 层",
    },
    "one_document": {
        "en": "a file holds one document, without another ---",
        "zh": "一个文件只能有一个文档，不能再有 ---",
    },
    "key_repeated": {"en": "this key is given twice", "zh": "此键重复给出"},
    "too_many_values": {
        "en": "must hold at most {most:,} keys, numbers and texts",
        "zh": "最多可含 {most:,} 个键、数和文字",
    },
    "not_yaml": {"en": "is not valid YAML", "zh": "不符合 YAML 语法"},
    "not_printable": {"en": "it holds characters that cannot be printed", "zh": "含有不可打印的字符"},
    "no_underscore": {"en": "keys that start with _ are not allowed", "zh": "不允许以 _ 开头的键"},
    "no_reference_in_text": {
        "en": "${{…}} is not allowed; write the number or the words themselves",
        "zh": "不允许使用 ${{…}}；请直接写出数值或文字",
    },
    "no_aliases": {
        "en": "anchors and aliases (& and *) are not allowed",
        "zh": "不允许使用锚点和别名（& 与 *）",
    },
    "no_tags": {"en": "tags (with !) are not allowed", "zh": "不允许使用标签（!）"},
    "keys_are_words": {"en": "keys must be words", "zh": "键应为文字"},
    "not_a_number": {"en": "is not a number that can be read", "zh": "不是可以读取的数"},
    # The Mesa model.
    "overrides_text": {
        "en": "expected a sequence of key=value; in batch_run a list of such sequences",
        "zh": "应为 键=值 的序列；在 batch_run 中为这种序列的列表",
    },
    "must_be_scenario": {
        "en": "must be the name of a scenario; wenze list scenarios shows them",
        "zh": "应为情景名称；wenze list scenarios 可列出全部情景",
    },
    "see_measures": {"en": "; wenze list measures shows them", "zh": "；wenze list measures 可列出全部指标"},
    "must_be_policy": {
        "en": "must be a policy, as another model has in .policy",
        "zh": "应为一套制度，例如另一个模型的 .policy",
    },
    "only_levers": {
        "en": "only levers (policy.…) can be changed between steps",
        "zh": "运行途中只能改变政策杠杆（policy.…）",
    },
    "months_are_over": {
        "en": "all months are run; make the model with more of them",
        "zh": "全部月份已运行完毕；请在建立模型时给出更多月数",
    },
    "iterations_repeat": {
        "en": "every iteration of batch_run would repeat this replication; list them all, as in replication=[0, 1, 2], "
        "with one iteration, or leave replication out",
        "zh": "batch_run 的每次 iteration 都会重复这一次；请用 replication=[0, 1, 2] 逐一列出且只迭代一次，或不写 replication",
    },
    "rng_beside": {
        "en": "batch_run of this Mesa drops it; write rng=[1, 2, 3] beside parameters, or seed among them",
        "zh": "此版本 Mesa 的 batch_run 会丢弃它；请在 parameters 之外写 rng=[1, 2, 3]，或在其中写 seed",
    },
    "seed_twice": {"en": "two names of the same number; give one", "zh": "两者是同一个数，只能给出一个"},
    # Results.
    "from_within": {"en": "must be a month from 0 to the last of {months}", "zh": "应为 0 至 {months} 个月之内的月份"},
    "until_within": {
        "en": "must be greater than {first}, the month from which it counts, and at most {months}",
        "zh": "应大于起始月份 {first}，且不超过 {months}",
    },
    "window_form": {"en": "must be like {{from: 12, until: 60}}", "zh": "应形如 {{from: 12, until: 60}}"},
    "window_pair": {
        "en": "must be two months: the first, and the one after the last",
        "zh": "应为两个月份：首月，以及末月的下一个月",
    },
    "months_without_counts": {
        "en": "has no column {column}: it was made by an earlier version of wenze, or is no result",
        "zh": "没有 {column} 一列：由更早的 wenze 写出，或不是结果",
    },
    "no_result": {
        "en": "holds no {file}; expected the folder of a result of wenze compare or wenze run",
        "zh": "其中没有 {file}；应为 wenze compare 或 wenze run 的结果文件夹",
    },
    "months_of_another": {
        "en": "does not hold the runs that {config} beside it names",
        "zh": "与同一文件夹中的 {config} 不符",
    },
    # Compiled code.
    "cache_unusable": {
        "en": "compiled code cannot be kept in {folder} ({why}), so every start compiles the model anew; "
        "{variable} can name another folder",
        "zh": "编译后的代码无法保存在 {folder}（{why}），每次启动都要重新编译；可用 {variable} 指定其他文件夹",
    },
    "cache_without_home": {"en": "there is no home folder", "zh": "没有主目录"},
    "others_can_write": {
        "en": "others own {place} or can write into it",
        "zh": "{place} 属于他人，或他人可以写入",
    },
    "numba_refuses": {
        "en": "numba cannot be used as it is set up (NUMBA_… variables, .numba_config.yaml): {why}",
        "zh": "numba 的设置（NUMBA_… 变量、.numba_config.yaml）使其无法使用：{why}",
    },
    # Measures of a user's own.
    "unknown_count": {
        "en": "is no count (codebook.csv of a result lists them)",
        "zh": "不是计数（见任一结果的 codebook.csv）",
    },
    "too_many_measures": {"en": "holds more than {most} measures", "zh": "中的指标超过 {most} 个"},
    "count_twice": {"en": "stands there already", "zh": "已经列出"},
    "measure_taken": {
        "en": "is the name of a measure that ships with the model; take another",
        "zh": "是模型自带指标的名称，请另取",
    },
    "measure_a_column": {
        "en": "is the name of a column that stands beside measures in tables; take another",
        "zh": "是结果表中与指标并列的列名，请另取",
    },
    "must_be_true_or_false": {"en": "must be true or false", "zh": "应为 true 或 false"},
    # Runs.
    "too_little_memory": {
        "en": "{posts:,} posts over {months} months on {threads} threads need about {needed:.1f} GiB; "
        "{available:.1f} GiB are available: fewer posts, months or threads",
        "zh": "{posts:,} 个岗位、{months} 个月、{threads} 个线程约需 {needed:.1f} GiB 内存，现有 {available:.1f} GiB；"
        "请减少岗位、月数或线程",
    },
    "too_many_runs": {
        "en": "what is kept of {runs:,} runs (months={months}) needs about {needed:.1f} GiB; {available:.1f} GiB are "
        "available: fewer replications than {replications:,}, or fewer scenarios",
        "zh": "保留 {runs:,} 次运行（months={months}）的结果约需 {needed:.1f} GiB 内存，现有 {available:.1f} GiB；"
        "请减少重复次数（现为 {replications:,}）或情景",
    },
    "not_finite_in_month": {"en": "month {month}: {what} is not finite", "zh": "第 {month} 月：{what} 不是有限数"},
}


_known: dict[str, Mapping[Language, str]] = dict(MESSAGES)


def add_messages(more: Messages) -> None:
    """Let :func:`say` know more messages; a table that is read again replaces what it said before."""
    _known.update(more)


def say(message: str, /, **values: object) -> str:
    """A message in the language of the session, with its values filled in."""
    return filled(_known[message], values)


def listed(names: Iterable[str]) -> str:
    """Names one after the other, with the comma of the language of the session."""
    return say("comma").join(names)
