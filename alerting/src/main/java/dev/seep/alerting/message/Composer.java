package dev.seep.alerting.message;

import dev.seep.alerting.message.Message.Field;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says an incident in the words of a person who is woken by it: what, where, which line, how long
/// left, what to do. The arguments of the process are left out, as they may hold passwords.
public final class Composer {
  private static final int LONGEST = 500;
  private static final int MOST_LINES = 8;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String host;
  private final String baseUrl;

  /// @param baseUrl of the page, empty for none
  public Composer(String host, String baseUrl) {
    this.host = host;
    this.baseUrl = baseUrl.replaceFirst("/+$", "");
  }

  public Message compose(Incident incident) {
    List<String> lines = new ArrayList<>();
    addLine(lines, incident.reason());
    incident.evidence().stream().limit(MOST_LINES).forEach(line -> addLine(lines, line));
    return new Message(
        incident.id(),
        incident.severity(),
        subject(incident),
        fields(incident),
        lines,
        link(incident.id()),
        labels(incident),
        incident.openedAt().truncatedTo(ChronoUnit.MILLIS),
        endedAt(incident));
  }

  /// A message that says nothing but that telling works.
  public Message test(String receiver, Instant now) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "SeepTest");
    labels.put("severity", Severity.WARNING.slug());
    labels.put("host", line(host));
    return new Message(
        "test-" + now.getEpochSecond(),
        Severity.WARNING,
        line(host) + ": a test of the receiver " + line(receiver),
        List.of(new Field("host", "host", line(host))),
        List.of("Nothing leaks: somebody asked whether this way of telling works, and it does."),
        baseUrl,
        labels,
        now.truncatedTo(ChronoUnit.MILLIS),
        null);
  }

  /// What routes and silences match, and Alertmanager shows.
  public Map<String, String> labels(Incident incident) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "SeepLeak");
    labels.put("severity", incident.severity().slug());
    labels.put("host", line(host));
    labels.put("incident", line(incident.id()));
    labels.put("workload", line(incident.lineage().workload().id()));
    labels.put("workload_kind", incident.lineage().workload().kind().slug());
    labels.put("workload_name", line(incident.lineage().workload().name()));
    labels.put("process", line(incident.lineage().name()));
    labels.put("resource", incident.resource().slug());
    labels.put("standing", incident.standing().slug());
    if (incident.leakClass() != null) {
      labels.put("class", incident.leakClass().slug());
    }
    if (!incident.peer().isEmpty()) {
      labels.put("peer", line(incident.peer()));
    }
    if (!incident.path().isEmpty()) {
      labels.put("path", line(incident.path()));
    }
    return labels;
  }

  private static @Nullable Instant endedAt(Incident incident) {
    Instant resolved = incident.resolvedAt();
    return resolved == null ? null : resolved.truncatedTo(ChronoUnit.MILLIS);
  }

  private String link(String incident) {
    return baseUrl.isEmpty() ? "" : baseUrl + "/finding/" + line(incident);
  }

  private String subject(Incident incident) {
    String who = line(host) + ": " + line(incident.lineage().workload().name());
    if (incident.resolvedAt() != null) {
      return who + ": over: " + line(incident.what());
    }
    String does = incident.standing() == Standing.LEAK ? " leaks " : " runs out of room: ";
    return who + does + line(incident.what()) + ending(incident.forecast());
  }

  private static String ending(Forecast forecast) {
    if (forecast.isNever() || Double.isNaN(forecast.limitInSeconds())) {
      return "";
    }
    return forecast.limitInSeconds() <= 0
        ? ", limit reached"
        : ", limit in " + Words.duration(forecast.limitInSeconds());
  }

  private List<Field> fields(Incident incident) {
    List<Field> fields = new ArrayList<>();
    add(fields, "what", "what", incident.what());
    add(fields, "class", "class", incident.leakClass() == null ? "" : incident.leakClass().slug());
    add(fields, "peer", "peer", incident.peer());
    add(fields, "path", "path", incident.path());
    opening(fields, incident.frames());
    add(fields, "held", "held", held(incident));
    add(fields, "growth", "growth", growth(incident.resource(), incident.rate()));
    if (incident.resolvedAt() == null) {
      add(fields, "left", "limit in", left(incident.forecast()));
    }
    add(fields, "since", "since", CLOCK.format(incident.since()));
    if (incident.resolvedAt() != null) {
      Duration lasted = Duration.between(incident.openedAt(), incident.resolvedAt());
      String after = " after " + Words.duration(lasted);
      add(fields, "over", "over", CLOCK.format(incident.resolvedAt()) + after);
      add(fields, "resolution", "why over", incident.resolution());
    }
    add(fields, "advice", "what to do", incident.advice());
    String process = incident.process().name() + " (pid " + incident.process().pid() + ")";
    add(fields, "process", "process", process);
    add(fields, "workload", "workload", incident.lineage().workload().id());
    add(fields, "host", "host", host);
    return fields;
  }

  /// The innermost frame that has a line, and who called it.
  private static void opening(List<Field> fields, List<Frame> frames) {
    int first = 0;
    while (first < frames.size() && frames.get(first).line() <= 0) {
      first++;
    }
    if (first == frames.size()) {
      first = 0;
    }
    if (frames.isEmpty()) {
      return;
    }
    add(fields, "opened_by", "opened by", place(frames.get(first)));
    List<String> callers = new ArrayList<>();
    frames.stream().skip(first + 1L).limit(2).forEach(frame -> callers.add(place(frame)));
    add(fields, "called_by", "called by", String.join(" ← ", callers));
  }

  private static String place(Frame frame) {
    String function = frame.function().isEmpty() ? "?" : frame.function();
    if (!frame.file().isEmpty()) {
      return function + " " + frame.file() + (frame.line() > 0 ? ":" + frame.line() : "");
    }
    return frame.module().isEmpty() ? function : function + " in " + frame.module();
  }

  private static String held(Incident incident) {
    String members =
        switch (incident.resource()) {
          case MEMORY -> Words.bytes((double) incident.count());
          case DESCRIPTOR, THREAD -> Words.count(incident.count()) + " of these";
        };
    if (incident.limit() <= 0 || incident.limit() == Long.MAX_VALUE) {
      return members;
    }
    return switch (incident.resource()) {
      case MEMORY -> members + " of " + Words.bytes((double) incident.limit());
      case THREAD -> members + ", limit " + Words.count(incident.limit());
      case DESCRIPTOR ->
          incident.open() < 0
              ? members + ", limit " + Words.count(incident.limit())
              : members
                  + "; "
                  + Words.count(incident.open())
                  + " of "
                  + Words.count(incident.limit())
                  + " descriptors in use";
    };
  }

  private static String growth(ResourceKind resource, Rate rate) {
    if (rate.perMinute() == 0 || Double.isNaN(rate.perMinute())) {
      return "";
    }
    return (rate.perMinute() > 0 ? "+" : "")
        + amount(resource, rate.perMinute())
        + " a minute ("
        + amount(resource, rate.perMinuteLow())
        + " to "
        + amount(resource, rate.perMinuteHigh())
        + ")";
  }

  private static String amount(ResourceKind resource, double value) {
    return resource == ResourceKind.MEMORY ? Words.bytes(value) : Words.decimal(value);
  }

  private static String left(Forecast forecast) {
    if (forecast.isNever() || Double.isNaN(forecast.limitInSeconds())) {
      return "";
    }
    if (forecast.limitInSeconds() <= 0) {
      return "it is reached";
    }
    String high =
        Double.isInfinite(forecast.highSeconds())
            ? "or never"
            : "to " + Words.duration(forecast.highSeconds());
    return Words.duration(forecast.limitInSeconds())
        + " ("
        + Words.duration(forecast.lowSeconds())
        + " "
        + high
        + ")";
  }

  private static void add(List<Field> fields, String key, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(new Field(key, name, line(value)));
    }
  }

  private static void addLine(List<String> lines, String text) {
    if (!text.isBlank()) {
      lines.add(line(text));
    }
  }

  /// One printable line of bounded length.
  private static String line(String text) {
    return Cut.to(KernelText.printable(text), LONGEST);
  }
}
