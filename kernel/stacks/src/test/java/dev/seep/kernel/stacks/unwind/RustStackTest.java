package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RustStackTest {
  @TempDir static Path folder;
  private static Programs programs;

  @BeforeAll
  static void prepare() {
    programs = new Programs(folder);
  }

  private static Unwound unwound(String output, String... flags) throws Exception {
    Path program = programs.rust("leak.rs", output, flags);
    try (Target target = Target.start(programs, program.toString())) {
      return target.unwound();
    }
  }

  private static void assertFetchIsNamed(Unwound unwound, String wait, String fetch) {
    assertThat(unwound.whole()).as(unwound.remark()).isTrue();
    assertThat(unwound.frames())
        .filteredOn(f -> f.file().endsWith("leak.rs"))
        .extracting(Frame::function, Frame::line, Frame::language)
        .startsWith(
            tuple(wait, line("from.read(&mut"), "rust"),
            tuple(fetch, line("wait(&mut std"), "rust"),
            tuple("leak::main", line("client.fetch()"), "rust"));
  }

  private static int line(String text) {
    return programs.lineOf("leak.rs", text);
  }

  @Test
  void namesOfTheOlderManglingAreRead() throws Exception {
    assertFetchIsNamed(
        unwound("legacy", "-g", "-C", "opt-level=2"),
        "leak::wait",
        "<leak::Client as leak::Fetch>::fetch");
  }

  @Test
  void namesOfTheNewerManglingAreRead() throws Exception {
    assertFetchIsNamed(
        unwound("v0", "-g", "-C", "opt-level=2", "-C", "symbol-mangling-version=v0"),
        "leak::wait",
        "<leak::Client as leak::Fetch>::fetch");
  }

  @Test
  void theInlinedFunctionsOfTheStandardLibraryAreTold() throws Exception {
    assertThat(unwound("std", "-g", "-C", "opt-level=2").frames())
        .filteredOn(f -> f.function().startsWith("<std::io::buffered"))
        .extracting(Frame::function)
        .contains(
            "<std::io::buffered::bufreader::BufReader<std::io::stdio::StdinRaw> as"
                + " std::io::Read>::read");
  }
}
