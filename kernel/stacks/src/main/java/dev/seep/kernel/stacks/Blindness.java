package dev.seep.kernel.stacks;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What could not be seen so far: each thing once, with the last reason, and not without end.
final class Blindness {
  private static final int MOST = 100;

  private long further;
  private final Map<String, Blind> byWhat = new LinkedHashMap<>();

  synchronized void add(Blind blind) {
    if (byWhat.size() < MOST || byWhat.containsKey(blind.what())) {
      byWhat.put(blind.what(), blind);
    } else {
      further++;
    }
  }

  void add(String what, String why, String mend) {
    add(new Blind(what, why, mend));
  }

  /// What the helper said, which may be anything.
  void addUntrusted(String what, String why) {
    add(new Blind(KernelText.printable(what), KernelText.printable(why), ""));
  }

  synchronized List<Blind> all() {
    List<Blind> all = new ArrayList<>(byWhat.values());
    if (further > 0) {
      all.add(new Blind(further + " more of these", "the first " + MOST + " are listed", ""));
    }
    return List.copyOf(all);
  }
}
