package dev.seep.watch;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Workload;
import dev.seep.evidence.watch.Workload.Kind;
import dev.seep.kernel.procfs.CgroupMembership;
import dev.seep.kernel.procfs.Cgroups;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.ProcFs;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what people name a process by.
@FunctionalInterface
interface Namer {

  Workload of(ProcessFacts process);

  /// By the control group of the process, which systemd and the container engines name after what
  /// they start, else by its command.
  static Namer byControlGroup(ProcFs proc) {
    Cgroups cgroups = new Cgroups(proc, HostRoot.REAL);
    return process ->
        switch (cgroups.membership(process.pid())) {
          case Reading.Seen<CgroupMembership> seen -> named(process, seen.value());
          case Reading.Unseen<CgroupMembership> unseen -> command(process);
        };
  }

  /// Names of control groups: `docker-ID.scope`, `cri-containerd-ID.scope`, `crio-ID.scope`,
  /// `libpod-ID.scope`, or the bare id, 64 hexadecimal digits each.
  Pattern CONTAINER = Pattern.compile("(?:^|[/-])([0-9a-f]{64})(?:\\.scope)?(?:/|$)");

  /// `lxc.payload.NAME` (LXC 4 and later) and `machine-NAME.scope` (systemd-nspawn, escaped by
  /// systemd.unit(5)).
  Pattern NAMED_CONTAINER =
      Pattern.compile("(?:^|/)(?:lxc\\.payload\\.|machine-)([A-Za-z0-9_.-]+?)(?:\\.scope)?(?:/|$)");

  int SHORT_ID = 12;

  static Workload named(ProcessFacts process, CgroupMembership membership) {
    String path = path(membership);
    Matcher id = CONTAINER.matcher(path);
    if (id.find()) {
      return new Workload(Kind.CONTAINER, id.group(1).substring(0, SHORT_ID));
    }
    Matcher name = NAMED_CONTAINER.matcher(path);
    if (name.find()) {
      return new Workload(Kind.CONTAINER, name.group(1));
    }
    // A login session and a user's manager are no service: what runs there goes by its command.
    Optional<String> unit =
        membership
            .systemdUnit()
            .filter(u ->
                !u.startsWith("session-") && !u.startsWith("user@") && !u.equals("init.scope"));
    return unit.map(u -> new Workload(Kind.UNIT, u)).orElseGet(() -> command(process));
  }

  private static String path(CgroupMembership membership) {
    if (!membership.unified().isEmpty() && !membership.unified().equals("/")) {
      return membership.unified();
    }
    return membership.legacy().stream()
        .map(CgroupMembership.Legacy::path)
        .filter(p -> !p.equals("/"))
        .findFirst()
        .orElse("");
  }

  /// The program; of a language's runtime what it runs: `java app.jar`, `node server.js`.
  static Workload command(ProcessFacts process) {
    String name = process.name();
    return new Workload(
        Kind.COMMAND, runs(process.command()).map(what -> name + " " + what).orElse(name));
  }

  Pattern RUNTIME =
      Pattern.compile(
          "(?:java|node|nodejs|python[0-9.]*|ruby[0-9.]*|perl[0-9.]*|php[0-9.]*|bash|sh)");

  private static Optional<String> runs(List<String> command) {
    if (command.size() < 2 || !RUNTIME.matcher(base(command.getFirst())).matches()) {
      return Optional.empty();
    }
    for (int i = 1; i < command.size(); i++) {
      String word = command.get(i);
      switch (word) {
        case "-jar", "-m" -> {
          return i + 1 < command.size() ? Optional.of(base(command.get(i + 1))) : Optional.empty();
        }
        case "-c", "-e" -> {
          return Optional.empty();
        }
        case "-cp", "-classpath", "--class-path", "-p", "--module-path" -> i++;
        default -> {
          if (!word.startsWith("-")) {
            return Optional.of(base(word));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
