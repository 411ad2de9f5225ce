package dev.seep.alerting.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.alerting.Incidents;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CutTest {

  @Test
  void noCharacterIsHalvedAndNoBoundIsPassed() {
    for (String unit : new String[] {"a", "ü", "€", "\ud83d\ude00"}) {
      for (int most = 8; most < 40; most++) {
        String text = unit.repeat(50);
        String cut = Cut.to(text, most);
        assertThat(cut).hasSizeLessThanOrEqualTo(most).endsWith("…");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
        String bytes = Cut.toBytes(text, most);
        assertThat(bytes.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(bytes)).isTrue();
        assertThat(bytes).endsWith("…").startsWith(unit);
      }
    }
    assertThat(Cut.to("short", 5)).isEqualTo("short");
    assertThat(Cut.toBytes("short", 5)).isEqualTo("short");
  }

  @Test
  void aMessageComesBackFromTheJournalAsItWas() {
    Message message =
        new Composer("web1", "https://seep.example")
            .compose(Incidents.leak().named("x\"\n\ud800\u001b").resolved());
    assertThat(Message.fromJson(Json.parse(Json.write(message.toJson())))).isEqualTo(message);
  }

  @Test
  void figuresReadAsPeopleSayThem() {
    assertThat(Words.duration(30)).isEqualTo("30 s");
    assertThat(Words.duration(960)).isEqualTo("16 min");
    assertThat(Words.duration(11_520)).isEqualTo("3 h 12 min");
    assertThat(Words.duration(187_200)).isEqualTo("2 days 4 h");
    assertThat(Words.duration(Double.POSITIVE_INFINITY)).isEqualTo("for ever");
    assertThat(Words.bytes(1_536)).isEqualTo("1.5 KiB");
    assertThat(Words.decimal(13.2)).isEqualTo("13.2");
    assertThat(Words.decimal(0.05)).isEqualTo("0.05");
    assertThat(Words.decimal(12_345)).isEqualTo("12,345");
  }
}
