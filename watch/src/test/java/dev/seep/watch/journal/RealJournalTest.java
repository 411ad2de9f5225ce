package dev.seep.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.seep.evidence.Blind;
import dev.seep.kernel.libc.Errno;
import dev.seep.testkit.ChildJvm;
import dev.seep.watch.journal.Exhausted.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;

/// With the real journalctl, on a journal that systemd-journal-remote writes.
class RealJournalTest {
  private static final Path WRITER = Path.of("/lib/systemd/systemd-journal-remote");
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final Heard heard = new Heard();

  /// A journal that takes what it is given.
  private final class Journal implements AutoCloseable {
    private final Process process;
    private final OutputStream in;

    Journal() throws IOException {
      Assumptions.assumeTrue(Files.isExecutable(WRITER), WRITER + " is not installed");
      Assumptions.assumeTrue(
          Files.isExecutable(Path.of("/usr/bin/journalctl")), "journalctl is not installed");
      Path file = folder.resolve("a.journal");
      process =
          new ProcessBuilder(WRITER.toString(), "--output=" + file, "-")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      in = process.getOutputStream();
    }

    void write(int pid, byte[] message) throws IOException {
      long micros = Instant.now().toEpochMilli() * 1000;
      String head =
          "__REALTIME_TIMESTAMP="
              + micros
              + "\n__MONOTONIC_TIMESTAMP="
              + micros
              + "\n_BOOT_ID="
              + ID
              + "\n_MACHINE_ID="
              + ID
              + "\n_PID="
              + pid
              + "\n_COMM=web\n_SYSTEMD_UNIT=web.service\nMESSAGE\n";
      in.write(head.getBytes(StandardCharsets.US_ASCII));
      in.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(message.length).array());
      in.write(message);
      in.write("\n\n".getBytes(StandardCharsets.US_ASCII));
      in.flush();
    }

    void write(int pid, String message) throws IOException {
      write(pid, message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      in.close();
      process.destroyForcibly().onExit().join();
    }
  }

  private static JournalOptions options(Path folder) {
    return new JournalOptions(List.of("journalctl", "--directory=" + folder), folder, 1_000);
  }

  @Test
  void linesAreFoundAsTheyAreWritten() throws Exception {
    try (Journal journal = new Journal()) {
      journal.write(1, "begins");
      Heard.until(() -> Files.exists(folder.resolve("a.journal")));
      try (JournalReader reader =
          new JournalReader(options(folder), heard, InstantSource.system(), System::nanoTime)) {
        for (int pid = 10; heard.all.isEmpty(); pid++) {
          journal.write(pid, "accept4: Too many open files");
          Thread.sleep(200);
          assertThat(pid).as("tries: %s", reader.blind()).isLessThan(100);
        }
        heard.all.clear();
        journal.write(2, "all is well");
        journal.write(3, new byte[] {(byte) 0xff, 'E', 'M', 'F', 'I', 'L', 'E', '\n', 27});
        journal.write(4, "pthread_create failed: Resource temporarily unavailable");
        Heard.until(() -> heard.all.stream().anyMatch(each -> each.pid() == 4));
        assertThat(heard.all)
            .filteredOn(each -> each.pid() < 10)
            .extracting(Exhausted::pid, Exhausted::unit, Exhausted::command, Exhausted::kind)
            .containsExactly(
                tuple(3, "web.service", "web", Kind.DESCRIPTORS),
                tuple(4, "web.service", "web", Kind.THREADS));
        assertThat(reader.blind()).isEmpty();
      }
    }
  }

  @Test
  void journalctlEndsWithTheProcessThatStartedIt() throws Exception {
    try (Journal journal = new Journal()) {
      journal.write(1, "begins");
      Heard.until(() -> Files.exists(folder.resolve("a.journal")));
      List<String> command =
          new ChildJvm(
                  Files.createDirectory(folder.resolve("classes")),
                  List.of(
                      JournalReader.class,
                      Following.class,
                      Blind.class,
                      Errno.class,
                      JsonParser.class,
                      Nullable.class))
              .command(Following.class, folder.toString());
      Process child =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      ProcessHandle journalctl;
      try {
        Heard.until(() -> following(child) != null);
        journalctl = Objects.requireNonNull(following(child));
      } finally {
        child.destroyForcibly().onExit().join();
      }
      Heard.until(() -> !journalctl.isAlive());
    }
  }

  private static @Nullable ProcessHandle following(Process child) {
    return child
        .children()
        .filter(each -> each.info().commandLine().orElse("").contains("--follow"))
        .findFirst()
        .orElse(null);
  }

  /// A daemon that does nothing else.
  static final class Following {
    private Following() {}

    public static void main(String[] arguments) throws Exception {
      try (JournalReader reader =
          new JournalReader(
              options(Path.of(arguments[0])), _ -> {}, InstantSource.system(), System::nanoTime)) {
        Thread.sleep(60_000);
        System.out.println(reader.counts());
      }
    }
  }
}
