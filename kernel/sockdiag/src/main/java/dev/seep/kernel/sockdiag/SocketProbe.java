package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketFamily;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Looks at one socket of another process through a copy of its descriptor (pidfd_getfd(2)), for
/// those that no table lists.
///
/// Only for those: while the copy lives, the socket is held by two. If its owner closed it just
/// then, a live connection's FIN would leave not at that close but at ours some microseconds later,
/// and a linger time would be waited out here. A socket in no table has nothing to send.
///
/// What is asked leaves the socket as it is; above all the error that waits for its owner stays.
/// That one waits shows in `POLLERR`.
///
/// May be used by many threads; they take turns.
public final class SocketProbe {
  private static final int POLLERR = 0x8;
  private static final int POLLHUP = 0x10;
  private static final int NAME_BYTES = 64;
  private static final String MEND =
      "run Seep as root (sudo seep …); as the same user, sysctl kernel.yama.ptrace_scope=0";

  private final SocketOptions options = new SocketOptions();

  /// Looks at a descriptor of the process that `pidfd` refers to. Unseen when it is closed, is no
  /// socket, or may not be copied.
  ///
  /// @param fd the descriptor's number in that process
  public synchronized Reading<ProbedSocket> probe(int pidfd, int fd) {
    int copy = Syscalls.pidfdGetfd(pidfd, fd);
    if (copy < 0) {
      boolean denied = Errno.EPERM.is(copy) || Errno.EACCES.is(copy);
      return Reading.unseen(
          "socket at descriptor " + fd,
          "pidfd_getfd: " + Errno.describe(-copy),
          denied ? MEND : Refusal.mend(copy));
    }
    try {
      return look(copy, fd);
    } finally {
      Syscalls.close(copy);
    }
  }

  private Reading<ProbedSocket> look(int copy, int number) {
    int domain = options.domain(copy);
    if (domain < 0) {
      return Reading.unseen("socket at descriptor " + number, "it is no socket by now", "");
    }
    int type = options.type(copy);
    int protocol = options.protocol(copy);
    boolean internet = SocketFamily.of(domain).isInternet();
    boolean ipv4 = domain == Request.AF_INET;
    boolean ports = type != Table.RAW.type();
    Endpoint local = internet ? address(options.local(copy, ipv4), ports) : null;
    Endpoint remote = internet ? address(options.remote(copy, ipv4), ports) : null;
    int events = options.events(copy);
    RawSocketFacts.Builder facts = RawSocketFacts.of(domain, type, protocol);
    addFacts(copy, facts, local, remote, events);
    TcpInfo tcp = null;
    if (internet && isStream(type, protocol, Table.TCP)) {
      tcp = options.tcpInfo(copy);
      if (tcp != null) {
        addFacts(facts, tcp);
      }
    } else if (internet && isStream(type, protocol, Table.MPTCP)) {
      addMultipathFacts(copy, facts, events);
    }
    SocketCondition condition = SocketClassifier.classify(facts.build());
    return Reading.seen(
        new ProbedSocket(
            inode(copy),
            options.cookie(copy),
            SocketFamily.of(domain),
            ProtocolNames.of(domain, type, protocol),
            type,
            condition.state(),
            condition.death(),
            local,
            remote,
            tcp == null ? null : tcp.activity(),
            (events & POLLERR) != 0));
  }

  /// A raw socket has its protocol in the place of the port.
  private static @Nullable Endpoint address(@Nullable Endpoint named, boolean ports) {
    if (ports || named == null) {
      return named;
    }
    return named.host().isEmpty() ? null : new Endpoint(named.host(), 0);
  }

  private static boolean isStream(int type, int protocol, Table table) {
    return type == table.type() && protocol == table.protocol();
  }

  private void addFacts(
      int copy,
      RawSocketFacts.Builder facts,
      @Nullable Endpoint local,
      @Nullable Endpoint remote,
      int events) {
    facts
        .localPort(local == null ? 0 : local.port())
        .remote(remote != null, remote != null && remote.port() != 0)
        .listening(options.isListening(copy))
        .error((events & POLLERR) != 0 ? RawSocketFacts.SOME_ERROR : 0);
  }

  private static void addFacts(RawSocketFacts.Builder facts, TcpInfo tcp) {
    facts
        .tcpState(tcp.state())
        .segmentsOut(TcpInfo.unsigned(tcp.segmentsOut()))
        .connectTried(tcp.connectTried())
        .everEstablished(tcp.everEstablished());
  }

  /// Multipath TCP is not asked for `TCP_INFO`: before it is connected, it would make a first
  /// subflow to answer with.
  private void addMultipathFacts(int copy, RawSocketFacts.Builder facts, int events) {
    facts.everEstablished(options.multipathEstablished(copy));
    if ((events & POLLHUP) != 0) {
      facts.tcpState(TcpState.CLOSE.number());
    }
  }

  private static long inode(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      return NamespaceDoor.inode(arena, fd);
    }
  }

  /// The kernel's name of a socket's protocol: `TCP`, `UNIX-STREAM`, … Needs no right to copy the
  /// descriptor, only to look into `/proc/PID/fd`. Unseen for what is no socket.
  public static Reading<String> socketProtocolName(int pid, int fd) {
    String path = "/proc/" + pid + "/fd/" + fd;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(NAME_BYTES);
      long length =
          Syscalls.getxattr(
              arena.allocateFrom(path), arena.allocateFrom("system.sockprotoname"), name);
      if (length < 0) {
        return Refusal.ofProcess("protocol of " + path, path, (int) length);
      }
      byte[] bytes = name.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return Reading.seen(new String(bytes, StandardCharsets.US_ASCII).replace("\0", ""));
    }
  }
}
