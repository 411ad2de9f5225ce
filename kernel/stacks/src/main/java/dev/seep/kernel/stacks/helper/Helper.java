package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes messages, one after another, and answers them.
final class Helper implements StackReader.Surroundings {
  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final MessageSocket socket;
  private final MessageWriter out = new MessageWriter();
  private final StackReader reader;
  private final DebugFileRequests debugFiles;

  /// Descriptors by the number of the file, and those numbers by name.
  private final Map<Integer, Integer> files = new HashMap<>();

  private final Map<String, Integer> fileNumbers = new HashMap<>();
  private final List<StackReader.Mapping> mappings = new ArrayList<>();
  private final Set<Integer> mappedFiles = new HashSet<>();
  private boolean ended;

  Helper(MessageSocket socket, StackReader.Maker maker) {
    this.socket = socket;
    debugFiles = new DebugFileRequests(this);
    reader = maker.make(this);
    OwnClasses.load();
  }

  void serve() throws BrokenMessageException {
    watchForTheEndOfSeep();
    List<String> complaints = Sandbox.confine();
    out.start(MessageKind.READY).number(Math.min(complaints.size(), Limits.COMPLAINTS));
    complaints.stream().limit(Limits.COMPLAINTS).forEach(c -> out.text(c, Limits.REMARK));
    send();
    while (!ended) {
      MessageReader message = next();
      if (message != null) {
        take(message);
      }
    }
  }

  /// A parser that runs in circles looks at no socket.
  private void watchForTheEndOfSeep() {
    Thread watch =
        Thread.ofPlatform().daemon().name("seep-watch").unstarted(new HangUp(socket.fd()));
    watch.start();
  }

  /// The next message; null when Seep is gone.
  @Nullable MessageReader next() throws BrokenMessageException {
    int length = socket.receive(System.nanoTime() + FOR_EVER);
    if (length <= 0) {
      ended = true;
      return null;
    }
    return socket.message(length);
  }

  MessageSocket socket() {
    return socket;
  }

  MessageWriter start(MessageKind kind) {
    return out.start(kind);
  }

  void send() {
    if (socket.send(out, -1, System.nanoTime() + FOR_EVER) < 0) {
      ended = true;
    }
  }

  private void take(MessageReader message) throws BrokenMessageException {
    switch (message.kind()) {
      case FILE -> files.put(message.number(), socket.takeDescriptor());
      case MAPPINGS -> takeMappings(message);
      case VDSO -> {
        long start = message.longNumber();
        reader.vdso(message.bytes(Limits.VDSO), start);
      }
      case PERF_MAP -> takePerfMap(message.longNumber());
      case RESOLVE -> resolve(message);
      case READY, FRAMES, READING, DEBUG_WANTED, DEBUG_FILE, BLIND ->
          throw new BrokenMessageException(message.kind() + " is not for the helper");
    }
  }

  private void takeMappings(MessageReader message) throws BrokenMessageException {
    boolean last = message.flag();
    int count = message.count(Limits.MAPPINGS);
    for (int i = 0; i < count; i++) {
      long start = message.longNumber();
      long end = message.longNumber();
      long offset = message.longNumber();
      int file = message.number();
      String name = message.text(Limits.PATH);
      int fd = files.getOrDefault(file, -1);
      mappedFiles.add(file);
      fileNumbers.put(name, file);
      mappings.add(new StackReader.Mapping(start, end, offset, fd, name));
    }
    if (last) {
      reader.mappings(List.copyOf(mappings));
      closeUnmapped();
      fileNumbers.values().retainAll(mappedFiles);
      mappings.clear();
      mappedFiles.clear();
    }
  }

  private void closeUnmapped() {
    files
        .entrySet()
        .removeIf(file -> {
          boolean unmapped = !mappedFiles.contains(file.getKey());
          if (unmapped && file.getValue() >= 0) {
            Syscalls.close(file.getValue());
          }
          return unmapped;
        });
  }

  private void takePerfMap(long bytes) {
    int fd = socket.takeDescriptor();
    if (fd < 0) {
      return;
    }
    report(0);
    try {
      reader.perfMap(WholeLines.read(fd, Math.min(bytes, Limits.PERF_MAP)));
    } catch (OutOfMemoryError tooLarge) {
      blind("the perf map", "it needs more memory than the helper has");
    } finally {
      Syscalls.close(fd);
    }
  }

  private void resolve(MessageReader message) throws BrokenMessageException {
    long number = message.longNumber();
    int thread = message.number();
    byte[] registers = message.bytes(Limits.REGISTERS);
    byte[] stack = message.bytes(Limits.STACK);
    long[] framePointers = message.numbers(Limits.FRAME_POINTERS);
    answer(number, unwind(new StackCopy(thread, registers, stack, framePointers)));
  }

  private Unwound unwind(StackCopy copy) {
    try {
      return reader.unwind(copy);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      return new Unwound(List.of(), false, "it could not be followed: " + failure);
    }
  }

  private void answer(long number, Unwound unwound) {
    List<Frame> frames = unwound.frames();
    out.start(MessageKind.FRAMES).number(number).flag(unwound.whole());
    out.text(unwound.remark(), Limits.REMARK);
    int place = out.place();
    out.number(0);
    int written = 0;
    for (Frame frame : frames) {
      if (written == Limits.FRAMES || out.room() < Frames.MOST_BYTES) {
        break;
      }
      Frames.write(out, frame);
      written++;
    }
    out.numberAt(place, written);
    send();
  }

  @Override
  public void reading(String moduleName) {
    report(fileNumbers.getOrDefault(moduleName, 0));
  }

  private void report(int file) {
    out.start(MessageKind.READING).number(file);
    send();
  }

  @Override
  public int debugFile(byte[] buildId, String debugLink, int crc, String moduleName) {
    reading(moduleName);
    try {
      return debugFiles.find(buildId, debugLink, crc, moduleName);
    } catch (BrokenMessageException broken) {
      ended = true;
      return -Errno.EINVAL.number();
    }
  }

  void blind(String what, String why) {
    out.start(MessageKind.BLIND).text(what, Limits.PATH).text(why, Limits.REMARK);
    send();
  }
}
