package dev.seep.watch.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Numbers, with or without a unit.
final class Numbers {
  static final Kind<Boolean> FLAG = new Flag();

  private Numbers() {}

  /// `true` or `false`, as JSON has them.
  private record Flag() implements Kind<Boolean> {
    @Override
    public Optional<Boolean> read(Place at, Remarks remarks) {
      return Scalars.scalar(at, Tag.BOOL, remarks, "true or false", "").map("true"::equals);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("boolean");
    }

    @Override
    public Object plain(Boolean value) {
      return value;
    }
  }

  /// @param least, most inclusive
  record Whole(int least, int most) implements Kind<Integer> {
    @Override
    public Optional<Integer> read(Place at, Remarks remarks) {
      String range = "a whole number from " + least + " to " + most;
      Optional<String> text = Scalars.scalar(at, Tag.INT, remarks, range, "");
      Optional<Integer> number = text.flatMap(this::inRange);
      if (text.isPresent() && number.isEmpty()) {
        remarks.problem(at, "must be " + range + ", not " + Scalars.shown(text.get()), "");
      }
      return number;
    }

    private Optional<Integer> inRange(String digits) {
      if (digits.length() > 11) {
        return Optional.empty();
      }
      long number = Long.parseLong(digits);
      return number < least || number > most ? Optional.empty() : Optional.of((int) number);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("integer", "minimum", least, "maximum", most);
    }

    @Override
    public Object plain(Integer value) {
      return value;
    }
  }

  /// @param least exclusive
  /// @param most inclusive
  record Real(double least, double most) implements Kind<Double> {
    @Override
    public Optional<Double> read(Place at, Remarks remarks) {
      String range = "a number above " + plain(least) + " and up to " + plain(most);
      Tag tag = at.node().getTag().equals(Tag.INT) ? Tag.INT : Tag.FLOAT;
      Optional<Double> number = Scalars.scalar(at, tag, remarks, range, "").flatMap(Real::parsed);
      if (number.isPresent() && !(number.get() > least && number.get() <= most)) {
        remarks.problem(at, "must be " + range + ", not " + number.get(), "");
        return Optional.empty();
      }
      return number;
    }

    private static Optional<Double> parsed(String text) {
      return switch (text) {
        case ".inf", "-.inf", ".nan" -> Optional.of(Double.NaN);
        default -> Optional.of(Double.parseDouble(text));
      };
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("number", "exclusiveMinimum", least, "maximum", most);
    }

    @Override
    public Object plain(Double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e9
          ? (Object) value.longValue()
          : value;
    }
  }

  /// @param least, most inclusive
  record Span(Duration least, Duration most) implements Kind<Duration> {
    private static final String MEND = "write it as 30s, 5m, 1h30m or 7d";

    @Override
    public Optional<Duration> read(Place at, Remarks remarks) {
      if (at.node().getTag().equals(Tag.INT)) {
        remarks.problem(at, Scalars.described(at.node()) + " has no unit", MEND);
        return Optional.empty();
      }
      Optional<String> text = Scalars.string(at, remarks, "a span of time");
      Optional<Duration> span = text.flatMap(Units::duration);
      if (text.isPresent() && span.isEmpty()) {
        remarks.problem(at, Scalars.quoted(text.get()) + " is no span of time", MEND);
      } else if (span.isPresent() && !isWithin(span.get())) {
        remarks.problem(
            at,
            "must be from " + Units.text(least) + " to " + Units.text(most) + ", not " + text.get(),
            "");
        return Optional.empty();
      }
      return span;
    }

    private boolean isWithin(Duration span) {
      return span.compareTo(least) >= 0 && span.compareTo(most) <= 0;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "pattern", Units.DURATION_PATTERN, "minLength", 1);
    }

    @Override
    public Object plain(Duration value) {
      return Units.text(value);
    }
  }

  /// In bytes.
  ///
  /// @param least inclusive
  record Size(long least) implements Kind<Long> {
    private static final String MEND = "write it as 512MiB or 1GB";

    @Override
    public Optional<Long> read(Place at, Remarks remarks) {
      if (at.node().getTag().equals(Tag.INT)) {
        remarks.problem(at, Scalars.described(at.node()) + " has no unit", MEND);
        return Optional.empty();
      }
      Optional<String> text = Scalars.string(at, remarks, "a size");
      Optional<Long> size = text.flatMap(Units::size);
      if (text.isPresent() && size.isEmpty()) {
        remarks.problem(at, Scalars.quoted(text.get()) + " is no size", MEND);
      } else if (size.isPresent() && size.get() < least) {
        remarks.problem(at, "must be at least " + Units.text(least) + ", not " + text.get(), "");
        return Optional.empty();
      }
      return size;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "pattern", Units.SIZE_PATTERN);
    }

    @Override
    public Object plain(Long value) {
      return Units.text(value);
    }
  }
}
