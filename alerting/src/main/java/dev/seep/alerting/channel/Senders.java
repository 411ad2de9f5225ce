package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;

/// The sender for each kind of channel.
public final class Senders {
  private Senders() {}

  /// @param hostName for the mails' identity
  public static Sender of(ChannelSettings settings, Network network, String hostName) {
    return switch (settings) {
      case ChannelSettings.Alertmanager am -> new AlertmanagerSender(am, network);
      case ChannelSettings.Email email -> new MailSender(email, network, hostName);
      case ChannelSettings.Webhook web ->
          new HttpSender(new WebhookFormat(web), web.http(), network);
      case ChannelSettings.Slack slack ->
          new HttpSender(new SlackFormat(slack), slack.http(), network);
      case ChannelSettings.Discord discord ->
          new HttpSender(new DiscordFormat(discord), discord.http(), network);
      case ChannelSettings.Ntfy ntfy -> new HttpSender(new NtfyFormat(ntfy), ntfy.http(), network);
      case ChannelSettings.PagerDuty pager ->
          new HttpSender(new PagerDutyFormat(pager), pager.http(), network);
    };
  }
}
