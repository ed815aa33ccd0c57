"""``wenze help``: what the commands do and take."""

from wenze.experiments.command import Command, Request, command, command_names, text


def run(request: Request) -> None:
    """Print the help of a command, or of all of wenze."""
    from wenze.experiments.manual import overview, page
    from wenze.experiments.messages import printable, say
    from wenze.sim.errors import InputError, suggestion

    if request.word is None:
        print(overview(), end="")
    elif request.word in command_names():
        print(page(command(request.word)), end="")
    else:
        hint = suggestion(request.word, command_names())
        raise InputError(say("command_unknown", word=printable(request.word), hint=hint))


COMMAND = Command(
    name="help",
    order=90,
    form=text("COMMAND", "命令"),
    brief=text("more about a command, with examples", "命令的详细说明与示例"),
    about=text("Says what a command does and what it takes.", "说明一个命令的作用与选项。"),
    run=run,
    word=text("COMMAND", "命令"),
)
