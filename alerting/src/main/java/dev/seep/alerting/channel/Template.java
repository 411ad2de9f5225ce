package dev.seep.alerting.channel;

import dev.seep.alerting.message.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills `{{ name }}` with values that others chose, escaped for what the body is: JSON text
/// (within quotes that the template has), a form, HTML and XML, or plain text. What a value holds
/// is never taken for a placeholder.
final class Template {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{\\s*([a-z_]+(?:\\.[a-z_]+)?)\\s*}}");

  private Template() {}

  /// A name that is not known stands for nothing: an incident without a peer has no `fields.peer`.
  static String fill(String template, String contentType, Map<String, String> values) {
    Matcher found = PLACEHOLDER.matcher(template);
    StringBuilder out = new StringBuilder();
    while (found.find()) {
      String value = values.getOrDefault(found.group(1), "");
      found.appendReplacement(out, Matcher.quoteReplacement(escape(value, contentType)));
    }
    return found.appendTail(out).toString();
  }

  private static String escape(String value, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.contains("json")) {
      String quoted = Json.write(value);
      return quoted.substring(1, quoted.length() - 1);
    }
    if (type.contains("x-www-form-urlencoded")) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
    if (type.contains("html") || type.contains("xml")) {
      return value
          .replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;")
          .replace("'", "&#39;");
    }
    return value;
  }
}
