/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * What the tracer and the Java side share: fixed offsets, little-endian, no implicit padding. A change here is a
 * change in TraceLayout.java, CallTable.java and TracerSettings.java.
 */
#ifndef SEEP_TRACER_RECORDS_H
#define SEEP_TRACER_RECORDS_H

#define CALLS 512

/* Numbers beyond those of the kernel's calls, for what is none. */
#define CALL_FORK 600
#define CALL_EXEC 601
#define CALL_EXIT 602
#define CALL_UNSEEN 603
#define CALL_EXIT_THREAD 604
#define CALL_RING 700 /* and the operation of io_uring */

/* What one call means, 8 bytes; all zero when nothing. Arguments are numbered from 1. */
struct call_row {
  __u8 enter;          /* 0: ENTER_… */
  __u8 leave;          /* 1: LEAVE_… */
  __u8 used;           /* 2: the argument that is the descriptor it uses; 0 for none */
  __u8 direction;      /* 3: 1 the result is bytes read, 2 written, 0 neither */
  __u8 also_used;      /* 4: a second one */
  __u8 also_direction; /* 5 */
  __u8 path;           /* 6: the argument that is a path or name; 0 for none */
  __u8 flags;          /* 7: the argument that holds the flags of open(2); 0 for none */
};

enum {
  ENTER_CLOSE = 1,
  ENTER_CLOSE_RANGE = 2,
};

enum {
  LEAVE_DESCRIPTOR = 1, /* the result is one, and nothing else is to be told */
  LEAVE_PATH = 2,
  LEAVE_OPENAT2 = 3,
  LEAVE_SOCKET = 4,
  LEAVE_SOCKETPAIR = 5,
  LEAVE_PIPE = 6,
  LEAVE_ACCEPT = 7,
  LEAVE_DUP = 8,
  LEAVE_DUP_OVER = 9,
  LEAVE_FCNTL = 10,
  LEAVE_CONNECT = 11,
  LEAVE_BIND = 12,
  LEAVE_RECVMSG = 13,
  LEAVE_RECVMMSG = 14,
  LEAVE_SIGNALFD = 15,
  LEAVE_BPF = 16,
  LEAVE_CLONE = 17,
  LEAVE_CLONE3 = 18,
  LEAVE_GETSOCKOPT = 19,
  LEAVE_RULESET = 20,
  LEAVE_SECCOMP = 21,
  LEAVE_TABLE = 22, /* the thread may have got a table of its own */
};

enum {
  WAY_ADOPTED = 0, /* was open before, or came unseen */
  WAY_DIRECT = 1,
  WAY_COPY = 2,
  WAY_RECEIVED = 3,
  WAY_INHERITED = 4,
};

enum {
  ARGUMENTS_NONE = 0,
  ARGUMENTS_SOCKET = 1,
  ARGUMENTS_ACCEPTED = 2,
  ARGUMENTS_PATH = 3,
};

#define ADDRESS_ROOM 52
#define PATH_ROOM 116

struct socket_arguments {
  __u16 family;
  __u16 type;
  __u16 protocol;
  __u8 peer_length;
  __u8 local_length;
  __s32 listener;
  __u32 unused;
  __u8 peer[ADDRESS_ROOM];  /* struct sockaddr_…, as much of it as there is room for */
  __u8 local[ADDRESS_ROOM];
};

struct path_arguments {
  __u32 flags;
  char text[PATH_ROOM]; /* ends with a null, or is cut off by one */
};

/* One open descriptor, or one thread, 192 bytes: with the head that the kernel puts before it, 256. */
struct entry {
  __u64 born_at;       /*   0: CLOCK_MONOTONIC; 0 when adopted */
  __u32 born_thread;   /*   8 */
  __u32 process;       /*  12 */
  __u16 born_call;     /*  16 */
  __u8 way;            /*  18 */
  __u8 arguments;      /*  19 */
  __s32 copied_from;   /*  20 */
  __u64 used_at;       /*  24: 0 when never */
  __s64 result;        /*  32 */
  __u32 used_thread;   /*  40 */
  __u32 used_call;     /*  44 */
  __u64 uses;          /*  48 */
  __u64 read_bytes;    /*  56 */
  __u64 written_bytes; /*  64 */
  union {              /*  72 */
    struct socket_arguments socket;
    struct path_arguments path;
  };
};

/* Threads are entries, too: in a table that no process has, under their own number. */
#define THREADS 0xffffffffU

struct entry_key {
  __u32 table;
  __s32 descriptor; /* in THREADS: the thread */
};

/* A process that is watched, 24 bytes; the key is its number in the first pid namespace. */
struct target {
  __u64 files;   /*  0: address of its descriptor table */
  __u32 table;   /*  8: our name for it, never given twice */
  __u32 process; /* 12: in the pid namespace of the reader */
  __u32 alias;   /* 16: watched only because it shares the table of another */
  __u32 owner;   /* 20: whose entries the table's are: the process, or the one it shares the table of */
};

/* A kind of refusal, 12 bytes: who was told, by which call, that there is no number or no file left. */
struct refusal_key {
  __u32 process; /* 0: in the pid namespace of the reader */
  __u32 call;    /* 4 */
  __u32 error;   /* 8: EMFILE or ENFILE */
};

/* How often since the tracer came, 16 bytes. */
struct refusal {
  __u64 count;   /* 0 */
  __u64 last_at; /* 8: CLOCK_MONOTONIC */
};

enum {
  RECORD_LIFE = 1,
  RECORD_FORK = 2,
  RECORD_EXEC = 3,
  RECORD_EXIT = 4,
  RECORD_THREAD = 5, /* a life_record, of a thread */
};

struct life_record {
  __u32 kind;         /*  0 */
  __s32 descriptor;   /*  4 */
  __u64 ended_at;     /*  8 */
  __u32 ended_thread; /* 16 */
  __u32 ended_call;   /* 20 */
  struct entry entry; /* 24 */
};

struct process_record {
  __u32 kind;    /*  0 */
  __u32 process; /*  4 */
  __u64 at;      /*  8 */
  __u32 parent;  /* 16 */
  __u32 unused;  /* 20 */
};

#define FRAMES 64
#define REGISTER_ROOM 272
#define STACK_PAGE 4096
#define STACK_PAGES 4

/* The stack itself comes last: a load that wants less of it reserves less. */
struct stack_record {
  __u32 process;                /*   0 */
  __u32 thread;                 /*   4 */
  __s32 descriptor;             /*   8 */
  __u32 call;                   /*  12 */
  __u64 born_at;                /*  16 */
  __u32 register_bytes;         /*  24 */
  __u32 frame_bytes;            /*  28 */
  __u32 stack_bytes;            /*  32 */
  __u32 is_thread;              /*  36: the descriptor is none, but a thread */
  __u8 registers[REGISTER_ROOM]; /* 40 */
  __u64 frames[FRAMES];         /* 312 */
  __u8 stack[];                 /* 824 */
};

/* Written by the reader, whole, at any time; 96 bytes. */
struct tracer_settings {
  __u64 lives_per_second;    /*  0 */
  __u64 stacks_per_second;   /*  8 */
  __u64 suspects_per_second; /* 16 */
  __u64 suspects[8];         /* 24: a bit for each call whose stacks come out of the second budget */
  __u32 follows_children;    /* 88 */
  __u32 wanted_process;      /* 92: which process to begin with, in the pid namespace of the reader */
};

/* One for each processor, 64 bytes; only their sum means something. */
struct tracer_counts {
  __u64 opened;         /*  0 */
  __u64 closed;         /*  8 */
  __u64 lost;           /* 16 */
  __u64 unrecorded;     /* 24 */
  __u64 stacks_taken;   /* 32 */
  __u64 stacks_skipped; /* 40 */
  __u64 compat_calls;   /* 48 */
  __u64 unused;         /* 56 */
};

_Static_assert(sizeof(struct call_row) == 8, "CallTable.ROW_BYTES");
_Static_assert(sizeof(struct entry) == 192, "TraceLayout.ENTRY_BYTES");
_Static_assert(__builtin_offsetof(struct entry, socket) == 72, "TraceLayout.ARGUMENTS");
_Static_assert(__builtin_offsetof(struct entry, socket.peer) == 88, "TraceLayout.PEER");
_Static_assert(sizeof(struct target) == 24, "TraceLayout.TARGET_BYTES");
_Static_assert(sizeof(struct refusal_key) == 12, "TraceLayout.REFUSAL_KEY_BYTES");
_Static_assert(sizeof(struct refusal) == 16, "TraceLayout.REFUSAL_BYTES");
_Static_assert(sizeof(struct life_record) == 216, "TraceLayout.ENTRY_IN_LIFE");
_Static_assert(sizeof(struct process_record) == 24, "TraceLayout.event");
_Static_assert(sizeof(struct stack_record) == 824, "TraceLayout.STACK");
_Static_assert(sizeof(struct tracer_settings) == 96, "TracerSettings.BYTES");
_Static_assert(sizeof(struct tracer_counts) == 64, "DescriptorTracer.COUNTS_BYTES");

#endif
