"""What every plant in Python shares: its options, the rhythm of its traffic, its helpers, and the
READY line.

A plant ends by itself: after --seconds, when the process that started it is gone, or by SIGTERM,
whose default action is all it needs. A helper ends with its plant.
"""

import argparse
import os
import signal
import tempfile
import threading
import time

TICK_SECONDS = 0.02
LOOK_FOR_PARENT_SECONDS = 0.3


class Plant:
    """The options of one run: `leak`, `per_second`, `among`, `seconds` and `dir`."""

    def __init__(self):
        options = _parse()
        self.leak = options.leak
        self.per_second = options.per_second
        self.among = options.among
        self.seconds = options.seconds
        self.dir = options.dir or tempfile.mkdtemp(prefix="seep-case-")
        os.makedirs(self.dir, exist_ok=True)
        self._parent = os.getppid()
        self._started = time.monotonic()
        self._traffic = []

    def folder(self, name):
        """A folder under `dir`, made when it is not there."""
        made = os.path.join(self.dir, name)
        os.makedirs(made, exist_ok=True)
        return made

    def every(self, per_second, work):
        """Has `run` do it at a steady rate; what fell behind is caught up with."""
        self._traffic.append([per_second, 0, work])

    def over(self):
        return os.getppid() != self._parent or time.monotonic() - self._started > self.seconds

    def run(self):
        """Does all the work of `every`, on this thread, until the plant's time is over."""
        started = time.monotonic()
        while not self.over():
            for traffic in self._traffic:
                per_second, done, work = traffic
                for _ in range(int((time.monotonic() - started) * per_second) - done):
                    traffic[1] += 1
                    work()
            time.sleep(TICK_SECONDS)

    def helper(self, work, *arguments):
        """Forks a process that does `work(say, *arguments)`; to be called before any thread runs.

        Returns its pid, and what it gave to `say` once it was there: mostly its port.
        """
        said, says = os.pipe()
        owner = os.getpid()
        pid = os.fork()
        if pid == 0:
            os.close(said)
            _end_with(owner)
            work(lambda text: os.write(says, f"{text}\n".encode()), *arguments)
            os._exit(0)
        os.close(says)
        with open(said, encoding="utf-8") as lines:
            first = lines.readline().strip()
        if not first:
            raise SystemExit(f"the helper {work.__name__} ended before it was there")
        return pid, first


def _end_with(owner):
    """Ends this process when its owner has; a helper may wait for ever on its main thread."""

    def watch():
        while os.getppid() == owner:
            time.sleep(LOOK_FOR_PARENT_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _positive(text):
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"a number above 0 is needed, not {text}")
    return number


def _parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--leak", action="store_true", default=True)
    parser.add_argument("--healthy", dest="leak", action="store_false")
    parser.add_argument("--per-second", type=_positive, default=1, help="leaks a second")
    parser.add_argument("--among", type=_positive, default=10, help="healthy work a second")
    parser.add_argument("--seconds", type=_positive, default=600)
    parser.add_argument("--dir", default=None)
    return parser.parse_args()


def ready(**pairs):
    """Prints the READY line; nothing is printed after it."""
    words = [f"pid={os.getpid()}", *(f"{key}={value}" for key, value in pairs.items())]
    print("READY", *words, flush=True)
