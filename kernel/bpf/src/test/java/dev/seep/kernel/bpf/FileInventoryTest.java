package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.KernelText;
import dev.seep.kernel.libc.Syscalls;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Files, pipes and the rest of another process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileInventoryTest {
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;

  @SuppressWarnings("NullAway.Init")
  private DescriptorIterator iterator;

  @SuppressWarnings("NullAway.Init")
  private Holder holder;

  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Map<Integer, DescriptorRecord> held;

  private final Instant before = Instant.now();

  @BeforeAll
  void look(@TempDir Path temporary) throws Exception {
    iterator = Bpf.open();
    folder = temporary.toRealPath();
    holder = Holder.start(folder, List.of());
    held =
        Bpf.inventory(iterator, holder.pid()).stream()
            .collect(Collectors.toMap(DescriptorRecord::number, Function.identity()));
  }

  @AfterAll
  void end() throws Exception {
    if (holder != null) {
      holder.close();
    }
    if (iterator != null) {
      iterator.close();
    }
  }

  @Test
  void theDescriptorsAreThoseThatProcShows() {
    String[] names = Objects.requireNonNull(new File("/proc/" + holder.pid() + "/fd").list());
    TreeSet<Integer> listed = new TreeSet<>();
    for (String name : names) {
      listed.add(Integer.valueOf(name));
    }
    assertThat(new TreeSet<>(held.keySet())).isEqualTo(listed);
    assertThat(held.values()).extracting(DescriptorRecord::pid).containsOnly(holder.pid());
  }

  @Test
  void everyPathIsTheOneThatProcShows() {
    assertThat(held.values())
        .filteredOn(descriptor -> !descriptor.path().isEmpty())
        .hasSizeGreaterThan(15)
        .allSatisfy(descriptor ->
            assertThat(descriptor.path() + (descriptor.unlinked() ? " (deleted)" : ""))
                .isEqualTo(readlink(descriptor.number())));
  }

  @Test
  void namesComeThroughWhateverTheyAreMadeOf() {
    assertThat(record("newline").path()).isEqualTo(folder + "/new\nline");
    byte[] name = KernelText.encode(record("not utf-8").path());
    assertThat(name).containsSequence((byte) ' ', (byte) 0xff, (byte) 0xfe, (byte) ' ');
  }

  @Test
  void aDeletedFileIsToldFromOneThatIsCalledSo() {
    DescriptorRecord deleted = record("deleted");
    assertThat(deleted.path()).isEqualTo(folder + "/deleted");
    assertThat(deleted.unlinked()).isTrue();
    assertThat(deleted.links()).isZero();
    DescriptorRecord called = record("says deleted");
    assertThat(called.path()).isEqualTo(folder + "/says (deleted)");
    assertThat(called.unlinked()).isFalse();
    assertThat(called.links()).isEqualTo(1);
  }

  @Test
  void numbersOfAFileAreThoseOfStat() throws Exception {
    DescriptorRecord plain = record("plain");
    Map<String, Object> stat =
        Files.readAttributes(folder.resolve("plain"), "unix:dev,ino,mode,nlink,size,ctime");
    assertThat(plain.device()).isEqualTo(stat.get("dev"));
    assertThat(plain.inode()).isEqualTo(stat.get("ino"));
    assertThat(plain.mode()).isEqualTo(stat.get("mode"));
    assertThat(plain.links()).isEqualTo(stat.get("nlink"));
    assertThat(plain.sizeBytes()).isEqualTo(stat.get("size"));
    assertThat(plain.changedAtEpochSeconds())
        .isEqualTo(Files.getLastModifiedTime(folder.resolve("plain")).toInstant().getEpochSecond());
    Object device =
        Files.getAttribute(Path.of("/dev/null"), "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    assertThat(record("device").specialDevice()).isEqualTo(device);
  }

  @Test
  void offsetAndFlagsAreThoseOfTheOpenFile() {
    DescriptorRecord plain = record("plain");
    assertThat(plain.offset()).isEqualTo(7);
    assertThat(plain.flags().readable()).isTrue();
    assertThat(record("same again").offset()).isZero();
    assertThat(record("same again").flags().names()).contains("O_WRONLY", "O_APPEND");
    assertThat(record("reference").flags().names()).contains("O_PATH");
  }

  @Test
  void closeOnExecIsThatOfTheDescriptorNotOfTheFile() throws Exception {
    assertThat(record("plain").flags().closeOnExec()).isTrue();
    assertThat(record("inherited").flags().closeOnExec()).isFalse();
    assertThat(record("far").flags().closeOnExec()).isTrue();
    for (DescriptorRecord descriptor : held.values()) {
      Path fdinfo = Path.of("/proc/" + holder.pid() + "/fdinfo/" + descriptor.number());
      int flags =
          Files.readAllLines(fdinfo).stream()
              .filter(line -> line.startsWith("flags:"))
              .mapToInt(line -> Integer.parseInt(line.substring(6).strip(), 8))
              .findFirst()
              .orElseThrow();
      assertThat(descriptor.flags().closeOnExec())
          .as("descriptor %s", descriptor)
          .isEqualTo((flags & Syscalls.O_CLOEXEC) != 0);
    }
  }

  @Test
  void twoOpensOfOneFileAreTwoOpenFilesAndADuplicateIsOne() {
    long plain = record("plain").openFile();
    assertThat(record("duplicate").openFile()).isEqualTo(plain);
    assertThat(record("far").openFile()).isEqualTo(plain);
    assertThat(record("same again").openFile()).isNotEqualTo(plain);
    assertThat(record("same again").inode()).isEqualTo(record("plain").inode());
  }

  @Test
  void anOpenFileIsTheSameOneInTheNextReading() {
    assertThat(Bpf.inventory(iterator, holder.pid()))
        .extracting(DescriptorRecord::number, DescriptorRecord::openFile)
        .containsExactlyInAnyOrderElementsOf(
            held.values().stream()
                .map(r -> org.assertj.core.groups.Tuple.tuple(r.number(), r.openFile()))
                .toList());
  }

  @Test
  void aPipeHasTwoEndsOneInodeAndTheTimeOfItsBirth() {
    DescriptorRecord read = record("pipe read");
    DescriptorRecord write = record("pipe write");
    assertThat(read.inode()).isEqualTo(write.inode());
    assertThat(read.mode() & S_IFMT).isEqualTo(S_IFIFO);
    assertThat(read.path()).isEmpty();
    assertThat(read.flags().writable()).isFalse();
    assertThat(write.flags().readable()).isFalse();
    assertThat(Instant.ofEpochSecond(read.changedAtEpochSeconds()))
        .isBetween(before.minusSeconds(1), Instant.now());
    assertThat(record("fifo").path()).isEqualTo(folder + "/fifo");
  }

  @Test
  void anonymousInodesSayWhatTheyAre() {
    assertThat(record("eventfd").path()).isEqualTo("anon_inode:[eventfd]");
    assertThat(record("epoll").path()).isEqualTo("anon_inode:[eventpoll]");
    assertThat(record("memfd").path()).startsWith("/memfd:scratch");
  }

  private DescriptorRecord record(String name) {
    return Objects.requireNonNull(held.get(holder.number(name)), name);
  }

  private String readlink(int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(4096);
      long length =
          Syscalls.readlinkat(
              Syscalls.AT_FDCWD,
              arena.allocateFrom("/proc/" + holder.pid() + "/fd/" + number),
              into);
      return KernelText.decode(into.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
