package dev.seep.hunt.recording;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Lines of a recording that anybody may have made: one longer than [#MOST_LINE_BYTES], or more
/// than [#MOST_BYTES] of them, are refused before they fill the memory, and so are texts and
/// numbers of absurd length.
final class LineInput implements AutoCloseable {
  static final int MOST_LINE_BYTES = 64 << 20;
  static final long MOST_BYTES = 4L << 30;
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream zipped;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private long bytes;
  private int number;
  private boolean isCut;
  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(1 << 22)
                  .maxNameLength(100)
                  .maxNumberLength(40)
                  .build())
          .build();

  /// @throws ZipException when it is no gzip file
  LineInput(InputStream file) throws IOException {
    zipped = new GZIPInputStream(file, BUFFER_BYTES);
  }

  /// The line read last, from 1; of a failure, the line where it lies.
  int number() {
    return number;
  }

  /// Whether the file breaks off in the middle.
  boolean isCut() {
    return isCut;
  }

  /// @return null after the last whole line
  /// @throws DamagedException when the line is none of a recording
  @Nullable Lines next() throws IOException {
    byte[] line = line();
    if (line == null) {
      return null;
    }
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), line)) {
      return (Lines) new RecordInput(json).only(Lines.class);
    } catch (JacksonException e) {
      throw new DamagedException("not JSON as it must be: " + e.getOriginalMessage(), e);
    }
  }

  private byte @Nullable [] line() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (from == to && !fill()) {
        isCut |= line.size() > 0;
        return null;
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      if (line.size() > MOST_LINE_BYTES) {
        throw new DamagedException("longer than " + (MOST_LINE_BYTES >> 20) + " MiB");
      }
      if (end < to) {
        from = end + 1;
        return line.toByteArray();
      }
      from = end;
    }
  }

  private boolean fill() throws IOException {
    try {
      from = 0;
      to = Math.max(0, zipped.read(buffer));
    } catch (EOFException e) {
      to = 0;
      isCut = true;
    } catch (ZipException e) {
      throw new DamagedException("the compressed data are damaged (" + e.getMessage() + ")", e);
    }
    bytes += to;
    if (bytes > MOST_BYTES) {
      throw new DamagedException("more than " + (MOST_BYTES >> 30) + " GiB of text so far");
    }
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    zipped.close();
  }
}
