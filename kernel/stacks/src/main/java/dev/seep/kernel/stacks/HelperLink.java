package dev.seep.kernel.stacks;

import dev.seep.evidence.Frame;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.BrokenMessageException;
import dev.seep.kernel.stacks.helper.Frames;
import dev.seep.kernel.stacks.helper.Limits;
import dev.seep.kernel.stacks.helper.MessageKind;
import dev.seep.kernel.stacks.helper.MessageReader;
import dev.seep.kernel.stacks.helper.MessageSocket;
import dev.seep.kernel.stacks.helper.MessageWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A running helper, from Seep's side. Nothing that it says is believed but for being text.
final class HelperLink implements AutoCloseable {
  /// Memory of its own beyond which a helper is ended.
  static final long MOST_OWN_BYTES = 600L << 20;

  private static final long LOOK_AFTER_NANOS = 100_000_000;

  /// Mappings in one message: even with the longest names they fit.
  private static final int MAPPINGS_IN_A_PART = 40;

  private final HelperProcess process;
  private final MessageSocket socket;
  private final MessageWriter out = new MessageWriter();
  private final Blindness blindness;
  private final DebugSearch debugSearch;
  private final Set<Integer> given = new HashSet<>();
  private int readingFile = -1;
  private long resolved;

  private HelperLink(
      HelperProcess process, MessageSocket socket, Blindness blindness, DebugSearch debugSearch) {
    this.process = process;
    this.socket = socket;
    this.blindness = blindness;
    this.debugSearch = debugSearch;
  }

  /// Why the helper is of no more use.
  static final class LostException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean late;

    LostException(String why, boolean late) {
      super(why);
      this.late = late;
    }

    String why() {
      String why = getMessage();
      return why == null ? "" : why;
    }

    /// Whether it gave no answer in time, as against an early end.
    boolean late() {
      return late;
    }
  }

  /// Starts a helper and waits until it is confined.
  static Reading<HelperLink> start(
      HelperCommand command, Blindness blindness, DebugSearch debugSearch, long deadlineNanos) {
    int[] ends = HelperProcess.pair();
    if (ends[0] < 0) {
      return SafeFiles.refused("names of code: the helper's socket", ends[0]);
    }
    return switch (HelperProcess.start(command, ends[1])) {
      case Reading.Unseen<HelperProcess> unseen -> {
        Syscalls.close(ends[0]);
        yield new Reading.Unseen<>(unseen.blind());
      }
      case Reading.Seen<HelperProcess> seen -> {
        MessageSocket socket = new MessageSocket(ends[0], false);
        HelperLink link = new HelperLink(seen.value(), socket, blindness, debugSearch);
        yield link.greeted(deadlineNanos);
      }
    };
  }

  private Reading<HelperLink> greeted(long deadlineNanos) {
    try {
      MessageReader ready = receive(deadlineNanos);
      if (ready.kind() != MessageKind.READY) {
        throw new BrokenMessageException("it began with " + ready.kind());
      }
      int complaints = ready.count(Limits.COMPLAINTS);
      for (int i = 0; i < complaints; i++) {
        blindness.addUntrusted("confinement of the helper", ready.text(Limits.REMARK));
      }
      return Reading.seen(this);
    } catch (BrokenMessageException | LostException failure) {
      close();
      return Reading.unseen("names of code: the helper process", "" + failure.getMessage(), "");
    }
  }

  HelperProcess process() {
    return process;
  }

  /// The number of the file that the helper was last heard to read: 0 for the perf map, -1 for none
  /// since its last answer.
  int readingFile() {
    return readingFile;
  }

  /// Tells what the target has mapped.
  ///
  /// @param withheld numbers of files that no helper shall read again
  void give(List<MappedFiles.Mapped> mapped, Set<Integer> withheld, long deadlineNanos)
      throws LostException {
    Set<Integer> now = new HashSet<>();
    for (MappedFiles.Mapped one : mapped) {
      MappedFiles.Entry file = one.file();
      if (file.fd() < 0 || withheld.contains(file.number())) {
        continue;
      }
      now.add(file.number());
      if (given.add(file.number())) {
        send(out.start(MessageKind.FILE).number(file.number()), file.fd(), deadlineNanos);
      }
    }
    given.retainAll(now);
    int from = 0;
    do {
      int to = Math.min(mapped.size(), from + MAPPINGS_IN_A_PART);
      out.start(MessageKind.MAPPINGS).flag(to == mapped.size()).number(to - from);
      mapped.subList(from, to).forEach(one -> write(one, now));
      send(out, -1, deadlineNanos);
      from = to;
    } while (from < mapped.size());
  }

  private void write(MappedFiles.Mapped one, Set<Integer> readable) {
    int number = one.file().number();
    out.number(one.line().start())
        .number(one.line().end())
        .number(one.line().offset())
        .number(readable.contains(number) ? number : 0)
        .text(one.file().name(), Limits.PATH);
  }

  void giveVdso(long start, byte[] image, long deadlineNanos) throws LostException {
    send(out.start(MessageKind.VDSO).number(start).bytes(image, Limits.VDSO), -1, deadlineNanos);
  }

  void givePerfMap(Opening.Opened file, long deadlineNanos) throws LostException {
    send(out.start(MessageKind.PERF_MAP).number(file.facts().size()), file.fd(), deadlineNanos);
  }

  /// Has a stack unwound.
  Unwound resolve(StackCopy copy, long deadlineNanos) throws LostException {
    long number = ++resolved;
    send(
        out.start(MessageKind.RESOLVE)
            .number(number)
            .number(copy.thread())
            .bytes(copy.registers(), Limits.REGISTERS)
            .bytes(copy.stack(), Limits.STACK)
            .numbers(copy.framePointers(), Limits.FRAME_POINTERS),
        -1,
        deadlineNanos);
    try {
      while (true) {
        MessageReader message = receive(deadlineNanos);
        switch (message.kind()) {
          case FRAMES -> {
            return unwound(message, number);
          }
          case READING -> readingFile = message.number();
          case DEBUG_WANTED -> answerDebug(message, deadlineNanos);
          case BLIND ->
              blindness.addUntrusted(message.text(Limits.PATH), message.text(Limits.REMARK));
          case READY, FILE, MAPPINGS, VDSO, PERF_MAP, RESOLVE, DEBUG_FILE ->
              throw new BrokenMessageException(message.kind() + " is not for Seep");
        }
      }
    } catch (BrokenMessageException broken) {
      throw new LostException("it answered what no helper answers: " + broken.getMessage(), false);
    }
  }

  private Unwound unwound(MessageReader message, long number) throws BrokenMessageException {
    if (message.longNumber() != number) {
      throw new BrokenMessageException("the answer to another question");
    }
    boolean whole = message.flag();
    String remark = message.text(Limits.REMARK);
    int count = message.count(Limits.FRAMES);
    List<Frame> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frames.add(Frames.read(message));
    }
    readingFile = -1;
    return new Unwound(frames, whole, remark);
  }

  private void answerDebug(MessageReader message, long deadlineNanos)
      throws BrokenMessageException, LostException {
    byte[] buildId = message.bytes(Limits.BUILD_ID);
    String link = message.text(Limits.DEBUG_LINK);
    String module = message.text(Limits.PATH);
    DebugSearch.Found found =
        debugSearch.find(buildId, link, module, message.count(DebugSearch.CANDIDATES));
    try {
      out.start(MessageKind.DEBUG_FILE).number(found.candidate()).flag(found.byBuildId());
      send(out, found.fd(), deadlineNanos);
    } finally {
      found.close();
    }
  }

  private void send(MessageWriter message, int passed, long deadlineNanos) throws LostException {
    int result = socket.send(message, passed, deadlineNanos);
    if (result == MessageSocket.TIME_IS_OVER) {
      throw new LostException("it took no message in time", true);
    }
    if (result < 0) {
      throw ended();
    }
  }

  private MessageReader receive(long deadlineNanos) throws LostException, BrokenMessageException {
    while (true) {
      long lookAfter = System.nanoTime() + LOOK_AFTER_NANOS;
      int length = socket.receive(Math.min(lookAfter, deadlineNanos));
      if (length > 0) {
        return socket.message(length);
      }
      if (length != MessageSocket.TIME_IS_OVER) {
        throw ended();
      }
      if (process.ownBytes() > MOST_OWN_BYTES) {
        throw new LostException("it took more than " + (MOST_OWN_BYTES >> 20) + " MB", false);
      }
      if (System.nanoTime() >= deadlineNanos) {
        throw new LostException("it gave no answer in time", true);
      }
    }
  }

  private LostException ended() {
    return new LostException(process.awaitEnd(500), false);
  }

  @Override
  public void close() {
    socket.close();
    process.kill();
  }
}
