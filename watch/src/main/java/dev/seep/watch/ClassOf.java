package dev.seep.watch;

import dev.seep.detector.watch.Tier;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Sighting;
import java.util.Locale;

/// The class in which the watch counts an open file: what healthy siblings of it have in common.
///
/// @param name `tcp 10.0.0.7:443`, `tcp in *:8080`, `tcp close-wait`, `file /srv/images/*.png`;
///   what leaks by its state alone is one class whatever its peer, as the state is the evidence
/// @param leakClass what it is called when it leaks and nobody has looked closer
record ClassOf(String name, Tier tier, LeakClass leakClass) {

  static ClassOf of(Sighting sighting, boolean placed) {
    Condition condition = sighting.condition();
    String kind = sighting.population().kind();
    if (condition.tier() == Condition.Tier.DEFINITE) {
      String state = condition.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new ClassOf(kind + " " + state, Tier.DEFINITE, definite(condition));
    }
    boolean incoming = sighting.population().incoming();
    String place = placed ? sighting.population().place() : "elsewhere";
    String name = kind + (incoming ? " in" : "") + (place.isEmpty() ? "" : " " + place);
    return new ClassOf(name, tier(condition, incoming), leakClass(sighting));
  }

  private static Tier tier(Condition condition, boolean incoming) {
    return switch (condition.tier()) {
      case DEFINITE -> Tier.DEFINITE;
      case CLIENT -> incoming ? Tier.SERVER : Tier.CLIENT;
      case SERVER -> Tier.SERVER;
      case FILE -> Tier.FILE;
    };
  }

  private static LeakClass definite(Condition condition) {
    return switch (condition) {
      case CLOSE_WAIT -> LeakClass.CLOSE_WAIT;
      case NEVER_CONNECTED -> LeakClass.NEVER_CONNECTED_SOCKET;
      case CONNECT_FAILED -> LeakClass.ABANDONED_CONNECT;
      default -> LeakClass.DEAD_SOCKET;
    };
  }

  private static LeakClass leakClass(Sighting sighting) {
    return switch (sighting.condition()) {
      case UNREAD -> LeakClass.UNREAD_RESPONSE;
      case CONNECTING -> LeakClass.ABANDONED_CONNECT;
      case LISTENING -> LeakClass.LISTENER;
      case DATAGRAM -> LeakClass.RESOLVER_SOCKET;
      case DELETED -> LeakClass.DELETED_FILE;
      case THREAD -> LeakClass.THREAD;
      case OPEN ->
          sighting.population().kind().equals("directory")
              ? LeakClass.UNCLOSED_DIRECTORY
              : LeakClass.UNCLOSED_FILE;
      case ANONYMOUS ->
          sighting.population().kind().equals("pipe") ? LeakClass.PIPE : LeakClass.EVENT_DESCRIPTOR;
      default -> LeakClass.IDLE_ESTABLISHED;
    };
  }
}
