"""What the benchmarks of the watch share: a machine full of planted processes, the watchers that are
compared on it, and what they cost.

Each watcher runs alone, on loopback, in a scratch folder that is removed, and sends nothing anywhere.
Its cost is that of its process and of all that it started, those that have ended included.
"""
import contextlib
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import bench

INTERVAL_SECONDS = 5
NETDATA = "netdata"
PROMETHEUS = "prometheus + process-exporter"
SEEP = "seep watch"


# ---- the machine ----

@contextlib.contextmanager
def planted(processes, descriptors, moves):
    """So many processes that hold so many descriptors together."""
    with bench.folder() as folder:
        program = bench.compiled("holders.c", folder)
        with bench.spoken_to([program, str(processes), str(descriptors), str(moves)]) as plants:
            found = len(bench.descendants(plants.pid)) - 1
            if found != processes:
                sys.exit(f"{found} of {processes} planted processes are there")
            yield plants


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# ---- the watchers ----

@contextlib.contextmanager
def seep(options, folder):
    port = free_port()
    command = shlex.split(options.seep) + ["watch", "--listen", f"127.0.0.1:{port}",
                                           "--data", os.path.join(folder, "data")]
    command += shlex.split(options.watch_args)
    with served(command, folder, f"http://127.0.0.1:{port}/-/ready") as process:
        with page(options, f"http://127.0.0.1:{port}/", folder):
            yield [process.pid]


@contextlib.contextmanager
def netdata(options, folder):
    port = free_port()
    folders = {name: os.path.join(folder, name) for name in ("config", "cache", "lib", "log")}
    for made in folders.values():
        os.makedirs(made)
    os.makedirs(os.path.join(folders["lib"], "cloud.d"))
    # Neither the vendor's cloud nor its statistics of use.
    with open(os.path.join(folders["lib"], "cloud.d", "cloud.conf"), "w", encoding="ascii") as file:
        file.write("[global]\n  enabled = no\n")
    open(os.path.join(folders["config"], ".opt-out-from-anonymous-statistics"), "w",
         encoding="ascii").close()
    config = os.path.join(folders["config"], "netdata.conf")
    with open(config, "w", encoding="ascii") as file:
        file.write(f"""[global]
  run as user = root
[db]
  update every = {INTERVAL_SECONDS}
[web]
  bind to = 127.0.0.1:{port}
[registry]
  enabled = no
[statsd]
  enabled = no
[directories]
  config = {folders['config']}
  cache = {folders['cache']}
  lib = {folders['lib']}
  log = {folders['log']}
""")
    command = ["netdata", "-D", "-c", config, "-P", os.path.join(folder, "pid")]
    environment = {**os.environ, "DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
    with served(command, folder, f"http://127.0.0.1:{port}/api/v1/info", environment) as process:
        with page(options, f"http://127.0.0.1:{port}/", folder):
            yield [process.pid]


@contextlib.contextmanager
def prometheus(_options, folder):
    port, exported = free_port(), free_port()
    names, config = os.path.join(folder, "names.yml"), os.path.join(folder, "prometheus.yml")
    with open(names, "w", encoding="ascii") as file:
        file.write('process_names:\n  - name: "{{.Comm}};{{.PID}}"\n    cmdline: [".*"]\n')
    with open(config, "w", encoding="ascii") as file:
        file.write(f"global: {{scrape_interval: {INTERVAL_SECONDS}s}}\n"
                   "scrape_configs:\n  - job_name: processes\n    static_configs:\n"
                   f"      - targets: ['127.0.0.1:{exported}']\n")
    exporter = ["prometheus-process-exporter", f"-web.listen-address=127.0.0.1:{exported}",
                f"-config.path={names}", "-threads=false", "-gather-smaps=false"]
    server = ["prometheus", f"--config.file={config}",
              f"--storage.tsdb.path={os.path.join(folder, 'data')}",
              f"--web.listen-address=127.0.0.1:{port}"]
    with served(exporter, folder, f"http://127.0.0.1:{exported}/metrics") as first:
        with served(server, folder, f"http://127.0.0.1:{port}/-/ready") as second:
            yield [first.pid, second.pid]


WATCHERS = {SEEP: seep, NETDATA: netdata, PROMETHEUS: prometheus}
PROGRAMS = {SEEP: [], NETDATA: ["netdata"],
            PROMETHEUS: ["prometheus", "prometheus-process-exporter"]}


def installed(watcher):
    return all(map(shutil.which, PROGRAMS[watcher]))


@contextlib.contextmanager
def served(command, folder, address, environment=None):
    """A server, once it answers; what it says is shown when it does not."""
    said = os.path.join(folder, os.path.basename(command[0]) + ".out")
    with open(said, "w", encoding="utf-8") as out:
        with bench.running(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                           env=environment) as process:
            if not answers(address, process):
                with open(said, encoding="utf-8", errors="replace") as file:
                    sys.exit(f"{' '.join(command)} does not answer at {address}:\n"
                             + file.read()[-2000:])
            yield process


def answers(address, process, patience=60):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return True
        time.sleep(0.2)
    return False


@contextlib.contextmanager
def page(options, address, folder):
    """The watcher's page, open in a browser, where that is asked for; the browser is not counted."""
    browser = shutil.which("chromium")
    if not options.page or not browser:
        yield
        return
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
               "--no-first-run", "--disable-background-networking", "--disable-component-update",
               "--disable-sync", f"--user-data-dir={os.path.join(folder, 'browser')}",
               "--remote-debugging-port=0", address]
    with bench.running(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL):
        yield


# ---- what they cost ----

def cpu_with_ended(pids):
    """Seconds of these processes, of all that came of them, and of those of them that have ended and
    been waited for (proc_pid_stat(5), fields 14 to 17)."""
    total = 0
    for member in members(pids):
        with contextlib.suppress(OSError):
            with open(f"/proc/{member}/stat", encoding="latin-1") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            total += sum(map(int, fields[11:15]))
    return total / bench.TICKS


def members(pids):
    return [member for pid in pids for member in bench.descendants(pid)]


def proportional_bytes(pids):
    total = 0
    for member in members(pids):
        with contextlib.suppress(OSError):
            with open(f"/proc/{member}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) * 1024 for line in file
                             if line.startswith("Pss:"))
    return total


def disk_bytes(folder):
    """What is really taken up below a folder."""
    total = 0
    for base, _, files in os.walk(folder):
        if os.path.basename(base) == "browser" or "/browser/" in base:
            continue
        for name in files:
            with contextlib.suppress(OSError):
                total += os.stat(os.path.join(base, name)).st_blocks * 512
    return total


def measured(watcher, options):
    """One watcher on the machine as it is: its figures once it has settled."""
    with bench.folder() as folder:
        with WATCHERS[watcher](options, folder) as pids:
            rest(options.settle, pids, watcher)
            cpu, disk, began = cpu_with_ended(pids), disk_bytes(folder), time.monotonic()
            peak = 0
            while (left := began + options.seconds - time.monotonic()) > 0:
                time.sleep(min(1, left))
                peak = max(peak, sum(map(bench.resident_bytes, members(pids))))
            seconds = time.monotonic() - began
            return {
                "watcher": watcher, "seconds": round(seconds, 1),
                "cpuPercent": 100 * (cpu_with_ended(pids) - cpu) / seconds,
                "residentMegabytes": peak / 1e6,
                "proportionalMegabytes": proportional_bytes(pids) / 1e6,
                "diskMegabytesAnHour": (disk_bytes(folder) - disk) / 1e6 / seconds * 3600,
                "processes": len(members(pids)),
            }


def rest(seconds, pids, watcher):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(min(1, max(0.0, deadline - time.monotonic())))
        for pid in pids:
            if not os.path.exists(f"/proc/{pid}"):
                sys.exit(f"{watcher} ended by itself")


def add_options(parser):
    bench.add_hunt_options(parser)
    parser.add_argument("--watch-args", default="", metavar="ARGS",
                        help="more options for `seep watch`, in one word")
    parser.add_argument("--moves", type=int, default=1,
                        help="descriptors that each process opens and closes a second (1)")
    parser.add_argument("--for", type=float, default=120, dest="seconds", metavar="SECONDS",
                        help="how long each is measured (120)")
    parser.add_argument("--settle", type=float, default=60, metavar="SECONDS",
                        help="how long each runs before that (60)")
    parser.add_argument("--page", action="store_true",
                        help="with the watcher's page open in a headless Chromium")
