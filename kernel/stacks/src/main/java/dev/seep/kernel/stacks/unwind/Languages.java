package dev.seep.kernel.stacks.unwind;

/// What language code was written in: as the compiler says (DWARF 5, table 7.17), or by the shape
/// of a mangled name.
final class Languages {
  static final String CPP = "c++";
  static final String RUST = "rust";
  static final String GO = "go";
  static final String JAVASCRIPT = "javascript";
  static final String UNKNOWN = "";

  private Languages() {}

  static String ofDwarf(int code) {
    return switch (code) {
      case 0x01, 0x02, 0x0c, 0x1d, 0x2c -> "c";
      case 0x04, 0x1a, 0x21, 0x2b -> CPP;
      case 0x03, 0x0d -> "ada";
      case 0x07, 0x08, 0x0e, 0x22, 0x23 -> "fortran";
      case 0x09 -> "pascal";
      case 0x0b -> "java";
      case 0x10, 0x11 -> "objective-c";
      case 0x13 -> "d";
      case 0x14 -> "python";
      case 0x16 -> GO;
      case 0x18 -> "haskell";
      case 0x1b -> "ocaml";
      case 0x1c -> RUST;
      case 0x1e -> "swift";
      case 0x1f -> "julia";
      case 0x27 -> "zig";
      case 0x28 -> "crystal";
      case 0x8001 -> "assembly";
      default -> UNKNOWN;
    };
  }

  /// Unknown for a name that is not mangled: C, assembly and others look alike.
  static String ofSymbol(String symbol) {
    if (symbol.startsWith("_R") || RustLegacyName.isOne(symbol)) {
      return RUST;
    }
    return symbol.startsWith("_Z") ? CPP : UNKNOWN;
  }
}
