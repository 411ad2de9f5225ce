/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * How descriptors of watched processes come, what is done with them, and how they go; and how threads come and go.
 *
 * What comes is recorded where the call is left, when its number is known; what is closed where the call is entered,
 * while the number cannot have been given to another yet. Recorded the other way round, a number that is used again
 * at once by another thread would be taken for the one that was closed.
 *
 * Most calls of most processes must pay next to nothing: the table of calls is asked first, which is one load, and
 * then whether the process is watched.
 */
#include "tracer_kernel.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include "tracer_live.h"
#include "tracer_stack.h"
#include "tracer_arrivals.h"
#include "tracer_tables.h"
#include "tracer_threads.h"
#include "tracer_ring.h"

/* The helpers used are for GPL-compatible programs only; the sources may be used under Apache-2.0 as well. */
char LICENSE[] SEC("license") = "Dual MIT/GPL";

/* Fills the scene of a call; false when it is none of ours. */
static __always_inline bool is_ours(struct scene *scene, struct target **whose, __u32 call)
{
  __u64 both = bpf_get_current_pid_tgid();
  __u32 process = both >> 32;
  struct target *target = bpf_map_lookup_elem(&targets, &process);
  struct task_struct *task;

  if (!target)
    return false;
  task = bpf_get_current_task_btf();
  if (in_compat_call(task)) {
    COUNT(compat_calls, 1);
    return false;
  }
  scene->now = bpf_ktime_get_ns();
  scene->table = target->table;
  scene->process = target->owner;
  scene->thread = pid_level ? number_of(task->thread_pid) : (__u32)both;
  scene->call = call;
  *whose = target;
  return true;
}

/* Whether the thread uses the table that /proc/PID/fd shows, and not one of its own. */
static __always_inline bool shares_table(struct target *target)
{
  struct task_struct *task = bpf_get_current_task_btf();

  return (__u64)task->files == target->files;
}

SEC("tp_btf/sys_enter")
int call_entered(__u64 *ctx)
{
  struct pt_regs *regs = (void *)ctx[0];
  __u64 call = ctx[1];
  struct target *target;
  struct scene scene;
  struct entry_key key;

  if (call >= CALLS || !calls[call].enter)
    return 0;
  if (!is_ours(&scene, &target, call) || !shares_table(target))
    return 0;
  if (calls[call].enter == ENTER_CLOSE) {
    key.table = scene.table;
    key.descriptor = argument(regs, 0);
    end(&scene, &key, call);
  } else {
    close_range(&scene, argument(regs, 0), argument(regs, 1), argument(regs, 2));
  }
  return 0;
}

SEC("tp_btf/sys_exit")
int call_left(__u64 *ctx)
{
  struct pt_regs *regs = (void *)ctx[0];
  __s64 result = ctx[1];
  __u32 call = call_number(regs);
  struct call_row *row;
  struct target *target;
  struct scene scene;

  if (call >= CALLS)
    return 0;
  row = &calls[call];
  if (!row->leave && !row->used)
    return 0;
  if (!is_ours(&scene, &target, call))
    return 0;
  if (!shares_table(target)) {
    if (row->leave == LEAVE_TABLE)
      change_table(&scene, target);
    return 0;
  }
  if (row->used)
    used(&scene, argument(regs, row->used - 1), result, row->direction);
  if (row->also_used)
    used(&scene, argument(regs, row->also_used - 1), result, row->also_direction);
  if (row->leave)
    arrived(ctx, &scene, row, result);
  return 0;
}

SEC("tp_btf/sched_process_fork")
int process_forked(__u64 *ctx)
{
  struct task_struct *parent = (void *)ctx[0];
  struct task_struct *child = (void *)ctx[1];

  if (parent->tgid != child->tgid)
    forked(parent, child);
  else
    thread_born(ctx, child);
  return 0;
}

SEC("tp_btf/sched_process_exec")
int process_execed(void *ctx __attribute__((unused)))
{
  execed();
  return 0;
}

SEC("tp_btf/sched_process_exit")
int process_exited(__u64 *ctx)
{
  struct task_struct *task = (void *)ctx[0];

  thread_ended(task);
  if (task->signal->live.counter == 0)
    exited(task);
  return 0;
}

SEC("tp_btf/io_uring_submit_req")
int ring_submitted(__u64 *ctx)
{
  struct io_kiocb *request = (void *)ctx[0];
  struct task_struct *task = bpf_get_current_task_btf();
  struct scene scene;

  if (ring_scene(&scene, task, request->opcode))
    submitted(request, &scene);
  return 0;
}

SEC("tp_btf/io_uring_complete")
int ring_completed(__u64 *ctx)
{
  struct io_kiocb *request = (void *)ctx[1];
  struct io_uring_cqe *answer = (void *)ctx[2];
  struct scene scene;

  if (!request)
    completed_again(ctx, answer->user_data, answer->res);
  else if (ring_scene(&scene, BPF_CORE_READ(request, tctx, task), BPF_CORE_READ(request, opcode)))
    completed(ctx, request, &scene, answer->res);
  return 0;
}

/* Begins to watch settings.wanted_process. Run by the reader, whose pid namespace the numbers are of. */
SEC("iter/task")
int watch(struct bpf_iter__task *ctx)
{
  struct task_struct *task = ctx->task;
  struct task_struct *reader = bpf_get_current_task_btf();

  if (!task)
    return 0;
  pid_level = reader->thread_pid->level;
  if (number_of(task->group_leader->thread_pid) == settings.wanted_process)
    watch_task(task);
  return 0;
}
