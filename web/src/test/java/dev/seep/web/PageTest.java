package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PageTest {
  private final StagedWatch watch = new StagedWatch(5, Instant.parse("2026-03-04T05:06:07Z"));
  private final WatchServer server = StagedServer.started(WebOptions.loopback(0), watch);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_view_is_the_page() throws IOException {
    String page = Wire.get(server.address(), "/").body();
    assertThat(page)
        .contains("<html")
        .doesNotContainPattern("<script[^>]*>[^<]")
        .doesNotContain("style=");
    for (String view : new String[] {"/finding/i-1", "/process/1000", "/self", "/a%20b/c"}) {
      Wire.Reply reply = Wire.get(server.address(), view);
      assertThat(reply.status()).as(view).isEqualTo(200);
      assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(reply.body()).isEqualTo(page);
    }
  }

  @Test
  void what_the_page_needs_is_there_with_its_type() throws IOException {
    Wire.Reply script = Wire.get(server.address(), "/app.js");
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(Wire.get(server.address(), "/icon.svg").header("Content-Type"))
        .isEqualTo("image/svg+xml");
  }

  @Test
  void an_unchanged_file_is_not_sent_again() throws IOException {
    Wire.Reply first = Wire.get(server.address(), "/app.js");
    String tag = first.header("ETag");
    assertThat(tag).startsWith("\"");
    Wire.Reply again = Wire.get(server.address(), "/app.js", "If-None-Match: \"x\", W/" + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(Wire.get(server.address(), "/app.js", "If-None-Match: \"x\"").status())
        .isEqualTo(200);
  }

  @Test
  void a_link_on_another_site_opens_a_view_and_nothing_else() throws IOException {
    String[] link = {
      "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"
    };
    assertThat(Wire.get(server.address(), "/finding/i-1", link).status()).isEqualTo(200);
    assertThat(Wire.get(server.address(), "/metrics", link).status()).isEqualTo(403);
    assertThat(
            Wire.get(
                    server.address(),
                    "/finding/i-1",
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: iframe")
                .status())
        .isEqualTo(403);
  }
}
