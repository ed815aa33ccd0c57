"""``make bundle``: a folder for a USB stick, from which the classroom is installed without a network.

It holds a wheel of everything that is needed, in the versions of the lock file, for one system and one or more versions of
Python, and a script that installs from it beside itself. Making it takes a network and a checkout; using it takes neither.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LOCK, BUILD_LOCK = ROOT / "requirements.lock", ROOT / "requirements-build.lock"
EXTRAS = ("classroom", "chinese")
WITHOUT_WHEEL = "antlr4-python3-runtime"
"""What comes as source only; it is plain Python, so that a wheel made here serves everywhere."""
VERSIONS = ("3.11", "3.12", "3.13")


class System(NamedTuple):
    """A system that a bundle is for: what uv calls it, and the tags of wheels that it takes."""

    uv: str
    tags: tuple[str, ...]


MACOS = (11, 12, 13, 14)
GLIBC = (17, 24, 26, 27, 28)


def _macos(kind: str) -> tuple[str, ...]:
    return tuple(f"macosx_{major}_0_{tag}" for major in MACOS for tag in (kind, "universal2"))


def _linux(kind: str) -> tuple[str, ...]:
    return (f"manylinux2014_{kind}", *(f"manylinux_2_{minor}_{kind}" for minor in GLIBC))


# No Mac with an Intel processor: numba has no wheels for it any more.
SYSTEMS = {
    "windows": System("x86_64-pc-windows-msvc", ("win_amd64",)),
    "macos": System("aarch64-apple-darwin", _macos("arm64")),
    "linux": System("x86_64-manylinux_2_28", _linux("x86_64")),
    "linux-arm": System("aarch64-manylinux_2_28", _linux("aarch64")),
}

READ_ME = """\
wenze 问责: the classroom, from this folder alone  /  课堂版，仅需本文件夹

1. Python {versions} has to be on the computer (python.org has installers: put one in this folder).
   电脑上须有 Python {versions}（python.org 提供安装程序，可放入本文件夹）。
2. {install}
   It takes some minutes and needs no network.  约需几分钟，不需要网络。
3. {start}
   The first start compiles for a minute or two: do it once before class.  首次启动需编译一两分钟，请在课前先启动一次。

docs/classroom.md, docs/classroom.zh.md: lesson plans  教案
"""
UNIX_INSTALL = """\
#!/bin/sh
# Installs wenze beside this script, from the wheels in this folder alone: all of them are listed, and nothing is looked for.
set -eu
cd "$(dirname "$0")"
for version in {spaced}; do
    for python in "python$version" python3 python; do
        if "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != sys.argv[1])' "$version" 2>/dev/null; then
            "$python" -m venv wenze-here
            wenze-here/bin/python -m pip --disable-pip-version-check install --no-deps --requirement "wheels/$version.txt"
            echo "Installed. Start it with: sh start.sh"
            exit 0
        fi
    done
done
echo "wenze needs Python {readable}, and none is here" >&2
exit 1
"""
UNIX_START = """\
#!/bin/sh
# Opens the classroom; what is given to this script is given to the command: sh start.sh host=0.0.0.0 lang=zh
cd "$(dirname "$0")" && exec wenze-here/bin/wenze classroom "$@"
"""
WINDOWS_INSTALL = """\
@echo off
rem Installs wenze beside this script, from the wheels in this folder alone.
cd /d "%~dp0"
for %%v in ({spaced}) do (
    py -%%v -c "" 2>nul && (
        py -%%v -m venv wenze-here || exit /b 1
        wenze-here\\Scripts\\python -m pip --disable-pip-version-check install --no-deps --requirement wheels\\%%v.txt || exit /b 1
        echo Installed. Start it with: start.bat
        exit /b 0
    )
)
echo wenze needs Python {readable}, and none is here
exit /b 1
"""
WINDOWS_START = """\
@echo off
rem Opens the classroom; what is given to this script is given to the command: start.bat host=0.0.0.0 lang=zh
cd /d "%~dp0"
wenze-here\\Scripts\\wenze classroom %*
"""


def this_system() -> str:
    """The system this is."""
    arm = platform.machine().lower() in ("arm64", "aarch64")
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "macos"
    return "linux-arm" if arm else "linux"


def bundle(system: str, versions: Sequence[str], out: Path) -> None:
    """Make the folder. Raises subprocess.CalledProcessError where a wheel cannot be had."""
    wheels = out / "wheels"
    wheels.mkdir(parents=True)
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels))
    with tempfile.TemporaryDirectory() as folder:
        for version in versions:
            download(system, version, wheels / version, Path(folder))
            listed = sorted((*wheels.glob("*.whl"), *(wheels / version).glob("*.whl")))
            lines = [f"./{path.relative_to(out).as_posix()}\n" for path in listed]
            (wheels / f"{version}.txt").write_text("".join(lines), encoding="utf-8")
    for name in ("docs/classroom.md", "docs/classroom.zh.md", "LICENSE"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, out / name)
    for name, content in scripts(system, versions).items():
        (out / name).write_text(content, encoding="utf-8", newline="\r\n" if name.endswith(".bat") else "\n")
        if name.endswith(".sh"):
            (out / name).chmod(0o755)


def download(system: str, version: str, wheels: Path, folder: Path) -> None:
    """The wheels of one version of Python; what has none is built."""
    wanted = folder / f"{version}.txt"
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    asked = ("--constraint", str(LOCK), "--python-platform", SYSTEMS[system].uv, "--python-version", version)
    shown = ("--generate-hashes", "--no-header", "--no-annotate", "--no-config", "--quiet")
    run(
        "-m",
        "uv",
        "pip",
        "compile",
        str(ROOT / "pyproject.toml"),
        *extras,
        *asked,
        *shown,
        "--output-file",
        str(wanted),
    )
    source = folder / f"{version}-source.txt"
    split(wanted, source)
    tags = [word for tag in SYSTEMS[system].tags for word in ("--platform", tag)]
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    where = ("--dest", str(wheels), "--no-deps", "--require-hashes")
    run(
        *pip,
        "download",
        *where,
        "--only-binary",
        ":all:",
        "--python-version",
        version,
        *tags,
        "--requirement",
        str(wanted),
    )
    if source.read_text(encoding="utf-8"):
        made = ("--wheel-dir", str(wheels), "--no-deps", "--require-hashes", "--no-build-isolation")
        run(*pip, "wheel", *made, "--requirement", str(source))


def split(wanted: Path, source: Path) -> None:
    """Move what has no wheel from one list of requirements to another."""
    with_wheel: list[str] = []
    without: list[str] = []
    here = with_wheel
    for line in wanted.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.startswith(" "):
            here = without if line.startswith(WITHOUT_WHEEL) else with_wheel
        here.append(line)
    wanted.write_text("".join(with_wheel), encoding="utf-8")
    source.write_text("".join(without), encoding="utf-8")


def scripts(system: str, versions: Sequence[str]) -> dict[str, str]:
    """The scripts of the folder and what is to be read first, by file name."""
    words = {
        "readable": ", ".join(versions),
        "spaced": " ".join(reversed(versions)),
    }
    readable = " / ".join(versions)
    if system == "windows":
        head = READ_ME.format(versions=readable, install="install.bat", start="start.bat")
        return {
            "install.bat": WINDOWS_INSTALL.format(**words),
            "start.bat": WINDOWS_START,
            "READ ME FIRST 请先读我.txt": head,
        }
    head = READ_ME.format(versions=readable, install="sh install.sh", start="sh start.sh")
    return {
        "install.sh": UNIX_INSTALL.format(**words),
        "start.sh": UNIX_START,
        "READ ME FIRST 请先读我.txt": head,
    }


def run(*arguments: str) -> None:
    """Run a module of this Python in the checkout; what it says is heard only if it fails."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True)


def main(words: Sequence[str]) -> int:
    """Exit status 0 if the folder is there, 1 if something cannot be had, 2 for what is not known."""
    parser = argparse.ArgumentParser("make bundle", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--platform", choices=sorted(SYSTEMS), default=this_system())
    parser.add_argument("--python", nargs="+", choices=VERSIONS, default=["3.12"], metavar="VERSION")
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args(words)
    out: Path = (given.out or ROOT / "dist" / f"wenze-classroom-{given.platform}").absolute()
    if out.exists():
        print(f"make bundle: {out} is there already: move it away first", file=sys.stderr)
        return 2
    draft = out.with_name(f".making-{out.name}-{os.getpid()}")
    try:
        bundle(given.platform, given.python, draft)
        os.replace(draft, out)
    except subprocess.CalledProcessError as error:
        why = [line for line in str(error.stderr).splitlines() if line.strip()][-1:]
        said = f"{' '.join(map(str, error.cmd[1:4]))} … failed; is there a network?"
        print(f"make bundle: {said}", *why, sep="\n", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    print(f"{out}: {len(list((out / 'wheels').rglob('*.whl')))} wheels, {size:.0f} MB; it holds what to read first")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
