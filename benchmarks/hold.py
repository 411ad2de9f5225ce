#!/usr/bin/env python3
"""Holds N descriptors of one kind until its standard input ends.

usage: hold.py N tcp|never|file|mixed FOLDER
Prints "READY PID" once all are open.
"""
import os
import resource
import socket
import sys


def connections(n):
    """n descriptors: both ends of n/2 established connections on loopback."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(128)
    ends = [server]
    while len(ends) + 1 < n:
        client = socket.socket()
        client.connect(server.getsockname())
        ends += [client, server.accept()[0]]
    return ends


def files(n, folder):
    os.makedirs(folder, exist_ok=True)
    return [open(os.path.join(folder, f"{i}.job"), "w") for i in range(n)]


def never(n):
    return [socket.socket() for _ in range(n)]


def main():
    n, kind, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < n + 50:
        sys.exit(f"hold.py: the hard limit of open files is {hard}, {n} are asked for")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if kind == "tcp":
        held = connections(n)
    elif kind == "never":
        held = never(n)
    elif kind == "file":
        held = files(n, folder)
    elif kind == "mixed":
        held = connections(n * 2 // 3) + never(n // 6) + files(n // 6, folder)
    else:
        sys.exit(f"hold.py: unknown kind {kind}")
    print("READY", os.getpid(), flush=True)
    sys.stdin.read()
    return held


if __name__ == "__main__":
    main()
