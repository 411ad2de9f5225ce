package dev.seep.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ErrnoTest {
  private static final Pattern DEFINE =
      Pattern.compile("#define\\s+(E[A-Z0-9]+)\\s+(\\d+)(\\s.*)?");

  @Test
  void theNamesAreThoseOfTheKernelsHeaders() throws IOException {
    for (String header : List.of("errno-base.h", "errno.h")) {
      Path path = Path.of("/usr/include/asm-generic", header);
      Assumptions.assumeTrue(Files.exists(path), "no kernel headers here");
      for (String line : Files.readAllLines(path)) {
        Matcher define = DEFINE.matcher(line);
        if (define.matches()) {
          assertThat(Errno.name(Integer.parseInt(define.group(2)))).isEqualTo(define.group(1));
        }
      }
    }
  }

  @Test
  void aConstantHasTheNumberOfItsName() {
    assertThat(Errno.name(Errno.EINPROGRESS)).isEqualTo("EINPROGRESS");
    assertThat(Errno.name(Errno.EADDRNOTAVAIL)).isEqualTo("EADDRNOTAVAIL");
    assertThat(Errno.name(Errno.EMFILE)).isEqualTo("EMFILE");
    assertThat(Errno.name(Errno.ECONNREFUSED)).isEqualTo("ECONNREFUSED");
    assertThat(Errno.name(Errno.ETIMEDOUT)).isEqualTo("ETIMEDOUT");
    assertThat(Errno.name(Errno.EALREADY)).isEqualTo("EALREADY");
  }

  @Test
  void aNumberWithoutANameStaysANumber() {
    assertThat(Errno.name(41)).isEqualTo("error 41");
    assertThat(Errno.name(0)).isEqualTo("error 0");
    assertThat(Errno.name(4_711)).isEqualTo("error 4711");
  }

  @Test
  void aCallThatASignalBrokeOffWasInterrupted() {
    assertThat(Errno.name(512)).isEqualTo("EINTR");
    assertThat(Errno.name(516)).isEqualTo("EINTR");
  }
}
