/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The few members of kernel structures that the tracer reads; kernel.h says how they are found in the running kernel.
 */
#ifndef SEEP_TRACER_KERNEL_H
#define SEEP_TRACER_KERNEL_H

#include "types.h"

#define BPF_ANY 0
#define BPF_NOEXIST 1
#define BPF_RB_NO_WAKEUP 1
#define BPF_F_USER_STACK 256
#define BPF_F_NO_PREALLOC 1

enum bpf_map_type {
  BPF_MAP_TYPE_HASH = 1,
  BPF_MAP_TYPE_PERCPU_ARRAY = 6,
  BPF_MAP_TYPE_RINGBUF = 27,
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct seq_file;

struct bpf_iter_meta {
  struct seq_file *seq;
};

struct pid_namespace;

struct upid {
  int nr;
  struct pid_namespace *ns;
};

struct pid {
  unsigned int level;
  struct upid numbers[1];
};

struct file;

struct fdtable {
  unsigned int max_fds;
  struct file **fd;
};

typedef struct {
  int counter;
} atomic_t;

struct files_struct {
  atomic_t count;
  struct fdtable *fdt;
};

struct signal_struct {
  atomic_t live;
  unsigned int flags;
};

struct thread_info {
  unsigned long flags;
};

/* x86 alone. */
struct thread_info___x86 {
  __u32 status;
};

struct task_struct {
  struct thread_info thread_info;
  __s32 pid;
  __s32 tgid;
  struct task_struct *group_leader;
  struct pid *thread_pid;
  struct files_struct *files;
  struct signal_struct *signal;
  unsigned int flags;
};

struct bpf_iter__task {
  struct bpf_iter_meta *meta;
  struct task_struct *task;
};

/* io_uring: each operation's own part of a request lies where the request begins. */
struct io_ring_ctx;

struct io_uring_task {
  struct task_struct *task;
};

struct io_cqe {
  __u64 user_data;
  int fd;
};

struct io_kiocb {
  __u8 opcode;
  __u64 flags;
  struct io_cqe cqe;
  struct io_ring_ctx *ctx;
  struct io_uring_task *tctx;
};

struct io_uring_cqe {
  __u64 user_data;
  __s32 res;
};

struct filename {
  const char *name;
};

struct open_how {
  __u64 flags;
};

struct io_open {
  __u32 file_slot;
  struct filename *filename;
  struct open_how how;
};

struct io_accept {
  int iou_flags;
  __u32 file_slot;
};

struct io_socket {
  int domain;
  int type;
  int protocol;
  __u32 file_slot;
};

struct io_connect {
  void *addr;
  int addr_len;
};

struct io_close {
  int fd;
  __u32 file_slot;
};

#pragma clang attribute pop

#endif
