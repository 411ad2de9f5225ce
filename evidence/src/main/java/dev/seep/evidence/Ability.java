package dev.seep.evidence;

/// One thing that Seep can or cannot do on this machine as this user.
///
/// @param detail what was tried and what came of it
/// @param mend the command that would make it work; empty when it works or nothing would
public record Ability(String name, boolean available, String detail, String mend) {}
