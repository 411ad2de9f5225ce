package dev.seep.diagnosis;

import dev.seep.evidence.Finding;
import dev.seep.evidence.Verdict;
import java.util.List;

/// One verdict over a process, and the findings it rests on, gravest first.
public record Diagnosis(Verdict verdict, List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }
}
