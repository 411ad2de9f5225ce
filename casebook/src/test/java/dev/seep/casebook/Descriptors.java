package dev.seep.casebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What `/proc` says of a process's descriptors: as much as it takes to check that a plant plants
/// what it claims, and no more (proc_pid_fd(5), proc_pid_net(5)).
final class Descriptors {
  private static final int SYN_SENT = 2;
  private static final int ESTABLISHED = 1;
  private static final int CLOSE_WAIT = 8;

  private Descriptors() {}

  /// Descriptor number to the text of its link, in latin 1, byte for byte.
  static Map<Integer, String> of(long pid) throws IOException {
    Map<Integer, String> links = new TreeMap<>();
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path entry : entries.toList()) {
        try {
          links.put(
              Integer.parseInt(entry.getFileName().toString()),
              Files.readSymbolicLink(entry).toString());
        } catch (NoSuchFileException _) {
          // Closed since it was listed.
        }
      }
    }
    return links;
  }

  /// How many descriptors are what a truth says is leaked.
  static long matching(long pid, Truth truth) throws IOException {
    Map<Integer, String> links = of(pid);
    Map<String, TcpRow> tcp = tcp(pid);
    return links.values().stream().filter(link -> matches(link, truth, tcp)).count();
  }

  private static boolean matches(String link, Truth truth, Map<String, TcpRow> tcp) {
    Predicate<TcpRow> towardsPeer =
        row -> truth.peer().equals("127.0.0.1:" + row.remotePort()) && row.loopback();
    TcpRow row = tcp.get(link);
    boolean unlisted = link.startsWith("socket:") && row == null;
    return switch (truth.leakClass()) {
      case "never-connected-socket" -> unlisted;
      // After its time the kernel gives up, and no table lists the socket any more.
      case "abandoned-connect" ->
          unlisted || (row != null && row.state() == SYN_SENT && towardsPeer.test(row));
      case "held-too-long", "close-wait" ->
          row != null && row.state() == CLOSE_WAIT && towardsPeer.test(row);
      case "idle-established" ->
          row != null && row.state() == ESTABLISHED && row.unread() == 0 && towardsPeer.test(row);
      case "unread-response" ->
          row != null && row.state() == ESTABLISHED && row.unread() > 0 && towardsPeer.test(row);
      case "unclosed-file", "received", "inherited" -> matchesPattern(link, truth.path());
      case "pipe" -> link.startsWith("pipe:");
      default -> throw new IllegalArgumentException(truth.leakClass());
    };
  }

  private static boolean matchesPattern(String link, String pattern) {
    int star = pattern.indexOf('*');
    return link.startsWith(pattern.substring(0, star))
        && link.endsWith(pattern.substring(star + 1));
  }

  /// A row of `/proc/PID/net/tcp` or `tcp6`.
  record TcpRow(int state, int remotePort, boolean loopback, long unread) {}

  private static Map<String, TcpRow> tcp(long pid) throws IOException {
    Map<String, TcpRow> rows = new HashMap<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/" + pid + "/net/" + table);
      if (Files.exists(file)) {
        Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
            .skip(1)
            .forEach(line -> add(rows, line.strip().split("\\s+", -1)));
      }
    }
    return rows;
  }

  /// Fields: `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode`.
  private static void add(Map<String, TcpRow> rows, String[] fields) {
    String[] remote = fields[2].split(":", -1);
    String[] queues = fields[4].split(":", -1);
    rows.put(
        "socket:[" + fields[9] + "]",
        new TcpRow(
            Integer.parseInt(fields[3], 16),
            Integer.parseInt(remote[1], 16),
            remote[0].endsWith("0100007F"),
            Long.parseLong(queues[1], 16)));
  }
}
