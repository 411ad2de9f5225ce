/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * What the programs write and the Java side reads: fixed offsets, little-endian, no implicit padding. A change here
 * is a change in CensusRecord.java, InventoryLayout.java and ProgramState.java.
 */
#ifndef SEEP_RECORDS_H
#define SEEP_RECORDS_H

#define PATH_ROOM 4096

#define CENSUS_SOCKET 1
#define CENSUS_REMOTE_ADDRESS 2
#define CENSUS_REMOTE_PORT 4
#define CENSUS_LOCAL_PORT 8
#define CENSUS_SHUT_RECEIVE 16
#define CENSUS_SHUT_SEND 32
#define CENSUS_READABLE 64
#define CENSUS_ONCE_ESTABLISHED 64 /* of a socket, which is readable in any case */
#define CENSUS_WRITABLE 128

#define INVENTORY_SOCKET 1
#define INVENTORY_UNLINKED 2

/* One descriptor of the machine, 32 bytes. */
struct census_record {
  __u32 process;      /*  0: in the pid namespace of the reader */
  __u32 descriptor;   /*  4 */
  __u64 inode;        /*  8 */
  __u32 peer_inode;   /* 16: of a unix socket's other end; 0 for none */
  __u16 mode;         /* 20: inode(7) */
  __u8 family;        /* 22 */
  __u8 protocol_state; /* 23: sk_state, include/net/tcp_states.h */
  __u8 socket_state;  /* 24: socket_state of include/uapi/linux/net.h */
  __u8 type;          /* 25: SOCK_STREAM, … */
  __u16 protocol;     /* 26 */
  __u16 error;        /* 28: sk_err */
  __u8 flags;         /* 30: CENSUS_… */
  __u8 segments_out;  /* 31: at most 255 */
};

/* One descriptor of one process, 80 bytes; behind it a socket_part (80 bytes) or the path and its null. */
struct inventory_record {
  __u32 length;         /*  0: of the whole record, a multiple of 8 */
  __u32 descriptor;     /*  4 */
  __u64 file;           /*  8: the open file, disguised */
  __u64 inode;          /* 16 */
  __s64 size;           /* 24 */
  __s64 position;       /* 32 */
  __s64 changed_at;     /* 40: st_ctime in seconds */
  __u32 device;         /* 48: as st_dev */
  __u32 special_device; /* 52: as st_rdev */
  __u32 mode;           /* 56 */
  __u32 links;          /* 60 */
  __u32 flags;          /* 64: f_flags, and O_CLOEXEC of this descriptor */
  __s32 path_length;    /* 68: without the null; 0 for none, or the negated error number */
  __u32 marks;          /* 72: INVENTORY_… */
  __u32 process;        /* 76 */
};

struct socket_part {
  __u64 cookie;            /*  0 */
  __u64 peer_inode;        /*  8 */
  __s32 receive_queue;     /* 16: -1 when not known */
  __s32 send_queue;        /* 20: -1 when not known */
  __u32 segments_out;      /* 24 */
  __u32 network_namespace; /* 28 */
  __u16 error;             /* 32 */
  __u16 shutdown;          /* 34: bit 0 receiving, bit 1 sending; bit 8: was established once */
  __u16 family;            /* 36 */
  __u16 type;              /* 38 */
  __u16 protocol;          /* 40 */
  __u16 local_port;        /* 42: host order */
  __u16 remote_port;       /* 44: host order */
  __u8 protocol_state;     /* 46 */
  __u8 socket_state;       /* 47 */
  __u8 local[16];          /* 48: network order, IPv4 in the first four */
  __u8 remote[16];         /* 64 */
};

/* The memory that the programs and the reader share (.bss). One reader at a time. */
struct program_state {
  __u32 wanted_process; /*  0: inventory of this one; written by the reader */
  __u32 unused;         /*  4 */
  __u64 secret;         /*  8: disguises kernel addresses; written by the reader */
  __u64 orphan_session; /* 16 */
  __u32 orphan_process; /* 24 */
  __u32 orphan_thread;  /* 28 */
  struct inventory_record record;
  union {
    struct socket_part socket;
    char path[PATH_ROOM + 8];
  };
};

#endif
