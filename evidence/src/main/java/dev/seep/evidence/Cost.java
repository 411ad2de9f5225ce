package dev.seep.evidence;

/// What Seep itself used.
public record Cost(double cpuSeconds, long residentBytes) {

  /// Both together.
  public Cost plus(Cost other) {
    return new Cost(cpuSeconds + other.cpuSeconds, residentBytes + other.residentBytes);
  }
}
