package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Endpoint;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Asks a descriptor of this process about its socket (socket(7), tcp(7)), by calls that leave the
/// socket as it is: `SO_ERROR`, which clears what it tells, has no method here. One thread at a
/// time.
final class SocketOptions {
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_PEERNAME = 28;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_PROTOCOL = 38;
  private static final int SO_DOMAIN = 39;
  private static final int SO_COOKIE = 57;
  private static final int SOL_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int SOL_MPTCP = 284;
  private static final int MPTCP_INFO = 1;
  private static final int MPTCP_INFO_FLAGS = 8;

  private static final int SOCKADDR_IN = 16;
  private static final int SOCKADDR_IN6 = 28;
  private static final int POLLIN = 1;
  private static final int POLLOUT = 4;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment buffer = arena.allocate(TcpInfo.MAX_BYTES, 8);
  private final MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
  private final MemorySegment pollfd = arena.allocate(8, 4);
  private final MemorySegment noTime = arena.allocate(16, 8);

  int domain(int fd) {
    return number(fd, SO_DOMAIN);
  }

  int type(int fd) {
    return number(fd, SO_TYPE);
  }

  int protocol(int fd) {
    return number(fd, SO_PROTOCOL);
  }

  boolean isListening(int fd) {
    return number(fd, SO_ACCEPTCONN) > 0;
  }

  /// 0 when the kernel gives none (before Linux 4.12).
  long cookie(int fd) {
    return option(fd, SOL_SOCKET, SO_COOKIE, 8) == 8 ? buffer.get(ValueLayout.JAVA_LONG, 0) : 0;
  }

  /// Null when the kernel gives none.
  @Nullable TcpInfo tcpInfo(int fd) {
    int read = option(fd, SOL_TCP, TCP_INFO, TcpInfo.MAX_BYTES);
    return read <= 0
        ? null
        : new TcpInfo(buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE), 0, read);
  }

  /// Whether a multipath connection was ever established, with a peer that knows the protocol or
  /// one that does not: `mptcpi_flags` of linux/mptcp.h has a flag for either.
  Known multipathEstablished(int fd) {
    return option(fd, SOL_MPTCP, MPTCP_INFO, TcpInfo.MAX_BYTES) >= MPTCP_INFO_FLAGS + 4
        ? Known.of(buffer.get(ValueLayout.JAVA_INT, MPTCP_INFO_FLAGS) != 0)
        : Known.UNKNOWN;
  }

  /// getsockname(2); null when unbound.
  @Nullable Endpoint local(int fd, boolean ipv4) {
    length.set(ValueLayout.JAVA_INT, 0, SOCKADDR_IN6);
    return Syscalls.getsockname(fd, buffer, length) < 0 ? null : endpoint(ipv4);
  }

  /// The peer, of a dead connection too: getpeername(2) refuses that, `SO_PEERNAME` tells as long
  /// as the port is there. It wants no more room than it fills.
  @Nullable Endpoint remote(int fd, boolean ipv4) {
    int room = ipv4 ? SOCKADDR_IN : SOCKADDR_IN6;
    return option(fd, SOL_SOCKET, SO_PEERNAME, room) == room ? endpoint(ipv4) : null;
  }

  /// What poll(2) reports at once, without waiting.
  int events(int fd) {
    pollfd.set(ValueLayout.JAVA_INT, 0, fd);
    pollfd.set(ValueLayout.JAVA_SHORT, 4, (short) (POLLIN | POLLOUT));
    pollfd.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
    return Syscalls.ppoll(pollfd, 1, noTime) < 0
        ? 0
        : Short.toUnsignedInt(pollfd.get(ValueLayout.JAVA_SHORT, 6));
  }

  /// `struct sockaddr_in` and `sockaddr_in6` (ip(7), ipv6(7)).
  private @Nullable Endpoint endpoint(boolean ipv4) {
    byte[] name = buffer.asSlice(0, SOCKADDR_IN6).toArray(ValueLayout.JAVA_BYTE);
    int port = Bytes.networkShort(name, 2);
    InternetAddress address = InternetAddress.of(name, ipv4 ? 4 : 8, ipv4);
    return port == 0 && address.isAny() ? null : new Endpoint(address.host(), port);
  }

  private int number(int fd, int option) {
    return option(fd, SOL_SOCKET, option, 4) == 4 ? buffer.get(ValueLayout.JAVA_INT, 0) : -1;
  }

  /// Bytes filled into the buffer, or the negated error number.
  private int option(int fd, int level, int option, int room) {
    length.set(ValueLayout.JAVA_INT, 0, room);
    int result = Syscalls.getsockopt(fd, level, option, buffer, length);
    return result < 0 ? result : length.get(ValueLayout.JAVA_INT, 0);
  }
}
