/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* The ways in which a call brings descriptors, and the arguments that are kept of it. */
#ifndef SEEP_TRACER_ARRIVALS_H
#define SEEP_TRACER_ARRIVALS_H

#include "tracer_live.h"
#include "tracer_stack.h"

#define SOCK_TYPE_MASK 0xf
#define O_CREAT_WRONLY_TRUNC 01101

static __noinline int arrive(__u64 *ctx, struct scene *scene, __s32 descriptor, struct entry *entry)
{
  if (!born(scene, descriptor, entry))
    return 0;
  if (wants_stack(scene))
    take_stack(ctx, scene, descriptor);
  return 0;
}

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

/* As much of a struct sockaddr as there is room for. */
static __always_inline __u8 keep_address(__u8 *into, __u64 address, __u32 length)
{
  if (length > ADDRESS_ROOM)
    length = ADDRESS_ROOM;
  if (!address || bpf_probe_read_user(into, length, (void *)address))
    return 0;
  return length;
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

/* What connect(2) and bind(2) were told is kept with the socket. */
static __noinline int keep_address_of(struct scene *scene, struct pt_regs *regs, bool peer)
{
  struct entry *entry = entry_of(scene, argument(regs, 0));
  __u64 address = argument(regs, 1);
  __u32 length = argument(regs, 2);

  if (!entry)
    return 0;
  if (entry->arguments != ARGUMENTS_SOCKET && entry->arguments != ARGUMENTS_ACCEPTED) {
    entry->arguments = ARGUMENTS_SOCKET;
    bpf_probe_read_user(&entry->socket.family, sizeof(entry->socket.family), (void *)address);
  }
  if (peer)
    entry->socket.peer_length = keep_address(entry->socket.peer, address, length);
  else
    entry->socket.local_length = keep_address(entry->socket.local, address, length);
  return 0;
}

static __noinline int arrived(__u64 *ctx, struct scene *scene, struct call_row *row, __s64 result)
{
  struct pt_regs *regs = (void *)ctx[0];
  struct entry *entry;

  if (row->leave == LEAVE_CONNECT || (row->leave == LEAVE_BIND && !result))
    return result == -EBADF ? 0 : keep_address_of(scene, regs, row->leave == LEAVE_CONNECT);
  if (result < 0)
    return 0;
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
  }
  return 0;
}

#endif
