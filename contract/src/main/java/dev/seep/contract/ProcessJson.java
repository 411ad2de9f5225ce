package dev.seep.contract;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Holder;
import dev.seep.evidence.ProcessFacts;
import java.util.List;

/// The parts that every object about a process has.
public final class ProcessJson {
  private ProcessJson() {}

  public static void process(Json json, ProcessFacts process) {
    json.begin("process")
        .number("pid", process.pid())
        .text("startTime", Timestamps.rfc3339(process.startedAt()))
        .text("name", process.name())
        .beginList("command");
    for (String argument : process.command()) {
      json.element(argument);
    }
    json.endList().number("uid", process.uid()).end();
  }

  /// `open`, `softLimit`, `hardLimit`, into the object that is open. No limit is told by a flag, as
  /// the number that stands for it is none that a script could hold.
  public static void counts(Json json, int open, DescriptorLimits limits) {
    json.count("open", open);
    limit(json, "softLimit", limits.soft());
    limit(json, "hardLimit", limits.hard());
  }

  public static void limit(Json json, String name, long value) {
    if (value == DescriptorLimits.UNLIMITED) {
      json.flag(name + "Unlimited", true);
    } else {
      json.count(name, value);
    }
  }

  public static void holders(Json json, String name, List<Holder> holders) {
    if (holders.isEmpty()) {
      return;
    }
    json.beginList(name);
    for (Holder holder : holders) {
      json.begin().number("pid", holder.pid()).text("name", holder.name()).end();
    }
    json.endList();
  }
}
