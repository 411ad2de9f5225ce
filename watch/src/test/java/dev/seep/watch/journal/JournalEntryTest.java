package dev.seep.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.watch.journal.Exhausted.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalEntryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final int OWN = 99;

  private static Optional<JournalEntry> parse(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return JournalEntry.parse(bytes, bytes.length);
  }

  private static Optional<Exhausted> found(String json) {
    return parse(json).flatMap(entry -> Findings.of(entry, OWN, NOW));
  }

  @Test
  void aLineIsTiedToItsProcessAndUnit() {
    assertThat(
            found(
                """
                {"__REALTIME_TIMESTAMP":"1700000000123456","_PID":"42","_COMM":"web","_SYSTEMD_UNIT":\
                "web.service","MESSAGE":"accept4: too many open files"}\
                """))
        .contains(
            new Exhausted(
                Instant.parse("2023-11-14T22:13:20.123456Z"),
                42,
                "web.service",
                "web",
                Kind.DESCRIPTORS,
                "accept4: too many open files"));
  }

  @Test
  void aMessageOfBytesIsReadAndHostileOnesStayText() {
    assertThat(found("{\"_PID\":\"7\",\"MESSAGE\":[255,69,77,70,73,76,69,10,27]}"))
        .get()
        .satisfies(seen -> {
          assertThat(seen.kind()).isEqualTo(Kind.DESCRIPTORS);
          assertThat(seen.at()).isEqualTo(NOW);
          assertThat(seen.line()).contains("EMFILE\n\u001b");
        });
  }

  @Test
  void aFieldThatWasGivenTwiceCountsOnce() {
    assertThat(parse("{\"MESSAGE\":[\"EMFILE\",\"b\"],\"_COMM\":[[97],[98]]}"))
        .get()
        .satisfies(entry -> {
          assertThat(entry.message()).isEqualTo("EMFILE");
          assertThat(entry.command()).isEqualTo("a");
        });
  }

  @Test
  void theKernelSpeaksOfAnother() {
    assertThat(
            found(
                "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"Out of memory: Killed process 4711 (java)"
                    + " total-vm:1kB\"}"))
        .get()
        .satisfies(seen -> {
          assertThat(seen.pid()).isEqualTo(4711);
          assertThat(seen.command()).isEqualTo("java");
          assertThat(seen.kind()).isEqualTo(Kind.MEMORY);
        });
  }

  @Test
  void aProcessCannotBlameAnotherByTheKernelsWords() {
    assertThat(
            found(
                "{\"_TRANSPORT\":\"stdout\",\"_PID\":\"5\",\"MESSAGE\":\"Out of memory: Killed process"
                    + " 4711 (java)\"}"))
        .get()
        .satisfies(seen -> assertThat(seen.pid()).isEqualTo(5));
  }

  @Test
  void theServiceManagerSpeaksOfAUnit() {
    assertThat(
            found(
                "{\"_PID\":\"1\",\"_SYSTEMD_UNIT\":\"init.scope\",\"UNIT\":\"web.service\",\"MESSAGE\":"
                    + "\"web.service: Failed with result 'oom-kill'.\"}"))
        .get()
        .satisfies(seen -> {
          assertThat(seen.unit()).isEqualTo("web.service");
          assertThat(seen.pid()).isEqualTo(-1);
        });
  }

  @Test
  void whatThisProcessWritesItselfIsNoNews() {
    assertThat(found("{\"_PID\":\"99\",\"MESSAGE\":\"web said: too many open files\"}")).isEmpty();
  }

  @Test
  void whatIsNoEntryIsNone() {
    for (String json :
        new String[] {
          "",
          "{",
          "[]",
          "null",
          "{\"MESSAGE\":",
          "{\"MESSAGE\":" + "[".repeat(50_000),
          "{\"MESSAGE\":[99999999999]}",
          "{\"MESSAGE\":\"x\"",
          "-- No entries --",
          "{\"_PID\":{\"a\":[1,{}]}"
        }) {
      assertThat(parse(json)).as(json).isEmpty();
    }
  }

  @Test
  void numbersThatAreNoneAreNotTaken() {
    assertThat(
            parse(
                "{\"_PID\":\"99999999999\",\"__REALTIME_TIMESTAMP\":\"x\",\"MESSAGE\":null,\"a\":{}}"))
        .get()
        .satisfies(entry -> {
          assertThat(entry.pid()).isEqualTo(-1);
          assertThat(entry.at()).isNull();
          assertThat(entry.message()).isEmpty();
        });
  }

  @Test
  void aLongLineIsCutBetweenItsCharacters() {
    String line = "EMFILE " + "x".repeat(492) + "\ud83d\ude00 and more";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(Findings.of(bytes, bytes.length, OWN, NOW))
        .get()
        .satisfies(seen -> assertThat(seen.line()).isEqualTo("EMFILE " + "x".repeat(492)));
  }
}
