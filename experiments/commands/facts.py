"""``wenze facts``: the model's figures beside the sourced ones, and what is known of each."""

from wenze.experiments.command import MONTHS, NUMBER, SEED, SPIN_UP, WORLDS, Command, Key, Request, text


def run(request: Request) -> None:
    """Print the table of all figures, or all that is known of those that the word fits."""
    from wenze.experiments.asked import say_compiling
    from wenze.experiments.messages import say
    from wenze.experiments.report.facts import facts_text, known_of, predicted_text
    from wenze.experiments.runs.collect import cores
    from wenze.experiments.validation.predicted import predicted
    from wenze.experiments.validation.targets import with_order
    from wenze.experiments.validation.verdict import compared, makings_from
    from wenze.experiments.worlds.lived import DEFAULT, set_by, table_of, worlds_asked
    from wenze.experiments.worlds.table import in_worlds
    from wenze.sim.errors import InputError

    if request.word is not None:
        for key in [*request.keys, *set_by(request.overrides)]:
            raise InputError(say("facts_word_and_key", key=key))
        print("\n\n".join(known_of(request.word)))
        return
    asked = worlds_asked(request.keys.get("worlds", DEFAULT))
    made = makings_from(request.overrides)
    settings = with_order(made.settings())
    if asked == DEFAULT:
        say_compiling(settings)
        print(facts_text(settings, compared(settings, cores())))
        return
    worlds = in_worlds(made, table_of(asked), settings.run.replications, set_by(request.overrides))
    say_compiling(settings)
    print(predicted_text(settings, asked, predicted(settings, list(map(with_order, worlds)), cores())))


COMMAND = Command(
    name="facts",
    order=60,
    form=text("", ""),
    brief=text("the model beside sourced figures", "模型与有来源数据的对照"),
    about=text(
        "Runs the status quo and shows the model's figures beside sourced ones: the target, the model's mean with its 95 % "
        "interval, their ratio, and how far the source is to be trusted. Figures that parameters were fitted to are shown "
        "apart from those that were held out; what the model misses is marked and named. With worlds=plausible they are predicted over "
        "as many worlds as there are replications: met, missed, or silent where the worlds disagree.\n\n"
        "With NAME, a row of the table of facts, it runs nothing and shows the figure, its source, and what in the model "
        "stands for it.",
        "运行现状情景，将模型的数值与有来源的数据对照：目标值、模型均值及其 95% 区间、二者之比、来源的可信程度。用于拟合的数据与"
        "留出的数据分开列出；模型不符之处逐项标出。worlds=plausible 时就各世界（个数同重复次数）作出预测：相符、不符，或各世界说法不一而"
        "无结论。\n\n给出名称（数据表中的一行）时不运行模型，只显示该项数据、出处以及模型中与之"
        "对应的量。",
    ),
    run=run,
    keys=(
        Key("replications", "parameter", NUMBER, text("how often it is run, on different luck (32)", "重复次数（32）")),
        MONTHS,
        SPIN_UP,
        SEED,
        WORLDS,
    ),
    examples=("wenze facts", "wenze facts worlds=plausible", "wenze facts village_filing_rate"),
    word=text("NAME", "名称"),
)
