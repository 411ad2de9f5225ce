/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* The kernel's names for integers, as libbpf's headers want them. */
#ifndef SEEP_TYPES_H
#define SEEP_TYPES_H

#include <stdbool.h>

typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef int __s32;
typedef unsigned long long __u64;
typedef long long __s64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;

#endif
