package dev.seep.kernel.stacks.unwind;

import java.util.Optional;

/// Where the registers of an architecture lie in the kernel's record of them, and what DWARF calls
/// them.
public enum Architecture {
  /// `struct pt_regs` of `arch/x86/include/uapi/asm/ptrace.h`; the numbers of the System V ABI,
  /// AMD64 supplement, figure 3.36. The return address column (16) is the program counter.
  X86_64(62, 21, 17, 19, 16),

  /// `struct user_pt_regs` of `arch/arm64/include/uapi/asm/ptrace.h`; the numbers of "DWARF for the
  /// Arm 64-bit Architecture", where x0 to x30 are 0 to 30 and sp is 31, in the kernel's order.
  /// Written down, untried.
  AARCH64(183, 34, 32, 31, 32);

  private static final class X86 {
    /// The slot of each DWARF register from 0 (rax) to 16 (the return address).
    static final int[] SLOTS = {10, 12, 11, 5, 13, 14, 4, 19, 9, 8, 7, 6, 3, 2, 1, 0, 16};
  }

  private final int elfMachine;
  private final int slots;
  private final int dwarfRegisters;
  private final int stackPointerSlot;
  private final int programCounterSlot;

  Architecture(
      int elfMachine, int slots, int dwarfRegisters, int stackPointerSlot, int programCounterSlot) {
    this.elfMachine = elfMachine;
    this.slots = slots;
    this.dwarfRegisters = dwarfRegisters;
    this.stackPointerSlot = stackPointerSlot;
    this.programCounterSlot = programCounterSlot;
  }

  /// The one of this machine; empty when its registers are not written down here.
  public static Optional<Architecture> ofThisMachine() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  /// `e_machine` of its ELF files.
  int elfMachine() {
    return elfMachine;
  }

  /// Bytes of the kernel's record.
  int registerBytes() {
    return slots * Long.BYTES;
  }

  /// How many DWARF registers, from 0 upwards, an unwinding starts with.
  int dwarfRegisters() {
    return dwarfRegisters;
  }

  int slotOf(int dwarfRegister) {
    return switch (this) {
      case X86_64 -> X86.SLOTS[dwarfRegister];
      case AARCH64 -> dwarfRegister;
    };
  }

  int stackPointerSlot() {
    return stackPointerSlot;
  }

  int programCounterSlot() {
    return programCounterSlot;
  }
}
