package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stacks that cannot be followed to their end: what was found is told, and why there is no more.
class BrokenStackTest {
  @TempDir static Path folder;
  private static Programs programs;
  private static String deep;

  @BeforeAll
  static void prepare() {
    programs = new Programs(folder);
    deep =
        programs
            .c(
                "deep.c",
                "deep",
                "-O1",
                "-g",
                "-fno-omit-frame-pointer",
                "-fno-optimize-sibling-calls")
            .toString();
  }

  private static long calls(Unwound unwound) {
    return unwound.frames().stream().filter(f -> f.function().equals("down")).count();
  }

  /// Return addresses by the chain of frame pointers, out of a copy that holds the whole stack.
  private static long[] framePointers(StackCopy copy) {
    java.nio.ByteBuffer registers =
        java.nio.ByteBuffer.wrap(copy.registers()).order(java.nio.ByteOrder.nativeOrder());
    java.nio.ByteBuffer stack =
        java.nio.ByteBuffer.wrap(copy.stack()).order(java.nio.ByteOrder.nativeOrder());
    long sp = registers.getLong(19 * 8);
    List<Long> found = new ArrayList<>(List.of(registers.getLong(16 * 8)));
    long at = registers.getLong(4 * 8) - sp;
    while (at >= 0 && at + 16 <= copy.stack().length && found.size() < 127) {
      found.add(stack.getLong((int) at + 8));
      at = stack.getLong((int) at) - sp;
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void aStackThatGoesOnAboveTheCopyIsNotWholeAndSaysSo() throws Exception {
    try (Target target = Target.start(programs, deep, "30");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(target.modules());
      Unwound unwound = unwinder.unwind(target.copy(16 * 1024));
      assertThat(unwound.whole()).isFalse();
      assertThat(unwound.remark())
          .isEqualTo("the stack goes on above the 16384 bytes that were copied");
      assertThat(calls(unwound)).isBetween(10L, 20L);
    }
  }

  @Test
  void framePointersGoOnWhereTheCopyEnds() throws Exception {
    try (Target target = Target.start(programs, deep, "30");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(target.modules());
      StackCopy all = target.copy();
      StackCopy cut =
          new StackCopy(
              all.thread(),
              all.registers(),
              Arrays.copyOf(all.stack(), 16 * 1024),
              framePointers(all));
      Unwound unwound = unwinder.unwind(cut);
      assertThat(unwound.whole()).isFalse();
      assertThat(unwound.remark()).contains("16384 bytes").contains("by frame pointers alone");
      assertThat(calls(unwound)).isEqualTo(31);
      assertThat(unwound.frames())
          .anyMatch(f ->
              f.function().equals("main")
                  && f.line() == programs.lineOf("deep.c", "n = down(atoi"));
    }
  }

  @Test
  void moreThanTheMostFramesAreCutAndTheCutIsTold() throws Exception {
    try (Target target = Target.start(programs, deep, "400");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(target.modules());
      Unwound unwound = unwinder.unwind(target.copy(1 << 20));
      assertThat(unwound.frames()).hasSize(Walk.FRAMES);
      assertThat(unwound.whole()).isFalse();
      assertThat(unwound.remark()).isEqualTo("only the innermost 256 frames were followed");
    }
  }

  @Test
  void aModuleWithoutItsFileIsNamedByAddress() throws Exception {
    String program =
        programs.c("deep.c", "pointerless", "-O2", "-g", "-fomit-frame-pointer").toString();
    try (Target target = Target.start(programs, program, "5");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(
          target.modules().stream()
              .map(m ->
                  m.name().endsWith("/pointerless")
                      ? new Module(m.start(), m.end(), m.fileOffset(), -1, m.name())
                      : m)
              .toList());
      Unwound unwound = unwinder.unwind(target.copy());
      assertThat(unwound.frames().getFirst().function()).isEqualTo("read");
      assertThat(unwound.frames().get(1).function()).startsWith("pointerless+0x");
      assertThat(unwound.frames().get(1).module()).isEqualTo("pointerless");
      assertThat(unwound.whole()).isFalse();
      assertThat(unwound.remark()).isNotEmpty();
    }
  }

  @Test
  void withoutAnyModuleOnlyTheAddressIsKnown() throws Exception {
    try (Target target = Target.start(programs, deep, "1");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      Unwound unwound = unwinder.unwind(target.copy());
      assertThat(unwound.frames().getFirst().function()).startsWith("0x7");
      assertThat(unwound.whole()).isFalse();
    }
  }

  @Test
  void aReturnAddressThatIsNoCodeEndsTheStack() throws Exception {
    try (Target target = Target.start(programs, deep, "1");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      List<Module> modules = target.modules();
      unwinder.modules(modules);
      StackCopy copy = target.copy();
      long main = framePointers(copy)[3];
      long header =
          modules.stream().filter(m -> m.name().equals(deep)).findFirst().orElseThrow().start();
      java.nio.ByteBuffer stack =
          java.nio.ByteBuffer.wrap(copy.stack()).order(java.nio.ByteOrder.nativeOrder());
      for (int at = 0; at + 8 <= stack.limit(); at += 8) {
        if (stack.getLong(at) == main) {
          stack.putLong(at, header + 16);
          break;
        }
      }
      Unwound unwound = unwinder.unwind(copy);
      assertThat(unwound.whole()).isFalse();
      assertThat(unwound.remark()).endsWith("is at no address of code");
    }
  }

  @Test
  void theVdsoIsReadFromItsImage() throws Exception {
    try (Target target = Target.start(programs, deep, "1");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(target.modules());
      Vdso own = Vdso.ofThisProcess();
      unwinder.vdso(own.image(), 0x7ffff7fc0000L);
      StackCopy copy = target.copy();
      java.nio.ByteBuffer.wrap(copy.registers())
          .order(java.nio.ByteOrder.nativeOrder())
          .putLong(16 * 8, 0x7ffff7fc0000L + own.offsetOf("__vdso_clock_gettime"));
      Frame first = unwinder.unwind(copy).frames().getFirst();
      assertThat(first.function()).isIn("__vdso_clock_gettime", "clock_gettime");
      assertThat(first.module()).isEqualTo("[vdso]");
    }
  }

  @Test
  void registersAndStacksOfAnyContentNeverThrow() throws Exception {
    long seed = 20260103;
    Random random = new Random(seed);
    try (Target target = Target.start(programs, deep, "3");
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(target.modules());
      StackCopy good = target.copy();
      for (int i = 0; i < 300; i++) {
        byte[] registers = good.registers().clone();
        byte[] stack = Arrays.copyOf(good.stack(), random.nextInt(good.stack().length + 1));
        for (int k = random.nextInt(40); k > 0; k--) {
          registers[random.nextInt(registers.length)] = (byte) random.nextInt();
          if (stack.length > 0) {
            stack[random.nextInt(Math.min(stack.length, 2048))] = (byte) random.nextInt();
          }
        }
        Unwound unwound =
            unwinder.unwind(new StackCopy(1, registers, stack, new long[] {random.nextLong()}));
        assertThat(unwound.whole() || !unwound.remark().isEmpty()).as("seed %d", seed).isTrue();
      }
      assertThat(unwinder.unwind(new StackCopy(1, new byte[7], new byte[0], new long[0])).remark())
          .isEqualTo("the registers have 7 bytes where 168 were expected");
      assertThat(unwinder.unwind(good).whole()).isTrue();
    }
  }
}
