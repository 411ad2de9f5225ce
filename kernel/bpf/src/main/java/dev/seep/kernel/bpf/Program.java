package dev.seep.kernel.bpf;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The programs of the descriptor iterator.
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

  static ObjectFile file(Set<Program> wanted) {
    return new ObjectFile(
        Permission.WHAT,
        "descriptors.bpf.o",
        wanted.stream().map(Program::symbol).collect(Collectors.toSet()),
        Map.of());
  }
}
