package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Finding;
import dev.seep.evidence.LeakClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryGrowthTest {
  @ParameterizedTest
  @CsvSource({
    "memory, anonymous memory, for a day",
    "anonymous mapping, anonymous mappings, munmap()",
    "file mapping, mappings of files, MappedByteBuffer",
  })
  void whereItGrowsDecidesTheWordsAndTheAdvice(String kind, String what, String advice) {
    Finding finding = new Plot(kind, "", null).finding();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.MEMORY);
    assertThat(finding.what()).isEqualTo(what);
    assertThat(finding.advice()).contains(advice).hasSizeLessThan(240);
  }

  @Test
  void noPlaceIsPromisedAsNobodyWatchesWhoAsksForMemory() {
    assertThat(new Plot("memory", "", null).finding().remarks())
        .noneMatch(each -> each.contains("names the place"));
  }
}
