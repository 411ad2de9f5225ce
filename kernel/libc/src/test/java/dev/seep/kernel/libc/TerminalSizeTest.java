package dev.seep.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminalSizeTest {
  /// What the process in the terminal prints its answer behind.
  private static final String MARK = "columns=";

  /// Prints what is asked for in the terminal that this process is started in.
  static final class Asker {
    private Asker() {}

    static void main(String[] args) {
      System.out.println(MARK + TerminalSize.columns(1));
    }
  }

  @Test
  void whatIsNoTerminalHasNoWidth() {
    assertThat(TerminalSize.columns(-1)).isEqualTo(-Errno.EBADF.number());
  }

  /// script(1) of util-linux, which every Debian has, gives a command a terminal of its own.
  @Test
  void aTerminalTellsItsWidth() throws IOException, InterruptedException {
    String java = System.getProperty("java.home") + "/bin/java";
    String asker =
        "stty cols 97; exec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' '%s'"
            .formatted(java, System.getProperty("java.class.path"), Asker.class.getName());
    Process process =
        new ProcessBuilder("script", "-qec", asker, "/dev/null").redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains(MARK + 97);
  }
}
