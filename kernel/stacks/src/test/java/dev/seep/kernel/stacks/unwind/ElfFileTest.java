package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.libc.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFileTest {
  @TempDir static Path folder;
  private static Programs programs;

  @BeforeAll
  static void prepare() {
    programs = new Programs(folder);
  }

  private static void opened(Path file, Consumer<FileBytes> use) {
    int fd = Syscalls.open(file.toString());
    try {
      use.accept(new FileBytes(fd));
    } finally {
      Syscalls.close(fd);
    }
  }

  @Test
  void whatIsNoElfFileIsNone() throws Exception {
    opened(
        Files.writeString(folder.resolve("text"), "no ELF"),
        f -> assertThat(ElfFile.read(f)).isEmpty());
    opened(Path.of("/dev/null"), f -> assertThat(ElfFile.read(f)).isEmpty());
    assertThat(ElfFile.read(new FileBytes(-1))).isEmpty();
  }

  @Test
  void aPageThatTwoSegmentsShareIsPlacedByThePiecesTogether() {
    Path program =
        programs.c("deep.c", "shared-page", "-O1", "-fuse-ld=bfd", "-Wl,-z,noseparate-code");
    opened(
        program,
        file -> {
          ElfFile elf = ElfFile.read(file).orElseThrow();
          try (AddressSpace space = new AddressSpace(62)) {
            space.update(
                elf.segments().stream()
                    .filter(ElfFile.Segment::isLoaded)
                    .map(s ->
                        new Module(
                            0x10000 + (s.address() & -4096L),
                            0x10000 + s.address() + s.memorySize(),
                            s.offset() & -4096L,
                            file.fd(),
                            "/shared-page"))
                    .toList());
            assertThat(space.all()).hasSize(1).allMatch(m -> m.bias() == 0x10000);
            assertThat(space.find(0x10000 + elf.firstLoaded().address())).isPresent();
          }
        });
  }

  @Test
  void descriptorsAreGivenBack() throws Exception {
    Path program = programs.c("deep.c", "counted", "-O1");
    long before = descriptors();
    opened(
        program,
        file -> {
          Module module = new Module(0x400000, 0x401000, 0, file.fd(), "/counted");
          Unwinder unwinder = new Unwinder(Architecture.X86_64, DebugFiles.NONE);
          unwinder.modules(List.of(module));
          unwinder.modules(List.of(module, module));
          unwinder.modules(List.of());
          unwinder.modules(List.of(module));
          unwinder.close();
        });
    assertThat(descriptors()).isLessThanOrEqualTo(before + 3);
  }

  private static long descriptors() throws Exception {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void filesOfAnyContentNeverThrow() throws Exception {
    byte[] c = Files.readAllBytes(programs.c("deep.c", "deep", "-O1", "-g"));
    damage(c, 20260104);
  }

  @Test
  void tablesOfGoOfAnyContentNeverThrow() throws Exception {
    Path program = programs.go("leak.go", "go", "-ldflags=-s -w");
    opened(
        program,
        file -> {
          ElfFile elf = ElfFile.read(file).orElseThrow();
          ElfFile.Section table = elf.section(".gopclntab").orElseThrow();
          try {
            damageGo(Files.readAllBytes(program), table, 20260105);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static void damage(byte[] good, long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bad = Arrays.copyOf(good, i % 4 == 0 ? random.nextInt(good.length) : good.length);
      for (int k = random.nextInt(50); k > 0 && bad.length > 0; k--) {
        bad[random.nextInt(Math.min(bad.length, i % 2 == 0 ? 1024 : bad.length))] =
            (byte) random.nextInt();
      }
      opened(
          Files.write(folder.resolve("bad"), bad),
          file -> {
            Optional<ElfFile> elf = ElfFile.read(file);
            elf.ifPresent(ElfFile::buildId);
            elf.ifPresent(e -> e.biases(0x1000, 0));
            elf.ifPresent(e -> e.word(0x2000));
          });
    }
  }

  private static void damageGo(byte[] good, ElfFile.Section table, long seed)
      throws java.io.IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k < 2000; k++) {
        int reach = k < 20 ? 72 : (int) table.size();
        bad[(int) table.offset() + 8 + random.nextInt(reach - 8)] = (byte) random.nextInt();
      }
      opened(
          Files.write(folder.resolve("bad-go"), bad),
          file ->
              ElfFile.read(file)
                  .flatMap(GoLineTable::of)
                  .ifPresent(lines -> {
                    for (int k = 0; k < 50; k++) {
                      long at = 0x401000L + random.nextInt(0x80000);
                      assertThat(lines.frames(at, "go").size()).as("seed %d", seed).isLessThan(70);
                      lines.frameSize(at);
                    }
                  }));
    }
  }
}
