package dev.seep.hunt.recording;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what [RecordOutput] wrote, and believes nothing: only types that the declared one reaches
/// are made, every component must be there once and be of its type.
///
/// Methods expect the parser on the first token of the value and leave it on the last.
final class RecordInput {
  private final JsonParser in;

  RecordInput(JsonParser in) {
    this.in = in;
  }

  /// One value, with nothing behind it.
  Object only(Type type) throws DamagedException {
    in.nextToken();
    Object value = value(type);
    if (in.nextToken() != null) {
      throw new DamagedException("there is something behind the end of the object");
    }
    return value;
  }

  private Object value(Type type) throws DamagedException {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0]);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException("a recording holds no " + type);
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    if (plain.isSealed()) {
      return oneOf(plain);
    }
    return plain.isEnum() ? word(plain) : scalar(plain);
  }

  private Object scalar(Class<?> type) throws DamagedException {
    if (type == int.class || type == Integer.class) {
      expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
      return in.getIntValue();
    }
    if (type == long.class || type == Long.class) {
      expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
      return in.getLongValue();
    }
    if (type == double.class) {
      return real();
    }
    if (type == boolean.class) {
      return flag();
    }
    if (type == char.class) {
      expect(JsonToken.VALUE_NUMBER_INT, "the code of a character");
      return (char) in.getIntValue();
    }
    expect(JsonToken.VALUE_STRING, "a text");
    try {
      if (type == Instant.class) {
        return Instant.parse(in.getString());
      }
      if (type == Duration.class) {
        return Duration.parse(in.getString());
      }
    } catch (DateTimeException e) {
      throw new DamagedException("no time: " + e.getMessage(), e);
    }
    return in.getString();
  }

  private double real() throws DamagedException {
    return switch (in.currentToken()) {
      case VALUE_NULL -> Double.NaN;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_STRING ->
          switch (in.getString()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new DamagedException("a text where a number must be");
          };
      case null, default -> throw expected("a number");
    };
  }

  private boolean flag() throws DamagedException {
    if (in.currentToken() == JsonToken.VALUE_TRUE) {
      return true;
    }
    expect(JsonToken.VALUE_FALSE, "true or false");
    return false;
  }

  private Object word(Class<?> type) throws DamagedException {
    expect(JsonToken.VALUE_STRING, "a word");
    String name = in.getString();
    for (Object each : type.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(name)) {
        return each;
      }
    }
    throw new DamagedException("not a word for " + type.getSimpleName() + ": " + shown(name));
  }

  private List<Object> list(Type element) throws DamagedException {
    expect(JsonToken.START_ARRAY, "a list");
    List<Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(element));
    }
    return list;
  }

  private Object oneOf(Class<?> sealed) throws DamagedException {
    expect(JsonToken.START_OBJECT, "an object");
    expectNext(JsonToken.PROPERTY_NAME, "its kind");
    String name = in.getString();
    Class<?> kind = Shape.kindsOf(sealed).get(name);
    if (kind == null) {
      throw new DamagedException("not known here: " + shown(name));
    }
    in.nextToken();
    Object value = record(kind);
    expectNext(JsonToken.END_OBJECT, "the end of the object");
    return value;
  }

  private Object record(Class<?> type) throws DamagedException {
    Shape shape = Shape.of(type);
    return shape.make(shape.asRow() ? row(shape) : fields(shape));
  }

  private @Nullable Object[] row(Shape shape) throws DamagedException {
    expect(JsonToken.START_ARRAY, "a row");
    @Nullable Object[] values = new @Nullable Object[shape.size()];
    for (int i = 0; i < values.length; i++) {
      in.nextToken();
      values[i] = component(shape, i);
    }
    expectNext(JsonToken.END_ARRAY, "the end of the row");
    return values;
  }

  private @Nullable Object[] fields(Shape shape) throws DamagedException {
    expect(JsonToken.START_OBJECT, "an object");
    @Nullable Object[] values = new @Nullable Object[shape.size()];
    boolean[] given = new boolean[values.length];
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      int i = shape.names().indexOf(in.getString());
      if (i < 0 || given[i]) {
        String why = i < 0 ? "not known here: " : "given twice: ";
        throw new DamagedException(why + shown(in.getString()));
      }
      given[i] = true;
      in.nextToken();
      values[i] = component(shape, i);
    }
    expect(JsonToken.END_OBJECT, "the end of the object");
    for (int i = 0; i < given.length; i++) {
      if (!given[i]) {
        throw new DamagedException("`" + shape.names().get(i) + "` is missing");
      }
    }
    return values;
  }

  private @Nullable Object component(Shape shape, int i) throws DamagedException {
    boolean absent = in.currentToken() == JsonToken.VALUE_NULL && shape.nullable().get(i);
    return absent ? null : value(shape.types().get(i));
  }

  private void expectNext(JsonToken token, String what) throws DamagedException {
    in.nextToken();
    expect(token, what);
  }

  private void expect(JsonToken token, String what) throws DamagedException {
    if (in.currentToken() != token) {
      throw expected(what);
    }
  }

  private DamagedException expected(String what) {
    String name = in.streamReadContext().currentName();
    String where = name == null ? "" : " in `" + shown(name) + "`";
    return new DamagedException(what + " is expected" + where);
  }

  /// Whatever stands in the file may be long.
  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
