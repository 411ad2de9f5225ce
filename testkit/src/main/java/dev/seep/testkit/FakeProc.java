package dev.seep.testkit;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like `/proc`, built piece by piece:
///
/// ```java
/// FakeProc proc = FakeProc.in(folder);
/// proc.process(812).comm("crawler").fd(3, "socket:[77]").limits(1024, 4096);
/// ```
///
/// It shows what the machine at hand cannot: an older kernel, another cgroup version, a file that
/// breaks off. Where the real `/proc` can be made to do it, take that.
public final class FakeProc {
  private final Path root;

  private FakeProc(Path root) {
    this.root = root;
  }

  /// @param folder an empty folder, which the caller removes
  public static FakeProc in(Path folder) {
    return new FakeProc(folder).file("stat", "cpu  0 0 0 0\nbtime 1700000000\nprocesses 1\n");
  }

  public Path root() {
    return root;
  }

  /// The process of this number, made with a plain `stat` when it is not there yet.
  public FakeProcess process(int pid) {
    return new FakeProcess(this, pid);
  }

  /// A kernel setting: `sysctl("fs.file-max", "9000")`.
  public FakeProc sysctl(String name, String value) {
    return file("sys/" + name.replace('.', '/'), value + "\n");
  }

  /// Any file, by its path beneath the root.
  public FakeProc file(String path, String text) {
    return file(path, KernelText.encode(text));
  }

  public FakeProc file(String path, byte[] bytes) {
    try {
      Path file = root.resolve(path);
      makeParents(file);
      Files.write(file, bytes);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A symbolic link, which points nowhere as those of `/proc/PID/fd` do.
  public FakeProc link(String path, String target) {
    try {
      Path link = root.resolve(path);
      makeParents(link);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(target));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// An empty folder.
  public FakeProc folder(String path) {
    try {
      Files.createDirectories(root.resolve(path));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void makeParents(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }
}
