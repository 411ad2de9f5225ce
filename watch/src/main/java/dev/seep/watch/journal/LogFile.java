package dev.seep.watch.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which file a path means now.
///
/// @param device, inode that no other file has as long as it exists (inode(7))
record LogFile(long device, long inode) {

  /// Empty when there is none, or when it is no plain file: to open a FIFO or a device could block,
  /// or do something.
  static Optional<LogFile> at(Path path) {
    try {
      Map<String, Object> all = Files.readAttributes(path, "unix:dev,ino,isRegularFile");
      return Boolean.TRUE.equals(all.get("isRegularFile"))
              && all.get("dev") instanceof Long device
              && all.get("ino") instanceof Long inode
          ? Optional.of(new LogFile(device, inode))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
