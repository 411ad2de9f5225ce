/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* What happens to whole descriptor tables: fork, exec, exit, unshare, and ranges that are closed. */
#ifndef SEEP_TRACER_TABLES_H
#define SEEP_TRACER_TABLES_H

#include "tracer_live.h"

#define CLOSE_RANGE_UNSHARE 2
#define CLOSE_RANGE_CLOEXEC 4
#define DESCRIPTORS_MAX (1 << 23) /* bpf_loop() turns no more often */

/* A walk over the numbers of a table. */
struct walk {
  struct scene scene;
  struct files_struct *files;
  __u32 from;        /* the table's name, or the one that is copied */
  __u32 first;
  __u32 gone_only;   /* ends those alone whose number is free now */
  __u32 last;        /* nobody else uses the table that is copied */
};

static long end_next(__u32 index, struct walk *walk)
{
  struct entry_key key = {walk->from, walk->first + index};

  if (!walk->gone_only || !is_open(walk->files, key.descriptor))
    end(&walk->scene, &key, walk->scene.call);
  return 0;
}

static long copy_next(__u32 index, struct walk *walk)
{
  struct entry_key key = {walk->from, index};
  struct entry *source, *entry;

  if (!is_open(walk->files, index))
    return 0;
  source = bpf_map_lookup_elem(&live, &key);
  entry = source ? own_scratch(SCRATCH_FORK) : 0;
  if (!entry)
    return 0;
  entry->way = WAY_INHERITED;
  entry->arguments = source->arguments;
  entry->copied_from = index;
  __builtin_memcpy(&entry->socket, &source->socket, sizeof(entry->socket));
  born(&walk->scene, index, entry);
  return 0;
}

static __always_inline __u32 size_of(struct files_struct *files)
{
  __u32 size = files->fdt->max_fds;

  return size < DESCRIPTORS_MAX ? size : DESCRIPTORS_MAX;
}

static __noinline int close_range(struct scene *scene, __u32 first, __u32 last, __u32 flags)
{
  struct task_struct *task = bpf_get_current_task_btf();
  struct files_struct *files = task->files;
  struct walk walk = {.scene = *scene, .files = files, .from = scene->table, .first = first};
  __u32 size = size_of(files);

  if (flags & ~CLOSE_RANGE_UNSHARE || first > last || first >= size)
    return 0;
  /* The thread gets a copy without the range: change_table() sees to it. */
  if (flags & CLOSE_RANGE_UNSHARE && files->count.counter > 1)
    return 0;
  if (last >= size)
    last = size - 1;
  bpf_loop(last - first + 1, end_next, &walk, 0);
  return 0;
}

/* One target less uses the table; true when it was the last. */
static __always_inline bool left_table(__u32 table)
{
  __u32 *users = bpf_map_lookup_elem(&sharers, &table);

  if (users && __sync_fetch_and_add(users, -1) > 1)
    return false;
  bpf_map_delete_elem(&sharers, &table);
  return true;
}

static __noinline int tell(__u32 kind, __u32 process, __u32 parent, __u64 now)
{
  struct process_record *record = bpf_ringbuf_reserve(&lives, sizeof(*record), 0);

  if (!record) {
    COUNT(lost, 1);
    return 0;
  }
  record->kind = kind;
  record->process = process;
  record->at = now;
  record->parent = parent;
  record->unused = 0;
  bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
  return 0;
}

/* A process that begins to be watched, under a table of its own. */
static __noinline int add_target(__u32 key, struct target *target)
{
  __u32 one = 1;

  target->table = __sync_fetch_and_add(&tables, 1) + 1;
  if (bpf_map_update_elem(&targets, &key, target, BPF_NOEXIST))
    return 0;
  bpf_map_update_elem(&sharers, &target->table, &one, BPF_ANY);
  return 1;
}

static __always_inline void watch_task(struct task_struct *task)
{
  struct target target = {};

  target.files = (__u64)task->files;
  target.process = settings.wanted_process;
  target.owner = target.process;
  if (target.files)
    add_target(task->tgid, &target);
}

static __always_inline void forked(struct task_struct *parent, struct task_struct *child)
{
  __u32 parent_key = parent->tgid;
  __u32 child_key = child->tgid;
  struct target *known = bpf_map_lookup_elem(&targets, &parent_key);
  struct files_struct *files = child->files;
  struct target target = {};
  struct walk walk = {};
  __u32 *users;

  if (!known || !files)
    return;
  target.files = (__u64)files;
  target.process = number_of(child->thread_pid);
  target.owner = target.process;
  if (target.files == known->files) {
    /* clone(2) with CLONE_FILES and without CLONE_THREAD: what one closes is closed for both. */
    target.table = known->table;
    target.owner = known->owner;
    target.alias = !settings.follows_children;
    users = bpf_map_lookup_elem(&sharers, &target.table);
    if (users)
      __sync_fetch_and_add(users, 1);
    if (bpf_map_update_elem(&targets, &child_key, &target, BPF_ANY))
      COUNT(lost, 1);
  } else if (settings.follows_children && !known->alias) {
    if (!add_target(child_key, &target)) {
      COUNT(lost, 1);
      return;
    }
    walk.scene.now = bpf_ktime_get_ns();
    walk.scene.table = target.table;
    walk.scene.process = target.process;
    walk.scene.thread = target.process;
    walk.scene.call = CALL_FORK;
    walk.files = files;
    walk.from = known->table;
    bpf_loop(size_of(files), copy_next, &walk, 0);
  }
  if (settings.follows_children)
    tell(RECORD_FORK, target.process, known->process, bpf_ktime_get_ns());
}

static long move_next(__u32 index, struct walk *walk)
{
  struct entry_key old = {walk->from, index};
  struct entry_key new = {walk->scene.table, index};
  struct entry *entry = bpf_map_lookup_elem(&live, &old);

  if (!entry)
    return 0;
  if (is_open(walk->files, index)) {
    if (bpf_map_update_elem(&live, &new, entry, BPF_ANY))
      COUNT(lost, 1);
    if (walk->last)
      bpf_map_delete_elem(&live, &old);
  } else if (walk->last) {
    end(&walk->scene, &old, walk->scene.call);
  }
  return 0;
}

/*
 * The current process has got a copy of the table that it shared until now, by exec, unshare or close_range. When it
 * was a thread that is not the first, /proc/PID/fd goes on to show the old one, and so do we.
 */
static __noinline int change_table(struct scene *scene, struct target *target)
{
  struct task_struct *task = bpf_get_current_task_btf();
  struct files_struct *files = task->files;
  struct walk walk = {.scene = *scene, .files = files, .from = target->table};
  __u32 key = task->tgid;
  __u32 one = 1;

  if (task->pid != task->tgid || !files)
    return 0;
  walk.last = left_table(walk.from);
  if (target->alias) {
    bpf_map_delete_elem(&targets, &key);
    return 0;
  }
  walk.scene.table = __sync_fetch_and_add(&tables, 1) + 1;
  bpf_map_update_elem(&sharers, &walk.scene.table, &one, BPF_ANY);
  target->table = walk.scene.table;
  target->files = (__u64)files;
  target->owner = target->process;
  bpf_loop(size_of(files), move_next, &walk, 0);
  return 0;
}

/* Close-on-exec has been carried out: what has no file any more is gone. */
static __noinline int execed(void)
{
  struct task_struct *task = bpf_get_current_task_btf();
  struct files_struct *files = task->files;
  __u32 key = task->tgid;
  struct target *target = bpf_map_lookup_elem(&targets, &key);
  struct walk walk = {};

  if (!target || !files)
    return 0;
  walk.scene.now = bpf_ktime_get_ns();
  walk.scene.table = target->table;
  walk.scene.process = target->process;
  walk.scene.thread = number_of(task->thread_pid);
  walk.scene.call = CALL_EXEC;
  if (!target->alias)
    tell(RECORD_EXEC, walk.scene.process, 0, walk.scene.now);
  if ((__u64)files != target->files)
    return change_table(&walk.scene, target);
  walk.files = files;
  walk.from = target->table;
  walk.gone_only = 1;
  bpf_loop(size_of(files), end_next, &walk, 0);
  return 0;
}

static __always_inline void exited(struct task_struct *task)
{
  __u32 key = task->tgid;
  struct target *known = bpf_map_lookup_elem(&targets, &key);
  struct files_struct *files = task->files;
  struct walk walk = {};
  __u32 alias;

  if (!known)
    return;
  walk.from = known->table;
  walk.scene.process = known->process;
  alias = known->alias;
  /* Several threads may come by as the last. */
  if (bpf_map_delete_elem(&targets, &key))
    return;
  walk.scene.now = bpf_ktime_get_ns();
  walk.scene.table = walk.from;
  walk.scene.thread = number_of(task->thread_pid);
  walk.scene.call = CALL_EXIT;
  if (left_table(walk.from) && files)
    bpf_loop(size_of(files), end_next, &walk, 0);
  if (!alias)
    tell(RECORD_EXIT, walk.scene.process, 0, walk.scene.now);
}

#endif
