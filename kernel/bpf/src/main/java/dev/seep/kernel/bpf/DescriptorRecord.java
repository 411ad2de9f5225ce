package dev.seep.kernel.bpf;

import dev.seep.evidence.OpenFlags;
import org.jspecify.annotations.Nullable;

/// One descriptor of a process and the open file behind it.
///
/// @param pid in the pid namespace of this process
/// @param number the descriptor
/// @param openFile the same for descriptors that share one open file description (dup(2), fork(2),
///   `SCM_RIGHTS`), different for two opens of one file; only within one [DescriptorIterator], and
///   only while it stays open: the kernel gives the memory of a closed file to the next one. It is
///   the file's address in the kernel, disguised.
/// @param device `st_dev` of stat(2)
/// @param specialDevice `st_rdev` of stat(2), for devices
/// @param mode type and permissions of the inode (inode(7)); type 0 for anonymous inodes
/// @param links names left to the inode; 0 for a deleted file and for a memfd
/// @param sizeBytes size of the inode
/// @param flags flags of the open file and close-on-exec of the descriptor
/// @param offset file position
/// @param changedAtEpochSeconds `st_ctime` of stat(2): for pipes when they were made, unless
///   somebody changed their mode; 0 when the running kernel keeps it elsewhere
/// @param path as `/proc/PID/fd/N` shows it (proc_pid_fd(5)) but without the ` (deleted)` that
///   stands for `unlinked`; `anon_inode:[eventpoll]` and the like for anonymous inodes; empty for
///   sockets, pipes and where the kernel could not tell
/// @param unlinked the name by which it was opened is gone
/// @param socket null for what is no socket
public record DescriptorRecord(
    int pid,
    int number,
    long openFile,
    long inode,
    long device,
    long specialDevice,
    int mode,
    int links,
    long sizeBytes,
    OpenFlags flags,
    long offset,
    long changedAtEpochSeconds,
    String path,
    boolean unlinked,
    @Nullable SocketFacts socket) {}
