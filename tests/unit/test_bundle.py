"""The folder for a USB stick: its scripts, and which requirements are built."""

import subprocess
import sys
from pathlib import Path

import pytest
from wenze.experiments.classroom import bundle
from wenze.experiments.classroom.bundle import SYSTEMS, WITHOUT_WHEEL, main, scripts, split, this_system

UNIX = sorted(set(SYSTEMS) - {"windows"})


def test_what_has_no_wheel_is_parted_from_the_rest_with_its_hashes(tmp_path: Path) -> None:
    wanted, source = tmp_path / "wanted.txt", tmp_path / "source.txt"
    one, other = "mesa==3.3 \\\n    --hash=sha256:aa\n", f"{WITHOUT_WHEEL}==4.9.3 \\\n    --hash=sha256:bb\n"
    wanted.write_text(one + other + "numpy==2.4 \\\n    --hash=sha256:cc\n", encoding="utf-8")
    split(wanted, source)
    assert wanted.read_text(encoding="utf-8") == one + "numpy==2.4 \\\n    --hash=sha256:cc\n"
    assert source.read_text(encoding="utf-8") == other


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_every_system_has_scripts_that_look_nowhere_else(system: str) -> None:
    made = scripts(system, ["3.11", "3.12"])
    assert len(made) == 3 and all(content.isascii() for name, content in made.items() if name.endswith((".sh", ".bat")))
    install = next(content for name, content in made.items() if name.startswith("install"))
    assert "install --no-deps --requirement" in install
    assert "3.12 3.11" in install and "3.11, 3.12" in install
    read_me = made["READ ME FIRST 请先读我.txt"]
    assert ("install.bat" in read_me) == (system == "windows")


@pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")
def test_without_a_python_that_fits_the_script_says_so(tmp_path: Path) -> None:
    (tmp_path / "install.sh").write_text(scripts(UNIX[0], ["3.11"])["install.sh"], encoding="utf-8")
    done = subprocess.run(
        ["/bin/sh", str(tmp_path / "install.sh")], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == [tmp_path / "install.sh"]


PYTHON = """#!/bin/sh
if [ "$1" = -m ]; then
    mkdir -p wenze-here/bin
    printf '#!/bin/sh\\necho "$@" >asked\\n' >wenze-here/bin/python
    chmod +x wenze-here/bin/python
else
    exec {real} "$@"
fi
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")
@pytest.mark.parametrize("fits", [True, False])
def test_the_script_takes_a_python_that_fits_and_no_other(tmp_path: Path, fits: bool) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    stick, path = tmp_path / "a stick 课堂", tmp_path / "bin"
    stick.mkdir()
    path.mkdir()
    stub = path / f"python{version}"  # asked for before any other
    stub.write_text(PYTHON.format(real=sys.executable), encoding="utf-8")
    stub.chmod(0o755)
    (stick / "install.sh").write_text(scripts(UNIX[0], [version if fits else "3.1"])["install.sh"], encoding="utf-8")
    where = {"PATH": f"{path}:/usr/bin:/bin"}
    done = subprocess.run(
        ["/bin/sh", str(stick / "install.sh")], env=where, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == fits, done.stderr
    if fits:
        asked = (stick / "asked").read_text(encoding="utf-8")
        assert f"install --no-deps --requirement wheels/{version}.txt" in asked


def test_this_system_is_one_of_those_there_are() -> None:
    assert this_system() in SYSTEMS


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_wheel_that_cannot_be_had_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: str) -> None:
        raise subprocess.CalledProcessError(1, ["python", *arguments], stderr="no network\n")

    monkeypatch.setattr(bundle, "run", failing)
    assert main(["--out", str(tmp_path / "stick")]) == 1
    assert "no network" in capsys.readouterr().err and not list(tmp_path.iterdir())
