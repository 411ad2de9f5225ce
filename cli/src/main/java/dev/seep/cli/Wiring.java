package dev.seep.cli;

import dev.seep.evidence.HuntReport;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.hunt.Hunt;
import dev.seep.hunt.HuntOptions;
import dev.seep.hunt.HuntProgress;
import dev.seep.hunt.Timeline;
import dev.seep.observer.Eye;
import dev.seep.observer.Observer;
import dev.seep.observer.Preparation;
import dev.seep.observer.SourceChoice;
import dev.seep.tracing.TargetTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Where the commands get those they speak to: the one place that knows the implementations.
///
/// @param eyes opens an eye on a `/proc`
/// @param hunters makes the hunter that looks through an eye
public record Wiring(EyeFactory eyes, Function<Eye, Hunter> hunters) {
  private static final Path PROC = Path.of("/proc");

  /// Opens an eye; the caller closes it.
  @FunctionalInterface
  public interface EyeFactory {
    /// @throws UnseenException when the source asked for is not to be had
    Eye open(Path procRoot, SourceChoice source);
  }

  /// The real ones.
  public static Wiring ofThisMachine() {
    return new Wiring(
        (procRoot, source) -> UnseenException.orValue(Observer.open(procRoot, source)),
        eye -> (target, options, progress) -> hunt(eye, target, options, progress));
  }

  /// The real ones, begun while the command line is still being read: `words` are all that is known
  /// of it by then.
  static Wiring forCommand(List<String> words) {
    String command = words.isEmpty() ? "" : words.getFirst();
    boolean census = command.equals("ps");
    boolean inventory = List.of("inspect", "hunt", "demo", "doctor").contains(command);
    boolean elsewhere = words.contains("procfs") || words.contains("--source=procfs");
    if (elsewhere || words.contains("--help") || (!census && !inventory)) {
      return ofThisMachine();
    }
    Preparation begun = census ? Preparation.forCensus() : Preparation.forInventory();
    return new Wiring(
        (procRoot, source) -> UnseenException.orValue(Observer.open(procRoot, source, begun)),
        eye -> (target, options, progress) -> hunt(eye, target, options, progress));
  }

  private static HuntReport hunt(
      Eye eye, ProcessIdentity target, HuntOptions options, Progress progress) {
    Hunt hunt = new Hunt(eye, TargetTrace.ofThisMachine(PROC), Timeline.real());
    return UnseenException.orValue(
        hunt.run(target, options, listener(progress), progress::stopRequested));
  }

  private static HuntProgress.Listener listener(Progress progress) {
    return new HuntProgress.Listener() {
      @Override
      public void began() {
        progress.began();
      }

      @Override
      public void looked(HuntProgress looked) {
        progress.at(
            looked.atSeconds(),
            looked.lengthSeconds(),
            looked.looks(),
            looked.open(),
            looked.leading() == null ? "" : looked.leading().slug());
      }
    };
  }
}
