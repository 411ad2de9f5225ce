"""What the benchmarks share: hunts beside a target, what a process costs, and tables.

Every process that is started here is ended here, by its own handle, also when the benchmark is
interrupted (SIGINT, SIGTERM).
"""
import contextlib
import json
import os
import queue
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")

_started = set()
_folders = set()
_interrupted = threading.Event()


def add_hunt_options(parser):
    parser.add_argument("--seep", default=os.path.join(ROOT, "seep"), metavar="COMMAND",
                        help="the seep to use (./seep of this clone)")
    parser.add_argument("--seep-args", default="", metavar="ARGS",
                        help="more options for each hunt, in one word: --seep-args='--children'")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def run(main):
    """Runs a benchmark's main function and exits; whatever ends it, its processes end with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        code = main()
    except KeyboardInterrupt:
        code = 130
    finally:
        _interrupted.set()
        for process in list(_started):
            end(process)
        for made in list(_folders):
            shutil.rmtree(made, ignore_errors=True)
    sys.exit(code)


def start(command, **options):
    if _interrupted.is_set():
        raise InterruptedError
    process = subprocess.Popen(command, **options)
    _started.add(process)
    return process


def in_parallel(workers, jobs):
    """Calls each job, so many at a time; their results in the order of the jobs."""
    waiting, results = queue.SimpleQueue(), [None] * len(jobs)
    for number in range(len(jobs)):
        waiting.put(number)

    def work():
        with contextlib.suppress(queue.Empty, InterruptedError):
            while not _interrupted.is_set():
                number = waiting.get_nowait()
                results[number] = jobs[number]()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except BaseException:
        _interrupted.set()
        raise
    if any(result is None for result in results):
        sys.exit("a run failed, see above")
    return results


def say(text):
    """Progress, to standard error."""
    print(text, file=sys.stderr, flush=True)


def need(*commands):
    for command in commands:
        if not shutil.which(command):
            sys.exit(f"{os.path.basename(sys.argv[0])}: {command} is not installed")


def warm(options):
    """Lets the launcher build what it has to build before anything is measured."""
    subprocess.run(shlex.split(options.seep) + ["--version"], check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def folder():
    """A temporary folder that others may enter."""
    made = tempfile.mkdtemp(prefix="seep-bench-")
    _folders.add(made)
    os.chmod(made, 0o755)
    try:
        yield made
    finally:
        _folders.discard(made)
        shutil.rmtree(made, ignore_errors=True)


@contextlib.contextmanager
def running(command, stop=signal.SIGTERM, **options):
    """A process for as long as the block lasts."""
    process = start(command, **options)
    try:
        yield process
    finally:
        end(process, stop)


def end(process, stop=signal.SIGTERM, patience=10):
    if process.poll() is None:
        process.send_signal(stop)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
    _started.discard(process)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


def compiled(source, out):
    """Builds programs/NAME.c; returns the program's path."""
    need("gcc")
    program = os.path.join(out, source.removesuffix(".c"))
    subprocess.run(["gcc", "-O2", "-g", "-pthread", "-o", program,
                    os.path.join(HERE, "programs", source)], check=True)
    return program


@contextlib.contextmanager
def spoken_to(command):
    """A process that one talks to by lines; yields it once it said READY."""
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if not process.stdout.readline().startswith("READY"):
            sys.exit(f"{command[0]} did not start")
        yield process


def ask(process, line):
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


# ---- /proc ----

def descendants(pid):
    """The process and all that came of it."""
    found = [pid]
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                for child in file.read().split():
                    found += descendants(int(child))
    return found


def cpu_seconds(pid):
    """User and system time of one process without its children; 0 once it is gone."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat", encoding="latin-1") as file:
        fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0


def resident_bytes(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * PAGE
    return 0


def open_descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def tracing_links(pid):
    """How many BPF links that trace (an iterator does not) a process and its children hold."""
    links = 0
    for member in descendants(pid):
        with contextlib.suppress(OSError):
            for fd in os.listdir(f"/proc/{member}/fd"):
                links += is_tracing_link(member, fd)
    return links


def is_tracing_link(pid, fd):
    with contextlib.suppress(OSError):
        if "bpf_link" in os.readlink(f"/proc/{pid}/fd/{fd}"):
            with open(f"/proc/{pid}/fdinfo/{fd}", encoding="ascii", errors="replace") as file:
                return "link_type:\titer" not in file.read()
    return False


# ---- hunts ----

class Hunt:
    """A hunt that runs beside something else, until it ends or is ended."""

    def __init__(self, options, pid, seconds, *more):
        self.started = time.monotonic()
        self.output = tempfile.TemporaryFile("w+")
        self.errors = tempfile.TemporaryFile("w+")
        command = shlex.split(options.seep) + ["hunt", str(pid), "--json", "--for", f"{seconds:g}s"]
        self.process = start(
            command + list(more) + shlex.split(options.seep_args), stdin=subprocess.DEVNULL,
            stdout=self.output, stderr=self.errors)
        self.seconds = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process, signal.SIGINT)
        self.output.close()
        self.errors.close()

    def settle(self, seconds):
        """Waits until it traces, or for so long; says whether it does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if tracing_links(self.process.pid):
                time.sleep(0.5)  # all of its programs
                return True
            time.sleep(0.1)
        return False

    def stop(self):
        """As by Ctrl-C: it prints what it knows by then."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.wait(60)

    def wait(self, patience=None):
        """Its report, or an object with `error` when there is none."""
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return {"error": "it does not end"}
        self.seconds = time.monotonic() - self.started
        self.output.seek(0)
        text = self.output.read()
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            self.errors.seek(0)
            return {"error": f"exit {self.process.returncode}: {self.errors.read().strip()[-500:]}"}


def verdict(report):
    return report.get("verdict", "no report: " + report.get("error", ""))


# ---- figures ----

def spread(values, digits=1):
    """Median (least–most)."""
    if not values:
        return "-"
    return (f"{statistics.median(values):.{digits}f}"
            f" ({min(values):.{digits}f}–{max(values):.{digits}f})")


def table(header, rows):
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        cells = [cell.ljust(width) if i == 0 else cell.rjust(width)
                 for i, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())
