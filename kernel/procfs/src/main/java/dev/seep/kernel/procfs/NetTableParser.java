package dev.seep.kernel.procfs;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Parses the lines of one table ("Documentation/networking/proc_net_tcp.rst", and the `seq_show`
/// functions of `net/unix/af_unix.c`, `net/netlink/af_netlink.c`, `net/packet/af_packet.c`).
///
/// The header and any line that does not have the table's form yield no row. A unix socket's name
/// may hold a newline, and the kernel prints it as it is: a line that is no row goes on with the
/// name of the row before.
final class NetTableParser {
  private static final int ACCEPTS_CONNECTIONS = 0x10000; // __SO_ACCEPTCON of linux/net.h
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;

  private final NetTable table;
  private final LongPredicate wanted;
  private final Consumer<NetTableRow> rows;
  private final NetAddress addresses = new NetAddress();
  private @Nullable NetTableRow pending;
  private boolean headerSeen;

  /// @param wanted inodes of the rows to make; of all others nothing but the inode is kept
  NetTableParser(NetTable table, LongPredicate wanted, Consumer<NetTableRow> rows) {
    this.table = table;
    this.wanted = wanted;
    this.rows = rows;
  }

  void line(ByteLines line) {
    if (!headerSeen) {
      headerSeen = true;
      return;
    }
    switch (table) {
      case UNIX -> unix(line);
      case NETLINK -> netlink(line);
      case PACKET -> packet(line);
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, RAW, RAW6, ICMP, ICMP6 -> internet(line);
    }
  }

  void end() {
    if (pending != null) {
      rows.accept(pending);
      pending = null;
    }
  }

  private void internet(ByteLines line) {
    if (line.number() < 0 || !line.accept(':')) {
      return;
    }
    line.skip(' ');
    int addressAt = line.at();
    line.skipWords(2);
    int kernelState = (int) line.hex();
    long send = line.hex();
    line.accept(':');
    long receive = line.hex();
    line.skipWords(1);
    int retransmits = (int) line.hex();
    int uid = (int) line.number();
    line.number(); // timeout
    long inode = line.number();
    if (inode < 0 || !wanted.test(inode)) {
      return;
    }
    line.goTo(addressAt);
    Endpoint local = endpoint(line);
    line.skip(' ');
    Endpoint remote = endpoint(line);
    rows.accept(
        new NetTableRow(
            table,
            table.protocol(),
            inode,
            table.isTcp() ? tcpState(kernelState) : SocketState.DATAGRAM,
            kernelState,
            local,
            remote,
            "",
            receive,
            send,
            retransmits,
            uid));
  }

  private @Nullable Endpoint endpoint(ByteLines line) {
    String host =
        table.family() == SocketFamily.INET6
            ? addresses.ipv6(line.hexWord(), line.hexWord(), line.hexWord(), line.hexWord())
            : addresses.ipv4(line.hexWord());
    line.accept(':');
    int port = (int) line.hex();
    return host.isEmpty() && port <= 0 ? null : new Endpoint(host, port);
  }

  /// `net/tcp_states.h`.
  private static SocketState tcpState(int state) {
    return switch (state) {
      case 1 -> SocketState.ESTABLISHED;
      case 2, 3, 12 -> SocketState.CONNECTING;
      case 4, 5 -> SocketState.FIN_WAIT;
      case 6, 9, 11 -> SocketState.CLOSING;
      case 7 -> SocketState.DEAD;
      case 8 -> SocketState.CLOSE_WAIT;
      case 10 -> SocketState.LISTEN;
      default -> SocketState.OTHER;
    };
  }

  private void unix(ByteLines line) {
    boolean row = line.hex() >= 0 && line.accept(':');
    line.skipWords(2); // reference count, protocol
    long flags = line.hex();
    long type = line.hex();
    int state = (int) line.hex();
    long inode = line.number();
    if (!row || inode < 0) {
      continuePath(line);
      return;
    }
    end();
    if (!wanted.test(inode)) {
      return;
    }
    String path = line.accept(' ') ? line.rest() : "";
    pending =
        new NetTableRow(
            table,
            type == STREAM ? "UNIX-STREAM" : table.protocol(),
            inode,
            unixState(flags, type, state),
            state,
            null,
            null,
            path,
            -1,
            -1,
            0,
            -1);
  }

  private static SocketState unixState(long flags, long type, int state) {
    if ((flags & ACCEPTS_CONNECTIONS) != 0) {
      return SocketState.LISTEN;
    }
    return switch (state) {
      case 2 -> SocketState.CONNECTING;
      case 3 -> SocketState.UNIX_CONNECTED;
      case 4 -> SocketState.CLOSING;
      default -> type == DATAGRAM ? SocketState.DATAGRAM : SocketState.UNIX_LONELY;
    };
  }

  private void continuePath(ByteLines line) {
    NetTableRow row = pending;
    if (row != null) {
      line.goTo(line.lineStart());
      pending =
          new NetTableRow(
              row.table(),
              row.protocol(),
              row.inode(),
              row.state(),
              row.kernelState(),
              null,
              null,
              row.path() + "\n" + line.rest(),
              -1,
              -1,
              0,
              -1);
    }
  }

  private void netlink(ByteLines line) {
    line.skipWords(4); // address, protocol, port id, groups
    long receive = line.number();
    long send = line.number();
    line.skipWords(3); // dump, locks, drops
    other(line.number(), receive, send, -1);
  }

  private void packet(ByteLines line) {
    line.skipWords(6); // address, reference count, type, protocol, interface, running
    long receive = line.number();
    int uid = (int) line.number();
    other(line.number(), receive, -1, uid);
  }

  private void other(long inode, long receive, long send, int uid) {
    if (inode >= 0 && wanted.test(inode)) {
      rows.accept(
          new NetTableRow(
              table,
              table.protocol(),
              inode,
              SocketState.OTHER,
              0,
              null,
              null,
              "",
              receive,
              send,
              0,
              uid));
    }
  }
}
