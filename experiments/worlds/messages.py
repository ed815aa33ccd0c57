"""What is said about plausible worlds and their tables, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    # Tables of worlds.
    "worlds_header": {
        "en": "expected a table of worlds: a first column world, then a column for each parameter that differs",
        "zh": "应为世界表：第一列为 world，其后每个不同的参数一列",
    },
    "worlds_empty": {"en": "the table has no worlds", "zh": "表中没有任何世界"},
    "worlds_no_csv": {"en": "this is no CSV: {why}", "zh": "不是 CSV 文件：{why}"},
    "worlds_no_parameter": {"en": "there is no such parameter", "zh": "没有这个参数"},
    "worlds_same_in_all": {
        "en": "must be the same in all worlds; columns are parameters of world and policy, scale apart",
        "zh": "在各世界中须相同；各列应为 world 与 policy 的参数，规模（scale）除外",
    },
    "worlds_column_twice": {"en": "this column is there twice", "zh": "此列重复出现"},
    "worlds_cells": {"en": "has {count} cells for {columns} columns", "zh": "有 {count} 格，而表有 {columns} 列"},
    "worlds_numbered": {
        "en": "must be {number}: worlds are numbered from 1 in their order",
        "zh": "应为 {number}：世界从 1 起依次编号",
    },
    "worlds_too_few": {
        "en": "must not be more than there are worlds, {worlds:,}",
        "zh": "不能多于世界的个数，即 {worlds:,}",
    },
    "worlds_too_few_twice": {
        "en": "must not be more than {most:,}: each of {worlds:,} worlds is lived twice",
        "zh": "不能多于 {most:,}：共 {worlds:,} 个世界，每个运行两次",
    },
    "worlds_of_another": {
        "en": "these are not the worlds of config.yaml beside it",
        "zh": "与旁边的 config.yaml 所记的世界不符",
    },
    "worlds_scenarios": {
        "en": "must be those that stand under scenarios",
        "zh": "应与 scenarios 之下的情景相同",
    },
    "worlds_own": {
        "en": "note: in every world these are as you set them, not as the table of worlds says: {keys}",
        "zh": "注意：以下参数在各世界中均按您的设定，而不按世界表：{keys}",
    },
    "worlds_all_own": {
        "en": "nothing differs from world to world: all that the table says is set beside it",
        "zh": "各世界并无不同：表中各参数均已另行设定",
    },
    # What is said of results.
    "table_worlds": {
        "en": "Of them {worlds} worlds (worlds={name}), lived twice each on different luck; means and intervals are over the worlds.",
        "zh": "共 {worlds} 个世界（worlds={name}），每个在不同运气下运行两次；均值与区间就各世界而言。",
    },
    "shares_head": {
        "en": "In which per cent of the worlds each is distinguishably higher / lower than {reference}: further from it than luck takes a "
        "world in 95 of 100.",
        "zh": "与“{reference}”差异明确、高于／低于它的世界各占百分之几：差异明确指其差超出偶然所能解释的范围（95%）。",
    },
    "sweep_worlds": {
        "en": "Each replication lives in a world of its own (worlds={name}, {worlds} of them): intervals carry chance and ignorance.",
        "zh": "每次重复各在一个世界中（worlds={name}，共 {worlds} 个）：区间同时包含偶然与未知。",
    },
    "figure_sweep_worlds": {
        "en": "Each replication lives in a world of its own (worlds={name}, {worlds} of them).",
        "zh": "每次重复各在一个世界中（worlds={name}，共 {worlds} 个）。",
    },
    "figure_worlds": {
        "en": "In {worlds} worlds (worlds={name}), each lived twice.",
        "zh": "{worlds} 个世界（worlds={name}），每个运行两次。",
    },
    "world_number": {"en": "world {number}", "zh": "世界 {number}"},
}


add_messages(MESSAGES)
