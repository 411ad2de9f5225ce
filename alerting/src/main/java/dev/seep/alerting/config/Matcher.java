package dev.seep.alerting.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One condition on an alert's labels, written as Alertmanager has it: `severity="critical"`,
/// `workload!=unit:cron.service`, `class=~"close-wait|.*-socket"`, `peer!~10\..*`.
///
/// A label that is not there counts as empty; a regular expression must match the whole value.
///
/// @see <a
///   href="https://prometheus.io/docs/alerting/latest/configuration/#matcher">Alertmanager</a>
public record Matcher(String label, Comparison comparison, String value) {

  /// How a label is held against the value.
  public enum Comparison {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  private static final Pattern FORM =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*", Pattern.DOTALL);
  private static final int LONGEST_VALUE = 1_000;

  /// @throws IllegalArgumentException when the regular expression is none
  public Matcher {
    if (comparison == Comparison.MATCHES || comparison == Comparison.MATCHES_NOT) {
      try {
        Pattern.compile(value);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "'" + value + "' is no regular expression: " + e.getDescription(), e);
      }
    }
  }

  /// @throws IllegalArgumentException that says what is wrong with it
  public static Matcher parse(String text) {
    java.util.regex.Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no matcher: write label=\"value\", label!=…, label=~… or label!~…");
    }
    String value = form.group(3);
    if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
    for (Comparison comparison : Comparison.values()) {
      if (comparison.sign.equals(form.group(2))) {
        return new Matcher(form.group(1), comparison, value);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no matcher");
  }

  public boolean matches(Map<String, String> labels) {
    String actual = labels.getOrDefault(label, "");
    return switch (comparison) {
      case EQUAL -> actual.equals(value);
      case NOT_EQUAL -> !actual.equals(value);
      case MATCHES -> isWhole(actual);
      case MATCHES_NOT -> !isWhole(actual);
    };
  }

  /// Labels come from hostile names: a long one must not keep a careless expression busy.
  private boolean isWhole(String actual) {
    String bounded = actual.length() > LONGEST_VALUE ? actual.substring(0, LONGEST_VALUE) : actual;
    return Pattern.compile(value, Pattern.DOTALL).matcher(bounded).matches();
  }

  @Override
  public String toString() {
    return label + comparison.sign + '"' + value + '"';
  }
}
