package dev.seep.hunt;

import java.io.IOException;
import java.io.OutputStream;

/// Takes so many bytes and no more, as a file system does (write(2), ENOSPC).
final class FullDisk extends OutputStream {
  private long free;

  FullDisk(long bytes) {
    free = bytes;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    free -= length;
    if (free < 0) {
      throw new IOException("No space left on device");
    }
  }
}
