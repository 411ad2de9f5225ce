package dev.seep.hunt.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Lines of a recording into a gzip file (RFC 1952): each an object whose one field names the kind
/// of line.
///
/// Everything but ASCII is escaped: text of the kernel need not be Unicode, and a lone surrogate
/// (which stands for a byte that is none) cannot be written otherwise.
final class LineOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream to;
  private @Nullable GZIPOutputStream zipped;
  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  LineOutput(OutputStream to) {
    this.to = to;
  }

  void write(Lines line) throws IOException {
    if (zipped == null) {
      // Here and not sooner, as this writes the header, which may fail.
      zipped = new GZIPOutputStream(to, BUFFER_BYTES, true);
    }
    OutputStream lines = zipped;
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), lines)) {
      new RecordOutput(json).write((Record) line, Lines.class);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    lines.write('\n');
  }

  /// All that was written so far is in the file and can be read back.
  void flush() throws IOException {
    if (zipped != null) {
      zipped.flush();
    }
  }

  /// Nothing will follow: writes the checksum of all.
  void finish() throws IOException {
    if (zipped != null) {
      zipped.finish();
    }
  }

  @Override
  public void close() throws IOException {
    try (to) {
      if (zipped != null) {
        zipped.close();
      }
    }
  }
}
