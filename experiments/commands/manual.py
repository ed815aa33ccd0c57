"""The help texts, at most 80 columns wide, in English and Chinese."""

from wenze.sim.language import Language

MANUAL: dict[str, dict[Language, str]] = {
    "": {
        "en": """\
wenze simulates rules of accountability: who has to answer when something goes
wrong, and how the people who live under those rules then behave.

  wenze compare              run every regime and compare how people behave
  wenze run scenario=NAME    run one regime and show all its measures
  wenze list                 what there is: scenarios, levers, measures
  wenze parameters NAME      what a number means, its range and its source
  wenze facts                the model beside sourced figures
  wenze fit                  fit a few parameters to some of these figures
  wenze help COMMAND         more about a command, with examples
  wenze --version            the version of wenze and of its model

A scenario is a regime of accountability under a name. A lever is a number that
a regime sets. A measure is a number that comes out, such as effort or harm.

To begin:

  wenze list scenarios
  wenze compare 'scenarios=[blanket_punishment,oversight]'

Options are written key=value, with no blanks around the sign. The quotes keep
the shell away from the brackets.

Every command takes lang=en or lang=zh, the language of what it says. The
environment variable WENZE_LANG sets it for good. Numbers do not depend on it.

中文说明：wenze help lang=zh
""",
        "zh": """\
wenze 模拟问责规则：出了问题由谁担责，身处规则之下的人又会如何行事。

  wenze compare              运行全部情景并比较人们的行为
  wenze run scenario=名称    运行一个情景并给出全部指标
  wenze list                 列出情景、政策杠杆、指标
  wenze parameters 名称      一个参数的含义、范围与来源
  wenze facts                模型与有来源数据的对照
  wenze fit                  用其中部分数据拟合几个参数
  wenze help 命令            命令的详细说明与示例
  wenze --version            wenze 及其模型的版本

情景是一套有名称的问责制度；杠杆是制度所设定的数值；指标是模拟得出的数值，
例如干事或危害。

可以这样开始：

  wenze list scenarios
  wenze compare 'scenarios=[blanket_punishment,oversight]'

选项写作 键=值，等号两边不留空格。引号使方括号不被 shell 解释。

每个命令都可加 lang=en 或 lang=zh 指定输出语言；环境变量 WENZE_LANG 可长期
设定。结果的数值与语言无关。

In English: wenze help lang=en
""",
    },
    "compare": {
        "en": """\
wenze compare [key=value ...]

Runs scenarios on the same problems, people and luck, prints a table and what
was found, and writes a folder with everything.

  scenarios=[a,b,...]   which scenarios; all of them if not given
  reference=NAME        what the others are compared with: blanket_punishment
                        if not given; it is run even if not listed
  replications=N        how often each is run, on different luck (32)
  months=N              how long each run lasts (120)
  seed=N                the seed of all chance (1)
  world.... policy....  any parameter (wenze parameters lists them). A lever is
                        changed in the base that all scenarios start from; a
                        scenario that sets the lever itself keeps its own value
  threads=N             how many runs at a time; all cores if not given
  out=FOLDER            where to write; results/compare-... if not given
  config=FILE           the config.yaml of an earlier result, to repeat it
  folder=FOLDER         a folder with scenarios of your own
  figures=true|false    whether to draw pictures (true)
  size=paper|slide      for a two-column page, or for the back row (paper)
  parts=true|false      whether to split each difference: what the policy does
                        to unchanged conduct, and what all do by changing
                        (false); takes twice as long
  lang=en|zh            the language of what is said and drawn (en)

The folder holds summary.csv (means, intervals, differences), months.parquet
(every month of every run), config.yaml (all settings), provenance.json
(versions, machine, time) and figures/ (pictures as SVG and PNG, and what they
show as CSV; story is the one to look at first), and with parts=true parts.csv.
It is written whole or not at all, and replaces an earlier result; a folder with
anything else is refused.

Examples:

  wenze compare
  wenze compare 'scenarios=[oversight,full_reform]' replications=8 months=60
  wenze compare policy.accountability.strictness=0.9 out=stricter
  wenze compare config=stricter/config.yaml out=again
""",
        "zh": """\
wenze compare [键=值 ...]

让各情景面对同样的问题、人员与运气，给出表格和结论，并写出一个文件夹。

  scenarios=[a,b,...]   运行哪些情景；不写则运行全部
  reference=名称        作为参照的情景，默认 blanket_punishment；未列出也会运行
  replications=N        每个情景的重复次数（32）
  months=N              每次运行的月数（120）
  seed=N                随机种子（1）
  world.... policy....  任何参数（wenze parameters 可列出）。政策杠杆改变的是
                        各情景共同的基础；自行设定该杠杆的情景保留自己的值
  threads=N             同时运行的线程数；不写则用全部核心
  out=文件夹            写到哪里；默认 results/compare-...
  config=文件           以前结果的 config.yaml，用于重现
  folder=文件夹         存放您自己的情景的文件夹
  figures=true|false    是否作图（true）
  size=paper|slide      图的尺寸：双栏论文或课堂投影（paper）
  parts=true|false      是否把每项差异分成两部分：行为不变时政策的作用，与人
                        改变行为的作用（false）；用时加倍
  lang=en|zh            输出与图的语言（en）

文件夹内有 summary.csv（均值、区间、差异）、months.parquet（每次运行的每个月）、
config.yaml（全部设置）、provenance.json（版本、机器、时间）和 figures/（图片的
SVG、PNG 及其数据 CSV，可先看 story），parts=true 时另有 parts.csv。要么完整
写出，要么什么都不写；会替换以前的结果，含有其他文件的文件夹则被拒绝。

示例：

  wenze compare
  wenze compare 'scenarios=[oversight,full_reform]' replications=8 months=60
  wenze compare policy.accountability.strictness=0.9 out=stricter
  wenze compare config=stricter/config.yaml out=again
""",
    },
    "run": {
        "en": """\
wenze run scenario=NAME [key=value ...]

Runs one scenario, prints all its measures and how the main ones change over
the years, and writes a folder with everything.

  scenario=NAME         which scenario (wenze list scenarios)
  replications=N        how often it is run, on different luck (32)
  months=N              how long each run lasts (120)
  seed=N                the seed of all chance (1)
  world.... policy....  any parameter (wenze parameters lists them); a lever
                        given here overrides the scenario, from first to last
  threads=N             how many runs at a time; all cores if not given
  out=FOLDER            where to write; results/run-... if not given
  config=FILE           the config.yaml of an earlier run, to repeat it
  folder=FOLDER         a folder with scenarios of your own
  lang=en|zh            the language of what is said (en)

Examples:

  wenze run scenario=river_channel
  wenze run scenario=oversight policy.accountability.pressure=4 months=240
""",
        "zh": """\
wenze run scenario=名称 [键=值 ...]

运行一个情景，给出全部指标及主要指标的逐年变化，并写出一个文件夹。

  scenario=名称         哪个情景（wenze list scenarios）
  replications=N        重复次数（32）
  months=N              每次运行的月数（120）
  seed=N                随机种子（1）
  world.... policy....  任何参数（wenze parameters 可列出）；此处给出的杠杆
                        自始至终覆盖情景的设定
  threads=N             同时运行的线程数；不写则用全部核心
  out=文件夹            写到哪里；默认 results/run-...
  config=文件           以前运行的 config.yaml，用于重现
  folder=文件夹         存放您自己的情景的文件夹
  lang=en|zh            输出语言（en）

示例：

  wenze run scenario=river_channel
  wenze run scenario=oversight policy.accountability.pressure=4 months=240
""",
    },
    "list": {
        "en": """\
wenze list [scenarios | levers | measures] [folder=FOLDER] [lang=en|zh]

Shows the scenarios that can be run, the levers that a scenario can set, and
the measures that come out; all three if none is named. folder= adds a folder
with scenarios of your own.
""",
        "zh": """\
wenze list [scenarios | levers | measures] [folder=文件夹] [lang=en|zh]

列出可运行的情景、情景可设定的政策杠杆和得出的指标；不指定则全部列出。
folder= 加入存放您自己的情景的文件夹。
""",
    },
    "parameters": {
        "en": """\
wenze parameters [NAME] [lang=en|zh]

Shows what is known about a parameter: unit, default, range, whether it is set
by statute, measured, taken from the literature, fitted or assumed, the source,
and its meaning in English and Chinese. NAME is a full key, a part of one, or a
group; without it all parameters are listed.

  wenze parameters policy.accountability.strictness
  wenze parameters strictness
  wenze parameters accountability
""",
        "zh": """\
wenze parameters [名称] [lang=en|zh]

给出参数的单位、默认值、范围、类别（法规、实测、文献、拟合或假定）、来源以及
中英文含义。名称可以是完整的键、键的一部分或参数组；不写则列出全部参数。

  wenze parameters policy.accountability.strictness
  wenze parameters strictness
  wenze parameters accountability
""",
    },
    "facts": {
        "en": """\
wenze facts [key=value ...]
wenze facts NAME [lang=en|zh]

Runs the status quo and shows the model's figures beside sourced ones: the
target, the model's mean with its 95 % interval, their ratio, and how far the
source is to be trusted. Figures that parameters were fitted to are shown apart
from those that were held out; what the model misses is marked and named.

  replications=N        how often it is run, on different luck (32)
  months=N              how long each run lasts (120)
  seed=N                the seed of all chance (1)
  lang=en|zh            the language of what is said (en)

With NAME, a row of the table of facts, it runs nothing and shows the figure,
its source, and what in the model stands for it.

Examples:

  wenze facts
  wenze facts village_filing_rate
""",
        "zh": """\
wenze facts [键=值 ...]
wenze facts 名称 [lang=en|zh]

运行现状情景，将模型的数值与有来源的数据对照：目标值、模型均值及其 95 % 区间、
二者之比、来源的可信程度。用于拟合的数据与留出的数据分开列出；模型不符之处
逐项标出。

  replications=N        重复次数（32）
  months=N              每次运行的月数（120）
  seed=N                随机种子（1）
  lang=en|zh            输出语言（en）

给出名称（数据表中的一行）时不运行模型，只显示该项数据、出处以及模型中与之
对应的量。

示例：

  wenze facts
  wenze facts village_filing_rate
""",
    },
    "fit": {
        "en": """\
wenze fit [key=value ...]

Moves a few assumed parameters of the status quo until the model meets the
sourced figures that are set aside for fitting (wenze facts shows which). It
prints parameters old and new, each target before and after, and the loss. What
the model is asked, such as effort or wrongful sanctions, is never fitted.

  replications=N        how often each trial is run (32)
  months=N              how long each run lasts (120)
  seed=N                the seed of all chance, the same for all trials (1)
  threads=N             how many runs at a time; all cores if not given
  out=FOLDER            also write fit.csv and provenance.json there
  lang=en|zh            the language of what is said (en)

It needs scipy: pip install '.[fit]', in the folder of wenze's source. It
changes no default.
""",
        "zh": """\
wenze fit [键=值 ...]

调整现状情景中的几个假定参数，使模型符合用于拟合的有来源数据（wenze facts 可
查看是哪些）。给出参数的原值与新值、各目标拟合前后的数值以及损失。干事、错误
问责等所要研究的结果从不用于拟合。

  replications=N        每次试算的重复次数（32）
  months=N              每次运行的月数（120）
  seed=N                随机种子，各次试算相同（1）
  threads=N             同时运行的线程数；不写则用全部核心
  out=文件夹            另将 fit.csv 与 provenance.json 写入该处
  lang=en|zh            输出语言（en）

需要 scipy：在 wenze 源码文件夹中 pip install '.[fit]'。不改动任何默认值。
""",
    },
    "help": {
        "en": "wenze help [COMMAND] [lang=en|zh]\n\nSays what a command does and what it takes.\n",
        "zh": "wenze help [命令] [lang=en|zh]\n\n说明一个命令的作用与选项。\n",
    },
}
