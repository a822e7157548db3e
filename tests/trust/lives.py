"""Children that live until they are killed (SIGKILL), each at a moment of its own; for the savers of this folder.

The first process has everything imported and forks a child for each life. What the child tells through its pipe is
all that is known of it afterwards.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable


def one_life(live: Callable[[int], None], seconds: float, *, begun: bytes = b"\n", times: int = 1) -> bytes:
    """Everything a child told until it was killed: `seconds` after it had told `begun` so many times.

    `live` is called in the child with where to tell, and never comes back. With `times` 0 the seconds begin at once.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            live(write)
        finally:
            os._exit(1)
    os.close(write)
    told = b""
    while told.count(begun) < times:
        part = os.read(read, 65536)
        if not part:
            raise SystemExit("a child ended by itself")
        told += part
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([read], [], [], left)[0]:
            told += os.read(read, 65536)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(read, 65536):
        told += part
    os.close(read)
    return told
