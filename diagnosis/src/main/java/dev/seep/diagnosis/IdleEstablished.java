package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Connections over which nothing flows any more: no timeout, or forgotten after the answer.
final class IdleEstablished implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.IDLE_ESTABLISHED;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return !Kinds.isSocketPair(dossier.assessment())
        && Kinds.isIn(
            dossier.assessment(), Condition.IDLE, Condition.CONNECTED, Condition.UNIX_CONNECTED);
  }

  @Override
  public String what(Dossier dossier) {
    return switch (Kinds.condition(dossier.assessment())) {
      case CONNECTED -> "established connections (activity not known)";
      case UNIX_CONNECTED -> "connected unix sockets";
      default -> "established connections that fell silent";
    };
  }

  @Override
  public String sign(Dossier dossier) {
    return switch (Kinds.condition(dossier.assessment())) {
      case CONNECTED -> "they stay connected long after their like are closed";
      case UNIX_CONNECTED -> "both ends are held, long after their like are closed";
      default -> "both ends are open, and no data flow either way any more";
    };
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of("a pool keeps idle connections on purpose, up to its size");
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "give every wait a time (poll() with a timeout, SO_RCVTIMEO, "
              + "TCP_USER_TIMEOUT) and close(fd) when it passes and when the request ends";
      case CPP ->
          "one client for the process, not one for each call; a deadline beside every "
              + "async_read (boost::asio: steady_timer, then socket.close()), the socket "
              + "owned by RAII";
      case RUST ->
          "tokio::time::timeout around every read, TcpStream::set_read_timeout "
              + "otherwise; one shared reqwest::Client, with pool_idle_timeout()";
      case GO ->
          "http.Client{Timeout: …} (the default client has none), context.WithTimeout, "
              + "conn.SetDeadline, defer resp.Body.Close(); one http.Transport for all "
              + "requests";
      case JAVA ->
          "one shared HttpClient with connectTimeout() and a request timeout(); "
              + "setSoTimeout() on sockets; close() the client and the response "
              + "(try-with-resources)";
      case NODE ->
          "timeout in the options does not end the request: req.on(\"timeout\", () => "
              + "req.destroy()); one http.Agent for all, with maxFreeSockets and "
              + "agent.destroy()";
      case PYTHON ->
          "timeout= on every call (requests has none by default), one Session used by "
              + "with, asyncio.timeout() around reads";
      case ANY ->
          "give requests and idle connections a timeout, and close what a request "
              + "leaves behind on every path";
    };
  }
}
