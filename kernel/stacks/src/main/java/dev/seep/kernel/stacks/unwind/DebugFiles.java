package dev.seep.kernel.stacks.unwind;

/// Finds separate debug info.
public interface DebugFiles {
  /// None to be had.
  DebugFiles NONE = (_, _, _, _) -> -1;

  /// Answers a descriptor of this process, which then belongs to the unwinder and is closed by it,
  /// or -1. What is found is checked against the build-id, or against the checksum when there is
  /// none, and is not used when it does not match.
  ///
  /// Debug files that dwz(1) made smaller are asked for twice: the second time for the file that
  /// they share, with its build-id, its path as `debugLink`, and 0 as `crc`.
  ///
  /// @param buildId of the module, from its `.note.gnu.build-id`; empty when it has none
  /// @param debugLink the name in `.gnu_debuglink`; empty when there is none
  /// @param crc CRC-32 of the whole debug file, as `.gnu_debuglink` has it; 0 when there is none
  /// @param moduleName as in [Module]
  int find(byte[] buildId, String debugLink, int crc, String moduleName);
}
