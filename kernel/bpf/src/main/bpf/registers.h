/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * A system call's number and arguments, by architecture. Both are in the one object: which of them the running kernel
 * has is known when the object is loaded, and the other branch is never looked at. x86-64 is tried; arm64 is written
 * down from arch/arm64/include/asm/ptrace.h and untried.
 */
#ifndef SEEP_REGISTERS_H
#define SEEP_REGISTERS_H

#include "tracer_kernel.h"

#define TS_COMPAT 2       /* arch/x86/include/asm/thread_info.h */
#define TIF_32BIT 22      /* arch/arm64/include/asm/thread_info.h */
#define REGISTER_BYTES_X86 168
#define REGISTER_BYTES_ARM64 272 /* struct user_pt_regs */

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct pt_regs {
};

struct pt_regs___x86 {
  unsigned long r10, r9, r8, dx, si, di, orig_ax, sp;
};

struct pt_regs___arm64 {
  __u64 regs[31];
  __u64 sp;
  __u64 orig_x0;
  __s32 syscallno;
};

#pragma clang attribute pop

#define X86(regs) ((struct pt_regs___x86 *)(regs))
#define ARM64(regs) ((struct pt_regs___arm64 *)(regs))

static __always_inline bool is_x86(struct pt_regs *regs)
{
  return bpf_core_field_exists(X86(regs)->orig_ax);
}

static __always_inline __u32 call_number(struct pt_regs *regs)
{
  return is_x86(regs) ? X86(regs)->orig_ax : (__u32)ARM64(regs)->syscallno;
}

static __always_inline __u64 stack_pointer(struct pt_regs *regs)
{
  return is_x86(regs) ? X86(regs)->sp : ARM64(regs)->sp;
}

static __always_inline __u32 register_bytes(struct pt_regs *regs)
{
  return is_x86(regs) ? REGISTER_BYTES_X86 : REGISTER_BYTES_ARM64;
}

/*
 * An argument, the first being 0. On leaving a call they still are what they were. Not inlined, as the compiler would
 * merge its loads with others, which the verifier does not allow.
 */
static __noinline __u64 argument(struct pt_regs *regs, __u32 index)
{
  if (is_x86(regs)) {
    switch (index) {
    case 0: return X86(regs)->di;
    case 1: return X86(regs)->si;
    case 2: return X86(regs)->dx;
    case 3: return X86(regs)->r10;
    case 4: return X86(regs)->r8;
    default: return X86(regs)->r9;
    }
  }
  switch (index) {
  case 0: return ARM64(regs)->orig_x0;
  case 1: return ARM64(regs)->regs[1];
  case 2: return ARM64(regs)->regs[2];
  case 3: return ARM64(regs)->regs[3];
  case 4: return ARM64(regs)->regs[4];
  default: return ARM64(regs)->regs[5];
  }
}

/* Whether the task is in a call of the 32-bit table, whose numbers mean other calls. */
static __always_inline bool in_compat_call(struct task_struct *task)
{
  struct thread_info___x86 *x86 = (void *)&task->thread_info;

  if (bpf_core_field_exists(x86->status))
    return x86->status & TS_COMPAT;
  return task->thread_info.flags >> TIF_32BIT & 1;
}

#endif
