"""Bounds of time and memory for what must never hang or swell."""

import contextlib
import signal
from pathlib import Path

try:
    import resource
except ImportError:  # Not on Windows, where nothing is bounded.
    resource = None

STATM = Path("/proc/self/statm")


class TooLong(Exception):
    """What was bounded took more time than it may."""


@contextlib.contextmanager
def within(seconds, memory):
    """Raise TooLong after some seconds of processor time, and MemoryError where more bytes than `memory` are asked for.

    Processor time, since a busy machine says nothing about the guide. Only in the main thread, and only where the system can.
    """
    if not resource:
        yield
        return

    def stop(signum, frame):
        raise TooLong(f"more than {seconds} seconds")

    before, limits = signal.signal(signal.SIGPROF, stop), resource.getrlimit(resource.RLIMIT_AS)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if STATM.exists():
        used = int(STATM.read_text().split()[0]) * resource.getpagesize()
        wanted = used + memory
        resource.setrlimit(resource.RLIMIT_AS, (wanted if limits[1] == resource.RLIM_INFINITY else min(wanted, limits[1]), limits[1]))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, limits)
        signal.signal(signal.SIGPROF, before)
