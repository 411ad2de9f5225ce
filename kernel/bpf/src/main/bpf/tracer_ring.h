/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * What a process does through io_uring, where no call names the descriptor. A request is told when it is submitted,
 * its result when it completes; what was told is kept until then under the request's address.
 *
 * A close is noted when it is submitted and believed when it has succeeded: if the number stands for a file that came
 * later, that one is left alone.
 */
#ifndef SEEP_TRACER_RING_H
#define SEEP_TRACER_RING_H

#include "tracer_live.h"
#include "tracer_stack.h"

/* enum io_uring_op of linux/io_uring.h */
#define RING_ACCEPT 13
#define RING_CONNECT 16
#define RING_OPENAT 18
#define RING_CLOSE 19
#define RING_OPENAT2 28
#define RING_SOCKET 45
#define RING_INSTALL 54
#define BIT(n) (1ULL << (n))
#define RING_BRINGS                                                                                        \
  (BIT(RING_ACCEPT) | BIT(RING_OPENAT) | BIT(RING_OPENAT2) | BIT(RING_SOCKET) | BIT(RING_INSTALL))
#define RING_READS (BIT(1) | BIT(4) | BIT(10) | BIT(22) | BIT(27) | BIT(49) | BIT(58) | BIT(60))
#define RING_WRITES (BIT(2) | BIT(5) | BIT(9) | BIT(23) | BIT(26) | BIT(47) | BIT(48) | BIT(61))
/* fsync, accept, connect, fallocate, fadvise, splice, tee, shutdown, uring_cmd, ftruncate, bind, listen */
#define RING_USES                                                                                          \
  (RING_READS | RING_WRITES | BIT(3) | BIT(13) | BIT(16) | BIT(17) | BIT(24) | BIT(30) | BIT(33) | BIT(34) | \
      BIT(46) | BIT(55) | BIT(56) | BIT(57))
#define IOSQE_FIXED_FILE 1
#define IOSQE_CQE_SKIP_SUCCESS 64
#define IORING_ACCEPT_MULTISHOT 1
#define PF_KTHREAD_OR_WORKER (0x00200000 | 0x00000010) /* PF_KTHREAD, PF_IO_WORKER */
#define PENDING 16384

/* A request that was submitted and has not completed. */
struct pending {
  __u64 born_at;     /* of the descriptor that it closes */
  __s32 descriptor;  /* that it closes or uses; -1 for none */
  __u32 table;
  struct entry entry; /* what it was told, of one that brings a descriptor */
};

struct shot_key {
  __u64 ring;
  __u64 user_data;
};

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, PENDING);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, __u64);
  __type(value, struct pending);
} pendings SEC(".maps");

/* Listeners by the accepts that go on and on; the value is the listener. */
struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, PENDING);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, struct shot_key);
  __type(value, __s32);
} shots SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct pending);
} pending_scratch SEC(".maps");

static __always_inline bool ring_scene(struct scene *scene, struct task_struct *task, __u32 operation)
{
  __u32 process = BPF_CORE_READ(task, tgid);
  struct target *target = bpf_map_lookup_elem(&targets, &process);

  if (!target)
    return false;
  scene->now = bpf_ktime_get_ns();
  scene->table = target->table;
  scene->process = target->owner;
  scene->thread = pid_level ? number_of(BPF_CORE_READ(task, thread_pid)) : BPF_CORE_READ(task, pid);
  scene->call = CALL_RING + operation;
  return true;
}

static __always_inline void keep_accepted(struct scene *scene, struct entry *entry, __s32 descriptor)
{
  struct entry_key key = {scene->table, descriptor};
  struct entry *listener = bpf_map_lookup_elem(&live, &key);

  entry->arguments = ARGUMENTS_ACCEPTED;
  if (listener && listener->arguments == ARGUMENTS_SOCKET)
    __builtin_memcpy(&entry->socket, &listener->socket, sizeof(entry->socket));
  entry->socket.listener = descriptor;
}

/* Keeps what a request was told that brings a descriptor; false when it brings none, but a direct one. */
static __noinline bool keep_told(struct io_kiocb *request, struct scene *scene, struct entry *entry)
{
  struct io_open *open = (void *)request;
  struct io_accept *accept = (void *)request;
  struct io_socket *socket = (void *)request;
  struct shot_key shot = {};
  __s32 listener;

  entry->way = WAY_DIRECT;
  switch (scene->call - CALL_RING) {
  case RING_OPENAT:
  case RING_OPENAT2:
    if (BPF_CORE_READ(open, file_slot))
      return false;
    entry->arguments = ARGUMENTS_PATH;
    entry->path.flags = BPF_CORE_READ(open, how.flags);
    bpf_probe_read_kernel_str(entry->path.text, PATH_ROOM, BPF_CORE_READ(open, filename, name));
    return true;
  case RING_SOCKET:
    if (BPF_CORE_READ(socket, file_slot))
      return false;
    entry->arguments = ARGUMENTS_SOCKET;
    entry->socket.family = BPF_CORE_READ(socket, domain);
    entry->socket.type = BPF_CORE_READ(socket, type) & 0xf;
    entry->socket.protocol = BPF_CORE_READ(socket, protocol);
    return true;
  case RING_ACCEPT:
    if (BPF_CORE_READ(accept, file_slot))
      return false;
    listener = BPF_CORE_READ(request, cqe.fd);
    keep_accepted(scene, entry, listener);
    if (BPF_CORE_READ(accept, iou_flags) & IORING_ACCEPT_MULTISHOT) {
      shot.ring = (__u64)BPF_CORE_READ(request, ctx);
      shot.user_data = BPF_CORE_READ(request, cqe.user_data);
      bpf_map_update_elem(&shots, &shot, &listener, BPF_ANY);
    }
    return true;
  default:
    return true;
  }
}

/* True when the close is over as far as we shall ever know. */
static __always_inline bool keep_close(struct io_kiocb *request, struct scene *scene, struct pending *pending)
{
  struct io_close *close = (void *)request;
  struct entry_key key = {scene->table, BPF_CORE_READ(close, fd)};
  struct entry *entry = bpf_map_lookup_elem(&live, &key);

  if (!entry || BPF_CORE_READ(close, file_slot))
    return true;
  if (request->flags & IOSQE_CQE_SKIP_SUCCESS) {
    end(scene, &key, scene->call);
    return true;
  }
  pending->descriptor = key.descriptor;
  pending->born_at = entry->born_at;
  return false;
}

static __always_inline void keep_connect(struct io_kiocb *request, struct scene *scene, __s32 descriptor)
{
  struct io_connect *connect = (void *)request;

  keep_told_address(
      scene, descriptor, (__u64)BPF_CORE_READ(connect, addr), BPF_CORE_READ(connect, addr_len), true);
}

static __noinline int submitted(struct io_kiocb *request, struct scene *scene)
{
  __u32 operation = scene->call - CALL_RING;
  __u32 first = 0;
  struct pending *pending = bpf_map_lookup_elem(&pending_scratch, &first);
  __u64 key = (__u64)request;

  if (!pending || operation > 63)
    return 0;
  __builtin_memset(pending, 0, sizeof(*pending));
  pending->table = scene->table;
  pending->descriptor = -1;
  if (RING_USES >> operation & 1 && !(request->flags & IOSQE_FIXED_FILE))
    pending->descriptor = request->cqe.fd;
  if (operation == RING_CONNECT && pending->descriptor >= 0)
    keep_connect(request, scene, pending->descriptor);
  if (operation == RING_CLOSE) {
    if (keep_close(request, scene, pending))
      return 0;
  } else if (RING_BRINGS >> operation & 1) {
    if (!keep_told(request, scene, &pending->entry))
      pending->entry.way = WAY_ADOPTED;
  } else if (pending->descriptor < 0) {
    return 0;
  }
  bpf_map_update_elem(&pendings, &key, pending, BPF_ANY);
  return 0;
}

/* The stack is the thread's own only while it is in a call, and not when a worker does its work. */
static __noinline int arrive_by_ring(__u64 *ctx, struct scene *scene, __s32 descriptor, struct entry *entry)
{
  struct task_struct *task = bpf_get_current_task_btf();

  if (!born(scene, descriptor, entry))
    return 0;
  if (!(task->flags & PF_KTHREAD_OR_WORKER) && wants_stack(scene))
    take_stack(ctx, (struct pt_regs *)bpf_task_pt_regs(task), scene, descriptor);
  return 0;
}

/* Known descriptors alone: whether a number is open is not asked here, where another task may be the current one. */
static __always_inline void used_by_ring(struct scene *scene, __s32 descriptor, __s64 result)
{
  struct entry_key key = {scene->table, descriptor};

  if (descriptor >= 0 && bpf_map_lookup_elem(&live, &key)) {
    __u32 operation = scene->call - CALL_RING;
    used(scene, descriptor, result, RING_READS >> operation & 1 ? 1 : RING_WRITES >> operation & 1 ? 2 : 0);
  }
}

static __noinline int completed(__u64 *ctx, struct io_kiocb *request, struct scene *scene, __s32 result)
{
  __u32 operation = scene->call - CALL_RING;
  struct pending *pending;
  struct entry *entry;
  struct entry_key closed;
  struct shot_key shot = {};
  __u64 key = (__u64)request;

  if (operation > 63)
    return 0;
  if (operation == RING_ACCEPT) {
    shot.ring = (__u64)BPF_CORE_READ(request, ctx);
    shot.user_data = BPF_CORE_READ(request, cqe.user_data);
    bpf_map_delete_elem(&shots, &shot);
  }
  pending = bpf_map_lookup_elem(&pendings, &key);
  if (!pending)
    return 0;
  if (operation == RING_CLOSE) {
    closed.table = pending->table;
    closed.descriptor = pending->descriptor;
    entry = bpf_map_lookup_elem(&live, &closed);
    if (!result && entry && entry->born_at == pending->born_at)
      end(scene, &closed, scene->call);
  } else {
    used_by_ring(scene, pending->descriptor, result);
    /* Of a direct descriptor ENFILE says that the ring has no slot left, and nothing of the machine. */
    if (pending->entry.way == WAY_DIRECT) {
      if (result < 0)
        refused(scene, result);
      else
        arrive_by_ring(ctx, scene, result, &pending->entry);
    }
  }
  bpf_map_delete_elem(&pendings, &key);
  return 0;
}

/* One more result of a request that goes on: of an accept, as far as we are concerned. */
static __noinline int completed_again(__u64 *ctx, __u64 user_data, __s32 result)
{
  struct shot_key shot = {ctx[0], user_data};
  struct task_struct *task = bpf_get_current_task_btf();
  __s32 *listener = bpf_map_lookup_elem(&shots, &shot);
  struct entry *entry = listener ? own_scratch(SCRATCH_RING) : 0;
  struct scene scene;

  if (!entry || !ring_scene(&scene, task, RING_ACCEPT))
    return 0;
  if (result < 0)
    return refused(&scene, result);
  if (!is_open(task->files, result))
    return 0;
  entry->way = WAY_DIRECT;
  keep_accepted(&scene, entry, *listener);
  arrive_by_ring(ctx, &scene, result, entry);
  return 0;
}

#endif
