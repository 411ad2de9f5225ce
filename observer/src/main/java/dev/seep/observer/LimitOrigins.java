package dev.seep.observer;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.CgroupMembership;
import dev.seep.kernel.procfs.Cgroups;
import dev.seep.kernel.procfs.ConfiguredValue;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.PamLimits;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.SystemdUnits;
import dev.seep.kernel.procfs.UserNames;
import java.util.Optional;

/// Where the limits of one process come from, and the lines that raise them.
///
/// @param unit systemd unit that the process belongs to, empty for none
/// @param user name of its user
record LimitOrigins(
    String unit, String user, int uid, SystemdUnits units, PamLimits pam, UserNames names) {

  static LimitOrigins of(ProcessFacts process, ProcFs procfs, Cgroups cgroups) {
    Reading<CgroupMembership> membership = cgroups.membership(process.pid());
    String unit = membership.map(m -> m.systemdUnit().orElse("")).orElse("");
    UserNames names = new UserNames(HostRoot.REAL);
    return new LimitOrigins(
        unit,
        names.name(process.uid()),
        process.uid(),
        new SystemdUnits(HostRoot.REAL),
        new PamLimits(HostRoot.REAL),
        names);
  }

  String descriptors() {
    return origin("LimitNOFILE", "nofile");
  }

  String threads() {
    return origin("LimitNPROC", "nproc");
  }

  private String origin(String key, String item) {
    if (!unit.isEmpty()) {
      return units
          .setting(unit, key)
          .map(v -> v.origin() + " (" + key + "=" + v.value() + ")")
          .or(() ->
              units
                  .managerDefault("Default" + key)
                  .map(v -> v.origin() + " (Default" + key + "=" + v.value() + ")"))
          .orElse(unit + " sets no " + key + "=: systemd's default");
    }
    Optional<ConfiguredValue> login = pam.setting(user, uid, names.groups(user), item, false);
    return login
        .map(v -> v.origin() + " (at login), unless set since")
        .orElse("inherited from whoever started it, or set by itself");
  }

  /// The line that raises the hard limit for good.
  String raiseDescriptors(long to) {
    return unit.isEmpty()
        ? "echo '" + user + " hard nofile " + to + "' >> /etc/security/limits.conf"
        : dropIn("LimitNOFILE=" + to);
  }

  String cgroupSuffix(Cgroups.CgroupLimit limit) {
    String key = systemdKey(limit);
    return unit.isEmpty() || key.isEmpty()
        ? ""
        : units
            .setting(unit, key)
            .map(v -> ", set by " + v.origin() + " (" + key + "=" + v.value() + ")")
            .orElse("");
  }

  String raiseCgroup(Cgroups.CgroupLimit limit, long to) {
    String key = systemdKey(limit);
    return unit.isEmpty() || key.isEmpty()
        ? "echo " + to + " > " + limit.folder() + "/" + limit.name()
        : dropIn(key + "=" + to);
  }

  private static String systemdKey(Cgroups.CgroupLimit limit) {
    return switch (limit.name()) {
      case "pids.max" -> "TasksMax";
      case "memory.max", "memory.limit_in_bytes" -> "MemoryMax";
      case "memory.high" -> "MemoryHigh";
      default -> "";
    };
  }

  private String dropIn(String setting) {
    return "in " + SystemdUnits.dropInPath(unit) + ": [Service] " + setting;
  }
}
