"""Runs the command where what only POSIX has is missing, as on Windows: ``python without_posix.py compare ...``.

The libraries are imported first, since what they do on Windows is theirs to mind; everything of wenze comes after.
"""

import importlib
import os
import signal
import sys
from importlib.abc import MetaPathFinder

LIBRARIES = (
    "filelock hydra matplotlib.pyplot numba numpy omegaconf pandas psutil pyarrow.parquet pydantic rich.progress yaml"
)
MODULES = "crypt fcntl grp nis posix pty pwd readline resource spwd syslog termios tty"
OF_OS = (
    "O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK WNOHANG chown chroot fchmod fchown fork forkpty getegid geteuid getgid "
    "getgroups getloadavg getpgid getpriority getsid getuid killpg lchown lockf mkfifo mknod nice openpty pread pwrite "
    "register_at_fork sched_getaffinity sched_yield setsid statvfs sync sysconf uname wait wait3 wait4 waitid"
)
OF_SIGNAL = "SIGALRM SIGHUP SIGKILL SIGPIPE SIGQUIT SIGUSR1 SIGUSR2 pthread_kill pthread_sigmask setitimer sigwait"


class Missing(MetaPathFinder):
    """Finds no module that only POSIX has."""

    def find_spec(self, name, path=None, target=None):
        if name in MODULES.split():
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def take_away() -> None:
    """Let this process be without what only POSIX has."""
    import platform

    platform.platform(), platform.processor()  # asks the system once and remembers
    os.environ["PATH"] = ""  # starting other programs is done otherwise there, by the standard library
    for name in LIBRARIES.split():
        importlib.import_module(name)
    for name in MODULES.split():
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Missing())
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)


if __name__ == "__main__":
    take_away()
    from wenze.experiments.cli import main

    sys.exit(main())
