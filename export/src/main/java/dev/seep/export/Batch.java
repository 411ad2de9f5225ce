package dev.seep.export;

/// One request's body, ready to be sent, and how many samples are in it.
final class Batch {
  private final byte[] body;
  private final int samples;

  Batch(byte[] body, int samples) {
    this.body = body;
    this.samples = samples;
  }

  byte[] body() {
    return body;
  }

  int samples() {
    return samples;
  }
}
