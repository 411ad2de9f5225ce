package dev.seep.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of a request: each at most once, percent-encoded UTF-8. Whatever does not fit is
/// refused by name.
public final class Query {
  private static final int MOST = 32;

  private final Map<String, String> values = new HashMap<>();

  /// @param raw as it stands behind the `?`, null for none
  public Query(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return;
    }
    for (String pair : raw.split("&", MOST + 1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), "a parameter's name");
      String value = equals < 0 ? "" : pair.substring(equals + 1).replace('+', ' ');
      if (values.size() == MOST || values.containsKey(name)) {
        throw Refusal.parameter(name, "given twice, or too many parameters", "give it once");
      }
      values.put(name, decode(value, "parameter " + name));
    }
  }

  /// Percent-decodes strictly.
  static String decode(String text, String what) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.put(encoded[i]);
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw Refusal.of(400, what, "a % is not followed by two hexadecimal digits", "write %25");
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.of(400, what, "is not UTF-8", "percent-encode the bytes of its UTF-8 form");
    }
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public String needed(String name) {
    String value = values.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw Refusal.parameter(name, "is missing", "add ?" + name + "=…");
    }
    return value;
  }

  public boolean flag(String name) {
    return switch (text(name, "false").toLowerCase(Locale.ROOT)) {
      case "true", "1", "" -> true;
      case "false", "0" -> false;
      default ->
          throw Refusal.parameter(name, "is neither true nor false", "write " + name + "=true");
    };
  }

  public int number(String name, int otherwise, int least, int most) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw Refusal.parameter(name, "is no whole number from " + least + " to " + most, "");
  }

  /// A moment: RFC 3339 (`2026-03-04T05:06:07Z`), seconds since 1970, or a span before `now`
  /// (`-PT6H`, `-P7D`).
  public Instant moment(String name, Instant now, Instant otherwise) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      Instant moment = parsed(text, now);
      if (moment.getEpochSecond() >= -1_000_000_000L
          && moment.getEpochSecond() < 100_000_000_000L) {
        return moment;
      }
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      // Told below, like a moment out of range.
    }
    throw Refusal.parameter(
        name,
        "is no moment",
        "write 2026-03-04T05:06:07Z, seconds since 1970, or a span before now like -PT6H");
  }

  private static Instant parsed(String text, Instant now) {
    if (text.startsWith("-P")) {
      return now.plus(Duration.parse(text));
    }
    return text.indexOf('T') >= 0
        ? Instant.parse(text)
        : Instant.ofEpochSecond(Long.parseLong(text));
  }
}
