package dev.seep.watch;

import dev.seep.contract.Json;
import dev.seep.contract.JsonTree;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Workload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Who is who, as it is kept in the store.
final class RollText {
  private RollText() {}

  static String write(Map<ProcessIdentity, Lineage> known) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Json json = new Json(bytes)) {
      json.beginList("processes");
      known.forEach((process, lineage) -> {
        json.begin().number("pid", process.pid()).number("startTicks", process.startTicks());
        json.text("kind", lineage.workload().kind().name());
        json.text("workload", lineage.workload().name()).text("name", lineage.name());
        json.number("slot", lineage.slot()).end();
      });
      json.endList();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// What is damaged is left out.
  static Map<ProcessIdentity, Lineage> read(String text) {
    Map<ProcessIdentity, Lineage> known = new HashMap<>();
    JsonTree.parse(text)
        .ifPresent(tree -> {
          for (JsonTree one : tree.objects("processes")) {
            enter(one, known);
          }
        });
    return known;
  }

  private static void enter(JsonTree one, Map<ProcessIdentity, Lineage> known) {
    try {
      known.put(
          new ProcessIdentity((int) one.whole("pid"), one.whole("startTicks")),
          new Lineage(
              new Workload(Workload.Kind.valueOf(one.text("kind")), one.text("workload")),
              one.text("name"),
              (int) one.whole("slot")));
    } catch (IllegalArgumentException damaged) {
      // It is given a lineage as if it had never had one.
    }
  }
}
