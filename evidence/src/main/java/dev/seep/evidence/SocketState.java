package dev.seep.evidence;

/// What a socket that somebody still holds is doing, in the words of the JSON contract.
///
/// TCP's own states are folded to what a leak hunter tells apart; `TCP_CLOSE`, which every protocol
/// table leaves out, is unfolded into what led there (see [Death]).
public enum SocketState {
  /// Created, and neither bound nor connected.
  NEVER_CONNECTED("never-connected"),
  /// Bound to a local port, neither listening nor connected.
  BOUND("bound"),
  /// SYN_SENT or SYN_RECV: the handshake is under way.
  CONNECTING("connecting"),
  ESTABLISHED("established"),
  /// The peer has closed; this process has not.
  CLOSE_WAIT("close-wait"),
  /// FIN_WAIT1 or FIN_WAIT2: this process shut down its side.
  FIN_WAIT("fin-wait"),
  /// CLOSING or LAST_ACK: both sides are closing.
  CLOSING("closing"),
  /// Over (refused, reset, timed out or closed both ways), and still held.
  DEAD("dead"),
  LISTEN("listen"),
  /// UDP, UDP-Lite, raw, ping: no connection states worth the name.
  DATAGRAM("datagram"),
  UNIX_CONNECTED("unix-connected"),
  /// A unix socket whose peer is gone or never was.
  UNIX_LONELY("unix-lonely"),
  /// In no protocol table, and not permitted to look closer.
  UNLISTED("unlisted"),
  /// A family without states (netlink, packet, vsock, …).
  OTHER("other");

  private final String slug;

  SocketState(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}
