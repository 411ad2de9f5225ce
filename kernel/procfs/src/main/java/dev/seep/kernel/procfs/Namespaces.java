package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.ValueLayout;

/// The links of a process other than its descriptors: `ns/net`, `exe`, `cwd`, `root`.
public final class Namespaces {
  private final ProcFs proc;

  public Namespaces(ProcFs proc) {
    this.proc = proc;
  }

  /// @param name the link beneath the folder of the process: `exe`, `ns/net`
  public Reading<LinkTarget> link(int pid, String name) {
    return link(pid + "/" + name);
  }

  /// Inode of a namespace of a process.
  ///
  /// @param type `net`, `pid`, `mnt`, `user`, …
  public Reading<Long> of(int pid, String type) {
    return inode(pid + "/ns/" + type);
  }

  /// Inode of a namespace of this process.
  public Reading<Long> own(String type) {
    return inode("self/ns/" + type);
  }

  /// Whether a process lives in the same namespace as this one.
  public Reading<Boolean> shared(int pid, String type) {
    return switch (own(type)) {
      case Reading.Unseen<Long> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<Long> ours -> of(pid, type).map(theirs -> theirs.equals(ours.value()));
    };
  }

  private Reading<Long> inode(String path) {
    return switch (link(path)) {
      case Reading.Unseen<LinkTarget> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<LinkTarget> seen ->
          seen.value() instanceof LinkTarget.Namespace namespace
              ? Reading.seen(namespace.inode())
              : Failure.malformed(proc.root() + "/" + path);
    };
  }

  private Reading<LinkTarget> link(String path) {
    Scratch scratch = Scratch.ofThisThread();
    long length = Syscalls.readlinkat(Syscalls.AT_FDCWD, proc.path(scratch, path), scratch.data);
    if (length < 0) {
      return Failure.unseen(proc.root() + "/" + path, length);
    }
    byte[] bytes = scratch.data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return Reading.seen(LinkTarget.parse(KernelText.decode(bytes)));
  }
}
