package dev.seep.evidence;

/// What a group of descriptors has in common, their state aside.
///
/// @param kind `tcp`, `udp`, `unix`, another socket's protocol, `thread`, or [Resource#kind] of
///   what is no socket
/// @param place peer (`127.0.0.1:1965`), the listener of an accepted connection (`*:8080`), or path
///   pattern (`/srv/images/*.png`); empty for none. One that sums up several is `10.0.0.7:*`,
///   `*:443`, `/srv/*`
/// @param incoming sockets that this process accepted: they share a local port it listens on
public record Population(String kind, String place, boolean incoming) {}
