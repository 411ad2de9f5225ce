package dev.seep.cli;

import java.time.Duration;

/// How to hunt.
///
/// @param length how long to watch at most
/// @param full watch for the whole time, even when sure earlier
public record HuntOptions(Duration length, boolean full) {}
