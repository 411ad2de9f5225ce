package dev.seep.alerting.message;

import dev.seep.alerting.message.Message.Field;

/// A notice as the HTML part of a mail: a table a person can read on a phone, nothing that a mail
/// program would have to fetch.
public final class HtmlText {
  private HtmlText() {}

  public static String body(Notice notice) {
    StringBuilder html =
        new StringBuilder(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"></head>"
                + "<body style=\"font-family:sans-serif;font-size:15px\">");
    notice.items().forEach(item -> append(html, item));
    return html.append("</body></html>").toString();
  }

  private static void append(StringBuilder html, Notice.Item item) {
    Message message = item.message();
    html.append("<h2 style=\"font-size:18px;border-left:6px solid ")
        .append(Colour.of(item).hex())
        .append(";padding-left:8px\">")
        .append(escape(PlainText.subject(item)))
        .append("</h2><table style=\"border-spacing:0 4px\">");
    for (Field field : message.fields()) {
      html.append("<tr><th style=\"text-align:left;vertical-align:top;padding-right:12px\">")
          .append(escape(field.name()))
          .append("</th><td>")
          .append(escape(field.value()))
          .append("</td></tr>");
    }
    html.append("</table>");
    message.lines().forEach(line -> html.append("<p>").append(escape(line)).append("</p>"));
    if (!message.link().isEmpty()) {
      String link = escape(message.link());
      html.append("<p><a href=\"").append(link).append("\">").append(link).append("</a></p>");
    }
  }

  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
