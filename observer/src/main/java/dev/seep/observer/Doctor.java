package dev.seep.observer;

import dev.seep.evidence.Ability;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.kernel.bpf.CensusVisitor;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.bpf.DescriptorTracer;
import dev.seep.kernel.bpf.TracerOptions;
import dev.seep.kernel.libc.NativeLibrary;
import dev.seep.kernel.procfs.HostAbilities;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.ProcFs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries what Seep needs, and says what came of it.
final class Doctor {
  private static final String AS_ROOT = "run Seep as root";

  private final ProcFs procfs;
  private final HostRoot root;
  private final @Nullable DescriptorIterator iterator;
  private Blind whyNotIterator;
  private final List<Ability> abilities = new ArrayList<>();

  Doctor(
      ProcFs procfs, HostRoot root, @Nullable DescriptorIterator iterator, Blind whyNotIterator) {
    this.procfs = procfs;
    this.root = root;
    this.iterator = iterator;
    this.whyNotIterator = whyNotIterator;
  }

  DoctorReport report(Cost cost) {
    HostAbilities host = HostAbilities.read(procfs, root);
    boolean works = iterator();
    Reach reach = processes(host);
    counts(host);
    copies(host, works, reach);
    namespaces(host);
    sys(host);
    library("libbpf.so.1", "libbpf1", "loads the BPF programs");
    library("libdw.so.1", "libdw1", "follows call stacks and names their lines");
    tracer();
    return new DoctorReport(
        works ? Source.EBPF : Source.PROCFS,
        works
            ? "the BPF iterator reads every process in one pass; each is checked against /proc"
            : whyNotIterator.why(),
        abilities,
        cost);
  }

  /// Runs the iterator once: only that proves that the kernel lets it.
  private boolean iterator() {
    if (iterator == null) {
      add("BPF descriptor iterator", false, whyNotIterator.why(), whyNotIterator.mend());
      return false;
    }
    CensusVisitor nobody = record -> {};
    return switch (iterator.census(nobody)) {
      case Reading.Seen<Integer> seen -> {
        add("BPF descriptor iterator", true, "one pass read " + seen.value() + " descriptors", "");
        yield true;
      }
      case Reading.Unseen<Integer> unseen -> {
        whyNotIterator = unseen.blind();
        add("BPF descriptor iterator", false, whyNotIterator.why(), whyNotIterator.mend());
        yield false;
      }
    };
  }

  private Reach processes(HostAbilities host) {
    if (!host.procMounted()) {
      add("/proc", false, procfs.root() + " does not answer", "mount -t proc proc /proc");
      return new Reach(0, 0, 0, 0);
    }
    Reach reach = Reach.of(procfs);
    String opened = reach.opened() + " of " + reach.processes() + " processes can be looked into";
    String refused =
        ", pid " + reach.firstRefused() + " cannot; " + reach.counted() + " can be counted";
    add(
        "descriptors of other processes",
        reach.isWhole(),
        reach.isWhole() ? opened : opened + refused,
        reach.isWhole()
            ? ""
            : host.uid() == 0
                ? "run Seep outside of the container or user namespace, with all capabilities"
                : AS_ROOT + ", or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH");
    if (host.hidePid() > 0) {
      add(
          "processes of other users",
          false,
          "/proc is mounted with hidepid=" + host.hidePid(),
          AS_ROOT + ", or mount -o remount,hidepid=0 /proc");
    }
    if (host.procReadOnly()) {
      add("/proc is mounted read-only", true, "Seep only reads it", "");
    }
    return reach;
  }

  private void counts(HostAbilities host) {
    add(
        "descriptor counts by stat",
        host.countsBySize(),
        host.countsBySize()
            ? "the size of /proc/PID/fd is the count"
            : "kernel " + host.kernelRelease() + " gives no size: folders are listed instead",
        host.countsBySize() ? "" : "Linux 6.2 or later");
  }

  /// Without BPF, sockets in no table are told apart by a copy of them (pidfd_getfd(2)). A
  /// capability counts for nothing when a user namespace gave it: what could be opened tells.
  private void copies(HostAbilities host, boolean works, Reach reach) {
    boolean everybody =
        works || (host.hasCapability(HostAbilities.CAP_SYS_PTRACE) && reach.isWhole());
    boolean own = host.yamaPtraceScope() == 0;
    add(
        "sockets that no table lists",
        everybody || own,
        everybody
            ? "of every process"
            : own
                ? "of the processes that can be looked into"
                : "kernel.yama.ptrace_scope is " + host.yamaPtraceScope(),
        everybody ? "" : own ? AS_ROOT : AS_ROOT + ", or sysctl -w kernel.yama.ptrace_scope=0");
  }

  private void namespaces(HostAbilities host) {
    boolean may = host.hasCapability(HostAbilities.CAP_SYS_ADMIN) && NamespaceTrial.succeeds();
    add(
        "sockets in other network namespaces",
        may,
        may
            ? "by setns on a thread of its own"
            : "from /proc/PID/net of processes that may be looked into, without idle times",
        may ? "" : AS_ROOT + ", or with CAP_SYS_ADMIN");
    if (host.pidNamespaceDepth() > 1) {
      add(
          "processes outside of this pid namespace",
          false,
          "Seep runs in a container and sees the processes of its own pid namespace",
          "run Seep on the host, or share the host's pid namespace (--pid=host)");
    }
  }

  private void sys(HostAbilities host) {
    add(
        "kernel type information (BTF)",
        host.hasBtf(),
        host.hasBtf()
            ? "/sys/kernel/btf/vmlinux"
            : "/sys/kernel/btf/vmlinux cannot be read; BPF needs it",
        host.hasBtf() ? "" : "mount /sys, or use a kernel built with CONFIG_DEBUG_INFO_BTF=y");
    add(
        "control groups",
        !host.cgroup().equals("none"),
        host.cgroup().equals("none") ? "no cgroup tree is mounted" : "cgroup " + host.cgroup(),
        host.cgroup().equals("none") ? "mount -t cgroup2 none /sys/fs/cgroup" : "");
  }

  /// Traces this very process for a moment: only that proves that the kernel lets it.
  private void tracer() {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    switch (DescriptorTracer.attach(self, new TracerOptions(false, 0, TracerOptions.SMALL_STACK))) {
      case Reading.Seen<DescriptorTracer> seen -> {
        seen.value().close();
        add("who opens and closes", true, "a BPF tracer can be put on a process by seep hunt", "");
      }
      case Reading.Unseen<DescriptorTracer> unseen ->
          add("who opens and closes", false, unseen.blind().why(), unseen.blind().mend());
    }
  }

  private void library(String soName, String debianPackage, String purpose) {
    boolean there = NativeLibrary.open(soName).isPresent();
    add(
        soName,
        there,
        there ? purpose : "not installed; it " + purpose,
        there ? "" : "apt-get install " + debianPackage);
  }

  private void add(String name, boolean available, String detail, String mend) {
    abilities.add(new Ability(name, available, detail, mend));
  }
}
