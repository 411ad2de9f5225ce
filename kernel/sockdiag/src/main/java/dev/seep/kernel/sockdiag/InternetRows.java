package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.TcpActivity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of the internet's tables, kept as the kernel gave them: `struct inet_diag_msg` of
/// linux/inet_diag.h (72 bytes) and the 24 bytes of attributes that matter. A [SocketRow] is made
/// when one is asked for, as most of a machine's sockets never are.
///
/// Filled by one thread, then only read.
final class InternetRows {
  private static final int MESSAGE = 72;
  private static final int TABLE = 72;
  private static final int SHUTDOWN = 73;
  private static final int FLAGS = 74;
  private static final int RETRANSMITS = 75;
  private static final int LAST_SENT = 76;
  private static final int LAST_RECEIVED = 80;
  private static final int TOTAL_RETRANSMITS = 84;
  private static final int SEGMENTS_OUT = 88;
  private static final int ROW = 92;

  private static final int HAS_INFO = 1;
  private static final int HAS_ACTIVITY = 2;
  private static final int CONNECT_TRIED = 4;
  private static final int EVER_ESTABLISHED = 8;

  private static final int AF_INET = 2;
  private static final int ROWS_IN_CHUNK = 1024;
  private static final int UNKNOWN_SHUTDOWN = 0xff;

  private final List<byte[]> chunks = new ArrayList<>();
  private int size;

  int size() {
    return size;
  }

  /// Forgets all rows from `newSize` on.
  void truncate(int newSize) {
    size = newSize;
  }

  /// Adds the message at `at` and returns its position.
  int add(Table table, byte[] message, int at) {
    if (size == chunks.size() * ROWS_IN_CHUNK) {
      chunks.add(new byte[ROWS_IN_CHUNK * ROW]);
    }
    byte[] chunk = chunk(size);
    int row = offset(size);
    System.arraycopy(message, at, chunk, row, MESSAGE);
    chunk[row + TABLE] = table.code();
    chunk[row + SHUTDOWN] = (byte) UNKNOWN_SHUTDOWN;
    chunk[row + FLAGS] = 0;
    return size++;
  }

  void setShutdown(int position, int mask) {
    chunk(position)[offset(position) + SHUTDOWN] = (byte) mask;
  }

  void setInfo(int position, TcpInfo info) {
    byte[] chunk = chunk(position);
    int row = offset(position);
    TcpActivity activity = info.activity();
    chunk[row + FLAGS] =
        (byte)
            (HAS_INFO
                | (activity != null ? HAS_ACTIVITY : 0)
                | (info.connectTried() ? CONNECT_TRIED : 0)
                | (info.everEstablished() ? EVER_ESTABLISHED : 0));
    if (activity != null) {
      chunk[row + RETRANSMITS] = (byte) activity.retransmits();
      Bytes.putInt(chunk, row + LAST_SENT, (int) activity.lastSentMillis());
      Bytes.putInt(chunk, row + LAST_RECEIVED, (int) activity.lastReceivedMillis());
      Bytes.putInt(chunk, row + TOTAL_RETRANSMITS, activity.totalRetransmits());
      Bytes.putInt(chunk, row + SEGMENTS_OUT, (int) activity.segmentsOut());
    }
  }

  /// Takes over what `TCP_INFO` told of a subflow, for the multipath connection on top of it.
  void copyInfo(int from, int to) {
    int length = ROW - FLAGS;
    System.arraycopy(chunk(from), offset(from) + FLAGS, chunk(to), offset(to) + FLAGS, length);
  }

  Table table(int position) {
    return Table.ofCode(chunk(position)[offset(position) + TABLE]);
  }

  int state(int position) {
    return Bytes.unsignedByte(chunk(position), offset(position) + 1);
  }

  int localPort(int position) {
    return Bytes.networkShort(chunk(position), offset(position) + 4);
  }

  int remotePort(int position) {
    return Bytes.networkShort(chunk(position), offset(position) + 6);
  }

  InternetAddress localAddress(int position) {
    return InternetAddress.of(chunk(position), offset(position) + 8, isIpv4(position));
  }

  InternetAddress remoteAddress(int position) {
    return InternetAddress.of(chunk(position), offset(position) + 24, isIpv4(position));
  }

  /// As the kernel's unsigned 32 bits.
  int inode(int position) {
    return Bytes.asInt(chunk(position), offset(position) + 68);
  }

  SocketRow row(int position) {
    byte[] chunk = chunk(position);
    int row = offset(position);
    Table table = table(position);
    boolean raw = table == Table.RAW;
    SocketCondition condition = condition(position);
    int shutdown = Bytes.unsignedByte(chunk, row + SHUTDOWN);
    return new SocketRow(
        Integer.toUnsignedLong(inode(position)),
        Bytes.asLong(chunk, row + 44),
        isIpv4(position) ? SocketFamily.INET : SocketFamily.INET6,
        ProtocolNames.internet(table, isIpv4(position)),
        table.type(),
        TcpState.of(state(position)),
        condition.state(),
        condition.death(),
        endpoint(localAddress(position), raw ? 0 : localPort(position)),
        endpoint(remoteAddress(position), raw ? 0 : remotePort(position)),
        Bytes.unsignedInt(chunk, row + 56),
        Bytes.unsignedInt(chunk, row + 60),
        Bytes.asInt(chunk, row + 64),
        activity(chunk, row),
        shutdown == UNKNOWN_SHUTDOWN ? -1 : shutdown,
        "",
        0,
        0);
  }

  /// The kernel shows a raw socket's protocol in the place of the port.
  private static @Nullable Endpoint endpoint(InternetAddress address, int port) {
    return port == 0 && address.isAny() ? null : new Endpoint(address.host(), port);
  }

  private RawSocketFacts facts(int position) {
    byte[] chunk = chunk(position);
    int row = offset(position);
    Table table = table(position);
    int flags = chunk[row + FLAGS];
    RawSocketFacts.Builder facts =
        RawSocketFacts.of(Bytes.unsignedByte(chunk, row), table.type(), table.protocol())
            .tcpState(state(position))
            .remote(!remoteAddress(position).isAny(), remotePort(position) != 0)
            .localPort(localPort(position));
    if ((flags & HAS_INFO) != 0) {
      facts
          .connectTried((flags & CONNECT_TRIED) != 0)
          .everEstablished((flags & EVER_ESTABLISHED) != 0);
    }
    return facts.build();
  }

  SocketCondition condition(int position) {
    return SocketClassifier.classify(facts(position));
  }

  @Nullable TcpActivity activity(int position) {
    return activity(chunk(position), offset(position));
  }

  private static @Nullable TcpActivity activity(byte[] chunk, int row) {
    if ((chunk[row + FLAGS] & HAS_ACTIVITY) == 0) {
      return null;
    }
    return new TcpActivity(
        TcpInfo.unsigned(Bytes.asInt(chunk, row + LAST_SENT)),
        TcpInfo.unsigned(Bytes.asInt(chunk, row + LAST_RECEIVED)),
        Bytes.unsignedByte(chunk, row + RETRANSMITS),
        Bytes.asInt(chunk, row + TOTAL_RETRANSMITS),
        TcpInfo.unsigned(Bytes.asInt(chunk, row + SEGMENTS_OUT)));
  }

  private boolean isIpv4(int position) {
    return chunk(position)[offset(position)] == AF_INET;
  }

  private byte[] chunk(int position) {
    return chunks.get(position / ROWS_IN_CHUNK);
  }

  private static int offset(int position) {
    return position % ROWS_IN_CHUNK * ROW;
  }
}
