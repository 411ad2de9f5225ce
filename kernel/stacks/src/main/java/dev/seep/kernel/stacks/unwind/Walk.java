package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.stacks.StackCopy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// One stack being followed: what it is read from, and the addresses found so far.
final class Walk {
  static final int FRAMES = 256;

  static final Walk NONE = new Walk(new StackCopy(0, new byte[0], new byte[0], new long[0]), 0);

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /// How it ended.
  enum End {
    /// Whoever started the thread says that nothing called it.
    WHOLE,
    /// There are more frames than are followed.
    LIMIT,
    /// An address cannot be one of code.
    ASTRAY,
    /// The next frame could not be found.
    BROKEN
  }

  private final StackCopy copy;
  private final long stackPointer;
  private final long[] addresses = new long[FRAMES];
  private final boolean[] exact = new boolean[FRAMES];
  private int frames;
  private long missedAt;
  private boolean missed;
  private End end = End.BROKEN;
  private String error = "";

  /// @param stackPointerSlot which word of the registers points at the first byte of the stack
  Walk(StackCopy copy, int stackPointerSlot) {
    this.copy = copy;
    this.stackPointer =
        (stackPointerSlot + 1) * 8 > copy.registers().length
            ? 0
            : (long) WORD.get(copy.registers(), stackPointerSlot * 8);
  }

  long register(int slot) {
    return (long) WORD.get(copy.registers(), slot * 8);
  }

  Optional<Long> stackWord(long address) {
    long at = address - stackPointer;
    return at < 0 || at > copy.stack().length - 8L
        ? Optional.empty()
        : Optional.of((long) WORD.get(copy.stack(), (int) at));
  }

  /// @param exactAddress whether it is where the thread is, and not where a call returns to
  /// @param mayBeCode whether code can be there, as far as is known
  /// @return whether to go on
  boolean add(long address, boolean exactAddress, boolean mayBeCode) {
    if (frames == FRAMES) {
      end = End.LIMIT;
      return false;
    }
    if (frames > 0 && !(mayBeCode && plausible(address))) {
      end = End.ASTRAY;
      return false;
    }
    addresses[frames] = address;
    exact[frames++] = exactAddress;
    return true;
  }

  /// Nothing is mapped below the first page, user addresses end at 2^56 at most, and code does not
  /// lie on the stack.
  private boolean plausible(long address) {
    boolean onStack = address >= stackPointer && address - stackPointer < copy.stack().length;
    return address >= 4096 && address < 1L << 56 && !onStack;
  }

  /// A further frame is being read: what was missed on the way to it was not needed.
  void begins() {
    missed = false;
  }

  void missed(long address) {
    missed = true;
    missedAt = address;
  }

  /// libdw takes a return address that it could not read for the end of the stack: it is none.
  void reachedEnd() {
    if (!missed) {
      end = End.WHOLE;
    }
  }

  void failed(String message) {
    error = message;
  }

  End end() {
    return end;
  }

  String error() {
    return error;
  }

  int frames() {
    return frames;
  }

  /// The address of a frame as it stands in the target.
  long address(int frame) {
    return addresses[frame];
  }

  /// An address within the instruction that the frame is at: a return address is that of the next
  /// one, which may belong to another line or function.
  long within(int frame) {
    return exact[frame] ? addresses[frame] : addresses[frame] - 1;
  }

  /// Whether it ended because memory above the copied stack was wanted.
  boolean wantsMoreStack() {
    return missed
        && missedAt - stackPointer >= copy.stack().length - 7L
        && missedAt >= stackPointer;
  }

  boolean wantsOtherMemory() {
    return missed && !wantsMoreStack();
  }

  int stackBytes() {
    return copy.stack().length;
  }

  /// What frame pointers say lies beyond the last frame found; empty when they never meet what was
  /// found. They leave out functions that keep none, and may begin with a wrong one, but keep the
  /// order: of all places to begin comparing at, the one where most addresses agree is right.
  long[] beyond() {
    long[] pointers = copy.framePointers();
    int best = 0;
    int from = pointers.length;
    for (int start = 0; start < pointers.length; start++) {
      int agreed = agreed(pointers, start);
      if (agreed > best) {
        best = agreed;
        from = start + agreed;
      }
    }
    int to = Math.min(pointers.length, from + FRAMES - frames);
    return Arrays.copyOfRange(pointers, from, Math.max(from, to));
  }

  /// How many addresses from `start` on are found in this order among the frames.
  private int agreed(long[] pointers, int start) {
    int next = start;
    for (int f = 0; f < frames && next < pointers.length; f++) {
      next += pointers[next] == addresses[f] ? 1 : 0;
    }
    return next - start;
  }
}
