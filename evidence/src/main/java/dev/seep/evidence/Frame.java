package dev.seep.evidence;

/// One frame of a call stack; an empty text or a line of 0 where not known.
public record Frame(String function, String file, int line, String module, String language) {}
