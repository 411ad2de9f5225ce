package dev.seep.kernel.sockdiag;

/// States of `include/net/tcp_states.h`, which unix and datagram sockets borrow from.
public enum TcpState {
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECV(3),
  FIN_WAIT1(4),
  FIN_WAIT2(5),
  TIME_WAIT(6),
  CLOSE(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11),
  NEW_SYN_RECV(12),
  BOUND_INACTIVE(13),
  /// Not read, or one that this program does not know yet.
  UNKNOWN(-1);

  private static final TcpState[] BY_NUMBER = new TcpState[14];

  static {
    for (TcpState state : values()) {
      if (state.number > 0) {
        BY_NUMBER[state.number] = state;
      }
    }
  }

  private final int number;

  TcpState(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static TcpState of(int number) {
    return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
  }
}
