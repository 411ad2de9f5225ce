package dev.seep.diagnosis;

import java.util.regex.Pattern;

/// What the name of a function or a module gives away.
final class Symbol {
  private static final String ANONYMOUS = "(anonymous namespace)::";

  private static final Pattern PYTHON_EXTENSION = Pattern.compile("\\.cpython-\\d+.*\\.so$");

  private Symbol() {}

  /// The qualified name without return type, template arguments and parameters: `std::function` of
  /// `void std::function<void ()>::operator()() const`; the type of a Rust `<type as trait>::f`.
  static String head(String function) {
    String name = function.replace(ANONYMOUS, "");
    if (name.startsWith("<")) {
      name = name.substring(1).replaceFirst("^[&*]+(mut |const )?", "");
      return cut(name, "< >(");
    }
    name = cut(name, "<(");
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  private static String cut(String name, String at) {
    for (int i = 1; i < name.length(); i++) {
      if (at.indexOf(name.charAt(i)) >= 0) {
        return name.substring(0, i);
      }
    }
    return name;
  }

  /// The import path of a Go function: `net/http` of `net/http.(*Transport).dialConn.func1`; empty
  /// for what has none.
  static String goPackage(String function) {
    String name = cut(function, "([");
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /// `libc.so.6` of `/usr/lib/x86_64-linux-gnu/libc.so.6`, and of the same that was deleted.
  static String base(String module) {
    String path =
        module.endsWith(" (deleted)") ? module.substring(0, module.length() - 10) : module;
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static boolean isLibrary(String base, String name) {
    return base.startsWith(name + ".so") || base.startsWith(name + "-");
  }

  static boolean isNode(String base) {
    return base.equals("node") || base.equals("nodejs") || base.startsWith("libnode.so");
  }

  static boolean isPython(String base, String module) {
    return base.startsWith("libpython")
        || base.matches("python(\\d+(\\.\\d+)?)?")
        || module.contains("/lib-dynload/")
        || isPythonExtension(base);
  }

  /// Of the standard library, or of a package: `select.cpython-311-x86_64-linux-gnu.so`.
  static boolean isPythonExtension(String base) {
    return base.endsWith(".abi3.so") || PYTHON_EXTENSION.matcher(base).find();
  }

  /// Extensions of the standard library that open descriptors (`lib-dynload`).
  static boolean isPythonLibrary(String base) {
    int dot = base.indexOf('.');
    return dot > 0
        && isPythonExtension(base)
        && switch (base.substring(0, dot)) {
          case "_socket",
              "select",
              "_ssl",
              "_posixsubprocess",
              "_posixshmem",
              "_multiprocessing",
              "_sqlite3",
              "_ctypes",
              "_asyncio",
              "_io",
              "fcntl",
              "mmap",
              "termios" ->
              true;
          default -> false;
        };
  }

  static boolean isJvm(String base) {
    return switch (base) {
      case "libjvm.so", "libnio.so", "libnet.so", "libjava.so", "libzip.so", "libextnet.so" -> true;
      default -> false;
    };
  }
}
