package dev.seep.kernel.bpf;

/// Calls of one kind that brought no descriptor because there was none left to bring.
///
/// @param process whose calls they were, in the pid namespace of this process
/// @param call its name, as [BirthRecord#call] has it
/// @param error EMFILE (the process's own limit, or that of a user's inotify or fanotify instances)
///   or ENFILE (`fs.file-max`, of the whole machine); open(2), inotify_init(2)
/// @param count how many since the tracer came; exact
/// @param lastAtNanos when the last of them returned, on CLOCK_MONOTONIC
public record RefusalRecord(int process, String call, int error, long count, long lastAtNanos) {}
