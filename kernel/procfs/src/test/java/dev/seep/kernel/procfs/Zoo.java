package dev.seep.kernel.procfs;

import dev.seep.testkit.Planted;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// A Python process that holds one descriptor of every kind, and tells which number is which.
final class Zoo implements AutoCloseable {
  private static final String SOURCE =
      """
      import ctypes, os, select, socket, struct, sys, tempfile, array
      libc = ctypes.CDLL(None, use_errno=True)
      fds = {}
      folder = tempfile.mkdtemp()
      fds['file'] = os.open(folder + '/a file', os.O_RDWR | os.O_CREAT | os.O_APPEND)
      os.write(fds['file'], b'x' * 77)
      fds['inherited'] = os.dup(fds['file'])
      os.set_inheritable(fds['inherited'], True)
      fds['lying'] = os.open(folder + '/alive (deleted)', os.O_RDWR | os.O_CREAT)
      fds['deleted'] = os.open(folder + '/gone', os.O_RDWR | os.O_CREAT)
      os.unlink(folder + '/gone')
      fds['hostile'] = os.open(
          (folder + '/socket:[1]\\n\\x1b[2J').encode() + b'\\xff', os.O_RDWR | os.O_CREAT)
      fds['directory'] = os.open(folder, os.O_RDONLY)
      fds['device'] = os.open('/dev/null', os.O_RDWR)
      os.mkfifo(folder + '/fifo')
      fds['fifo'] = os.open(folder + '/fifo', os.O_RDWR)
      fds['pipeRead'], fds['pipeWrite'] = os.pipe()
      fds['epoll'] = libc.epoll_create1(os.O_CLOEXEC)
      fds['eventfd'] = os.eventfd(5)
      for name in ('eventfd', 'pipeRead'):
          event = struct.pack('<IQ', select.EPOLLIN, fds[name])
          libc.epoll_ctl(fds['epoll'], 1, fds[name], event)
      fds['timerfd'] = libc.timerfd_create(1, 0)
      libc.timerfd_settime(fds['timerfd'], 0, struct.pack('=qqqq', 2, 500, 100, 0), None)
      mask = ctypes.create_string_buffer(128)
      libc.sigemptyset(mask)
      libc.sigaddset(mask, 10)
      fds['signalfd'] = libc.signalfd(-1, mask, 0)
      fds['inotify'] = libc.inotify_init()
      libc.inotify_add_watch(fds['inotify'], folder.encode(), 2)
      libc.inotify_add_watch(fds['inotify'], b'/tmp', 2)
      fds['memfd'] = os.memfd_create('my memory')
      os.ftruncate(fds['memfd'], 8192)
      fds['pidfd'] = os.pidfd_open(os.getpid())
      fds['netns'] = os.open('/proc/self/ns/net', os.O_RDONLY)
      params = ctypes.create_string_buffer(120)
      ring = libc.syscall(425, 8, params)
      if ring >= 0:
          fds['io_uring'] = ring
      attr = struct.pack('=IIIII', 2, 4, 8, 3, 0) + bytes(100)
      bpf = libc.syscall(321, 0, attr, len(attr))
      if bpf >= 0:
          fds['bpf'] = bpf
      keep = []
      def hold(name, s):
          keep.append(s)
          fds[name] = s.fileno()
          return s
      listener = hold('listener', socket.socket())
      listener.bind(('127.0.0.1', 0))
      listener.listen(7)
      hold('client', socket.create_connection(listener.getsockname()))
      accepted, _ = listener.accept()
      hold('accepted', accepted).send(b'12345')
      hold('neverConnected', socket.socket())
      udp6 = hold('udp6', socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
      udp6.bind(('::1', 0))
      mapped = hold('mapped', socket.socket(socket.AF_INET6))
      mapped.connect(('::ffff:127.0.0.1', listener.getsockname()[1]))
      one, two = socket.socketpair()
      hold('unixOne', one)
      hold('unixTwo', two)
      one.sendmsg([b'f'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1]))])
      hold('abstract', socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)).bind(
          b'\\0seep\\nzoo %d' % os.getpid())
      hold('netlink', socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)).bind((0, 0))
      import threading
      threading.Thread(target=lambda: sys.stdin.readline() and None, daemon=True).start()
      libc.prctl(15, b') R 1 (\\n\\x1b\\xff', 0, 0, 0)
      facts = ' '.join('%s=%d' % item for item in fds.items())
      print(facts, 'folder=' + folder, 'port=%d' % listener.getsockname()[1], flush=True)
      for t in threading.enumerate():
          if t is not threading.current_thread():
              t.join()
      """;

  private final Planted process;
  private final Map<String, String> facts = new HashMap<>();

  Zoo() throws IOException {
    process = Planted.python(SOURCE);
    for (String fact : process.readyLine().split(" ", -1)) {
      int equals = fact.indexOf('=');
      facts.put(fact.substring(0, equals), fact.substring(equals + 1));
    }
  }

  int pid() {
    return process.pid();
  }

  boolean has(String name) {
    return facts.containsKey(name);
  }

  int fd(String name) {
    return Integer.parseInt(fact(name));
  }

  String fact(String name) {
    String value = facts.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the zoo has no " + name);
    }
    return value;
  }

  @Override
  public void close() {
    process.close();
  }
}
