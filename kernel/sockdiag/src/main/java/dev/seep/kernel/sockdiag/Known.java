package dev.seep.kernel.sockdiag;

/// The answer to a question that not every source can answer.
public enum Known {
  YES,
  NO,
  UNKNOWN;

  public static Known of(boolean answer) {
    return answer ? YES : NO;
  }

  boolean yes() {
    return this == YES;
  }

  boolean no() {
    return this == NO;
  }
}
