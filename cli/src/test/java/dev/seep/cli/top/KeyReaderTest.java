package dev.seep.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.top.Key.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From the bytes of a terminal to keys.
final class KeyReaderTest {

  private static List<Key> keys(String sent) throws IOException {
    KeyReader reader =
        new KeyReader(new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8)));
    List<Key> keys = new ArrayList<>();
    for (Key key = reader.next(); keys.size() < 20; key = reader.next()) {
      keys.add(key);
      if (key.kind() == Kind.INTERRUPT) {
        break;
      }
    }
    return keys;
  }

  @ParameterizedTest
  @CsvSource({
    "[A,UP",
    "OA,UP",
    "[B,DOWN",
    "[5~,PAGE_UP",
    "[6~,PAGE_DOWN",
    "[H,HOME",
    "[1~,HOME",
    "[4~,END",
    "OF,END",
    "[1;5A,UP",
    "[3~,OTHER",
    "x,OTHER",
    "'',ESCAPE"
  })
  void aSequenceIsOneKey(String rest, Kind kind) throws IOException {
    List<Key> keys = keys("\u001b" + rest);
    assertThat(keys.getFirst().kind()).isEqualTo(kind);
    assertThat(keys).hasSize(2);
  }

  @Test
  void charactersOfEveryLengthArrive() throws IOException {
    assertThat(keys("aé日😀"))
        .extracting(Key::character)
        .containsExactly(97, 0xe9, 0x65e5, 0x1f600, 0);
  }

  @Test
  void controlKeysAreToldApart() throws IOException {
    assertThat(keys("\r\u007f\u001a\u000c\u0015\u0003"))
        .extracting(Key::kind)
        .containsExactly(
            Kind.ENTER, Kind.BACKSPACE, Kind.SUSPEND, Kind.REDRAW, Kind.ERASE_LINE, Kind.INTERRUPT);
  }
}
