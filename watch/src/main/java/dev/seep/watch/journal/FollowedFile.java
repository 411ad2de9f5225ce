package dev.seep.watch.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One log file, from where it was found on: what is appended to it, also when it is renamed and
/// begun anew (logrotate's default), or emptied in place (its `copytruncate`).
///
/// The file stays open between two looks, so that the end of one that was renamed is still read.
final class FollowedFile implements AutoCloseable {
  private static final int LINE_ROOM = 16 << 10;

  /// What one look reads; a file that is further ahead is taken up near its end.
  private static final int MOST_A_LOOK = 1 << 20;

  private final Path path;
  private final ByteLines cutter = new ByteLines(LINE_ROOM);
  private @Nullable SeekableByteChannel channel;
  private @Nullable LogFile identity;
  private long position;
  private long skippedBytes;
  private long begunAnew;

  /// @param fromTheEnd whether what it holds already is left alone
  FollowedFile(Path path, boolean fromTheEnd) {
    this.path = path;
    this.position = fromTheEnd ? -1 : 0;
  }

  /// Reads what has been added.
  ///
  /// @param buffer any, for the bytes on their way
  /// @return false when there is no such file any more
  boolean look(byte[] buffer, ByteLines.Visitor visitor) throws IOException {
    Optional<LogFile> now = LogFile.at(path);
    if (channel != null && !now.equals(Optional.ofNullable(identity))) {
      read(buffer, visitor);
      close();
      begunAnew++;
    }
    if (now.isEmpty()) {
      return false;
    }
    if (channel == null) {
      open(now.get());
    }
    read(buffer, visitor);
    return true;
  }

  private void open(LogFile now) throws IOException {
    SeekableByteChannel opened = Files.newByteChannel(path);
    channel = opened;
    position = identity == null && position < 0 ? opened.size() : 0;
    identity = now;
    cutter.reset();
  }

  private void read(byte[] buffer, ByteLines.Visitor visitor) throws IOException {
    SeekableByteChannel from = channel;
    if (from == null) {
      return;
    }
    long size = from.size();
    if (size < position) {
      position = 0;
      cutter.reset();
      begunAnew++;
    }
    if (size - position > MOST_A_LOOK) {
      skippedBytes += size - MOST_A_LOOK - position;
      position = size - MOST_A_LOOK;
      cutter.reset();
    }
    from.position(position);
    while (position < size) {
      int wanted = (int) Math.min(buffer.length, size - position);
      int count = from.read(ByteBuffer.wrap(buffer, 0, wanted));
      if (count <= 0) {
        return;
      }
      cutter.add(buffer, count, visitor);
      position += count;
    }
  }

  /// The file that it was when it was last looked at.
  Optional<LogFile> identity() {
    return Optional.ofNullable(identity);
  }

  Path path() {
    return path;
  }

  long cut() {
    return cutter.cut();
  }

  long skippedBytes() {
    return skippedBytes;
  }

  long begunAnew() {
    return begunAnew;
  }

  @Override
  public void close() throws IOException {
    SeekableByteChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
