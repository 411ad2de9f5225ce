package dev.seep.evidence;

/// How a descriptor came into being, as a tracer saw it.
///
/// @param call the system call (`socket`, `openat`, `accept4`, `dup`), `io_uring` and the operation
///   (`io_uring openat`), `recvmsg` for one that was received, `fork` for one that was inherited;
///   empty for one that was open before the tracer came
/// @param atNanos when, on CLOCK_MONOTONIC; 0 when the tracer was not there
/// @param thread that opened it, as Seep's own pid namespace numbers it; 0 when not known
/// @param population what the arguments tell of it: kind, and the peer or path; an empty kind when
///   they do not tell. It outlives the socket, whose peer the kernel forgets when it dies
/// @param site id of the [CallSite] it was opened from; 0 when not known
public record Birth(String call, long atNanos, int thread, Population population, int site) {

  public boolean isSeen() {
    return atNanos != 0;
  }
}
