package dev.seep.observer;

import dev.seep.evidence.Ability;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Socket;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.sockdiag.NamespaceRef;
import dev.seep.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program that looks around with the rights, the namespaces and the descriptors it was started
/// with, and writes what it saw line by line: `doctor`, `ability NAME`, `census`, `row PID`,
/// `inventory PID`, `blind`.
final class RightsProbe {
  private RightsProbe() {}

  static ChildJvm jvm(Path folder) throws IOException {
    return new ChildJvm(
        folder,
        List.of(
            RightsProbe.class,
            Observer.class,
            Reading.class,
            Syscalls.class,
            ProcFs.class,
            NamespaceRef.class,
            DescriptorIterator.class,
            ChildJvm.class));
  }

  /// @param arguments `/proc`'s folder, the source, the process to look at (0 for itself)
  public static void main(String[] arguments) {
    int asked = Integer.parseInt(arguments[2]);
    int pid = asked == 0 ? (int) ProcessHandle.current().pid() : asked;
    switch (Observer.open(Path.of(arguments[0]), SourceChoice.valueOf(arguments[1]))) {
      case Reading.Unseen<Eye> unseen -> say("refused", unseen.blind());
      case Reading.Seen<Eye> seen -> {
        try (Eye eye = seen.value()) {
          look(eye, pid);
        }
      }
    }
    System.out.println("end");
  }

  static void look(Eye eye, int pid) {
    doctor(eye.doctor());
    census(eye.census(), pid);
    inventory(eye, pid);
  }

  private static void doctor(DoctorReport report) {
    System.out.println("doctor " + report.source() + " | " + report.sourceReason());
    for (Ability ability : report.abilities()) {
      System.out.println(
          "ability "
              + ability.name()
              + " | "
              + ability.available()
              + " | "
              + ability.detail()
              + " | "
              + ability.mend());
    }
  }

  private static void census(Census census, int pid) {
    System.out.println("census " + census.source() + " rows=" + census.rows().size());
    census.blind().forEach(blind -> say("blind census", blind));
    for (ProcessRow row : census.rows()) {
      if (row.process().pid() == pid) {
        System.out.println("row open=" + row.open() + " sockets=" + row.sockets());
        Blind blind = row.blind();
        if (blind != null) {
          say("blind row", blind);
        }
      }
    }
    long withoutReason =
        census.rows().stream().filter(row -> row.open() < 0 && row.blind() == null).count();
    System.out.println("rows unseen without a reason=" + withoutReason);
  }

  private static void inventory(Eye eye, int pid) {
    switch (eye.process(pid)) {
      case Reading.Unseen<ProcessFacts> unseen -> say("no process", unseen.blind());
      case Reading.Seen<ProcessFacts> seen -> {
        switch (eye.inventory(seen.value().identity(), Detail.EVERYTHING)) {
          case Reading.Unseen<Inventory> unseen -> say("no inventory", unseen.blind());
          case Reading.Seen<Inventory> inventory -> inventory(inventory.value());
        }
      }
    }
  }

  private static void inventory(Inventory inventory) {
    long sockets =
        inventory.descriptors().stream()
            .map(Descriptor::resource)
            .filter(resource -> resource instanceof Socket)
            .count();
    System.out.println(
        "inventory "
            + inventory.source()
            + " open="
            + inventory.open()
            + " descriptors="
            + inventory.descriptors().size()
            + " sockets="
            + sockets);
    inventory.blind().forEach(blind -> say("blind inventory", blind));
  }

  private static void say(String what, Blind blind) {
    System.out.println(what + " | " + blind.what() + " | " + blind.why() + " | " + blind.mend());
  }
}
