package dev.seep.kernel.stacks.helper;

/// The messages between Seep and the helper, and what each carries, in this order.
public enum MessageKind {
  /// Helper: it is confined. How many parts of the confinement could not be had, then a text each.
  READY('r'),
  /// Seep: a file that the target has mapped. Its number (`int`, positive, never reused); one
  /// descriptor.
  FILE('f'),
  /// Seep: some mappings; the list counts when its last part has come. Whether this is it (flag),
  /// how many, and each as start, end, offset in the file (`long`s), number of the file (`int`),
  /// name.
  MAPPINGS('m'),
  /// Seep: the vDSO. Start (`long`), image.
  VDSO('v'),
  /// Seep: a perf map. How many bytes of it count (`long`); one descriptor.
  PERF_MAP('p'),
  /// Seep: a stack to be unwound. Its number (`long`), thread (`int`), registers, stack, addresses
  /// by frame pointers.
  RESOLVE('s'),
  /// Helper: the answer. The same number, whether whole (flag), remark, how many frames, and each
  /// as function, file, line (`int`), module, language.
  FRAMES('a'),
  /// Helper: it begins to read a file of this number (`int`); 0 for the perf map.
  READING('w'),
  /// Helper: asks for separate debug information. Build id, debug link, name of the mapping's file,
  /// which candidate to begin with (`int`).
  DEBUG_WANTED('q'),
  /// Seep: which candidate this is (`int`, -1 for no more), whether it was found by its build id
  /// (flag); one descriptor unless -1.
  DEBUG_FILE('d'),
  /// Helper: something could not be read. What, why.
  BLIND('b');

  private final byte code;

  MessageKind(char code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static MessageKind of(byte code) throws BrokenMessageException {
    for (MessageKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new BrokenMessageException("no message is of kind " + code);
  }
}
