package dev.seep.watch.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One of a few words.
record OneOf<T>(Map<String, T> words, Function<T, String> word) implements Kind<T> {

  static <T> OneOf<T> of(List<T> values, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    values.forEach(value -> words.put(word.apply(value), value));
    return new OneOf<>(words, word);
  }

  @Override
  public Optional<T> read(Place at, Remarks remarks) {
    String all = String.join(", ", words.keySet());
    Optional<String> text = Scalars.string(at, remarks, "one of " + all);
    if (text.isPresent() && !words.containsKey(text.get())) {
      remarks.problem(
          at,
          Scalars.quoted(text.get()) + " is none of " + all,
          Nearest.of(text.get(), words.keySet()).isEmpty()
              ? ""
              : Nearest.suggestion(text.get(), words.keySet()));
    }
    return text.flatMap(it -> Optional.ofNullable(words.get(it)));
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return Scalars.schema("string", "enum", List.copyOf(words.keySet()));
  }

  @Override
  public Object plain(T value) {
    return word.apply(value);
  }
}
