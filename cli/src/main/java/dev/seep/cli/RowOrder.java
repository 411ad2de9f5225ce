package dev.seep.cli;

import dev.seep.evidence.ProcessRow;
import java.util.Comparator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The orders of `seep ps`. Whatever cannot be told comes last; ties go by descriptors, then pid.
enum RowOrder implements Comparator<ProcessRow> {
  LIMIT,
  OPEN,
  SOCKETS,
  RSS,
  THREADS,
  AGE,
  PID;

  @Override
  public int compare(ProcessRow a, ProcessRow b) {
    int result = Double.compare(key(b), key(a));
    if (result == 0) {
      result = Integer.compare(b.open(), a.open());
    }
    return result != 0 ? result : Integer.compare(a.process().pid(), b.process().pid());
  }

  /// Highest first.
  private double key(ProcessRow row) {
    return switch (this) {
      case LIMIT -> row.nearness();
      case OPEN -> row.open();
      case SOCKETS -> sockets(row);
      case RSS -> row.residentBytes();
      case THREADS -> row.process().threads();
      case AGE -> -row.process().startedAt().toEpochMilli();
      case PID -> -row.process().pid();
    };
  }

  private static int sockets(ProcessRow row) {
    int sum = 0;
    for (int count : row.sockets().values()) {
      sum += count;
    }
    return sum;
  }

  static final class Words extends CommonOptions.Words {
    Words() {
      super("limit", "open", "sockets", "rss", "threads", "age", "pid");
    }
  }

  static final class Converter implements ITypeConverter<RowOrder> {
    @Override
    public RowOrder convert(String value) {
      return switch (value) {
        case "limit" -> LIMIT;
        case "open" -> OPEN;
        case "sockets" -> SOCKETS;
        case "rss" -> RSS;
        case "threads" -> THREADS;
        case "age" -> AGE;
        case "pid" -> PID;
        default ->
            throw new TypeConversionException(
                "expected limit, open, sockets, rss, threads, age or pid");
      };
    }
  }
}
