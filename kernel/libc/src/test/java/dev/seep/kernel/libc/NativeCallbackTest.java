package dev.seep.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeCallbackTest {
  private final NativeLibrary c = NativeLibrary.open("libc.so.6").orElseThrow();
  private final MemorySegment memory = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  @Test
  void nativeCodeSortsByAJavaFunction() {
    try (Arena arena = Arena.ofConfined()) {
      long comparator =
          NativeCallback.of(
              arena,
              2,
              0,
              (a, b, _, _, _, _, _, _) ->
                  Long.compare(
                      memory.get(ValueLayout.JAVA_LONG, a), memory.get(ValueLayout.JAVA_LONG, b)));
      MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_LONG, 30, 10, 20);
      c.call("qsort", numbers.address(), 3, 8, comparator);
      assertThat(numbers.toArray(ValueLayout.JAVA_LONG)).containsExactly(10, 20, 30);
    }
  }

  @Test
  void anExceptionBecomesTheAgreedResultAndDoesNotEndTheProcess() {
    try (Arena arena = Arena.ofConfined()) {
      long comparator =
          NativeCallback.of(
              arena,
              2,
              -1,
              (_, _, _, _, _, _, _, _) -> {
                throw new IllegalStateException("no order");
              });
      MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_LONG, 30, 10);
      c.call("qsort", numbers.address(), 2, 8, comparator);
      assertThat(numbers.toArray(ValueLayout.JAVA_LONG)).containsExactlyInAnyOrder(10, 30);
    }
  }

  @Test
  void aFunctionOfEightArgumentsFindsAllOfThem() {
    long[] seen = new long[8];
    try (Arena arena = Arena.ofConfined()) {
      long function =
          NativeCallback.of(
              arena,
              8,
              -1,
              (a, b, c, d, e, f, g, h) -> {
                long[] all = {a, b, c, d, e, f, g, h};
                System.arraycopy(all, 0, seen, 0, 8);
                return 77;
              });
      long result = Native.call(MemorySegment.ofAddress(function), 1, 2, 3, 4, 5, 6, 7);
      assertThat(result).isEqualTo(77);
    }
    assertThat(java.util.Arrays.copyOf(seen, 7)).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aReadAtAnOffsetLeavesThePositionAlone(@org.junit.jupiter.api.io.TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "0123456789");
    int fd = Syscalls.open(file.toString());
    int second = Syscalls.duplicate(fd);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(4);
      assertThat(Syscalls.pread(second, into, 3)).isEqualTo(4);
      assertThat((char) into.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo('3');
      assertThat(Syscalls.read(fd, into)).isEqualTo(4);
      assertThat((char) into.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo('0');
    } finally {
      Syscalls.close(fd);
      Syscalls.close(second);
    }
  }
}
