package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.web.PageTools.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page's scripts by their own words: their types, and what they must never do.
final class PageTypesTest {
  /// What would make text of others into markup, code or style, or ask another server.
  private static final List<String> FORBIDDEN =
      List.of(
          "innerHTML",
          "outerHTML",
          "insertAdjacentHTML",
          "document.write",
          "eval(",
          "new Function",
          "setAttribute('style'",
          "cssText",
          "javascript:",
          "createContextualFragment",
          "DOMParser",
          "https://");

  @TempDir Path folder = Path.of("");

  @Test
  void theTypesOfTheScriptsHold() throws Exception {
    Path packages = PageTools.packages();
    for (Map.Entry<String, String> script : PageTools.texts(".js").entrySet()) {
      Files.writeString(folder.resolve(script.getKey()), script.getValue());
    }
    Files.copy(PageTools.SCRIPTS.resolve("tsconfig.json"), folder.resolve("tsconfig.json"));
    Files.createDirectory(folder.resolve("uplot"));
    Files.copy(
        Path.of("target/uplot/package/dist/uPlot.d.ts"), folder.resolve("uplot/uPlot.esm.d.ts"));
    Ended tsc =
        PageTools.run(
            folder, packages.resolve("node_modules/.bin/tsc").toString(), "-p", "tsconfig.json");
    assertThat(tsc.output()).isEmpty();
    assertThat(tsc.status()).isZero();
  }

  @Test
  void noScriptMakesMarkupOrCodeOfText() throws Exception {
    Map<String, String> scripts = PageTools.texts(".js");
    assertThat(scripts).hasSizeGreaterThan(20);
    scripts.forEach(
        (name, text) -> assertThat(FORBIDDEN).as(name).noneMatch(word -> text.contains(word)));
  }

  @Test
  void theDocumentNamesOnlyFilesThatAreThere() throws Exception {
    String document = PageTools.texts(".html").getOrDefault("index.html", "");
    List<String> named =
        java.util.regex.Pattern.compile("(?:href|src)=\"/([^\"]+)\"")
            .matcher(document)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(named).contains("app.js", "page.css", "uplot/uPlot.esm.js");
    assertThat(named).allMatch(name -> Files.isRegularFile(PageTools.page().resolve(name)));
    assertThat(document).doesNotContain("style=").doesNotContain("http:");
    assertThat(PageTools.texts(".js").keySet())
        .as("each module is asked for at once, not one after the other")
        .allMatch(name -> name.equals("types.js") || document.contains("\"/" + name + "\""));
  }

  @Test
  void whatIsUsedOfOthersComesWithItsLicence() {
    assertThat(PageTools.page().resolve("uplot/LICENSE")).content().contains("MIT");
  }
}
