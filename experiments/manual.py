"""The help texts, at most 80 columns wide, put together from the commands."""

from wenze.experiments.command import LANG, Command, Key, commands_in_order
from wenze.experiments.messages import say
from wenze.experiments.terminal import pad, width_of, wrap
from wenze.sim.language import in_language, language

WIDTH = 80
KEY_COLUMN = 24
IN_ENGLISH, IN_CHINESE = "In English: wenze help lang=en", "中文说明：wenze help lang=zh"


def overview() -> str:
    """What wenze is and which commands there are."""
    lines = [wrap(say("help_intro"), WIDTH), ""]
    forms = {found.name: f"  wenze {found.name} {found.form[language()]}".rstrip() for found in commands_in_order()}
    column = max(map(width_of, [*forms.values(), "  wenze --version"])) + 2
    for found in commands_in_order():
        lines.append(wrap(found.brief[language()], WIDTH, pad(forms[found.name], column)))
    lines.append(wrap(say("help_version"), WIDTH, pad("  wenze --version", column)))
    for paragraph in ("help_words", "help_begin"):
        lines += ["", wrap(say(paragraph), WIDTH)]
    lines += ["", "  wenze list scenarios", "  wenze compare 'scenarios=[blanket_punishment,oversight]'"]
    for paragraph in ("help_form", "help_language"):
        lines += ["", wrap(say(paragraph), WIDTH)]
    return "\n".join([*lines, "", in_language(IN_CHINESE, IN_ENGLISH), ""])


def page(asked: Command) -> str:
    """The help of one command."""
    speaking = language()
    usage = [asked.name]
    if asked.word:
        usage.append(asked.word[speaking] if asked.needs_word else f"[{asked.word[speaking]}]")
    elif asked.form[speaking]:
        usage.append(asked.form[speaking])
    if asked.keys:
        usage.append(say("help_keys"))
    blocks = [f"wenze {' '.join(usage)}", *(wrap(part, WIDTH) for part in asked.about[speaking].split("\n\n"))]
    blocks.append("\n".join(_line(key) for key in (*asked.keys, LANG)))
    if asked.more:
        blocks += [wrap(part, WIDTH) for part in asked.more[speaking].split("\n\n")]
    if asked.examples:
        blocks.append("\n".join([say("help_examples"), "", *(f"  {example}" for example in asked.examples)]))
    return "\n\n".join(blocks) + "\n"


def _line(key: Key) -> str:
    name = key.name if "..." in key.name else f"{key.name}={key.value[language()]}"
    return wrap(key.about[language()], WIDTH, pad(f"  {name}", KEY_COLUMN))
