package dev.seep.store;

import dev.seep.evidence.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/// One writer a store: a lock of the kernel on the file `history.lock`, which ends with its process
/// however that ends. The file tells the holder's pid.
///
/// The kernel's locks (fcntl) belong to the process, and closing *any* descriptor of the file drops
/// them: so a second writer within this process is told by a list, before it touches the file.
final class StoreLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path folder;
  private final FileChannel channel;

  private StoreLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// @param folder as [Path#toRealPath] gives it
  static Reading<StoreLock> take(Path folder) {
    synchronized (HELD_HERE) {
      long own = ProcessHandle.current().pid();
      if (HELD_HERE.contains(folder)) {
        return taken(folder, Long.toString(own));
      }
      try {
        return lock(folder, own);
      } catch (IOException e) {
        return Reading.unseen(
            "the history in " + folder,
            "its lock file cannot be written: " + e,
            "make the folder writable for this user, or start with another data folder");
      }
    }
  }

  private static Reading<StoreLock> lock(Path folder, long own) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("history.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean kept = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return taken(folder, holder(channel));
      }
      note(channel, own);
      HELD_HERE.add(folder);
      kept = true;
      return Reading.seen(new StoreLock(folder, channel));
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static Reading<StoreLock> taken(Path folder, String pid) {
    return Reading.unseen(
        "the history in " + folder,
        "another seep watch writes it, as process " + pid,
        "stop that one (kill " + pid + "), or start with another data folder");
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("\\d+") ? pid : "(unknown)";
  }

  /// On a full disk the pid is missing, and the lock holds all the same.
  private static void note(FileChannel channel, long pid) {
    try {
      channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
      channel.truncate((pid + "\n").length());
    } catch (IOException full) {
      // Only another daemon's message is the poorer for it.
    }
  }

  @Override
  public void close() {
    synchronized (HELD_HERE) {
      HELD_HERE.remove(folder);
      try {
        channel.close();
      } catch (IOException released) {
        // The descriptor is gone either way, and the lock with it.
      }
    }
  }
}
