package dev.seep.alerting.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to reach somebody. Addresses that are themselves a secret (chat webhooks) are [Secret].
public sealed interface ChannelSettings {

  /// The word of the configuration and of the alert log: `email`, `slack`, …
  String kind();

  /// Whether the end of an incident is told too.
  boolean sendResolved();

  /// @param urls of each Alertmanager of a cluster, without `/api/v2/alerts`; all are told, and one
  ///   that takes it is enough
  record Alertmanager(List<URI> urls, HttpSettings http, boolean sendResolved)
      implements ChannelSettings {
    public Alertmanager {
      urls = List.copyOf(urls);
    }

    @Override
    public String kind() {
      return "alertmanager";
    }
  }

  /// How a mail connection is protected.
  enum Tls {
    /// It begins in clear and is switched (port 587).
    STARTTLS,
    /// From the first byte (port 465).
    IMPLICIT,
    NONE
  }

  /// @param smarthost name or address of the mail server
  /// @param authUser empty for no login
  /// @param requireTls with STARTTLS: whether nothing is sent where the server does not offer it
  /// @param caFile PEM certificates that are trusted instead of the system's
  record Email(
      String smarthost,
      int port,
      String from,
      List<String> to,
      String authUser,
      Secret authPassword,
      Tls tls,
      boolean requireTls,
      @Nullable Path caFile,
      boolean sendResolved)
      implements ChannelSettings {
    public Email {
      to = List.copyOf(to);
    }

    @Override
    public String kind() {
      return "email";
    }
  }

  /// @param method `POST` or `PUT`
  /// @param template body with `{{placeholders}}`, sent once for each incident; empty for the JSON
  ///   document with all of a group's incidents
  /// @param contentType decides how a placeholder's value is escaped
  record Webhook(
      Secret url,
      String method,
      String template,
      String contentType,
      HttpSettings http,
      boolean sendResolved)
      implements ChannelSettings {
    public static final String JSON = "application/json";

    @Override
    public String kind() {
      return "webhook";
    }
  }

  /// Slack and Mattermost.
  ///
  /// @param channel, username empty for those of the webhook
  record Slack(Secret url, String channel, String username, HttpSettings http, boolean sendResolved)
      implements ChannelSettings {
    @Override
    public String kind() {
      return "slack";
    }
  }

  /// @param username empty for that of the webhook
  record Discord(Secret url, String username, HttpSettings http, boolean sendResolved)
      implements ChannelSettings {
    @Override
    public String kind() {
      return "discord";
    }
  }

  /// @param server `https://ntfy.sh` or one's own
  /// @param priority 1 to 5; 0 for one by severity
  /// @param tags beside the one by severity
  /// @param token empty for none, else sent as a bearer token
  record Ntfy(
      URI server,
      Secret topic,
      int priority,
      List<String> tags,
      Secret token,
      HttpSettings http,
      boolean sendResolved)
      implements ChannelSettings {
    public static final URI PUBLIC = URI.create("https://ntfy.sh");

    public Ntfy {
      tags = List.copyOf(tags);
    }

    @Override
    public String kind() {
      return "ntfy";
    }
  }

  /// Events API v2.
  record PagerDuty(URI url, Secret routingKey, HttpSettings http, boolean sendResolved)
      implements ChannelSettings {
    public static final URI PUBLIC = URI.create("https://events.pagerduty.com/v2/enqueue");

    @Override
    public String kind() {
      return "pagerduty";
    }
  }
}
