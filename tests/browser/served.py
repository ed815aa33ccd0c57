"""A classroom served by the real command, and a real browser that looks at it, with what it complains of."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()
PATIENCE = 60.0
"""Seconds that anything may take on a slow machine."""
STARTS = 180.0
"""Seconds in which the server is up, the engine compiled."""
SIZES = {"phone": (360, 740), "laptop": (1366, 768), "projector": (1920, 1080)}


class Served:
    """A running ``wenze classroom``: its address, the teacher's key, the code of the room."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        wait_for(lambda: ("/j/" in self.said and "/teach?key=" in self.said) or process.poll() is not None, STARTS)
        assert process.poll() is None, self.said
        self.address = re.search(r"(http://[\d.]+:\d+)/teach", self.said)[1]  # type: ignore[index]
        self.key = re.search(r"/teach\?key=(\S+)", self.said)[1]  # type: ignore[index]
        self.code = re.search(r"/j/(\w+)", self.said)[1]  # type: ignore[index]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def said(self) -> str:
        """What the terminal shows."""
        return "".join(self.lines)


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Served]:
    """A classroom on a free port, kept in a folder, until the block ends."""
    command = [sys.executable, "-c", "from wenze.experiments.cli import main; main()", "classroom", "port=0", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "COLUMNS": "300"}
    environment.pop("WENZE_LANG", None)
    process = subprocess.Popen(
        [*command, f"out={folder / 'game'}"], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )  # fmt: skip
    try:
        yield Served(process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def a_browser(fonts: Path) -> Iterator[Any]:
    """Debian's Chromium. A font for Chinese is put at hand where the system has none and the extra ``chinese`` is installed."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("WENZE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=FLAGS, env={**os.environ, **font_settings(fonts)}
        )
        try:
            yield browser
        finally:
            browser.close()


def font_settings(folder: Path) -> dict[str, str]:
    """Environment under which a browser finds the font of the extra ``chinese``; empty where it is not installed."""
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if package is None or package.origin is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{Path(package.origin).parent}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}


class Looked:
    """Pages that are looked at, and what the browser complains of meanwhile."""

    def __init__(self, browser: Any, classroom: Served) -> None:
        self.browser, self.classroom = browser, classroom
        self.complaints: list[str] = []
        self.contexts: list[Any] = []

    def context(self, size: str = "laptop", **how: Any) -> Any:
        """Somebody's browser: with storage of its own."""
        width, height = SIZES[size]
        context = self.browser.new_context(viewport={"width": width, "height": height}, **{"locale": "en-GB", **how})
        self.contexts.append(context)
        context.on("page", self._listen)
        return context

    def open(self, path: str, size: str = "laptop", context: Any = None, **how: Any) -> Any:
        """A page, in a browser of its own unless one is given."""
        page = (context or self.context(size, **how)).new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.goto(self.classroom.address + path)
        page.wait_for_selector("body:not(.waiting)")
        return page

    def _listen(self, page: Any) -> None:
        def say(what: str) -> None:
            self.complaints.append(f"{page.url}: {what}")

        page.on("console", lambda message: message.type in ("error", "warning") and say(message.text))
        page.on("pageerror", lambda error: say(str(error)))
        page.on("request", lambda request: self.leaves(request.url) and say(f"request to {request.url}"))
        page.on("websocket", lambda socket: self.leaves(socket.url) and say(f"socket to {socket.url}"))

    def leaves(self, url: str) -> bool:
        """Whether a request goes anywhere but to our own server."""
        there = urlsplit(url)
        return there.scheme not in ("blob", "data", "about") and there.netloc != urlsplit(self.classroom.address).netloc

    def close(self) -> None:
        """Close what is open."""
        for context in self.contexts:
            with suppress(Exception):
                context.close()


def wait_for(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Wait until something holds; the pages' policy forbids to evaluate texts, so nothing can wait inside them."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def wait_in(page: Any, expression: str, seconds: float = PATIENCE) -> None:
    """Wait until an expression is true in a page."""
    until = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < until, f"{page.url}: waited in vain for {expression}"
        page.wait_for_timeout(100)


def serious(page: Any, axe: str) -> list[str]:
    """What axe finds that is serious, in the page alone: what it embeds is looked at by itself."""
    if page.evaluate("typeof window.axe") != "object":
        page.evaluate(axe)
    found = page.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
