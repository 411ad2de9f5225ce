package dev.seep.kernel.procfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/etc/security/limits.conf` and `limits.d` (limits.conf(5)): what a login sets. A service that
/// systemd starts without `PAMName=` never passes here, so that a match is a hint, no proof.
public final class PamLimits {
  private enum Rank {
    NONE,
    WILDCARD,
    GROUP,
    USER
  }

  private record Row(String domain, String type, String item, ConfiguredValue value) {}

  private final List<Row> rows = new ArrayList<>();

  public PamLimits(HostRoot host) {
    read(host, host.at("/etc/security/limits.conf"));
    for (Path fragment : host.fragments(List.of("/etc/security/limits.d"), ".conf")) {
      read(host, fragment);
    }
  }

  private void read(HostRoot host, Path file) {
    List<String> lines = host.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      int comment = text.indexOf('#');
      String[] fields = (comment < 0 ? text : text.substring(0, comment)).strip().split("\\s+", -1);
      if (fields.length == 4) {
        String origin = host.shown(file) + ":" + (i + 1);
        rows.add(new Row(fields[0], fields[1], fields[2], new ConfiguredValue(fields[3], origin)));
      }
    }
  }

  /// @param item `nofile`, `nproc`, …
  /// @param hard the hard limit rather than the soft one
  public Optional<ConfiguredValue> setting(
      String user, int uid, Set<String> groups, String item, boolean hard) {
    Rank best = Rank.WILDCARD;
    Optional<ConfiguredValue> found = Optional.empty();
    for (Row row : rows) {
      Rank rank = rank(row.domain(), user, uid, groups);
      boolean applies =
          row.item().equals(item)
              && (row.type().equals("-") || row.type().equals(hard ? "hard" : "soft"));
      if (applies && rank != Rank.NONE && rank.compareTo(best) >= 0) {
        best = rank;
        found = Optional.of(row.value());
      }
    }
    return found;
  }

  /// A user's own row goes before a group's, that before `*`; neither of the latter binds root.
  private static Rank rank(String domain, String user, int uid, Set<String> groups) {
    if (domain.equals(user) || isRangeAround(domain, uid)) {
      return Rank.USER;
    }
    if (uid == 0) {
      return Rank.NONE;
    }
    if (domain.startsWith("@") && groups.contains(domain.substring(1))) {
      return Rank.GROUP;
    }
    return domain.equals("*") ? Rank.WILDCARD : Rank.NONE;
  }

  /// `1000:1999`, either end may be missing.
  private static boolean isRangeAround(String domain, int uid) {
    int colon = domain.indexOf(':');
    if (colon < 0 || !domain.chars().allMatch(c -> c == ':' || (c >= '0' && c <= '9'))) {
      return false;
    }
    String low = domain.substring(0, colon);
    String high = domain.substring(colon + 1).replace(":", "");
    try {
      return uid >= (low.isEmpty() ? 0 : Integer.parseInt(low))
          && (high.isEmpty() ? !low.isEmpty() : uid <= Integer.parseInt(high));
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }
}
