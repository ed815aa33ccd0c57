"""``wenze sweep``: many settings by many scenarios, on the same luck, in a store that loses nothing."""

from wenze.experiments.command import (
    FIGURES,
    FILE,
    FOLDER,
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
    WORLDS,
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Run a sweep, or tell how one stands, or mend it."""
    from wenze.experiments.report.sweeps import pilot_text, status_text, sweep_text
    from wenze.experiments.sweeps.carried_out import Texts, carry_out

    carry_out(request, Texts(pilot_text, sweep_text, status_text))


COMMAND = Command(
    name="sweep",
    order=25,
    form=text("key=a,b,...", "键=a,b,..."),
    brief=text("run many settings and keep every run", "运行许多组设定并保存每次运行"),
    about=text(
        "Runs scenarios at many settings, on the same problems, people and luck in each, and keeps a row of every run in a "
        "folder. Stopped at any moment, the same command goes on; a larger sweep into the same folder runs only what is new.",
        "在许多组设定下运行各情景，各组面对同样的问题、人员与运气，并在文件夹中保存每次运行的一行结果。随时可中断，再次运行同一命令即可"
        "接着进行；在同一文件夹中运行更大的扫描时，只运行新增部分。",
    ),
    run=run,
    keys=(
        Key("world.... policy....", "parameter", text("a,b,...", "a,b,..."),
            text("what varies: numbers, range(0,1,0.1), or for designs that draw points interval(0,1) and "
                 "tag(log,interval(0.1,10)); with one number, what is the same in all settings",
                 "变动的参数：若干个数、range(0,1,0.1)，或在抽点设计中用 interval(0,1)、tag(log,interval(0.1,10))；只写一个数则各设定相同")),
        Key("scenarios", "names", text("[a,b,...]", "[a,b,...]"),
            text("which scenarios; all of them if not given", "运行哪些情景；不写则运行全部")),
        Key("reference", "name", NAME,
            text("what the others are compared with: blanket_punishment if not given", "作为参照的情景，默认 blanket_punishment")),
        Key("design", "name", NAME,
            text("where the points lie: grid, latin_hypercube, sobol or morris (grid)",
                 "取点的设计：grid、latin_hypercube、sobol 或 morris（grid）")),
        Key("points", "count", NUMBER, text("how many points are drawn; of morris, how many trajectories",
                                            "抽取多少个点；morris 则为轨迹条数")),
        Key("sweep", "file", FILE, text("a YAML file that says all of this, to be shared", "写明以上全部内容的 YAML 文件，便于分享")),
        Key("settings", "file", FILE, text("a CSV file with a line a setting", "每行一组设定的 CSV 文件")),
        Key("config", "folder", FOLDER, text("the folder of an earlier sweep, to repeat it", "以前扫描的文件夹，用于重现")),
        Key("precision", "text", text("MEASURE:WIDTH", "指标:宽度"),
            text("add replications until the interval of every difference is within ± WIDTH (at most 1,000; MEASURE:WIDTH:MOST)",
                 "增加重复次数，直到各差异的区间不超过 ±宽度（最多 1,000 次；指标:宽度:最多次数）")),
        Key("replications", "parameter", NUMBER, text("how often each setting is run (32)", "每组设定的重复次数（32）")),
        MONTHS,
        SPIN_UP,
        SEED,
        WORLDS,
        Key("monthly", "choice", text("false|true", "false|true"),
            text("whether to keep every month of every run (false)", "是否保存每次运行的每个月（false）"), ("false", "true")),
        Key("part", "count", NUMBER, text("about how many runs stand in a part; as many as take ten seconds if not given",
                                          "每个分块大约有多少次运行；不写则以约十秒的运行量为一块")),
        FROM,
        UNTIL,
        Key("measures", "names", text("[a,b,...]", "[a,b,...]"),
            text("the measures of summary.csv and the pictures", "summary.csv 与图中的指标")),
        THREADS,
        Key("cluster", "name", NAME, text("dask for workers of its own on this machine, or a file in scenarios/cluster (docs/sweeps.md)",
                                          "dask 表示在本机另起工作进程；或 scenarios/cluster 中的文件（见 docs/sweeps.md）")),
        Key("workers", "count", NUMBER, text("how many workers it has (2)", "工作进程数（2）")),
        Key("scheduler", "text", text("ADDRESS", "地址"), text("the scheduler of a dask cluster that is there", "已有 dask 集群的调度器地址")),
        out_key("sweep"),
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
        Key("pilot", "choice", text("true|only", "true|only"),
            text("only: say how long it will take, and stop (true)", "only：只估计用时（true）"), ("true", "only")),
        Key("status", "folder", FOLDER, text("tell how the sweep in a folder stands", "查看某文件夹中扫描的状况")),
        Key("repair", "folder", FOLDER, text("run again what is damaged in a folder", "重新运行某文件夹中损坏的部分")),
    ),
    more=text(
        "The folder holds runs.parquet (a folder of parts, one row a run: what varied, every count, every measure), "
        "settings.csv, summary.csv (every setting, scenario and measure: mean, paired difference, intervals), failures.csv, "
        "codebook.csv, plan.yaml (all that determines the rows), manifest.json (every part with its SHA-256) and figures/. "
        "A run that fails is a row, and the status is then 3. pandas.read_parquet('FOLDER/runs.parquet') reads it, and so do R "
        "and DuckDB (docs/sweeps.md).",
        "文件夹内有 runs.parquet（由若干分块组成，每次运行一行：变动的参数、全部计数与指标）、settings.csv、summary.csv（每组设定、情景与"
        "指标的均值、配对差与区间）、failures.csv、codebook.csv、plan.yaml（决定各行的全部内容）、manifest.json（各分块及其 SHA-256）"
        "和 figures/。失败的运行也占一行，此时退出码为 3。可用 pandas.read_parquet('文件夹/runs.parquet') 读取，R 与 DuckDB 亦可"
        "（见 docs/sweeps.md）。",
    ),
    examples=(
        "wenze sweep world.learning.horizon=3,12,24 'scenarios=[oversight]'",
        "wenze sweep 'policy.accountability.strictness_work=range(0,1.1,0.1)'",
        "wenze sweep sweep=mine.yaml out=mine",
        "wenze sweep status=mine",
    ),
    parameters=True,
)  # fmt: skip
