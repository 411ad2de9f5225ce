package dev.seep.alerting.message;

/// Makes text that others chose harmless in chats: it calls nobody, links nowhere and formats
/// nothing. Two forms: within a sentence, and as a code span, in which neither Slack nor Mattermost
/// nor Discord looks for markup.
///
/// Mentions are broken by a zero-width space behind the `@`, as Mattermost finds them in the text
/// whatever the sender says; Discord is also told by `allowed_mentions` to call nobody.
///
/// @see <a href="https://docs.slack.dev/messaging/formatting-message-text/#escaping">Slack</a>
/// @see <a href="https://docs.mattermost.com/collaborate/mention-people.html">Mattermost</a>
/// @see <a href="https://discord.com/developers/docs/resources/message#allowed-mentions-object">
///   Discord</a>
public final class ChatText {
  private static final char ZERO_WIDTH_SPACE = '\u200b';

  private ChatText() {}

  /// For Slack's and Mattermost's text fields: the three characters that Slack's markup is made of
  /// become entities, those of Markdown their look-alikes.
  public static String slack(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '*' -> out.append('\u2217');
        case '~' -> out.append('\u223c');
        case '`' -> out.append('\u02cb');
        case '_' -> out.append(isInsideWord(text, i) ? '_' : '\uff3f');
        case ']' -> out.append(']').append(ZERO_WIDTH_SPACE);
        case '@' -> out.append('@').append(ZERO_WIDTH_SPACE);
        case ':' -> out.append(isLink(text, i) ? ":" + ZERO_WIDTH_SPACE : ":");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /// A code span for Slack and Mattermost.
  public static String slackCode(String text) {
    String calm = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return span(calm);
  }

  /// For Discord's text fields: every character of Markdown behind a backslash.
  public static String discord(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\*_~`|>#[]()<-".indexOf(c) >= 0) {
        out.append('\\').append(c);
      } else if (c == '@' || (c == ':' && isLink(text, i))) {
        out.append(c).append(ZERO_WIDTH_SPACE);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /// A code span for Discord.
  public static String discordCode(String text) {
    return span(text);
  }

  private static String span(String text) {
    return "`" + text.replace('`', '\u02cb').replace("@", "@" + ZERO_WIDTH_SPACE) + "`";
  }

  private static boolean isLink(String text, int colon) {
    return text.startsWith("//", colon + 1);
  }

  private static boolean isInsideWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
