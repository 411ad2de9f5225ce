package dev.seep.kernel.stacks.helper;

/// How much of anything passes between Seep and the helper; both sides hold to it.
public final class Limits {
  /// A stack deeper than this is cut.
  public static final int FRAMES = 512;

  /// Bytes of a function's name; those of C++ templates are long.
  public static final int FUNCTION = 8192;

  /// `PATH_MAX` of `linux/limits.h`.
  public static final int PATH = 4096;

  public static final int LANGUAGE = 32;
  public static final int REMARK = 1024;

  /// Bytes of a copied stack that are sent.
  public static final int STACK = 128 * 1024;

  /// `struct pt_regs` has 168 bytes, `struct user_pt_regs` 272.
  public static final int REGISTERS = 1024;

  public static final int FRAME_POINTERS = 1024;

  /// Mappings of one target's files of code; what lies beyond is not looked at.
  public static final int MAPPINGS = 16_384;

  /// Files of one target that are opened, each kept open as long as the target is watched.
  public static final int FILES = 1024;

  public static final int BUILD_ID = 64;

  /// `NAME_MAX` of `linux/limits.h`: a debug link is a file's name without folder.
  public static final int DEBUG_LINK = 255;

  public static final int VDSO = 64 * 1024;

  /// Bytes of a perf map; it is cut behind the last line that ends before.
  public static final long PERF_MAP = 64L << 20;

  /// Bytes of a binary or of its debug information.
  public static final long FILE = 2L << 30;

  /// Parts of the confinement that a helper can complain of.
  public static final int COMPLAINTS = 32;

  private Limits() {}
}
