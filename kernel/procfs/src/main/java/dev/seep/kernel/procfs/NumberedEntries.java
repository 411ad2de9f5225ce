package dev.seep.kernel.procfs;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// The entries of a folder whose names are numbers: processes, threads, descriptors.
///
/// @param numbers with room behind the first `size`
@SuppressWarnings("ArrayRecordComponent") // handed on within the package at once, never compared
record NumberedEntries(int[] numbers, int size) {
  // struct linux_dirent64 (getdents(2))
  private static final int RECORD_LENGTH = 16;
  static final int NAME = 19;

  int[] sorted() {
    int[] exact = Arrays.copyOf(numbers, size);
    Arrays.sort(exact);
    return exact;
  }

  /// Empty when the folder cannot be opened.
  static NumberedEntries read(Scratch scratch, MemorySegment path) {
    int folder = scratch.open(Syscalls.AT_FDCWD, path);
    if (folder < 0) {
      return new NumberedEntries(new int[0], 0);
    }
    try {
      return readOpened(scratch, folder);
    } finally {
      Syscalls.close(folder);
    }
  }

  static NumberedEntries readOpened(Scratch scratch, int folder) {
    int[] numbers = new int[256];
    int size = 0;
    long got = Syscalls.getdents64(folder, scratch.data);
    while (got > 0) {
      int at = 0;
      while (at < got) {
        int number = number(scratch.data, at + NAME);
        if (number >= 0) {
          numbers = size == numbers.length ? Arrays.copyOf(numbers, size * 2) : numbers;
          numbers[size++] = number;
        }
        at += length(scratch.data, at);
      }
      got = Syscalls.getdents64(folder, scratch.data);
    }
    return new NumberedEntries(numbers, size);
  }

  /// @return how many there are, or a negated error number
  static int count(Scratch scratch, MemorySegment path) {
    int folder = scratch.open(Syscalls.AT_FDCWD, path);
    if (folder < 0) {
      return folder;
    }
    try {
      int count = 0;
      long got = Syscalls.getdents64(folder, scratch.data);
      while (got > 0) {
        for (int at = 0; at < got; at += length(scratch.data, at)) {
          count += number(scratch.data, at + NAME) >= 0 ? 1 : 0;
        }
        got = Syscalls.getdents64(folder, scratch.data);
      }
      return got < 0 ? (int) got : count;
    } finally {
      Syscalls.close(folder);
    }
  }

  static int length(MemorySegment entries, int entry) {
    return entries.get(ValueLayout.JAVA_SHORT_UNALIGNED, entry + RECORD_LENGTH) & 0xffff;
  }

  /// The number that a null-terminated name is, -1 for any other name.
  static int number(MemorySegment entries, int name) {
    int value = 0;
    for (int i = name; ; i++) {
      byte b = entries.get(ValueLayout.JAVA_BYTE, i);
      if (b == 0) {
        return value;
      }
      if (b < '0' || b > '9') {
        return -1;
      }
      value = value * 10 + (b - '0');
    }
  }
}
