package dev.seep.alerting.config;

import java.util.List;

/// Somebody who can be told, by all of these channels.
public record Receiver(String name, List<ChannelSettings> channels) {
  public Receiver {
    channels = List.copyOf(channels);
  }
}
