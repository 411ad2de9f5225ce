package dev.seep.diagnosis;

import static dev.seep.diagnosis.Fate.born;
import static dev.seep.diagnosis.Plot.cpp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private static final Fate OPENED = born("openat").at(7).ago(30);
  private static final Fate COPIED = born("dup").at(8).ago(29.9995);

  private static Plot folders(int site, long inode) {
    return new Plot("directory", "/srv/tenant-*", Condition.OPEN)
        .site(site, cpp(site == 7 ? "list" : "adopt", "folders.cpp", site))
        .ofFile(inode);
  }

  @Test
  void aFileThatIsOpenedAndCopiedAtOnceIsOneLeak() {
    Plot opened = folders(7, 1_000).survive(20, OPENED);
    Plot copied = folders(8, 1_000).from(500).survive(20, COPIED);
    assertThat(copied.together(opened))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.count()).isEqualTo(40);
          assertThat(each.rate().perMinute()).isEqualTo(120);
          assertThat(each.origin()).isNotNull();
        })
        .extracting(each -> each.origin() == null ? "" : each.origin().frames().get(0).function())
        .isEqualTo("list");
  }

  @Test
  void copiesOfOtherFilesOrMadeLaterOrByOthersAreLeaksOfTheirOwn() {
    Plot opened = folders(7, 1_000).survive(20, OPENED);
    assertThat(folders(8, 1_001).from(500).survive(20, COPIED).together(opened)).hasSize(2);
    assertThat(folders(8, 1_000).from(500).survive(20, COPIED.ago(20)).together(opened)).hasSize(2);
    assertThat(folders(8, 1_000).from(500).survive(20, COPIED.by(12)).together(opened)).hasSize(2);
  }

  @Test
  void whatIsOpenedTwiceIsNoCopy() {
    Plot opened = folders(7, 1_000).survive(20, OPENED);
    Plot again = folders(8, 1_000).from(500).survive(20, born("openat").at(8).ago(29.9995));
    assertThat(again.together(opened)).hasSize(2);
  }
}
