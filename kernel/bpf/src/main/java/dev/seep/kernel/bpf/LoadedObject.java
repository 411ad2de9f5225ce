package dev.seep.kernel.bpf;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A checked-in BPF object in the kernel, with some of its programs, until it is closed.
///
/// Most of the loading time is libbpf reading the kernel's types and looking ours up among them,
/// once an object: programs that are sure to be needed are best loaded together.
final class LoadedObject implements AutoCloseable {
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
  private final Map<String, Integer> programs = new HashMap<>();

  private LoadedObject(NativeLibrary libbpf, long object, ObjectFile file, Arena arena) {
    this.libbpf = libbpf;
    this.object = object;
    for (String program : file.programs()) {
      programs.put(
          program, libbpf.callInt("bpf_program__fd", find(libbpf, object, program, arena)));
    }
  }

  /// Loads the wanted programs of the object and no others.
  static Reading<LoadedObject> load(NativeLibrary libbpf, ObjectFile file) {
    byte[] bytes = bytes(file.resource());
    if (bytes == null) {
      return Reading.unseen(
          file.what(),
          file.resource() + " cannot be read from this installation",
          "reinstall Seep");
    }
    // Without this libbpf writes its warnings to standard error.
    libbpf.call("libbpf_set_print", 0);
    try (Arena arena = Arena.ofConfined()) {
      long object = open(libbpf, file, bytes, MemorySegment.NULL, arena);
      if (object == 0) {
        return Reading.unseen(
            file.what(),
            "libbpf could not read the BPF object",
            "install libbpf 1.0 or later: apt-get install libbpf1");
      }
      int result = libbpf.callInt("bpf_object__load", object);
      if (result == 0) {
        return Reading.seen(new LoadedObject(libbpf, object, file, arena));
      }
      libbpf.call("bpf_object__close", object);
      return Reading.unseen(
          file.what(),
          "the kernel refused the BPF programs "
              + file.programs()
              + ": "
              + reason(libbpf, file, bytes, -result),
          isPermission(-result) ? HOST_DECIDES : "");
    }
  }

  int programFd(String program) {
    return Objects.requireNonNull(programs.get(program), () -> program + " was not loaded");
  }

  /// Descriptor of a map by its name, or that of its section (`.bss`).
  int mapFd(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return libbpf.callInt("bpf_map__fd", findMap(libbpf, object, name, arena));
    }
  }

  @Override
  public void close() {
    libbpf.call("bpf_object__close", object);
  }

  private static long open(
      NativeLibrary libbpf, ObjectFile file, byte[] bytes, MemorySegment log, Arena arena) {
    MemorySegment elf = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    MemorySegment options = arena.allocate(OPTIONS_BYTES, 8);
    options.set(ValueLayout.JAVA_LONG, 0, OPTIONS_BYTES);
    options.set(ValueLayout.JAVA_LONG, 8, arena.allocateFrom("seep").address());
    options.set(ValueLayout.JAVA_LONG, 56, log.address());
    options.set(ValueLayout.JAVA_LONG, 64, log.byteSize());
    long object =
        libbpf.call("bpf_object__open_mem", elf.address(), elf.byteSize(), options.address());
    if (object != 0) {
      choose(libbpf, object, file, arena);
      file.constants().forEach((map, value) -> preset(libbpf, object, map, value, arena));
    }
    return object;
  }

  private static void choose(NativeLibrary libbpf, long object, ObjectFile file, Arena arena) {
    Set<Long> wanted = new HashSet<>();
    file.programs().forEach(program -> wanted.add(find(libbpf, object, program, arena)));
    long program = 0;
    while ((program = libbpf.call("bpf_object__next_program", object, program)) != 0) {
      libbpf.callInt("bpf_program__set_autoload", program, wanted.contains(program) ? 1 : 0);
    }
  }

  private static void preset(
      NativeLibrary libbpf, long object, String map, int value, Arena arena) {
    long initial =
        libbpf.call(
            "bpf_map__initial_value",
            findMap(libbpf, object, map, arena),
            arena.allocate(ValueLayout.JAVA_LONG).address());
    MemorySegment.ofAddress(initial).reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, value);
  }

  private static long find(NativeLibrary libbpf, long object, String program, Arena arena) {
    MemorySegment symbol = arena.allocateFrom(program);
    return libbpf.call("bpf_object__find_program_by_name", object, symbol.address());
  }

  private static long findMap(NativeLibrary libbpf, long object, String name, Arena arena) {
    return libbpf.call("bpf_object__find_map_by_name", object, arena.allocateFrom(name).address());
  }

  /// The error number, and what the verifier says when it is asked a second time with room to
  /// answer.
  private static String reason(NativeLibrary libbpf, ObjectFile file, byte[] bytes, int errno) {
    String number = Errno.describe(errno);
    if (isPermission(errno)) {
      return number;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment log = arena.allocate(LOG_BYTES);
      long object = open(libbpf, file, bytes, log, arena);
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

  /// @return null when it is not there, or broken
  static byte @Nullable [] bytes(String resource) {
    try (InputStream in = LoadedObject.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException broken) {
      return null;
    }
  }
}
