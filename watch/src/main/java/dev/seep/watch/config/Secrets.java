package dev.seep.watch.config;

import dev.seep.alerting.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A secret, in the file or, better, in a file of its own: the keys `token` and `token_file`, of
/// which one is given.
///
/// @param inline, file its two keys
record Secrets<R>(Key<R, Optional<Secret>> inline, Key<R, Optional<Secret>> file) {
  static final String MASK = "********";

  /// How [Secret] shows one that is in a file.
  private static final String IN_FILE = "secret in ";

  /// @param of the secret in what the form makes; none when it is not given
  static <R> Secrets<R> of(String name, Function<R, Secret> of, String help) {
    return new Secrets<>(
        Key.optional(
            name, new Inline(), made -> Optional.of(of.apply(made)).filter(Secrets::isInline), help),
        Key.optional(
            name + "_file",
            new InFile(),
            made -> Optional.of(of.apply(made)).filter(Secrets::isInFile),
            "File that holds " + name + "; read at each use, so that it may change."));
  }

  private static boolean isInline(Secret secret) {
    return !secret.isNone() && !isInFile(secret);
  }

  private static boolean isInFile(Secret secret) {
    return secret.toString().startsWith(IN_FILE);
  }

  List<Key<R, ?>> keys() {
    return List.of(inline, file);
  }

  /// None when it is not given.
  Secret in(Values values) {
    return values.get(file).or(() -> values.get(inline)).orElse(Secret.none());
  }

  /// Both given.
  void notTwice(Values values, Remarks remarks) {
    if (values.isWritten(inline) && values.isWritten(file)) {
      remarks.problem(
          values.place(inline), "is given beside " + file.name(), "keep " + file.name() + " alone");
    }
  }

  /// Both given, or neither.
  void required(Values values, Remarks remarks) {
    notTwice(values, remarks);
    if (!values.isWritten(inline) && !values.isWritten(file)) {
      remarks.problem(
          values.place(),
          "has neither " + inline.name() + " nor " + file.name(),
          "add " + file.name() + ": the path of a file that holds it");
    }
  }

  /// In the file itself; never quoted, never shown.
  private record Inline() implements Kind<Secret> {
    @Override
    public Optional<Secret> read(Place at, Remarks remarks) {
      Optional<String> text = Scalars.secret(at, remarks);
      return text.map(Secret::of);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "minLength", 1);
    }

    @Override
    public Object plain(Secret value) {
      return MASK;
    }
  }

  private record InFile() implements Kind<Secret> {
    @Override
    public Optional<Secret> read(Place at, Remarks remarks) {
      return ReadableFile.SECRET.read(at, remarks).map(Secret::inFile);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return ReadableFile.SECRET.schema(definitions);
    }

    @Override
    public Object plain(Secret value) {
      return ReadableFile.SECRET.plain(Path.of(value.toString().substring(IN_FILE.length())));
    }
  }
}
