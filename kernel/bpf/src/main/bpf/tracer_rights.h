/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Descriptors that came with a message: SCM_RIGHTS and SCM_PIDFD of unix(7). */
#ifndef SEEP_TRACER_RIGHTS_H
#define SEEP_TRACER_RIGHTS_H

#include "tracer_live.h"
#include "tracer_stack.h"

#define SOL_SOCKET 1
#define SCM_RIGHTS 1
#define SCM_PIDFD 4
#define MESSAGE_BYTES 64 /* struct mmsghdr: a struct msghdr of 56 bytes, a length and padding */
#define STEPS_MAX (1 << 17) /* 1,024 messages of 64 headers or 253 descriptors */
#define ALIGN(length) (((length) + 7) & ~7ULL)

struct control_header {
  __u64 length;
  __s32 level;
  __s32 type;
};

/* Where we are: in a list of messages, in the control data of one, in the numbers of one header. */
struct rights {
  __u64 *ctx;
  struct scene scene;
  __u64 message;
  __u64 messages;
  __u64 header;
  __u64 end;
  __u64 number;
  __u64 numbers;
};

static __always_inline void begin_message(struct rights *rights)
{
  __u64 control[2] = {};

  bpf_probe_read_user(control, sizeof(control), (void *)(rights->message + 32));
  rights->header = control[0];
  rights->end = control[0] + control[1];
  rights->message += MESSAGE_BYTES;
  rights->messages--;
}

static __always_inline void begin_header(struct rights *rights)
{
  struct control_header header;

  if (bpf_probe_read_user(&header, sizeof(header), (void *)rights->header) || header.length < sizeof(header) ||
      header.length > rights->end - rights->header) {
    rights->header = rights->end;
    return;
  }
  if (header.level == SOL_SOCKET && (header.type == SCM_RIGHTS || header.type == SCM_PIDFD)) {
    rights->number = rights->header + sizeof(header);
    rights->numbers = (header.length - sizeof(header)) / 4;
  }
  rights->header += ALIGN(header.length);
}

static __always_inline void take_number(struct rights *rights)
{
  struct entry *entry = own_scratch(SCRATCH_CALL);
  __s32 descriptor;

  if (entry && !bpf_probe_read_user(&descriptor, sizeof(descriptor), (void *)rights->number)) {
    entry->way = WAY_RECEIVED;
    arrive(rights->ctx, &rights->scene, descriptor, entry);
  }
  rights->number += 4;
  rights->numbers--;
}

/* One step of the walk; 1 when it is at its end. The process may have written anything there: it ends in any case. */
static long next_right(__u32 index __attribute__((unused)), struct rights *rights)
{
  if (rights->numbers)
    take_number(rights);
  else if (rights->header + sizeof(struct control_header) <= rights->end)
    begin_header(rights);
  else if (rights->messages)
    begin_message(rights);
  else
    return 1;
  return 0;
}

static __noinline int arrive_messages(__u64 *ctx, struct scene *scene, __u64 first, __u64 count)
{
  struct rights rights = {.ctx = ctx, .scene = *scene, .message = first, .messages = count};

  bpf_loop(STEPS_MAX, next_right, &rights, 0);
  return 0;
}

static __always_inline int arrive_message(__u64 *ctx, struct scene *scene, __u64 message)
{
  return arrive_messages(ctx, scene, message, 1);
}

#endif
