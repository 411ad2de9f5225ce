package dev.seep.cli.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON document that was read. What is not there reads as missing, and a missing value as the
/// default that is asked for, as the API leaves out what is not known.
public final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonTree MISSING = new JsonTree(null);

  /// A [Map], [List], [String], [Double], [Long], [Boolean], or null.
  private final @Nullable Object value;

  private JsonTree(@Nullable Object value) {
    this.value = value;
  }

  /// What is not there.
  public static JsonTree missing() {
    return MISSING;
  }

  /// @throws tools.jackson.core.JacksonException when it is no JSON
  public static JsonTree parse(byte[] document) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
      return parser.nextToken() == null ? MISSING : new JsonTree(read(parser));
    }
  }

  private static @Nullable Object read(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readList(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_ARRAY, END_OBJECT, PROPERTY_NAME ->
          null;
    };
  }

  private static Object whole(JsonParser parser) {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? (Object) parser.getDoubleValue()
        : (Object) parser.getLongValue();
  }

  private static Map<String, JsonTree> readObject(JsonParser parser) {
    Map<String, JsonTree> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, new JsonTree(read(parser)));
    }
    return fields;
  }

  private static List<JsonTree> readList(JsonParser parser) {
    List<JsonTree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(new JsonTree(read(parser)));
    }
    return items;
  }

  /// The field of this name, or the one below it: `at("descriptors", "open")`.
  public JsonTree at(String... path) {
    JsonTree at = this;
    for (String name : path) {
      JsonTree next = at.value instanceof Map<?, ?> map ? (JsonTree) map.get(name) : null;
      at = next == null ? MISSING : next;
    }
    return at;
  }

  public boolean isMissing() {
    return value == null;
  }

  /// The items of a list; empty for anything else.
  public List<JsonTree> items() {
    List<JsonTree> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add((JsonTree) item);
      }
    }
    return items;
  }

  /// The fields of an object, in their order.
  public void fields(BiConsumer<String, JsonTree> taker) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, field) -> taker.accept((String) name, (JsonTree) field));
    }
  }

  /// A text; empty for anything else.
  public String text() {
    return value instanceof String text ? text : "";
  }

  /// The texts of a list.
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (JsonTree item : items()) {
      texts.add(item.text());
    }
    return texts;
  }

  public long number(long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  public int count(int otherwise) {
    long number = number(otherwise);
    return number > Integer.MAX_VALUE || number < Integer.MIN_VALUE ? otherwise : (int) number;
  }

  public double real(double otherwise) {
    return value instanceof Number number ? number.doubleValue() : otherwise;
  }

  public boolean flag() {
    return Boolean.TRUE.equals(value);
  }
}
