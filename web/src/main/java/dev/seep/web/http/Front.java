package dev.seep.web.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.seep.evidence.Blind;
import dev.seep.web.http.Deadlines.Deadline;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Takes every request: guards, finds the route, asks it, and sends what it says. Whatever goes
/// wrong in a route is an answer, and the server goes on.
public final class Front implements HttpHandler {
  private static final Logger LOG = System.getLogger("dev.seep.web");
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Guard guard;
  private final TokenGate gate;
  private final List<Route> routes;
  private final PageFiles page;
  private final Traffic traffic;

  public Front(Guard guard, TokenGate gate, List<Route> routes, PageFiles page, Traffic traffic) {
    this.guard = guard;
    this.gate = gate;
    this.routes = List.copyOf(routes);
    this.page = page;
    this.traffic = traffic;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Deadline deadline = Deadlines.CURRENT.get();
    try {
      serve(exchange, deadline);
    } catch (IOException e) {
      if (deadline.hasPassed()) {
        traffic.slow();
      } else {
        traffic.broken();
      }
      throw e;
    } catch (RuntimeException | Error e) {
      // The headers are out: all that is left is to end the connection.
      LOG.log(Logger.Level.WARNING, "an answer broke off", e);
      throw new IOException("an answer broke off", e);
    }
  }

  private void serve(HttpExchange exchange, Deadline deadline) throws IOException {
    protect(exchange.getResponseHeaders());
    Request request;
    try {
      request = new Request(exchange);
    } catch (Refusal e) {
      traffic.answered(e.status());
      byte[] body = ((Answer.Whole) refused(e).body()).bytes;
      exchange.getResponseHeaders().set("Content-Type", Answer.JSON);
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(e.status(), body.length);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().close();
      return;
    }
    Answer answer = answer(request, deadline);
    traffic.answered(answer.status());
    Sender.send(exchange, request, answer, deadline);
  }

  private Answer answer(Request request, Deadline deadline) throws IOException {
    try {
      return routed(request, deadline);
    } catch (Refusal e) {
      deadline.disarm();
      return refused(e);
    } catch (IOException e) {
      throw e;
    } catch (StackOverflowError | Exception e) {
      return failed(request, e);
    } catch (OutOfMemoryError e) {
      return Answer.text(503, "out of memory\n");
    } catch (LinkageError e) {
      // Out of descriptors, a class that is needed for the first time cannot be loaded.
      return failed(request, e);
    }
  }

  private Answer routed(Request request, Deadline deadline) throws IOException {
    boolean isPage = page.mayServe(request);
    guard.check(request, isPage);
    if (!isOpen(request)) {
      try {
        gate.check(request);
      } catch (Refusal e) {
        if (isPage && page.isView(request)) {
          deadline.disarm();
          return LoginPage.unauthorised(e);
        }
        throw e;
      }
    }
    if (isPage) {
      deadline.disarm();
      return page.serve(request);
    }
    Route.Matched found =
        Route.find(routes, request)
            .orElseThrow(() ->
                Refusal.notFound(
                    "the address", "there is nothing at this address", "see /api/v1/openapi.json"));
    if (request.hasUnreadBody()) {
      request.readBody();
    }
    deadline.disarm();
    return found.route().handler().handle(request, found.parts());
  }

  private boolean isOpen(Request request) {
    for (Route route : routes) {
      if (route.open()
          && route.method().equals(request.routedMethod())
          && route.match(request.path()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Answer failed(Request request, Throwable e) {
    LOG.log(Logger.Level.WARNING, request.method() + " failed", e);
    return Answer.error(
        500, new Blind("this request", "Seep failed at it: " + e, "see Seep's own log"));
  }

  static Answer refused(Refusal e) {
    Answer answer = Answer.error(e.status(), e.blind());
    e.headers().forEach(answer::with);
    return answer;
  }

  private static void protect(Headers headers) {
    headers.set("Content-Security-Policy", CONTENT_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cache-Control", "no-store");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
