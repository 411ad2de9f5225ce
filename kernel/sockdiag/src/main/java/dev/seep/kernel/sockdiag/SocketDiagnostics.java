package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads the kernel's tables of sockets by sock_diag(7), in any network namespace.
///
/// Holds one netlink socket for each of the last few namespaces asked about, its own first of all:
/// so it can still ask when this process is out of descriptors. One dump at a time; further callers
/// wait.
public final class SocketDiagnostics implements AutoCloseable {
  private static final int MOST_NAMESPACES = 8;
  private static final int ATTEMPTS = 3;

  private final NetlinkExchange exchange = new NetlinkExchange();
  private final Reading<NamespaceRef> own = NamespaceRef.own();

  /// Netlink sockets by inode of their namespace, the longest unused first.
  private final Map<Long, Integer> sockets = new LinkedHashMap<>(16, 0.75f, true);

  private boolean closed;

  public SocketDiagnostics() {
    if (own instanceof Reading.Seen<NamespaceRef>(NamespaceRef here)) {
      int socket = NamespaceDoor.openHere();
      if (socket >= 0) {
        sockets.put(here.inode(), socket);
      }
    }
  }

  /// The tables of this process's own namespace.
  public Reading<SocketTable> dump(Set<Table> tables, Interest interest) {
    return switch (own) {
      case Reading.Seen<NamespaceRef>(NamespaceRef here) -> dump(here, tables, interest);
      case Reading.Unseen<NamespaceRef>(Blind blind) -> new Reading.Unseen<>(blind);
    };
  }

  /// The tables of a namespace. Unseen when the namespace cannot be entered; a table that alone
  /// cannot be read has its reason in [SocketTable#blind].
  ///
  /// @throws IllegalStateException after [#close]
  public synchronized Reading<SocketTable> dump(
      NamespaceRef namespace, Set<Table> tables, Interest interest) {
    if (closed) {
      throw new IllegalStateException("these diagnostics are closed");
    }
    SocketTable.Builder builder = new SocketTable.Builder();
    // In the order of the enum: multipath connections come after the TCP rows they stand on.
    for (Table table : Table.values()) {
      if (!tables.contains(table)) {
        continue;
      }
      for (int family : families(table)) {
        switch (socket(namespace)) {
          case Reading.Unseen<Integer>(Blind blind) -> {
            return new Reading.Unseen<>(blind);
          }
          case Reading.Seen<Integer>(Integer socket) ->
              dumpFamily(namespace, socket, table, family, interest, builder);
        }
      }
    }
    return Reading.seen(builder.build(namespace));
  }

  private static int[] families(Table table) {
    return switch (table) {
      case TCP, MPTCP, UDP, UDPLITE, RAW -> new int[] {Request.AF_INET, Request.AF_INET6};
      case UNIX -> new int[] {Request.AF_UNIX};
      case NETLINK -> new int[] {Request.AF_NETLINK};
      case PACKET -> new int[] {Request.AF_PACKET};
    };
  }

  /// Reads one table of one family; again when it changed underneath or the socket overran.
  private void dumpFamily(
      NamespaceRef namespace,
      int firstSocket,
      Table table,
      int family,
      Interest interest,
      SocketTable.Builder into) {
    byte[] request = Request.dump(table, family, interest);
    int internetBefore = into.internet.size();
    int othersBefore = into.others.size();
    int socket = firstSocket;
    int result = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      into.internet.truncate(internetBefore);
      into.others.subList(othersBefore, into.others.size()).clear();
      result =
          exchange.dump(
              socket, request, (bytes, from, to) -> Messages.parse(table, bytes, from, to, into));
      if (!exchange.isInStep()) {
        forget(namespace);
      }
      if (result == 0 || !isWorthAnotherTry(result)) {
        break;
      }
      if (!(socket(namespace) instanceof Reading.Seen<Integer>(Integer next))) {
        break;
      }
      socket = next;
    }
    noteFailure(table, family, result, into);
  }

  private static boolean isWorthAnotherTry(int result) {
    return result == NetlinkExchange.CHANGED
        || Errno.ENOBUFS.is(result)
        || Errno.EAGAIN.is(result)
        || Errno.EINTR.is(result)
        || Errno.ENOMEM.is(result);
  }

  private static void noteFailure(Table table, int family, int result, SocketTable.Builder into) {
    if (result == 0 || isAbsent(table, family, result)) {
      return;
    }
    String what = table + " sockets";
    String overIpv6 = family == Request.AF_INET6 ? what + " over IPv6" : what;
    Blind blind;
    if (isNoHandler(result)) {
      String why = "sock_diag: this kernel has not loaded a module that lists them";
      blind = new Blind(what, why, "modprobe " + module(table));
    } else if (result == NetlinkExchange.CHANGED) {
      String why = "the table changed during each of " + ATTEMPTS + " readings";
      blind = new Blind(overIpv6, why, "");
    } else {
      blind = new Blind(overIpv6, "sock_diag: " + Errno.describe(-result), Refusal.mend(result));
    }
    if (!into.blind.contains(blind)) {
      into.blind.add(blind);
    }
  }

  private static boolean isNoHandler(int result) {
    return Errno.ENOENT.is(result)
        || Errno.EPROTONOSUPPORT.is(result)
        || Errno.EOPNOTSUPP.is(result);
  }

  /// A kernel that does not know the protocol at all has no sockets to list.
  private static boolean isAbsent(Table table, int family, int result) {
    if (!isNoHandler(result)) {
      return false;
    }
    int protocol = table == Table.RAW ? 1 : table.protocol();
    int socket = Syscalls.socket(family, table.type() | NamespaceDoor.SOCK_CLOEXEC, protocol);
    if (socket >= 0) {
      Syscalls.close(socket);
    }
    return Errno.EPROTONOSUPPORT.is(socket) || Errno.EAFNOSUPPORT.is(socket);
  }

  private static String module(Table table) {
    return switch (table) {
      case TCP -> "tcp_diag";
      case MPTCP -> "mptcp_diag";
      case UDP, UDPLITE -> "udp_diag";
      case RAW -> "raw_diag";
      case UNIX -> "unix_diag";
      case NETLINK -> "netlink_diag";
      case PACKET -> "af_packet_diag";
    };
  }

  private Reading<Integer> socket(NamespaceRef namespace) {
    Integer cached = sockets.get(namespace.inode());
    if (cached != null) {
      return Reading.seen(cached);
    }
    Reading<Integer> opened = isOwn(namespace) ? openHere() : NamespaceDoor.openIn(namespace);
    if (opened instanceof Reading.Seen<Integer>(Integer socket)) {
      sockets.put(namespace.inode(), socket);
      dropLongestUnused();
    }
    return opened;
  }

  private boolean isOwn(NamespaceRef namespace) {
    return own instanceof Reading.Seen<NamespaceRef>(NamespaceRef here)
        && here.inode() == namespace.inode();
  }

  private static Reading<Integer> openHere() {
    int socket = NamespaceDoor.openHere();
    return socket < 0
        ? Refusal.ofCall("sockets of this network namespace", "socket(AF_NETLINK)", socket)
        : Reading.seen(socket);
  }

  private void dropLongestUnused() {
    if (sockets.size() > MOST_NAMESPACES) {
      Iterator<Integer> oldest = sockets.values().iterator();
      Syscalls.close(oldest.next());
      oldest.remove();
    }
  }

  private void forget(NamespaceRef namespace) {
    Integer socket = sockets.remove(namespace.inode());
    if (socket != null) {
      Syscalls.close(socket);
    }
  }

  /// Closes the netlink sockets.
  @Override
  public synchronized void close() {
    closed = true;
    sockets.values().forEach(Syscalls::close);
    sockets.clear();
  }
}
