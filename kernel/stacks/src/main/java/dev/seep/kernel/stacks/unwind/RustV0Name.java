package dev.seep.kernel.stacks.unwind;

import java.util.Optional;

/// Rust's newer mangling, `_R…` (RFC 2603, "Rust Symbol Mangling v0"). Generic arguments of the
/// function itself are left out, those of the types in its path stay: `<alloc::vec::Vec<u8> as
/// std::io::Write>::write`.
///
/// A symbol may refer back to itself and so describe a name of any length: depth, steps and length
/// are bounded, and a symbol that exceeds them is not demangled.
final class RustV0Name {
  private static final int DEPTH = 100;
  private static final int STEPS = 10_000;

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int depth;
  private int steps;
  private int silent;

  /// The symbol is not of this grammar, or exceeds the bounds.
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super("not a Rust symbol", null, false, false);
    }
  }

  private RustV0Name(String text) {
    this.text = text;
  }

  static Optional<String> demangle(String symbol) {
    if (!symbol.startsWith("_R") || symbol.length() > NativeMemory.NAME_LIMIT) {
      return Optional.empty();
    }
    RustV0Name name = new RustV0Name(symbol.substring(2));
    try {
      name.path(true);
      return name.out.isEmpty() ? Optional.empty() : Optional.of(name.out.toString());
    } catch (Malformed _) {
      return Optional.empty();
    }
  }

  /// @param value whether it names a function, whose own arguments are left out
  private void path(boolean value) throws Malformed {
    enter();
    switch (next()) {
      case 'C' -> identifier("");
      case 'M' -> {
        implPath();
        inherent();
      }
      case 'X' -> {
        implPath();
        asTrait();
      }
      case 'Y' -> asTrait();
      case 'N' -> nested(value);
      case 'I' -> generic(value);
      case 'B' -> {
        int back = backReference();
        if (silent == 0) {
          int here = at;
          at = back;
          path(value);
          at = here;
        }
      }
      default -> throw new Malformed();
    }
    depth--;
  }

  /// `Client::fetch` is said without the brackets that a type without a path needs: `<[u8]>::sort`.
  private void inherent() throws Malformed {
    int from = out.length();
    type();
    if (silent == 0 && out.length() > from && !Character.isLetter(out.charAt(from))) {
      out.insert(from, '<').append('>');
    }
  }

  private void asTrait() throws Malformed {
    print("<");
    type();
    print(" as ");
    path(false);
    print(">");
  }

  private void implPath() throws Malformed {
    silent++;
    disambiguator();
    path(false);
    silent--;
  }

  private void nested(boolean value) throws Malformed {
    char namespace = next();
    path(value);
    if (Character.isLowerCase(namespace)) {
      identifier("::");
      return;
    }
    long number = disambiguator();
    String name = bareIdentifier();
    String kind =
        switch (namespace) {
          case 'C' -> "closure";
          case 'S' -> "shim";
          default -> String.valueOf(namespace);
        };
    print("::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + number + "}");
  }

  private void generic(boolean value) throws Malformed {
    path(value);
    silent += value ? 1 : 0;
    print("<");
    for (int i = 0; peek() != 'E'; i++) {
      print(i == 0 ? "" : ", ");
      genericArgument();
    }
    at++;
    print(">");
    silent -= value ? 1 : 0;
  }

  private void genericArgument() throws Malformed {
    switch (peek()) {
      case 'L' -> {
        at++;
        base62();
        print("'_");
      }
      case 'K' -> {
        at++;
        constant();
      }
      default -> type();
    }
  }

  private void type() throws Malformed {
    enter();
    char c = peek();
    String basic = basicType(c);
    if (!basic.isEmpty()) {
      at++;
      print(basic);
    } else {
      compoundType(c);
    }
    depth--;
  }

  private void compoundType(char c) throws Malformed {
    switch (c) {
      case 'A' -> {
        at++;
        print("[");
        type();
        print("; ");
        constant();
        print("]");
      }
      case 'S' -> {
        at++;
        print("[");
        type();
        print("]");
      }
      case 'T' -> {
        at++;
        print("(");
        typesToEnd();
        print(")");
      }
      case 'R', 'Q' -> {
        at++;
        lifetime();
        print(c == 'R' ? "&" : "&mut ");
        type();
      }
      case 'P', 'O' -> {
        at++;
        print(c == 'P' ? "*const " : "*mut ");
        type();
      }
      case 'F' -> {
        at++;
        function();
      }
      case 'D' -> {
        at++;
        dynamic();
      }
      case 'B' -> {
        at++;
        int back = backReference();
        if (silent == 0) {
          int here = at;
          at = back;
          type();
          at = here;
        }
      }
      default -> path(false);
    }
  }

  private void typesToEnd() throws Malformed {
    for (int i = 0; peek() != 'E'; i++) {
      print(i == 0 ? "" : ", ");
      type();
    }
    at++;
  }

  private void lifetime() throws Malformed {
    if (peek() == 'L') {
      at++;
      base62();
    }
  }

  private void binder() throws Malformed {
    if (peek() == 'G') {
      at++;
      base62();
    }
  }

  private void function() throws Malformed {
    binder();
    if (peek() == 'U') {
      at++;
      print("unsafe ");
    }
    if (peek() == 'K') {
      at++;
      String abi = peek() == 'C' ? "C" : "";
      if (abi.isEmpty()) {
        abi = bareIdentifier().replace('_', '-');
      } else {
        at++;
      }
      print("extern \"" + abi + "\" ");
    }
    print("fn(");
    typesToEnd();
    print(")");
    if (peek() == 'u') {
      at++;
      return;
    }
    print(" -> ");
    type();
  }

  private void dynamic() throws Malformed {
    print("dyn ");
    binder();
    for (int i = 0; peek() != 'E'; i++) {
      print(i == 0 ? "" : " + ");
      path(false);
      while (peek() == 'p') {
        at++;
        silent++;
        bareIdentifier();
        type();
        silent--;
      }
    }
    at++;
    lifetime();
  }

  private void constant() throws Malformed {
    enter();
    char c = next();
    if (c == 'B') {
      backReference();
      print("_");
    } else if (c == 'p') {
      print("_");
    } else {
      constantValue(c);
    }
    depth--;
  }

  private void constantValue(char type) throws Malformed {
    if (basicType(type).isEmpty()) {
      throw new Malformed();
    }
    boolean negative = peek() == 'n';
    at += negative ? 1 : 0;
    int from = at;
    while (Character.digit(peek(), 16) >= 0) {
      at++;
    }
    String digits = text.substring(from, at);
    if (next() != '_') {
      throw new Malformed();
    }
    String value =
        digits.isEmpty()
            ? "0"
            : digits.length() > 15 ? "0x" + digits : Long.toString(Long.parseLong(digits, 16));
    print((negative ? "-" : "") + value);
  }

  private void identifier(String separator) throws Malformed {
    disambiguator();
    String name = bareIdentifier();
    if (!name.isEmpty()) {
      print(separator + name);
    }
  }

  private String bareIdentifier() throws Malformed {
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

  private long disambiguator() throws Malformed {
    if (peek() != 's') {
      return 0;
    }
    at++;
    return base62() + 1;
  }

  private int backReference() throws Malformed {
    int tag = at - 1;
    long target = base62();
    if (target < 0 || target >= tag) {
      throw new Malformed();
    }
    return (int) target;
  }

  /// Crates' numbers use all 64 bits; what exceeds them wraps.
  private long base62() throws Malformed {
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
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char next() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at++);
  }

  private void enter() throws Malformed {
    if (++depth > DEPTH || ++steps > STEPS) {
      throw new Malformed();
    }
  }

  private void print(String part) throws Malformed {
    if (silent > 0) {
      return;
    }
    if (out.length() + part.length() > NativeMemory.NAME_LIMIT) {
      throw new Malformed();
    }
    out.append(part);
  }

  private static String basicType(char c) {
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
