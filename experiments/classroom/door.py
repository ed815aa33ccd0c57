"""Who may ask the server: names that only this computer or its network gives, pages of ours, and nobody too often."""

import ipaddress
import re
import socket
import time
from contextlib import suppress
from html import escape
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from wenze.experiments.classroom.messages import both
from wenze.experiments.classroom.sessions import Doorkeeper

HOST = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?")
REFUSAL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wenze 问责</title>
<link rel="icon" href="/static/mark.svg">
<link rel="stylesheet" href="/static/style.css">
</head>
<body class="refused">
<main>
<h1>{en}</h1>
<p class="lead" lang="zh-Hans">{zh}</p>
<p><a href="/">wenze <span lang="zh-Hans">问责</span></a></p>
</main>
</body>
</html>
"""
LOCAL_NAMES = (".local", ".lan", ".home.arpa", ".internal", ".localhost")
"""Endings of names that only a local network gives: no page elsewhere can make them lead here."""


def refusal(status: int, code: str, **values: object) -> Response:
    """A refusal as a short page in both languages, which looks like the others."""
    said = {language: escape(words) for language, words in both(f"refused_{code}", **values).items()}
    return Response(REFUSAL.format(**said), status, media_type="text/html; charset=utf-8")


class Door:
    """Around everything: names that are not ours and floods are refused, and every answer carries the headers that keep a page in."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper) -> None:
        self.app, self.doorkeeper = app, doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = header(scope, b"host")
        client = scope.get("client")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *safe_headers(host if is_local(host) else "")]
            await send(message)

        if not is_local(host):
            await refusal(421, "address")(scope, receive, send_with_headers)
        elif not self.doorkeeper.serves(client[0] if client else "", time.monotonic()):
            await refusal(429, "requests")(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)


def header(scope: Scope, name: bytes) -> str:
    """A header of a request, empty if it is not there."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def safe_headers(host: str) -> list[tuple[bytes, bytes]]:
    """What is said with every answer: nothing from elsewhere is loaded, and no address is told to anybody else."""
    sockets = f" ws://{host}" if host else ""  # 'self' does not cover sockets in older Safari
    policy = (
        f"default-src 'self'; connect-src 'self'{sockets}; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'self'"
    )
    return [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]


def is_local(host: str) -> bool:
    """Whether a host is named as only this computer or its network names it: a page elsewhere can give its own name our address,
    and its browser would then take it for ours.
    """
    found = HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1].strip("[]").lower()
    with suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return name in ("localhost", socket.gethostname().lower()) or name.endswith(LOCAL_NAMES)


def is_from_here(websocket: WebSocket) -> bool:
    """Whether a socket is opened by a page of ours, or by a program, which no page can make say otherwise."""
    host, origin = websocket.headers.get("host", ""), websocket.headers.get("origin")
    if not is_local(host):
        return False
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()
