package dev.seep.watch.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A secret, in the configuration or, better, in a file of its own: the keys `token` and
/// `token_file`, of which one is given.
///
/// @param inline, file its two keys
record Secrets<R>(Key<R, Optional<Hidden>> inline, Key<R, Optional<Hidden>> file) {
  static final String MASK = "********";

  /// @param of the secret in what the form makes
  static <R> Secrets<R> of(String name, Function<R, Hidden> of, String help) {
    return new Secrets<>(
        Key.optional(
            name,
            new InText(),
            made -> Optional.of(of.apply(made)).filter(Hidden.Inline.class::isInstance),
            help),
        Key.optional(
            name + "_file",
            new InFile(),
            made -> Optional.of(of.apply(made)).filter(Hidden.InFile.class::isInstance),
            "File that holds " + name + "; read at each use, so that it may change."));
  }

  List<Key<R, ?>> keys() {
    return List.of(inline, file);
  }

  Hidden in(Values values) {
    return values.get(file).or(() -> values.get(inline)).orElseGet(Hidden.None::new);
  }

  boolean isWritten(Values values) {
    return values.isWritten(inline) || values.isWritten(file);
  }

  void notTwice(Values values, Remarks remarks) {
    if (values.isWritten(inline) && values.isWritten(file)) {
      remarks.problem(
          values.place(inline), "is given beside " + file.name(), "keep " + file.name() + " alone");
    }
  }

  void required(Values values, Remarks remarks) {
    notTwice(values, remarks);
    if (!isWritten(values)) {
      remarks.problem(
          values.place(),
          "has neither " + inline.name() + " nor " + file.name(),
          "add " + file.name() + ": the path of a file that holds it");
    }
  }

  /// In the configuration; never quoted, never shown.
  private record InText() implements Kind<Hidden> {
    @Override
    public Optional<Hidden> read(Place at, Remarks remarks) {
      return Scalars.secret(at, remarks).map(Hidden.Inline::new);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "minLength", 1);
    }

    @Override
    public Object plain(Hidden value) {
      return MASK;
    }
  }

  private record InFile() implements Kind<Hidden> {
    @Override
    public Optional<Hidden> read(Place at, Remarks remarks) {
      return ReadableFile.SECRET.read(at, remarks).map(Hidden.InFile::new);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return ReadableFile.SECRET.schema(definitions);
    }

    @Override
    public Object plain(Hidden value) {
      return value instanceof Hidden.InFile(Path file) ? file.toString() : MASK;
    }
  }
}
