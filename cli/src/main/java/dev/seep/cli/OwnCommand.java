package dev.seep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this Seep is started once more: with the same Java, the flags that its start-up cache was
/// made with, and the memory of a single command.
final class OwnCommand {
  private OwnCommand() {}

  /// Without the arguments.
  static List<String> line() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    String home = System.getProperty("seep.home", "");
    if (home.isEmpty()) {
      words.add("--enable-native-access=ALL-UNNAMED");
    } else {
      words.addAll(flags(Path.of(home)));
      words.add("-Dseep.home=" + home);
    }
    words.add("-cp");
    words.add(System.getProperty("java.class.path", ""));
    words.add(Main.class.getName());
    return words;
  }

  private static List<String> flags(Path home) {
    List<String> flags = new ArrayList<>();
    try {
      flags.addAll(Files.readAllLines(home.resolve("jvm.flags")));
    } catch (IOException gone) {
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    flags.add("-Xms20m");
    flags.add("-Xmn14m");
    Path cache = home.resolve("seep.aot");
    if (Files.isReadable(cache)) {
      flags.add("-XX:AOTCache=" + cache);
    }
    return flags;
  }
}
