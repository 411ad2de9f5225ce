package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.ProcessCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Takes from this process all that parsing needs not, before it sees the first byte of a target's
/// file: what a crafted one may make of the parser is a process that can compute, answer, and end.
final class Sandbox {
  private static final int NOBODY = 65534;

  private static final int RLIMIT_CPU = 0;
  private static final int RLIMIT_FSIZE = 1;
  private static final int RLIMIT_DATA = 2;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NPROC = 6;
  private static final int RLIMIT_MEMLOCK = 8;
  private static final int RLIMIT_AS = 9;
  private static final int RLIMIT_MSGQUEUE = 12;

  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

  /// Processor time of its whole life; a single stack is bounded by Seep's deadline.
  private static final long CPU_SECONDS = 3600;

  /// Address space, most of it mapped files. What it really occupies is watched by Seep.
  private static final long ADDRESS_SPACE = 8L << 30;

  private static final long WRITABLE_MEMORY = 3L << 30;

  private final List<String> complaints = new ArrayList<>();

  private Sandbox() {}

  /// Confines every thread of this process for good.
  ///
  /// @return what could not be done, in plain words, each with the reason
  static List<String> confine() {
    Sandbox sandbox = new Sandbox();
    sandbox.volunteerForTheOutOfMemoryKiller();
    sandbox.setLimits();
    sandbox.dropIdentity();
    sandbox.filterSystemCalls();
    return sandbox.complaints;
  }

  /// A machine that runs out of memory shall end this process, not the target.
  private void volunteerForTheOutOfMemoryKiller() {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
    } catch (IOException notPermitted) {
      complaints.add("it is not the first to go when memory runs out: " + notPermitted);
    }
  }

  private void setLimits() {
    limit("file size", RLIMIT_FSIZE, 0);
    limit("core dumps", RLIMIT_CORE, 0);
    limit("locked memory", RLIMIT_MEMLOCK, 0);
    limit("message queues", RLIMIT_MSGQUEUE, 0);
    limit("processor time", RLIMIT_CPU, CPU_SECONDS);
    limit("address space", RLIMIT_AS, ADDRESS_SPACE);
    limit("memory", RLIMIT_DATA, WRITABLE_MEMORY);
  }

  private void limit(String what, int resource, long value) {
    complain("the limit of " + what, ProcessCalls.setLimit(resource, value));
  }

  private void dropIdentity() {
    if (isRoot()) {
      complain("the change to user nobody", ProcessCalls.becomeUser(NOBODY));
    } else {
      complaints.add("it runs as the user that runs Seep: only root can give it another one");
    }
    complain("the giving up of capabilities", ProcessCalls.keepCapabilities(0));
    complain("its being closed to debuggers", ProcessCalls.prctl(PR_SET_DUMPABLE, 0, 0));
    // After the change of user, whose other processes would count. None may be started any more.
    limit("processes", RLIMIT_NPROC, 0);
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException noProc) {
      return false;
    }
  }

  private void filterSystemCalls() {
    complain("no_new_privs", ProcessCalls.prctl(PR_SET_NO_NEW_PRIVS, 1, 0));
    long[] instructions = SeccompFilter.forThisMachine();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocateFrom(ValueLayout.JAVA_LONG, instructions);
      MemorySegment program = arena.allocate(16, 8);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) instructions.length);
      program.set(ValueLayout.JAVA_LONG, 8, filter.address());
      int result = ProcessCalls.seccompFilter(SECCOMP_FILTER_FLAG_TSYNC, program);
      if (result > 0) {
        // The number of a thread that has a filter of its own: then at least the one that parses.
        complaints.add("its thread " + result + " takes no system call filter");
        result = ProcessCalls.seccompFilter(0, program);
      }
      complain("the system call filter", result);
    }
  }

  private void complain(String what, int result) {
    if (result < 0) {
      complaints.add(what + " could not be had: " + Errno.describe(-result));
    }
  }
}
