/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * Every descriptor of the machine, or of one process, read in the kernel (Documentation/bpf/bpf_iterators.rst).
 *
 * The kernel calls the program once for each open file of each task that it comes by; what the program writes with
 * bpf_seq_write is what read(2) on the iterator returns. Nothing in a target is touched, save that asking for a
 * socket's cookie gives it one if it had none, as every sock_diag dump does.
 */
#include "kernel.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "records.h"

/* The helpers used are for GPL-compatible programs only; the sources may be used under Apache-2.0 as well. */
char LICENSE[] SEC("license") = "Dual MIT/GPL";

#define S_IFMT 0170000
#define S_IFIFO 0010000
#define O_ACCMODE 03
#define O_WRONLY 01
#define O_PATH 010000000
#define O_CLOEXEC 02000000
#define PIPEFS_MAGIC 0x50495045
#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_RAW 3
#define IPPROTO_UDP 17
#define IPPROTO_MPTCP 262
#define TCP_LISTEN 10
#define WORD_BITS 64

struct program_state state;

/* The number of the task's process as the reader of the iterator sees it: pids differ by namespace. */
static __always_inline __u32 process_of(struct task_struct *task)
{
  struct task_struct *reader = bpf_get_current_task_btf();
  unsigned int level = reader->thread_pid->level;
  struct pid *pid = task->group_leader->thread_pid;
  int number = 0;

  bpf_probe_read_kernel(&number, sizeof(number),
      (char *)pid + bpf_core_field_offset(pid->numbers) + level * bpf_core_type_size(struct upid));
  return number;
}

/*
 * Whether this task's table is the one that /proc/PID/fd shows. The kernel skips threads that share the leader's
 * table; a thread with a table of its own (unshare(CLONE_FILES)) comes by and is left out, as /proc leaves it out.
 * A leader that has called pthread_exit has no table left, while the process lives on in its threads: then the first
 * thread seen speaks for it, and /proc/PID/fd is empty.
 */
static __always_inline bool speaks_for_process(struct bpf_iter__task_file *ctx, struct task_struct *task)
{
  struct task_struct *leader = task->group_leader;
  __u64 session;

  if (task->pid == leader->pid)
    return true;
  if (leader->files)
    return false;
  session = ctx->meta->session_id;
  if (state.orphan_session != session || state.orphan_process != leader->pid) {
    state.orphan_session = session;
    state.orphan_process = leader->pid;
    state.orphan_thread = task->pid;
  }
  return state.orphan_thread == task->pid;
}

/* The inode of the socket at the other end of a unix socket; 0 when there is none, or it was not accepted yet. */
static __always_inline __u64 unix_peer_inode(struct sock *sk)
{
  struct unix_sock *own = bpf_skc_to_unix_sock(sk);
  struct sock *peer = own ? own->peer : 0;

  return peer ? peer->sk_socket->file->f_inode->i_ino : 0;
}

/* Segments sent. An MPTCP socket speaks through TCP sockets of its own: the first of them counts. */
static __always_inline __u32 segments_out(struct sock *sk)
{
  struct tcp_sock *tcp = bpf_skc_to_tcp_sock(sk);
  struct mptcp_sock *multipath = (struct mptcp_sock *)sk;

  if (tcp)
    return tcp->segs_out;
  if (sk->sk_protocol == IPPROTO_MPTCP && bpf_core_field_exists(multipath->first)) {
    struct tcp_sock *first = (struct tcp_sock *)BPF_CORE_READ(multipath, first);
    return first ? BPF_CORE_READ(first, segs_out) : 0;
  }
  return 0;
}

/*
 * Whether the handshake was completed once: both are set by it or after it, and stay when all else is wiped. A
 * non-blocking connect leaves socket->state at SS_CONNECTING for good, so that this is what tells a connection that
 * is over from one that never came about.
 */
static __always_inline bool once_established(struct sock *sk)
{
  struct tcp_sock *tcp = bpf_skc_to_tcp_sock(sk);

  return tcp && (tcp->rcvq_space.space || tcp->bytes_acked);
}

static __always_inline void read_addresses(struct sock *sk, __u16 family, __u8 *local, __u8 *remote)
{
  struct sock_common *common = &sk->__sk_common;

  if (family == AF_INET) {
    *(__u32 *)local = common->skc_rcv_saddr;
    *(__u32 *)remote = common->skc_daddr;
  } else if (family == AF_INET6 && bpf_core_field_exists(common->skc_v6_daddr)) {
    bpf_core_read(local, 16, &common->skc_v6_rcv_saddr);
    bpf_core_read(remote, 16, &common->skc_v6_daddr);
  }
}

/*
 * The local port; raw sockets have none, and their protocol in its place. A connection that is over has given its port
 * back and remembers it for getsockname(2) alone; the rest of what is remembered without a peer says nothing.
 */
static __always_inline __u16 local_port(struct sock *sk, __u16 type)
{
  struct sock_common *common = &sk->__sk_common;
  struct inet_sock *inet = (struct inet_sock *)sk;
  __u64 peer[2] = {}, own[2];

  if (type == SOCK_RAW)
    return 0;
  if (common->skc_num)
    return common->skc_num;
  read_addresses(sk, common->skc_family, (__u8 *)own, (__u8 *)peer);
  if (!common->skc_dport && !(peer[0] | peer[1]))
    return 0;
  return bpf_ntohs(BPF_CORE_READ(inet, inet_sport));
}

static __always_inline __u8 census_socket_flags(struct sock *sk, __u16 family, __u16 type)
{
  struct sock_common *common = &sk->__sk_common;
  __u64 local[2] = {}, remote[2] = {};
  __u8 shutdown = sk->sk_shutdown;
  __u8 flags = CENSUS_SOCKET;

  if (shutdown & 1)
    flags |= CENSUS_SHUT_RECEIVE;
  if (shutdown & 2)
    flags |= CENSUS_SHUT_SEND;
  if (family != AF_INET && family != AF_INET6)
    return flags;
  read_addresses(sk, family, (__u8 *)local, (__u8 *)remote);
  if (remote[0] | remote[1])
    flags |= CENSUS_REMOTE_ADDRESS;
  if (common->skc_dport && type != SOCK_RAW)
    flags |= CENSUS_REMOTE_PORT;
  if (local_port(sk, type))
    flags |= CENSUS_LOCAL_PORT;
  return flags;
}

static __always_inline void fill_census_socket(struct census_record *record, struct socket *socket)
{
  struct sock *sk = socket->sk;
  __u32 sent;
  __u16 family;

  record->flags |= CENSUS_SOCKET;
  record->flags &= ~CENSUS_ONCE_ESTABLISHED;
  record->socket_state = socket->state;
  record->type = socket->type;
  if (!sk)
    return;
  family = sk->__sk_common.skc_family;
  record->family = family;
  record->protocol_state = sk->__sk_common.skc_state;
  record->protocol = sk->sk_protocol;
  record->error = sk->sk_err;
  record->flags |= census_socket_flags(sk, family, socket->type);
  if (family == AF_UNIX) {
    record->peer_inode = unix_peer_inode(sk);
    return;
  }
  if (once_established(sk))
    record->flags |= CENSUS_ONCE_ESTABLISHED;
  sent = segments_out(sk);
  record->segments_out = sent < 255 ? sent : 255;
}

/* All descriptors of all processes, briefly. */
SEC("iter/task_file")
int census(struct bpf_iter__task_file *ctx)
{
  struct task_struct *task = ctx->task;
  struct file *file = ctx->file;
  struct census_record record = {};
  struct socket *socket;
  struct inode *inode;
  __u32 flags;

  if (!task || !file || !speaks_for_process(ctx, task))
    return 0;
  inode = file->f_inode;
  flags = file->f_flags;
  record.process = process_of(task);
  record.descriptor = ctx->fd;
  record.inode = inode->i_ino;
  record.mode = inode->i_mode;
  if (!(flags & O_PATH)) {
    record.flags |= (flags & O_ACCMODE) != O_WRONLY ? CENSUS_READABLE : 0;
    record.flags |= flags & O_ACCMODE ? CENSUS_WRITABLE : 0;
  }
  socket = bpf_sock_from_file(file);
  if (socket)
    fill_census_socket(&record, socket);
  bpf_seq_write(ctx->meta->seq, &record, sizeof(record));
  return 0;
}

/* As stat(2) encodes a device number (new_encode_dev of include/linux/kdev_t.h). */
static __always_inline __u32 encode_device(__u32 device)
{
  __u32 major = device >> 20;
  __u32 minor = device & 0xfffff;

  return (minor & 0xff) | (major << 8) | ((minor & ~0xffU) << 12);
}

static __always_inline __s64 changed_at(struct inode *inode)
{
  struct inode___flat_time *flat = (void *)inode;
  struct inode___hidden_time *hidden = (void *)inode;
  struct inode___open_time *open = (void *)inode;

  if (bpf_core_field_exists(flat->i_ctime_sec))
    return flat->i_ctime_sec;
  if (bpf_core_field_exists(hidden->__i_ctime))
    return hidden->__i_ctime.tv_sec;
  if (bpf_core_field_exists(open->i_ctime))
    return open->i_ctime.tv_sec;
  return 0;
}

static __always_inline bool closes_on_exec(struct task_struct *task, __u32 fd)
{
  struct fdtable *table = task->files->fdt;
  unsigned long word = 0;

  if (fd >= table->max_fds)
    return false;
  bpf_probe_read_kernel(&word, sizeof(word), table->close_on_exec + fd / WORD_BITS);
  return word >> (fd % WORD_BITS) & 1;
}

/* Whether the name by which it was opened is gone (d_unlinked of include/linux/dcache.h). */
static __always_inline bool is_unlinked(struct file *file)
{
  struct dentry *dentry = file->f_path.dentry;

  return !dentry->d_hash.pprev && dentry != dentry->d_parent;
}

/*
 * Stirs a kernel address so that it can be compared and not be read back (a round of SplitMix64). It passes through
 * memory first, as the verifier allows no arithmetic on what it knows to be a pointer.
 */
static __always_inline __u64 disguise(void *address)
{
  volatile __u64 *passage = &state.record.file;
  __u64 x;

  *passage = (__u64)address;
  x = *passage ^ state.secret;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

static __always_inline void fill_queues(struct socket_part *part, struct sock *sk)
{
  struct tcp_sock *tcp = bpf_skc_to_tcp_sock(sk);

  if (part->protocol_state == TCP_LISTEN && part->family != AF_UNIX) {
    part->receive_queue = sk->sk_ack_backlog;
    part->send_queue = sk->sk_max_ack_backlog;
  } else if (tcp) {
    __s32 unread = tcp->rcv_nxt - tcp->copied_seq;
    part->receive_queue = unread > 0 ? unread : 0;
    part->send_queue = tcp->write_seq - tcp->snd_una;
  } else if (part->family == AF_UNIX) {
    /* What waits in a unix socket is charged to its sender. */
    struct unix_sock___counts_bytes *counting = (void *)sk;
    bool counted = part->type == SOCK_STREAM && bpf_core_field_exists(counting->inq_len);
    part->receive_queue = counted ? BPF_CORE_READ(counting, inq_len) : -1;
    part->send_queue = sk->sk_wmem_alloc.refs.counter - 1;
  } else {
    part->receive_queue = sk->sk_backlog.rmem_alloc.counter;
    part->send_queue = sk->sk_wmem_alloc.refs.counter - 1;
    /* UDP gives memory that was read back late (udp_rqueue_get of include/net/udp.h). */
    if (part->type == SOCK_DGRAM && part->protocol == IPPROTO_UDP)
      part->receive_queue -= BPF_CORE_READ((struct udp_sock *)sk, forward_deficit);
  }
}

static __always_inline void fill_socket(struct socket_part *part, struct socket *socket)
{
  struct sock *sk = socket->sk;

  part->socket_state = socket->state;
  part->type = socket->type;
  if (!sk)
    return;
  part->family = sk->__sk_common.skc_family;
  part->protocol_state = sk->__sk_common.skc_state;
  part->protocol = sk->sk_protocol;
  part->error = sk->sk_err;
  part->shutdown = sk->sk_shutdown;
  part->network_namespace = sk->__sk_common.skc_net.net->ns.inum;
  part->cookie = bpf_get_socket_cookie(sk);
  fill_queues(part, sk);
  if (part->family == AF_UNIX) {
    part->peer_inode = unix_peer_inode(sk);
  } else if (part->family == AF_INET || part->family == AF_INET6) {
    part->local_port = local_port(sk, socket->type);
    part->remote_port = socket->type == SOCK_RAW ? 0 : bpf_ntohs(sk->__sk_common.skc_dport);
    part->segments_out = segments_out(sk);
    if (once_established(sk))
      part->shutdown |= 1 << 8;
    read_addresses(sk, part->family, part->local, part->remote);
  }
}

static __always_inline void fill_inventory(
    struct inventory_record *record, struct bpf_iter__task_file *ctx, struct task_struct *task, struct file *file)
{
  struct inode *inode = file->f_inode;

  record->descriptor = ctx->fd;
  record->file = disguise(file);
  record->inode = inode->i_ino;
  record->size = inode->i_size;
  record->position = file->f_pos;
  record->changed_at = changed_at(inode);
  record->device = encode_device(inode->i_sb->s_dev);
  record->special_device = encode_device(inode->i_rdev);
  record->mode = inode->i_mode;
  record->links = inode->i_nlink;
  record->flags = file->f_flags & ~O_CLOEXEC;
  if (closes_on_exec(task, ctx->fd))
    record->flags |= O_CLOEXEC;
  if (is_unlinked(file))
    record->marks |= INVENTORY_UNLINKED;
}

static __always_inline bool is_anonymous_pipe(struct inode *inode)
{
  return (inode->i_mode & S_IFMT) == S_IFIFO && inode->i_sb->s_magic == PIPEFS_MAGIC;
}

/* All descriptors of state.wanted_process, in full. */
SEC("iter/task_file")
int inventory(struct bpf_iter__task_file *ctx)
{
  struct task_struct *task = ctx->task;
  struct file *file = ctx->file;
  struct inventory_record *record = &state.record;
  struct socket *socket;
  __u64 length = sizeof(*record);
  __u32 process;

  if (!task || !file || !speaks_for_process(ctx, task))
    return 0;
  process = process_of(task);
  if (process != state.wanted_process)
    return 0;
  __builtin_memset(record, 0, sizeof(*record));
  record->process = process;
  fill_inventory(record, ctx, task, file);
  socket = bpf_sock_from_file(file);
  if (socket) {
    record->marks |= INVENTORY_SOCKET;
    __builtin_memset(&state.socket, 0, sizeof(state.socket));
    fill_socket(&state.socket, socket);
    length += sizeof(state.socket);
  } else if (!is_anonymous_pipe(file->f_inode)) {
    long written = bpf_d_path(&file->f_path, state.path, PATH_ROOM);
    if (written > 0 && written <= PATH_ROOM) {
      record->path_length = written - 1;
      length += (written + 7) & ~7;
    } else {
      record->path_length = written;
    }
  }
  record->length = length;
  bpf_seq_write(ctx->meta->seq, record, length);
  return 0;
}
