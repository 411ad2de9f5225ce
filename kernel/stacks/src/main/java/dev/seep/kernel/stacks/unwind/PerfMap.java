package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import dev.seep.evidence.KernelText;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Symbols of code made at run time, as `/tmp/perf-PID.map` tells them: start and size in
/// hexadecimal, and a name (Linux, tools/perf/Documentation/jit-interface.txt). Code is moved and
/// replaced: of two entries that overlap, the later one holds.
///
/// V8 writes the place into the name (`LazyCompile:*open /app/leak.js:12:5`); its line is the one
/// where the function begins. So does CPython (`py::open:/app/leak.py`), without a line.
final class PerfMap {
  static final PerfMap EMPTY = new PerfMap(new byte[0]);

  private static final int SYMBOLS = 1 << 20;
  private static final Pattern V8_KIND =
      Pattern.compile("(?:LazyCompile|Function|Script|Eval|JS|InterpretedFunction):([*~^+]?)(.*)");
  private static final Pattern LINE_AND_COLUMN = Pattern.compile(":(\\d{1,9}):(\\d{1,9})$");
  private static final List<String> FILE_MARKS = List.of(" /", " file:", " node:");
  private static final Pattern CPYTHON = Pattern.compile("py::(.*):(.*)");

  private final byte[] text;
  private final TreeMap<Long, Symbol> symbols = new TreeMap<>();

  /// @param from where in the text its name begins
  private record Symbol(long end, int from, int to) {}

  PerfMap(byte[] text) {
    this.text = text.clone();
    int at = 0;
    while (at < text.length && symbols.size() < SYMBOLS) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      line(at, end);
      at = end + 1;
    }
  }

  private void line(int from, int to) {
    int[] at = {from};
    long start = hexadecimal(at, to);
    long size = hexadecimal(at, to);
    if (size <= 0 || start <= 0 || start + size < start || at[0] >= to) {
      return;
    }
    Entry<Long, Symbol> below = symbols.lowerEntry(start);
    if (below != null && below.getValue().end() > start) {
      Symbol old = below.getValue();
      symbols.put(below.getKey(), new Symbol(start, old.from(), old.to()));
    }
    symbols.subMap(start, start + size).clear();
    symbols.put(start, new Symbol(start + size, at[0], to));
  }

  /// -1 for what is no number; moves behind the space that follows.
  private long hexadecimal(int[] at, int to) {
    int i = at[0];
    if (i + 1 < to && text[i] == '0' && text[i + 1] == 'x') {
      i += 2;
    }
    int first = i;
    long value = 0;
    while (i < to && i - first < 16 && Character.digit(text[i], 16) >= 0) {
      value = value << 4 | Character.digit(text[i++], 16);
    }
    if (i == first || i >= to || text[i] != ' ') {
      return -1;
    }
    at[0] = i + 1;
    return value;
  }

  Optional<Frame> find(long address) {
    Entry<Long, Symbol> below = symbols.floorEntry(address);
    if (below == null || address >= below.getValue().end()) {
      return Optional.empty();
    }
    Symbol symbol = below.getValue();
    int to = Math.min(symbol.to(), symbol.from() + NativeMemory.NAME_LIMIT);
    return Optional.of(frame(KernelText.decode(text, symbol.from(), to)));
  }

  static Frame frame(String name) {
    Matcher v8 = V8_KIND.matcher(name);
    if (v8.matches()) {
      return script(v8.group(2));
    }
    Matcher python = CPYTHON.matcher(name);
    if (python.matches()) {
      return new Frame(python.group(1), python.group(2), 0, "", "python");
    }
    return new Frame(name, "", 0, "", Languages.UNKNOWN);
  }

  /// `name file:line:column`, where the name may be missing and the file may hold spaces.
  private static Frame script(String text) {
    Matcher place = LINE_AND_COLUMN.matcher(text);
    if (!place.find()) {
      return new Frame(orAnonymous(text), "", 0, "", Languages.JAVASCRIPT);
    }
    int split = fileBegins(text);
    String file = text.substring(Math.min(split, place.start()), place.start());
    return new Frame(
        orAnonymous(text.substring(0, Math.min(split, place.start()))),
        file.startsWith("file://") ? file.substring("file://".length()) : file,
        Integer.parseInt(place.group(1)),
        "",
        Languages.JAVASCRIPT);
  }

  private static int fileBegins(String text) {
    int first = text.length();
    for (String mark : FILE_MARKS) {
      int at = text.indexOf(mark);
      first = at >= 0 ? Math.min(first, at + 1) : first;
    }
    return first < text.length() ? first : text.lastIndexOf(' ') + 1;
  }

  private static String orAnonymous(String function) {
    return function.isBlank() ? "(anonymous)" : function.strip();
  }
}
