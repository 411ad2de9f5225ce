package dev.seep.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SyscallsTest {

  @Test
  void aLinkIsReadAsTheKernelHoldsIt() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(4096);
      long length =
          Syscalls.readlinkat(Syscalls.AT_FDCWD, arena.allocateFrom("/proc/self/exe"), into);
      byte[] bytes = into.asSlice(0, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
      assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/exe")).toString());
    }
  }

  @Test
  void aFailureIsTheNegatedErrorNumber() {
    try (Arena arena = Arena.ofConfined()) {
      int fd = Syscalls.openat(Syscalls.AT_FDCWD, arena.allocateFrom("/no/such/file"), 0);
      assertThat(Errno.ENOENT.is(fd)).isTrue();
      assertThat(Errno.describe(-fd)).isEqualTo("ENOENT (no such file or directory)");
    }
  }

  @Test
  void aLibraryThatIsNotInstalledIsAbsentAndNoError() {
    assertThat(NativeLibrary.open("libno-such-thing.so.9")).isEmpty();
  }

  @Test
  void aFunctionOfAnInstalledLibraryAnswers() {
    NativeLibrary c = NativeLibrary.open("libc.so.6").orElseThrow();
    assertThat(c.has("getpid")).isTrue();
    assertThat(c.callInt("getpid")).isEqualTo((int) ProcessHandle.current().pid());
  }
}
