"""``wenze parameters``: what is known of the numbers that can be set."""

from wenze.experiments.command import Command, Request, text


def run(request: Request) -> None:
    """Print every parameter on a line, or the full record of those that the word fits."""
    from wenze.experiments.messages import printable, say
    from wenze.experiments.report.lists import in_groups, record
    from wenze.sim.errors import InputError, suggestion
    from wenze.sim.settings.parameters import definitions

    if request.word is None:
        print(say("list_parameters"))
        print(in_groups(list(definitions())))
        return
    found = [definition for definition in definitions() if fits(request.word, definition.key)]
    if not found:
        hint = suggestion(request.word, [definition.key for definition in definitions()])
        raise InputError(say("parameter_unknown", word=printable(request.word), hint=hint))
    print("\n\n".join(record(definition) for definition in found))


def fits(name: str, key: str) -> bool:
    """Whether a name is a key, or one or several neighbouring parts of it: a group, an ending, a group's ending."""
    return bool(name.strip(".")) and f".{name}." in f".{key}."


COMMAND = Command(
    name="parameters",
    order=50,
    form=text("NAME", "名称"),
    brief=text("what a number means, its range and its source", "一个参数的含义、范围与来源"),
    about=text(
        "Shows what is known about a parameter: unit, default, range, whether it is set by statute, measured, taken from the "
        "literature, fitted or assumed, the source, and its meaning in English and Chinese. NAME is a full key, a part of "
        "one, or a group; without it all parameters are listed.",
        "给出参数的单位、默认值、范围、类别（法规、实测、文献、拟合或假定）、来源以及中英文含义。名称可以是完整的键、键的一部分或"
        "参数组；不写则列出全部参数。",
    ),
    run=run,
    examples=(
        "wenze parameters policy.accountability.strictness_work",
        "wenze parameters strictness",
        "wenze parameters accountability",
    ),
    word=text("NAME", "名称"),
)
