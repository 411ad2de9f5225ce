package dev.seep.export.config;

import java.nio.file.Path;

/// A password or token. Its text is in no `toString`, so that no log and no error holds it.
public sealed interface Secret {

  /// Written in the configuration itself.
  record Inline(String text) implements Secret {
    @Override
    public String toString() {
      return "Inline[…]";
    }
  }

  /// The content of a file without its trailing line break, read anew for each request, so that a
  /// secret that is renewed on disk needs no reload.
  record InFile(Path path) implements Secret {}
}
