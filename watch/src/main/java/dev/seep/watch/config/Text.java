package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A string, not empty.
///
/// @param what for whoever gets it wrong: `a label's value`
/// @param pattern regular expression of the schema, empty for none; [#fault] finds all that it does
/// @param fault what is wrong with a text, empty for nothing
/// @param mend what to write instead
record Text(String what, String pattern, Function<String, String> fault, String mend)
    implements Kind<String> {
  static Text of(String what) {
    return new Text(what, "", _ -> "", "");
  }

  /// @param fault what is wrong with a text, empty for nothing
  static Text checked(String what, Function<String, String> fault, String mend) {
    return new Text(what, "", fault, mend);
  }

  /// @param pattern regular expression that finds all of a good text
  static Text like(String what, String pattern, String mend) {
    return new Text(
        what,
        pattern,
        text -> text.matches(pattern) ? "" : Scalars.quoted(text) + " is not " + what,
        mend);
  }

  @Override
  public Optional<String> read(Place at, Remarks remarks) {
    Optional<String> text = Scalars.string(at, remarks, what);
    if (text.isEmpty()) {
      return text;
    }
    String wrong = text.get().isEmpty() ? "is empty" : fault.apply(text.get());
    if (!wrong.isEmpty()) {
      remarks.problem(at, wrong, mend);
      return Optional.empty();
    }
    return text;
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return pattern.isEmpty()
        ? Scalars.schema("string", "minLength", 1)
        : Scalars.schema("string", "pattern", pattern);
  }

  @Override
  public Object plain(String value) {
    return value;
  }
}
