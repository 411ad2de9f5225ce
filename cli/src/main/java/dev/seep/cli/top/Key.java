package dev.seep.cli.top;

/// A key that was pressed.
///
/// @param character the code point of [Kind#CHARACTER], 0 for the others
record Key(Kind kind, int character) {
  enum Kind {
    CHARACTER,
    ENTER,
    ESCAPE,
    BACKSPACE,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    /// Ctrl-C, and the end of the input.
    INTERRUPT,
    /// Ctrl-Z.
    SUSPEND,
    /// Ctrl-L.
    REDRAW,
    /// Ctrl-U.
    ERASE_LINE,
    /// One that means nothing here.
    OTHER
  }

  static Key of(Kind kind) {
    return new Key(kind, 0);
  }

  static Key of(char character) {
    return new Key(Kind.CHARACTER, character);
  }

  boolean is(char wanted) {
    return kind == Kind.CHARACTER && character == wanted;
  }
}
