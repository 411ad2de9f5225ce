package dev.seep.evidence;

/// Memory of a process in bytes; -1 where it could not be read.
///
/// @param residentBytes RSS
/// @param proportionalBytes PSS: each shared page divided by the number of its users
/// @param anonymousBytes resident pages without a file behind them
/// @param virtualBytes address space
/// @param swapBytes anonymous memory swapped out
/// @param mappings number of mappings, to hold against `vm.max_map_count`
public record MemoryUse(
    long residentBytes,
    long proportionalBytes,
    long anonymousBytes,
    long virtualBytes,
    long swapBytes,
    long mappings) {
  public static final MemoryUse UNKNOWN = new MemoryUse(-1, -1, -1, -1, -1, -1);
}
