package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// The peer has closed and this process has not.
final class CloseWait implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.CLOSE_WAIT;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.CLOSE_WAIT);
  }

  @Override
  public String what(Dossier dossier) {
    return "connections that the peer has closed and this process has not";
  }

  @Override
  public String sign(Dossier dossier) {
    return "they are in CLOSE_WAIT: the end of the peer came, and the close that answers it did not";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close(fd) when read() or recv() returns 0 or fails, on every path, also when "
              + "nobody waits for the answer any more (EPOLLRDHUP tells it without a read)";
      case CPP ->
          "close on end of file in every handler (boost::asio: error::eof, then "
              + "socket.close()), and own the socket by RAII; look for a shared_ptr that a "
              + "timer or a map still holds";
      case RUST ->
          "a read() of Ok(0) must end the task and drop the TcpStream; look for clones "
              + "in an Arc, a map or a channel that outlive it";
      case GO ->
          "defer conn.Close() right after Dial or Accept; for HTTP defer "
              + "resp.Body.Close() and http.Client{Timeout: …}, or the peer ends it first and "
              + "nobody notices";
      case JAVA ->
          "close() the socket or the response in try-with-resources; a channel whose "
              + "read() returns -1 must be closed and its key cancelled";
      case NODE ->
          "handle \"end\" and \"close\": socket.destroy() when allowHalfOpen is set; "
              + "response.resume() or response.destroy() when the body is not wanted";
      case PYTHON ->
          "an empty recv() is the end: close there (with, contextlib.closing, "
              + "writer.close() and await writer.wait_closed()); requests: with "
              + "session.get(…) as r:";
      case ANY ->
          "close the connection when a read returns 0 or an error, on every path, also "
              + "when nobody waits for the answer any more";
    };
  }
}
