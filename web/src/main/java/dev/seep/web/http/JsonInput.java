package dev.seep.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads what clients send: one object of texts, numbers, flags and objects of texts. Whatever does
/// not fit is refused by its name.
public final class JsonInput {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MOST_FIELDS = 64;

  private JsonInput() {}

  /// @throws Refusal 400 when it is not one JSON object of that kind; no bytes are an empty one
  public static Map<String, Object> object(byte[] body) {
    if (body.length == 0) {
      return Map.of();
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("it is no object");
      }
      Map<String, Object> fields = fields(parser, 0);
      if (parser.nextToken() != null) {
        throw malformed("something follows the object");
      }
      return fields;
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage());
    }
  }

  private static Map<String, Object> fields(JsonParser parser, int depth) {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (fields.size() == MOST_FIELDS) {
        throw malformed("it has too many fields");
      }
      switch (token) {
        case VALUE_STRING -> fields.put(name, parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.put(name, parser.getDoubleValue());
        case VALUE_TRUE -> fields.put(name, true);
        case VALUE_FALSE -> fields.put(name, false);
        case VALUE_NULL -> {
          // As if it were not there.
        }
        case START_OBJECT -> {
          if (depth > 0) {
            throw Refusal.parameter(name, "is nested too deep", "");
          }
          fields.put(name, fields(parser, depth + 1));
        }
        default -> throw Refusal.parameter(name, "is of a kind that is not expected here", "");
      }
    }
    return fields;
  }

  private static Refusal malformed(String why) {
    return Refusal.of(400, "the request's body", "is no JSON object: " + why, "send one");
  }

  public static String text(Map<String, Object> fields, String name, String otherwise) {
    Object value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw Refusal.parameter(name, "is no text", "");
  }

  /// @throws Refusal when it is missing or no whole number within the bounds
  public static int number(Map<String, Object> fields, String name, int least, int most) {
    if (fields.get(name) instanceof Double value
        && value == Math.rint(value)
        && value >= least
        && value <= most) {
      return value.intValue();
    }
    throw Refusal.parameter(name, "is no whole number from " + least + " to " + most, "");
  }

  /// A moment in RFC 3339.
  public static Instant moment(Map<String, Object> fields, String name, Instant otherwise) {
    String text = text(fields, name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.parameter(name, "is no moment", "write 2026-03-04T05:06:07Z");
    }
  }

  /// An object of texts.
  public static Map<String, String> texts(Map<String, Object> fields, String name) {
    if (!(fields.get(name) instanceof Map<?, ?> given)) {
      throw Refusal.parameter(name, "is missing or no object", "write {\"label\": \"pattern\"}");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    given.forEach((key, value) -> {
      if (!(value instanceof String text)) {
        throw Refusal.parameter(name + "." + key, "is no text", "");
      }
      texts.put(String.valueOf(key), text);
    });
    return texts;
  }
}
