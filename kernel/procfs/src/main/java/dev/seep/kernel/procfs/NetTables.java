package dev.seep.kernel.procfs;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// The protocol tables and counters of the network namespace that a process lives in.
///
/// A socket is found by its inode. Sockets that no table lists (just created, bound only, refused,
/// reset, closed both ways) are found by not being here.
public final class NetTables {
  private final ProcFs proc;

  public NetTables(ProcFs proc) {
    this.proc = proc;
  }

  /// All rows of one table.
  public static List<NetTableRow> parse(NetTable table, byte[] text) {
    List<NetTableRow> rows = new ArrayList<>();
    NetTableParser parser = new NetTableParser(table, _ -> true, rows::add);
    ByteLines lines = new ByteLines(text, text.length);
    while (lines.next()) {
      parser.line(lines);
    }
    parser.end();
    return rows;
  }

  /// Streams the rows of one table.
  ///
  /// @param wanted inodes to make rows of; a machine's table can have 100,000 lines of which one
  ///   process owns ten
  /// @return the number of lines, 0 when this kernel has no such table
  public Reading<Integer> read(
      int pid, NetTable table, LongPredicate wanted, Consumer<NetTableRow> rows) {
    Scratch scratch = Scratch.ofThisThread();
    String file = pid + "/net/" + table.file();
    int fd = scratch.open(Syscalls.AT_FDCWD, proc.path(scratch, file));
    if (fd < 0) {
      return absent(pid, file, fd);
    }
    try {
      NetTableParser parser = new NetTableParser(table, wanted, rows);
      long lines = stream(scratch, fd, parser);
      parser.end();
      return lines < 0
          ? Failure.unseen(proc.root() + "/" + file, lines)
          : Reading.seen((int) Math.max(0, lines - 1));
    } finally {
      Syscalls.close(fd);
    }
  }

  private Reading<Integer> absent(int pid, String file, int result) {
    if (!Failure.isGone(result)) {
      return Failure.unseen(proc.root() + "/" + file, result);
    }
    return proc.stat(pid).map(_ -> 0);
  }

  /// The kernel ends each read at the end of a line, but a fake need not.
  private static long stream(Scratch scratch, int fd, NetTableParser parser) {
    byte[] buffer = new byte[2 * Scratch.CAPACITY];
    int kept = 0;
    long lines = 0;
    while (true) {
      long got = scratch.readSome(fd);
      if (got < 0) {
        return got;
      }
      int room = (int) Math.min(got, buffer.length - kept);
      MemorySegment.copy(scratch.data, ValueLayout.JAVA_BYTE, 0, buffer, kept, room);
      int filled = kept + room;
      int complete = got == 0 ? filled : lastLineEnd(buffer, filled);
      ByteLines walk = new ByteLines(buffer, complete);
      while (walk.next()) {
        parser.line(walk);
        lines++;
      }
      if (got == 0) {
        return lines;
      }
      kept = filled - complete;
      System.arraycopy(buffer, complete, buffer, 0, kept);
    }
  }

  private static int lastLineEnd(byte[] buffer, int filled) {
    for (int i = filled; i > 0; i--) {
      if (buffer[i - 1] == '\n') {
        return i;
      }
    }
    // No line is this long: drop what can be none rather than wait for its end for ever.
    return filled > Scratch.CAPACITY ? filled : 0;
  }

  /// The wanted rows of all tables by inode. A unix socket's name can be made to look like a
  /// further row, so that the tables nobody can write into come first and the first row stays.
  public Reading<Map<Long, NetTableRow>> byInode(int pid, LongPredicate wanted) {
    Map<Long, NetTableRow> rows = new HashMap<>();
    LongPredicate owned = inode -> inode != 0 && wanted.test(inode);
    for (NetTable table : IN_ORDER_OF_TRUST) {
      Reading<Integer> lines = read(pid, table, owned, row -> rows.putIfAbsent(row.inode(), row));
      if (lines instanceof Reading.Unseen<Integer> unseen) {
        return new Reading.Unseen<>(unseen.blind());
      }
    }
    return Reading.seen(rows);
  }

  private static final List<NetTable> IN_ORDER_OF_TRUST =
      List.of(
          NetTable.TCP,
          NetTable.TCP6,
          NetTable.UDP,
          NetTable.UDP6,
          NetTable.UDPLITE,
          NetTable.UDPLITE6,
          NetTable.RAW,
          NetTable.RAW6,
          NetTable.ICMP,
          NetTable.ICMP6,
          NetTable.NETLINK,
          NetTable.PACKET,
          NetTable.UNIX);

  /// `sockstat` and `sockstat6` of the namespace; TCP's `alloc` and `mem` count the machine.
  public Reading<SockStat> sockStat(int pid) {
    byte[] six = proc.file(pid + "/net/sockstat6").orElse(new byte[0]);
    return proc.file(pid + "/net/sockstat").map(four -> SockStat.parse(four).with(six));
  }
}
