package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Reset, or closed both ways, or with the other end gone; the descriptor is all that is left.
final class DeadSocket implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.DEAD_SOCKET;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.DEAD, Condition.HALF_CLOSED)
        || (Kinds.isIn(dossier.assessment(), Condition.LONELY)
            && Kinds.is(dossier.assessment(), "unix"));
  }

  @Override
  public String what(Dossier dossier) {
    return switch (Kinds.condition(dossier.assessment())) {
      case HALF_CLOSED -> "connections shut down by this process and not closed";
      case LONELY -> "unix sockets whose other end is gone";
      default -> "sockets whose connection is over";
    };
  }

  @Override
  public String sign(Dossier dossier) {
    return switch (Kinds.condition(dossier.assessment())) {
      case HALF_CLOSED -> "this process said its last word on them, and did not close them";
      case LONELY -> "nobody holds their other end any more";
      default -> "their connection is over, and only the descriptor is left";
    };
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "shutdown() is no close(): close(fd) after it, and after every ECONNRESET, "
              + "EPIPE or EPOLLHUP";
      case CPP ->
          "close in the error handler too (boost::asio: socket.shutdown() and then "
              + "socket.close(ec)); own the socket by RAII so that a thrown error closes it";
      case RUST ->
          "shutdown() does not drop: let the TcpStream go out of scope when read() or "
              + "write() fails, and take it out of the map that holds it";
      case GO ->
          "CloseWrite() is no Close(): defer conn.Close(), also on the path that "
              + "returns the error of Read or Write";
      case JAVA ->
          "shutdownOutput() is no close(): close() in finally or try-with-resources, "
              + "also when an IOException ended the work";
      case NODE ->
          "socket.end() waits for the other side: socket.destroy() on \"error\" and after "
              + "a time; remove the socket from every map in \"close\"";
      case PYTHON ->
          "sock.shutdown() is no sock.close(): close in finally (with, "
              + "contextlib.closing), also after ConnectionResetError";
      case ANY ->
          "after an error or a shutdown the descriptor must still be closed: look at "
              + "the error handlers";
    };
  }
}
