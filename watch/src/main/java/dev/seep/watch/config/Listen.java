package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the page and the API are served.
///
/// @param host an address or a name, without brackets
/// @param port 0 for any that is free
public record Listen(String host, int port) {
  static final Kind<Listen> KIND = new Written();
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+(?:%[\\w.-]+)?)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

  /// Empty when it is no `host:port`.
  public static Optional<Listen> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Optional.of(new Listen(host, Integer.parseInt(matcher.group(3))));
  }

  /// As far as can be told without asking a name server: 127.0.0.0/8, `::1` and `localhost`.
  public boolean isLoopback() {
    return host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1") || host.equals("localhost");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private record Written() implements Kind<Listen> {
    @Override
    public Optional<Listen> read(Place at, Remarks remarks) {
      Optional<String> text = Scalars.string(at, remarks, "host:port");
      Optional<Listen> listen = text.flatMap(Listen::parse);
      if (text.isPresent() && listen.isEmpty()) {
        remarks.problem(
            at,
            Scalars.quoted(text.get()) + " is no host:port",
            "write it as 127.0.0.1:7337, [::1]:7337 or 0.0.0.0:7337");
      }
      return listen;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema(
          "string", "pattern", "^(\\[[0-9a-fA-F:.%\\w-]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}$");
    }

    @Override
    public Object plain(Listen value) {
      return value.toString();
    }
  }
}
