package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.util.ArrayList;
import java.util.List;

/// Follows frame pointers alone.
final class UnwinderReader implements StackReader {
  private List<Mapping> mappings = List.of();

  UnwinderReader(Surroundings surroundings) {}

  @Override
  public void mappings(List<Mapping> now) {
    mappings = now;
  }

  @Override
  public void perfMap(byte[] text) {}

  @Override
  public void vdso(byte[] image, long start) {}

  @Override
  public Unwound unwind(StackCopy copy) {
    List<Frame> frames = new ArrayList<>();
    for (long address : copy.framePointers()) {
      for (Mapping mapping : mappings) {
        if (Long.compareUnsigned(address, mapping.start()) >= 0
            && Long.compareUnsigned(address, mapping.end()) < 0) {
          long offset = address - mapping.start() + mapping.fileOffset();
          frames.add(new Frame("", "", 0, mapping.name() + "+0x" + Long.toHexString(offset), ""));
        }
      }
    }
    return new Unwound(frames, false, "frame pointers alone");
  }

  @Override
  public void close() {}
}
