package dev.seep.hunt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Recordings outlive the Seep that made them: what one looks like does not change by accident.
class FormatTest {

  @Test
  void theFormatIsThatOfItsVersion() throws IOException {
    String name = "recording-" + Lines.VERSION + ".txt";
    String is = String.join("\n", described().values()) + "\n";
    assertThat(is)
        .as(
            "The format of recordings changed. Describe it anew in %s; once that version has been"
                + " released, raise Lines.VERSION, and say so in docs/recording.md",
            name)
        .isEqualTo(resource(name));
  }

  /// Lists keep their order and rows their components by position: that of the text is that of the
  /// file.
  private static SortedMap<String, String> described() {
    SortedMap<String, String> types = new TreeMap<>();
    describe(Lines.class, types);
    return types;
  }

  private static void describe(Type type, SortedMap<String, String> types) {
    if (type instanceof ParameterizedType list) {
      describe(list.getActualTypeArguments()[0], types);
      return;
    }
    Class<?> plain = (Class<?>) type;
    String name = plain.getSimpleName();
    if (types.containsKey(name)) {
      return;
    }
    if (plain.isRecord()) {
      Shape shape = Shape.of(plain);
      types.put(name, (shape.asRow() ? "row " : "record ") + name + " " + components(shape));
      shape.types().forEach(each -> describe(each, types));
    } else if (plain.isSealed()) {
      List<Class<?>> kinds = List.of(plain.getPermittedSubclasses());
      types.put(name, "either " + name + " " + names(kinds.stream()));
      kinds.forEach(each -> describe(each, types));
    } else if (plain.isEnum()) {
      Stream<String> words = Stream.of(plain.getEnumConstants()).map(Object::toString);
      types.put(name, "word " + name + " " + words.sorted().collect(Collectors.joining(" ")));
    }
  }

  private static String names(Stream<Class<?>> types) {
    return types.map(Class::getSimpleName).sorted().collect(Collectors.joining(" "));
  }

  private static String components(Shape shape) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < shape.size(); i++) {
      Type type = shape.types().get(i);
      all.append(all.isEmpty() ? "" : ", ").append(shape.names().get(i)).append(": ");
      all.append(
          type instanceof ParameterizedType list
              ? "[" + ((Class<?>) list.getActualTypeArguments()[0]).getSimpleName() + "]"
              : ((Class<?>) type).getSimpleName());
      all.append(shape.nullable().get(i) ? "?" : "");
    }
    return all.toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream text = FormatTest.class.getResourceAsStream(name)) {
      return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
