// Stops one thread of a process in the system call that it waits in, and copies its registers and
// the top of its stack: snap THREAD BYTES > FILE. The file holds 21 words of registers, as struct
// pt_regs has them, and then the stack.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  int thread = atoi(argv[1]);
  long wanted = atol(argv[2]);
  struct user_regs_struct registers;
  if (ptrace(PTRACE_SEIZE, thread, 0, 0) || ptrace(PTRACE_INTERRUPT, thread, 0, 0)) {
    perror("ptrace");
    return 1;
  }
  waitpid(thread, 0, __WALL);
  if (ptrace(PTRACE_GETREGS, thread, 0, &registers)) {
    perror("registers");
    return 1;
  }
  char *stack = malloc(wanted + 8192);
  long copied = 0;
  while (copied < wanted) {
    unsigned long from = registers.rsp + copied;
    long length = 4096 - (from & 4095);
    if (length > wanted - copied) length = wanted - copied;
    struct iovec into = {stack + copied, length}, at = {(void *)from, length};
    if (process_vm_readv(thread, &into, 1, &at, 1, 0) != length) break;
    copied += length;
  }
  ptrace(PTRACE_DETACH, thread, 0, 0);
  fwrite(&registers, 8, 21, stdout);
  fwrite(stack, 1, copied, stdout);
  return 0;
}
