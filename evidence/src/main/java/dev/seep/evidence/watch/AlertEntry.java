package dev.seep.evidence.watch;

import java.time.Instant;

/// What became of telling somebody about an incident: one line of the alert log.
///
/// @param id unique, growing with time
/// @param incident its id
/// @param receiver the configured name of who was to be told
/// @param channel `email`, `webhook`, `slack`, …
/// @param kind `firing`, `reminder`, `escalation` or `resolved`
/// @param outcome `queued`, `sent`, `retrying`, `failed`, `silenced` or `muted`
/// @param detail what the other side answered or why it was not sent, empty for none
/// @param attempts how often it was tried
public record AlertEntry(
    long id,
    Instant at,
    String incident,
    String subject,
    String receiver,
    String channel,
    String kind,
    String outcome,
    String detail,
    int attempts) {}
