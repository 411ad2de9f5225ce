package dev.seep.watch.config;

import dev.seep.alerting.config.Matcher;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Kinds of text with a meaning.
final class Texts {
  /// Addresses of services.
  static final Kind<URI> URL =
      new Converted<>(
          Text.checked("an address", Texts::urlFault, "write it as https://host/path"),
          URI::create,
          URI::toString);

  /// A name of the tz database, or an offset.
  static final Kind<ZoneId> ZONE =
      new Converted<>(
          Text.checked("a time zone", Texts::zoneFault, "write it as Europe/Berlin or UTC"),
          ZoneId::of,
          ZoneId::getId);

  static final Kind<Matcher> MATCHER =
      new Converted<>(
          Text.checked("a matcher", fault(Matcher::parse), ""), Matcher::parse, Matcher::toString);

  static final Kind<Wildcard> WILDCARD =
      new Converted<>(
          Text.checked(
              "a pattern", fault(Wildcard::new), "* is any text, ? one letter, [a-z] one of some"),
          Wildcard::new,
          Wildcard::pattern);

  /// A path that need not be there.
  static final Kind<Path> PATH = new AnyPath();

  private Texts() {}

  private record AnyPath() implements Kind<Path> {
    @Override
    public Optional<Path> read(Place at, Remarks remarks) {
      return ReadableFile.path(at, remarks);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "minLength", 1);
    }

    @Override
    public Object plain(Path value) {
      return value.toString();
    }
  }

  /// One text, or a list of them.
  record OneOrMore(Kind<String> kind) implements Kind<List<String>> {
    @Override
    public Optional<List<String>> read(Place at, Remarks remarks) {
      return at.node() instanceof ScalarNode
          ? kind.read(at, remarks).map(List::of)
          : new Listed<>(kind, 1).read(at, remarks);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Map.of(
          "anyOf", List.of(kind.schema(definitions), new Listed<>(kind, 1).schema(definitions)));
    }

    @Override
    public Object plain(List<String> value) {
      return List.copyOf(value);
    }
  }

  /// Gives a name to something of a kind, by which others refer to it.
  record Naming(String of) implements Kind<String> {
    @Override
    public Optional<String> read(Place at, Remarks remarks) {
      Optional<String> name = Text.of("a name").read(at, remarks);
      name.ifPresent(it -> remarks.names(of, it, at));
      return name;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "minLength", 1);
    }

    @Override
    public Object plain(String value) {
      return value;
    }
  }

  /// The name of something of a kind that is defined elsewhere.
  record Referring(String to) implements Kind<String> {
    @Override
    public Optional<String> read(Place at, Remarks remarks) {
      Optional<String> name = Text.of("the name of a " + to).read(at, remarks);
      name.ifPresent(it -> remarks.refersTo(to, it, at));
      return name;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "minLength", 1);
    }

    @Override
    public Object plain(String value) {
      return value;
    }
  }

  /// What a parser that throws [IllegalArgumentException] has against a text.
  static Function<String, String> fault(Consumer<String> parser) {
    return text -> {
      try {
        parser.accept(text);
        return "";
      } catch (IllegalArgumentException e) {
        return dev.seep.evidence.KernelText.printable(String.valueOf(e.getMessage()));
      }
    };
  }

  static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String urlFault(String text) {
    String shown = text.contains("@") ? "" : Scalars.quoted(text) + " ";
    return isUrl(text) ? "" : shown + "is no http or https address";
  }

  private static String zoneFault(String text) {
    try {
      ZoneId.of(text);
      return "";
    } catch (DateTimeException e) {
      return Scalars.quoted(text) + " is no time zone";
    }
  }
}
