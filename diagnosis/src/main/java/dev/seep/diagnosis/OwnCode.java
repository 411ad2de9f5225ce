package dev.seep.diagnosis;

import dev.seep.evidence.Frame;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Leaves off what a person need not read of a call stack: in front the C library and the
/// language's own library, through which every program opens its descriptors, and at the end how
/// threads are started. The first frame that remains belongs to the program, or to a library that
/// it chose.
///
/// What lies between frames of the program is never touched. Where a stack holds nothing but the
/// language's library (Go dials in a goroutine of its own) or its interpreter (of Python and
/// JavaScript no frame is seen from outside), as much of it stays as is needed to have something:
/// `net/http.(*Transport).dialConn` rather than `syscall.Socket`. These are named without a line,
/// as the line that somebody has to change is none of theirs.
final class OwnCode {
  /// How far from the program a frame is: 0 its own, then ever closer to the kernel.
  private static final int OWN = 0;

  private static final int LIBRARY = 1;
  private static final int BASE = 2;
  private static final int DOOR = 3;

  private static final Set<String> C_LIBRARIES =
      Set.of(
          "libc",
          "libpthread",
          "ld-linux",
          "ld-linux-x86-64",
          "ld-musl",
          "libm",
          "libdl",
          "librt",
          "libresolv",
          "libanl",
          "libasan",
          "libtsan",
          "liblsan",
          "libubsan");

  /// Entries of a C library linked into the program itself, by its own name.
  private static final Set<String> C_FUNCTIONS =
      Set.of(
          "open",
          "open64",
          "openat",
          "openat64",
          "creat",
          "creat64",
          "socket",
          "socketpair",
          "accept",
          "accept4",
          "pipe",
          "pipe2",
          "dup",
          "dup2",
          "dup3",
          "fcntl",
          "fcntl64",
          "fopen",
          "fopen64",
          "freopen",
          "fdopen",
          "opendir",
          "fdopendir",
          "popen",
          "tmpfile",
          "mkstemp",
          "mkstemp64",
          "epoll_create",
          "epoll_create1",
          "eventfd",
          "timerfd_create",
          "signalfd",
          "inotify_init",
          "inotify_init1",
          "memfd_create",
          "recvmsg",
          "syscall",
          "fork",
          "vfork");

  private static final Set<String> GO_LIBRARY =
      Set.of(
          "archive",
          "bufio",
          "bytes",
          "compress",
          "container",
          "context",
          "crypto",
          "database",
          "debug",
          "embed",
          "encoding",
          "errors",
          "expvar",
          "flag",
          "fmt",
          "hash",
          "html",
          "image",
          "index",
          "internal",
          "io",
          "iter",
          "log",
          "maps",
          "math",
          "mime",
          "net",
          "os",
          "path",
          "plugin",
          "reflect",
          "regexp",
          "runtime",
          "slices",
          "sort",
          "strconv",
          "strings",
          "sync",
          "syscall",
          "testing",
          "text",
          "time",
          "unicode",
          "unique",
          "unsafe",
          "vendor");

  private static final Pattern OLD_LIBRARY = Pattern.compile("(libc|ld|libpthread)-.*");
  private static final Pattern UNDERSCORES = Pattern.compile("^_*(libc_)?");
  private static final Pattern PYTHON_API = Pattern.compile("Py[A-Z]\\w*_\\w+");
  private static final Pattern JAVA_LIBRARY =
      Pattern.compile("(java|javax|sun|jdk|com\\.sun)\\..*");

  private OwnCode() {}

  /// @param frames innermost first
  static List<Frame> of(List<Frame> frames) {
    int end = frames.size();
    while (end > 0 && StartUp.isIn(frames, end - 1)) {
      end--;
    }
    List<Frame> begun = end == 0 ? frames : frames.subList(0, end);
    for (int nearest = LIBRARY; nearest <= DOOR; nearest++) {
      int from = 0;
      while (from < begun.size() && depth(begun.get(from)) >= nearest) {
        from++;
      }
      if (from < begun.size()) {
        List<Frame> left = begun.subList(from, begun.size());
        return nearest == LIBRARY ? List.copyOf(left) : withoutLines(left);
      }
    }
    return withoutLines(begun);
  }

  private static List<Frame> withoutLines(List<Frame> frames) {
    return frames.stream()
        .map(frame -> new Frame(frame.function(), "", 0, frame.module(), frame.language()))
        .toList();
  }

  /// Whether a frame is of the C library, which every program comes by whatever its language.
  static boolean isCLibrary(Frame frame) {
    return isCLibrary(frame, Symbol.base(frame.module()), Symbol.head(frame.function()));
  }

  /// Whether a frame is the program's own, or of a library that it chose.
  static boolean isOwn(Frame frame) {
    return depth(frame) == OWN;
  }

  private static int depth(Frame frame) {
    String module = Symbol.base(frame.module());
    String head = Symbol.head(frame.function());
    if (isCLibrary(frame, module, head)) {
      return DOOR;
    }
    int standard = ofGo(frame);
    if (standard == OWN) {
      standard = ofCppOrRust(frame, module, head);
    }
    if (standard == OWN) {
      standard = ofNode(frame, module, head);
    }
    if (standard == OWN) {
      standard = ofPython(frame, module, head);
    }
    return standard == OWN ? ofJava(frame, module, head) : standard;
  }

  private static boolean isCLibrary(Frame frame, String module, String head) {
    if (module.startsWith("[vdso") || module.startsWith("linux-vdso")) {
      return true;
    }
    int dot = module.indexOf(".so");
    String library = dot < 0 ? "" : module.substring(0, dot);
    if (C_LIBRARIES.contains(library) || OLD_LIBRARY.matcher(library).matches()) {
      return true;
    }
    if (frame.file().contains("/sysdeps/unix/")
        || frame.file().contains("/glibc")
        || frame.file().startsWith("./libio/")) {
      return true;
    }
    String plain = UNDERSCORES.matcher(head).replaceFirst("").replaceFirst("_nocancel$", "");
    return frame.file().isEmpty()
        && frame.line() == 0
        && (head.startsWith("_IO_") || head.startsWith("__GI_") || C_FUNCTIONS.contains(plain));
  }

  /// Go's library has import paths without a dot in their first element; a program's own package of
  /// such a name is told by its file.
  private static int ofGo(Frame frame) {
    String imported = Symbol.goPackage(frame.function());
    String root = imported.contains("/") ? imported.substring(0, imported.indexOf('/')) : imported;
    boolean core = root.equals("runtime") || root.equals("syscall") || root.equals("internal");
    if (!GO_LIBRARY.contains(root) || !(core || Language.of(frame) == Language.GO)) {
      return OWN;
    }
    if (core) {
      return DOOR;
    }
    String file = frame.file();
    boolean elsewhere =
        file.startsWith("/")
            && !file.contains("/src/" + root + "/")
            && !file.contains("/src/runtime/");
    if (elsewhere) {
      return OWN;
    }
    return switch (imported) {
      case "net", "os", "io", "io/fs", "bufio", "sync", "context", "time", "crypto/tls" -> BASE;
      default -> LIBRARY;
    };
  }

  private static int ofCppOrRust(Frame frame, String module, String head) {
    String file = frame.file();
    boolean runtime =
        Symbol.isLibrary(module, "libstdc++")
            || Symbol.isLibrary(module, "libgcc_s")
            || Symbol.isLibrary(module, "libc++")
            || Symbol.isLibrary(module, "libc++abi")
            || module.startsWith("libstd-");
    boolean source =
        file.contains("/include/c++/")
            || file.contains("/rustc/")
            || file.contains("library/std/src/")
            || file.contains("library/core/src/")
            || file.contains("library/alloc/src/");
    if (runtime || source || head.startsWith("__gnu_cxx::") || head.startsWith("__rust")) {
      return BASE;
    }
    Language language = Language.of(frame);
    boolean rust = language == Language.RUST;
    boolean standard =
        head.startsWith("std::")
            || (rust && (head.startsWith("core::") || head.startsWith("alloc::")));
    return standard && (rust || language == Language.CPP || language == Language.ANY) ? BASE : OWN;
  }

  private static int ofNode(Frame frame, String module, String head) {
    if (head.startsWith("uv_") || module.startsWith("libuv.so")) {
      return DOOR;
    }
    if (Symbol.isNode(module)) {
      return head.startsWith("node::") ? BASE : DOOR;
    }
    String function = frame.function();
    boolean script = function.startsWith("JS:") || function.startsWith("LazyCompile:");
    boolean inside =
        function.contains(" node:")
            || function.contains(" internal/")
            || (frame.file().startsWith("node:") && Language.of(frame) == Language.NODE);
    boolean builtin = head.startsWith("Builtins_") || function.startsWith("Builtin:");
    return builtin ? DOOR : inside && (script || !frame.file().isEmpty()) ? LIBRARY : OWN;
  }

  private static int ofPython(Frame frame, String module, String head) {
    boolean interpreter =
        head.startsWith("_Py")
            || PYTHON_API.matcher(head).matches()
            || Symbol.isPythonLibrary(module)
            || (Symbol.isPython(module, frame.module()) && !Symbol.isPythonExtension(module));
    if (interpreter && !frame.function().startsWith("py::")) {
      return DOOR;
    }
    String where = frame.file().isEmpty() ? frame.function() : frame.file();
    boolean library = where.contains("/lib/python3") && !where.contains("-packages/");
    return library ? LIBRARY : OWN;
  }

  private static int ofJava(Frame frame, String module, String head) {
    if (Symbol.isJvm(module) || head.equals("Interpreter") || head.equals("call_stub")) {
      return DOOR;
    }
    String name = head.startsWith("L") ? head.substring(1).replace('/', '.') : head;
    boolean compiled =
        frame.module().endsWith(".map")
            || (frame.module().isEmpty() && frame.file().isEmpty())
            || Language.of(frame) == Language.JAVA;
    if (!compiled) {
      return OWN;
    }
    if (name.startsWith("sun.nio.") || name.startsWith("jdk.internal.")) {
      return BASE;
    }
    return JAVA_LIBRARY.matcher(name).matches() ? LIBRARY : OWN;
  }
}
