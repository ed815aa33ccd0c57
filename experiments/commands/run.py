"""``wenze run``: one scenario by itself."""

from wenze.experiments.command import (
    CONFIG,
    FIGURES,
    FROM,
    MONTHS,
    NAME,
    NUMBER,
    OWN_SCENARIOS,
    SEED,
    SIZE,
    SPIN_UP,
    THREADS,
    UNTIL,
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Run one scenario, write the folder, print every measure and the main ones by year."""
    from wenze.experiments.asked import carry_out
    from wenze.experiments.report.tables import scenario_text

    carry_out(request, scenario_text)


COMMAND = Command(
    name="run",
    order=20,
    form=text("scenario=NAME", "scenario=名称"),
    brief=text("run one regime and show all its measures", "运行一个情景并给出全部指标"),
    about=text(
        "Runs one scenario, prints all its measures and how the main ones change over the years, and writes a folder with "
        "everything.",
        "运行一个情景，给出全部指标及主要指标的逐年变化，并写出一个文件夹。",
    ),
    run=run,
    keys=(
        Key("scenario", "name", NAME, text("which scenario (wenze list scenarios)", "哪个情景（wenze list scenarios）")),
        Key("replications", "parameter", NUMBER,
            text("how often it is run, on different luck (32)", "重复次数（32）")),
        MONTHS,
        SPIN_UP,
        SEED,
        Key("world.... policy....", "parameter", text("", ""),
            text("any parameter (wenze parameters lists them); a lever given here overrides the scenario, from first to last",
                 "任何参数（wenze parameters 可列出）；此处给出的杠杆自始至终覆盖情景的设定")),
        FROM,
        UNTIL,
        THREADS,
        out_key("run"),
        CONFIG,
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
    ),
    examples=(
        "wenze run scenario=river_channel",
        "wenze run scenario=oversight policy.accountability.pressure=4 months=240",
    ),
    parameters=True,
)  # fmt: skip
