package dev.seep.evidence;

import java.util.function.Function;

/// What came of looking: a value, or why there is none.
public sealed interface Reading<T> {

  record Seen<T>(T value) implements Reading<T> {}

  record Unseen<T>(Blind blind) implements Reading<T> {}

  static <T> Reading<T> seen(T value) {
    return new Seen<>(value);
  }

  static <T> Reading<T> unseen(String what, String why, String mend) {
    return new Unseen<>(new Blind(what, why, mend));
  }

  default <R> Reading<R> map(Function<? super T, ? extends R> transform) {
    return switch (this) {
      case Seen<T> seen -> new Seen<>(transform.apply(seen.value()));
      case Unseen<T> unseen -> new Unseen<>(unseen.blind());
    };
  }

  default T orElse(T other) {
    return switch (this) {
      case Seen<T> seen -> seen.value();
      case Unseen<T> unseen -> other;
    };
  }
}
