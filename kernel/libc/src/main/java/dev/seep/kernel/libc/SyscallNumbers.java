package dev.seep.kernel.libc;

/// System call numbers of one architecture, from `arch/x86/entry/syscalls/syscall_64.tbl` and
/// `include/uapi/asm-generic/unistd.h` of Linux. x86-64 is tried; arm64 is written down and
/// untried.
record SyscallNumbers(
    int read,
    int close,
    int socket,
    int sendto,
    int recvfrom,
    int getsockname,
    int getpeername,
    int getsockopt,
    int getdents64,
    int getxattr,
    int openat,
    int readlinkat,
    int fstat,
    int newfstatat,
    int setns,
    int ppoll,
    int pidfdOpen,
    int pidfdGetfd,
    int prlimit64,
    int gettid,
    int ioctl,
    int bpf,
    int pread64,
    int fcntl) {

  static final SyscallNumbers X86_64 =
      new SyscallNumbers(
          0, 3, 41, 44, 45, 51, 52, 55, 217, 191, 257, 267, 5, 262, 308, 271, 434, 438, 302, 186,
          16, 321, 17, 72);

  static final SyscallNumbers AARCH64 =
      new SyscallNumbers(
          63, 57, 198, 206, 207, 204, 205, 209, 61, 8, 56, 78, 80, 79, 268, 73, 434, 438, 261, 178,
          29, 280, 67, 25);

  static SyscallNumbers ofThisMachine() {
    String architecture = System.getProperty("os.arch", "");
    return switch (architecture) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "Seep knows the system calls of amd64 and aarch64, not of " + architecture);
    };
  }
}
