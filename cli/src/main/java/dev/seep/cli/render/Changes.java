package dev.seep.cli.render;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Resource.EventFd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What came and went between two looks at one process, by identity: a number that was closed and
/// given to another file is both.
///
/// @param changed still the same open file, in another state
public record Changes(List<Descriptor> added, List<Descriptor> removed, List<Descriptor> changed) {

  private record Identity(int number, long device, long inode, long generation) {}

  public static Changes between(Inventory before, Inventory after) {
    Map<Identity, Descriptor> gone = new HashMap<>(before.descriptors().size() * 2);
    for (Descriptor descriptor : before.descriptors()) {
      gone.put(identity(descriptor), descriptor);
    }
    List<Descriptor> added = new ArrayList<>();
    List<Descriptor> changed = new ArrayList<>();
    for (Descriptor descriptor : after.descriptors()) {
      Descriptor earlier = gone.remove(identity(descriptor));
      if (earlier == null) {
        added.add(descriptor);
      } else if (!Describe.state(earlier.resource())
          .equals(Describe.state(descriptor.resource()))) {
        changed.add(descriptor);
      }
    }
    List<Descriptor> removed = new ArrayList<>();
    for (Descriptor descriptor : before.descriptors()) {
      if (gone.containsKey(identity(descriptor))) {
        removed.add(descriptor);
      }
    }
    return new Changes(added, removed, changed);
  }

  private static Identity identity(Descriptor descriptor) {
    long generation = descriptor.resource() instanceof EventFd event ? event.id() : 0;
    return new Identity(descriptor.number(), descriptor.device(), descriptor.inode(), generation);
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  /// Nothing at all when nothing moved, else a line of counts and a line for each.
  ///
  /// @param after the look they lead to
  public void drawOn(Canvas canvas, Inventory after) {
    if (isEmpty()) {
      return;
    }
    canvas.line().put(Style.BOLD, Header.used(after.open(), after.limits())).dot();
    canvas.put("+" + Figures.grouped(added.size()) + " ");
    canvas.line((canvas.glyphs().unicode() ? "−" : "-") + Figures.grouped(removed.size()));
    for (Descriptor descriptor : removed) {
      drawLine(canvas, Style.RED, "−", "-", descriptor);
    }
    for (Descriptor descriptor : changed) {
      drawLine(canvas, Style.CYAN, "~", "~", descriptor);
    }
    for (Descriptor descriptor : added) {
      drawLine(canvas, Style.GREEN, "+", "+", descriptor);
    }
  }

  private static void drawLine(
      Canvas canvas, Style style, String sign, String asciiSign, Descriptor descriptor) {
    StringBuilder text = new StringBuilder(96);
    text.append(canvas.glyphs().unicode() ? sign : asciiSign).append(' ');
    text.append(descriptor.number()).append("  ");
    text.append(canvas.name(descriptor.resource().kind()));
    String state = Describe.state(descriptor.resource());
    text.append(state.isEmpty() ? "" : " " + state);
    String what = Describe.what(canvas, descriptor.resource());
    text.append(what.isEmpty() ? "" : "  " + what);
    String ellipsis = canvas.glyphs().ellipsis();
    canvas.put(style, DisplayWidth.truncate(text.toString(), canvas.width(), ellipsis)).line();
  }
}
