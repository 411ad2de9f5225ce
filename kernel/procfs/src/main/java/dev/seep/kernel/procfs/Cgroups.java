package dev.seep.kernel.procfs;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Limits of the control group of a process, v2 (kernel `Documentation/admin-guide/cgroup-v2.rst`)
/// and v1 (`cgroup-v1/pids.rst`, `cgroup-v1/memory.rst`).
///
/// A limit binds everything beneath it: the one with the least room among the process's own group
/// and all groups above is the one that counts.
public final class Cgroups {
  /// v1 writes "none" as the largest multiple of a page below 2^63.
  private static final long NONE_FROM = 1L << 62;

  /// @param name the file that holds the limit: `pids.max`, `memory.max`, `memory.limit_in_bytes`
  /// @param unit `tasks` or `bytes`
  /// @param folder the group it is set on, as a folder
  /// @param used by everything in that group, -1 when not read
  /// @param limit [DescriptorLimits#UNLIMITED] for none
  public record CgroupLimit(String name, String unit, String folder, long used, long limit) {
    long room() {
      return limit == DescriptorLimits.UNLIMITED ? limit : limit - Math.max(0, used);
    }
  }

  private static final byte[] MAX = NativePath.ascii("max");

  private record Knob(String controller, String limit, String usage, String unit) {}

  private static final List<Knob> V2 =
      List.of(
          new Knob("pids", "pids.max", "pids.current", "tasks"),
          new Knob("memory", "memory.max", "memory.current", "bytes"),
          new Knob("memory", "memory.high", "memory.current", "bytes"));
  private static final List<Knob> V1 =
      List.of(
          new Knob("pids", "pids.max", "pids.current", "tasks"),
          new Knob("memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "bytes"));

  private final ProcFs proc;
  private final HostRoot host;

  public Cgroups(ProcFs proc, HostRoot host) {
    this.proc = proc;
    this.host = host;
  }

  public Reading<CgroupMembership> membership(int pid) {
    return proc.file(pid + "/cgroup").map(CgroupMembership::parse);
  }

  /// The limits that bind a process, one of each kind: the tightest. A kind without a file at any
  /// level (the root group has none) is left out.
  public Reading<List<CgroupLimit>> limits(int pid) {
    return switch (proc.file("self/mountinfo")) {
      case Reading.Unseen<byte[]> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<byte[]> mountInfo -> {
        List<MountInfo> mounts = MountInfo.parse(mountInfo.value());
        yield mounts.stream().noneMatch(m -> m.type().startsWith("cgroup"))
            ? Reading.unseen(
                "cgroup limits of process " + pid,
                "no cgroup tree is mounted here",
                "mount /sys/fs/cgroup into the container")
            : membership(pid).map(m -> limits(mounts, m));
      }
    };
  }

  private List<CgroupLimit> limits(List<MountInfo> mounts, CgroupMembership membership) {
    List<CgroupLimit> limits = new ArrayList<>();
    for (Knob knob : V1) {
      membership
          .legacyPath(knob.controller())
          .flatMap(path -> v1Mount(mounts, knob).flatMap(mount -> tightest(mount, path, knob)))
          .ifPresent(limits::add);
    }
    for (Knob knob : V2) {
      if (membership.legacyPath(knob.controller()).isEmpty()) {
        mounts.stream()
            .filter(m -> m.type().equals("cgroup2"))
            .findFirst()
            .flatMap(mount -> tightest(mount, membership.unified(), knob))
            .ifPresent(limits::add);
      }
    }
    return List.copyOf(limits);
  }

  private static Optional<MountInfo> v1Mount(List<MountInfo> mounts, Knob knob) {
    return mounts.stream()
        .filter(m -> m.type().equals("cgroup") && m.hasSuperOption(knob.controller()))
        .findFirst();
  }

  /// Goes from the process's group up to the top of the mount.
  private Optional<CgroupLimit> tightest(MountInfo mount, String path, Knob knob) {
    Path top = host.at(mount.mountPoint());
    Path group = beneath(top, mount.root(), path);
    CgroupLimit found = null;
    while (group != null && group.startsWith(top)) {
      Optional<CgroupLimit> here = read(group, knob);
      if (here.isPresent() && (found == null || here.get().room() < found.room())) {
        found = here.get();
      }
      group = group.getParent();
    }
    return Optional.ofNullable(found);
  }

  /// A container's mount shows its own group as the top, while the path may be named from the
  /// host's; a path outside of what is mounted (`/../other`) has only the top in common.
  private static Path beneath(Path top, String mountRoot, String path) {
    Path named = Path.of(path);
    Path below = named.startsWith(mountRoot) ? Path.of(mountRoot).relativize(named) : Path.of("");
    Path group = top.resolve(below).normalize();
    return group.startsWith(top) && Files.isDirectory(group) ? group : top;
  }

  private Optional<CgroupLimit> read(Path group, Knob knob) {
    long limit = number(group.resolve(knob.limit()));
    if (limit < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new CgroupLimit(
            knob.limit(),
            knob.unit(),
            host.shown(group),
            number(group.resolve(knob.usage())),
            limit >= NONE_FROM ? DescriptorLimits.UNLIMITED : limit));
  }

  /// A file with one number or `max`; -1 when there is none.
  static long number(Path file) {
    Scratch scratch = Scratch.ofThisThread();
    byte[] path = KernelText.encode(file.toString());
    int length = scratch.readSingle(Syscalls.AT_FDCWD, scratch.path.start(path).end());
    ByteLines lines = new ByteLines(scratch.bytes, Math.max(0, length));
    if (!lines.next()) {
      return -1;
    }
    return lines.starts(MAX) ? DescriptorLimits.UNLIMITED : lines.number();
  }
}
