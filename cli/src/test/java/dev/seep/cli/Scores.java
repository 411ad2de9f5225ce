package dev.seep.cli;

import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.Truth;
import dev.seep.evidence.Finding;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Verdict;
import dev.seep.score.CaseRun;
import dev.seep.score.Grader;
import dev.seep.score.Machine;
import dev.seep.score.Measures;
import dev.seep.score.Outcome;
import dev.seep.score.Score;
import dev.seep.score.ScoreSource;
import dev.seep.score.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A score with all that may come of a case: found, missed, a twin accused, a line that cannot be
/// known, a bait, and cases that did not run; some with names that want to be markup.
final class Scores {
  static final String HOSTILE = "<img src=x onerror=alert(1)>|`*";

  private static final HuntReport HEALTHY = Reports.healthy();

  private Scores() {}

  static List<Case> cases(Path root) throws IOException {
    write(root, "alpha", "C++", "chapter=stories");
    write(root, "beta", "Java", "chapter=healing");
    write(root, "gamma", HOSTILE, "chapter=bait\nkind=bait");
    write(root, "delta", "Zig", "chapter=hard\nneeds=zig:zig");
    return Casebook.all(root);
  }

  private static void write(Path root, String name, String language, String more)
      throws IOException {
    String lines = "story=s\nfindings=0\nrun=true\nlanguage=" + language + "\n" + more + "\n";
    Files.writeString(
        Files.createDirectories(root.resolve(name)).resolve("truth.properties"), lines);
  }

  static Score score(Path root) throws IOException {
    List<Case> cases = cases(root);
    Case alpha = cases.get(0);
    Case beta = cases.get(1);
    Case delta = cases.get(2);
    Case gamma = cases.get(3);
    List<CaseRun> runs = new ArrayList<>();
    runs.add(ran(alpha, ScoreSource.EBPF, TracedReports.leak(), ""));
    runs.add(ran(alpha, ScoreSource.PROCFS, HEALTHY, ""));
    runs.add(twin(alpha, ScoreSource.EBPF, HEALTHY, 0.011));
    runs.add(twin(alpha, ScoreSource.PROCFS, HEALTHY, 0.01));
    runs.add(ran(beta, ScoreSource.EBPF, silent(), "its frames have no names"));
    runs.add(twin(beta, ScoreSource.EBPF, Reports.suspect(), 0.01));
    String why = "not on this machine: zig " + HOSTILE;
    runs.add(new CaseRun(new Trial(delta, true, ScoreSource.EBPF), new Outcome.NotRun(why)));
    runs.add(new CaseRun(new Trial(delta, false, ScoreSource.EBPF), new Outcome.NotRun(why)));
    runs.add(twin(gamma, ScoreSource.EBPF, HEALTHY, 0.01));
    Machine machine =
        new Machine("6.18 amd64", HOSTILE, 2, 25_276_502_016L, "25", Map.of("gcc", "gcc 12.2"));
    return new Score(Evidence.NOW, 754, 1, 16, machine, 12.4, runs);
  }

  private static HuntReport silent() {
    Finding finding = TracedReports.leak().findings().getFirst();
    Finding without =
        new Finding(
            new Verdict.Leak("it grows"),
            LeakClass.NEVER_CONNECTED_SOCKET,
            finding.resource(),
            finding.what(),
            40,
            finding.rate(),
            finding.forecast(),
            0.001,
            "",
            "",
            30,
            -1,
            null,
            finding.siblings(),
            null,
            List.of(),
            "",
            List.of());
    return TracedReports.report(List.of(without));
  }

  private static CaseRun ran(Case plant, ScoreSource source, HuntReport report, String unknowable) {
    Truth truth =
        new Truth(
            "never-connected-socket",
            "descriptor",
            "leak",
            "",
            "",
            false,
            List.of(),
            List.of(),
            unknowable);
    return new CaseRun(
        new Trial(plant, true, source),
        new Outcome.Ran(
            Grader.leaking(report, List.of(truth), source),
            report.findings().isEmpty()
                ? new Measures(Double.NaN, -1, 60, 0.01, 0.01, 0)
                : new Measures(26, 1204, 40, 0.01, 0.012, 0.3)));
  }

  private static CaseRun twin(Case plant, ScoreSource source, HuntReport report, double cpu) {
    return new CaseRun(
        new Trial(plant, false, source),
        new Outcome.Ran(Grader.healthy(report), new Measures(Double.NaN, -1, 60, 0.01, cpu, 0)));
  }
}
