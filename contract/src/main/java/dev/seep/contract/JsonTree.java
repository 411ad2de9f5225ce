package dev.seep.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A JSON object as it was read, for reports of other processes and for what was stored. A field
/// that is absent or of another type reads as the neutral value of the type asked for.
public final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private static final JsonTree EMPTY = new JsonTree(Map.of());

  private final Map<?, ?> fields;

  private JsonTree(Map<?, ?> fields) {
    this.fields = fields;
  }

  /// @return empty when the text is no JSON object
  public static Optional<JsonTree> parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      JsonTree tree = new JsonTree(object(parser));
      return parser.nextToken() == null ? Optional.of(tree) : Optional.empty();
    } catch (JacksonException damaged) {
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, PROPERTY_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE ->
          null;
    };
  }

  public boolean has(String name) {
    return fields.get(name) != null;
  }

  /// Empty when there is none.
  public String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /// NaN when there is none.
  public double real(String name) {
    return fields.get(name) instanceof Double number ? number : Double.NaN;
  }

  /// -1 when there is none. Exact up to 2^53.
  public long whole(String name) {
    return fields.get(name) instanceof Double number ? number.longValue() : -1;
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /// An object without fields when there is none.
  public JsonTree at(String name) {
    return fields.get(name) instanceof Map<?, ?> object ? new JsonTree(object) : EMPTY;
  }

  /// The objects of a list; others in it are left out.
  public List<JsonTree> objects(String name) {
    List<JsonTree> objects = new ArrayList<>();
    if (fields.get(name) instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> object) {
          objects.add(new JsonTree(object));
        }
      }
    }
    return objects;
  }

  /// The texts of a list; others in it are left out.
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name) instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /// The names and values of all fields that are texts.
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (name instanceof String key && value instanceof String text) {
        texts.put(key, text);
      }
    });
    return texts;
  }
}
