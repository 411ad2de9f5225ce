package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import dev.seep.kernel.stacks.unwind.Architecture;
import dev.seep.kernel.stacks.unwind.Module;
import dev.seep.kernel.stacks.unwind.Unwinder;
import java.util.List;

/// The unwinder, as the helper uses it.
final class UnwinderReader implements StackReader {
  private final Unwinder unwinder;

  UnwinderReader(Surroundings surroundings) {
    Architecture architecture =
        Architecture.ofThisMachine()
            .orElseThrow(() -> new UnsupportedOperationException("no registers are known here"));
    unwinder = new Unwinder(architecture, surroundings::debugFile);
  }

  @Override
  public void mappings(List<Mapping> mappings) {
    unwinder.modules(
        mappings.stream()
            .map(m -> new Module(m.start(), m.end(), m.fileOffset(), m.fd(), m.name()))
            .toList());
  }

  @Override
  public void perfMap(byte[] text) {
    unwinder.perfMap(text);
  }

  @Override
  public void vdso(byte[] image, long start) {
    unwinder.vdso(image, start);
  }

  @Override
  public Unwound unwind(StackCopy copy) {
    return unwinder.unwind(copy);
  }

  @Override
  public void close() {
    unwinder.close();
  }
}
