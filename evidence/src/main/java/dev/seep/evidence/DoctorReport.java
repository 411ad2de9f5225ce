package dev.seep.evidence;

import java.util.List;

/// What can be seen here, what not, why, and what Seep itself costs.
public record DoctorReport(Source source, String sourceReason, List<Ability> abilities, Cost cost) {
  public DoctorReport {
    abilities = List.copyOf(abilities);
  }
}
