package dev.seep.kernel.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.HeapUse;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.ManagedRuntime;
import dev.seep.evidence.MappingUse;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryMapTest {
  private static final int OWN_PID = (int) ProcessHandle.current().pid();

  private static final String MAPS =
      """
      55d0c0000000-55d0c0001000 r--p 00000000 fe:00 11                         /usr/bin/archive
      55d0c0001000-55d0c0005000 r-xp 00001000 fe:00 11                         /usr/bin/archive
      55d0c1000000-55d0c1021000 rw-p 00000000 00:00 0                          [heap]
      7f0000000000-7f0000100000 r--s 00000000 fe:00 21                         /srv/a segment
      7f0000100000-7f0000200000 r--s 00000000 fe:00 21                         /srv/a segment
      7f0000200000-7f0000300000 r--p 00000000 fe:00 22                         /srv/b (deleted)
      7f0000300000-7f0000340000 rw-p 00000000 00:00 0\s
      7f0000340000-7f0004000000 ---p 00000000 00:00 0\s
      7f0004000000-7f0004001000 rw-s 00000000 00:01 31                         /memfd:jit (deleted)
      7f0004001000-7f0004002000 rw-s 00000000 00:05 32                         /dev/zero (deleted)
      7f0004002000-7f0004003000 r--p 00000000 fe:00 33                         /usr/lib/libc.so.6
      7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]
      """;

  private static MemoryMap parse(String text) {
    return MemoryMap.parse(KernelText.encode(text));
  }

  @Test
  void filesOfDataAreToldFromCodeSharedMemoryAndTheHeap() {
    MemoryMap map = parse(MAPS);
    // The program itself is one of the files: it is mapped once and for all.
    assertThat(map.use())
        .isEqualTo(new MappingUse(ManagedRuntime.NATIVE, 12, 5, 3, 0x305000L, 0x21000L, 0x40000L));
    assertThat(map.counters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/jdk/lib/server/libjvm.so, HOTSPOT",
    "/usr/bin/node, V8",
    "/usr/lib/libnode.so.108, V8",
    "/usr/bin/node (deleted), V8",
    "/usr/share/dotnet/libcoreclr.so, OTHER",
    "/usr/lib/libpypy3.9-c.so, OTHER",
    "/usr/bin/python3.11, NATIVE",
    "/srv/node/server, NATIVE",
  })
  void theRuntimeIsToldByTheCodeThatIsMapped(String path, ManagedRuntime runtime) {
    String line = "7f0000001000-7f0000002000 r-xp 00001000 fe:00 5       " + path + "\n";
    assertThat(parse(line).use().runtime()).isEqualTo(runtime);
    String notCode = line.replace("r-xp", "r--p");
    assertThat(parse(notCode).use().runtime()).isEqualTo(ManagedRuntime.NATIVE);
  }

  @Test
  void goIsToldByTheArenaItsAllocatorStartsAt() {
    String arena = "c000000000-c000400000 rw-p 00000000 00:00 0 \n";
    assertThat(parse(arena).use().runtime()).isEqualTo(ManagedRuntime.GO);
    assertThat(parse("1" + arena).use().runtime()).isEqualTo(ManagedRuntime.NATIVE);
  }

  @Test
  void noTextBreaksTheParser() {
    byte[] whole = KernelText.encode(MAPS);
    Random random = new Random(7);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(MemoryMap.parse(part).use().all()).isLessThanOrEqualTo(12);
      if (length > 0) {
        part[random.nextInt(length)] = (byte) random.nextInt();
        assertThat(MemoryMap.parse(part).use().all()).isLessThanOrEqualTo(13);
      }
    }
  }

  @Test
  void aJvmTellsOfItsHeap() {
    ProcFs procfs = new ProcFs();
    MemoryMap map = Readings.seen(procfs.memoryMap(OWN_PID));
    assertThat(map.use().runtime()).isEqualTo(ManagedRuntime.HOTSPOT);
    HeapUse before = Readings.seen(procfs.heap(OWN_PID, map));
    System.gc();
    HeapUse after = Readings.seen(procfs.heap(OWN_PID, map));
    assertThat(after.fullCollections()).isGreaterThan(before.fullCollections());
    assertThat(after.keptBytes()).isBetween(1L << 16, after.mostBytes());
    assertThat(after.keptLimitBytes()).isGreaterThanOrEqualTo(after.keptBytes());
  }

  @Test
  void whatIsCommittedToTheOldGenerationOfTheSerialCollectorNeedNotBeResident(@TempDir Path folder)
      throws IOException {
    Path source = folder.resolve("Waiting.java");
    Files.writeString(
        source,
        """
        class Waiting {
          public static void main(String[] arguments) throws Exception {
            System.out.println("ready");
            System.in.read();
          }
        }
        """);
    assertThat(heapOf(source, "-XX:+UseSerialGC").mostBytes()).isLessThan(48L << 20);
    assertThat(heapOf(source, "-XX:+UseG1GC").mostBytes()).isEqualTo(64L << 20);
  }

  private static HeapUse heapOf(Path source, String collector) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (Planted jvm =
        Planted.start(java.toString(), collector, "-Xms64m", "-Xmx64m", source.toString())) {
      ProcFs procfs = new ProcFs();
      MemoryMap map = Readings.seen(procfs.memoryMap(jvm.pid()));
      return Readings.seen(procfs.heap(jvm.pid(), map));
    }
  }

  @Test
  void damagedCountersTellNothingAndBreakNothing() throws IOException {
    MemoryMap map = Readings.seen(new ProcFs().memoryMap(OWN_PID));
    byte[] whole = Files.readAllBytes(Path.of("/tmp", map.counters()));
    assertThat(HotSpotCounters.parse(whole, whole.length)).isPresent();
    assertThat(HotSpotCounters.parse(whole, 31)).isEmpty();
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k < 20; k++) {
        damaged[random.nextInt(k < 5 ? 64 : damaged.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(damaged.length + 1);
      HotSpotCounters.parse(damaged, length)
          .ifPresent(heap -> assertThat(heap.collections()).isNotNegative());
    }
  }

  @Test
  void onlyTheVeryFileThatIsMappedIsRead(@TempDir Path folder) throws IOException {
    MemoryMap own = Readings.seen(new ProcFs().memoryMap(OWN_PID));
    Path counters = folder.resolve("812/root/tmp/hsperfdata_crawler/7");
    Files.createDirectories(counters.getParent());
    Files.copy(Path.of("/tmp", own.counters()), counters);
    long inode = (long) Files.getAttribute(counters, "unix:ino");
    ProcFs procfs = new ProcFs(folder);
    MemoryMap map = new MemoryMap(own.use(), "hsperfdata_crawler/7", inode);
    assertThat(Readings.seen(procfs.heap(812, map)).mostBytes()).isPositive();
    MemoryMap another = new MemoryMap(own.use(), "hsperfdata_crawler/7", inode + 1);
    assertThat(Readings.blind(procfs.heap(812, another)).why()).isNotEmpty();
    Path moved = folder.resolve("moved");
    Files.move(counters, moved);
    Files.createSymbolicLink(counters, moved);
    assertThat(Readings.blind(procfs.heap(812, map)).why()).isNotEmpty();
  }
}
