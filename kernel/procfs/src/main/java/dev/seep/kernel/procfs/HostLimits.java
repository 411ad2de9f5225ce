package dev.seep.kernel.procfs;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Reading;
import java.util.List;
import java.util.Optional;

/// Limits of the machine and of a network namespace: the files under `/proc/sys`, and who set them.
public final class HostLimits {
  public static final String FILE_MAX = "fs.file-max";
  public static final String NR_OPEN = "fs.nr_open";
  public static final String INOTIFY_INSTANCES = "fs.inotify.max_user_instances";
  public static final String INOTIFY_WATCHES = "fs.inotify.max_user_watches";
  public static final String EPOLL_WATCHES = "fs.epoll.max_user_watches";
  public static final String PID_MAX = "kernel.pid_max";
  public static final String THREADS_MAX = "kernel.threads-max";
  public static final String MAX_MAP_COUNT = "vm.max_map_count";
  public static final String SOMAXCONN = "net.core.somaxconn";
  public static final String SYN_BACKLOG = "net.ipv4.tcp_max_syn_backlog";
  public static final String LOCAL_PORTS = "net.ipv4.ip_local_port_range";
  public static final String FIN_TIMEOUT = "net.ipv4.tcp_fin_timeout";
  public static final String TW_REUSE = "net.ipv4.tcp_tw_reuse";

  /// A setting's first number, and where it comes from.
  ///
  /// @param value [DescriptorLimits#UNLIMITED] for what is beyond 2^63
  /// @param origin `file:line`, `kernel default`, or that it was changed at run time
  public record Sysctl(String name, Reading<Long> value, String origin) {}

  /// `/proc/sys/fs/file-nr` (proc_sys_fs(5)): open files of the machine, and `fs.file-max`.
  public record FileNr(long open, long limit) {}

  /// `ip_local_port_range` (ip(7)), both ends included.
  public record PortRange(int first, int last) {
    public int size() {
      return last - first + 1;
    }
  }

  private final ProcFs proc;
  private final Namespaces namespaces;
  private final SysctlFiles files;

  public HostLimits(ProcFs proc, HostRoot host) {
    this.proc = proc;
    this.namespaces = new Namespaces(proc);
    this.files = new SysctlFiles(host);
  }

  /// A setting of the whole machine (`fs.*`, `kernel.*`, `vm.*`).
  public Sysctl sysctl(String name) {
    return switch (text(name)) {
      case Reading.Unseen<String> unseen ->
          new Sysctl(name, new Reading.Unseen<>(unseen.blind()), "");
      case Reading.Seen<String> seen ->
          new Sysctl(name, number(name, seen.value()), origin(name, seen.value()));
    };
  }

  /// A setting of the network namespace of a process (`net.*`). What `/proc/sys/net` shows is that
  /// of the reader; for a process in another one it is unseen rather than wrong.
  public Sysctl networkSysctl(String name, int pid) {
    Optional<Reading<Long>> elsewhere = unlessShared(name, pid);
    return elsewhere.map(blind -> new Sysctl(name, blind, "")).orElseGet(() -> sysctl(name));
  }

  private <T> Optional<Reading<T>> unlessShared(String name, int pid) {
    return switch (namespaces.shared(pid, "net")) {
      case Reading.Unseen<Boolean> unseen -> Optional.of(new Reading.Unseen<>(unseen.blind()));
      case Reading.Seen<Boolean> seen ->
          seen.value()
              ? Optional.empty()
              : Optional.of(
                  Reading.unseen(
                      name + " of process " + pid,
                      "it lives in another network namespace than Seep",
                      "nsenter -n -t " + pid + " sysctl " + name));
    };
  }

  public Reading<FileNr> fileNr() {
    return text("fs.file-nr").map(HostLimits::parseFileNr);
  }

  public Reading<PortRange> localPorts(int pid) {
    Optional<Reading<PortRange>> elsewhere = unlessShared(LOCAL_PORTS, pid);
    return elsewhere.orElseGet(() -> text(LOCAL_PORTS).map(HostLimits::parsePortRange));
  }

  /// Tasks that exist on the machine: the fourth field of `/proc/loadavg` is `running/existing`
  /// (proc_loadavg(5)). [#PID_MAX] and [#THREADS_MAX] bound it.
  public Reading<Long> tasks() {
    return proc.file("loadavg").map(HostLimits::parseTasks);
  }

  static FileNr parseFileNr(String text) {
    List<Long> numbers = numbers(text);
    return numbers.size() < 3 ? new FileNr(-1, -1) : new FileNr(numbers.get(0), numbers.get(2));
  }

  static PortRange parsePortRange(String text) {
    List<Long> numbers = numbers(text);
    return numbers.size() < 2
        ? new PortRange(0, -1)
        : new PortRange(numbers.get(0).intValue(), numbers.get(1).intValue());
  }

  static long parseTasks(byte[] loadavg) {
    ByteLines lines = new ByteLines(loadavg, loadavg.length);
    if (!lines.next()) {
      return -1;
    }
    lines.skipWords(3);
    lines.number();
    return lines.accept('/') ? lines.number() : -1;
  }

  private static List<Long> numbers(String text) {
    return java.util.regex.Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .map(r -> parse(r.group()))
        .toList();
  }

  private static long parse(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException beyond) {
      return DescriptorLimits.UNLIMITED;
    }
  }

  private Reading<Long> number(String name, String text) {
    List<Long> numbers = numbers(text);
    return numbers.isEmpty()
        ? Failure.malformed(proc.root() + "/" + path(name))
        : Reading.seen(numbers.getFirst());
  }

  private Reading<String> text(String name) {
    return proc.file(path(name)).map(bytes -> dev.seep.evidence.KernelText.decode(bytes).strip());
  }

  private static String path(String name) {
    return "sys/" + name.replace('.', '/');
  }

  /// A file only explains a value that it agrees with: anybody may have changed it since.
  private String origin(String name, String now) {
    return files
        .setting(name)
        .map(setting ->
            numbers(setting.value()).equals(numbers(now))
                ? setting.origin()
                : "changed since boot (" + setting.origin() + " says " + setting.value() + ")")
        .orElse("kernel default, or set at run time");
  }
}
