package dev.seep.cli.history;

/// The letter of a mark on a graph, and how many of them are called.
enum MarkSign {
  RESTART("restart", 'R'),
  DEPLOY("deploy", 'D'),
  ENDED("ended", 'x'),
  LIMIT("limit", 'L'),
  EXHAUSTED("exhausted", 'E'),
  INCIDENT("incident", '!'),
  RESOLVED("resolved", 'v'),
  HUNT("hunt", 'h'),
  CLOCK("clock", 'c'),
  STARTED("seep-started", 's'),
  OTHER("other", 'o');

  private final String kind;
  private final char letter;

  MarkSign(String kind, char letter) {
    this.kind = kind;
    this.letter = letter;
  }

  char letter() {
    return letter;
  }

  static MarkSign of(String kind) {
    for (MarkSign sign : values()) {
      if (sign.kind.equals(kind)) {
        return sign;
      }
    }
    return OTHER;
  }
}
