package dev.seep.watch.config;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the configuration: all of its mistakes at once, each with its place, or all of it.
public final class ConfigFile {
  public static final Path DEFAULT_PATH = Path.of("/etc/seep/watch.yaml");

  /// A file that is larger is none that a person wrote.
  public static final int MOST_BYTES = 1_000_000;

  private ConfigFile() {}

  /// What came of reading one.
  public sealed interface Result {

    /// @param hash SHA-256 of the file in hexadecimal digits
    record Loaded(WatchConfig config, List<Warning> warnings, String hash, Source source)
        implements Result {}

    /// Not used, as there are mistakes in it.
    record Refused(List<Problem> problems, List<Warning> warnings, Source source)
        implements Result {}

    /// The file is not there, or cannot be read.
    record Unread(Problem problem) implements Result {}
  }

  public static Result load(Path file) {
    String name = KernelText.printable(file.toString());
    if (Files.isDirectory(file)) {
      return unread(name, "is a folder", "give the path of a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      Path parent = file.toAbsolutePath().getParent();
      return parse(bytes, name, parent == null ? Path.of("/") : parent);
    } catch (NoSuchFileException e) {
      return unread(name, "there is no such file", "give the path of a configuration");
    } catch (AccessDeniedException e) {
      return unread(name, "permission denied", "let this user read it");
    } catch (IOException e) {
      String why = KernelText.printable(String.valueOf(e.getMessage()));
      return unread(name, "cannot be read: " + why, "");
    }
  }

  private static Result unread(String name, String why, String mend) {
    return new Result.Unread(new Problem(name, 0, 0, "", why, mend));
  }

  /// @param name of the text in problems; relative paths in it are taken from the working directory
  public static Result parse(String text, String name) {
    return parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), name, Path.of(""));
  }

  static Result parse(byte[] bytes, String name, Path folder) {
    if (bytes.length > MOST_BYTES) {
      Problem problem = new Problem(name, 0, 0, "", "is larger than 1 MB", "give a configuration");
      return new Result.Refused(List.of(problem), List.of(), new Source(name, ""));
    }
    return switch (Utf8.decode(bytes)) {
      case Utf8.Result.Text(String text) -> {
        String hash = HexFormat.of().formatHex(sha256(bytes));
        yield parsed(new Source(name, text), folder, hash);
      }
      case Utf8.Result.Broken(int line, int column, String what) ->
          new Result.Refused(
              List.of(new Problem(name, line, column, "", what, "save the file as UTF-8")),
              List.of(),
              new Source(name, ""));
    };
  }

  private static Result parsed(Source source, Path folder, String hash) {
    return switch (YamlTree.parse(source.text())) {
      case YamlTree.Result.Broken(int line, int column, String message, String mend) ->
          new Result.Refused(
              List.of(new Problem(source.name(), line, column, "", message, mend)),
              List.of(),
              source);
      case YamlTree.Result.Tree(Optional<Node> root) -> {
        Remarks remarks = new Remarks(source.name(), folder);
        Place top = new Place(root.orElseGet(Scalars::emptyMapping), "");
        Variables.warn(top, remarks);
        Optional<WatchConfig> config = WatchForm.FORM.read(top, remarks);
        remarks.lookUpReferences();
        config.ifPresent(it -> alertingAsAWhole(it, top, remarks));
        yield config.isPresent() && remarks.problems().isEmpty()
            ? new Result.Loaded(config.get(), remarks.warnings(), hash, source)
            : new Result.Refused(remarks.problems(), remarks.warnings(), source);
      }
    };
  }

  /// What the alerts' own check finds beyond what was found with its place.
  private static void alertingAsAWhole(WatchConfig config, Place top, Remarks remarks) {
    if (remarks.problems().isEmpty()) {
      for (String problem : config.alerting().problems()) {
        remarks.problem(new Place(top.node(), "alerting"), problem, "");
      }
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
