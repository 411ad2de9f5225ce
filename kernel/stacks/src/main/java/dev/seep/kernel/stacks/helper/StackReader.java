package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.util.List;

/// What the helper does with what it is given. It runs confined: it can open no file, and what it
/// parses is hostile.
public interface StackReader extends AutoCloseable {

  /// An executable mapping of a file.
  ///
  /// @param start first address
  /// @param end first address behind it
  /// @param fileOffset where in the file it begins
  /// @param fd the file, open for reading as long as a mapping of it is in the list; not to be
  ///   closed; -1 when it could not be opened
  /// @param name its path as the target's maps have it
  record Mapping(long start, long end, long fileOffset, int fd, String name) {}

  /// All mappings of the target, in the place of those before.
  void mappings(List<Mapping> mappings);

  /// The text of a perf map, in the place of the one before; it ends with a whole line.
  void perfMap(byte[] text);

  void vdso(byte[] image, long start);

  Unwound unwind(StackCopy copy);

  @Override
  void close();

  /// What a reader can ask of the helper that it runs in.
  interface Surroundings {

    /// Says that a file of the target is about to be parsed, so that it can be named should that
    /// end the helper.
    void reading(String moduleName);

    /// Separate debug information of a mapped file, as a descriptor that is the caller's from then
    /// on; -1 when there is none.
    ///
    /// @param debugLink the name in `.gnu_debuglink`, empty for none
    /// @param crc the checksum beside it
    int debugFile(byte[] buildId, String debugLink, int crc, String moduleName);
  }

  /// Makes a reader before the helper is confined: whatever has to be opened, linked or loaded is
  /// opened, linked and loaded here.
  @FunctionalInterface
  interface Maker {
    StackReader make(Surroundings surroundings);
  }
}
