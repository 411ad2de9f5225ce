package dev.seep.watch.config;

import dev.seep.alerting.config.Secret;
import java.nio.file.Path;

/// A secret as the file has it, whichever module it is for. Its text form never holds it.
sealed interface Hidden {

  record None() implements Hidden {}

  record Inline(String text) implements Hidden {
    @Override
    public String toString() {
      return "Inline[…]";
    }
  }

  record InFile(Path file) implements Hidden {}

  /// How an alerting secret that is in a file shows itself.
  String ALERTING_IN_FILE = "secret in ";

  static Hidden of(Secret secret) {
    String shown = secret.toString();
    if (secret.isNone()) {
      return new None();
    }
    return shown.startsWith(ALERTING_IN_FILE)
        ? new InFile(Path.of(shown.substring(ALERTING_IN_FILE.length())))
        : new Inline(secret.read().orElse(""));
  }

  default Secret forAlerting() {
    return switch (this) {
      case None _ -> Secret.none();
      case Inline(String text) -> Secret.of(text);
      case InFile(Path file) -> Secret.inFile(file);
    };
  }

  static Hidden of(dev.seep.export.config.Secret secret) {
    return switch (secret) {
      case dev.seep.export.config.Secret.Inline(String text) -> new Inline(text);
      case dev.seep.export.config.Secret.InFile(Path file) -> new InFile(file);
    };
  }

  default dev.seep.export.config.Secret forExport() {
    return switch (this) {
      case None _ -> new dev.seep.export.config.Secret.Inline("");
      case Inline(String text) -> new dev.seep.export.config.Secret.Inline(text);
      case InFile(Path file) -> new dev.seep.export.config.Secret.InFile(file);
    };
  }
}
