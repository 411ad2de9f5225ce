package dev.seep.kernel.stacks.unwind;

/// Reads the letters of a Rust symbol: its numbers, identifiers and back references.
final class RustV0Reader {
  private final String text;
  private int at;

  /// The symbol is not of this grammar, or exceeds the bounds.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super("not a Rust symbol", null, false, false);
    }
  }

  /// @param text of the symbol behind `_R`, which is where back references count from
  RustV0Reader(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  void moveTo(int place) {
    at = place;
  }

  void skip() {
    at++;
  }

  String since(int from) {
    return text.substring(from, at);
  }

  String bareIdentifier() throws Malformed {
    if (peek() == 'u') {
      at++;
    }
    int length = 0;
    int from = at;
    while (peek() >= '0' && peek() <= '9' && length < text.length()) {
      length = length * 10 + (next() - '0');
    }
    if (at == from) {
      throw new Malformed();
    }
    at += peek() == '_' ? 1 : 0;
    if (at + length > text.length()) {
      throw new Malformed();
    }
    at += length;
    return text.substring(at - length, at);
  }

  long disambiguator() throws Malformed {
    if (peek() != 's') {
      return 0;
    }
    at++;
    return base62() + 1;
  }

  int backReference() throws Malformed {
    int tag = at - 1;
    long target = base62();
    if (target < 0 || target >= tag) {
      throw new Malformed();
    }
    return (int) target;
  }

  /// Crates' numbers use all 64 bits; what exceeds them wraps.
  long base62() throws Malformed {
    long value = 0;
    int from = at;
    for (char c = next(); c != '_'; c = next()) {
      int digit =
          c >= '0' && c <= '9'
              ? c - '0'
              : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + 36 : -1;
      if (digit < 0) {
        throw new Malformed();
      }
      value = value * 62 + digit;
    }
    return at - from == 1 ? 0 : value + 1;
  }

  /// `\0` at the end.
  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  char next() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at++);
  }

  /// Empty for what is no basic type.
  static String basicType(char c) {
    return switch (c) {
      case 'a' -> "i8";
      case 'b' -> "bool";
      case 'c' -> "char";
      case 'd' -> "f64";
      case 'e' -> "str";
      case 'f' -> "f32";
      case 'h' -> "u8";
      case 'i' -> "isize";
      case 'j' -> "usize";
      case 'l' -> "i32";
      case 'm' -> "u32";
      case 'n' -> "i128";
      case 'o' -> "u128";
      case 'p' -> "_";
      case 's' -> "i16";
      case 't' -> "u16";
      case 'u' -> "()";
      case 'v' -> "...";
      case 'x' -> "i64";
      case 'y' -> "u64";
      case 'z' -> "!";
      default -> "";
    };
  }
}
