package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/srv/images/000123.png, /srv/images/*.png",
    "/srv/images/img_0001.jpeg, /srv/images/img_*.jpeg",
    "/srv/images/photo12.png, /srv/images/photo*.png",
    "/var/log/app-2026-01-02.log, /var/log/app-*.log",
    "/var/log/app.log.3, /var/log/app.log.*",
    "/data/550e8400-e29b-41d4-a716-446655440000.bin, /data/*.bin",
    "/cache/d41d8cd98f00b204e9800998ecf8427e, /cache/*",
    "/cache/3f/2a/object, /cache/*/*/object",
    "/tmp/tmpab12cd_x, /tmp/tmp*",
    "/tmp/build.XaQbRz, /tmp/build.*",
    "/tmp/notes.txt, /tmp/notes.txt",
    "/tmp/build-1k7i_wfm, /tmp/build-*",
    "/tmp/build-j_s8_hcf/a.png, /tmp/build-*/a.png",
    "/tmp/build-4egpzy2v, /tmp/build-*",
    "/tmp/run-7-1k7i_wfm.log, /tmp/run-*.log",
    "/tmp/app-worker_1, /tmp/app-worker_*",
    "/tmp/app-log_2024, /tmp/app-log_*",
    "/tmp/app-read_log, /tmp/app-read_log",
    "/srv/app-1k7i_wfm, /srv/app-*_wfm",
    "/home/me/MyReport.txt, /home/me/MyReport.txt",
    "/proc/4711/fd, /proc/*/fd",
    "/proc/self/status, /proc/self/status",
    "/dev/null, /dev/null",
    "/dev/pts/3, /dev/pts/*",
    "/music/track01.mp3, /music/track*.mp3",
    "/, /",
    "'', ''",
    "relative, relative"
  })
  void whatAProgramCountsOrDrawsBecomesAStar(String path, String pattern) {
    assertThat(PathPattern.of(path)).isEqualTo(pattern);
  }

  @Test
  void noNameHoweverHostileChangesTheFoldersAndEveryNumberGivesTheSamePattern() {
    Random random = new Random(5);
    String alphabet = "abcXYZ0123456789._-/*~ é\udcff\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder folder = new StringBuilder("/");
      for (int n = random.nextInt(40); n > 0; n--) {
        folder.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String once = PathPattern.of(folder + "/item-" + random.nextInt(1_000_000) + ".dat");
      String again = PathPattern.of(folder + "/item-" + random.nextInt(1_000_000) + ".dat");
      assertThat(once).as("folder %s", folder).isEqualTo(again).endsWith("/item-*.dat");
      assertThat(once.chars().filter(c -> c == '/').count())
          .as("folder %s", folder)
          .isEqualTo(folder.chars().filter(c -> c == '/').count() + 1);
    }
  }

  @Test
  void aNameOfAnyLengthHasAShortPattern() {
    assertThat(PathPattern.of("/x".repeat(5_000))).hasSizeLessThan(600);
    assertThat(PathPattern.of("/" + "y".repeat(100_000))).hasSizeLessThan(600);
  }

  @Test
  void whatIsTheSameInAllOfThemIsShownAsItIs() {
    assertThat(
            PathPattern.narrowed(
                "/srv/*/log/*.gz", List.of("/srv/7/log/1.gz", "/srv/7/log/2.gz", "/other")))
        .isEqualTo("/srv/7/log/*.gz");
    assertThat(PathPattern.narrowed("/srv/*.gz", List.of("/srv/63.gz"))).isEqualTo("/srv/63.gz");
    assertThat(PathPattern.narrowed("/srv/*.gz", List.of())).isEqualTo("/srv/*.gz");
    assertThat(PathPattern.narrowed("/a/*/c", List.of("/a/1/c", "/a/2/c", "/a/1/c")))
        .isEqualTo("/a/*/c");
  }
}
