package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.NativeLibrary;
import java.io.File;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadedObjectTest {

  @ParameterizedTest
  @EnumSource(Program.class)
  void eachProgramOfTheObjectLoadsAlone(Program program) {
    Bpf.open().close();
    NativeLibrary libbpf = NativeLibrary.open("libbpf.so.1").orElseThrow();
    try (LoadedObject object =
        Bpf.seen(LoadedObject.load(libbpf, Program.file(EnumSet.of(program))))) {
      assertThat(object.programFd(program.symbol())).isPositive();
      assertThat(object.mapFd(".bss")).isPositive();
    }
  }

  @Test
  void aProgramThatWasNotAskedForIsNotLoaded() {
    Bpf.open().close();
    NativeLibrary libbpf = NativeLibrary.open("libbpf.so.1").orElseThrow();
    try (LoadedObject object =
        Bpf.seen(LoadedObject.load(libbpf, Program.file(EnumSet.of(Program.CENSUS))))) {
      assertThatThrownBy(() -> object.programFd("inventory"))
          .hasMessage("inventory was not loaded");
    }
  }

  @Test
  void anObjectThatIsNotThereIsUnseen() {
    Bpf.open().close();
    NativeLibrary libbpf = NativeLibrary.open("libbpf.so.1").orElseThrow();
    ObjectFile missing = new ObjectFile("sight", "missing.bpf.o", Set.of("census"), Map.of());
    assertThat(LoadedObject.load(libbpf, missing))
        .isEqualTo(
            Reading.unseen(
                "sight", "missing.bpf.o cannot be read from this installation", "reinstall Seep"));
  }

  @Test
  void closingGivesEveryDescriptorBack() {
    Bpf.open().close();
    int before = ownDescriptors();
    for (int i = 0; i < 5; i++) {
      try (DescriptorIterator iterator = Bpf.open()) {
        Bpf.seen(iterator.census(_ -> {}));
        Bpf.inventory(iterator, Math.toIntExact(ProcessHandle.current().pid()));
      }
    }
    assertThat(ownDescriptors()).isEqualTo(before);
  }

  @Test
  void theVerifiersLastWordsAreThoseBeforeItsStatistics() {
    String log =
        """
        0: (b7) r0 = 0
        invalid access to map value

        verification time 12 usec
        stack depth 8
        processed 3 insns (limit 1000000)
        """;
    assertThat(LoadedObject.lastWords(log)).isEqualTo("invalid access to map value");
    assertThat(LoadedObject.lastWords("")).isEmpty();
  }

  private static int ownDescriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }
}
