package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathFamiliesTest {

  @Test
  void aFamilyOfOneIsShownByItsOwnName() {
    PathFamilies families = new PathFamilies();
    families.add("/usr/lib/libc.so.6", false);
    families.add("/usr/lib/libc.so.6", false);
    assertThat(families.groups()).containsExactly(new PathGroup("/usr/lib/libc.so.6", 2, 0));
  }

  @Test
  void numberedFilesAreOneFamily() {
    PathFamilies families = new PathFamilies();
    for (int i = 0; i < 412; i++) {
      families.add(String.format("/srv/images/%06d.png", i), i % 4 == 0);
    }
    assertThat(families.groups()).containsExactly(new PathGroup("/srv/images/*.png", 412, 103));
  }

  @Test
  void manyNamesInOneFolderCollapseByExtensionAndThenByFolder() {
    PathFamilies names = new PathFamilies();
    PathFamilies kinds = new PathFamilies();
    for (char c = 'a'; c <= 'z'; c++) {
      names.add("/srv/people/" + c + "nna.png", false);
      kinds.add("/srv/mix/file." + c + "x", false);
    }
    assertThat(names.groups()).containsExactly(new PathGroup("/srv/people/*.png", 26, 0));
    assertThat(kinds.groups()).containsExactly(new PathGroup("/srv/mix/*", 26, 0));
  }

  @Test
  void manyFoldersOfOneShapeCollapse() {
    PathFamilies families = new PathFamilies();
    for (char c = 'a'; c <= 'z'; c++) {
      families.add("/data/tenant" + c + "/index.db", false);
      families.add("/data/tenant" + c + "/journal", false);
    }
    assertThat(families.groups())
        .containsExactly(
            new PathGroup("/data/*/index.db", 26, 0), new PathGroup("/data/*/journal", 26, 0));
  }

  @Test
  void afewDifferentFilesStayApart() {
    PathFamilies families = new PathFamilies();
    families.add("/etc/hosts", false);
    families.add("/etc/passwd", false);
    families.add("/dev/null", false);
    assertThat(families.groups()).hasSize(3);
  }
}
