package dev.seep.kernel.stacks;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names the code of one target, without trusting it.
///
/// Binaries, debug information and perf maps are files that the target chose, and Seep may be root.
/// So this side only opens them, through the target's own root, and hands the descriptors to a
/// helper process that may do nothing but read them: a crafted file can at worst end the helper,
/// and what is then missing is said ([#blind]).
///
/// What it costs: another JVM (some 60 MB) while a target is watched, and one message there and
/// back for each stack.
///
/// May be used by any thread, one at a time gets its answer.
public final class Symboliser implements AutoCloseable {
  /// How long a helper may take to start, and to answer the first time, when most files are read.
  private static final long FIRST_NANOS = 20_000_000_000L;

  /// How long it may take for any further stack.
  private static final long NANOS = 5_000_000_000L;

  /// How often a helper that was lost is started anew.
  private static final int RESTARTS = 3;

  /// How often one stack is tried.
  private static final int TRIES = 2;

  /// How long the mappings are not read again on suspicion, after they had not changed.
  private static final long IN_VAIN_NANOS = 500_000_000L;

  private final HelperCommand command;
  private final Target target;
  private final Blindness blindness = new Blindness();
  private final MappedFiles files;
  private final DebugSearch debugSearch;
  private final PerfMapFile perfMap;
  private final Set<Integer> withheld = new HashSet<>();
  private final Set<Integer> proven = new HashSet<>();
  private List<MapsLine> lines = List.of();
  private @Nullable FileFacts program;
  private volatile @Nullable HelperLink helper;
  private volatile boolean closed;
  private boolean fresh;
  private boolean stale;
  private int restarts;
  private long inVainAt = System.nanoTime() - IN_VAIN_NANOS;

  private Symboliser(HelperCommand command, Target target) {
    this.command = command;
    this.target = target;
    files = new MappedFiles(target, blindness);
    debugSearch = new DebugSearch(target, files, blindness);
    perfMap = new PerfMapFile(target, blindness);
  }

  /// Starts a helper for one target and waits until it is confined.
  ///
  /// @param procRoot where the target's folder is, normally `/proc`
  /// @param pid as Seep's own pid namespace numbers it
  public static Reading<Symboliser> start(Path procRoot, int pid) {
    return start(procRoot, pid, HelperCommand.ofThisProcess());
  }

  static Reading<Symboliser> start(Path procRoot, int pid, HelperCommand command) {
    return switch (Target.open(procRoot, pid)) {
      case Reading.Unseen<Target> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<Target> seen -> {
        Symboliser symboliser = new Symboliser(command, seen.value());
        Blind failure = symboliser.begin();
        if (failure == null) {
          yield Reading.seen(symboliser);
        }
        symboliser.close();
        yield new Reading.Unseen<>(failure);
      }
    };
  }

  private synchronized @Nullable Blind begin() {
    readTarget();
    if (lines.isEmpty()) {
      return new Blind(
          "mappings of process " + target.pid(),
          "they cannot be read",
          "run Seep as the owner of the process, as root, or with CAP_SYS_PTRACE");
    }
    return startHelper(System.nanoTime() + FIRST_NANOS);
  }

  /// Follows and names a stack. Answers within 5 seconds, within 20 the first time and after a
  /// helper was lost; an answer that had to do without a helper says so and has addresses alone.
  public synchronized Unwound resolve(StackCopy copy) {
    if (closed) {
      return Addresses.of(copy, List.of(), "nothing is named any more: Seep is ending");
    }
    long now = System.nanoTime();
    if (runsAnother() || (hasUnknown(copy) && now - inVainAt > IN_VAIN_NANOS)) {
      readTarget();
    }
    String why = "";
    for (int tries = 0; tries < TRIES && !closed; tries++) {
      if (helper == null && restarts == RESTARTS) {
        break;
      }
      long deadline = now + (helper == null || fresh ? FIRST_NANOS : NANOS);
      if (helper == null) {
        restarts++;
        Blind failure = startHelper(deadline);
        if (failure != null) {
          blindness.add(failure);
          why = failure.why();
          break;
        }
      }
      int before = withheld.size();
      try {
        Unwound unwound = ask(Objects.requireNonNull(helper), copy, deadline);
        // A library that came since may lie between frames of older ones.
        boolean again = !unwound.whole() && now - inVainAt > IN_VAIN_NANOS && readTarget();
        HelperLink link = helper;
        return again && link != null ? ask(link, copy, deadline) : unwound;
      } catch (HelperLink.LostException lost) {
        why = lose(copy, lost);
        // The same stack again only if something is different, and there is time.
        if (lost.late() || withheld.size() == before) {
          break;
        }
      }
    }
    String remark =
        why.isEmpty() ? "the helper that names code was lost " + (RESTARTS + 1) + " times" : why;
    return Addresses.of(copy, files.mapped(), remark);
  }

  private Unwound ask(HelperLink link, StackCopy copy, long deadline)
      throws HelperLink.LostException {
    if (stale) {
      link.give(files.mapped(), withheld, deadline);
      giveVdso(link, deadline);
      stale = false;
    }
    givePerfMap(link, deadline);
    Unwound unwound = link.resolve(copy, deadline);
    fresh = false;
    proven.addAll(filesOf(copy));
    return unwound.frames().isEmpty()
        ? Addresses.of(copy, files.mapped(), unwound.remark())
        : unwound;
  }

  private @Nullable Blind startHelper(long deadline) {
    perfMap.forget();
    stale = true;
    fresh = true;
    return switch (HelperLink.start(command, blindness, debugSearch, deadline)) {
      case Reading.Unseen<HelperLink> unseen -> unseen.blind();
      case Reading.Seen<HelperLink> seen -> {
        helper = seen.value();
        yield null;
      }
    };
  }

  /// What the helper that runs now has used so far, pages that it shares with other Java processes
  /// among them; nothing when there is none.
  public Cost cost() {
    HelperLink link = helper;
    return link == null
        ? new Cost(0, 0)
        : new Cost(link.process().cpuSeconds(), link.process().residentBytes());
  }

  /// Ends the helper, and has no other read what this one was reading.
  ///
  /// @return what to say of it
  private String lose(StackCopy copy, HelperLink.LostException lost) {
    HelperLink link = Objects.requireNonNull(helper);
    helper = null;
    link.close();
    Set<Integer> suspects = new HashSet<>();
    if (link.readingFile() > 0) {
      suspects.add(link.readingFile());
    } else {
      suspects.addAll(filesOf(copy));
      suspects.removeAll(proven);
    }
    List<String> names =
        files.mapped().stream()
            .filter(one -> suspects.contains(one.file().number()))
            .map(one -> SafeFiles.shown(one.file().name()))
            .distinct()
            .toList();
    withheld.addAll(suspects);
    String what = names.isEmpty() ? "a stack" : String.join(" or ", names);
    String why = "the helper that reads it was lost: " + lost.why();
    blindness.add("the code of " + what, why, "");
    return "reading " + what + ": " + why;
  }

  private Set<Integer> filesOf(StackCopy copy) {
    Set<Integer> numbers = new HashSet<>();
    for (long address : Addresses.known(copy)) {
      for (MappedFiles.Mapped one : files.mapped()) {
        if (one.line().contains(address)) {
          numbers.add(one.file().number());
        }
      }
    }
    return numbers;
  }

  /// Whether the target runs another program by now, after execve(2).
  private boolean runsAnother() {
    FileFacts running = target.program();
    return running != null && program != null && !running.isSameFile(program);
  }

  private boolean hasUnknown(StackCopy copy) {
    return Addresses.known(copy).stream()
        .anyMatch(address -> lines.stream().noneMatch(line -> line.contains(address)));
  }

  /// Reads the target's mappings again, as after a dlopen(3). It happens by itself, too, when the
  /// target runs another program, or when a stack leads to where none was known.
  public synchronized void refresh() {
    if (!closed) {
      readTarget();
    }
  }

  /// Whether its code is different. What it had last stays, should it have ended.
  private boolean readTarget() {
    List<MapsLine> now = target.maps();
    boolean another = runsAnother();
    boolean changed = now != null && !now.isEmpty() && (files.take(now) || another);
    if (now != null && !now.isEmpty()) {
      lines = now;
      program = target.program();
    }
    if (another) {
      renewHelper();
    }
    if (changed) {
      stale = true;
    } else {
      inVainAt = System.nanoTime();
    }
    return changed;
  }

  /// What was said of the program before, as by its perf map, holds no more.
  private void renewHelper() {
    HelperLink link = helper;
    helper = null;
    if (link != null) {
      link.close();
      Blind failure = startHelper(System.nanoTime() + FIRST_NANOS);
      if (failure != null) {
        blindness.add(failure);
      }
    }
  }

  private void giveVdso(HelperLink link, long deadline) throws HelperLink.LostException {
    for (MapsLine line : lines) {
      if (line.path().equals("[vdso]")) {
        switch (target.memory(line, "the code of the vDSO")) {
          case Reading.Seen<byte[]> seen -> link.giveVdso(line.start(), seen.value(), deadline);
          case Reading.Unseen<byte[]> unseen -> blindness.add(unseen.blind());
        }
      }
    }
  }

  private void givePerfMap(HelperLink link, long deadline) throws HelperLink.LostException {
    Opening.Opened map = perfMap.openIfChanged();
    if (map != null) {
      try {
        link.givePerfMap(map, deadline);
      } finally {
        Syscalls.close(map.fd());
      }
    }
  }

  /// What could not be seen so far, each with the reason.
  public List<Blind> blind() {
    return blindness.all();
  }

  /// The helper's pid, 0 when there is none.
  int helperPid() {
    HelperLink link = helper;
    return link == null ? 0 : link.process().pid();
  }

  /// A stack that another thread is having resolved is given up.
  @Override
  public void close() {
    closed = true;
    HelperLink link = helper;
    if (link != null) {
      link.process().signalEnd();
    }
    closeOnce();
  }

  private synchronized void closeOnce() {
    HelperLink link = helper;
    helper = null;
    if (link != null) {
      link.close();
    }
    files.close();
    target.close();
  }
}
