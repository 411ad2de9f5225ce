package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.ChildProcess;
import dev.seep.kernel.libc.NativeLibrary;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// A helper whose parser has been taken over by what it parsed: the thread's number of a stack says
/// what it does.
public final class Misbehaving implements StackReader {
  public static final int ANSWER = 1;
  public static final int CRASH = 2;
  public static final int HANG = 3;
  public static final int SWALLOW_MEMORY = 4;
  public static final int CRASH_IN_LIBC = 5;
  public static final int SPEAK_NONSENSE = 6;
  public static final int BOAST = 7;
  public static final int ASK_FOR_DEBUG_FILE = 8;
  public static final int SIZE_OF_PERF_MAP = 9;
  public static final int THROW = 11;

  /// From here on: the system call of this number above it, with a path and zeroes as arguments.
  public static final int SYSTEM_CALL = 10_000;

  private final Surroundings surroundings;
  private List<Mapping> mappings = List.of();
  private byte[] perfMap = {};

  private Misbehaving(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static void main() {
    HelperMain.run(Misbehaving::new);
  }

  @Override
  public void mappings(List<Mapping> now) {
    mappings = now;
  }

  @Override
  public void perfMap(byte[] text) {
    perfMap = text;
  }

  @Override
  public void vdso(byte[] image, long start) {}

  @Override
  public Unwound unwind(StackCopy copy) {
    return switch (copy.thread()) {
      case CRASH -> one("" + crash());
      case CRASH_IN_LIBC -> {
        surroundings.reading(
            mappings.stream()
                .map(Mapping::name)
                .filter(n -> n.contains("libc.so"))
                .findFirst()
                .orElseThrow());
        yield one("" + crash());
      }
      case HANG -> {
        while (copy.thread() == HANG) {
          Thread.onSpinWait();
        }
        yield one("");
      }
      case SWALLOW_MEMORY -> one("" + swallow());
      case SPEAK_NONSENSE -> {
        new MessageSocket(ChildProcess.HANDED, false)
            .send(
                new MessageWriter().start(MessageKind.FRAMES).number(Integer.MAX_VALUE),
                -1,
                Long.MAX_VALUE);
        yield one("");
      }
      case THROW -> throw new IllegalStateException("thrown");
      case BOAST -> boast();
      case ASK_FOR_DEBUG_FILE -> one(debugFile(copy));
      case SIZE_OF_PERF_MAP -> one("" + perfMap.length);
      default ->
          one(
              copy.thread() >= SYSTEM_CALL
                  ? "" + systemCall(copy.thread() - SYSTEM_CALL)
                  : mappings.stream().map(Mapping::fd).toList().toString());
    };
  }

  private static Unwound one(String function) {
    return new Unwound(List.of(new Frame(function, "", 0, "", "")), true, "");
  }

  /// The stack of the copy holds the debug link.
  private String debugFile(StackCopy copy) {
    String link = new String(copy.stack(), java.nio.charset.StandardCharsets.UTF_8);
    int crc = (int) copy.framePointers()[0];
    int fd = surroundings.debugFile(new byte[0], link, crc, mappings.getFirst().name());
    if (fd < 0) {
      return "none";
    }
    byte[] text = WholeLines.read(fd, 1000);
    Syscalls.close(fd);
    return new String(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static long systemCall(int number) {
    try (Arena arena = Arena.ofConfined()) {
      return Syscalls.call(number, arena.allocateFrom("/etc/passwd").address(), 0, 0, 0, 0, 0);
    }
  }

  /// In native code, as a parser would.
  private static long crash() {
    return NativeLibrary.open("libc.so.6").orElseThrow().call("strlen", 8);
  }

  private static Unwound boast() {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      frames.add(new Frame("f".repeat(20_000), "\u001b[2J", 7, "m\n", "c++"));
    }
    return new Unwound(frames, true, "r".repeat(100_000));
  }

  private static long swallow() {
    Arena arena = Arena.global();
    long swallowed = 0;
    while (swallowed < 64L << 30) {
      arena.allocate(16 << 20).fill((byte) 1);
      swallowed += 16 << 20;
    }
    return swallowed;
  }

  @Override
  public void close() {}
}
