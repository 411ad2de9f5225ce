package dev.seep.kernel.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.HelperMain;
import dev.seep.kernel.stacks.helper.Limits;
import dev.seep.kernel.stacks.helper.Misbehaving;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a helper can do that has been taken over by a crafted file: end itself, be late, and lie.
class BadHelperTest {
  private Planted target;
  private Symboliser symboliser;

  @BeforeEach
  void start() throws IOException {
    target = Planted.python("print('ready', flush=True); input()");
    List<Class<?>> classes =
        List.of(Misbehaving.class, HelperMain.class, Syscalls.class, Frame.class);
    symboliser =
        Symbolisers.seen(
            Symboliser.start(
                Symbolisers.PROC, target.pid(), HelperCommand.of(Misbehaving.class, classes)));
  }

  @AfterEach
  void end() {
    symboliser.close();
    target.close();
  }

  private Unwound ask(int behaviour) {
    return symboliser.resolve(new StackCopy(behaviour, new byte[0], new byte[0], new long[0]));
  }

  private static String only(Unwound unwound) {
    return unwound.frames().getFirst().function();
  }

  @Test
  void aCrashEndsTheHelperAndTheNextStackIsReadByANewOne() {
    int first = symboliser.helperPid();
    Unwound crashed = ask(Misbehaving.CRASH);
    assertThat(crashed.whole()).isFalse();
    assertThat(crashed.remark()).contains("was lost", "crashed (signal 6)");
    assertThat(ask(Misbehaving.ANSWER).remark()).isEmpty();
    assertThat(symboliser.helperPid()).isPositive().isNotEqualTo(first);
  }

  @Test
  void theFileThatEndedAHelperIsNamedAndNoHelperGetsItAgain() throws IOException {
    long address = Symbolisers.code(target.pid(), "libc.so").start();
    StackCopy copy =
        new StackCopy(Misbehaving.CRASH_IN_LIBC, new byte[0], new byte[0], new long[] {address});
    Unwound crashed = symboliser.resolve(copy);
    assertThat(crashed.frames()).extracting(Frame::module).first().asString().contains("libc.so");
    assertThat(symboliser.blind())
        .extracting(Blind::what)
        .anyMatch(what -> what.startsWith("the code of /") && what.contains("libc.so"));
  }

  @Test
  void aHelperThatSwallowsMemoryIsEndedBeforeItHurts() {
    Unwound unwound = ask(Misbehaving.SWALLOW_MEMORY);
    assertThat(unwound.remark()).contains("was lost");
  }

  @Test
  void aHelperThatRunsInCirclesIsGivenUp() {
    ask(Misbehaving.ANSWER);
    Unwound unwound = ask(Misbehaving.HANG);
    assertThat(unwound.remark()).contains("no answer in time");
    assertThat(ask(Misbehaving.ANSWER).remark()).isEmpty();
  }

  @Test
  void closingDoesNotWaitForAHelperThatRunsInCircles() throws InterruptedException {
    Thread asking = Thread.ofPlatform().start(() -> ask(Misbehaving.HANG));
    Path helper = Path.of("/proc/" + symboliser.helperPid());
    Thread.sleep(100);
    symboliser.close();
    asking.join();
    assertThat(helper).doesNotExist();
    assertThat(ask(Misbehaving.ANSWER).remark()).contains("Seep is ending");
  }

  @Test
  void nonsenseEndsTheHelperAndNotSeep() {
    assertThat(ask(Misbehaving.SPEAK_NONSENSE).remark()).contains("what no helper answers");
  }

  @Test
  void aParserThatThrowsIsNoReasonToLoseTheHelper() {
    int first = symboliser.helperPid();
    assertThat(ask(Misbehaving.THROW).remark()).contains("could not be followed", "thrown");
    assertThat(symboliser.helperPid()).isEqualTo(first);
  }

  @Test
  void namesWithoutEndAreCut() {
    Unwound unwound = ask(Misbehaving.BOAST);
    assertThat(unwound.frames()).isNotEmpty().hasSizeLessThanOrEqualTo(Limits.FRAMES);
    assertThat(only(unwound)).hasSize(Limits.FUNCTION);
    assertThat(unwound.remark()).hasSize(Limits.REMARK);
  }

  @Test
  void everyLostHelperIsFollowedByAnotherUntilThereHaveBeenFour() {
    for (int i = 0; i < 4; i++) {
      ask(Misbehaving.CRASH);
    }
    assertThat(symboliser.helperPid()).isZero();
    assertThat(symboliser.cost()).isEqualTo(new Cost(0, 0));
    assertThat(ask(Misbehaving.ANSWER).remark()).contains("was lost 4 times");
  }

  @Test
  void aConfinedHelperCanOpenStartAndReachNothing() {
    // Of the architecture of this machine; the numbers of arm64 differ.
    Map<String, Integer> calls =
        Map.ofEntries(
            Map.entry("open", 2),
            Map.entry("creat", 85),
            Map.entry("socket", 41),
            Map.entry("connect", 42),
            Map.entry("bind", 49),
            Map.entry("fork", 57),
            Map.entry("vfork", 58),
            Map.entry("execve", 59),
            Map.entry("kill", 62),
            Map.entry("unlink", 87),
            Map.entry("ptrace", 101),
            Map.entry("mount", 165),
            Map.entry("keyctl", 250),
            Map.entry("unshare", 272),
            Map.entry("perf_event_open", 298),
            Map.entry("process_vm_readv", 310),
            Map.entry("process_vm_writev", 311),
            Map.entry("memfd_create", 319),
            Map.entry("bpf", 321),
            Map.entry("execveat", 322),
            Map.entry("io_uring_setup", 425),
            Map.entry("pidfd_open", 434),
            Map.entry("pidfd_getfd", 438),
            Map.entry("openat2", 437));
    calls.forEach((name, number) ->
        assertThat(only(ask(Misbehaving.SYSTEM_CALL + number)))
            .as(name)
            .isEqualTo("-" + Errno.EPERM.number()));
    assertThat(symboliser.helperPid()).isPositive();
  }
}
