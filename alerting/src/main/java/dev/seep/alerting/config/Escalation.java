package dev.seep.alerting.config;

import java.time.Duration;

/// Who else is told of what nobody acknowledged.
///
/// @param after since the incident was first told
public record Escalation(Duration after, String receiver) {}
