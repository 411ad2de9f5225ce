/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The few kernel structures that Seep reads, each with the few members it reads.
 *
 * preserve_access_index makes every access a CO-RE relocation: the loader finds the member by name in the running
 * kernel's own type information (/sys/kernel/btf/vmlinux), so neither the order nor the offsets here mean anything,
 * and neither a generated vmlinux.h nor a kernel header of some build machine is needed. Of a name with three
 * underscores only the part before them is looked up: a flavour, for kernels that differ (libbpf, "BPF CO-RE
 * reference guide").
 */
#ifndef SEEP_KERNEL_H
#define SEEP_KERNEL_H

#include "types.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct seq_file;

struct bpf_iter_meta {
  struct seq_file *seq;
  __u64 session_id;
  __u64 seq_num;
};

struct pid_namespace;

struct upid {
  int nr;
};

struct pid {
  unsigned int level;
  struct upid numbers[1];
};

struct fdtable {
  unsigned int max_fds;
  unsigned long *close_on_exec;
};

struct files_struct {
  struct fdtable *fdt;
};

struct task_struct {
  __u32 pid; /* pid_t; never negative */
  struct task_struct *group_leader;
  struct pid *thread_pid;
  struct files_struct *files;
};

struct hlist_bl_node {
  struct hlist_bl_node **pprev;
};

struct dentry {
  struct hlist_bl_node d_hash;
  struct dentry *d_parent;
};

struct path {
  struct dentry *dentry;
};

struct super_block {
  __u32 s_dev;
  unsigned long s_magic;
};

struct inode {
  __u16 i_mode;
  struct super_block *i_sb;
  unsigned long i_ino;
  unsigned int i_nlink;
  __u32 i_rdev;
  long long i_size;
};

struct timespec64 {
  long long tv_sec;
};

/* Linux 6.11 and later. */
struct inode___flat_time {
  long long i_ctime_sec;
};

/* Linux 6.6 to 6.10. */
struct inode___hidden_time {
  struct timespec64 __i_ctime;
};

/* Before Linux 6.6. */
struct inode___open_time {
  struct timespec64 i_ctime;
};

struct file {
  struct inode *f_inode;
  unsigned int f_flags;
  struct path f_path;
  long long f_pos;
};

struct bpf_iter__task_file {
  struct bpf_iter_meta *meta;
  struct task_struct *task;
  __u32 fd;
  struct file *file;
};

struct ns_common {
  unsigned int inum;
};

struct net {
  struct ns_common ns;
};

typedef struct {
  struct net *net;
} possible_net_t;

typedef struct {
  int counter;
} atomic_t;

typedef struct {
  atomic_t refs;
} refcount_t;

struct in6_addr {
  __u8 bytes[16];
};

struct sock_common {
  __be32 skc_daddr;
  __be32 skc_rcv_saddr;
  __be16 skc_dport;
  __u16 skc_num;
  unsigned short skc_family;
  volatile unsigned char skc_state;
  possible_net_t skc_net;
  struct in6_addr skc_v6_daddr;
  struct in6_addr skc_v6_rcv_saddr;
};

struct inet_sock {
  __be16 inet_sport;
};

struct socket;

struct sock {
  struct sock_common __sk_common;
  struct {
    atomic_t rmem_alloc;
  } sk_backlog;
  refcount_t sk_wmem_alloc;
  struct socket *sk_socket;
  int sk_err;
  __u16 sk_protocol;
  __u8 sk_shutdown;
  __u32 sk_ack_backlog;
  __u32 sk_max_ack_backlog;
};

typedef enum {
  SS_FREE = 0,
} socket_state;

struct socket {
  socket_state state;
  short type;
  struct file *file;
  struct sock *sk;
};

struct unix_sock {
  struct sock *peer;
};

/* Linux 6.17 and later. */
struct unix_sock___counts_bytes {
  int inq_len;
};

struct udp_sock {
  int forward_deficit;
};

struct receive_space {
  __u32 space;
};

struct tcp_sock {
  struct receive_space rcvq_space;
  __u64 bytes_acked;
  __u32 copied_seq;
  __u32 rcv_nxt;
  __u32 write_seq;
  __u32 snd_una;
  __u32 segs_out;
};

struct mptcp_sock {
  struct sock *first;
};

#pragma clang attribute pop

#endif
