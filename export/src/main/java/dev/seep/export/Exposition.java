package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Figures as text for whoever scrapes them: Prometheus' format 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats) and OpenMetrics 1.0
/// (prometheus.io/docs/specs/om/open_metrics_spec).
///
/// A family's series stand together under one HELP and one TYPE, whatever order they come in; of
/// two with the same labels the first is written, as scrapers refuse the second.
public final class Exposition {
  public static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  public static final String OPEN_METRICS_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String TOTAL = "_total";

  /// Beyond it not every whole number is a double.
  private static final double LARGEST_WHOLE = 1L << 53;

  private final Appendable out;
  private final boolean openMetrics;

  private Exposition(Appendable out, boolean openMetrics) {
    this.out = out;
    this.openMetrics = openMetrics;
  }

  /// @param openMetrics OpenMetrics, else the text format 0.0.4
  public static void write(Appendable out, Iterable<Metric> metrics, boolean openMetrics)
      throws IOException {
    Map<String, List<Metric>> families = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      families.computeIfAbsent(family(metric, openMetrics), name -> new ArrayList<>()).add(metric);
    }
    Exposition exposition = new Exposition(out, openMetrics);
    for (Map.Entry<String, List<Metric>> family : families.entrySet()) {
      exposition.family(family.getKey(), family.getValue());
    }
    if (openMetrics) {
      out.append("# EOF\n");
    }
  }

  /// Which of the two a scraper wants, by its Accept header (RFC 9110, 12.5.1).
  ///
  /// @param accept the header's value, empty for none
  /// @return whether it names OpenMetrics 1.0 and prefers it to plain text or likes both alike
  public static boolean wantsOpenMetrics(String accept) {
    double open = 0;
    double text = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.strip().split("\\s*;\\s*", -1);
      double quality = quality(parts);
      if (parts[0].equals("application/openmetrics-text") && hasKnownVersion(parts)) {
        open = Math.max(open, quality);
      } else if (parts[0].equals("text/plain")) {
        text = Math.max(text, quality);
      }
    }
    return open > 0 && open >= text;
  }

  private static boolean hasKnownVersion(String[] parts) {
    for (String part : parts) {
      if (part.startsWith("version=") && !part.equals("version=1.0.0")) {
        return false;
      }
    }
    return true;
  }

  private static double quality(String[] parts) {
    for (String part : parts) {
      if (part.startsWith("q=")) {
        try {
          return Double.parseDouble(part.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }

  /// In OpenMetrics a counter's family lacks the `_total` that its samples carry.
  private static String family(Metric metric, boolean openMetrics) {
    String name = LabelText.metricName(metric.name());
    boolean counter = openMetrics && metric.type() == Metric.Type.COUNTER;
    return counter && name.endsWith(TOTAL)
        ? name.substring(0, name.length() - TOTAL.length())
        : name;
  }

  private void family(String name, List<Metric> metrics) throws IOException {
    Metric first = metrics.getFirst();
    out.append("# HELP ").append(name).append(' ');
    escape(out, first.help(), openMetrics);
    out.append("\n# TYPE ").append(name).append(' ').append(word(first.type())).append('\n');
    boolean suffix = openMetrics && first.type() == Metric.Type.COUNTER;
    String sample = suffix ? name + TOTAL : name;
    Set<String> written = HashSet.newHashSet(metrics.size());
    StringBuilder line = new StringBuilder(200);
    for (Metric metric : metrics) {
      line.setLength(0);
      labels(line, metric);
      if (written.add(line.toString())) {
        out.append(sample).append(line).append(' ').append(number(metric.value())).append('\n');
      }
    }
  }

  private static void labels(StringBuilder line, Metric metric) throws IOException {
    char before = '{';
    for (Map.Entry<String, String> label : metric.labels().entrySet()) {
      line.append(before).append(LabelText.labelName(label.getKey())).append("=\"");
      escape(line, LabelText.value(label.getValue()), true);
      line.append('"');
      before = ',';
    }
    if (before == ',') {
      line.append('}');
    }
  }

  private static void escape(Appendable out, String text, boolean quotes) throws IOException {
    if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('"') < 0) {
      out.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '"' -> out.append(quotes ? "\\\"" : "\"");
        default -> out.append(c);
      }
    }
  }

  private static String word(Metric.Type type) {
    return switch (type) {
      case GAUGE -> "gauge";
      case COUNTER -> "counter";
    };
  }

  /// As Go's ParseFloat and OpenMetrics' grammar read it; whole numbers without a fraction.
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
