package dev.seep.hunt;

import dev.seep.detector.Assessment;
import dev.seep.detector.HuntDetector;
import dev.seep.diagnosis.Diagnoser;
import dev.seep.diagnosis.Diagnosis;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Sample;
import dev.seep.evidence.SiteTally;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of a hunt that concludes, and nothing of it that looks: the looks come from a process or
/// from a recording, and the same looks give the same report.
public final class Judge {
  private final HuntDetector detector = new HuntDetector();
  private final Growth growth = new Growth();

  /// Takes the next look.
  ///
  /// @param open descriptors that were open then, as the kernel counts them; -1 when not known
  public void add(Sample sample, int open) {
    growth.add(sample.atSeconds(), open);
    detector.add(sample);
  }

  /// Whether a longer look would change nothing.
  boolean isSure() {
    return detector.sure();
  }

  /// The gravest verdict so far on any part of it; null while there is nothing to say.
  @Nullable Verdict leading() {
    Verdict gravest = null;
    for (Assessment assessment : detector.assess()) {
      if (gravest == null || assessment.verdict().gravity() > gravest.gravity()) {
        gravest = assessment.verdict();
      }
    }
    return gravest;
  }

  public int looks() {
    return detector.looks();
  }

  /// Descriptors seen to open since the first look.
  public int opened() {
    return detector.opened();
  }

  /// Descriptors seen to close since the first look.
  public int closed() {
    return detector.closed();
  }

  /// What is concluded in the end.
  ///
  /// @param latest what the last look found
  /// @param testimony of the tracer, [Testimony#NONE] when there was none
  public HuntReport report(
      Inventory latest, Testimony testimony, Watched watched, List<Blind> blind, Cost cost) {
    Diagnosis diagnosis =
        Diagnoser.diagnose(
            detector.assess(),
            latest,
            latest.limits(),
            detector.seconds(),
            testimony,
            watched.exhausted());
    return new HuntReport(
            latest.process(),
            latest.open(),
            latest.limits(),
            watched,
            diagnosis.verdict(),
            diagnosis.findings(),
            blind,
            cost)
        .withGraphs(SiteTally.of(testimony), growth.points());
  }
}
