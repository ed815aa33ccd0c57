"""The codebook: unit, label, meaning and formula of every column of a result, for people and as metadata of the months."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wenze.experiments.runs.months import column_of
from wenze.sim.language import UNITS
from wenze.sim.measures import Measure
from wenze.sim.settings.checking import parameters
from wenze.sim.tally import DECLARED

_COUNTED = {count.name for count in DECLARED}


class Entry(NamedTuple):
    """One column of one file, in both languages. ``formula`` is in columns of the months."""

    file: str
    column: str
    kind: str
    unit: str
    unit_zh: str
    label_en: str
    label_zh: str
    meaning_en: str
    meaning_zh: str
    formula: str


def codebook(measures: Mapping[str, Measure], with_parts: bool, in_worlds: bool = False) -> list[Entry]:
    """Every column of every file of a result; ``in_worlds`` says that its replications live in different worlds."""
    files = {
        "summary.csv": (*_SUMMARY, *(_SHARES if in_worlds else ())),
        **({"parts.csv": _PARTS} if with_parts else {}),
    }
    entries = [_plain(file, *words) for file, columns in files.items() for words in columns]
    entries += [_plain("runs.csv", *words) for words in (*_KEYS[:2], *((_WORLD,) if in_worlds else ()))]
    entries += _measures("runs.csv", measures)
    for file in ("months.parquet", *(["forced.parquet"] if with_parts else [])):
        entries += [*(_plain(file, *words) for words in _KEYS), *_counts(file), *_measures(file, measures)]
    return entries


def codebook_of_sweep(measures: Mapping[str, Measure], keys: Sequence[str], monthly: bool) -> list[Entry]:
    """Every column of every file of a sweep; ``keys`` are the parameters that vary."""
    setting = ("setting", "key", "", "", "Number of the setting, from 0.", "设定的编号，从 0 起。")
    varied = [_parameter(key) for key in keys]
    entries = []
    for file in ("settings.csv", "summary.csv", "failures.csv", "runs.parquet"):
        entries += [_plain(file, *setting), *(entry._replace(file=file) for entry in varied)]
    entries += [_plain("summary.csv", *words) for words in _SUMMARY]
    entries += [_plain("failures.csv", *words) for words in (*_KEYS[:2], _SEED, _ERROR)]
    entries += [_plain("runs.parquet", *words) for words in (_RUN, *_KEYS[:2], _SEED, _ERROR)]
    entries += [*_counts("runs.parquet"), *_measures("runs.parquet", measures)]
    if monthly:
        file = "months.parquet"
        entries += [*(_plain(file, *words) for words in (_RUN, _KEYS[2])), *_counts(file), *_measures(file, measures)]
    return entries


def _parameter(key: str) -> Entry:
    meaning = parameters()[key].meaning
    unit_zh = UNITS.get(meaning.unit, meaning.unit)
    return Entry("", key, "parameter", meaning.unit, unit_zh, "", "", meaning.en, meaning.zh, "")


def about_months(measures: Mapping[str, Measure], origin: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Metadata of the table of months by column; under "" those of the table itself."""
    entries = [*(_plain("", *words) for words in _KEYS), *_counts(""), *_measures("", measures)]
    kept = ("kind", "unit", "unit_zh", "label_en", "label_zh", "meaning_en", "meaning_zh", "formula")
    return {
        "": dict(origin),
        **{e.column: {name: getattr(e, name) for name in kept if getattr(e, name)} for e in entries},
    }


def _measures(file: str, measures: Mapping[str, Measure]) -> Iterator[Entry]:
    for name, measure in measures.items():
        unit_zh = measure.unit_zh or UNITS.get(measure.unit, measure.unit)
        words = (measure.english_label, measure.label_zh, measure.en, measure.zh, formula_of(measure))
        yield Entry(file, name, "measure", measure.unit, unit_zh, *words)


def formula_of(measure: Measure) -> str:
    """A measure's formula in the columns of the table of months."""
    return re.sub(r"[a-z_]{2,}", lambda word: column_of(word[0]) if word[0] in _COUNTED else word[0], str(measure.of))


def _counts(file: str) -> Iterator[Entry]:
    for count in DECLARED:
        kind, unit_zh = "amount" if count.amount else "count", UNITS.get(count.unit, count.unit)
        yield Entry(file, column_of(count.name), kind, count.unit, unit_zh, "", "", count.en, count.zh, "")


def _plain(file: str, column: str, kind: str, unit: str, unit_zh: str, en: str, zh: str) -> Entry:
    return Entry(file, column, kind, unit, unit_zh, "", "", en, zh, "")


_OF_MEASURE = "that of the measure", "与该指标相同"
_KEYS = (
    ("scenario", "key", "", "", "Name of the scenario.", "情景名称。"),
    ("replication", "key", "", "", "Number of the replication, from 0; the same number means the same luck in every scenario.",
     "重复的编号，从 0 起；各情景中编号相同者运气相同。"),
    ("month", "key", "", "", "Month of the regime, from 0: the months of spin-up before it are counted nowhere.",
     "制度开始后的月份，从 0 起；此前在现状之下运行的月份不计入任何数值。"),
)  # fmt: skip
_RUN = ("run", "key", "", "", "Name of the run: a hash of its settings, seed, replication and the version of the model.",
        "运行的名称：由其设定、种子、重复编号与模型版本算出的散列值。")  # fmt: skip
_SEED = ("seed", "key", "", "", "Seed of all chance.", "随机种子。")
_ERROR = ("error", "key", "", "", "Why the run failed; empty if it did not.", "运行失败的原因；未失败则为空。")
_MEASURE = ("measure", "key", "", "", "Name of the measure; its own entry stands under runs.csv.",
            "指标名称；指标本身见 runs.csv 各条。")  # fmt: skip
_SUMMARY = (
    _KEYS[0],
    _MEASURE,
    ("mean", "statistic", *_OF_MEASURE, "Mean over the replications, each total over total in the window.",
     "各次重复的均值；每次重复均为考察期内总量之比。"),
    ("low", "statistic", *_OF_MEASURE,
     "Lower end of the 95 % interval of the mean: Student's t; for shares Wilson's, which stays between 0 and 1.",
     "均值 95% 区间的下限：学生 t 区间；比例用 Wilson 区间，不越出 0 至 1。"),
    ("high", "statistic", *_OF_MEASURE, "Upper end of that interval.", "该区间的上限。"),
    ("difference", "statistic", *_OF_MEASURE, "Mean paired difference from the reference, replication by replication.",
     "与参照情景逐次配对之差的均值。"),
    ("difference_low", "statistic", *_OF_MEASURE, "Lower end of the 95 % interval of the difference (Student's t).",
     "差的 95% 区间（学生 t）的下限。"),
    ("difference_high", "statistic", *_OF_MEASURE, "Upper end of that interval.", "该区间的上限。"),
    ("replications", "statistic", "", "", "Replications in which the measure has a value.", "指标有值的重复次数。"),
    ("denominator", "statistic", "", "",
     "What the measure was divided by, over all replications: the cases that a share is a share of; empty where it is not one ratio.",
     "各次重复合计的分母，即比例所据的总数；指标不是单一比值时为空。"),
)  # fmt: skip
_WORLD = ("world", "key", "", "", "Number of the world in which the replication lives, from 1: a row of worlds.csv.",
          "该次重复所在世界的编号，从 1 起，即 worlds.csv 的一行。")  # fmt: skip
_SHARES = (
    ("share_higher", "statistic", "", "",
     "Share of the worlds in which the difference is above zero by more than luck explains in 95 of 100; every world is lived twice.",
     "差高于零且超出偶然所能解释（95%）的世界所占比例；每个世界运行两次。"),
    ("share_lower", "statistic", "", "", "The same, below zero.", "同上，低于零。"),
    ("share_neither", "statistic", "", "", "Share of the worlds in which it is neither.", "二者皆非的世界所占比例。"),
)  # fmt: skip
_PARTS = (
    _KEYS[0],
    _MEASURE,
    *((f"{part}{end}", "statistic", *_OF_MEASURE, en + en_end, zh + zh_end)
      for part, en, zh in (
          ("difference", "Paired difference from the reference", "与参照情景的配对差"),
          ("mechanical", "Mechanical part: what the policy does to unchanged conduct", "制度直接效应（行为不变时政策的作用）"),
          ("behavioural", "Behavioural part: what people do beyond that by changing", "行为反应效应（此外由人改变行为造成）"),
      )
      for end, en_end, zh_end in (
          ("", ".", "。"), ("_low", ": lower end of its 95 % interval.", "：95% 区间下限。"),
          ("_high", ": upper end.", "：上限。"),
      )),
    ("replications", "statistic", "", "", "Replications in which the measure has a value in all three runs.",
     "三种运行中指标均有值的重复次数。"),
)  # fmt: skip
