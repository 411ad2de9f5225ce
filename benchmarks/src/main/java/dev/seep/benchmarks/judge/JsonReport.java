package dev.seep.benchmarks.judge;

import java.io.OutputStream;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// A result for programs: what is not known (a delay that more than half never reached) is left
/// out.
final class JsonReport {
  private JsonReport() {}

  /// @param to left open
  static void write(Result result, OutputStream to) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), to)) {
      out.writeStartObject();
      out.writeStringProperty("seeds", result.evaluation().seeds().toString());
      out.writeNumberProperty("seconds", result.seconds());
      out.writeArrayPropertyStart("scores");
      result.scores().forEach(score -> write(score, out));
      out.writeEndArray();
      out.writeArrayPropertyStart("missed");
      Bars.missed(result).forEach(out::writeString);
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static void write(Score score, JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("family", score.family().name());
    out.writeStringProperty("tier", score.family().tier().name().toLowerCase(Locale.ROOT));
    out.writeStringProperty("contender", score.contender());
    out.writeBooleanProperty("leaks", score.family().leaks());
    out.writeNumberProperty("runs", score.runs());
    out.writeNumberProperty("processDays", score.processDays());
    out.writeNumberProperty("falseAlarms", score.falseAlarms());
    out.writeNumberProperty("critical", score.criticals());
    known(out, "judgingSeconds", score.seconds());
    if (score.family().leaks()) {
      leak(score, out);
    } else {
      known(
          out,
          "falseAlarmsPerDayAtMost",
          PoissonBound.upper95(score.falseAlarms()) / score.processDays());
    }
    out.writeArrayPropertyStart("wrongSeeds");
    score.wrongSeeds().forEach(out::writeNumber);
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void leak(Score score, JsonGenerator out) {
    out.writeNumberProperty("found", score.found());
    out.writeNumberProperty("withdrawn", score.withdrawn());
    known(out, "ratePerMinute", score.ratePerMinute());
    known(out, "informationLimitHours", score.limitHours());
    known(out, "medianDelayHours", score.delayHours(0.5));
    known(out, "delayHours90", score.delayHours(0.9));
    coverage(out, "coverage", score.coverage());
    coverage(out, "coverageADayLater", score.coverageADayLater());
  }

  private static void coverage(JsonGenerator out, String name, Score.Coverage coverage) {
    out.writeObjectPropertyStart(name);
    out.writeNumberProperty("covered", coverage.covered());
    out.writeNumberProperty("of", coverage.all());
    known(out, "medianEstimateToTruth", coverage.medianRatio());
    out.writeEndObject();
  }

  private static void known(JsonGenerator out, String name, double value) {
    if (Double.isFinite(value)) {
      out.writeNumberProperty(name, value);
    }
  }
}
