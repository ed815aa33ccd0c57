"""What is said to a user whose input is refused: one line that names the place, the value and what is allowed."""

import difflib
import errno
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from wenze.sim.language import in_language
from wenze.sim.messages import listed, say

SHOWN_CHARACTERS = 100
SHOWN_IN_PATHS = 300
SHOWN_NAMES = 40


class InputError(Exception):
    """Input that is refused. Its text is one printable line, whatever the message was put together from.

    Where they are known, the parts of the line are attributes: ``place`` (a file, or a file and a line), ``key`` (the
    dotted name of what is wrong), ``value`` (as it was given, cut short if long) and ``allowed`` (what is allowed there,
    or what is wrong); empty otherwise.

    >>> import wenze
    >>> try:
    ...     wenze.compare(scenarios=["oversight"], months=0)
    ... except wenze.InputError as error:
    ...     print(error.key, error.value, error.allowed, sep=" | ")
    months | 0 | must be a whole number between 1 and 12000 (months)
    """

    def __init__(self, message: str, *, place: str = "", key: str = "", value: str = "", allowed: str = "") -> None:
        super().__init__(one_line(message))
        self.place, self.key, self.value, self.allowed = place, key, value, allowed


def refused(allowed: str, *, place: str = "", key: str = "", value: str | None = None) -> InputError:
    """The error that says, from the outside in: the place, the key with its value if any, and what is allowed there."""
    given = key if value is None else f"{key}={value}" if key else value
    message = at(*(part for part in (place, given, allowed) if part))
    return InputError(message, place=place, key=key, value=value or "", allowed=allowed)


def at(*parts: str) -> str:
    """A message from where something is wrong, the outermost place first, and what is wrong there."""
    return say("colon").join(parts)


def one_line(text: str) -> str:
    """The text on one line: white space collapsed, and what cannot be printed written as an escape."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(text.split()))


def quoted(value: object) -> str:
    """A value as it is shown in a message, cut short if it is long."""
    return clipped(json.dumps(value, ensure_ascii=False, default=str))


def clipped(text: str, most: int = SHOWN_CHARACTERS) -> str:
    """The text, cut short if it is long."""
    return text if len(text) <= most else text[:most] + "…"


def shown_path(path: Path) -> str:
    """A path as it is shown in a message: relative to the current folder if it lies in it."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current folder is gone, or on another drive
        relative = os.pardir
    return clipped(str(path) if relative.startswith(os.pardir) else relative, SHOWN_IN_PATHS)


def current_folder_is_gone() -> bool:
    """Whether the folder in which we were started was removed since: no relative path leads anywhere then."""
    try:
        os.getcwd()
    except OSError:
        return True
    return False


def gone() -> str:
    """That the current folder is gone, and which it was, as far as the shell told."""
    return say("current_folder_gone", folder=clipped(os.environ.get("PWD", "."), SHOWN_IN_PATHS))


def reason_of(error: Exception) -> str:
    """Why the system refused something, in the language of the session where the reason is a common one."""
    number, words = getattr(error, "errno", None), getattr(error, "strerror", None) or str(error) or "?"
    return in_language(words, SYSTEM_REASONS.get(number, words))


SYSTEM_REASONS: dict[int | None, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许此操作",
    errno.EEXIST: "已经存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EROFS: "文件系统只读",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件过多",
    errno.EIO: "读写出错",
    errno.EBUSY: "正在使用",
    errno.EFBIG: "文件过大",
    errno.EINVAL: "系统不接受",
    errno.EDQUOT: "超出磁盘配额",
    errno.EXDEV: "不在同一文件系统",
    errno.ESTALE: "网络文件系统上的文件已失效",
    errno.ENOMEM: "内存不足",
    errno.ENOLCK: "系统无法加锁",
}
"""What a system says in English, by its number -> in Chinese."""


def listed_briefly(names: Sequence[str]) -> str:
    """Names one after the other, but not more than one reads."""
    return listed(names if len(names) <= SHOWN_NAMES else [*names[:SHOWN_NAMES], "…"])


def suggestion(word: str, known: Iterable[str]) -> str:
    """``; did you mean X?``, in the language of the session, with the known (dotted) word that comes nearest, or nothing if none is near."""
    near = nearest(word, known)
    return say("did_you_mean", near=near) if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known (dotted) word that comes nearest, or None if none is near."""
    if len(word) > SHOWN_CHARACTERS:  # none of ours, and comparing takes the longer the longer it is
        return None
    words = list(known)
    near = difflib.get_close_matches(word, words, 1, 0.85)
    if not near:  # perhaps the last part is right, or nearly, and the way to it is wrong or missing
        endings = difflib.get_close_matches(_ending(word), {_ending(other) for other in words}, 1, 0.8)
        near = difflib.get_close_matches(word, [other for other in words if _ending(other) in endings], 1, 0.0)
    near = near or difflib.get_close_matches(word, words, 1, 0.6)
    return near[0] if near else None


def _ending(word: str) -> str:
    return word.rpartition(".")[2]
