package dev.seep.watch.journal;

/// What a reader has done since it was made.
///
/// @param lines that it has looked at
/// @param skipped lines that it has not looked at, as more came than its budget allows
/// @param cut lines that were longer than what is kept of one
/// @param matched lines that say something has run out
/// @param told of those, how many the listener was told; the others repeated what had just been
///   told
/// @param failed how many the listener threw at
/// @param restarts how often the source was begun anew: journalctl ended, a log was rotated
public record JournalCounts(
    long lines, long skipped, long cut, long matched, long told, long failed, long restarts) {}
