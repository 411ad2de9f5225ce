package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading the configuration again.
final class ReloaderTest {
  @TempDir Path folder = Path.of("");
  private Path file = Path.of("");
  private final List<WatchConfig> used = new ArrayList<>();
  private Reloader reloader = new Reloader(Optional.empty(), WatchConfig.defaults(), "", _ -> {});

  @BeforeEach
  void begin() throws Exception {
    file = folder.resolve("watch.yaml");
    write("interval: 10s\n");
    ConfigFile.Result.Loaded first = Parsed.loaded(ConfigFile.load(file));
    reloader = new Reloader(Optional.of(file), first.config(), first.hash(), used::add);
  }

  private void write(String text) throws Exception {
    Files.writeString(file, text);
  }

  @Test
  void a_good_file_is_taken_over_and_what_changed_is_named() throws Exception {
    write("{interval: 20s, listen: '127.0.0.1:8000', labels: {a: b}, token: new}");
    assertThat(reloader.reload())
        .isInstanceOfSatisfying(
            Reloader.Outcome.Applied.class,
            applied -> {
              assertThat(applied.changed())
                  .containsExactly("listen", "token", "interval", "labels");
              assertThat(applied.needRestart()).containsExactly("listen", "token");
              assertThat(applied.hash()).isEqualTo(reloader.hash());
            });
    assertThat(used).containsExactly(reloader.current());
    assertThat(reloader.current().interval()).isEqualTo(Duration.ofSeconds(20));
    write("{interval: 20s, listen: '127.0.0.1:8000', labels: {a: b}, token: newer}");
    assertThat(changed(reloader.reload())).containsExactly("token");
  }

  @Test
  void the_same_file_changes_nothing() {
    assertThat(changed(reloader.reload())).isEmpty();
  }

  @Test
  void alerts_and_exports_that_change_are_named() throws Exception {
    write(
        """
        interval: 10s
        remote_write: [{url: 'http://x'}]
        alerting:
          route: {receiver: a}
          receivers: [{name: a, slack_configs: [{api_url: 'http://s/1'}]}]
        """);
    assertThat(changed(reloader.reload())).containsExactly("alerting", "remote_write");
    write(Files.readString(file).replace("http://s/1", "http://s/2"));
    assertThat(changed(reloader.reload())).containsExactly("alerting");
  }

  private static List<String> changed(Reloader.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Reloader.Outcome.Applied.class);
    return ((Reloader.Outcome.Applied) outcome).changed();
  }

  @Test
  void a_bad_file_keeps_the_one_before_and_the_next_good_one_is_taken() throws Exception {
    WatchConfig before = reloader.current();
    String hash = reloader.hash();
    write("interval: 20s\nlisten: nowhere\nlabels: [a]\n");
    assertThat(reloader.reload())
        .isInstanceOfSatisfying(
            Reloader.Outcome.Kept.class, kept -> assertThat(kept.problems()).hasSize(2));
    assertThat(reloader.current()).isEqualTo(before);
    assertThat(reloader.hash()).isEqualTo(hash);
    assertThat(used).isEmpty();
    write("interval: 20s\n");
    assertThat(changed(reloader.reload())).containsExactly("interval");
  }

  @Test
  void a_file_that_is_gone_keeps_the_one_before() throws Exception {
    WatchConfig before = reloader.current();
    Files.delete(file);
    assertThat(reloader.reload())
        .isEqualTo(
            new Reloader.Outcome.Kept(
                List.of(
                    new Problem(
                        file.toString(),
                        0,
                        0,
                        "",
                        "there is no such file",
                        "give the path of a configuration"))));
    assertThat(reloader.current()).isEqualTo(before);
  }

  @Test
  void one_that_cannot_be_taken_over_keeps_the_one_before() throws Exception {
    ConfigFile.Result.Loaded first = Parsed.loaded(ConfigFile.load(file));
    Reloader refusing =
        new Reloader(
            Optional.of(file),
            first.config(),
            first.hash(),
            _ -> {
              throw new IllegalStateException("no room");
            });
    write("interval: 20s\n");
    assertThat(refusing.reload()).isInstanceOf(Reloader.Outcome.Kept.class);
    assertThat(refusing.current()).isEqualTo(first.config());
  }

  @Test
  void without_a_file_there_is_nothing_to_read_again() {
    Reloader none = new Reloader(Optional.empty(), WatchConfig.defaults(), "", used::add);
    assertThat(none.reload()).isInstanceOf(Reloader.Outcome.Kept.class);
    assertThat(used).isEmpty();
  }
}
