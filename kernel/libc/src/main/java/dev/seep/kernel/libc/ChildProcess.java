package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Starts a program with one descriptor of this process as its descriptor 3, and no other
/// (posix_spawn(3)). `ProcessBuilder` has no way to hand a socket over.
public final class ChildProcess {
  /// The number under which the program finds what it was handed.
  public static final int HANDED = 3;

  private static final int STARTED_IN_OWN_GROUP = 0x02;
  private static final int SIGNALS_TO_DEFAULT = 0x04;
  private static final int MASK_SET = 0x08;
  private static final int O_RDWR = 2;

  /// Enough for the opaque structures of glibc (80 and 336 bytes) and of musl.
  private static final long ACTIONS_BYTES = 256;

  private static final long ATTRIBUTES_BYTES = 512;
  private static final long SIGNAL_SET_BYTES = 128;

  private ChildProcess() {}

  /// Its pid, or the negated error number. Standard input, output and error are `/dev/null`; it has
  /// a process group of its own, so that Ctrl-C in the terminal does not reach it; no signal is
  /// blocked or ignored. Credentials, capabilities and no_new_privs are those of the calling
  /// thread. The caller must take its end with [ProcessCalls#wait4].
  ///
  /// @param command the program's path first
  /// @param environment `NAME=value`
  public static int start(List<String> command, List<String> environment, int handed) {
    NativeLibrary c = NativeLibrary.open("libc.so.6").orElseThrow();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(ACTIONS_BYTES, 16);
      MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, 16);
      int error = c.callInt("posix_spawn_file_actions_init", actions.address());
      error = error == 0 ? describe(c, arena, actions, handed) : error;
      error = error == 0 ? c.callInt("posix_spawnattr_init", attributes.address()) : error;
      error = error == 0 ? configure(c, arena, attributes) : error;
      if (error != 0) {
        return -error;
      }
      MemorySegment pid = arena.allocate(4, 4);
      MemorySegment path = arena.allocateFrom(command.getFirst());
      error =
          c.callInt(
              "posix_spawn",
              pid.address(),
              path.address(),
              actions.address(),
              attributes.address(),
              strings(arena, command).address(),
              strings(arena, environment).address());
      c.callInt("posix_spawn_file_actions_destroy", actions.address());
      return error == 0 ? pid.get(ValueLayout.JAVA_INT, 0) : -error;
    }
  }

  private static int describe(NativeLibrary c, Arena arena, MemorySegment actions, int handed) {
    long at = actions.address();
    int error = c.callInt("posix_spawn_file_actions_adddup2", at, handed, HANDED);
    long device = arena.allocateFrom("/dev/null").address();
    for (int standard = 0; standard < HANDED && error == 0; standard++) {
      error = c.callInt("posix_spawn_file_actions_addopen", at, standard, device, O_RDWR, 0);
    }
    return error == 0 ? closeOthers(c, at) : error;
  }

  /// glibc before 2.34 and musl cannot be asked for "all from 4 on": there it is the first
  /// thousand, beyond which only what the JVM itself opened can lie, and that is close-on-exec.
  private static int closeOthers(NativeLibrary c, long actions) {
    if (c.has("posix_spawn_file_actions_addclosefrom_np")) {
      return c.callInt("posix_spawn_file_actions_addclosefrom_np", actions, HANDED + 1);
    }
    int error = 0;
    for (int fd = HANDED + 1; fd < 1000 && error == 0; fd++) {
      error = c.callInt("posix_spawn_file_actions_addclose", actions, fd);
    }
    return error;
  }

  private static int configure(NativeLibrary c, Arena arena, MemorySegment attributes) {
    long at = attributes.address();
    MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, 8);
    MemorySegment all = arena.allocate(SIGNAL_SET_BYTES, 8);
    int error = c.callInt("sigfillset", all.address());
    error = error == 0 ? c.callInt("posix_spawnattr_setsigmask", at, none.address()) : error;
    error = error == 0 ? c.callInt("posix_spawnattr_setsigdefault", at, all.address()) : error;
    int flags = STARTED_IN_OWN_GROUP | SIGNALS_TO_DEFAULT | MASK_SET;
    return error == 0 ? c.callInt("posix_spawnattr_setflags", at, flags) : error;
  }

  /// An array of pointers to strings, ended by a null.
  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array;
  }
}
