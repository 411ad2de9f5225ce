package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Glyphs;
import dev.seep.contract.Json;
import dev.seep.evidence.Blind;
import dev.seep.observer.Eye;
import dev.seep.observer.SourceChoice;
import java.io.BufferedOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that every command has.
final class CommonOptions {
  private static final int BUFFER_BYTES = 1 << 16;

  /// When to colour.
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = "--json",
      order = 90,
      description = "Print one JSON object and nothing else; its field names are stable.")
  boolean json;

  @Option(
      names = "--color",
      order = 91,
      paramLabel = "WHEN",
      converter = ToColour.class,
      completionCandidates = Colours.class,
      description = "Use colours: auto (on a terminal, unless NO_COLOR is set), always, never.")
  Colour colour = Colour.AUTO;

  @Option(
      names = "--source",
      order = 92,
      paramLabel = "SOURCE",
      converter = ToSource.class,
      completionCandidates = Sources.class,
      description = "Read through auto (the best permitted), ebpf, or procfs.")
  SourceChoice source = SourceChoice.AUTO;

  @Option(names = "--proc", paramLabel = "DIR", hidden = true, description = "Read this /proc.")
  Path proc = Path.of("/proc");

  @Option(
      names = {"-h", "--help"},
      order = 99,
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  static final class Colours extends Words {
    Colours() {
      super("auto", "always", "never");
    }
  }

  static final class Sources extends Words {
    Sources() {
      super("auto", "ebpf", "procfs");
    }
  }

  /// Words for completion.
  abstract static class Words implements Iterable<String> {
    private final List<String> words;

    Words(String... words) {
      this.words = List.of(words);
    }

    @Override
    public java.util.Iterator<String> iterator() {
      return words.iterator();
    }
  }

  static final class ToColour implements ITypeConverter<Colour> {
    @Override
    public Colour convert(String value) {
      return switch (value) {
        case "auto" -> Colour.AUTO;
        case "always" -> Colour.ALWAYS;
        case "never" -> Colour.NEVER;
        default -> throw new TypeConversionException("expected auto, always or never");
      };
    }
  }

  static final class ToSource implements ITypeConverter<SourceChoice> {
    @Override
    public SourceChoice convert(String value) {
      return switch (value) {
        case "auto" -> SourceChoice.AUTO;
        case "ebpf" -> SourceChoice.EBPF;
        case "procfs" -> SourceChoice.PROCFS;
        default -> throw new TypeConversionException("expected auto, ebpf or procfs");
      };
    }
  }

  Eye open(Session session) {
    return session.wiring().eyes().open(proc, source);
  }

  Canvas canvas(Session session) {
    Terminal terminal = session.terminal();
    boolean coloured =
        switch (colour) {
          case AUTO -> terminal.outIsTerminal() && terminal.colourWanted();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return new Canvas(
        coloured, terminal.unicode() ? Glyphs.UNICODE : Glyphs.ASCII, terminal.columns());
  }

  /// Says why there is nothing to show: on standard error, and to a script as an object, too.
  ///
  /// @param rest writes what the object holds beside the reason
  /// @return the exit code
  int unseen(Session session, Blind blind, Consumer<Json> rest) {
    if (json) {
      printJson(
          session,
          object -> {
            rest.accept(object);
            object.blind(List.of(blind));
          });
    }
    session.say(blind);
    return ExitCode.of(blind);
  }

  static void print(Session session, Canvas canvas) {
    session.out().text(canvas.toString());
  }

  static void printJson(Session session, Consumer<Json> writer) {
    BufferedOutputStream buffer = new BufferedOutputStream(session.out(), BUFFER_BYTES);
    try (Json json = new Json(buffer)) {
      writer.accept(json);
    }
    try {
      buffer.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
