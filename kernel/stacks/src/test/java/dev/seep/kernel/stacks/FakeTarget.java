package dev.seep.kernel.stacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A folder that reads as `/proc/PID` of a target which has mapped whatever the test put under its
/// root, with a device and inode that are right.
final class FakeTarget {
  static final int PID = 4711;
  static final int INNER_PID = 17;

  private final Path proc;
  private final Path root;
  private final List<String> maps = new ArrayList<>();
  private long next = 0x5000_0000_0000L;

  FakeTarget(Path folder) throws IOException {
    proc = Files.createDirectories(folder.resolve("proc"));
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(proc.resolve("" + PID));
    Files.createSymbolicLink(proc.resolve(PID + "/root"), root);
    status(uid(root));
  }

  static int uid(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  Path proc() {
    return proc;
  }

  /// A path of the target as this machine has it.
  Path at(String path) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.resolve("..").normalize());
    return file;
  }

  void status(int uid) throws IOException {
    Files.writeString(
        proc.resolve(PID + "/status"),
        "Name:\tx\nUid:\t%d\t%d\t%d\t%d\nNSpid:\t%d\t%d\n"
            .formatted(uid, uid, uid, uid, PID, INNER_PID));
  }

  /// A file that it has mapped; where its code begins.
  long map(String path, byte[] contents) throws IOException {
    Files.write(at(path), contents);
    return mapExisting(path, (long) Files.getAttribute(at(path), "unix:ino"));
  }

  /// Something that stands there and is said to have been mapped.
  long mapExisting(String path, long inode) throws IOException {
    long device = (long) Files.getAttribute(root, "unix:dev");
    long start = next;
    next += 0x100_0000;
    maps.add(
        "%x-%x r-xp 00000000 %02x:%02x %d %s"
            .formatted(
                start,
                start + 0x10_0000,
                (device >> 8) & 0xfff,
                (device & 0xff) | ((device >> 12) & 0xfff00),
                inode,
                path.replace("\n", "\\012")));
    Files.writeString(proc.resolve(PID + "/maps"), String.join("\n", maps) + "\n");
    return start;
  }

  void perfMap(String text, String permissions) throws IOException {
    Path map = at("/tmp/perf-" + INNER_PID + ".map");
    Files.writeString(map, text);
    Files.setPosixFilePermissions(map, PosixFilePermissions.fromString(permissions));
  }
}
