package dev.seep.kernel.procfs;

/// A value that a configuration file sets.
///
/// @param value as the file has it
/// @param origin `/etc/sysctl.d/50-files.conf:3`
public record ConfiguredValue(String value, String origin) {}
