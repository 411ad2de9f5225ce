package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.render.Canvas;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Reading;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a run ends: by Ctrl-C, by a reader that goes, by a full disk, by a process that goes.
final class EndingTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// A real process, as a signal cannot be tried on the tests' own.
  private static Process seep(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Show.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void ctrl_c_prints_what_is_known_and_exits_with_the_verdict() throws Exception {
    Process process = seep("hunt", "4711", "--for", "1h");
    var reader = process.inputReader(StandardCharsets.UTF_8);
    assertThat(reader.readLine()).isEqualTo("hunting");
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(reader.lines()).anyMatch(line -> line.startsWith("LEAK"));
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void a_reader_that_has_seen_enough_ends_it_without_a_word() throws Exception {
    Process process = seep("inspect", "4711", "--all");
    process.getInputStream().close();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void a_full_disk_is_said_and_is_no_success() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      assertThat(run(full, new FakeEye(), "ps")).isEqualTo(3);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("seep: output could not be written: No space left on device\n");
  }

  @Test
  void watching_shows_what_came_went_and_changed_until_the_process_is_gone() {
    List<Descriptor> later = new ArrayList<>(Evidence.crawlerDescriptors());
    later.remove(1);
    later.set(1, Evidence.descriptor(4, Evidence.zoo().getFirst().resource()));
    later.add(Evidence.descriptor(20, Evidence.zoo().get(5).resource()));
    Inventory after = Evidence.inventory(Evidence.crawler(), later);
    FakeEye eye =
        new FakeEye()
            .holding(
                List.of(
                    Reading.seen(Evidence.crawlerInventory()),
                    Reading.seen(after),
                    Reading.unseen("process 4711", "it has ended", "")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, eye, "inspect", "4711", "--watch", "1ms")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .endsWith(
            """

            12 of 1,024 descriptors · +1 −1
            − 3  eventpoll  watches 2 fds
            ~ 4  eventpoll  watches 1 fd
            + 20  memfd  cache (4.0 KiB)
            """);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("seep: the watch is over: it has ended\n");
  }

  private int run(OutputStream out, FakeEye eye, String... args) {
    Terminal terminal = new Terminal(false, false, Canvas.UNLIMITED, true, false);
    Wiring wiring = new Wiring((root, source) -> eye, it -> (a, b, c) -> Reports.leak());
    return Main.run(args, Session.of(out, err, terminal, Clock.systemUTC(), wiring));
  }
}
