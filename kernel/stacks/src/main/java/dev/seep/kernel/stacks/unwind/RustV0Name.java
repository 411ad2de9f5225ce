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

  private final RustV0Reader in;
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private int steps;
  private int silent;

  private RustV0Name(String text) {
    in = new RustV0Reader(text);
  }

  static Optional<String> demangle(String symbol) {
    if (!symbol.startsWith("_R") || symbol.length() > NativeMemory.NAME_LIMIT) {
      return Optional.empty();
    }
    RustV0Name name = new RustV0Name(symbol.substring(2));
    try {
      name.path(true);
      return name.out.isEmpty() ? Optional.empty() : Optional.of(name.out.toString());
    } catch (RustV0Reader.Malformed _) {
      return Optional.empty();
    }
  }

  /// @param value whether it names a function, whose own arguments are left out
  private void path(boolean value) throws RustV0Reader.Malformed {
    enter();
    switch (in.next()) {
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
        int back = in.backReference();
        if (silent == 0) {
          int here = in.at();
          in.moveTo(back);
          path(value);
          in.moveTo(here);
        }
      }
      default -> throw new RustV0Reader.Malformed();
    }
    depth--;
  }

  /// `Client::fetch` is said without the brackets that a type without a path needs: `<[u8]>::sort`.
  private void inherent() throws RustV0Reader.Malformed {
    int from = out.length();
    type();
    if (silent == 0 && out.length() > from && !Character.isLetter(out.charAt(from))) {
      out.insert(from, '<').append('>');
    }
  }

  private void asTrait() throws RustV0Reader.Malformed {
    print("<");
    type();
    print(" as ");
    path(false);
    print(">");
  }

  private void implPath() throws RustV0Reader.Malformed {
    silent++;
    in.disambiguator();
    path(false);
    silent--;
  }

  private void nested(boolean value) throws RustV0Reader.Malformed {
    char namespace = in.next();
    path(value);
    if (Character.isLowerCase(namespace)) {
      identifier("::");
      return;
    }
    long number = in.disambiguator();
    String name = in.bareIdentifier();
    String kind =
        switch (namespace) {
          case 'C' -> "closure";
          case 'S' -> "shim";
          default -> String.valueOf(namespace);
        };
    print("::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + number + "}");
  }

  private void generic(boolean value) throws RustV0Reader.Malformed {
    path(value);
    silent += value ? 1 : 0;
    print("<");
    for (int i = 0; in.peek() != 'E'; i++) {
      print(i == 0 ? "" : ", ");
      genericArgument();
    }
    in.skip();
    print(">");
    silent -= value ? 1 : 0;
  }

  private void genericArgument() throws RustV0Reader.Malformed {
    switch (in.peek()) {
      case 'L' -> {
        in.skip();
        in.base62();
        print("'_");
      }
      case 'K' -> {
        in.skip();
        constant();
      }
      default -> type();
    }
  }

  private void type() throws RustV0Reader.Malformed {
    enter();
    char c = in.peek();
    String basic = RustV0Reader.basicType(c);
    if (!basic.isEmpty()) {
      in.skip();
      print(basic);
    } else {
      compoundType(c);
    }
    depth--;
  }

  private void compoundType(char c) throws RustV0Reader.Malformed {
    switch (c) {
      case 'A' -> {
        in.skip();
        print("[");
        type();
        print("; ");
        constant();
        print("]");
      }
      case 'S' -> {
        in.skip();
        print("[");
        type();
        print("]");
      }
      case 'T' -> {
        in.skip();
        print("(");
        typesToEnd();
        print(")");
      }
      case 'R', 'Q' -> {
        in.skip();
        lifetime();
        print(c == 'R' ? "&" : "&mut ");
        type();
      }
      case 'P', 'O' -> {
        in.skip();
        print(c == 'P' ? "*const " : "*mut ");
        type();
      }
      case 'F' -> {
        in.skip();
        function();
      }
      case 'D' -> {
        in.skip();
        dynamic();
      }
      case 'B' -> {
        in.skip();
        int back = in.backReference();
        if (silent == 0) {
          int here = in.at();
          in.moveTo(back);
          type();
          in.moveTo(here);
        }
      }
      default -> path(false);
    }
  }

  private void typesToEnd() throws RustV0Reader.Malformed {
    for (int i = 0; in.peek() != 'E'; i++) {
      print(i == 0 ? "" : ", ");
      type();
    }
    in.skip();
  }

  private void lifetime() throws RustV0Reader.Malformed {
    if (in.peek() == 'L') {
      in.skip();
      in.base62();
    }
  }

  private void binder() throws RustV0Reader.Malformed {
    if (in.peek() == 'G') {
      in.skip();
      in.base62();
    }
  }

  private void function() throws RustV0Reader.Malformed {
    binder();
    if (in.peek() == 'U') {
      in.skip();
      print("unsafe ");
    }
    if (in.peek() == 'K') {
      in.skip();
      String abi = in.peek() == 'C' ? "C" : "";
      if (abi.isEmpty()) {
        abi = in.bareIdentifier().replace('_', '-');
      } else {
        in.skip();
      }
      print("extern \"" + abi + "\" ");
    }
    print("fn(");
    typesToEnd();
    print(")");
    if (in.peek() == 'u') {
      in.skip();
      return;
    }
    print(" -> ");
    type();
  }

  private void dynamic() throws RustV0Reader.Malformed {
    print("dyn ");
    binder();
    for (int i = 0; in.peek() != 'E'; i++) {
      print(i == 0 ? "" : " + ");
      path(false);
      while (in.peek() == 'p') {
        in.skip();
        silent++;
        in.bareIdentifier();
        type();
        silent--;
      }
    }
    in.skip();
    lifetime();
  }

  private void constant() throws RustV0Reader.Malformed {
    enter();
    char c = in.next();
    if (c == 'B') {
      in.backReference();
      print("_");
    } else if (c == 'p') {
      print("_");
    } else {
      constantValue(c);
    }
    depth--;
  }

  private void constantValue(char type) throws RustV0Reader.Malformed {
    if (RustV0Reader.basicType(type).isEmpty()) {
      throw new RustV0Reader.Malformed();
    }
    boolean negative = in.peek() == 'n';
    if (negative) {
      in.skip();
    }
    int from = in.at();
    while (Character.digit(in.peek(), 16) >= 0) {
      in.skip();
    }
    String digits = in.since(from);
    if (in.next() != '_') {
      throw new RustV0Reader.Malformed();
    }
    String value =
        digits.isEmpty()
            ? "0"
            : digits.length() > 15 ? "0x" + digits : Long.toString(Long.parseLong(digits, 16));
    print((negative ? "-" : "") + value);
  }

  private void identifier(String separator) throws RustV0Reader.Malformed {
    in.disambiguator();
    String name = in.bareIdentifier();
    if (!name.isEmpty()) {
      print(separator + name);
    }
  }

  private void enter() throws RustV0Reader.Malformed {
    if (++depth > DEPTH || ++steps > STEPS) {
      throw new RustV0Reader.Malformed();
    }
  }

  private void print(String part) throws RustV0Reader.Malformed {
    if (silent > 0) {
      return;
    }
    if (out.length() + part.length() > NativeMemory.NAME_LIMIT) {
      throw new RustV0Reader.Malformed();
    }
    out.append(part);
  }
}
