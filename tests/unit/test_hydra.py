"""Settings can be made wherever Hydra is at work already, and leave it as it was; overrides by one rule everywhere."""

import subprocess
import sys
import textwrap
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import hydra
import pytest
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from wenze.sim.errors import InputError
from wenze.sim.settings.compose import Settings, compose, dump_yaml, from_plain, load_yaml, to_plain

STRICTNESS = "policy.accountability.strictness_work"


def settings(*overrides: str) -> Settings:
    return compose(overrides, names=["oversight"], reference=None, folder=None, mode="run")


def months_of(months: int) -> int:
    return settings(f"months={months}", f"{STRICTNESS}=0.{months}").run.months


def test_inside_hydra_initialize() -> None:
    with hydra.initialize(version_base="1.3", config_path=None):
        before = GlobalHydra.instance().hydra
        assert settings("months=7").run.months == 7
        assert GlobalHydra.instance().hydra is before is not None


def test_hydra_and_its_store_are_left_as_they_were() -> None:
    ConfigStore.instance().store("wenze", {"mine": 1})
    stored = {name: node.node for name, node in ConfigStore.instance().repo.items() if hasattr(node, "node")}
    settings("months=7")
    assert not GlobalHydra.instance().is_initialized()
    assert {name: node.node for name, node in ConfigStore.instance().repo.items() if hasattr(node, "node")} == stored


def test_inside_an_application_of_hydra(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        textwrap.dedent("""
            import hydra
            from wenze.sim.settings.compose import compose

            @hydra.main(version_base="1.3", config_path=None)
            def app(config):
                settings = compose(["months=7"], names=["oversight"], reference=None, folder=None, mode="run")
                print(settings.run.months)

            app()
        """)
    )
    done = subprocess.run([sys.executable, "app.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("7\n", "")


def test_in_four_threads_at_once() -> None:
    numbers = list(range(11, 51))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(months_of, numbers)) == numbers


@pytest.mark.parametrize("start", ["spawn"])
def test_in_a_pool_of_processes(start: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context(start)) as pool:
        assert list(pool.map(months_of, [11, 12, 13])) == [11, 12, 13]


# What stands for a number, and what does not: on the command line and in a file, for a whole number and another.

NUMBERS = {".5": 0.5, "+1": 1.0, "1": 1.0, "1.": 1.0, "1e-3": 0.001, "5E-1": 0.5, "0": 0.0, "-0": 0.0, "0.50": 0.5}
NONE = """
    float(1) int(1) int(0.5) str(1) bool(1) sort(1) sort(1,2) shuffle(1) choice(1) choice(1,2) range(0,1) range(1)
    interval(0,1) glob(*) tag(1) json_str(1) json_str('1') extend_list(1) '0.5' "0.5" 0x10 0b1 0o7 1_000 0_1 1e400
    -1e400 nan NaN .nan inf -inf .inf true false null ~ ??? 1,2 [1] {a:1} 1/2 50% 1e 1e+ 1.2.3 ０．５ \\1 $x
""".split()


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_what_is_a_number(text: str, value: float, tmp_path: Path) -> None:
    assert settings(f"{STRICTNESS}={text}").scenarios[0].stages[0].policy.accountability.strictness_work == value
    assert in_a_file(STRICTNESS, text, tmp_path).scenarios[0].stages[0].policy.accountability.strictness_work == value


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str, tmp_path: Path) -> None:
    for key in (STRICTNESS, "months", "replications", "world.people.turnover"):
        with pytest.raises(InputError, match=r"must be a (whole )?number between"):
            settings(f"{key}={text}")
        with pytest.raises(InputError):
            in_a_file(key, text, tmp_path)


@pytest.mark.parametrize("text", ["24", "24.0", "24.", "2.4e1", "2.4E+1", "+24"])
def test_a_whole_value_is_a_whole_number(text: str, tmp_path: Path) -> None:
    for found in (settings(f"months={text}"), in_a_file("months", text, tmp_path)):
        assert (found.run.months, type(found.run.months)) == (24, int)
    (tmp_path / "mine.yaml").write_text(
        f"title: Mine\nabout: A test.\nfamily: mixed\ntimeline: [{{month: {text}, until: 36.0, policy: {{}}}}]\n"
    )
    found = compose([], names=["mine"], reference=None, folder=tmp_path, mode="run")
    assert found.scenarios[0].name == "mine"


@pytest.mark.parametrize("text", ["24.5", "2.41e1"])
def test_another_is_not(text: str, tmp_path: Path) -> None:
    for make in (lambda: settings(f"months={text}"), lambda: in_a_file("months", text, tmp_path)):
        with pytest.raises(InputError, match="must be a whole number between 1 and 12000"):
            make()


def in_a_file(key: str, text: str, folder: Path) -> Settings:
    """Settings read from a file in which a number is written like this."""
    marked = {"months": "months=4321", "replications": "replications=4321"}.get(key, f"{key}=0.4321")
    path = folder / "config.yaml"
    path.write_text(
        dump_yaml(to_plain(settings(marked))).replace("0.4321", text).replace("4321", text), encoding="utf-8"
    )
    return from_plain(load_yaml(path), "config.yaml")
