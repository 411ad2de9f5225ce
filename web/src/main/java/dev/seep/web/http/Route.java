package dev.seep.web.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// One address of the server.
///
/// @param pattern `/api/v1/processes/{pid}`
/// @param open served to whoever has no token, too
public record Route(String method, String pattern, boolean open, Handler handler) {

  /// Answers a request.
  @FunctionalInterface
  public interface Handler {
    /// @param parts the path's segments by the names in the pattern
    /// @throws Refusal when it cannot be served
    Answer handle(Request request, Map<String, String> parts);
  }

  public static Route get(String pattern, Handler handler) {
    return new Route("GET", pattern, false, handler);
  }

  public static Route post(String pattern, Handler handler) {
    return new Route("POST", pattern, false, handler);
  }

  public static Route delete(String pattern, Handler handler) {
    return new Route("DELETE", pattern, false, handler);
  }

  public Route openToAll() {
    return new Route(method, pattern, true, handler);
  }

  /// What the pattern's names stand for in a path; empty when it is another path.
  Optional<Map<String, String>> match(List<String> path) {
    String[] wanted = pattern.substring(1).split("/", -1);
    if (wanted.length != path.size()) {
      return Optional.empty();
    }
    Map<String, String> parts = new TreeMap<>();
    for (int i = 0; i < wanted.length; i++) {
      String segment = path.get(i);
      if (wanted[i].startsWith("{") && !segment.isEmpty()) {
        parts.put(wanted[i].substring(1, wanted[i].length() - 1), segment);
      } else if (!wanted[i].equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }

  /// A route and what its names stand for.
  record Matched(Route route, Map<String, String> parts) {}

  /// @throws Refusal 405 when the path is known but not for this method
  static Optional<Matched> find(List<Route> routes, Request request) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> parts = route.match(request.path());
      if (parts.isPresent() && route.method.equals(request.routedMethod())) {
        return Optional.of(new Matched(route, parts.get()));
      }
      if (parts.isPresent()) {
        allowed.add(route.method);
        if (route.method.equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    if (allowed.isEmpty()) {
      return Optional.empty();
    }
    throw new Refusal(
        405,
        new dev.seep.evidence.Blind(
            request.method(),
            "is not served at this address",
            "use " + String.join(" or ", allowed)),
        Map.of("Allow", String.join(", ", allowed)));
  }
}
