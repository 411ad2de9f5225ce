package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Directories that were listed or opened and never closed.
final class UnclosedDirectory implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.UNCLOSED_DIRECTORY;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.OPEN, Condition.DELETED)
        && Kinds.is(assessment, "directory");
  }

  @Override
  public String what(Assessment assessment) {
    return "directories left open";
  }

  @Override
  public String advice(Assessment assessment) {
    return "close the directory stream after the listing (closedir, or try-with-resources around Files.list)";
  }
}
