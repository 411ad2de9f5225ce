package dev.seep.alerting.message;

import dev.seep.alerting.message.Message.Field;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A notice as plain text: for mail, ntfy, and wherever no markup is wanted.
public final class PlainText {
  private static final int MOST_NAMES = 5;

  private PlainText() {}

  /// "[CRITICAL] web1: nginx.service leaks …".
  public static String subject(Notice notice) {
    if (notice.items().size() == 1) {
      return subject(notice.items().getFirst());
    }
    Set<String> names =
        notice.items().stream()
            .map(item -> item.message().label("workload_name"))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    String more = names.size() > MOST_NAMES ? " and others" : "";
    String tag =
        notice.isResolved() ? "RESOLVED" : notice.severity().slug().toUpperCase(Locale.ROOT);
    return "["
        + tag
        + "] "
        + notice.items().getFirst().message().label("host")
        + ": "
        + notice.items().size()
        + " alerts about "
        + some
        + more;
  }

  /// The subject of one item, its kind in front.
  public static String subject(Notice.Item item) {
    return "[" + tag(item) + "] " + item.message().subject();
  }

  private static String tag(Notice.Item item) {
    String severity = item.message().severity().slug().toUpperCase(Locale.ROOT);
    return switch (item.kind()) {
      case FIRING, REFRESH -> severity;
      case REMINDER -> severity + ", still";
      case ESCALATION -> severity + ", nobody answered";
      case RESOLVED -> "RESOLVED";
      case TEST -> "TEST";
    };
  }

  public static String body(Notice notice) {
    return notice.items().stream().map(PlainText::body).collect(Collectors.joining("\n\n"));
  }

  /// The diagnosis of one item, field by field, then why, then the link.
  public static String body(Notice.Item item) {
    Message message = item.message();
    StringBuilder text = new StringBuilder(subject(item)).append("\n\n");
    for (Field field : message.fields()) {
      text.append(String.format(Locale.ROOT, "%-11s", field.name()))
          .append(' ')
          .append(field.value())
          .append('\n');
    }
    if (!message.lines().isEmpty()) {
      text.append('\n');
      message.lines().forEach(line -> text.append(line).append('\n'));
    }
    if (!message.link().isEmpty()) {
      text.append('\n').append(message.link()).append('\n');
    }
    return text.toString();
  }
}
