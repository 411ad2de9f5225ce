package dev.seep.alerting.channel;

import java.net.URI;
import java.util.Map;

/// One request to send.
///
/// @param method `POST` or `PUT`
/// @param headers beside those of the settings
record Post(URI url, String method, String contentType, String body, Map<String, String> headers) {
  static Post json(URI url, String body) {
    return new Post(url, "POST", "application/json", body, Map.of());
  }
}
