package dev.seep.kernel.sockdiag;

import dev.seep.evidence.TcpActivity;
import org.jspecify.annotations.Nullable;

/// Where `struct tcp_info` of linux/tcp.h holds what. It only ever grew at its end: a kernel older
/// than a field gives a shorter structure.
final class TcpInfo {
  static final int MAX_BYTES = 512;

  private static final int STATE = 0;
  private static final int RETRANSMITS = 2;
  private static final int LAST_DATA_SENT = 44;
  private static final int LAST_DATA_RECEIVED = 52;
  private static final int PATH_MTU = 60;
  private static final int RECEIVE_SPACE = 96;
  private static final int TOTAL_RETRANSMITS = 100;
  private static final int BYTES_ACKNOWLEDGED = 120;
  private static final int SEGMENTS_OUT = 136;

  private final byte[] bytes;
  private final int at;
  private final int length;

  /// @param at, length where the structure is within `bytes`
  TcpInfo(byte[] bytes, int at, int length) {
    this.bytes = bytes;
    this.at = at;
    this.length = length;
  }

  int state() {
    return length > STATE ? Bytes.unsignedByte(bytes, at + STATE) : -1;
  }

  int retransmits() {
    return length > RETRANSMITS ? Bytes.unsignedByte(bytes, at + RETRANSMITS) : -1;
  }

  int lastSentMillis() {
    return number(LAST_DATA_SENT);
  }

  int lastReceivedMillis() {
    return number(LAST_DATA_RECEIVED);
  }

  int totalRetransmits() {
    return number(TOTAL_RETRANSMITS);
  }

  int segmentsOut() {
    return number(SEGMENTS_OUT);
  }

  /// A connect that got as far as a route has set the MTU of the path, and nothing clears it.
  boolean connectTried() {
    return number(PATH_MTU) > 0;
  }

  /// The receive space is set when a connection becomes established, on either side, and nothing
  /// clears it.
  boolean everEstablished() {
    return number(RECEIVE_SPACE) > 0
        || (length >= BYTES_ACKNOWLEDGED + 8 && Bytes.asLong(bytes, at + BYTES_ACKNOWLEDGED) > 0);
  }

  /// Null for a socket on which no connect was tried: its counters mean nothing. The times mean
  /// something only once it was established; before, they count from the start of the machine.
  @Nullable TcpActivity activity() {
    if (!everEstablished() && !connectTried()) {
      return null;
    }
    boolean timed = everEstablished();
    return new TcpActivity(
        timed ? unsigned(lastSentMillis()) : -1,
        timed ? unsigned(lastReceivedMillis()) : -1,
        retransmits(),
        totalRetransmits(),
        unsigned(segmentsOut()));
  }

  /// A count in 32 bits; -1 stands for a missing field, and for a count that is exactly 2³²-1.
  static long unsigned(int number) {
    return number == -1 ? -1 : number & 0xffff_ffffL;
  }

  private int number(int field) {
    return length >= field + 4 ? Bytes.asInt(bytes, at + field) : -1;
  }
}
