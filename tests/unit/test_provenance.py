"""Where a result comes from: without git, with a broken one, in another user's checkout; nothing personal in it."""

import getpass
import hashlib
import json
import os
import platform
import subprocess
from pathlib import Path

import pytest
from wenze.experiments.runs.provenance import Provenance, checkout

posix = pytest.mark.skipif(os.name == "nt", reason="programs and owners of POSIX")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout with one commit."""
    root = tmp_path / "checkout"
    root.mkdir()
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.org"]
    for arguments in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    return root


def test_a_checkout_is_named_by_its_commit(repository):
    found = checkout(repository)
    assert found is not None and len(found["commit"]) == 40 and found["clean"] is True
    (repository / "new.py").write_text("")
    assert checkout(repository) == {"commit": found["commit"], "clean": False}


@posix
def test_a_checkout_of_another_user_is_named_as_well(repository):
    found = checkout(repository)
    try:
        for path in (repository, *repository.rglob("*")):
            os.chown(path, 4711, 4711)
    except PermissionError:
        pytest.skip("only root may give files away")
    assert found is not None and checkout(repository) == found


@posix
@pytest.mark.parametrize("script", ["exit 1", "printf '\\377\\n'", "echo not-a-commit", "kill -9 $$"])
def test_a_broken_git_says_nothing(repository, tmp_path, monkeypatch, script):
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "git"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert checkout(repository) is None


def test_without_git_or_checkout_nothing_is_said(tmp_path, repository, monkeypatch):
    assert checkout(tmp_path) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checkout(repository) is None


def test_it_lists_every_file_but_itself_and_tells_nothing_personal(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.svg").write_bytes(b"a picture")
    (tmp_path / "summary.csv").write_bytes(b"")
    path = tmp_path / "provenance.json"
    Provenance(["wenze", "compare", "out=\udc80"], 2).write(path)
    text = path.read_text(encoding="ascii")
    listed = json.loads(text)["files"]
    assert set(listed) == {"figures/a.svg", "summary.csv"}
    assert listed["figures/a.svg"] == {"size": 9, "sha256": hashlib.sha256(b"a picture").hexdigest()}
    for personal in (str(Path.home()), str(tmp_path), str(Path(__file__).parents[2])):
        assert personal == "/" or personal not in text
    assert f'"{platform.node()}"' not in text and f'"{getpass.getuser()}"' not in text
