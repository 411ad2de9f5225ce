package dev.seep.kernel.stacks;

import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files whose code the target has mapped, open for as long as it is watched: a target that has
/// ended can still be named by them, and a helper that was started anew be given them again.
final class MappedFiles implements AutoCloseable {
  private final Target target;
  private final Blindness blindness;
  private static final String REPLACED =
      "run Seep as root, or with CAP_CHECKPOINT_RESTORE: then it opens what is mapped";

  private final Set<Long> silentDevices = new HashSet<>();
  private final Map<Key, Entry> entries = new HashMap<>();
  private List<Mapped> mapped = List.of();
  private int lastNumber;

  MappedFiles(Target target, Blindness blindness) {
    this.target = target;
    this.blindness = blindness;
  }

  /// A file as maps know it; one that is renamed stays the same.
  private record Key(long device, long inode, String path) {
    static Key of(MapsLine line) {
      return new Key(line.device(), line.inode(), line.path());
    }
  }

  /// @param number positive, never reused
  /// @param fd -1 when it could not be opened
  record Entry(int number, int fd, String name) {}

  record Mapped(MapsLine line, Entry file) {}

  /// Opens what is new and closes what is gone; whether there was any. Of a file with code all
  /// mappings count, as they tell together where it was loaded.
  boolean take(List<MapsLine> lines) {
    Set<Key> withCode = new LinkedHashSet<>();
    lines.stream().filter(MapsLine::isCodeOfAFile).map(Key::of).forEach(withCode::add);
    Set<Key> kept = new HashSet<>();
    withCode.stream().limit(Limits.FILES).forEach(kept::add);
    closeAllBut(kept);
    List<MapsLine> relevant =
        lines.stream().filter(l -> kept.contains(Key.of(l))).limit(Limits.MAPPINGS).toList();
    if (withCode.size() > kept.size() || relevant.size() == Limits.MAPPINGS) {
      blindness.add(
          "some of the " + withCode.size() + " files of code in process " + target.pid(),
          "Seep opens " + Limits.FILES + " at most, in " + Limits.MAPPINGS + " mappings",
          "");
    }
    List<Mapped> now = new ArrayList<>();
    for (MapsLine line : relevant) {
      now.add(new Mapped(line, entries.computeIfAbsent(Key.of(line), _ -> open(line))));
    }
    boolean changed = !now.equals(mapped);
    mapped = List.copyOf(now);
    return changed;
  }

  List<Mapped> mapped() {
    return mapped;
  }

  private Entry open(MapsLine line) {
    String what = "the code of " + SafeFiles.shown(line.name());
    int fd =
        switch (openFile(line, what)) {
          case Opening.Opened opened -> opened.fd();
          case Opening.Refused refused -> {
            if (refused.by() == Opening.By.NOBODY) {
              silentDevices.add(line.device());
            }
            blindness.add(refused.blind());
            yield -1;
          }
        };
    return new Entry(++lastNumber, fd, line.name());
  }

  /// The very file that is mapped, which takes privileges; without them what stands at its path, if
  /// it is that file.
  private Opening openFile(MapsLine line, String what) {
    if (silentDevices.contains(line.device())) {
      return Opening.noAnswer(what, "the file system that it is on did not answer before");
    }
    SafeFiles.Demand demand = facts -> tooLarge(facts.size(), Limits.FILE);
    Opening mapped = target.openMapFile(line, what, demand);
    boolean refusedByKernel =
        mapped instanceof Opening.Refused refused && refused.by() == Opening.By.KERNEL;
    return refusedByKernel && target.root() >= 0
        ? same(SafeFiles.open(target.root(), line.openablePath(), false, what, demand), line, what)
        : mapped;
  }

  private static Opening same(Opening opening, MapsLine line, String what) {
    if (opening instanceof Opening.Opened opened && !MappedIdentity.matches(opened, line)) {
      Syscalls.close(opened.fd());
      return Opening.refusedBySeep(what, "another file stands there by now", REPLACED);
    }
    return opening.isAbsent()
        ? Opening.refusedBySeep(what, "it was deleted or replaced since it was mapped", REPLACED)
        : opening;
  }

  static String tooLarge(long size, long most) {
    return size <= most ? "" : "it has " + size + " bytes; Seep reads no more than " + most;
  }

  private void closeAllBut(Set<Key> kept) {
    entries
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !kept.contains(entry.getKey());
          if (gone && entry.getValue().fd() >= 0) {
            Syscalls.close(entry.getValue().fd());
          }
          return gone;
        });
  }

  @Override
  public void close() {
    closeAllBut(Set.of());
    mapped = List.of();
  }
}
