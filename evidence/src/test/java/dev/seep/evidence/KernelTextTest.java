package dev.seep.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelTextTest {

  @Test
  void plainNamesPassUnchanged() {
    assertThat(KernelText.printable("/srv/images/ä-图.png")).isEqualTo("/srv/images/ä-图.png");
  }

  @Test
  void controlCharactersCannotReachATerminal() {
    assertThat(KernelText.printable("a\u001b[31mred\nnext\ttab\u009b2J"))
        .isEqualTo("a\\x1b[31mred\\nnext\\ttab\\x9b2J");
  }

  @Test
  void aBackslashIsEscapedSoThatNoEscapeCanBeForged() {
    assertThat(KernelText.printable("a\\x1b")).isEqualTo("a\\\\x1b");
  }

  @Test
  void bidirectionalOverridesAndZeroWidthCharactersShow() {
    assertThat(KernelText.printable("exe\u202egpj\u200b")).isEqualTo("exe\\u202egpj\\u200b");
  }

  @Test
  void emojiOutsideTheBasicPlaneStayWhole() {
    assertThat(KernelText.printable("x😀y")).isEqualTo("x😀y");
  }

  @Test
  void invalidBytesAreShownAsWhatTheyAre() {
    String text = KernelText.decode(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3});
    assertThat(KernelText.printable(text)).isEqualTo("a\\xffb\\xc3");
    assertThat(KernelText.wellFormed(text)).isEqualTo("a\\xffb\\xc3");
  }

  @Test
  void wellFormedTextHasNoLoneSurrogateAndKeepsControlCharacters() {
    assertThat(KernelText.wellFormed("a\nb\ud800c😀")).isEqualTo("a\nb\\ud800c😀");
  }

  @Test
  void anyBytesSurviveDecodingAndEncoding() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int i = 0; i < bytes.length; i++) {
        // Half of the bytes from the ranges where UTF-8 sequences begin and go wrong.
        bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xc0 + random.nextInt(64));
      }
      String text = KernelText.decode(bytes);
      assertThat(KernelText.encode(text))
          .as("seed %d round %d %s", seed, round, Arrays.toString(bytes))
          .isEqualTo(bytes);
      String shown = KernelText.printable(text);
      assertThat(shown.chars().noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0)))
          .as("seed %d round %d %s", seed, round, Arrays.toString(bytes))
          .isTrue();
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(KernelText.wellFormed(text)))
          .isTrue();
    }
  }
}
