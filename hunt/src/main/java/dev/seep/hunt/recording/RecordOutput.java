package dev.seep.hunt.recording;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes records as JSON: an object of its components each, a bare list for a [Row]; one of a
/// sealed kind as an object whose only field is the kind's name.
///
/// What JSON has no word for: NaN is null, infinities are strings, moments and durations are ISO
/// 8601 strings, a character is its code.
final class RecordOutput {
  private final JsonGenerator out;

  RecordOutput(JsonGenerator out) {
    this.out = out;
  }

  void write(@Nullable Object value, Type type) {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Integer number -> out.writeNumber((int) number);
      case Long number -> out.writeNumber((long) number);
      case Double number -> real(number);
      case Boolean flag -> out.writeBoolean(flag);
      case Character letter -> out.writeNumber((int) letter);
      case Enum<?> word -> out.writeString(word.name());
      case Instant moment -> out.writeString(moment.toString());
      case Duration span -> out.writeString(span.toString());
      case List<?> list -> list(list, type);
      case Record record -> record(record, type);
      default -> throw new IllegalArgumentException("a recording holds no " + value.getClass());
    }
  }

  private void real(double number) {
    if (Double.isNaN(number)) {
      out.writeNull();
    } else if (Double.isInfinite(number)) {
      out.writeString(Double.toString(number));
    } else {
      out.writeNumber(number);
    }
  }

  private void list(List<?> list, Type type) {
    Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
    out.writeStartArray();
    for (Object each : list) {
      write(each, element);
    }
    out.writeEndArray();
  }

  private void record(Record record, Type declared) {
    Shape shape = Shape.of(record.getClass());
    if (shape.asRow()) {
      out.writeStartArray();
      for (int i = 0; i < shape.size(); i++) {
        write(shape.get(record, i), shape.types().get(i));
      }
      out.writeEndArray();
      return;
    }
    boolean oneOfMany = declared instanceof Class<?> type && type.isSealed();
    out.writeStartObject();
    if (oneOfMany) {
      out.writeObjectPropertyStart(record.getClass().getSimpleName());
    }
    for (int i = 0; i < shape.size(); i++) {
      out.writeName(shape.names().get(i));
      write(shape.get(record, i), shape.types().get(i));
    }
    if (oneOfMany) {
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
