package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Received bytes wait and nobody reads them: an answer whose body was never consumed or closed.
final class UnreadResponse implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.UNREAD_RESPONSE;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.UNREAD);
  }

  @Override
  public String what(Dossier dossier) {
    return "connections with an answer that nobody reads";
  }

  @Override
  public String sign(Dossier dossier) {
    return "received bytes wait in their queues, and no read takes them";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of("a slow reader that is still at it looks the same for a moment");
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "read the answer to its end or close(fd), also when only the status line is "
              + "wanted (libcurl: curl_easy_cleanup(), or CURLOPT_NOBODY)";
      case CPP ->
          "read the body or close the connection in the handler that loses interest "
              + "(boost::beast: http::async_read to the end, or stream.close())";
      case RUST ->
          "consume the body (response.bytes()) or drop the Response; a hyper body that "
              + "is neither polled nor dropped holds its connection";
      case GO ->
          "defer resp.Body.Close() after every request, also for other statuses than "
              + "200; io.Copy(io.Discard, resp.Body) lets the connection be used again";
      case JAVA ->
          "BodyHandlers.discarding() when the body is not wanted; close() the "
              + "InputStream of ofInputStream() and the response of OkHttp or Apache "
              + "(try-with-resources)";
      case NODE ->
          "response.resume() when the body is not wanted, or response.destroy(); a "
              + "response without a \"data\" listener stays paused for ever";
      case PYTHON ->
          "with requests.get(…, stream=True) as r: or r.close(); aiohttp: async with "
              + "session.get(…), and release() or read() the response";
      case ANY ->
          "read the body to its end or destroy the connection, also when only the "
              + "status or the header is wanted";
    };
  }
}
