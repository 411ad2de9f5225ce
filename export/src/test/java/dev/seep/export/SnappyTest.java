package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ours is held against another's decoder.
class SnappyTest {

  private static byte[] again(byte[] compressed) {
    return org.iq80.snappy.Snappy.uncompress(compressed, 0, compressed.length);
  }

  private static void assertSurvives(byte[] text) {
    assertThat(again(Snappy.compress(text, text.length))).isEqualTo(text);
  }

  @Test
  void nothingIsOneByte() {
    assertThat(Snappy.compress(new byte[0], 0)).containsExactly(0);
  }

  @Test
  void shortTextsOfEachLengthComeBack() {
    for (int n = 0; n < 300; n++) {
      assertSurvives(
          "seep_process_open_fds ".repeat(20).substring(0, n).getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void whatRepeatsBecomesSmall() {
    byte[] text = "unit:nginx.service".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    byte[] compressed = Snappy.compress(text, text.length);
    assertThat(compressed.length).isLessThan(text.length / 15);
    assertThat(again(compressed)).isEqualTo(text);
  }

  @Test
  void onlyThePartThatIsAskedForIsCompressed() {
    byte[] text = "abcdabcdabcdXXXX".getBytes(StandardCharsets.US_ASCII);
    assertThat(new String(again(Snappy.compress(text, 12)), StandardCharsets.US_ASCII))
        .isEqualTo("abcdabcdabcd");
  }

  @Test
  void randomMixturesOfNoiseAndRepetitionComeBack() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      byte[] text = new byte[random.nextInt(200_000)];
      int at = 0;
      while (at < text.length) {
        int n = Math.min(text.length - at, 1 + random.nextInt(400));
        boolean fresh = at == 0 || random.nextInt(3) == 0;
        int from = fresh ? 0 : random.nextInt(at);
        for (int i = 0; i < n; i++) {
          text[at + i] = fresh ? (byte) random.nextInt() : text[from + i];
        }
        at += n;
      }
      assertThat(again(Snappy.compress(text, text.length))).as("seed %d", seed).isEqualTo(text);
    }
  }
}
