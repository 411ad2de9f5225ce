package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process with one of every kind, seen through both sources.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooTest {
  @TempDir private static Path data;

  private Zoo zoo;

  @BeforeAll
  void open() throws IOException, InterruptedException {
    zoo = Zoo.open(data.resolve("zoo"));
  }

  @AfterAll
  void shut() {
    if (zoo != null) {
      zoo.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void eachDescriptorIsWhatTheZooSaysItIs(SourceChoice choice) throws IOException {
    assertThat(Comparison.withTruth(zoo, Views.inventory(zoo.pid(), choice))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void eachOpenNumberIsThereOnceAndNoOther(SourceChoice choice) throws IOException {
    Inventory inventory = Views.inventory(zoo.pid(), choice);
    Set<Integer> open = Views.numbersOf(zoo.pid());
    assertThat(Views.byNumber(inventory).keySet()).isEqualTo(open);
    assertThat(inventory.open()).isEqualTo(open.size());
    // Kernels are built without raw_diag: then raw sockets are looked at one by one.
    assertThat(inventory.blind()).allMatch(blind -> blind.what().startsWith("RAW sockets"));
  }

  @Test
  void twoSourcesGiveOneAnswer() {
    Inventory kernel = Views.inventory(zoo.pid(), SourceChoice.EBPF);
    Inventory folder = Views.inventory(zoo.pid(), SourceChoice.PROCFS);
    assertThat(Comparison.ofSources(kernel, folder)).isEmpty();
  }
}
