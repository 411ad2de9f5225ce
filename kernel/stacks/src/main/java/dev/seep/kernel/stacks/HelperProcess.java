package dev.seep.kernel.stacks;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.ChildProcess;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.ProcessCalls;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.MessageSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The helper as a child of this process: started, measured, ended.
///
/// It is handed one end of a socket pair and nothing else. A socket that it had to connect to would
/// need a name, which others could connect to as well; `ProcessBuilder` hands over only pipes.
final class HelperProcess {
  /// The whole environment: nothing in Seep's own may change what the helper's JVM does.
  private static final List<String> ENVIRONMENT = List.of("LC_ALL=C", "MALLOC_ARENA_MAX=1");

  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_CAP_AMBIENT = 47;
  private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
  private static final int LAST_CAPABILITY = 63;

  /// What a root's helper needs until it has read its own classes and become nobody:
  /// `CAP_DAC_READ_SEARCH` (they may lie in somebody's closed home), `CAP_SETGID`, `CAP_SETUID`.
  private static final long KEPT = 1L << 2 | 1L << 6 | 1L << 7;

  private static final int SIGKILL = 9;
  private static final int WNOHANG = 1;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d{1,15}) kB");
  private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d{1,15}) kB");

  /// What stands between the name, in parentheses, and the two times.
  private static final Pattern TIMES =
      Pattern.compile("\\) \\S(?: -?\\d+){10} (\\d{1,15}) (\\d{1,15}) [^)]*$");

  private final int pid;
  private volatile int status = -1;

  private HelperProcess(int pid) {
    this.pid = pid;
  }

  /// Starts it with one end of a pair, which is closed here whatever happens.
  static Reading<HelperProcess> start(HelperCommand command, int itsEnd) {
    AtomicInteger result = new AtomicInteger(-Errno.EAGAIN.number());
    // Credentials belong to a thread: what the helper must not have is taken from one that was made
    // for this, ends after it, and makes no other thread that would inherit the loss.
    Thread thread =
        Thread.ofPlatform()
            .name("seep-helper-start")
            .unstarted(() -> {
              renounce();
              result.set(ChildProcess.start(command.words(), ENVIRONMENT, itsEnd));
            });
    try {
      thread.start();
      joinUninterrupted(thread);
    } catch (OutOfMemoryError noThreadLeft) {
      result.set(-Errno.EAGAIN.number());
    } finally {
      Syscalls.close(itsEnd);
    }
    return result.get() < 0
        ? SafeFiles.refused("names of code: the helper process", result.get())
        : Reading.seen(new HelperProcess(result.get()));
  }

  private static void renounce() {
    ProcessCalls.prctl(PR_SET_NO_NEW_PRIVS, 1, 0);
    ProcessCalls.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0);
    for (int capability = 0; capability <= LAST_CAPABILITY; capability++) {
      if (((KEPT >>> capability) & 1) == 0) {
        ProcessCalls.prctl(PR_CAPBSET_DROP, capability, 0);
      }
    }
  }

  private static void joinUninterrupted(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException whileItOnlyTakesMilliseconds) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  int pid() {
    return pid;
  }

  /// Bytes of memory that it occupies, those shared with others among them; 0 once it has ended.
  long residentBytes() {
    return memory(RESIDENT);
  }

  /// Bytes that are its own alone: not the files that it has mapped.
  long ownBytes() {
    return memory(ANONYMOUS);
  }

  /// Seconds of processor time that it has used; 0 once it has ended. Fields 14 and 15 of
  /// `/proc/PID/stat` (proc_pid_stat(5)), in hundredths of a second.
  double cpuSeconds() {
    byte[] text =
        status < 0 ? SafeFiles.read(Syscalls.AT_FDCWD, "/proc/" + pid + "/stat", 4_096) : null;
    Matcher matcher = TIMES.matcher(text == null ? "" : KernelText.decode(text));
    return matcher.find()
        ? (Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2))) / 100.0
        : 0;
  }

  private long memory(Pattern line) {
    byte[] text =
        status < 0 ? SafeFiles.read(Syscalls.AT_FDCWD, "/proc/" + pid + "/status", 16_384) : null;
    Matcher matcher = line.matcher(text == null ? "" : KernelText.decode(text));
    return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
  }

  /// Ends it, and takes its end. A process that is being killed may take a while to give its memory
  /// back; it is waited for, but not without end.
  void kill() {
    signalEnd();
    awaitEnd(2_000);
  }

  /// Ends it and does not wait. Its end has not been taken, so the number is still its own.
  synchronized void signalEnd() {
    if (status < 0) {
      ProcessCalls.kill(pid, SIGKILL);
    }
  }

  /// How it ended, in plain words; "it still runs" when it has not within the time.
  String awaitEnd(int millis) {
    long deadline = System.nanoTime() + millis * 1_000_000L;
    while (status < 0 && !hasEnded() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(500_000);
    }
    return describe();
  }

  private synchronized boolean hasEnded() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(4, 4);
      int taken = ProcessCalls.wait4(pid, into, WNOHANG);
      if (taken == pid) {
        status = into.get(ValueLayout.JAVA_INT, 0);
      } else if (taken < 0 && !Errno.EINTR.is(taken)) {
        status = 0;
      }
      return status >= 0;
    }
  }

  /// wait(2): the low seven bits are a signal, the second byte an exit status.
  private String describe() {
    int signal = status & 0x7f;
    return switch (status < 0 ? -1 : signal) {
      case -1 -> "it still runs";
      case 0 -> "it ended with status " + ((status >> 8) & 0xff);
      case 6, 7, 11 -> "it crashed (signal " + signal + ")";
      case 24 -> "it used up its processor time";
      default -> "it was ended by signal " + signal;
    };
  }

  /// Both ends of a new pair, or a negated error number in the first.
  static int[] pair() {
    int[] ends = new int[2];
    int result = MessageSocket.pair(ends);
    return result < 0 ? new int[] {result, -1} : ends;
  }
}
