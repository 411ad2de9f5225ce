package dev.seep.observer;

import dev.seep.evidence.DescriptorLimits;
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

  static LimitOrigins of(ProcessFacts process, ProcFs procfs, Cgroups cgroups, HostRoot root) {
    Reading<CgroupMembership> membership = cgroups.membership(process.pid());
    String unit = membership.map(m -> m.systemdUnit().orElse("")).orElse("");
    UserNames names = new UserNames(root);
    return new LimitOrigins(
        unit,
        names.name(process.uid()),
        process.uid(),
        new SystemdUnits(root),
        new PamLimits(root),
        names);
  }

  /// @param now the limit as it is
  String descriptors(long now, boolean hard) {
    return origin("LimitNOFILE", "nofile", now, hard);
  }

  /// @param now the soft limit as it is
  String threads(long now) {
    return origin("LimitNPROC", "nproc", now, false);
  }

  private String origin(String key, String item, long now, boolean hard) {
    if (!unit.isEmpty()) {
      return units
          .setting(unit, key)
          .map(v -> configured(v, key, now, hard))
          .or(() ->
              units
                  .managerDefault("Default" + key)
                  .map(v -> configured(v, "Default" + key, now, hard)))
          .orElse(unit + " sets no " + key + "=: systemd's default, unless set since");
    }
    Optional<ConfiguredValue> login = pam.setting(user, uid, names.groups(user), item, hard);
    return login
        .filter(v -> isMeant(v.value(), now, hard))
        .map(v -> v.origin() + " (at login)")
        .orElse("inherited from whoever started it, or set by itself");
  }

  /// A file only explains a value that it agrees with.
  private static String configured(ConfiguredValue value, String key, long now, boolean hard) {
    String says = value.origin() + " (" + key + "=" + value.value() + ")";
    return isMeant(value.value(), now, hard)
        ? says
        : "set since it started, by itself or by prlimit; " + says;
  }

  /// `4096`, `1024:4096` for soft and hard, `infinity` (systemd.exec(5)), `unlimited` or `-`
  /// (limits.conf(5)).
  static boolean isMeant(String value, long now, boolean hard) {
    int colon = value.indexOf(':');
    String part = colon < 0 ? value : hard ? value.substring(colon + 1) : value.substring(0, colon);
    return switch (part) {
      case "infinity", "unlimited", "-1" -> now == DescriptorLimits.UNLIMITED;
      default -> part.equals(Long.toString(now));
    };
  }

  /// The line that raises the hard limit at the next start.
  String raiseDescriptors(long to) {
    String file = SystemdUnits.dropInPath(unit);
    String folder = file.substring(0, file.lastIndexOf('/'));
    return unit.isEmpty()
        ? "echo '" + user + " - nofile " + to + "' >> /etc/security/limits.conf"
        : "mkdir -p '"
            + folder
            + "' && printf '[Service]\\nLimitNOFILE="
            + to
            + "\\n' >> '"
            + file
            + "' && systemctl daemon-reload && systemctl restart '"
            + unit
            + "'";
  }

  String cgroupSuffix(Cgroups.CgroupLimit limit) {
    String key = systemdKey(limit);
    String owner = unitOf(limit);
    return owner.isEmpty() || key.isEmpty()
        ? ""
        : units
            .setting(owner, key)
            .map(v -> ", set by " + v.origin() + " (" + key + "=" + v.value() + ")")
            .orElse("");
  }

  /// By systemd where the group is a unit's, as it writes the files anew whenever it likes.
  String raiseCgroup(Cgroups.CgroupLimit limit) {
    String key = systemdKey(limit);
    String owner = unitOf(limit);
    long to = RaiseLines.twice(limit.limit());
    return owner.isEmpty() || key.isEmpty()
        ? "echo " + to + " > " + limit.folder() + "/" + limit.name()
        : "systemctl set-property '" + owner + "' " + key + "=" + to;
  }

  /// The unit or slice whose group the limit is set on; empty when systemd made none of it.
  private String unitOf(Cgroups.CgroupLimit limit) {
    String group = limit.folder().substring(limit.folder().lastIndexOf('/') + 1);
    return !unit.isEmpty()
            && (group.endsWith(".service") || group.endsWith(".scope") || group.endsWith(".slice"))
        ? group
        : "";
  }

  private static String systemdKey(Cgroups.CgroupLimit limit) {
    return switch (limit.name()) {
      case "pids.max" -> "TasksMax";
      case "memory.max", "memory.limit_in_bytes" -> "MemoryMax";
      case "memory.high" -> "MemoryHigh";
      default -> "";
    };
  }
}
