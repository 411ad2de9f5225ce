"""Holds one descriptor of each kind and state, says which is which, and waits to be told to end.

Each line is a name, a tab and a number: of the descriptor, or what the name says. The last line is "ready".
With a second argument "many" it holds 900 more; with "apart" a thread has a table of its own, with one more in it; with
"orphan" the first thread then ends and another one keeps the process alive.
"""

import ctypes
import errno
import fcntl
import os
import platform
import select
import socket
import struct
import sys
import threading

folder = os.fsencode(sys.argv[1])
kept = []


def say(name, number):
    print(f"{name}\t{number}", flush=True)


def hold(name, thing):
    kept.append(thing)
    say(name, thing if isinstance(thing, int) else thing.fileno())
    return thing


def tcp(family=socket.AF_INET):
    return socket.socket(family, socket.SOCK_STREAM)


def listener(family=socket.AF_INET, host="127.0.0.1"):
    server = tcp(family)
    server.bind((host, 0))
    server.listen(7)
    return server


def refused_port():
    """A port that is taken and not listened on: nothing else can come to listen on it."""
    holder = tcp()
    holder.bind(("127.0.0.1", 0))
    kept.append(holder)
    return holder.getsockname()[1]


def connected(server):
    client = tcp(server.family)
    client.connect(server.getsockname()[:2])
    accepted, _ = server.accept()
    return client, accepted


def dead_sockets(server):
    hold("created", tcp())
    hold("bound", tcp()).bind(("127.0.0.1", 0))
    port = refused_port()
    say("refused port", port)
    try:
        hold("refused", tcp()).connect(("127.0.0.1", port))
    except ConnectionRefusedError:
        pass
    later = hold("refused later", tcp())
    later.setblocking(False)
    assert later.connect_ex(("127.0.0.1", port)) == errno.EINPROGRESS
    hangup = select.poll()
    hangup.register(later, select.POLLOUT)
    hangup.poll(5000)
    client, accepted = connected(server)
    client.send(b"x")
    accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    accepted.close()
    hangup.register(hold("reset", client), select.POLLIN)
    hangup.poll(5000)
    client, accepted = connected(server)
    client.send(b"x")
    accepted.recv(1)
    accepted.close()
    client.recv(1)
    client.shutdown(socket.SHUT_RDWR)
    hold("shut both ways", client)


def live_sockets(server):
    hold("listener", server)
    say("listener port", server.getsockname()[1])
    client, accepted = connected(server)
    accepted.send(b"unread")
    select.select([client], [], [], 5)
    hold("unread", client)
    hold("accepted", accepted)
    client, accepted = connected(server)
    accepted.close()
    select.select([client], [], [], 5)
    hold("close-wait", client)
    waiting = hold("waiting", tcp())
    waiting.connect(server.getsockname())
    six = hold("listener 6", listener(socket.AF_INET6, "::1"))
    client, accepted = connected(six)
    hold("client 6", client)
    hold("accepted 6", accepted)
    udp = hold("udp", socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    udp.bind(("127.0.0.1", 0))
    say("udp port", udp.getsockname()[1])
    hold("netlink", socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
    one, other = socket.socketpair()
    hold("pair one", one)
    hold("pair other", other)
    one, other = socket.socketpair()
    other.close()
    hold("lonely", one)
    try:
        hold("multipath", socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262))
    except OSError:
        say("multipath", -1)


def files():
    def path(name):
        return os.path.join(folder, name)

    def make(name):
        return os.open(path(name), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)

    plain = hold("plain", make(b"plain"))
    os.write(plain, b"0123456789")
    os.lseek(plain, 7, os.SEEK_SET)
    hold("same again", os.open(path(b"plain"), os.O_WRONLY | os.O_APPEND))
    hold("duplicate", os.dup(plain))
    inherited = hold("inherited", os.dup(plain))
    os.set_inheritable(inherited, True)
    far = hold("far", fcntl.fcntl(plain, fcntl.F_DUPFD, 200))
    os.set_inheritable(far, False)
    hold("deleted", make(b"deleted"))
    os.unlink(path(b"deleted"))
    hold("says deleted", make(b"says (deleted)"))
    hold("newline", make(b"new\nline"))
    hold("not utf-8", make(b"not \xff\xfe utf-8"))
    hold("directory", os.open(folder, os.O_RDONLY | os.O_DIRECTORY))
    hold("reference", os.open(path(b"plain"), os.O_PATH))
    os.mkfifo(path(b"fifo"))
    hold("fifo", os.open(path(b"fifo"), os.O_RDWR))
    hold("device", os.open("/dev/null", os.O_RDWR))


def others():
    read, write = os.pipe()
    hold("pipe read", read)
    hold("pipe write", write)
    hold("eventfd", os.eventfd(3))
    hold("epoll", select.epoll())
    hold("memfd", os.memfd_create("scratch"))


def end_first_thread():
    number = {"x86_64": 60, "aarch64": 93}[platform.machine()]
    ctypes.CDLL(None).syscall(number, 0)


def live_apart(done):
    CLONE_FILES = 0x400
    assert ctypes.CDLL(None).unshare(CLONE_FILES) == 0
    say("apart", os.dup2(0, 500))
    done.set()
    threading.Event().wait()


def wait():
    sys.stdin.read()
    os._exit(0)


server = listener()
live_sockets(server)
dead_sockets(listener())
files()
others()
if sys.argv[2:] == ["many"]:
    kept.extend(os.eventfd(0) for _ in range(900))
if sys.argv[2:] == ["apart"]:
    done = threading.Event()
    threading.Thread(target=live_apart, args=(done,)).start()
    done.wait()
if sys.argv[2:] == ["orphan"]:
    threading.Thread(target=wait).start()
    say("ready", 0)
    end_first_thread()
say("ready", 0)
wait()
