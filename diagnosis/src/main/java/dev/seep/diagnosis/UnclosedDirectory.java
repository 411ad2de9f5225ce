package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Directories that were listed or opened and never closed.
final class UnclosedDirectory implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.UNCLOSED_DIRECTORY;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.OPEN, Condition.DELETED)
        && Kinds.is(dossier.assessment(), "directory");
  }

  @Override
  public String what(Dossier dossier) {
    return "directories left open";
  }

  @Override
  public String sign(Dossier dossier) {
    return "they were opened to be listed, and stay open after the listing";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "closedir() after readdir() on every path, also when the listing stops early; "
              + "a DIR* from fdopendir() owns its descriptor";
      case CPP ->
          "iterate by std::filesystem::directory_iterator, which closes itself, instead "
              + "of a bare opendir(); or a std::unique_ptr with closedir";
      case RUST ->
          "ReadDir closes when dropped: look for an iterator kept in a struct or a "
              + "static, and for dirfd() numbers without OwnedFd";
      case GO ->
          "os.ReadDir closes by itself; after os.Open of a directory and f.Readdir "
              + "defer f.Close()";
      case JAVA ->
          "try-with-resources around Files.list(), Files.walk(), Files.find() and "
              + "newDirectoryStream(): their streams hold a descriptor until close()";
      case NODE ->
          "for await (const e of await fs.opendir(…)) closes by itself; one that is "
              + "left early or read by hand needs dir.close()";
      case PYTHON ->
          "with os.scandir(…) as entries: when the loop may end early; os.open() of a "
              + "folder needs os.close()";
      case ANY ->
          "close the directory stream after the listing (closedir, or "
              + "try-with-resources around Files.list)";
    };
  }
}
