package dev.seep.kernel.bpf;

/// Takes one descriptor of a census after the other.
@FunctionalInterface
public interface CensusVisitor {

  /// @param record a cursor that is moved on after the call: keep what it says, never itself
  void visit(CensusRecord record);
}
