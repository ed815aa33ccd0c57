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
    "world_number": {"en": "world {number}", "zh": "世界 {number}"},
}


add_messages(MESSAGES)
