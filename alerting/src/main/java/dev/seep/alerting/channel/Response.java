package dev.seep.alerting.channel;

import java.util.Map;

/// What an HTTP server answered.
///
/// @param headers by lower-case name, the first of each
/// @param body its first 64 KB, or as much as came in time
record Response(int status, Map<String, String> headers, String body) {}
