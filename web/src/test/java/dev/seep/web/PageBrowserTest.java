package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.web.PageTools.Ended;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The page in a real browser: every view in both themes and at phone width, with the keyboard,
/// with hostile names, with axe, for a simulated day. The figures are printed, not judged, as a
/// busy machine would decide over them; `target/page-pictures` holds what it looks like.
final class PageBrowserTest {
  private static final Path PICTURES = Path.of("target/page-pictures").toAbsolutePath();

  @Test
  void everyViewHoldsInARealBrowser() throws Exception {
    Path chromium = PageTools.chromium();
    Path packages = PageTools.packages();
    Ended ended =
        PageTools.run(
            PageTools.SCRIPTS,
            "node",
            "run.mjs",
            PageTools.page().toString(),
            packages.toString(),
            chromium.toString(),
            PICTURES.toString());
    System.out.println(ended.output());
    assertThat(ended.output().lines().filter(line -> line.startsWith("not ok"))).isEmpty();
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output().lines().filter(line -> line.startsWith("ok"))).hasSizeGreaterThan(12);
  }

  @Test
  void thePageOfTheRealServerShowsWhatItsWatchSees() throws Exception {
    Path chromium = PageTools.chromium();
    Path packages = PageTools.packages();
    StagedWatch watch = new StagedWatch(500, Instant.now());
    AtomicBoolean over = new AtomicBoolean();
    try (WatchServer server = StagedServer.started(WebOptions.loopback(0), watch)) {
      Thread clock =
          Thread.ofVirtual()
              .start(() -> {
                while (!over.get()) {
                  watch.tick();
                  try {
                    Thread.sleep(500);
                  } catch (InterruptedException e) {
                    return;
                  }
                }
              });
      try {
        Ended ended =
            PageTools.run(
                PageTools.SCRIPTS,
                "node",
                "real.mjs",
                server.uri().toString(),
                packages.toString(),
                chromium.toString(),
                PICTURES.toString());
        System.out.println(ended.output());
        assertThat(ended.status()).as(ended.output()).isZero();
      } finally {
        over.set(true);
        clock.join();
      }
    }
  }
}
