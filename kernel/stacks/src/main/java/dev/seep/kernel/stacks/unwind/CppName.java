package dev.seep.kernel.stacks.unwind;

/// A demangled C++ name made short enough to be read in a list of frames: what a person would say
/// aloud. Return type, parameters, template arguments and qualifiers are left out (`void
/// ns::Box<int>::put<char>(char) const` is `ns::Box::put`); file and line tell overloads and
/// instances apart. Parentheses that are part of a name stay: `(anonymous namespace)`,
/// `{lambda#1}`, `operator()`.
final class CppName {
  private static final String OPERATOR = "operator";
  private static final String DECLTYPE = "decltype (";
  private static final String ANONYMOUS = "(anonymous namespace)";

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private CppName(String text) {
    this.text = text;
  }

  static String brief(String demangled) {
    return new CppName(demangled).read();
  }

  private String read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith(ANONYMOUS, at)) {
        out.append(ANONYMOUS);
        at += ANONYMOUS.length();
      } else if (startsOperator()) {
        operator();
      } else if (c == '{') {
        braces();
      } else if (text.startsWith(DECLTYPE, at)) {
        at += DECLTYPE.length() - 1;
        at = closing('(', ')');
      } else if (c == '<') {
        at = closing('<', '>');
      } else if (c == '[') {
        at = closing('[', ']');
      } else if (c == '(') {
        parameters();
      } else if (c == ' ') {
        space();
      } else {
        out.append(c);
        at++;
      }
    }
    String brief = out.toString().strip();
    return brief.isEmpty() ? text : brief;
  }

  /// A parameter list ends the name, unless the name goes on behind it: a function's local class or
  /// lambda is `f(int)::{lambda()#1}`.
  private void parameters() {
    int end = closing('(', ')');
    int next = end;
    while (text.startsWith(" const", next) || text.startsWith(" &", next)) {
      next += text.startsWith(" const", next) ? 6 : 2;
    }
    at = text.startsWith("::", next) ? next : text.length();
  }

  /// What stands before a space is the return type, or what kind of thing it is (`non-virtual thunk
  /// to`): names have none. Template arguments of an operator stand behind a space.
  private void space() {
    at++;
    if (at < text.length() && "[<".indexOf(text.charAt(at)) < 0) {
      out.setLength(0);
    }
  }

  private boolean startsOperator() {
    if (!text.startsWith(OPERATOR, at)) {
      return false;
    }
    int end = at + OPERATOR.length();
    boolean starts = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
    return starts && end < text.length() && !Character.isJavaIdentifierPart(text.charAt(end));
  }

  /// `operator()`, `operator<<`, `operator bool`: symbols here are the name itself.
  private void operator() {
    out.append(OPERATOR);
    at += OPERATOR.length();
    if (text.startsWith("()", at)) {
      out.append("()");
      at += 2;
      return;
    }
    if (text.startsWith("[]", at)) {
      out.append("[]");
      at += 2;
      return;
    }
    int symbols = at;
    while (symbols < text.length() && "<>=!+-*/%^&|~,".indexOf(text.charAt(symbols)) >= 0) {
      symbols++;
    }
    if (symbols == at) {
      int open = text.indexOf('(', at);
      symbols = open < 0 ? text.length() : open;
    }
    out.append(text, at, symbols);
    at = symbols;
  }

  /// `{lambda(int, char)#2}` is `{lambda#2}`; `{unnamed type#1}` stays.
  private void braces() {
    int end = closing('{', '}');
    int number = text.lastIndexOf('#', end);
    if (text.startsWith("{lambda", at) && number > at) {
      out.append("{lambda").append(text, number, end);
    } else {
      out.append(text, at, end);
    }
    at = end;
  }

  /// The place behind the bracket that closes the one here; the end when none does. A `>` within
  /// parentheses compares, and closes nothing.
  private int closing(char open, char close) {
    int depth = 0;
    int parentheses = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (open == '<' && (c == '(' || c == ')')) {
        parentheses += c == '(' ? 1 : -1;
      } else if (parentheses == 0 && c == open) {
        depth++;
      } else if (parentheses == 0 && c == close && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }
}
