/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* The ways in which a call brings descriptors, and the arguments that are kept of it. */
#ifndef SEEP_TRACER_ARRIVALS_H
#define SEEP_TRACER_ARRIVALS_H

#include "tracer_live.h"
#include "tracer_stack.h"
#include "tracer_rights.h"

#define SOCK_TYPE_MASK 0xf
#define F_DUPFD 0
#define F_DUPFD_CLOEXEC 1030
#define CLONE_PIDFD 0x1000
#define SO_PEERPIDFD 77
#define SECCOMP_SET_MODE_FILTER 1
#define SECCOMP_FILTER_FLAG_NEW_LISTENER 8

/*
 * The commands of bpf(2) that return a descriptor (enum bpf_cmd of linux/bpf.h): MAP_CREATE, PROG_LOAD, OBJ_GET,
 * PROG_, MAP_, BTF_ and LINK_GET_FD_BY_ID, RAW_TRACEPOINT_OPEN, BTF_LOAD, LINK_CREATE, ENABLE_STATS, ITER_CREATE,
 * TOKEN_CREATE.
 */
#define BPF_COMMANDS                                                                                 \
  (1ULL << 0 | 1ULL << 5 | 1ULL << 7 | 1ULL << 13 | 1ULL << 14 | 1ULL << 17 | 1ULL << 18 | 1ULL << 19 | \
      1ULL << 28 | 1ULL << 30 | 1ULL << 32 | 1ULL << 33 | 1ULL << 36)

static __always_inline void keep_path(struct entry *entry, struct pt_regs *regs, struct call_row *row)
{
  entry->arguments = ARGUMENTS_PATH;
  if (row->flags)
    entry->path.flags = argument(regs, row->flags - 1);
  if (row->path)
    bpf_probe_read_user_str(entry->path.text, PATH_ROOM, (void *)argument(regs, row->path - 1));
}

static __always_inline void keep_socket(struct entry *entry, struct pt_regs *regs)
{
  entry->arguments = ARGUMENTS_SOCKET;
  entry->socket.family = argument(regs, 0);
  entry->socket.type = argument(regs, 1) & SOCK_TYPE_MASK;
  entry->socket.protocol = argument(regs, 2);
}

/* Both ends: two numbers that the kernel wrote. */
static __noinline int arrive_pair(__u64 *ctx, struct scene *scene, __u64 written_at, struct entry *entry)
{
  __s32 pair[2];

  if (bpf_probe_read_user(pair, sizeof(pair), (void *)written_at))
    return 0;
  arrive(ctx, scene, pair[0], entry);
  arrive(ctx, scene, pair[1], entry);
  return 0;
}

static __noinline int arrive_accepted(__u64 *ctx, struct scene *scene, __s32 descriptor, struct entry *entry)
{
  struct pt_regs *regs = (void *)ctx[0];
  struct entry_key key = {scene->table, argument(regs, 0)};
  struct entry *listener = bpf_map_lookup_elem(&live, &key);
  __u32 length = 0;

  entry->arguments = ARGUMENTS_ACCEPTED;
  if (listener && listener->arguments == ARGUMENTS_SOCKET)
    __builtin_memcpy(&entry->socket, &listener->socket, sizeof(entry->socket));
  entry->socket.listener = key.descriptor;
  if (argument(regs, 2) && !bpf_probe_read_user(&length, sizeof(length), (void *)argument(regs, 2)))
    entry->socket.peer_length = keep_address(entry->socket.peer, argument(regs, 1), length);
  return arrive(ctx, scene, descriptor, entry);
}

static __noinline int arrive_copy(
    __u64 *ctx, struct scene *scene, __s32 source_descriptor, __s32 descriptor, struct entry *entry)
{
  struct entry_key key = {scene->table, source_descriptor};
  struct entry *source = bpf_map_lookup_elem(&live, &key);

  entry->way = WAY_COPY;
  entry->copied_from = source_descriptor;
  if (source) {
    entry->arguments = source->arguments;
    __builtin_memcpy(&entry->socket, &source->socket, sizeof(entry->socket));
  }
  return arrive(ctx, scene, descriptor, entry);
}

/*
 * dup2(2) and dup3(2) replace a file in place: the number is never free, so that the one before may be ended here,
 * where it is known that the call did not fail.
 */
static __noinline int arrive_over(__u64 *ctx, struct scene *scene, __s32 descriptor, struct entry *entry)
{
  struct pt_regs *regs = (void *)ctx[0];
  struct entry_key key = {scene->table, descriptor};
  __s32 source = argument(regs, 0);

  if (source == descriptor)
    return 0;
  end(scene, &key, scene->call);
  return arrive_copy(ctx, scene, source, descriptor, entry);
}

/* Whether a call that has several uses was one that returns a new descriptor. */
static __always_inline bool brings_descriptor(struct pt_regs *regs, struct call_row *row, __s64 result)
{
  __u32 first = argument(regs, 0), command = argument(regs, 1);

  switch (row->leave) {
  case LEAVE_SIGNALFD:
    return first == (__u32)-1;
  case LEAVE_BPF:
    return first < 64 && BPF_COMMANDS >> first & 1;
  case LEAVE_RULESET:
    return argument(regs, 0) != 0;
  case LEAVE_SECCOMP:
    return first == SECCOMP_SET_MODE_FILTER && command & SECCOMP_FILTER_FLAG_NEW_LISTENER && result;
  }
  return false;
}

/* The calls that write the number of a new descriptor somewhere, and fcntl(2). */
static __noinline int arrive_written(
    __u64 *ctx, struct scene *scene, struct call_row *row, __s64 result, struct entry *entry)
{
  struct pt_regs *regs = (void *)ctx[0];
  __u64 first = argument(regs, 0), second = argument(regs, 1), at = 0;
  __u64 clone3[2]; /* the beginning of struct clone_args */
  __s32 descriptor = -1;

  switch (row->leave) {
  case LEAVE_FCNTL:
    if (second == F_DUPFD || second == F_DUPFD_CLOEXEC)
      return arrive_copy(ctx, scene, first, result, entry);
    return 0;
  case LEAVE_CLONE:
    at = result && first & CLONE_PIDFD ? argument(regs, 2) : 0;
    break;
  case LEAVE_CLONE3:
    if (result && !bpf_probe_read_user(clone3, sizeof(clone3), (void *)first) && clone3[0] & CLONE_PIDFD)
      at = clone3[1];
    break;
  case LEAVE_GETSOCKOPT:
    at = second == SOL_SOCKET && argument(regs, 2) == SO_PEERPIDFD ? argument(regs, 3) : 0;
    break;
  }
  if (!at || bpf_probe_read_user(&descriptor, sizeof(descriptor), (void *)at))
    return 0;
  return arrive(ctx, scene, descriptor, entry);
}

static __noinline int arrived(__u64 *ctx, struct scene *scene, struct call_row *row, __s64 result)
{
  struct pt_regs *regs = (void *)ctx[0];
  struct entry *entry;

  if (row->leave == LEAVE_CONNECT || (row->leave == LEAVE_BIND && !result))
    return result == -EBADF ? 0 : keep_told_address(
        scene, argument(regs, 0), argument(regs, 1), argument(regs, 2), row->leave == LEAVE_CONNECT);
  if (result < 0)
    return refused(scene, result);
  entry = own_scratch(SCRATCH_CALL);
  if (!entry)
    return 0;
  entry->way = WAY_DIRECT;
  switch (row->leave) {
  case LEAVE_DESCRIPTOR:
    return arrive(ctx, scene, result, entry);
  case LEAVE_PATH:
    keep_path(entry, regs, row);
    return arrive(ctx, scene, result, entry);
  case LEAVE_SOCKET:
    keep_socket(entry, regs);
    return arrive(ctx, scene, result, entry);
  case LEAVE_SOCKETPAIR:
    keep_socket(entry, regs);
    return arrive_pair(ctx, scene, argument(regs, 3), entry);
  case LEAVE_PIPE:
    return arrive_pair(ctx, scene, argument(regs, 0), entry);
  case LEAVE_ACCEPT:
    return arrive_accepted(ctx, scene, result, entry);
  case LEAVE_DUP:
    return arrive_copy(ctx, scene, argument(regs, 0), result, entry);
  case LEAVE_DUP_OVER:
    return arrive_over(ctx, scene, result, entry);
  case LEAVE_OPENAT2:
    keep_path(entry, regs, row);
    bpf_probe_read_user(&entry->path.flags, sizeof(entry->path.flags), (void *)argument(regs, 2));
    return arrive(ctx, scene, result, entry);
  case LEAVE_RECVMSG:
    return arrive_message(ctx, scene, argument(regs, 1));
  case LEAVE_RECVMMSG:
    return arrive_messages(ctx, scene, argument(regs, 1), result);
  }
  return brings_descriptor(regs, row, result) ? arrive(ctx, scene, result, entry)
                                              : arrive_written(ctx, scene, row, result, entry);
}

#endif
