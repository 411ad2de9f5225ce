package dev.seep.kernel.stacks.unwind;

import java.util.Map;
import java.util.Optional;

/// Rust's older mangling: `_ZN`, the parts of the path each behind its length, a last part `h` + 16
/// hexadecimal digits, and `E`. Characters that assemblers do not take are written between dollar
/// signs, and `..` is `::`.
final class RustLegacyName {
  private static final int HASH = 17;
  private static final Map<String, String> ESCAPES =
      Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

  private RustLegacyName() {}

  static boolean isOne(String symbol) {
    return demangle(symbol).isPresent();
  }

  /// The path without the hash; empty when the symbol is none of these.
  static Optional<String> demangle(String symbol) {
    if (!symbol.startsWith("_ZN")) {
      return Optional.empty();
    }
    StringBuilder path = new StringBuilder();
    String part = "";
    int at = 3;
    while (at < symbol.length() && symbol.charAt(at) != 'E') {
      int digits = at;
      int length = 0;
      while (digits < symbol.length() && isDigit(symbol.charAt(digits)) && length < 10_000) {
        length = length * 10 + (symbol.charAt(digits++) - '0');
      }
      if (digits == at || length == 0 || digits + length > symbol.length()) {
        return Optional.empty();
      }
      if (!part.isEmpty()) {
        path.append(path.isEmpty() ? "" : "::").append(unescape(part));
      }
      part = symbol.substring(digits, digits + length);
      at = digits + length;
    }
    boolean ended = at < symbol.length() && !path.isEmpty() && isHash(part);
    return ended ? Optional.of(path.toString()) : Optional.empty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHash(String part) {
    return part.length() == HASH
        && part.charAt(0) == 'h'
        && part.chars().skip(1).allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static String unescape(String part) {
    String text = part.startsWith("_$") ? part.substring(1) : part;
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int close = text.charAt(at) == '$' ? text.indexOf('$', at + 1) : -1;
      Optional<String> character =
          close < 0 ? Optional.empty() : escape(text.substring(at + 1, close));
      if (character.isPresent()) {
        out.append(character.get());
        at = close + 1;
      } else if (text.startsWith("..", at)) {
        out.append("::");
        at += 2;
      } else {
        out.append(text.charAt(at++));
      }
    }
    return out.toString();
  }

  private static Optional<String> escape(String name) {
    if (name.matches("u[0-9a-f]{1,6}")) {
      int code = Integer.parseInt(name.substring(1), 16);
      return Character.isValidCodePoint(code) && !Character.isISOControl(code)
          ? Optional.of(Character.toString(code))
          : Optional.empty();
    }
    return Optional.ofNullable(ESCAPES.get(name));
  }
}
