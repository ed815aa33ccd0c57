"""How far the work is: lines in a file, a bar on a terminal."""

import io
import sys

import pytest
from wenze.experiments import progress
from wenze.experiments.progress import line_of, progress_bar


def shown(monkeypatch: pytest.MonkeyPatch, every: float, steps: int = 4) -> str:
    monkeypatch.setattr(progress, "LINE_EVERY", every)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar(100) as advance:
        for _ in range(steps):
            advance(25)
    return sys.stderr.getvalue()


def test_a_file_gets_a_line_a_minute_without_escapes(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    lines = shown(monkeypatch, every=0.0).splitlines()
    assert [line[: line.index(",")] for line in lines] == [f"simulating: {n} % done" for n in (25, 50, 75)]
    assert all("\x1b" not in line and line.endswith(" left") for line in lines)


def test_a_short_run_says_nothing(monkeypatch):
    assert shown(monkeypatch, every=60.0) == ""


def test_time_left_is_said_in_minutes_and_hours():
    assert line_of(0.129, 20.0) == "simulating: 12 % done, about 1 min left"
    assert line_of(0.5, 59.0 * 60) == "simulating: 50 % done, about 59 min left"
    assert line_of(0.5, 125.0 * 60) == "simulating: 50 % done, about 2 h 5 min left"


def test_lines_are_in_the_language_of_the_session(in_chinese):
    assert line_of(0.5, 125.0 * 60) == "模拟中：已完成 50%，还需约 2 小时 5 分钟"


class Terminal(io.StringIO):
    """A terminal that keeps what it is sent."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("ended", [None, KeyboardInterrupt])
def test_a_terminal_gets_a_bar_and_its_cursor_back(monkeypatch, ended):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    try:
        with progress_bar(100) as advance:
            for _ in range(50):
                advance(1)
            if ended:
                raise ended
    except KeyboardInterrupt:
        assert ended
    text = sys.stderr.getvalue()
    assert "simulating" in text
    assert text.count("\x1b[?25l") == text.count("\x1b[?25h") == 1
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")


def test_a_dumb_terminal_gets_no_escapes(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    with progress_bar(100) as advance:
        advance(100)
    assert "\x1b[?25" not in sys.stderr.getvalue()
