package dev.seep.kernel.bpf;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The checked-in BPF object in the kernel, with some of its programs, until it is closed.
///
/// Most of the loading time is libbpf reading the kernel's types and looking ours up among them,
/// once an object: programs that are sure to be needed are best loaded together.
final class LoadedObject implements AutoCloseable {
  static final String RESOURCE = "descriptors.bpf.o";

  /// Size of `struct bpf_object_open_opts` up to and with `kernel_log_level` (libbpf 1.0).
  private static final int OPTIONS_BYTES = 80;

  /// For a refusal although the capabilities seem to be there: they count only in the first user
  /// namespace (user_namespaces(7)).
  private static final String HOST_DECIDES =
      "run outside of the container or user namespace, as the host decides; under kernel lockdown"
          + " (confidentiality) nothing helps";

  private static final int LOG_BYTES = 256 * 1024;
  private static final List<String> STATISTICS =
      List.of("processed ", "verification time", "stack depth");

  private final NativeLibrary libbpf;
  private final long object;
  private final Map<Program, Integer> programs = new EnumMap<>(Program.class);
  private final int stateMap;

  private LoadedObject(NativeLibrary libbpf, long object, Set<Program> loaded, Arena arena) {
    this.libbpf = libbpf;
    this.object = object;
    for (Program program : loaded) {
      programs.put(
          program, libbpf.callInt("bpf_program__fd", find(libbpf, object, program, arena)));
    }
    long map =
        libbpf.call("bpf_object__find_map_by_name", object, arena.allocateFrom(".bss").address());
    this.stateMap = libbpf.callInt("bpf_map__fd", map);
  }

  /// Loads these programs of the object and no others.
  static Reading<LoadedObject> load(NativeLibrary libbpf, Set<Program> wanted) {
    // Without this libbpf writes its warnings to standard error.
    libbpf.call("libbpf_set_print", 0);
    try (Arena arena = Arena.ofConfined()) {
      long object = open(libbpf, wanted, MemorySegment.NULL, arena);
      if (object == 0) {
        return Reading.unseen(
            Permission.WHAT,
            "libbpf could not read the BPF object",
            "install libbpf 1.0 or later: apt-get install libbpf1");
      }
      int result = libbpf.callInt("bpf_object__load", object);
      if (result == 0) {
        return Reading.seen(new LoadedObject(libbpf, object, wanted, arena));
      }
      libbpf.call("bpf_object__close", object);
      return Reading.unseen(
          Permission.WHAT,
          "the kernel refused the BPF programs " + wanted + ": " + reason(libbpf, wanted, -result),
          isPermission(-result) ? HOST_DECIDES : "");
    }
  }

  int programFd(Program program) {
    return Objects.requireNonNull(programs.get(program), () -> program + " was not loaded");
  }

  /// Descriptor of the map behind `struct program_state`.
  int stateMap() {
    return stateMap;
  }

  @Override
  public void close() {
    libbpf.call("bpf_object__close", object);
  }

  private static long open(
      NativeLibrary libbpf, Set<Program> wanted, MemorySegment log, Arena arena) {
    MemorySegment elf = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes());
    MemorySegment options = arena.allocate(OPTIONS_BYTES, 8);
    options.set(ValueLayout.JAVA_LONG, 0, OPTIONS_BYTES);
    options.set(ValueLayout.JAVA_LONG, 8, arena.allocateFrom("seep").address());
    options.set(ValueLayout.JAVA_LONG, 56, log.address());
    options.set(ValueLayout.JAVA_LONG, 64, log.byteSize());
    long object =
        libbpf.call("bpf_object__open_mem", elf.address(), elf.byteSize(), options.address());
    if (object != 0) {
      for (Program program : Program.values()) {
        libbpf.callInt(
            "bpf_program__set_autoload",
            find(libbpf, object, program, arena),
            wanted.contains(program) ? 1 : 0);
      }
    }
    return object;
  }

  private static long find(NativeLibrary libbpf, long object, Program program, Arena arena) {
    MemorySegment symbol = arena.allocateFrom(program.symbol());
    return libbpf.call("bpf_object__find_program_by_name", object, symbol.address());
  }

  /// The error number, and what the verifier says when it is asked a second time with room to
  /// answer.
  private static String reason(NativeLibrary libbpf, Set<Program> wanted, int errno) {
    String number = Errno.describe(errno);
    if (isPermission(errno)) {
      return number;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment log = arena.allocate(LOG_BYTES);
      long object = open(libbpf, wanted, log, arena);
      if (object == 0) {
        return number;
      }
      int _ = libbpf.callInt("bpf_object__load", object);
      libbpf.call("bpf_object__close", object);
      String said = lastWords(log.getString(0, StandardCharsets.UTF_8));
      return said.isEmpty() ? number : number + ", " + said;
    }
  }

  /// The line of a verifier's log that says what is wrong: the last that is no statistics.
  static String lastWords(String log) {
    return log.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && STATISTICS.stream().noneMatch(line::startsWith))
        .reduce("", (_, line) -> line);
  }

  private static boolean isPermission(int errno) {
    return errno == Errno.EPERM.number() || errno == Errno.EACCES.number();
  }

  private static byte[] bytes() {
    try (InputStream in = LoadedObject.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(in, RESOURCE).readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
