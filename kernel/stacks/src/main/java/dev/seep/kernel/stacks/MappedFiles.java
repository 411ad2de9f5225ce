package dev.seep.kernel.stacks;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files whose code the target has mapped, open for as long as it is watched: a target that has
/// ended can still be named by them, and a helper that was started anew be given them again.
final class MappedFiles implements AutoCloseable {
  private final Target target;
  private final Blindness blindness;
  private final Map<Key, Entry> entries = new HashMap<>();
  private List<Mapped> mapped = List.of();
  private int lastNumber;

  MappedFiles(Target target, Blindness blindness) {
    this.target = target;
    this.blindness = blindness;
  }

  /// A file as maps know it; one that is renamed stays the same.
  private record Key(long device, long inode, String path) {}

  /// @param number positive, never reused
  /// @param fd -1 when it could not be opened
  record Entry(int number, int fd, String name) {}

  record Mapped(MapsLine line, Entry file) {}

  /// Opens what is new and closes what is gone.
  void take(List<MapsLine> lines) {
    List<Mapped> now = new ArrayList<>();
    Set<Key> seen = new HashSet<>();
    int left = 0;
    for (MapsLine line : lines) {
      if (!line.isCodeOfAFile()) {
        continue;
      }
      Key key = new Key(line.device(), line.inode(), line.path());
      boolean room = now.size() < Limits.MAPPINGS;
      if (room && (entries.containsKey(key) || entries.size() < Limits.FILES)) {
        seen.add(key);
        now.add(new Mapped(line, entries.computeIfAbsent(key, _ -> open(line))));
      } else {
        left++;
      }
    }
    if (left > 0) {
      blindness.add(
          left + " mapped files of process " + target.pid(),
          "it has more than Seep opens (" + Limits.FILES + ")",
          "");
    }
    closeAllBut(seen);
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
    Reading<SafeFiles.Opened> asMapped =
        target.openMapFile(line, what, facts -> tooLarge(facts.size(), Limits.FILE));
    if (asMapped instanceof Reading.Seen || target.root() < 0) {
      return asMapped;
    }
    return SafeFiles.open(
        target.root(), line.openablePath(), false, what, facts -> refusal(line, facts));
  }

  private static String refusal(MapsLine line, FileFacts facts) {
    return facts.device() == line.device() && facts.inode() == line.inode()
        ? tooLarge(facts.size(), Limits.FILE)
        : "another file stands there by now, and what is mapped can only be opened with"
            + " CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE";
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
