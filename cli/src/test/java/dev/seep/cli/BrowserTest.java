package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.cli.report.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hostile page in a real browser, where one is installed.
final class BrowserTest {
  @TempDir Path folder = Path.of("");

  private static Optional<Path> browser() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void names_stay_text_the_one_script_runs_and_nothing_else_does() throws Exception {
    assumeTrue(browser().isPresent(), "no Chromium is installed");
    Path page = folder.resolve("page.html");
    Files.writeString(page, HtmlReport.of(Pages.hostile(), Evidence.NOW));
    String dom = dom(browser().orElseThrow(), page);
    assertThat(dom).as("the zoom was set up").contains("class=\"flame zooms\"");
    assertThat(dom).contains("&lt;img src=x onerror=alert(1)&gt;").doesNotContain("<img");
    assertThat(dom.split("<script", -1)).hasSize(2);
    assertThat(dom.split("<style", -1)).hasSize(2);
  }

  /// The document after its script has run.
  private String dom(Path browser, Path page) throws IOException, InterruptedException {
    Path out = folder.resolve("dom");
    List<String> command =
        List.of(
            browser.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + folder.resolve("profile"),
            "--dump-dom",
            page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(Duration.ofMinutes(2))).as("the browser ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
