package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import java.util.stream.Collectors;

/// What an assessment is about, in the words the patterns ask by.
final class Kinds {
  private Kinds() {}

  static boolean is(Assessment assessment, String kind) {
    return assessment.population().kind().equals(kind);
  }

  static boolean isIn(Assessment assessment, Condition... conditions) {
    for (Condition condition : conditions) {
      if (assessment.condition() == condition) {
        return true;
      }
    }
    return false;
  }

  /// Ends of a socketpair(2): what connects to a server's socket has its name on one side.
  static boolean isSocketPair(Assessment assessment) {
    return is(assessment, "unix")
        && isIn(assessment, Condition.UNIX_CONNECTED)
        && assessment.population().place().isEmpty();
  }

  /// Its condition; [Condition#ANONYMOUS] for memory, which has none.
  static Condition condition(Assessment assessment) {
    Condition condition = assessment.condition();
    return condition == null ? Condition.ANONYMOUS : condition;
  }

  /// `eventpoll and eventfd`.
  static String names(Assessment assessment) {
    return assessment.populations().stream()
        .map(Population::kind)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  static String socketsIn(Assessment assessment) {
    return switch (condition(assessment)) {
      case CLOSE_WAIT -> "connections that the peer has closed";
      case NEVER_CONNECTED -> "sockets that were never connected";
      case CONNECT_FAILED -> "sockets whose connect failed";
      default -> "sockets whose connection is over";
    };
  }

  static boolean isSocket(Population population) {
    return switch (population.kind()) {
      case "tcp", "udp", "unix" -> true;
      default -> false;
    };
  }
}
