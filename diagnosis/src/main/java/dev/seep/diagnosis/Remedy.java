package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;

/// A leak class, or a non-leak beside them, and what to change in the program when it is found: one
/// class, one file.
sealed interface Remedy permits Circumstance, LeakPattern {

  LeakClass leakClass();

  /// What to change, in the terms of the language the culprit is written in.
  String advice(Language language);
}
