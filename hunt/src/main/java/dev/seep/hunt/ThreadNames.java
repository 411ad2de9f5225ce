package dev.seep.hunt;

import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The families that threads belong to by their names.
///
/// The threads of a pool share a name but for its numbers: `worker-17` is one of `worker-*`. The
/// kernel keeps [#KERNEL_BYTES] bytes of a name (`TASK_COMM_LEN` of linux/sched.h), so that one
/// family may have many ends: `pool-1-thread-1`, `pool-12-thread-` and `pool-123-thread` are all of
/// `pool-*-thread-*`. A name that may have been cut is of the longest family that begins like it,
/// unless there are several such families.
///
/// Bounded: beyond [#MOST] families no more are put together.
final class ThreadNames {
  static final int MOST = 2_000;
  private static final int KERNEL_BYTES = 15;

  private final NavigableSet<String> families = new TreeSet<>();

  /// Learns a name, before the first family that may depend on it is asked for.
  void learn(String name) {
    if (families.size() < MOST) {
      families.add(pattern(name));
    }
  }

  /// The family of a name, as far as the names that were learned tell it.
  String family(String name) {
    String own = pattern(name);
    if (!mayBeCut(name)) {
      return own;
    }
    String longest = own;
    for (String other : families.tailSet(own, false)) {
      if (!other.startsWith(own)) {
        break;
      }
      if (!other.startsWith(longest)) {
        return own;
      }
      longest = other;
    }
    return longest;
  }

  private static boolean mayBeCut(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length >= KERNEL_BYTES;
  }

  /// Each number as a star: `worker-17` → `worker-*`.
  static String pattern(String name) {
    StringBuilder pattern = new StringBuilder(name.length());
    boolean inNumber = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit) {
        pattern.append(c);
      } else if (!inNumber) {
        pattern.append('*');
      }
      inNumber = digit;
    }
    return pattern.toString();
  }
}
