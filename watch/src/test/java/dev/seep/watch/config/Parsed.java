package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads texts as configurations.
final class Parsed {
  private Parsed() {}

  static WatchConfig good(String text) {
    return loaded(ConfigFile.parse(text, "watch.yaml")).config();
  }

  static ConfigFile.Result.Loaded loaded(ConfigFile.Result result) {
    assertThat(problems(result)).isEmpty();
    assertThat(result).isInstanceOf(ConfigFile.Result.Loaded.class);
    return (ConfigFile.Result.Loaded) result;
  }

  /// Each as `place: path: message | mend`.
  static List<String> problems(String text) {
    return problems(ConfigFile.parse(text, "watch.yaml"));
  }

  static List<String> problems(byte[] bytes) {
    return problems(ConfigFile.parse(bytes, "watch.yaml", Path.of("")));
  }

  static List<String> problems(ConfigFile.Result result) {
    return switch (result) {
      case ConfigFile.Result.Loaded _ -> List.of();
      case ConfigFile.Result.Refused refused ->
          refused.problems().stream().map(Parsed::line).toList();
      case ConfigFile.Result.Unread(Problem problem) -> List.of(line(problem));
    };
  }

  static List<String> warnings(String text) {
    return warnings(ConfigFile.parse(text, "watch.yaml"));
  }

  static List<String> warnings(ConfigFile.Result result) {
    List<Warning> warnings =
        switch (result) {
          case ConfigFile.Result.Loaded loaded -> loaded.warnings();
          case ConfigFile.Result.Refused refused -> refused.warnings();
          case ConfigFile.Result.Unread _ -> List.of();
        };
    return warnings.stream().map(it -> it.text() + " | " + it.mend()).toList();
  }

  private static String line(Problem problem) {
    return problem.text() + (problem.mend().isEmpty() ? "" : " | " + problem.mend());
  }

  /// The example of the documentation in a folder, with the secrets that it names.
  static Path example(Path folder) throws Exception {
    Path file = folder.resolve("watch.yaml");
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    String text = Files.readString(Path.of("../docs/watch.example.yaml"), StandardCharsets.UTF_8);
    for (String word : text.split("\\s+", -1)) {
      if (word.startsWith("secrets/")) {
        Path secret = secrets.resolve(word.substring("secrets/".length()));
        Files.writeString(secret, "hush-" + secret.getFileName());
        Files.setPosixFilePermissions(
            secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      }
    }
    return Files.writeString(file, text);
  }
}
