package dev.seep.evidence;

/// What `TCP_INFO` tells of a connection (tcp(7), `linux/tcp.h`); -1 where the kernel gave none.
///
/// @param lastSentMillis since data were last sent
/// @param lastReceivedMillis since data were last received
/// @param retransmits unanswered retransmissions in a row now
/// @param totalRetransmits segments retransmitted over the connection's life
/// @param segmentsOut segments sent over the connection's life
public record TcpActivity(
    long lastSentMillis,
    long lastReceivedMillis,
    int retransmits,
    int totalRetransmits,
    long segmentsOut) {

  /// Milliseconds since data went either way; -1 when neither is known.
  public long idleMillis() {
    if (lastSentMillis < 0) {
      return lastReceivedMillis;
    }
    return lastReceivedMillis < 0 ? lastSentMillis : Math.min(lastSentMillis, lastReceivedMillis);
  }
}
