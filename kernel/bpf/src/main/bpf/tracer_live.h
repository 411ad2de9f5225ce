/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* The maps of the tracer, and what it means for a descriptor to be born, to be used and to end. */
#ifndef SEEP_TRACER_LIVE_H
#define SEEP_TRACER_LIVE_H

#include "registers.h"
#include "tracer_records.h"

#define EBADF 9
#define EEXIST 17
#define ENFILE 23
#define EMFILE 24
#define TARGETS 16384
#define LIVE (1 << 19)
#define REFUSALS 16384
#define RING_BYTES (2 << 20)
#define NANOS 1000000000ULL
#define REFILL_NANOS 10000000ULL

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, TARGETS);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, __u32);
  __type(value, struct target);
} targets SEC(".maps");

/* How many targets share a table. */
struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, TARGETS);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, __u32);
  __type(value, __u32);
} sharers SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, LIVE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, struct entry_key);
  __type(value, struct entry);
} live SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, REFUSALS);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, struct refusal_key);
  __type(value, struct refusal);
} refusals SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, RING_BYTES);
} lives SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, RING_BYTES);
} stacks SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct tracer_counts);
} counts SEC(".maps");

/* Where an entry is put together: too large for the stack. One for each program that may interrupt another. */
enum { SCRATCH_CALL, SCRATCH_FORK, SCRATCH_RING, SCRATCHES };

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, SCRATCHES);
  __type(key, __u32);
  __type(value, struct entry);
} scratch SEC(".maps");

struct call_row calls[CALLS] SEC(".data.calls") = {};
struct tracer_settings settings SEC(".data.settings") = {};

struct bucket {
  __u64 filled_at;
  __s64 tokens;
};

struct bucket life_bucket, stack_bucket, suspect_bucket;
__u32 tables;
__u32 pid_level; /* of the reader's pid namespace */

/* Who does what, and when. */
struct scene {
  __u64 now;
  __u32 table;
  __u32 process;
  __u32 thread;
  __u32 call;
};

#define COUNT(what, amount)                                             \
  do {                                                                  \
    __u32 first_ = 0;                                                   \
    struct tracer_counts *own_ = bpf_map_lookup_elem(&counts, &first_); \
    if (own_)                                                           \
      own_->what += (amount);                                           \
  } while (0)

/*
 * Counts a call that brought nothing because the process has no number left (EMFILE) or the machine no file (ENFILE).
 * Of calls that succeed nothing of this is paid.
 */
static __noinline int refused(struct scene *scene, __s64 result)
{
  struct refusal_key key = {scene->process, scene->call, -result};
  struct refusal first = {1, scene->now};
  struct refusal *known;

  if (result != -EMFILE && result != -ENFILE)
    return 0;
  known = bpf_map_lookup_elem(&refusals, &key);
  if (!known) {
    if (!bpf_map_update_elem(&refusals, &key, &first, BPF_NOEXIST))
      return 0;
    /* Another processor was first, or there is no room. */
    known = bpf_map_lookup_elem(&refusals, &key);
    if (!known) {
      COUNT(lost, 1);
      return 0;
    }
  }
  __sync_fetch_and_add(&known->count, 1);
  known->last_at = scene->now;
  return 0;
}

/*
 * Takes what a second's budget allows. The bucket fills every hundredth of a second, and holds what flows in during a
 * quarter of one. Two processors that fill it at once fill it once.
 */
static __noinline bool take_token(struct bucket *bucket, __u64 per_second, __u64 now)
{
  __u64 filled_at = bucket->filled_at;
  __u64 elapsed = now - filled_at;

  if (!per_second)
    return false;
  if (elapsed > REFILL_NANOS && now > filled_at) {
    __u64 considered = elapsed < NANOS / 4 ? elapsed : NANOS / 4;
    __u64 tokens = considered * per_second / NANOS;
    __u64 left_over = tokens ? considered - tokens * NANOS / per_second : 0;

    /* Less than four a second: one whenever a second has passed. */
    if (!tokens && elapsed >= NANOS)
      tokens = 1;
    if (tokens && __sync_val_compare_and_swap(&bucket->filled_at, filled_at, now - left_over) == filled_at) {
      __s64 room = per_second / 4 + 1 - bucket->tokens;
      if (room > 0)
        __sync_fetch_and_add(&bucket->tokens, (__s64)tokens < room ? (__s64)tokens : room);
    }
  }
  if (bucket->tokens > 0 && __sync_fetch_and_add(&bucket->tokens, -1) > 0)
    return true;
  return false;
}

/* The number that the reader's pid namespace has for it; 0 when it has none. */
static __always_inline __u32 number_of(struct pid *pid)
{
  int number = 0;

  if (!pid_level)
    return BPF_CORE_READ(pid, numbers[0].nr);
  if (BPF_CORE_READ(pid, level) < pid_level)
    return 0;
  bpf_probe_read_kernel(&number, sizeof(number),
      (char *)pid + bpf_core_field_offset(pid->numbers) + pid_level * bpf_core_type_size(struct upid));
  return number;
}

static __always_inline struct entry *own_scratch(__u32 which)
{
  struct entry *entry = bpf_map_lookup_elem(&scratch, &which);

  if (entry)
    __builtin_memset(entry, 0, sizeof(*entry));
  return entry;
}

/* Whether a number is in use in a descriptor table. */
static __always_inline bool is_open(struct files_struct *files, __u32 descriptor)
{
  struct fdtable *table = files->fdt;
  __u64 file = 0;

  if (descriptor >= table->max_fds)
    return false;
  bpf_probe_read_kernel(&file, sizeof(file), table->fd + descriptor);
  return file != 0;
}

/* The descriptor is no longer: forgets it and, when its birth was seen, tells its life. */
static __noinline int end(struct scene *scene, struct entry_key *key, __u32 call)
{
  struct entry *entry = bpf_map_lookup_elem(&live, key);
  struct life_record *record = 0;
  bool seen;

  if (!entry)
    return 0;
  seen = entry->born_at != 0;
  if (seen && take_token(&life_bucket, settings.lives_per_second, scene->now))
    record = bpf_ringbuf_reserve(&lives, sizeof(*record), 0);
  if (record) {
    record->kind = key->table == THREADS ? RECORD_THREAD : RECORD_LIFE;
    record->descriptor = key->descriptor;
    record->ended_at = scene->now;
    record->ended_thread = scene->thread;
    record->ended_call = call;
    __builtin_memcpy(&record->entry, entry, sizeof(*entry));
  }
  /* Of two that close it at once, one ends it. What was copied was copied before the memory went to another entry. */
  if (bpf_map_delete_elem(&live, key)) {
    if (record)
      bpf_ringbuf_discard(record, BPF_RB_NO_WAKEUP);
    return 0;
  }
  if (seen && key->table != THREADS) {
    COUNT(closed, 1);
    if (!record)
      COUNT(unrecorded, 1);
  }
  if (record)
    bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
  return 1;
}

/* A descriptor has come; entry says how. What still stands under its number has ended unseen. */
static __noinline int born(struct scene *scene, __s32 descriptor, struct entry *entry)
{
  struct entry_key key = {scene->table, descriptor};
  long result;

  if (descriptor < 0)
    return 0;
  entry->born_at = scene->now;
  entry->born_thread = scene->thread;
  entry->process = scene->process;
  entry->born_call = scene->call;
  if (scene->table != THREADS)
    COUNT(opened, 1);
  result = bpf_map_update_elem(&live, &key, entry, BPF_NOEXIST);
  if (result == -EEXIST) {
    end(scene, &key, CALL_UNSEEN);
    result = bpf_map_update_elem(&live, &key, entry, BPF_ANY);
  }
  if (result) {
    COUNT(lost, 1);
    return 0;
  }
  return 1;
}

/* An entry for a descriptor that was open before anybody looked. */
static __noinline struct entry *adopt_descriptor(struct scene *scene, struct entry_key *key)
{
  struct entry *entry = own_scratch(SCRATCH_CALL);

  if (!entry)
    return 0;
  entry->process = scene->process;
  bpf_map_update_elem(&live, key, entry, BPF_NOEXIST);
  return bpf_map_lookup_elem(&live, key);
}

/* The entry of a descriptor that a call of the current thread has just used; null when there is none. */
static __always_inline struct entry *entry_of(struct scene *scene, __s32 descriptor)
{
  struct entry_key key = {scene->table, descriptor};
  struct task_struct *task = bpf_get_current_task_btf();
  struct entry *entry = bpf_map_lookup_elem(&live, &key);

  if (entry || descriptor < 0 || !is_open(task->files, descriptor))
    return entry;
  return adopt_descriptor(scene, &key);
}

static __noinline int used(struct scene *scene, __s32 descriptor, __s64 result, __u32 direction)
{
  struct entry *entry;

  if (result == -EBADF)
    return 0;
  entry = entry_of(scene, descriptor);
  if (!entry)
    return 0;
  entry->used_at = scene->now;
  entry->result = result;
  entry->used_thread = scene->thread;
  entry->used_call = scene->call;
  __sync_fetch_and_add(&entry->uses, 1);
  if (result > 0 && direction == 1)
    __sync_fetch_and_add(&entry->read_bytes, result);
  else if (result > 0 && direction == 2)
    __sync_fetch_and_add(&entry->written_bytes, result);
  return 0;
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

/* What connect(2) and bind(2) were told is kept with the socket. */
static __noinline int keep_told_address(
    struct scene *scene, __s32 descriptor, __u64 address, __u32 length, bool peer)
{
  struct entry *entry = entry_of(scene, descriptor);

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

#endif
