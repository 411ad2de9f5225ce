package dev.seep.kernel.bpf;

/// How a descriptor came into being.
///
/// @param call the system call, `fork` for one that was inherited, `io_uring openat` and the like
///   for one that a ring opened; empty for one that was open before the tracer came
/// @param atNanos when the call returned, on CLOCK_MONOTONIC, which System.nanoTime() reads too; 0
///   when the birth was not seen
/// @param thread that made the call, in the pid namespace of this process
public record BirthRecord(String call, long atNanos, int thread, BirthArguments arguments) {

  public boolean isSeen() {
    return atNanos != 0;
  }
}
