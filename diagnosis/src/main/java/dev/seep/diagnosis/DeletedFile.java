package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Files that have no name left and are still open: their disk space comes back with the close.
final class DeletedFile implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.DELETED_FILE;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.DELETED) && !Kinds.is(assessment, "directory");
  }

  @Override
  public String what(Assessment assessment) {
    return "deleted files that are still open";
  }

  @Override
  public String advice(Assessment assessment) {
    return "close the file where it is deleted; until then it also keeps its disk space";
  }
}
