package dev.seep.casebook;

import java.nio.file.Path;
import java.util.List;

/// What came of building a case.
public sealed interface Build {

  /// It can be started.
  ///
  /// @param folder where the build's results are
  record Built(Path folder) implements Build {}

  /// This machine lacks what it needs.
  record Missing(List<Tool> tools) implements Build {
    public Missing {
      tools = List.copyOf(tools);
    }
  }

  /// The build command failed.
  ///
  /// @param output what it printed
  record Failed(List<String> command, String output) implements Build {
    public Failed {
      command = List.copyOf(command);
    }
  }

  /// Why it cannot be started, with the command that mends it; empty when it can.
  default String reason() {
    return switch (this) {
      case Built _ -> "";
      case Missing(List<Tool> tools) ->
          "not on this machine: "
              + String.join(", ", tools.stream().map(Tool::command).toList())
              + "; apt-get install "
              + String.join(" ", tools.stream().map(Tool::debianPackage).distinct().toList());
      case Failed(List<String> command, String output) -> String.join(" ", command) + "\n" + output;
    };
  }
}
