package dev.seep.kernel.sockdiag;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.SocketFamily;
import java.util.List;

/// Parses the answers of sock_diag(7): `struct inet_diag_msg`, `unix_diag_msg`, `netlink_diag_msg`
/// and `packet_diag_msg`, each with attributes behind it (netlink(7), `struct nlattr`).
final class Messages {
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int INET_MESSAGE = 72;
  private static final int UNIX_MESSAGE = 16;
  private static final int NETLINK_MESSAGE = 28;
  private static final int PACKET_MESSAGE = 16;

  private static final int INET_DIAG_INFO = 2;
  private static final int INET_DIAG_SHUTDOWN = 8;
  private static final int UNIX_DIAG_NAME = 0;
  private static final int UNIX_DIAG_VFS = 1;
  private static final int UNIX_DIAG_PEER = 2;
  private static final int UNIX_DIAG_RQLEN = 4;
  private static final int UNIX_DIAG_SHUTDOWN = 6;
  private static final int UNIX_DIAG_UID = 7;

  private Messages() {}

  /// Parses one message of a table's dump into the rows collected.
  static void parse(Table table, byte[] bytes, int from, int to, SocketTable.Builder into) {
    switch (table) {
      case TCP, MPTCP, UDP, UDPLITE, RAW -> internet(table, bytes, from, to, into.internet);
      case UNIX -> unix(bytes, from, to, into.others);
      case NETLINK -> netlink(bytes, from, to, into.others);
      case PACKET -> packet(bytes, from, to, into.others);
    }
  }

  private static void internet(Table table, byte[] b, int from, int to, InternetRows rows) {
    if (to - from < INET_MESSAGE) {
      return;
    }
    int position = rows.add(table, b, from);
    int at = from + INET_MESSAGE;
    while (at + ATTRIBUTE_HEADER <= to) {
      int length = attributeLength(b, at, to);
      int data = at + ATTRIBUTE_HEADER;
      int type = Bytes.unsignedShort(b, at + 2);
      if (type == INET_DIAG_INFO && table.hasTcpInfo()) {
        rows.setInfo(position, new TcpInfo(b, data, length - ATTRIBUTE_HEADER));
      } else if (type == INET_DIAG_SHUTDOWN) {
        rows.setShutdown(position, Bytes.unsignedByte(b, data));
      }
      at += aligned(length);
    }
  }

  private static void unix(byte[] b, int from, int to, List<SocketRow> rows) {
    if (to - from < UNIX_MESSAGE) {
      return;
    }
    UnixAttributes found = new UnixAttributes();
    int at = from + UNIX_MESSAGE;
    while (at + ATTRIBUTE_HEADER <= to) {
      int length = attributeLength(b, at, to);
      found.take(Bytes.unsignedShort(b, at + 2), b, at + ATTRIBUTE_HEADER, at + length);
      at += aligned(length);
    }
    rows.add(found.row(b, from));
  }

  /// What the attributes of one unix socket said.
  private static final class UnixAttributes {
    private String path = "";
    private long pathInode;
    private long peerInode;
    private long receiveQueue = -1;
    private long sendQueue = -1;
    private int shutdown = -1;
    private int uid = -1;

    void take(int type, byte[] b, int from, int to) {
      switch (type) {
        case UNIX_DIAG_NAME -> path = unixName(b, from, to);
        case UNIX_DIAG_VFS -> pathInode = Bytes.unsignedInt(b, from);
        case UNIX_DIAG_PEER -> peerInode = Bytes.unsignedInt(b, from);
        case UNIX_DIAG_RQLEN -> {
          receiveQueue = Bytes.unsignedInt(b, from);
          sendQueue = Bytes.unsignedInt(b, from + 4);
        }
        case UNIX_DIAG_SHUTDOWN -> shutdown = Bytes.unsignedByte(b, from);
        case UNIX_DIAG_UID -> uid = Bytes.asInt(b, from);
        default -> {}
      }
    }

    SocketRow row(byte[] b, int message) {
      int type = Bytes.unsignedByte(b, message + 1);
      int state = Bytes.unsignedByte(b, message + 2);
      SocketCondition condition =
          SocketClassifier.classify(
              RawSocketFacts.of(SocketFamily.UNIX.number(), type, 0)
                  .tcpState(state)
                  .shutdown(shutdown)
                  .unixPeer(peerInode != 0)
                  .build());
      return new SocketRow(
          Bytes.unsignedInt(b, message + 4),
          Bytes.asLong(b, message + 8),
          SocketFamily.UNIX,
          ProtocolNames.unix(type),
          type,
          TcpState.of(state),
          condition.state(),
          condition.death(),
          null,
          null,
          receiveQueue,
          sendQueue,
          uid,
          null,
          shutdown,
          path,
          pathInode,
          peerInode);
    }
  }

  /// A path ends with a null byte; an abstract name begins with one and may hold more of them
  /// (unix(7)).
  private static String unixName(byte[] b, int from, int to) {
    if (from >= to) {
      return "";
    }
    if (b[from] == 0) {
      return "@" + KernelText.decode(b, from + 1, to);
    }
    int end = from;
    while (end < to && b[end] != 0) {
      end++;
    }
    return KernelText.decode(b, from, end);
  }

  private static void netlink(byte[] b, int from, int to, List<SocketRow> rows) {
    if (to - from >= NETLINK_MESSAGE) {
      int type = Bytes.unsignedByte(b, from + 1);
      long inode = Bytes.unsignedInt(b, from + 16);
      rows.add(plain(SocketFamily.NETLINK, type, inode, Bytes.asLong(b, from + 20)));
    }
  }

  private static void packet(byte[] b, int from, int to, List<SocketRow> rows) {
    if (to - from >= PACKET_MESSAGE) {
      int type = Bytes.unsignedByte(b, from + 1);
      long inode = Bytes.unsignedInt(b, from + 4);
      rows.add(plain(SocketFamily.PACKET, type, inode, Bytes.asLong(b, from + 8)));
    }
  }

  private static SocketRow plain(SocketFamily family, int type, long inode, long cookie) {
    SocketCondition condition =
        SocketClassifier.classify(RawSocketFacts.of(family.number(), type, 0).build());
    return new SocketRow(
        inode,
        cookie,
        family,
        family.name(),
        type,
        TcpState.UNKNOWN,
        condition.state(),
        condition.death(),
        null,
        null,
        -1,
        -1,
        -1,
        null,
        -1,
        "",
        0,
        0);
  }

  /// Within what is there, so that a malformed length can neither overrun nor stand still.
  private static int attributeLength(byte[] b, int at, int to) {
    return Math.clamp(Bytes.unsignedShort(b, at), ATTRIBUTE_HEADER, to - at);
  }

  private static int aligned(int length) {
    return (length + 3) & ~3;
  }
}
