"""Holds one socket of every kind that a test looks at from outside.

Prints "NAME DESCRIPTOR INODE" for each and "ready", then answers lines of standard input:
"error NAME" with the value of SO_ERROR, "send NAME" by sending a byte over it. Ends with its input.
With the argument "alone" it does all this in a network namespace of its own.
"""
import ctypes
import fcntl
import os
import socket
import struct
import sys
import time

TCP_SYNCNT, TCP_USER_TIMEOUT = 7, 18
IPPROTO_MPTCP = 262
zoo = {}
helpers = []


def enter_own_network():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x40000000) != 0:
        sys.exit("unshare: " + os.strerror(ctypes.get_errno()))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh22x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS, up


def tcp(family=socket.AF_INET, protocol=0):
    return socket.socket(family, socket.SOCK_STREAM, protocol)


def listening(backlog=16, family=socket.AF_INET, protocol=0, host="127.0.0.1"):
    s = tcp(family, protocol)
    s.bind((host, 0))
    s.listen(backlog)
    return s


def pair(listener, blocking=True):
    """A client and the socket accepted for it."""
    client = tcp(listener.family, listener.proto)
    client.setblocking(blocking)
    client.connect_ex(listener.getsockname())
    accepted, _ = listener.accept()
    return client, accepted


def refused(family=socket.AF_INET, blocking=True, host="127.0.0.1", bind=False, protocol=0):
    s = tcp(family, protocol)
    if bind:
        s.bind((host, 0))
    s.setblocking(blocking)
    s.connect_ex((host, 1))
    return s


def reset(listener, blocking=True):
    client, accepted = pair(listener, blocking)
    accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    accepted.close()
    return client


def closed_both_ways(listener, blocking=True):
    client, accepted = pair(listener, blocking)
    accepted.shutdown(socket.SHUT_WR)
    client.shutdown(socket.SHUT_WR)
    return client, accepted


def unanswered(full, blocking=False):
    """A connect to a listener whose backlog is full, given up after about a second."""
    s = tcp()
    s.setsockopt(socket.IPPROTO_TCP, TCP_SYNCNT, 1)
    s.setsockopt(socket.IPPROTO_TCP, TCP_USER_TIMEOUT, 500)
    s.setblocking(blocking)
    s.connect_ex(full.getsockname())
    return s


def settle(s, state):
    """Waits until a TCP socket is in a state."""
    for _ in range(1000):
        if s.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == state:
            return
        time.sleep(0.01)
    sys.exit("a socket did not reach state %d" % state)


def add_tcp():
    zoo["created"] = tcp()
    zoo["bound"] = tcp()
    zoo["bound"].bind(("127.0.0.1", 0))
    zoo["refused-blocking"] = refused()
    zoo["refused-blocking-bound"] = refused(bind=True)
    zoo["refused"] = refused(blocking=False)
    zoo["refused-bound"] = refused(blocking=False, bind=True)
    zoo["refused-read"] = refused(blocking=False)
    settle(zoo["refused-read"], 7)
    zoo["refused-read"].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    listener = zoo["listener"] = listening()
    zoo["reset"] = reset(listener)
    zoo["reset-nonblocking"] = reset(listener, blocking=False)
    zoo["reset-read"] = reset(listener)
    settle(zoo["reset-read"], 7)
    zoo["reset-read"].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    zoo["closed"], zoo["closed-accepted"] = closed_both_ways(listener)
    zoo["closed-nonblocking"], other = closed_both_ways(listener, blocking=False)
    helpers.append(other)
    zoo["established"], zoo["accepted"] = pair(listener)
    zoo["accepted"].send(b"unread")
    zoo["close-wait"], zoo["fin-wait"] = pair(listener)
    zoo["fin-wait"].shutdown(socket.SHUT_WR)
    busy = zoo["listener-with-backlog"] = listening(backlog=5)
    zoo["not-yet-accepted"] = tcp()
    zoo["not-yet-accepted"].connect(busy.getsockname())
    for name in ("refused", "refused-bound", "reset", "reset-nonblocking", "closed", "closed-accepted",
                 "closed-nonblocking"):
        settle(zoo[name], 7)
    # Leaves a TIME_WAIT behind, which no descriptor holds.
    client, accepted = pair(listener)
    client.close()
    accepted.close()


def add_unanswered():
    full = listening(backlog=0)
    helpers.append(full)
    for _ in range(2):
        filler = tcp()
        filler.setblocking(False)
        filler.connect_ex(full.getsockname())
        helpers.append(filler)
    time.sleep(0.05)
    zoo["connecting"] = tcp()
    zoo["connecting"].setblocking(False)
    zoo["connecting"].connect_ex(full.getsockname())
    zoo["timed-out"] = unanswered(full)
    zoo["timed-out-blocking"] = unanswered(full, blocking=True)
    settle(zoo["timed-out"], 7)


def add_ipv6():
    zoo["created6"] = tcp(socket.AF_INET6)
    zoo["refused6"] = refused(socket.AF_INET6, False, "::1")
    zoo["refused6-blocking"] = refused(socket.AF_INET6, True, "::1")
    listener = zoo["listener6"] = listening(16, socket.AF_INET6, host="::1")
    zoo["established6"], zoo["accepted6"] = pair(listener)
    dual = zoo["listener-dual"] = tcp(socket.AF_INET6)
    dual.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    dual.bind(("::", 0))
    dual.listen(5)
    zoo["to-mapped"] = tcp()
    zoo["to-mapped"].connect(("127.0.0.1", dual.getsockname()[1]))
    zoo["mapped"], _ = dual.accept()
    settle(zoo["refused6"], 7)


def add_datagram():
    zoo["udp"] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    zoo["udp-bound"] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    zoo["udp-bound"].bind(("127.0.0.1", 0))
    zoo["udp-connected"] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    zoo["udp-connected"].connect(zoo["udp-bound"].getsockname())
    zoo["udp6-bound"] = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    zoo["udp6-bound"].bind(("::1", 0))


def add_unix():
    mark = "seep-%d" % os.getpid()
    zoo["unix"] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    zoo["unix-a"], zoo["unix-b"] = socket.socketpair()
    zoo["unix-a"].send(b"unread")
    zoo["unix-lonely"], other = socket.socketpair()
    other.close()
    abstract = zoo["unix-abstract"] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    abstract.bind(b"\0" + mark.encode() + b"\n\x1b[31m\0\xff")
    abstract.listen(5)
    path = "/tmp/" + mark + ".socket"
    named = zoo["unix-path"] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    named.bind(path)
    named.listen(5)
    zoo["unix-not-yet-accepted"] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    zoo["unix-not-yet-accepted"].connect(path)
    os.unlink(path)
    zoo["unix-datagram"] = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    zoo["unix-datagram"].bind("\0" + mark + "-datagram")
    zoo["unix-datagram-a"], zoo["unix-datagram-b"] = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    zoo["unix-packets-a"], zoo["unix-packets-b"] = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def add_others():
    zoo["netlink"] = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    zoo["netlink"].bind((0, 0))
    try:
        zoo["raw"] = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
        zoo["packet"] = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    except PermissionError:
        pass
    try:
        zoo["multipath"] = tcp(protocol=IPPROTO_MPTCP)
        zoo["multipath-refused"] = refused(protocol=IPPROTO_MPTCP)
        listener = zoo["multipath-listener"] = listening(protocol=IPPROTO_MPTCP)
        zoo["multipath-a"], zoo["multipath-b"] = pair(listener)
        zoo["multipath-a"].send(b"x")
    except OSError:
        pass


if "alone" in sys.argv:
    enter_own_network()
zoo["file"] = open("/dev/null")
add_tcp()
add_unanswered()
add_ipv6()
add_datagram()
add_unix()
add_others()
for name, thing in zoo.items():
    print(name, thing.fileno(), os.fstat(thing.fileno()).st_ino)
print("ready", flush=True)
for line in sys.stdin:
    verb, name = line.split()
    if verb == "error":
        print(zoo[name].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), flush=True)
    elif verb == "send":
        print(zoo[name].send(b"x"), flush=True)
