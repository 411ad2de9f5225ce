package dev.seep.kernel.stacks.helper;

/// A message that does not read as it should: the other side is broken, or worse.
public final class BrokenMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public BrokenMessageException(String message) {
    super(message);
  }
}
