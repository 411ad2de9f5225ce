package dev.seep.export;

import dev.seep.export.config.Authorization;
import dev.seep.export.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// Settings made into the header `Authorization`. No message of it holds the secret.
final class Credentials {
  /// Larger than any token; guards against a path that is no file of secrets.
  private static final int MOST_BYTES = 1 << 16;

  private Credentials() {}

  /// @return empty when nothing is to be said
  /// @throws IOException when a file cannot be read or holds what no header can
  static Optional<String> header(Authorization authorization) throws IOException {
    return switch (authorization) {
      case Authorization.None() -> Optional.empty();
      case Authorization.Basic(String username, Secret password) -> {
        byte[] pair = (username + ":" + text(password)).getBytes(StandardCharsets.UTF_8);
        yield Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
      }
      case Authorization.Bearer(Secret token) -> Optional.of("Bearer " + visible(text(token)));
    };
  }

  private static String visible(String token) throws IOException {
    if (token.isEmpty() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IOException("the bearer token is empty or holds characters that no header can");
    }
    return token;
  }

  private static String text(Secret secret) throws IOException {
    return switch (secret) {
      case Secret.Inline(String text) -> text;
      case Secret.InFile(Path path) -> read(path);
    };
  }

  private static String read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException("the secret's file " + path + " is not there or no regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("the secret's file " + path + " is larger than 64 KB");
      }
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException("the secret's file " + path + " cannot be read: " + why(e), e);
    }
  }

  private static String why(java.nio.file.FileSystemException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getReason());
  }
}
