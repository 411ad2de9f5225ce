"""Real servers on loopback, for benchmarks: each a context that yields a Server."""
import contextlib
import dataclasses
import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import bench

PROGRAMS = os.path.join(bench.HERE, "programs")

NGINX = """daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
{user}
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000;
  client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/fastcgi;
  uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
  open_file_cache off; sendfile on;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {dir}/www; }}
}}
"""


@dataclasses.dataclass
class Server:
    pid: int    # of the process to be hunted
    port: int   # 0 for PostgreSQL, which is asked through a socket in `folder`
    folder: str = ""
    user: str = ""


@contextlib.contextmanager
def nginx():
    """With one worker, which is the one to be hunted."""
    bench.need("nginx")
    with bench.folder() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        os.mkdir(os.path.join(folder, "www"))
        with open(os.path.join(folder, "www", "index.html"), "w", encoding="ascii") as file:
            file.write("x" * 1024)
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w", encoding="ascii") as file:
            file.write(NGINX.format(dir=folder, port=port,
                                    user="user root;" if os.getuid() == 0 else ""))
        with bench.running(["nginx", "-p", folder, "-c", config, "-e", f"{folder}/error.log"],
                           stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as master:
            await_page(port)
            yield Server(bench.descendants(master.pid)[1], port)


@contextlib.contextmanager
def printing_port(command):
    with bench.running(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       text=True) as process:
        line = process.stdout.readline().strip()
        if not line.isdigit():
            sys.exit(f"{command[0]} did not start")
        await_page(int(line))
        yield Server(process.pid, int(line))


def jvm():
    java = os.path.join(os.environ.get("JAVA_HOME", "/usr"), "bin", "java")
    return printing_port([java, "-Xmx128m", os.path.join(PROGRAMS, "Pages.java")])


@contextlib.contextmanager
def go():
    bench.need("go")
    with bench.folder() as folder:
        program = os.path.join(folder, "pages")
        subprocess.run(["go", "build", "-o", program, os.path.join(PROGRAMS, "pages.go")], check=True,
                       env={**os.environ, "GO111MODULE": "off", "GOCACHE": os.path.join(folder, "cache")})
        with printing_port([program]) as server:
            yield server


def node():
    bench.need("node")
    return printing_port(["node", os.path.join(PROGRAMS, "pages.js")])


@contextlib.contextmanager
def postgres():
    """A cluster of its own in a temporary folder, as an unprivileged user."""
    tools = postgres_tools()
    user = unprivileged() if os.getuid() == 0 else None
    with bench.folder() as folder:
        if user:
            shutil.chown(folder, user, user if group_exists(user) else "nogroup")
        data = os.path.join(folder, "data")
        subprocess.run([f"{tools}/initdb", "-D", data, "-A", "trust", "-U", "bench", "-N"],
                       check=True, user=user, stdin=subprocess.DEVNULL, cwd=folder,
                       stdout=subprocess.DEVNULL)
        server = [f"{tools}/postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
                  "-c", "shared_buffers=16MB", "-c", "autovacuum_naptime=10s"]
        # SIGINT: its fast shutdown, which ends all backends.
        with bench.running(server, stop=2, user=user, stdin=subprocess.DEVNULL, cwd=folder,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            fill(tools, folder, user)
            yield Server(process.pid, 0, folder, user or "")


def fill(tools, folder, user):
    command = [f"{tools}/pgbench", "-h", folder, "-U", "bench", "-i", "-q", "postgres"]
    for attempt in range(50):
        made = subprocess.run(command, user=user, stdin=subprocess.DEVNULL, capture_output=True,
                              cwd=folder, text=True)
        if made.returncode == 0:
            return
        if attempt == 49:
            sys.exit(f"pgbench: {made.stderr.strip()}")
        time.sleep(0.2)


def postgres_tools():
    """The folder of initdb, postgres and pgbench; the newest version."""
    for folder in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True):
        tools = [os.path.join(folder, tool) for tool in ("initdb", "postgres", "pgbench")]
        if all(os.access(tool, os.X_OK) for tool in tools):
            return folder
    sys.exit("no PostgreSQL here: apt-get install postgresql")


def unprivileged():
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def group_exists(name):
    return os.path.exists("/etc/group") and any(
        line.startswith(name + ":") for line in open("/etc/group", encoding="utf-8"))


def await_page(port):
    for attempt in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
            return
        except OSError:
            if attempt == 99:
                raise
            time.sleep(0.05)
