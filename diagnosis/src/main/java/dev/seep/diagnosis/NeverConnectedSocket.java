package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Sockets that were created, perhaps bound, and never used: what gave up before its connect, or
/// created a socket only to learn something, did not close it.
final class NeverConnectedSocket implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.NEVER_CONNECTED_SOCKET;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(
        dossier.assessment(), Condition.NEVER_CONNECTED, Condition.BOUND, Condition.UNLISTED);
  }

  @Override
  public String what(Dossier dossier) {
    return switch (Kinds.condition(dossier.assessment())) {
      case BOUND -> "sockets that were bound and never used";
      case UNLISTED -> "sockets that no protocol table lists (never connected, or over)";
      default -> "sockets that were never connected";
    };
  }

  @Override
  public String sign(Dossier dossier) {
    return switch (Kinds.condition(dossier.assessment())) {
      case BOUND -> "they have a local port, and neither a peer nor a listener's queue";
      case UNLISTED -> "no protocol table lists them, though they are sockets";
      default -> "the kernel holds them unbound and unconnected";
    };
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close(fd) on every path between socket() and a finished connect(): timeout, "
              + "failed lookup, error of connect() itself (one cleanup label, goto out)";
      case CPP ->
          "own the descriptor in a type whose destructor closes it (RAII) from socket() "
              + "on; a destructor or a timeout that abandons a pending connect must close it "
              + "(boost::asio: socket.close() in the timeout handler)";
      case RUST ->
          "wrap the number in OwnedFd from socket() on, and look for mem::forget and "
              + "into_raw_fd() without from_raw_fd(): a dropped future must drop its socket";
      case GO ->
          "a bare syscall.Socket needs syscall.Close(fd) on every path; better "
              + "net.Dialer{Timeout: …}.DialContext, which closes what it abandons";
      case JAVA ->
          "try-with-resources around SocketChannel.open() and new Socket(), also when "
              + "connect() throws; a channel opened only to learn its class must be close()d";
      case NODE ->
          "socket.destroy() in the \"timeout\" and \"error\" handlers, and req.destroy() on "
              + "every path that gives up before \"connect\"";
      case PYTHON ->
          "with socket.create_connection(…, timeout=…) as s: or "
              + "contextlib.closing(socket.socket()); sock.detach() leaves a bare number that "
              + "nobody closes";
      case ANY ->
          "every path that gives up before or during a connect (timeout, cancellation, "
              + "failed lookup) must close the socket it had created";
    };
  }
}
