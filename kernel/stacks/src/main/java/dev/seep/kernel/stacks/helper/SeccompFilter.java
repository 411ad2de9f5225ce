package dev.seep.kernel.stacks.helper;

import java.util.ArrayList;
import java.util.List;

/// The system calls that are left to the confined helper, as a seccomp filter (classic BPF, Linux
/// Documentation/userspace-api/seccomp_filter.rst).
///
/// A list of what is allowed, as a list of what is not would miss the calls of kernels to come.
/// What it holds is what a running JVM needs to compute, to make threads and to talk on descriptors
/// that it already has. Nothing on it opens a file, makes a socket, starts a program or reaches
/// another process; those fail with `EPERM`, which libraries take for "not permitted here" and
/// survive.
final class SeccompFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  /// Offsets in `struct seccomp_data`; the low half of an argument comes first on both
  /// architectures.
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  private static final int KILL_PROCESS = 0x8000_0000;
  private static final int ALLOW = 0x7fff_0000;
  private static final int ERROR = 0x0005_0000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  private static final int CLONE_THREAD = 0x10000;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int PR_SET_NAME = 15;
  private static final int PR_GET_NAME = 16;
  private static final int PR_SET_VMA = 0x5356_4d41;
  private static final int[] HARMLESS_FCNTL = {1, 2, 3, 4, 1030};

  /// What the filter needs to know of an architecture: its `AUDIT_ARCH_…` of `linux/audit.h`, calls
  /// that are allowed whatever their arguments, and those whose arguments matter. arm64 is untried.
  private record Table(
      int auditArchitecture,
      List<Integer> allowed,
      int cloneCall,
      int fstatat,
      int prctl,
      int fcntl,
      int tgkill,
      int prlimit) {}

  private static final int CLONE3 = 435;

  /// read write close fstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask
  /// rt_sigreturn pread64 sched_yield mremap mincore madvise dup nanosleep getpid recvmsg sendmsg
  /// exit uname getcwd gettimeofday getrlimit getrusage sysinfo getuid getgid geteuid getegid
  /// sigaltstack arch_prctl gettid futex sched_getaffinity set_tid_address restart_syscall
  /// clock_gettime clock_getres clock_nanosleep exit_group ppoll set_robust_list getcpu getrandom
  /// membarrier rseq
  private static final Table X86_64 =
      new Table(
          0xc000_003e,
          List.of(
              0, 1, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 24, 25, 27, 28, 32, 35, 39, 47, 46,
              60, 63, 79, 96, 97, 98, 99, 102, 104, 107, 108, 131, 158, 186, 202, 204, 218, 219,
              228, 229, 230, 231, 271, 273, 309, 318, 324, 334),
          56,
          262,
          157,
          72,
          234,
          302);

  /// The same calls, without those that arm64 never had: poll, arch_prctl.
  private static final Table AARCH64 =
      new Table(
          0xc000_00b7,
          List.of(
              63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 67, 124, 216, 232, 233, 23,
              101, 172, 212, 211, 93, 160, 17, 169, 163, 165, 179, 174, 176, 175, 177, 132, 178, 98,
              123, 96, 128, 113, 114, 115, 94, 73, 99, 168, 278, 283, 293),
          220,
          79,
          167,
          25,
          131,
          261);

  private final List<long[]> program = new ArrayList<>();

  private SeccompFilter() {}

  /// The instructions, each as the 8 bytes of `struct sock_filter` in little-endian order.
  static long[] forThisMachine() {
    boolean arm = System.getProperty("os.arch", "").equals("aarch64");
    SeccompFilter filter = new SeccompFilter();
    filter.write(arm ? AARCH64 : X86_64, (int) ProcessHandle.current().pid());
    return filter.program.stream().mapToLong(i -> i[0]).toArray();
  }

  private void write(Table table, int ownPid) {
    add(LOAD_WORD, 0, 0, ARCHITECTURE);
    add(JUMP_IF_EQUAL, 1, 0, table.auditArchitecture());
    add(RETURN, 0, 0, KILL_PROCESS);
    add(LOAD_WORD, 0, 0, NUMBER);
    for (int number : table.allowed()) {
      add(JUMP_IF_EQUAL, 0, 1, number);
      add(RETURN, 0, 0, ALLOW);
    }
    // Its flags are behind a pointer; the C library falls back to clone, whose flags can be seen.
    add(JUMP_IF_EQUAL, 0, 1, CLONE3);
    add(RETURN, 0, 0, ERROR | ENOSYS);
    allowIfBit(table.cloneCall(), 0, CLONE_THREAD);
    allowIfBit(table.fstatat(), 3, AT_EMPTY_PATH);
    allowIfOneOf(table.prctl(), 0, PR_SET_NAME, PR_GET_NAME, PR_SET_VMA);
    allowIfOneOf(table.fcntl(), 1, HARMLESS_FCNTL);
    allowIfOneOf(table.tgkill(), 0, ownPid);
    allowIfNull(table.prlimit(), 2);
    add(RETURN, 0, 0, ERROR | EPERM);
  }

  private void allowIfBit(int number, int argument, int bit) {
    add(JUMP_IF_EQUAL, 0, 4, number);
    add(LOAD_WORD, 0, 0, low(argument));
    add(JUMP_IF_ANY_BIT, 0, 1, bit);
    add(RETURN, 0, 0, ALLOW);
    add(RETURN, 0, 0, ERROR | EPERM);
  }

  private void allowIfOneOf(int number, int argument, int... values) {
    add(JUMP_IF_EQUAL, 0, 2 + 2 * values.length, number);
    add(LOAD_WORD, 0, 0, low(argument));
    for (int value : values) {
      add(JUMP_IF_EQUAL, 0, 1, value);
      add(RETURN, 0, 0, ALLOW);
    }
    add(RETURN, 0, 0, ERROR | EPERM);
  }

  /// For an argument that is a pointer.
  private void allowIfNull(int number, int argument) {
    add(JUMP_IF_EQUAL, 0, 6, number);
    add(LOAD_WORD, 0, 0, low(argument));
    add(JUMP_IF_EQUAL, 0, 3, 0);
    add(LOAD_WORD, 0, 0, low(argument) + 4);
    add(JUMP_IF_EQUAL, 0, 1, 0);
    add(RETURN, 0, 0, ALLOW);
    add(RETURN, 0, 0, ERROR | EPERM);
  }

  private static int low(int argument) {
    return ARGUMENTS + 8 * argument;
  }

  private void add(int code, int ifTrue, int ifFalse, int operand) {
    program.add(
        new long[] {
          code | ((long) ifTrue << 16) | ((long) ifFalse << 24) | ((long) operand << 32)
        });
  }
}
