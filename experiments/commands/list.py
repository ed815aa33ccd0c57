"""``wenze list``: what there is."""

from wenze.experiments.command import OWN_SCENARIOS, Command, Request, text


def run(request: Request) -> None:
    """Print one of the lists, or all of them."""
    from wenze.experiments.messages import printable, say
    from wenze.experiments.parsing import folder_in
    from wenze.experiments.report.lists import LISTS
    from wenze.sim.errors import InputError, suggestion
    from wenze.sim.messages import listed

    folder = folder_in(request)
    if request.word is None:
        print("\n\n".join(make(folder) for make in LISTS.values()))
    elif request.word in LISTS:
        print(LISTS[request.word](folder))
    else:
        hint = suggestion(request.word, LISTS)
        raise InputError(say("topic_unknown", word=printable(request.word), hint=hint, allowed=listed(LISTS)))


COMMAND = Command(
    name="list",
    order=40,
    form=text("", ""),
    brief=text("what there is: scenarios, levers, measures, figures, claims", "列出情景、政策杠杆、指标、图、主张"),
    about=text(
        "Shows the scenarios that can be run, the levers that a scenario can set, the measures that come out, the "
        "figures that can be drawn, and the claims that can be judged; all of these if none is named.",
        "列出可运行的情景、情景可设定的政策杠杆、得出的指标、可作的图和可检验的主张；不指定则全部列出。",
    ),
    run=run,
    keys=(OWN_SCENARIOS,),
    word=text("scenarios | levers | measures | figures | claims", "scenarios | levers | measures | figures | claims"),
)
