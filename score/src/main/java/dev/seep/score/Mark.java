package dev.seep.score;

/// How one question about a planted leak was answered.
public enum Mark {
  RIGHT("right"),
  WRONG("wrong"),

  /// It cannot be known from outside, and nothing was claimed: an honest answer.
  CANNOT_KNOW("cannot know"),

  /// The truth names nothing here, or this source cannot see it by its nature.
  NOT_ASKED("not asked");

  private final String words;

  Mark(String words) {
    this.words = words;
  }

  /// As people and scripts read it.
  public String words() {
    return words;
  }

  static Mark of(boolean right) {
    return right ? RIGHT : WRONG;
  }
}
