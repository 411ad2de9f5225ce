package dev.seep.kernel.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.HelperMain;
import dev.seep.kernel.stacks.helper.Misbehaving;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a target can put where Seep looks: none of it is opened, none of it is waited for, and each
/// is said.
class HostileFilesTest {
  private static final List<Class<?>> CLASSES =
      List.of(Misbehaving.class, HelperMain.class, Syscalls.class, Frame.class);

  @TempDir Path folder;
  private FakeTarget target;

  @BeforeEach
  void makeTarget() throws IOException {
    target = new FakeTarget(folder);
    target.map("/bin/daemon", new byte[] {1, 2, 3});
  }

  private Symboliser start() {
    return Symbolisers.seen(
        Symboliser.start(
            target.proc(), FakeTarget.PID, HelperCommand.of(Misbehaving.class, CLASSES)));
  }

  /// The descriptors of the mapped files as the helper has them, -1 for what it was not given.
  private static String given(Symboliser symboliser) {
    return only(symboliser.resolve(stack(Misbehaving.ANSWER, "", 0)));
  }

  private static String only(Unwound unwound) {
    return unwound.frames().getFirst().function();
  }

  private static StackCopy stack(int behaviour, String text, int number) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new StackCopy(behaviour, new byte[0], bytes, new long[] {number});
  }

  private static List<String> reasons(Symboliser symboliser, String about) {
    return symboliser.blind().stream()
        .filter(blind -> blind.what().contains(about))
        .map(Blind::why)
        .toList();
  }

  @Test
  void anOrdinaryFileIsGiven() {
    try (Symboliser symboliser = start()) {
      assertThat(given(symboliser)).matches("\\[\\d+\\]");
    }
  }

  @Test
  void aFifoIsNotOpened() throws Exception {
    Path fifo = target.at("/lib/fifo.so");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    target.mapExisting("/lib/fifo.so", (long) Files.getAttribute(fifo, "unix:ino"));
    try (Symboliser symboliser = start()) {
      assertThat(given(symboliser)).endsWith(", -1]");
      assertThat(reasons(symboliser, "fifo.so")).containsExactly("it is no regular file");
    }
  }

  @Test
  void aLinkOutOfTheRootLeadsToNothing() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "root's own");
    Files.createSymbolicLink(target.at("/lib/out.so"), secret);
    Files.createSymbolicLink(target.at("/lib/up"), Path.of("../../../../../../../etc"));
    long inode = (long) Files.getAttribute(secret, "unix:ino");
    target.mapExisting("/lib/out.so", inode);
    target.mapExisting("/lib/up/passwd", inode);
    try (Symboliser symboliser = start()) {
      assertThat(given(symboliser)).endsWith(", -1, -1]");
      assertThat(reasons(symboliser, "out.so")).hasSize(1);
      assertThat(reasons(symboliser, "passwd")).hasSize(1);
    }
  }

  @Test
  void aFileThatWasReplacedIsNotTakenForTheOneThatIsMapped() throws IOException {
    Files.write(target.at("/lib/new.so"), new byte[] {7});
    target.mapExisting("/lib/new.so", 1);
    try (Symboliser symboliser = start()) {
      assertThat(given(symboliser)).endsWith(", -1]");
      assertThat(reasons(symboliser, "new.so")).containsExactly("another file stands there by now");
    }
  }

  @Test
  void aFileLargerThanTheCapIsNotOpened() throws IOException {
    long start = target.map("/lib/huge.so", new byte[0]);
    try (var huge = Files.newByteChannel(target.at("/lib/huge.so"), OPTIONS)) {
      huge.position(3L << 30).write(java.nio.ByteBuffer.wrap(new byte[] {1}));
    }
    assertThat(start).isPositive();
    try (Symboliser symboliser = start()) {
      assertThat(given(symboliser)).endsWith(", -1]");
      assertThat(reasons(symboliser, "huge.so").getFirst()).contains("no more than");
    }
  }

  private static final java.util.Set<java.nio.file.OpenOption> OPTIONS =
      java.util.Set.of(java.nio.file.StandardOpenOption.WRITE);

  @Test
  void ofTenThousandLibrariesAsManyAreOpenedAsMayBe() throws IOException {
    Files.write(target.at("/lib/one.so"), new byte[] {1});
    long inode = (long) Files.getAttribute(target.at("/lib/one.so"), "unix:ino");
    StringBuilder lines = new StringBuilder(Files.readString(target.proc().resolve("4711/maps")));
    String line = lines.toString().lines().findFirst().orElseThrow();
    for (int i = 0; i < 10_000; i++) {
      lines.append(line.replaceFirst("\\d+ /bin.*", inode + " /lib/" + i + ".so")).append('\n');
    }
    Files.writeString(target.proc().resolve("4711/maps"), lines);
    try (Symboliser symboliser = start()) {
      assertThat(reasons(symboliser, "10001 files").getFirst()).contains("1024 at most");
      assertThat(given(symboliser)).isNotEmpty();
    }
  }

  @Test
  void debugInformationIsFoundByItsLinkAndChecksum() throws IOException {
    Files.writeString(target.at("/bin/x.debug"), "another build's\n");
    Files.writeString(target.at("/usr/lib/debug/bin/x.debug"), "the right one\n");
    CRC32 crc = new CRC32();
    crc.update("the right one\n".getBytes(StandardCharsets.UTF_8));
    try (Symboliser symboliser = start()) {
      StackCopy asked = stack(Misbehaving.ASK_FOR_DEBUG_FILE, "x.debug", (int) crc.getValue());
      assertThat(only(symboliser.resolve(asked))).isEqualTo("the right one\n");
    }
  }

  @Test
  void aDebugLinkToADeviceAFifoOrAnotherFolderLeadsToNothing() throws Exception {
    Files.createSymbolicLink(target.at("/bin/zero.debug"), Path.of("/dev/zero"));
    Files.createSymbolicLink(target.at("/dev/zero"), Path.of("/proc/self/fd/0"));
    Path fifo = target.at("/bin/fifo.debug");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    try (Symboliser symboliser = start()) {
      for (String link :
          List.of("zero.debug", "fifo.debug", "../../etc/passwd", "..", "/dev/zero")) {
        StackCopy asked = stack(Misbehaving.ASK_FOR_DEBUG_FILE, link, 0);
        assertThat(only(symboliser.resolve(asked))).as(link).isEqualTo("none");
      }
      assertThat(reasons(symboliser, "fifo.debug")).containsExactly("it is no regular file");
    }
  }

  private String sizeOfPerfMap(Symboliser symboliser) {
    return only(symboliser.resolve(stack(Misbehaving.SIZE_OF_PERF_MAP, "", 0)));
  }

  @Test
  void aPerfMapIsTakenUpToItsLastWholeLine() throws IOException {
    target.perfMap("1000 10 one\n2000 20 tw", "rw-r--r--");
    try (Symboliser symboliser = start()) {
      assertThat(sizeOfPerfMap(symboliser)).isEqualTo("12");
    }
  }

  @Test
  void aPerfMapThatOthersMayWriteIsNotBelieved() throws IOException {
    target.perfMap("1000 10 one\n", "rw-rw-rw-");
    try (Symboliser symboliser = start()) {
      assertThat(sizeOfPerfMap(symboliser)).isEqualTo("0");
      assertThat(reasons(symboliser, "perf map"))
          .containsExactly("others than its owner may write to it");
    }
  }

  @Test
  void aPerfMapOfAnotherUserIsNotBelieved() throws IOException {
    assumeTrue(FakeTarget.uid(folder) == 0, "only root can give a file to another user");
    target.perfMap("1000 10 one\n", "rw-r--r--");
    Files.setAttribute(target.at("/tmp/perf-17.map"), "unix:uid", 65534);
    try (Symboliser symboliser = start()) {
      assertThat(sizeOfPerfMap(symboliser)).isEqualTo("0");
      assertThat(reasons(symboliser, "perf map").getFirst()).contains("belongs to user 65534");
    }
  }

  @Test
  void aPerfMapThatIsALinkIsNotFollowed() throws IOException {
    Files.writeString(target.at("/tmp/other"), "1000 10 one\n");
    Files.createSymbolicLink(target.at("/tmp/perf-17.map"), Path.of("/tmp/other"));
    try (Symboliser symboliser = start()) {
      assertThat(sizeOfPerfMap(symboliser)).isEqualTo("0");
      assertThat(reasons(symboliser, "perf map")).containsExactly("it is no regular file");
    }
  }

  @Test
  void aPerfMapOfAMillionLinesIsRead() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      text.append(Integer.toHexString(i << 6)).append(" 40 LazyCompile:*f file.js\n");
    }
    target.perfMap(text.toString(), "rw-r--r--");
    try (Symboliser symboliser = start()) {
      assertThat(sizeOfPerfMap(symboliser)).isEqualTo("" + text.length());
    }
  }
}
