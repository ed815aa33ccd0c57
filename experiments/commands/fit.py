"""``wenze fit``: a few assumed parameters moved until the model meets the figures that may be fitted."""

from wenze.experiments.command import FOLDER, MONTHS, NUMBER, SEED, SPIN_UP, THREADS, Command, Key, Request, text


def run(request: Request) -> None:
    """Fit, print old and new; write a folder only if one is named."""
    from wenze.experiments.asked import say_compiling, threads_in
    from wenze.experiments.messages import printable, say
    from wenze.experiments.paths import user_path
    from wenze.experiments.report.facts import fit_text
    from wenze.experiments.runs.files import FIT
    from wenze.experiments.runs.folder import result_folder
    from wenze.experiments.runs.inventory import PROVENANCE
    from wenze.experiments.runs.provenance import Provenance
    from wenze.experiments.validation.fit import fit, require_scipy, write_fit
    from wenze.experiments.validation.verdict import settings_from

    settings = settings_from(request.overrides, ordered=False)
    require_scipy()
    threads = threads_in(request)
    if "out" not in request.keys:
        say_compiling(settings)
        print(fit_text(fit(request.overrides, threads), settings))
        return
    folder = user_path("out", request.keys["out"])
    provenance = Provenance(["wenze", *request.arguments], threads)
    with result_folder(folder) as draft:
        say_compiling(settings)
        found = fit(request.overrides, threads)
        write_fit(found, draft.folder / FIT)
        provenance.write(draft.folder / PROVENANCE)
    print(fit_text(found, settings))
    print(say("written_fit", folder=printable(draft.place)))


COMMAND = Command(
    name="fit",
    order=70,
    form=text("", ""),
    brief=text("fit a few parameters to some of these figures", "用其中部分数据拟合几个参数"),
    about=text(
        "Moves a few assumed parameters of the status quo until the model meets the sourced figures that are set aside for "
        "fitting (wenze facts shows which). It prints parameters old and new, each target before and after, and the loss. "
        "What the model is asked, such as effort or wrongful sanctions, is never fitted.",
        "调整现状情景中的几个假定参数，使模型符合用于拟合的有来源数据（wenze facts 可查看是哪些）。给出参数的原值与新值、各目标拟合"
        "前后的数值以及损失。干事、错误问责等所要研究的结果从不用于拟合。",
    ),
    run=run,
    keys=(
        Key("replications", "parameter", NUMBER, text("how often each trial is run (32)", "每次试算的重复次数（32）")),
        MONTHS,
        SPIN_UP,
        SEED,
        THREADS,
        Key("out", "folder", FOLDER,
            text("also write fit.csv and provenance.json there", "另将 fit.csv 与 provenance.json 写入该处")),
    ),
    more=text(
        "It needs scipy: pip install '.[fit]' in the folder of wenze. It changes no default.",
        "需要 scipy：在 wenze 的文件夹中 pip install '.[fit]'。不改动任何默认值。",
    ),
)  # fmt: skip
