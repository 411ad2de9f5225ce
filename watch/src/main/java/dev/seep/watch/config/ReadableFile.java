package dev.seep.watch.config;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The path of a file that is there, can be read and is not empty; a relative one is taken from the
/// folder of the configuration, as Prometheus does.
///
/// @param secret warn when everybody may read it
record ReadableFile(boolean secret) implements Kind<Path> {
  static final ReadableFile SECRET = new ReadableFile(true);
  static final ReadableFile OPEN = new ReadableFile(false);

  @Override
  public Optional<Path> read(Place at, Remarks remarks) {
    Optional<Path> path = path(at, remarks);
    path.ifPresent(file -> {
      Optional<Fault> fault = fault(file);
      fault.ifPresentOrElse(
          it -> remarks.problem(at, shown(file) + " " + it.message, it.mend),
          () -> warnWhenOpen(file, at, remarks));
    });
    return path;
  }

  /// A path, whatever is there.
  static Optional<Path> path(Place at, Remarks remarks) {
    Optional<String> text = Scalars.string(at, remarks, "a path");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (!text.get().isBlank()) {
        return Optional.of(remarks.resolved(text.get()));
      }
      remarks.problem(at, "is empty", "give a path");
    } catch (InvalidPathException e) {
      remarks.problem(at, Scalars.quoted(text.get()) + " is no path", "");
    }
    return Optional.empty();
  }

  private record Fault(String message, String mend) {}

  private static Optional<Fault> fault(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.of(new Fault("is no regular file", "give the path of a file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() < 0
          ? Optional.of(new Fault("is empty", "write into it what it is to hold"))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(new Fault("is not there", "create it, or mend the path"));
    } catch (AccessDeniedException e) {
      return Optional.of(
          new Fault("cannot be read by this user", "let the user that runs seep watch read it"));
    } catch (IOException e) {
      return Optional.of(new Fault("cannot be read: " + e.getClass().getSimpleName(), ""));
    }
  }

  private void warnWhenOpen(Path file, Place at, Remarks remarks) {
    if (!secret) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        remarks.warning(at, shown(file) + " can be read by every user", "chmod o-r " + shown(file));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // It was read a moment ago: a file system without such permissions, or gone since.
      remarks.warning(at, "who may read " + shown(file) + " is not known", "");
    }
  }

  private static String shown(Path file) {
    return KernelText.printable(file.toString());
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return Scalars.schema("string", "minLength", 1);
  }

  @Override
  public Object plain(Path value) {
    return value.toString();
  }
}
