/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Threads: born by clone(2) where it is called, and with the stack of who called it; nothing uses them. */
#ifndef SEEP_TRACER_THREADS_H
#define SEEP_TRACER_THREADS_H

#include "tracer_live.h"
#include "tracer_stack.h"

#define SIGNAL_GROUP_EXIT 4 /* include/linux/sched/signal.h */

/* The current thread has made another one. */
static __always_inline void thread_born(__u64 *ctx, struct task_struct *child)
{
  struct task_struct *task = bpf_get_current_task_btf();
  struct pt_regs *regs = (struct pt_regs *)bpf_task_pt_regs(task);
  __u32 process = child->tgid;
  struct target *target = bpf_map_lookup_elem(&targets, &process);
  struct scene scene = {};
  struct entry *entry;
  __s32 thread;

  if (!target || target->alias)
    return;
  entry = own_scratch(SCRATCH_FORK);
  thread = number_of(child->thread_pid);
  if (!entry || thread <= 0)
    return;
  scene.now = bpf_ktime_get_ns();
  scene.table = THREADS;
  scene.process = target->process;
  scene.thread = number_of(task->thread_pid);
  scene.call = call_number(regs);
  entry->way = WAY_DIRECT;
  if (born(&scene, thread, entry) && wants_stack(&scene))
    take_stack(ctx, regs, &scene, thread);
}

/* Tells the name that it has by now, as most are given one after their birth. */
static __always_inline void thread_ended(struct task_struct *task)
{
  struct entry_key key = {THREADS, number_of(task->thread_pid)};
  struct entry *entry = bpf_map_lookup_elem(&live, &key);
  struct scene scene = {};

  if (!entry)
    return;
  entry->arguments = ARGUMENTS_PATH;
  bpf_get_current_comm(entry->path.text, 16);
  scene.now = bpf_ktime_get_ns();
  scene.table = THREADS;
  scene.process = entry->process;
  scene.thread = key.descriptor;
  scene.call = task->signal->flags & SIGNAL_GROUP_EXIT ? CALL_EXIT : CALL_EXIT_THREAD;
  end(&scene, &key, scene.call);
}

#endif
