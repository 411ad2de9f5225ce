package dev.seep.diagnosis;

import dev.seep.evidence.Frame;
import java.util.List;
import java.util.Locale;

/// The language, or the runtime, in whose terms advice is given.
enum Language {
  C,
  CPP,
  RUST,
  GO,
  JAVA,
  NODE,
  PYTHON,
  /// Not known, or none that has advice of its own.
  ANY;

  /// Of the code that a person would change: the first frame of which it can be told.
  static Language of(List<Frame> frames) {
    for (Frame frame : frames) {
      Language language = OwnCode.isCLibrary(frame) ? ANY : of(frame);
      if (language != ANY) {
        return language;
      }
    }
    return ANY;
  }

  /// A runtime written in C++ runs programs in another language, so the module is asked first, then
  /// what the debug information calls the language, then the file's ending.
  static Language of(Frame frame) {
    Language runtime = ofRuntime(frame);
    if (runtime != ANY) {
      return runtime;
    }
    Language named = ofName(frame.language());
    return named != ANY ? named : ofFile(frame.file());
  }

  private static Language ofRuntime(Frame frame) {
    String module = Symbol.base(frame.module());
    String function = frame.function();
    if (Symbol.isNode(module)
        || function.startsWith("JS:")
        || function.startsWith("LazyCompile:")) {
      return NODE;
    }
    if (Symbol.isPython(module, frame.module()) || function.startsWith("py::")) {
      return PYTHON;
    }
    return Symbol.isJvm(module) || function.startsWith("Java_") ? JAVA : ANY;
  }

  private static Language ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("c++") || lower.startsWith("cpp") || lower.startsWith("c_plus_plus")) {
      return CPP;
    }
    if (lower.equals("c") || lower.matches("c ?\\d\\d")) {
      return C;
    }
    return switch (lower) {
      case "rust" -> RUST;
      case "go" -> GO;
      case "java", "kotlin", "scala" -> JAVA;
      case "javascript", "typescript", "js", "node" -> NODE;
      case "python" -> PYTHON;
      default -> ANY;
    };
  }

  private static Language ofFile(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "c", "h" -> C;
      case "cc", "cpp", "cxx", "hh", "hpp", "hxx", "ipp" -> CPP;
      case "rs" -> RUST;
      case "go" -> GO;
      case "java", "kt", "scala" -> JAVA;
      case "js", "mjs", "cjs", "ts" -> NODE;
      case "py" -> PYTHON;
      default -> ANY;
    };
  }
}
