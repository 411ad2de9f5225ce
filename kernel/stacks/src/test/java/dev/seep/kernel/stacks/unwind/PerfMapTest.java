package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerfMapTest {

  private static PerfMap map(String text) {
    return new PerfMap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFunctionOfV8IsNamedWithThePlaceWhereItBegins() {
    assertThat(PerfMap.frame("LazyCompile:*open /app/leak.js:12:5"))
        .isEqualTo(new Frame("open", "/app/leak.js", 12, "", "javascript"));
    assertThat(PerfMap.frame("JS:~get socket node:net:341:13"))
        .isEqualTo(new Frame("get socket", "node:net", 341, "", "javascript"));
    assertThat(PerfMap.frame("Function:^Pool.take file:///srv/my app/pool.mjs:7:20"))
        .isEqualTo(new Frame("Pool.take", "/srv/my app/pool.mjs", 7, "", "javascript"));
    assertThat(PerfMap.frame("LazyCompile:~ /app/leak.js:3:1"))
        .isEqualTo(new Frame("(anonymous)", "/app/leak.js", 3, "", "javascript"));
    assertThat(PerfMap.frame("JS:*idle")).isEqualTo(new Frame("idle", "", 0, "", "javascript"));
  }

  @Test
  void otherRuntimesAreNamedAsTheyNameThemselves() {
    assertThat(PerfMap.frame("py::open_socket:/app/leak.py"))
        .isEqualTo(new Frame("open_socket", "/app/leak.py", 0, "", "python"));
    assertThat(PerfMap.frame("java.net.Socket::connect"))
        .isEqualTo(new Frame("java.net.Socket::connect", "", 0, "", ""));
  }

  @Test
  void anAddressBelongsToTheEntryThatCoversItAndTheLaterOneWins() {
    PerfMap map = map("1000 100 first\n1080 20 second\n0x2000 10 third\n");
    assertThat(map.find(0x1000)).map(Frame::function).contains("first");
    assertThat(map.find(0x1090)).map(Frame::function).contains("second");
    assertThat(map.find(0x10f0)).isEmpty();
    assertThat(map.find(0x200f)).map(Frame::function).contains("third");
    assertThat(map.find(0x2010)).isEmpty();
  }

  @Test
  void brokenLinesAreLeftOut() {
    PerfMap map =
        map("\n1000\nxyz 10 a\n1000 zz b\n1000 0 c\n1000 ffffffffffffffff d\n3000 10 good");
    assertThat(map.find(0x1000)).isEmpty();
    assertThat(map.find(0x3000)).map(Frame::function).contains("good");
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(20260102);
    byte[] letters = "0123456789abcdef x\n:JS~ /".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 2000; i++) {
      byte[] text = new byte[random.nextInt(200)];
      for (int k = 0; k < text.length; k++) {
        text[k] = letters[random.nextInt(letters.length)];
      }
      new PerfMap(text).find(random.nextInt(4096));
    }
  }
}
