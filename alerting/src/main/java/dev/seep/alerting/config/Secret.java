package dev.seep.alerting.config;

import dev.seep.evidence.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A password, token or address that must not be shown: given in the configuration, or read from a
/// file at each use, so that it can be changed without a restart. Its text form never holds it.
public final class Secret {
  private static final int MOST_BYTES = 64 * 1024;
  private static final Secret NONE = new Secret("", null);

  private final String value;
  private final @Nullable Path file;

  private Secret(String value, @Nullable Path file) {
    this.value = value;
    this.file = file;
  }

  public static Secret none() {
    return NONE;
  }

  public static Secret of(String value) {
    return value.isEmpty() ? NONE : new Secret(value, null);
  }

  /// @param file read at each use; white space at its end is no part of the secret
  public static Secret inFile(Path file) {
    return new Secret("", file);
  }

  public boolean isNone() {
    return value.isEmpty() && file == null;
  }

  /// The secret, empty for none; unseen with the reason when its file cannot be read.
  public Reading<String> read() {
    if (file == null) {
      return Reading.seen(value);
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        return Reading.unseen("secret", file + " is empty", "write the secret into " + file);
      }
      return Reading.seen(text);
    } catch (IOException e) {
      return Reading.unseen(
          "secret", file + ": " + e.getClass().getSimpleName(), "let Seep's user read " + file);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && value.equals(that.value)
        && Objects.equals(file, that.file);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, file);
  }

  @Override
  public String toString() {
    return file != null ? "secret in " + file : isNone() ? "no secret" : "secret";
  }
}
