"""What a command is: its name, its keys, its help, and the function that carries it out.

Each file in ``experiments/commands/`` defines one ``COMMAND``. The parser (:mod:`.parsing`), the manual (:mod:`.manual`) and
the list of commands are made from these. A command's file imports nothing heavy before its function is called.
"""

import os
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from wenze.sim.language import Language

Text = dict[Language, str]

MOST_THREADS = 1024


class Key(NamedTuple):
    """One ``key=value`` that a command takes: what a value looks like, and what it does, both in two languages.

    ``kind`` says how a value is read: ``name``, ``names`` (one, or a list in brackets), ``folder``, ``file``, ``text``,
    ``count`` (a whole number from 0), ``threads``, ``choice`` (one of ``choices``, the first of which holds if the key
    is not given), or ``parameter`` (one of the model's, checked with the others).
    """

    name: str
    kind: str
    value: Text
    about: Text
    choices: tuple[str, ...] = ()


class Request(NamedTuple):
    """What a command line asks of a command: its keys as typed, its one word if any, and parameters as ``key=value``."""

    command: str
    keys: dict[str, str]
    word: str | None
    overrides: list[str]
    arguments: tuple[str, ...]


class Command(NamedTuple):
    """A command of ``wenze``.

    ``form`` stands behind the name in the list of commands, ``brief`` says there in a few words what it does. ``about``
    opens its help, ``keys`` follow, then ``more`` and the ``examples``. ``word`` says whether it takes one word,
    ``needs_word`` whether it has to be there.
    ``parameters`` says whether it takes parameters of the model.
    """

    name: str
    order: int
    form: Text
    brief: Text
    about: Text
    run: Callable[[Request], None]
    keys: tuple[Key, ...] = ()
    more: Text | None = None
    examples: tuple[str, ...] = ()
    word: Text | None = None
    needs_word: bool = False
    parameters: bool = False

    def key(self, name: str) -> Key | None:
        """The key of this name that the command reads itself, or None."""
        return next((key for key in self.keys if key.name == name and key.kind != "parameter"), None)


class PartlyDone(Exception):
    """A command did what it could, and some of the runs it was asked for failed. Its text is one line."""


def text(en: str, zh: str) -> Text:
    """A text in both languages."""
    return {"en": en, "zh": zh}


def command_names() -> list[str]:
    """The names of all commands, in no particular order; nothing is imported for it."""
    return [found.name for found in iter_modules([os.path.join(os.path.dirname(__file__), "commands")])]


@cache
def command(name: str) -> Command:
    """The command of a name that :func:`command_names` gives."""
    found: Command = import_module(f"wenze.experiments.commands.{name}").COMMAND
    return found


def commands_in_order() -> Sequence[Command]:
    """Every command, in the order in which a newcomer meets them."""
    return sorted((command(name) for name in command_names()), key=lambda found: (found.order, found.name))


# --- keys that several commands take ----------------------------------------------------------------------------------

FOLDER, FILE, NUMBER, NAME = text("FOLDER", "文件夹"), text("FILE", "文件"), text("N", "N"), text("NAME", "名称")

LANG = Key(
    "lang", "choice", text("en|zh", "en|zh"), text("the language of what is said (en)", "输出语言（en）"), ("en", "zh")
)
"""Taken by every command, out of the command line before it is parsed."""

SEED = Key("seed", "parameter", NUMBER, text("the seed of all chance (1)", "随机种子（1）"))
MONTHS = Key("months", "parameter", NUMBER, text("how long each run lasts (120)", "每次运行的月数（120）"))
SPIN_UP = Key(
    "spin_up", "parameter", NUMBER,
    text("months under the status quo before it, the same for all (480)", "此前在现状之下运行的月数，各情景相同（480）"),
)  # fmt: skip
THREADS = Key(
    "threads", "threads", NUMBER,
    text("how many runs at a time; all cores if not given", "同时运行的线程数；不写则用全部核心"),
)  # fmt: skip
CONFIG = Key(
    "config", "file", FILE,
    text("the config.yaml of an earlier result, or its folder, to repeat it", "以前结果的 config.yaml 或其文件夹，用于重现"),
)  # fmt: skip
OWN_SCENARIOS = Key("folder", "folder", FOLDER, text("a folder with scenarios of your own", "存放您自己的情景的文件夹"))
WORLDS = Key(
    "worlds", "text", text("default|plausible|FILE", "default|plausible|文件"),
    text("the worlds that replications live in: the single default one, those that no sourced figure rules out, or those of a table",
         "各次重复所在的世界：唯一的默认世界、未被有来源数据排除的世界，或某个表中的世界"),
)  # fmt: skip
FROM = Key(
    "from", "count", text("MONTH", "月份"),
    text("the month from which tables and pictures count (0)", "表格与图从哪个月算起（0）"),
)  # fmt: skip
UNTIL = Key(
    "until", "count", text("MONTH", "月份"),
    text("the month before which they end; the last if not given", "算到哪个月之前；不写则到末月"),
)  # fmt: skip
ANY_PARAMETER = Key(
    "world.... policy....", "parameter", text("", ""),
    text("any parameter, as for wenze compare", "任何参数，用法同 wenze compare"),
)  # fmt: skip
SIZE = Key(
    "size", "choice", text("paper|slide", "paper|slide"),
    text("for a two-column page, or for the back row (paper)", "图的尺寸：双栏论文或课堂投影（paper）"), ("paper", "slide"),
)  # fmt: skip
FIGURES = Key(
    "figures", "choice", text("true|false", "true|false"), text("whether to draw pictures (true)", "是否作图（true）"),
    ("true", "false"),
)  # fmt: skip
IN_A_SMALL_WORLD = (
    Key("replications", "parameter", NUMBER,
        text("how often each setting or mix is run (4)", "每组设定或组合的重复次数（4）")),
    MONTHS._replace(about=text("how long each run lasts (60)", "每次运行的月数（60）")),
    SPIN_UP._replace(about=text("months under the status quo before it (120)", "此前在现状之下运行的月数（120）")),
    SEED,
    THREADS,
)  # fmt: skip
"""What commands take that run very many settings, with what holds there if it is not given."""
ONE_OF_INTEREST = (
    Key("scenarios", "names", text("[a]", "[a]"),
        text("a scenario: its difference from the reference is asked about", "一个情景：所问的是它与参照情景之差")),
    Key("reference", "name", NAME,
        text("the scenario it is compared with: blanket_punishment if not given; the same as in scenarios= asks about its level",
             "参照情景，默认 blanket_punishment；与 scenarios= 相同时问的是其水平")),
)  # fmt: skip
"""The one scenario that such a command asks about."""
MOVED = Key(
    "world.... policy....", "parameter", text("interval(a,b)", "interval(a,b)"),
    text("what is moved, and how far; all assumed numbers if not given. With one number, what is the same in all settings",
         "变动的参数及其范围；不写则为全部假定参数。只写一个数则各设定相同"),
)  # fmt: skip


def out_key(command: str) -> Key:
    """The key that says where a command writes."""
    en, zh = f"where to write; results/{command}-... if not given", f"写到哪里；默认 results/{command}-..."
    return Key("out", "folder", FOLDER, text(en, zh))
