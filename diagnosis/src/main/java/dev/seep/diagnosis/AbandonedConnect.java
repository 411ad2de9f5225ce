package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Connects that failed or were given up, and whose socket is still held.
final class AbandonedConnect implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.ABANDONED_CONNECT;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.CONNECTING, Condition.CONNECT_FAILED);
  }

  @Override
  public String what(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.CONNECTING)
        ? "connects that never end"
        : "sockets whose connect failed";
  }

  @Override
  public String sign(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.CONNECTING)
        ? "their handshake is still under way, far longer than others need"
        : "their connect ended without a connection, and no close followed";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return Doubts.retrying(dossier);
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close(fd) when connect() fails or poll() times out; bound the wait "
              + "(TCP_USER_TIMEOUT, or a timer beside the non-blocking connect())";
      case CPP ->
          "close the socket in the handler that gives up: own it by RAII so that the "
              + "destructor of the client closes it (boost::asio: deadline_timer, then "
              + "socket.close())";
      case RUST ->
          "use TcpStream::connect_timeout or tokio::time::timeout around connect(), and "
              + "let the dropped future own the socket (no into_raw_fd() before it is "
              + "connected)";
      case GO ->
          "net.Dialer{Timeout: …} or context.WithTimeout with defer cancel(); a bare "
              + "syscall.Connect needs syscall.Close(fd) on its error path";
      case JAVA ->
          "give it a time (HttpClient.connectTimeout(), socket.connect(address, "
              + "millis)) and close() the socket or channel in the catch block";
      case NODE ->
          "socket.setTimeout(…) does not end anything by itself: call socket.destroy() "
              + "in \"timeout\", and req.destroy() for a request";
      case PYTHON ->
          "socket.create_connection(…, timeout=…), or asyncio.wait_for() around "
              + "open_connection(); sock.close() in the except branch of a bare connect()";
      case ANY ->
          "the path that abandons a pending or failed connect must close the socket; "
              + "set a connect timeout as well";
    };
  }
}
