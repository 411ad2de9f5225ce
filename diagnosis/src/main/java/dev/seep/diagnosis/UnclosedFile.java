package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Files (and devices) that were opened and never closed.
final class UnclosedFile implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.UNCLOSED_FILE;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.OPEN) && !Kinds.is(assessment, "directory");
  }

  @Override
  public String what(Assessment assessment) {
    return Kinds.is(assessment, "device") ? "devices left open" : "files left open";
  }

  @Override
  public String advice(Assessment assessment) {
    return "close the file on every path, the error paths included (try-with-resources, defer, with, RAII)";
  }
}
