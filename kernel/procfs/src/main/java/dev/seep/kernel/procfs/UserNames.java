package dev.seep.kernel.procfs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Users and groups of `/etc/passwd` (passwd(5)) and `/etc/group` (group(5)), read once.
///
/// The files alone: a user that only a directory service knows keeps its number, as asking the
/// service could block for long and needs descriptors.
public final class UserNames {
  private final Map<Integer, String> nameOf = new HashMap<>();
  private final Map<String, Integer> uidOf = new HashMap<>();
  private final Map<String, Set<String>> groupsOf = new HashMap<>();

  public UserNames(HostRoot host) {
    Map<String, String> primaryGroups = new HashMap<>();
    for (String line : host.lines(host.at("/etc/passwd"))) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4 && isNumber(fields[2])) {
        int uid = Integer.parseUnsignedInt(fields[2]);
        nameOf.putIfAbsent(uid, fields[0]);
        uidOf.putIfAbsent(fields[0], uid);
        primaryGroups.putIfAbsent(fields[0], fields[3]);
      }
    }
    for (String line : host.lines(host.at("/etc/group"))) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4) {
        addGroup(fields, primaryGroups);
      }
    }
  }

  private void addGroup(String[] fields, Map<String, String> primaryGroups) {
    for (String member : List.of(fields[3].split(",", -1))) {
      groupsOf.computeIfAbsent(member, _ -> new HashSet<>()).add(fields[0]);
    }
    primaryGroups.forEach((user, gid) -> {
      if (gid.equals(fields[2])) {
        groupsOf.computeIfAbsent(user, _ -> new HashSet<>()).add(fields[0]);
      }
    });
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(Character::isDigit);
  }

  /// The user's name, or the number of one that has none.
  public String name(int uid) {
    return nameOf.getOrDefault(uid, Integer.toUnsignedString(uid));
  }

  /// @return -1 when the file does not list the name
  public int uid(String name) {
    return uidOf.getOrDefault(name, -1);
  }

  public Set<String> groups(String user) {
    return Set.copyOf(groupsOf.getOrDefault(user, Set.of()));
  }
}
