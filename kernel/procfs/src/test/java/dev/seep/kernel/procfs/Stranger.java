package dev.seep.kernel.procfs;

import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.ProcessFacts;
import dev.seep.kernel.libc.Errno;

/// A program of another user that looks at a process it may not look into.
final class Stranger {
  private Stranger() {}

  public static void main(String[] arguments) {
    int pid = Integer.parseInt(arguments[0]);
    ProcFs proc = new ProcFs();
    ProcessFacts facts = Readings.seen(proc.process(pid));
    DescriptorLimits limits = Readings.seen(proc.descriptorLimits(pid));
    int count = proc.openCount(pid);
    Blind table = Readings.blind(proc.descriptors(pid));
    System.out.println(
        "name="
            + facts.name()
            + " uid="
            + facts.uid()
            + " soft="
            + limits.soft()
            + " count="
            + (count < 0 ? Errno.describe(-count) : "seen")
            + " table="
            + table.why()
            + " mend="
            + table.mend());
  }
}
