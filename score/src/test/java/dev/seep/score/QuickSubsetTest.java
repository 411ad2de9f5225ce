package dev.seep.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickSubsetTest {
  @TempDir private Path root;

  @Test
  void eachStoryIsInIt() throws Exception {
    assertThat(QuickSubset.of(Casebook.all()))
        .extracting(Case::story)
        .contains("connector", "timer", "daemon", "canary", "images");
  }

  @Test
  void ofAChapterTheOneThatIsDecidedSoonestIsTaken() throws Exception {
    List<Case> cases =
        List.of(
            Made.plant(root, "patient", "chapter=hard", "watch=120"),
            Made.plant(root, "quick", "chapter=hard"),
            Made.plant(root, "zealous", "chapter=hard"),
            Made.plant(root, "bait", "chapter=bait", "kind=bait"));
    assertThat(QuickSubset.of(cases)).extracting(Case::name).containsExactly("quick", "bait");
  }
}
