/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Stacks: copied as they are, to be unwound by the reader. */
#ifndef SEEP_TRACER_STACK_H
#define SEEP_TRACER_STACK_H

#include "tracer_live.h"

const volatile __u32 stack_pages = STACK_PAGES;

/* Whether this call's stack is wanted and paid for. */
static __noinline bool wants_stack(struct scene *scene)
{
  __u32 call = scene->call;
  bool wanted;

  if (call < CALLS && settings.suspects[call / 64 & 7] >> (call % 64) & 1) {
    wanted = take_token(&suspect_bucket, settings.suspects_per_second, scene->now);
  } else {
    if (!settings.stacks_per_second)
      return false;
    wanted = take_token(&stack_bucket, settings.stacks_per_second, scene->now);
  }
  if (!wanted)
    COUNT(stacks_skipped, 1);
  return wanted;
}

/*
 * Copies the stack from its pointer upwards: first to the end of the page, then page by page, as a read that reaches
 * beyond the top of the stack fails whole.
 */
static __always_inline __u32 copy_stack(__u8 *into, __u64 from, __u32 pages)
{
  __u32 first = STACK_PAGE - (from & (STACK_PAGE - 1));
  __u32 copied = 0;

  if (bpf_probe_read_user(into, first, (void *)from))
    return 0;
  copied = first;
#pragma unroll
  for (__u32 i = 1; i < STACK_PAGES; i++) {
    asm volatile("" : "+r"(copied));
    if (i >= pages || copied > (pages - 1) * STACK_PAGE)
      break;
    if (bpf_probe_read_user(into + copied, STACK_PAGE, (void *)(from + copied)))
      break;
    copied += STACK_PAGE;
  }
  return copied;
}

#define TAKE(PAGES)                                                                            \
  do {                                                                                         \
    struct stack_record *record =                                                              \
        bpf_ringbuf_reserve(&stacks, sizeof(struct stack_record) + (PAGES) * STACK_PAGE, 0);   \
    long frames;                                                                               \
    if (!record) {                                                                             \
      COUNT(stacks_skipped, 1);                                                                \
      return 0;                                                                                \
    }                                                                                          \
    record->process = scene->process;                                                          \
    record->thread = scene->thread;                                                            \
    record->descriptor = descriptor;                                                           \
    record->call = scene->call;                                                                \
    record->born_at = scene->now;                                                              \
    record->register_bytes = register_bytes(regs);                                             \
    record->is_thread = scene->table == THREADS;                                               \
    bpf_probe_read_kernel(record->registers,                                                   \
        is_x86(regs) ? REGISTER_BYTES_X86 : REGISTER_BYTES_ARM64, regs);                       \
    frames = bpf_get_stack(ctx, record->frames, sizeof(record->frames), BPF_F_USER_STACK);     \
    record->frame_bytes = frames > 0 ? frames : 0;                                             \
    record->stack_bytes = copy_stack(record->stack, stack_pointer(regs), PAGES);               \
    bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);                                              \
  } while (0)

static __noinline int take_stack(__u64 *ctx, struct pt_regs *regs, struct scene *scene, __s32 descriptor)
{
  if (stack_pages == STACK_PAGES)
    TAKE(STACK_PAGES);
  else
    TAKE(2);
  COUNT(stacks_taken, 1);
  return 0;
}

/*
 * A call of the current thread has brought a descriptor, unless another thread has closed it already, or rewritten
 * the memory where the kernel had put its number.
 */
static __noinline int arrive(__u64 *ctx, struct scene *scene, __s32 descriptor, struct entry *entry)
{
  struct task_struct *task = bpf_get_current_task_btf();

  if (!is_open(task->files, descriptor) || !born(scene, descriptor, entry))
    return 0;
  if (wants_stack(scene))
    take_stack(ctx, (void *)ctx[0], scene, descriptor);
  return 0;
}

#endif
