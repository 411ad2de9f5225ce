package dev.seep.kernel.bpf;

/// The programs of the checked-in object.
public enum Program {
  /// All descriptors of all processes, briefly.
  CENSUS("census"),
  /// All descriptors of one process, in full.
  INVENTORY("inventory");

  private final String symbol;

  Program(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }
}
