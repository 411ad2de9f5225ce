package dev.seep.kernel.stacks.unwind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The plain part of C++ mangling (Itanium C++ ABI, 5.1): names of functions, namespaces and
/// classes, constructors and destructors, without templates, operators and substitutions.
final class CppNestedName {
  private final String text;
  private final List<String> parts = new ArrayList<>();
  private int at = 2;

  private CppNestedName(String text) {
    this.text = text;
  }

  /// Empty when the symbol holds more than plain names.
  static Optional<String> demangle(String symbol) {
    if (!symbol.startsWith("_Z")) {
      return Optional.empty();
    }
    CppNestedName name = new CppNestedName(symbol);
    boolean read = name.peek() == 'N' ? name.nested() : name.sourceName();
    return read && !name.parts.isEmpty()
        ? Optional.of(String.join("::", name.parts))
        : Optional.empty();
  }

  private boolean nested() {
    at++;
    while (peek() == 'K' || peek() == 'V') {
      at++;
    }
    if (text.startsWith("St", at)) {
      parts.add("std");
      at += 2;
    }
    while (peek() != 'E') {
      boolean structor = (peek() == 'C' || peek() == 'D') && !parts.isEmpty();
      if (structor && !structor()) {
        return false;
      }
      if (!structor && !sourceName()) {
        return false;
      }
    }
    return true;
  }

  private boolean structor() {
    String prefix = peek() == 'C' ? "" : "~";
    boolean numbered = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    parts.add(prefix + parts.getLast());
    at += 2;
    return numbered;
  }

  private boolean sourceName() {
    at += peek() == 'L' ? 1 : 0;
    int from = at;
    int length = 0;
    while (peek() >= '0' && peek() <= '9' && length < text.length()) {
      length = length * 10 + (text.charAt(at++) - '0');
    }
    if (at == from || length == 0 || at + length > text.length()) {
      return false;
    }
    String part = text.substring(at, at + length);
    parts.add(part.startsWith("_GLOBAL__N") ? "(anonymous namespace)" : part);
    at += length;
    return peek() != 'I' && peek() != 'B';
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
