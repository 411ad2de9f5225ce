package dev.seep.casebook;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// One planted leak with its healthy twin, as the `truth.properties` of its folder describes it.
///
/// Texts in braces are filled in when they are used: `{case}` this folder, `{out}` the build
/// folder, `{java}` and `{javac}` of the running JDK, `{casebook}` this module's own classes,
/// `{dir}` the data folder of a run, and any key of the READY line, such as `{peer}`.
///
/// @param story which of the stories it tells (several cases may tell one)
/// @param chapter the part of the casebook it stands in: one of [#CHAPTERS]
/// @param bait nothing leaks, whatever it looks like: there is only the twin to run
/// @param planted `file:line` of each planted mistake, relative to the folder
/// @param build the command that builds it; empty when there is nothing to build
/// @param run the command that starts it, without options
/// @param leakOptions, twinOptions what to add to `run`
/// @param descriptorsPerLeak descriptors that one leak takes
/// @param terms how long, at which rate and with whom it is hunted
/// @param truths what is to be found, unfilled; empty for bait and the zoo
public record Case(
    String name,
    String story,
    String chapter,
    boolean bait,
    String language,
    Path folder,
    List<Tool> needs,
    List<String> planted,
    List<String> build,
    List<String> run,
    List<String> leakOptions,
    List<String> twinOptions,
    int descriptorsPerLeak,
    Terms terms,
    List<Truth> truths) {
  /// The chapters, in the order in which they are told.
  public static final List<String> CHAPTERS =
      List.of("stories", "classes", "hard", "healing", "bait", "packages");

  static final String TRUTH_FILE = "truth.properties";

  public Case {
    needs = List.copyOf(needs);
    planted = List.copyOf(planted);
    build = List.copyOf(build);
    run = List.copyOf(run);
    leakOptions = List.copyOf(leakOptions);
    twinOptions = List.copyOf(twinOptions);
    truths = List.copyOf(truths);
    if (!CHAPTERS.contains(chapter)) {
      throw new IllegalArgumentException("chapter is one of " + CHAPTERS + ", not " + chapter);
    }
    if (bait && !(truths.isEmpty() && leakOptions.isEmpty() && planted.isEmpty())) {
      throw new IllegalArgumentException(
          "kind=bait leaks nothing: it has no leak, no planted and findings=0");
    }
  }

  /// Reads a case from its folder.
  ///
  /// @throws IOException when there is no `truth.properties`, or a key is missing in it
  public static Case read(Path folder) throws IOException {
    Path file = folder.resolve(TRUTH_FILE);
    try (Reader reader = Files.newBufferedReader(file)) {
      return parse(folder.getFileName().toString(), folder.toAbsolutePath(), reader);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": no number, " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  static Case parse(String name, Path folder, Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    List<Truth> truths = new ArrayList<>();
    int findings = Integer.parseInt(required(properties, "findings"));
    for (int i = 1; i <= findings; i++) {
      String prefix = "finding." + i + ".";
      truths.add(truth(properties, prefix));
    }
    return new Case(
        name,
        required(properties, "story"),
        properties.getProperty("chapter", "stories").strip(),
        isBait(properties),
        required(properties, "language"),
        folder,
        words(properties, "needs").stream().map(Tool::parse).toList(),
        words(properties, "planted"),
        words(properties, "build"),
        words(properties, "run"),
        words(properties, "leak"),
        words(properties, "twin"),
        Integer.parseInt(properties.getProperty("descriptorsPerLeak", "1").strip()),
        terms(properties),
        truths);
  }

  private static boolean isBait(Properties properties) {
    String kind = properties.getProperty("kind", "leak").strip();
    return switch (kind) {
      case "leak" -> false;
      case "bait" -> true;
      default -> throw new IllegalArgumentException("kind is leak or bait, not " + kind);
    };
  }

  private static Terms terms(Properties properties) {
    return new Terms(
        Duration.ofSeconds(Long.parseLong(properties.getProperty("watch", "60").strip())),
        Double.parseDouble(properties.getProperty("perSecond", "1").strip()),
        isTrue(properties, "children"));
  }

  private static boolean isTrue(Properties properties, String key) {
    return Boolean.parseBoolean(properties.getProperty(key, "false").strip());
  }

  private static Truth truth(Properties properties, String prefix) {
    return new Truth(
        required(properties, prefix + "class"),
        required(properties, prefix + "resource"),
        required(properties, prefix + "verdict"),
        properties.getProperty(prefix + "peer", ""),
        properties.getProperty(prefix + "path", ""),
        isTrue(properties, prefix + "traced"),
        places(properties, prefix),
        places(properties, prefix + "caller."),
        properties.getProperty(prefix + "unknowable", "").strip());
  }

  /// One function and file, and each line that is right for it; none when no function is named.
  private static List<Place> places(Properties properties, String prefix) {
    if (!properties.containsKey(prefix + "function")) {
      return List.of();
    }
    String function = required(properties, prefix + "function");
    String file = required(properties, prefix + "file");
    return words(properties, prefix + "line").stream()
        .map(line -> new Place(function, file, Integer.parseInt(line)))
        .toList();
  }

  private static String required(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value.strip();
  }

  private static List<String> words(Properties properties, String key) {
    String value = properties.getProperty(key, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1));
  }

  /// The truths with every brace filled in.
  List<Truth> filledTruths(Map<String, String> values) {
    return truths.stream().map(truth -> truth.filled(values)).toList();
  }

  /// Fills in the braces of each word; a word stays one word, whatever is put into it.
  static List<String> fill(List<String> words, Map<String, String> values) {
    return words.stream().map(word -> fill(word, values)).toList();
  }

  static String fill(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }
}
