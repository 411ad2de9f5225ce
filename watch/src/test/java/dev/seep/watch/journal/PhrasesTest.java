package dev.seep.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.watch.journal.Exhausted.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "DESCRIPTORS | http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 5ms",
        "DESCRIPTORS | 2026/03/01 10:00:00 [crit] 12#12: accept4() failed (24: Too many open files)",
        "DESCRIPTORS | java.net.SocketException: Too many open files",
        "DESCRIPTORS | Error: EMFILE: too many open files, open '/srv/a.png'",
        "DESCRIPTORS | Error: accept EMFILE",
        "DESCRIPTORS | OSError: [Errno 24] Too many open files: '/srv/a.png'",
        "DESCRIPTORS | Os { code: 24, kind: Uncategorized, message: ~Too many open files~ }",
        "DESCRIPTORS | socket: No file descriptors available",
        "DESCRIPTORS_OF_MACHINE | VFS: file-max limit 9223372036854775807 reached",
        "DESCRIPTORS_OF_MACHINE | open: Too many open files in system",
        "DESCRIPTORS_OF_MACHINE | ENFILE: file table overflow, open '/srv/a.png'",
        "THREADS | java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory",
        "THREADS | java.lang.OutOfMemoryError: unable to create new native thread",
        "THREADS | RuntimeError: can't start new thread",
        "THREADS | runtime: failed to create new OS thread (have 8 already; errno=11)",
        "THREADS | runtime/cgo: pthread_create failed: Resource temporarily unavailable",
        "THREADS | failed to spawn thread: Os { code: 11, kind: WouldBlock, message: ~Resource temporarily unavailable~ }",
        "THREADS | -bash: fork: retry: Resource temporarily unavailable",
        "THREADS | cgroup: fork rejected by pids controller in /system.slice/web.service",
        "MEMORY | malloc: Cannot allocate memory",
        "MEMORY | Out of memory: Killed process 4711 (java) total-vm:1kB, anon-rss:1kB",
        "MEMORY | web invoked oom-killer: gfp_mask=0xcc0, order=0",
        "MEMORY | java.lang.OutOfMemoryError: Java heap space",
        "MEMORY | FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        "MEMORY | fatal error: runtime: out of memory",
        "MEMORY | MemoryError",
        "MEMORY | memory allocation of 4096 bytes failed",
        "MEMORY | terminate called after throwing an instance of 'std::bad_alloc'",
        "MEMORY | web.service: Failed with result 'oom-kill'.",
      })
  void everyRuntimeIsUnderstood(Kind kind, String line) {
    assertThat(Phrases.in(line)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /too/many/open/files 200",
        "recv() failed (11: Resource temporarily unavailable)",
        "the module xemfilex was loaded",
        "use --emfile-retries=3 to try again",
        "pthread_create wrapped by the profiler",
        "memory allocation of buffers is done",
        "threads are fine",
        "\u0130 too ma\u00f1y open files",
        "",
      })
  void whatOnlySoundsLikeItIsNot(String line) {
    assertThat(Phrases.in(line)).isEmpty();
  }

  @Test
  void aWordThatBeginsAnewInsideAnotherIsFound() {
    assertThat(Phrases.in("too many too many open open filestoo many open files")).isPresent();
  }

  @Test
  void wordsAreFoundAsASimpleSearchFindsThem() {
    Needles needles = new Needles(List.of("abab", "bab", "ba", "c"));
    Random random = new Random(4711);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append("abBcA\u00e9".charAt(random.nextInt(6)));
      }
      String lower = text.toString().toLowerCase(Locale.ROOT);
      int expected =
          (lower.contains("abab") ? 1 : 0)
              | (lower.contains("bab") ? 2 : 0)
              | (lower.contains("ba") ? 4 : 0)
              | (lower.contains("c") ? 8 : 0);
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(needles.in(bytes, 0, bytes.length)).as("in %s", text).isEqualTo(expected);
    }
  }

  @Test
  void theMachineIsToldFromTheProcess() {
    assertThat(Phrases.in("Too many open files in system"))
        .isEqualTo(Optional.of(Kind.DESCRIPTORS_OF_MACHINE));
  }
}
