/* Descriptors that come and go through io_uring, by its system calls alone. */
#include "traced.h"
#include <linux/io_uring.h>
#include <linux/openat2.h>

static int ring;
static unsigned *sq_tail, *sq_mask, *sq_array, *cq_head, *cq_tail, *cq_mask;
static struct io_uring_sqe *sqes;
static struct io_uring_cqe *cqes;

static int make_ring(void)
{
  struct io_uring_params p = {0};
  ring = syscall(SYS_io_uring_setup, 16, &p);
  if (ring < 0)
    return -1;
  char *sq = mmap(0, p.sq_off.array + p.sq_entries * 4, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
  char *cq = mmap(0, p.cq_off.cqes + p.cq_entries * 16, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_CQ_RING);
  sqes = mmap(0, p.sq_entries * 64, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
  sq_tail = (void *)(sq + p.sq_off.tail);
  sq_mask = (void *)(sq + p.sq_off.ring_mask);
  sq_array = (void *)(sq + p.sq_off.array);
  cq_head = (void *)(cq + p.cq_off.head);
  cq_tail = (void *)(cq + p.cq_off.tail);
  cq_mask = (void *)(cq + p.cq_off.ring_mask);
  cqes = (void *)(cq + p.cq_off.cqes);
  return 0;
}

static struct io_uring_sqe *next(int operation, int descriptor)
{
  unsigned tail = *sq_tail;
  struct io_uring_sqe *sqe = &sqes[tail & *sq_mask];
  memset(sqe, 0, sizeof(*sqe));
  sqe->opcode = operation;
  sqe->fd = descriptor;
  sq_array[tail & *sq_mask] = tail & *sq_mask;
  __atomic_store_n(sq_tail, tail + 1, __ATOMIC_RELEASE);
  return sqe;
}

static int wait_for(int submit, int complete)
{
  int result = -1000;
  syscall(SYS_io_uring_enter, ring, submit, complete, IORING_ENTER_GETEVENTS, NULL, 0);
  if (complete && *cq_head != __atomic_load_n(cq_tail, __ATOMIC_ACQUIRE)) {
    result = cqes[*cq_head & *cq_mask].res;
    __atomic_store_n(cq_head, *cq_head + 1, __ATOMIC_RELEASE);
  }
  return result;
}

static int openat_by_ring(int operation, int flags, int slot)
{
  static struct open_how how = {.flags = O_RDONLY};
  struct io_uring_sqe *sqe = next(operation, AT_FDCWD);
  sqe->addr = (uintptr_t) "/etc/hostname";
  if (operation == IORING_OP_OPENAT2) {
    sqe->off = (uintptr_t)&how;
    sqe->len = sizeof(how);
  } else {
    sqe->open_flags = O_RDONLY;
  }
  sqe->flags = flags;
  sqe->file_index = slot;
  return wait_for(1, 1);
}

static int connected(struct sockaddr_in *address)
{
  int client = socket(AF_INET, SOCK_STREAM, 0);
  connect(client, (void *)address, sizeof(*address));
  return client;
}

int main(void)
{
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof(address);
  char byte;

  if (make_ring() < 0) {
    say("forbidden", errno);
    done();
    return 0;
  }
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  bind(listener, (void *)&address, length);
  listen(listener, 8);
  getsockname(listener, (void *)&address, &length);
  int slots[4] = {-1, -1, -1, -1};
  syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, slots, 4);
  done();
  await();

  say("listener", listener);
  say("openat", openat_by_ring(IORING_OP_OPENAT, 0, 0));
  say("openat2", openat_by_ring(IORING_OP_OPENAT2, 0, 0));
  say("openat.worker", openat_by_ring(IORING_OP_OPENAT, IOSQE_ASYNC, 0));
  say("direct", openat_by_ring(IORING_OP_OPENAT, 0, 1));
  struct io_uring_sqe *sqe = next(IORING_OP_SOCKET, AF_INET);
  sqe->off = SOCK_DGRAM;
  say("socket", wait_for(1, 1));
  int client = connected(&address);
  next(IORING_OP_ACCEPT, listener);
  int accepted = wait_for(1, 1);
  say("accept", accepted);
  byte = 'x';
  if (write(client, &byte, 1) != 1)
    return 3;
  sqe = next(IORING_OP_RECV, accepted);
  sqe->addr = (uintptr_t)&byte;
  sqe->len = 1;
  say("received", wait_for(1, 1));
  sqe = next(IORING_OP_ACCEPT, listener);
  sqe->ioprio = IORING_ACCEPT_MULTISHOT;
  sqe->user_data = 77;
  wait_for(1, 0);
  connected(&address);
  say("accept.1", wait_for(0, 1));
  connected(&address);
  say("accept.2", wait_for(0, 1));
  int closed = openat_by_ring(IORING_OP_OPENAT, 0, 0);
  say("closed", closed);
  int quietly = openat_by_ring(IORING_OP_OPENAT, 0, 0);
  say("quietly", quietly);
  next(IORING_OP_CLOSE, closed);
  say("closeResult", wait_for(1, 1));
  sqe = next(IORING_OP_CLOSE, quietly);
  sqe->flags = IOSQE_CQE_SKIP_SUCCESS;
  wait_for(1, 0);
  next(IORING_OP_CLOSE, 900);
  say("failedClose", wait_for(1, 1));
  int connecting = socket(AF_INET, SOCK_STREAM, 0);
  say("connected", connecting);
  say("port", ntohs(address.sin_port));
  sqe = next(IORING_OP_CONNECT, connecting);
  sqe->addr = (uintptr_t)&address;
  sqe->off = sizeof(address);
  /* It is the accept that goes on which answers, too. */
  for (int i = 0; i < 2; i++) {
    int result = wait_for(!i, 1);
    if (result > 0)
      say("accept.3", result);
  }
  done();
  await();
  return 0;
}
