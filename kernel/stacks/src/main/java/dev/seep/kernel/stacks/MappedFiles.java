package dev.seep.kernel.stacks;

import dev.seep.evidence.Reading;
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

  /// Opens what is new and closes what is gone. Of a file with code all mappings count, as they
  /// tell together where it was loaded.
  void take(List<MapsLine> lines) {
    Set<Key> withCode = new LinkedHashSet<>();
    lines.stream().filter(MapsLine::isCodeOfAFile).map(Key::of).forEach(withCode::add);
    Set<Key> kept = new HashSet<>();
    withCode.stream().limit(Limits.FILES).forEach(kept::add);
    closeAllBut(kept);
    List<Mapped> now = new ArrayList<>();
    for (MapsLine line : lines) {
      Key key = Key.of(line);
      if (kept.contains(key) && now.size() < Limits.MAPPINGS) {
        now.add(new Mapped(line, entries.computeIfAbsent(key, _ -> open(line))));
      }
    }
    if (withCode.size() > kept.size() || now.size() == Limits.MAPPINGS) {
      blindness.add(
          "some of the " + withCode.size() + " files of code in process " + target.pid(),
          "Seep opens " + Limits.FILES + " at most, in " + Limits.MAPPINGS + " mappings",
          "");
    }
    mapped = List.copyOf(now);
  }

  List<Mapped> mapped() {
    return mapped;
  }

  private Entry open(MapsLine line) {
    String what = "the code of " + SafeFiles.shown(line.name());
    int fd =
        switch (openFile(line, what)) {
          case Reading.Seen<SafeFiles.Opened> seen -> seen.value().fd();
          case Reading.Unseen<SafeFiles.Opened> unseen -> {
            blindness.add(unseen.blind());
            yield -1;
          }
        };
    return new Entry(++lastNumber, fd, line.name());
  }

  private Reading<SafeFiles.Opened> openFile(MapsLine line, String what) {
    if (silentDevices.contains(line.device())) {
      return Reading.unseen(what, Patience.NO_ANSWER, "");
    }
    SafeFiles.Demand demand = facts -> tooLarge(facts.size(), Limits.FILE);
    Reading<SafeFiles.Opened> opened = target.openMapFile(line, what, demand);
    if (isNotPermitted(opened) && target.root() >= 0) {
      opened = SafeFiles.open(target.root(), line.openablePath(), false, what, demand);
      opened = sameOrNothing(opened, line, what);
    }
    if (opened instanceof Reading.Unseen<SafeFiles.Opened> unseen
        && unseen.blind().why().equals(Patience.NO_ANSWER)) {
      silentDevices.add(line.device());
    }
    return opened;
  }

  /// Whether another way may be tried: a file that was refused for what it is stays refused.
  private static boolean isNotPermitted(Reading<SafeFiles.Opened> opened) {
    return opened instanceof Reading.Unseen<SafeFiles.Opened> unseen
        && SafeFiles.isKernels(unseen.blind());
  }

  private static Reading<SafeFiles.Opened> sameOrNothing(
      Reading<SafeFiles.Opened> opened, MapsLine line, String what) {
    if (opened instanceof Reading.Seen<SafeFiles.Opened> seen
        && !MappedIdentity.matches(seen.value(), line)) {
      Syscalls.close(seen.value().fd());
      return Reading.unseen(what, "another file stands there by now", REPLACED);
    }
    return opened instanceof Reading.Unseen<SafeFiles.Opened> unseen
            && SafeFiles.isAbsent(unseen.blind())
        ? Reading.unseen(what, "it has been deleted or replaced since it was mapped", REPLACED)
        : opened;
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
