package dev.seep.watch.journal;

import dev.seep.evidence.KernelText;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// One line of `journalctl --output=json` (systemd's JOURNAL_EXPORT_FORMATS, "Journal JSON
/// Format"): an object of texts; a field that is no UTF-8 is a list of its bytes, one that was
/// given several times a list of those, and one that is too large null.
///
/// @param at null when the entry has no time that can be read
/// @param pid -1 when it has none
record JournalEntry(
    @Nullable Instant at, int pid, String unit, String command, String transport, String message) {
  /// What is asked of journalctl.
  static final String FIELDS =
      "MESSAGE,_PID,_COMM,_TRANSPORT,_SYSTEMD_UNIT,_SYSTEMD_USER_UNIT,UNIT,SYSLOG_IDENTIFIER";

  private static final JsonFactory JSON = new JsonFactory();

  /// The service manager speaks of a unit in the field UNIT, and in its own name.
  private static final int SERVICE_MANAGER = 1;

  /// Empty when the line is no such object.
  static Optional<JournalEntry> parse(byte[] line, int length) {
    Fields fields = new Fields();
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), line, 0, length)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        fields.put(name, text(in));
      }
      return in.currentToken() == JsonToken.END_OBJECT
          ? Optional.of(fields.entry())
          : Optional.empty();
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }

  /// The text at the parser, which is left at its end.
  private static String text(JsonParser in) {
    return switch (in.currentToken()) {
      case VALUE_STRING -> in.getString();
      case START_ARRAY -> list(in);
      case START_OBJECT -> {
        in.skipChildren();
        yield "";
      }
      case null, default -> "";
    };
  }

  /// Bytes, or the first of several values.
  private static String list(JsonParser in) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String first = "";
    JsonToken token;
    while ((token = in.nextToken()) != JsonToken.END_ARRAY && token != null) {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        bytes.write(in.getIntValue());
      } else {
        String value = text(in);
        first = first.isEmpty() ? value : first;
      }
    }
    return bytes.size() > 0 ? KernelText.decode(bytes.toByteArray()) : first;
  }

  private static final class Fields {
    private @Nullable Instant at;
    private int pid = -1;
    private String unit = "";
    private String userUnit = "";
    private String about = "";
    private String command = "";
    private String identifier = "";
    private String transport = "";
    private String message = "";

    void put(String name, String value) {
      switch (name) {
        case "MESSAGE" -> message = value;
        case "_PID" -> pid = (int) number(value, Integer.MAX_VALUE);
        case "_COMM" -> command = value;
        case "_TRANSPORT" -> transport = value;
        case "_SYSTEMD_UNIT" -> unit = value;
        case "_SYSTEMD_USER_UNIT" -> userUnit = value;
        case "UNIT" -> about = value;
        case "SYSLOG_IDENTIFIER" -> identifier = value;
        case "__REALTIME_TIMESTAMP" -> {
          long micros = number(value, Long.MAX_VALUE);
          at =
              micros < 0
                  ? null
                  : Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
        }
        default -> {
          // The cursor, and what else comes along unasked.
        }
      }
    }

    private static long number(String digits, long most) {
      try {
        long number = Long.parseLong(digits);
        return number < 0 || number > most ? -1 : number;
      } catch (NumberFormatException none) {
        return -1;
      }
    }

    JournalEntry entry() {
      String whose = userUnit.isEmpty() ? unit : userUnit;
      if (pid == SERVICE_MANAGER && !about.isEmpty()) {
        return new JournalEntry(at, -1, about, "", transport, message);
      }
      return new JournalEntry(
          at, pid, whose, command.isEmpty() ? identifier : command, transport, message);
    }
  }
}
