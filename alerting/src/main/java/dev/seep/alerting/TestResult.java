package dev.seep.alerting;

/// What came of a test notification through one channel.
///
/// @param channel `email`, `slack`, … and which of them
/// @param detail what the other side answered, or why it did not work
public record TestResult(String channel, boolean accepted, String detail) {}
