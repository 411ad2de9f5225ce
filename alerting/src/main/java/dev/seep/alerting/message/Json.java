package dev.seep.alerting.message;

import dev.seep.evidence.KernelText;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// JSON as plain maps, lists, texts, numbers and truth values: a vendor's document is then written
/// as it is printed in the vendor's pages.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// An object whose entries keep their order; an entry whose value is null or an empty text is
  /// left out.
  public static Map<String, Object> object(@Nullable Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null && !"".equals(value)) {
        object.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return object;
  }

  public static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(out, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case Map<?, ?> object -> {
        out.writeStartObject();
        object.forEach((name, inner) -> {
          out.writeName(KernelText.wellFormed(String.valueOf(name)));
          write(out, inner);
        });
        out.writeEndObject();
      }
      case Iterable<?> list -> {
        out.writeStartArray();
        list.forEach(inner -> write(out, inner));
        out.writeEndArray();
      }
      case Boolean truth -> out.writeBoolean(truth);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number when Double.isFinite(number) -> out.writeNumber(number);
      case Double none -> out.writeNull();
      default -> out.writeString(KernelText.wellFormed(value.toString()));
    }
  }

  /// @throws IllegalArgumentException when it is no JSON object
  public static Map<String, Object> parse(String text) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      in.nextToken();
      if (read(in) instanceof Map<?, ?> object) {
        return named(object);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("no JSON object");
  }

  private static @Nullable Object read(JsonParser in) {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
          in.nextToken();
          object.put(name, read(in));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != tools.jackson.core.JsonToken.END_ARRAY) {
          list.add(read(in));
        }
        yield list;
      }
      case VALUE_STRING -> in.getString();
      case VALUE_NUMBER_INT -> in.getLongValue();
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new IllegalArgumentException("the JSON ends too early");
    };
  }

  /// The text of an entry, empty when there is none.
  public static String text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  /// The whole number of an entry, 0 when there is none.
  public static long number(Map<String, Object> object, String name) {
    return object.get(name) instanceof Number number ? number.longValue() : 0;
  }

  public static boolean truth(Map<String, Object> object, String name) {
    return Boolean.TRUE.equals(object.get(name));
  }

  /// The entries of an object within, none when there is no such object.
  public static Map<String, Object> within(Map<String, Object> object, String name) {
    return object.get(name) instanceof Map<?, ?> inner ? named(inner) : Map.of();
  }

  public static Map<String, String> texts(Map<String, Object> object, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    within(object, name).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  /// The objects of a list within; what is no object is passed over.
  public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (object.get(name) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> inner) {
          found.add(named(inner));
        }
      }
    }
    return found;
  }

  private static Map<String, Object> named(Map<?, ?> object) {
    Map<String, Object> named = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      if (value != null) {
        named.put(String.valueOf(name), value);
      }
    });
    return named;
  }
}
