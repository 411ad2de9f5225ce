package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Listening sockets, of which a process should have a handful.
final class Listener implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.LISTENER;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.LISTENING);
  }

  @Override
  public String what(Dossier dossier) {
    return "listening sockets";
  }

  @Override
  public String sign(Dossier dossier) {
    return "they listen, and ever more of them";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return Doubts.listeners(dossier);
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close(listener) before the next listen() on a reload; without SO_REUSEPORT a "
              + "second bind() would have told";
      case CPP ->
          "acceptor.close() when a server is restarted inside the process; own the "
              + "acceptor by RAII (boost::asio: its io_context must run to drop the handlers)";
      case RUST ->
          "drop the old TcpListener before the next bind(); a task that awaits accept() "
              + "keeps it: abort() its JoinHandle";
      case GO ->
          "server.Shutdown(ctx) or ln.Close() before the next net.Listen; in tests "
              + "t.Cleanup(server.Close)";
      case JAVA ->
          "close() the ServerSocket or server (try-with-resources, server.stop()) "
              + "before a new one is started on a reload";
      case NODE ->
          "server.close() (and closeAllConnections()) before the next server.listen() "
              + "on a reload";
      case PYTHON ->
          "server.close() and await server.wait_closed(), server.server_close() of "
              + "socketserver, before the next bind()";
      case ANY ->
          "close the old listener when a server is restarted or reconfigured inside the "
              + "process";
    };
  }
}
