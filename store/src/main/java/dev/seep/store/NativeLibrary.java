package dev.seep.store;

import dev.seep.evidence.Reading;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteJDBCLoader;

/// SQLite's native library comes in a jar and must be a file to be loaded. By default it is
/// unpacked into `/tmp`, for others to find and left behind after a crash. Here it goes into a
/// folder of the store that only its owner may enter, and is removed as soon as it is loaded: the
/// mapping stays.
final class NativeLibrary {
  private static final String PREFIX = ".sqlite-";
  private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";
  private static final String INSTALLED_PROPERTY = "org.sqlite.lib.path";

  /// A copy as old as this was left behind: loading takes a second.
  private static final long STALE_MILLIS = 10 * 60_000;

  private static boolean loaded;

  private NativeLibrary() {}

  /// Loads it, once a process.
  ///
  /// @param nowMillis wall time, to tell stale copies
  static synchronized Reading<Boolean> load(Path store, long nowMillis) {
    List<Path> folders = candidates(store);
    folders.forEach(folder -> removeStale(folder, nowMillis));
    if (loaded) {
      return Reading.seen(true);
    }
    List<String> reasons = new ArrayList<>();
    for (Path folder : folders) {
      try {
        loadFrom(folder);
        loaded = true;
        return Reading.seen(true);
      } catch (IOException | LinkageError e) {
        reasons.add(folder + ": " + e);
      }
    }
    return Reading.unseen(
        "the history",
        "SQLite's native library cannot be loaded: " + String.join("; ", reasons),
        "make room in "
            + store
            + " and mount it without noexec, or install the library and start with -D"
            + INSTALLED_PROPERTY
            + "=FOLDER");
  }

  /// The store, or what only this user may enter, where the store cannot be written or is full.
  private static List<Path> candidates(Path store) {
    List<Path> folders = new ArrayList<>();
    if (Files.isWritable(store)) {
      folders.add(store);
    }
    for (String name : List.of("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR")) {
      String folder = System.getenv(name);
      if (folder != null && Files.isWritable(Path.of(folder))) {
        folders.add(Path.of(folder));
      }
    }
    Path home = Path.of(System.getProperty("user.home", "/"), ".cache");
    if (Files.isWritable(home)) {
      folders.add(home);
    }
    return folders;
  }

  private static void loadFrom(Path folder) throws IOException {
    Path own =
        Files.createTempDirectory(
            folder,
            PREFIX,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String before = System.getProperty(FOLDER_PROPERTY);
    System.setProperty(FOLDER_PROPERTY, own.toString());
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      restore(before);
      remove(own);
    }
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(FOLDER_PROPERTY);
    } else {
      System.setProperty(FOLDER_PROPERTY, before);
    }
  }

  private static void removeStale(Path folder, long nowMillis) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path copy : left) {
        FileTime changed = Files.getLastModifiedTime(copy);
        if (nowMillis - changed.toMillis() > STALE_MILLIS) {
          remove(copy);
        }
      }
    } catch (IOException unreadable) {
      // A copy left behind costs a megabyte and harms nobody; the next start tries again.
    }
  }

  private static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException inUse) {
      // As above.
    }
  }
}
