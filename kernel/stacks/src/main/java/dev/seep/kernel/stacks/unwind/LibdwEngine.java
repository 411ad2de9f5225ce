package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  private static final int STEPS = 1 << 14;

  private final Architecture architecture;
  private final AddressSpace space;
  private final Arena arena = Arena.ofShared();
  private final DwflSession session;
  private final Symboliser symboliser;
  private final Map<Long, GoStep> goSteps = new HashMap<>();

  /// @param first whether nothing calls the function
  private record GoStep(boolean first, OptionalLong frameSize) {}

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
    goSteps.clear();
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
      if (goSteps.size() > STEPS) {
        goSteps.clear();
      }
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
    int switched = switchedStacks(frames);
    if (switched >= 0) {
      return new Unwound(
          frames.subList(0, switched + 1),
          false,
          "Go changed stacks at "
              + withoutAbi(frames.get(switched).function())
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

  /// The index of the first function that changed stacks, or -1.
  private static int switchedStacks(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (frame.language().equals(Languages.GO)
          && SWITCHES.contains(withoutAbi(frame.function()))) {
        return i;
      }
    }
    return -1;
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
    while (walk.add(pc, exact, true)) {
      exact = false;
      GoStep step = goSteps.computeIfAbsent(pc, this::goStep);
      if (step.first()) {
        walk.reachedEnd();
        return;
      }
      if (step.frameSize().isEmpty()) {
        walk.failed("the line table of Go does not tell the size of its frame");
        return;
      }
      long slot = sp + step.frameSize().getAsLong();
      Optional<Long> caller = walk.stackWord(slot);
      if (caller.isEmpty()) {
        walk.missed(slot);
        return;
      }
      sp = slot + Long.BYTES;
      pc = caller.get();
    }
  }

  private GoStep goStep(long pc) {
    Optional<MappedElf> elf = space.find(pc);
    Optional<GoLineTable> table = elf.flatMap(symboliser::goTable);
    if (elf.isEmpty() || table.isEmpty()) {
      return new GoStep(false, OptionalLong.empty());
    }
    long at = pc - elf.get().bias();
    boolean first = FIRST.contains(withoutAbi(table.get().function(at)));
    return new GoStep(first, table.get().frameSize(at));
  }

  @Override
  public void close() {
    session.close();
    arena.close();
  }
}
