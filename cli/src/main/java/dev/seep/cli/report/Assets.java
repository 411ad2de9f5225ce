package dev.seep.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The style sheet and the script of the report, and the policy that permits these two alone
/// (Content Security Policy Level 3): nothing is fetched, nothing else is run.
final class Assets {
  private Assets() {}

  static String style() {
    return read("report.css");
  }

  static String script() {
    return read("report.js");
  }

  /// Of a page with a score.
  static String scoreStyle() {
    return style() + read("score.css");
  }

  /// For a page without a script.
  static String policy(String style) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; base-uri 'none'; form-action 'none'";
  }

  static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the app");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
