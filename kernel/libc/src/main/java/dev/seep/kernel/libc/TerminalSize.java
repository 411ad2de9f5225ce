package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The size of the window that a descriptor leads to (ioctl_tty(2)).
public final class TerminalSize {
  /// `TIOCGWINSZ` of `asm-generic/ioctls.h`, the same on both architectures known here.
  private static final long TIOCGWINSZ = 0x5413;

  /// `ws_col`, the second of the four unsigned shorts of `struct winsize`.
  private static final int COLUMNS_OFFSET = 2;

  private TerminalSize() {}

  /// Width in characters, 0 when the terminal does not know; a negated error number (`ENOTTY`) when
  /// the descriptor is no terminal.
  public static int columns(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(8);
      int result = Syscalls.ioctl(fd, TIOCGWINSZ, size);
      return result < 0
          ? result
          : Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, COLUMNS_OFFSET));
    }
  }
}
