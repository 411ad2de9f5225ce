package dev.seep.cli;

import dev.seep.evidence.Ability;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Holder;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.evidence.TcpActivity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A machine at one moment: a crawler that leaks, a server, a process that may not be read, one
/// with a hostile name, and a kernel thread.
final class Evidence {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
  static final DescriptorLimits USUAL = new DescriptorLimits(1024, 4096);
  static final OpenFlags READ_WRITE = new OpenFlags(02 | 04000 | 02000000);
  static final OpenFlags READ_ONLY = new OpenFlags(0);
  static final String HOSTILE = "a\nb\u001b[31m<b>\udcff";

  private Evidence() {}

  static ProcessFacts process(int pid, String name, long ageSeconds, String... command) {
    return new ProcessFacts(
        new ProcessIdentity(pid, pid * 10L),
        1,
        name,
        List.of(command),
        1000,
        NOW.minusSeconds(ageSeconds),
        'S',
        3);
  }

  static ProcessFacts crawler() {
    return process(
        4711, "tlgs_crawler", 11_520, "/usr/bin/tlgs_crawler", "--config", "/etc/t.json");
  }

  static ProcessFacts hostile() {
    return process(66, HOSTILE, 5, "/tmp/" + HOSTILE, "日本語の名前", "=1+1");
  }

  static Census census() {
    Blind denied =
        new Blind("descriptors of pid 812", "EACCES on /proc/812/fd", "run as root: sudo seep ps");
    return new Census(
        NOW,
        Source.PROCFS,
        List.of(
            row(
                process(80, "nginx", 864_000, "nginx: master process"),
                40,
                Map.of(
                    SocketState.LISTEN,
                    2,
                    SocketState.ESTABLISHED,
                    20,
                    SocketState.UNIX_CONNECTED,
                    4)),
            row(
                crawler(),
                973,
                Map.of(
                    SocketState.NEVER_CONNECTED, 791,
                    SocketState.ESTABLISHED, 120,
                    SocketState.CLOSE_WAIT, 31)),
            new ProcessRow(
                process(812, "sshd", 7000, "sshd: /usr/sbin/sshd -D"),
                -1,
                USUAL,
                Map.of(),
                9_000_000,
                "root",
                denied),
            row(hostile(), 4, Map.of()),
            row(kernelThread(), 0, Map.of())),
        12_345,
        DescriptorLimits.UNLIMITED,
        List.of());
  }

  static ProcessFacts kernelThread() {
    return new ProcessFacts(
        new ProcessIdentity(9, 90), 2, "kworker/0:1", List.of(), 0, NOW.minusSeconds(99), 'I', 1);
  }

  static ProcessRow row(ProcessFacts process, int open, Map<SocketState, Integer> sockets) {
    return new ProcessRow(process, open, USUAL, sockets, 25_270_682, "www", null);
  }

  static Socket socket(
      SocketState state,
      @Nullable Death death,
      @Nullable Endpoint local,
      @Nullable Endpoint remote) {
    boolean listed = local != null && death == null;
    return new Socket(
        SocketFamily.INET,
        "TCP",
        state,
        death,
        !listed,
        local,
        remote,
        "",
        listed ? 12 : -1,
        listed ? 0 : -1,
        state == SocketState.ESTABLISHED ? new TcpActivity(1500, 3200, 0, 1, 9) : null,
        state == SocketState.ESTABLISHED ? List.of(new Holder(812, "gemini")) : List.of(),
        4_026_531_840L);
  }

  static Descriptor descriptor(int number, Resource resource) {
    return new Descriptor(number, resource, 8, 1000 + number, READ_WRITE, 0, 0);
  }

  static List<Descriptor> crawlerDescriptors() {
    List<Descriptor> all = new ArrayList<>();
    all.add(new Descriptor(0, new Resource.Device("/dev/null", false), 5, 4, READ_ONLY, 0, 0));
    all.add(descriptor(3, new Resource.EventPoll(List.of(4, 5))));
    all.add(
        descriptor(
            4,
            socket(
                SocketState.ESTABLISHED,
                null,
                new Endpoint("127.0.0.1", 40_000),
                new Endpoint("127.0.0.1", 1965))));
    all.add(
        descriptor(
            5,
            socket(
                SocketState.DEAD,
                Death.REFUSED,
                new Endpoint("127.0.0.1", 40_001),
                new Endpoint("127.0.0.1", 1966))));
    for (int fd = 6; fd < 9; fd++) {
      all.add(descriptor(fd, socket(SocketState.NEVER_CONNECTED, null, null, null)));
    }
    for (int fd = 9; fd < 12; fd++) {
      all.add(
          new Descriptor(
              fd,
              new Resource.RegularFile("/srv/images/" + fd + ".png", fd == 9, 2048),
              2049,
              500 + fd,
              READ_ONLY,
              100,
              0));
    }
    all.add(
        new Descriptor(
            12,
            new Resource.Pipe("", true, false, List.of(new Holder(4711, "tlgs_crawler"))),
            14,
            777,
            READ_ONLY,
            -1,
            1_772_600_000L));
    all.add(descriptor(13, new Resource.RegularFile("/tmp/" + HOSTILE, false, 1)));
    return all;
  }

  /// One of each kind that is no socket and no file.
  static List<Descriptor> zoo() {
    return List.of(
        descriptor(0, new Resource.EventPoll(List.of(7))),
        descriptor(1, new Resource.EventFd(5, 1)),
        descriptor(2, new Resource.TimerFd(1, 0, 2_000_000_000L)),
        descriptor(3, new Resource.SignalFd(1L | 1L << 14 | 1L << 63)),
        descriptor(4, new Resource.Inotify(2, false)),
        descriptor(5, new Resource.Memfd("cache", 4096)),
        descriptor(6, new Resource.PidFd(80)),
        descriptor(7, new Resource.IoUring(8, 16)),
        descriptor(8, new Resource.BpfObject("bpf-map", 3)),
        descriptor(9, new Resource.Other("userfaultfd", "")),
        descriptor(10, new Resource.Pipe("", false, true, List.of(new Holder(5, "sh")))),
        descriptor(11, new Resource.Directory("/srv", true)));
  }

  static Inventory inventory(ProcessFacts process, List<Descriptor> descriptors) {
    return new Inventory(
        process,
        NOW,
        Source.EBPF,
        descriptors.size(),
        USUAL,
        descriptors,
        new MemoryUse(25_270_682, -1, 18_874_368, 536_870_912, 0, 120),
        List.of(new Blind("PSS", "EACCES on /proc/4711/smaps_rollup", "run as root")));
  }

  static Inventory crawlerInventory() {
    return inventory(crawler(), crawlerDescriptors());
  }

  static LimitReport limits() {
    return new LimitReport(
        crawler(),
        List.of(
            new Limit(
                "RLIMIT_NOFILE (soft)",
                "process",
                "descriptors",
                973,
                1024,
                "/etc/systemd/system/tlgs.service: LimitNOFILE=",
                "LimitNOFILE=65536",
                "it can raise itself up to the hard limit"),
            new Limit(
                "memory.max",
                "cgroup",
                "bytes",
                25_270_682,
                DescriptorLimits.UNLIMITED,
                "/sys/fs/cgroup/tlgs/memory.max",
                "",
                ""),
            new Limit(
                "fs.file-max",
                "machine",
                "descriptors",
                12_345,
                -1,
                "/proc/sys/fs/file-max",
                "sysctl -w fs.file-max=2000000",
                "")),
        List.of());
  }

  static DoctorReport doctor() {
    return new DoctorReport(
        Source.PROCFS,
        "the BPF iterator needs CAP_BPF and CAP_PERFMON",
        List.of(
            new Ability("BPF iterator", false, "EPERM on bpf(BPF_PROG_LOAD)", "sudo seep doctor"),
            new Ability("sock_diag", true, "answers for this network namespace", "")),
        new Cost(0.214, 61_865_984));
  }
}
