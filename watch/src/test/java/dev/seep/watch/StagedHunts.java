package dev.seep.watch;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Closer looks whose outcome a test knows beforehand; each is over at the tick after it was begun.
final class StagedHunts implements HuntRunner {
  final List<ProcessFacts> begun = new ArrayList<>();
  private final Function<ProcessFacts, Reading<String>> outcome;

  StagedHunts(Function<ProcessFacts, Reading<String>> outcome) {
    this.outcome = outcome;
  }

  static StagedHunts healthy() {
    return new StagedHunts(process -> Reading.seen(report(process, "healthy", "")));
  }

  /// One finding of a leak, with a line.
  static String leak(ProcessFacts process, double perMinute, double limitInSeconds) {
    return report(
        process,
        "leak",
        """
        {"verdict":"leak","class":"close-wait","resource":"descriptor","what":"connections the peer
        has closed","count":40,"perMinute":%s,"perMinuteLow":%s,"perMinuteHigh":%s,
        "limitInSeconds":%s,"limitInSecondsLow":%s,"limitInSecondsHigh":%s,
        "falseAlarmProbability":1e-9,"peer":"10.0.0.7:443","origin":{"share":1,"frames":[
        {"function":"fetch","file":"client.cpp","line":61}]},
        "siblings":{"opened":400,"closed":390,"medianLifeSeconds":0.4},
        "reason":"they stay","advice":"close them","remarks":[],"against":[]}\
        """
            .formatted(
                perMinute,
                perMinute * 0.9,
                perMinute * 1.1,
                limitInSeconds,
                limitInSeconds * 0.9,
                limitInSeconds * 1.1));
  }

  static String report(ProcessFacts process, String verdict, String finding) {
    return """
    {"process":{"pid":%d,"startTime":"x"},"watched":{"seconds":60},"verdict":"%s",
    "reason":"for a test","findings":[%s]}\
    """
        .formatted(process.pid(), verdict, finding.replace("\n", " "));
  }

  @Override
  public Reading<Run> begin(ProcessFacts process, Duration length) {
    begun.add(process);
    Reading<String> result = outcome.apply(process);
    return Reading.seen(
        new Run() {
          @Override
          public boolean isOver() {
            return true;
          }

          @Override
          public Reading<String> report() {
            return result;
          }

          @Override
          public void stop() {}
        });
  }
}
