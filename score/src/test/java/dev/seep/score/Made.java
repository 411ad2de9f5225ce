package dev.seep.score;

import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.Place;
import dev.seep.casebook.Truth;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Source;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Findings, reports, truths and cases as tests want them.
final class Made {
  static final String PEER = "127.0.0.1:1965";
  static final Verdict LEAK = new Verdict.Leak("it grows and is not given back");
  static final Verdict SUSPECT = new Verdict.Suspect("it grows");
  static final Verdict UNKNOWN = new Verdict.Unknown("three are too few", Duration.ofMinutes(1));
  static final Verdict HEALTHY = new Verdict.Healthy("nothing grows");

  private static final ProcessFacts PROCESS =
      new ProcessFacts(
          new ProcessIdentity(4711, 1), 1, "plant", List.of("plant"), 0, Instant.EPOCH, 'S', 1);

  private Made() {}

  /// Of a close-wait to [#PEER], opened in `dial` of `net.c`, line 17.
  static Truth closeWait() {
    return truth("close-wait", "leak", List.of(new Place("dial", "net.c", 17)), List.of(), "");
  }

  static Truth truth(
      String leakClass, String least, List<Place> at, List<Place> caller, String unknowable) {
    return new Truth(leakClass, "descriptor", least, PEER, "", false, at, caller, unknowable);
  }

  static Frame frame(String function, int line) {
    return new Frame(function, "/src/net.c", line, "/bin/plant", "C");
  }

  static Finding finding(Verdict verdict, LeakClass leakClass, String peer, Frame... frames) {
    return finding(verdict, leakClass, ResourceKind.DESCRIPTOR, peer, frames);
  }

  static Finding finding(
      Verdict verdict, LeakClass leakClass, ResourceKind kind, String peer, Frame... frames) {
    @Nullable Origin origin = frames.length == 0 ? null : new Origin(1, Arrays.asList(frames));
    return new Finding(
        verdict,
        leakClass,
        kind,
        "sockets",
        60,
        new Rate(60, 50, 70),
        new Forecast(1000, 900, 1100),
        0.001,
        peer,
        "",
        30,
        -1,
        origin,
        new Siblings(10, 9, 0.1),
        null,
        List.of(),
        "close it",
        List.of());
  }

  static HuntReport report(Finding... findings) {
    Verdict gravest =
        Arrays.stream(findings)
            .map(Finding::verdict)
            .max(Comparator.comparingInt(Verdict::gravity))
            .orElse(HEALTHY);
    return report(gravest, findings);
  }

  static HuntReport report(Verdict verdict, Finding... findings) {
    return new HuntReport(
        PROCESS,
        100,
        new DescriptorLimits(1024, 4096),
        new Watched(60, Source.EBPF, 100, 40, 0, 60, false),
        verdict,
        Arrays.asList(findings),
        List.of(),
        new Cost(1, 1024));
  }

  /// A case in a folder of its own.
  static Case plant(Path root, String name, String... lines) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    String usual = "story=s\nlanguage=C\nfindings=0\nrun=true\n";
    Files.writeString(folder.resolve("truth.properties"), usual + String.join("\n", lines) + "\n");
    return Casebook.all(root).stream()
        .filter(plant -> plant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
