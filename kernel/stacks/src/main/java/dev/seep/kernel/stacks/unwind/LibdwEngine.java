package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Unwinding where libdw is at hand: addresses first, then their names, then what is said of a
/// stack that could not be followed to its end.
final class LibdwEngine implements AutoCloseable {
  private static final int NAMED = 1024;

  /// Functions that nothing calls.
  private static final Set<String> FIRST =
      Set.of(
          "_start",
          "__clone",
          "clone",
          "__clone3",
          "clone3",
          "runtime.goexit",
          "runtime.mstart",
          "runtime.rt0_go");

  /// Where Go leaves the goroutine's stack for the thread's own.
  private static final Set<String> SWITCHES =
      Set.of(
          "runtime.systemstack",
          "runtime.asmcgocall",
          "runtime.mcall",
          "runtime.cgocallback",
          "runtime.morestack");

  private final Architecture architecture;
  private final AddressSpace space;
  private final Arena arena = Arena.ofShared();
  private final DwflSession session;
  private final Symboliser symboliser;

  LibdwEngine(
      Libdw libdw, Architecture architecture, AddressSpace space, DebugFileCheck debugFiles) {
    this.architecture = architecture;
    this.space = space;
    session = new DwflSession(libdw, architecture, space, debugFiles);
    symboliser = new Symboliser(session, space, arena);
  }

  void spaceChanged() {
    session.report();
    symboliser.forget();
  }

  void perfMap(PerfMap map) {
    symboliser.perfMap(map);
  }

  void vdso(byte[] image, long start) {
    session.vdso(image, start);
    symboliser.forget();
  }

  Unwound unwind(StackCopy copy) {
    Walk walk = new Walk(copy, architecture.stackPointerSlot());
    Optional<GoLineTable> go = goWithoutFrameInfo(walk);
    if (go.isPresent()) {
      followGo(walk);
    } else {
      session.follow(walk);
    }
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < walk.frames() && frames.size() < NAMED; i++) {
      frames.addAll(symboliser.at(walk.within(i)));
    }
    return conclude(walk, frames);
  }

  private Unwound conclude(Walk walk, List<Frame> frames) {
    Optional<String> switched = switchedStacks(frames);
    if (switched.isPresent()) {
      return new Unwound(
          frames,
          false,
          "Go changed stacks at "
              + switched.get()
              + ": what called it lies on the stack of its goroutine");
    }
    if (walk.end() == Walk.End.WHOLE || endsAtFirstFunction(walk, frames)) {
      return new Unwound(frames, true, "");
    }
    String remark = remark(walk);
    long[] beyond = walk.beyond();
    for (int i = 0; i < beyond.length && frames.size() < NAMED; i++) {
      frames.addAll(symboliser.at(beyond[i] - 1));
    }
    return new Unwound(
        frames,
        false,
        beyond.length == 0
            ? remark
            : remark + "; the outermost " + beyond.length + " by frame pointers alone");
  }

  private static boolean endsAtFirstFunction(Walk walk, List<Frame> frames) {
    return walk.end() != Walk.End.LIMIT
        && !frames.isEmpty()
        && FIRST.contains(withoutAbi(frames.getLast().function()));
  }

  private static Optional<String> switchedStacks(List<Frame> frames) {
    return frames.stream()
        .filter(f -> f.function().startsWith("runtime.") && f.language().equals(Languages.GO))
        .map(f -> withoutAbi(f.function()))
        .filter(SWITCHES::contains)
        .findFirst();
  }

  private static String withoutAbi(String function) {
    return function.endsWith(".abi0")
        ? function.substring(0, function.length() - ".abi0".length())
        : function;
  }

  private String remark(Walk walk) {
    return switch (walk.end()) {
      case WHOLE -> "";
      case LIMIT -> "only the innermost " + Walk.FRAMES + " frames were followed";
      case ASTRAY -> "the frame after " + lastPlace(walk) + " is at no address of code";
      case BROKEN -> broken(walk);
    };
  }

  private String broken(Walk walk) {
    if (walk.wantsMoreStack()) {
      return "the stack goes on above the " + walk.stackBytes() + " bytes that were copied";
    }
    if (walk.frames() == 0) {
      return "not even the first frame could be read: " + walk.error();
    }
    long last = walk.address(walk.frames() - 1);
    Optional<Module> missing = space.findMissing(last);
    if (missing.isPresent()) {
      return "the file of "
          + missing.get().name()
          + " could not be had: how its functions return is not known";
    }
    if (walk.wantsOtherMemory()) {
      return "what called " + lastPlace(walk) + " is not on the copied stack";
    }
    return "no way back is known from " + lastPlace(walk) + ": " + walk.error();
  }

  private String lastPlace(Walk walk) {
    int last = walk.frames() - 1;
    return symboliser.at(walk.within(last)).getLast().function();
  }

  /// A Go program stripped of debug info has no frame information for libdw either, and its
  /// innermost functions keep no frame pointer; but its line table tells the size of every frame.
  private Optional<GoLineTable> goWithoutFrameInfo(Walk walk) {
    if (architecture != Architecture.X86_64) {
      return Optional.empty();
    }
    return space
        .find(walk.register(architecture.programCounterSlot()))
        .filter(elf -> elf.elf().section(".debug_frame").isEmpty())
        .filter(elf -> elf.elf().section(".zdebug_frame").isEmpty())
        .flatMap(symboliser::goTable);
  }

  private void followGo(Walk walk) {
    long pc = walk.register(architecture.programCounterSlot());
    long sp = walk.register(architecture.stackPointerSlot());
    boolean exact = true;
    while (walk.add(pc, exact)) {
      exact = false;
      Optional<MappedElf> elf = space.find(pc);
      Optional<GoLineTable> table = elf.flatMap(symboliser::goTable);
      if (elf.isEmpty() || table.isEmpty()) {
        walk.failed("it is no code of Go");
        return;
      }
      long at = pc - elf.get().bias();
      java.util.OptionalLong size = table.get().frameSize(at);
      if (FIRST.contains(withoutAbi(table.get().function(at)))) {
        walk.reachedEnd();
        return;
      }
      if (size.isEmpty()) {
        walk.failed("the size of its frame is not known");
        return;
      }
      Optional<Long> caller = walk.stackWord(sp + size.getAsLong());
      if (caller.isEmpty()) {
        walk.missed(sp + size.getAsLong());
        return;
      }
      sp += size.getAsLong() + Long.BYTES;
      pc = caller.get();
    }
  }

  @Override
  public void close() {
    session.close();
    arena.close();
  }
}
