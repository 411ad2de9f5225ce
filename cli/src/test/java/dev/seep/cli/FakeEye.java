package dev.seep.cli;

import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.ThreadFacts;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// An eye that sees what a test put before it.
final class FakeEye implements Eye {
  private final Deque<Reading<Inventory>> inventories = new ArrayDeque<>();
  private Census census = Evidence.census();
  private boolean closed;

  FakeEye() {
    inventories.add(Reading.seen(Evidence.crawlerInventory()));
  }

  FakeEye seeing(Census other) {
    census = other;
    return this;
  }

  /// One after the other; the last for ever.
  FakeEye holding(List<Reading<Inventory>> readings) {
    inventories.clear();
    inventories.addAll(readings);
    return this;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public Census census() {
    return census;
  }

  @Override
  public List<ProcessFacts> processes() {
    List<ProcessFacts> facts = new ArrayList<>();
    for (ProcessRow row : census.rows()) {
      facts.add(row.process());
    }
    return facts;
  }

  @Override
  public Reading<ProcessFacts> process(int pid) {
    for (ProcessFacts process : processes()) {
      if (process.pid() == pid) {
        return Reading.seen(process);
      }
    }
    return Reading.unseen("process " + pid, "there is none with this number", "");
  }

  @Override
  public Reading<Inventory> inventory(ProcessIdentity process, Detail detail) {
    return inventories.size() > 1 ? inventories.removeFirst() : inventories.getFirst();
  }

  @Override
  public Reading<LimitReport> limits(ProcessIdentity process) {
    return Reading.seen(Evidence.limits());
  }

  @Override
  public DoctorReport doctor() {
    return Evidence.doctor();
  }

  @Override
  public Reading<List<ThreadFacts>> threads(ProcessIdentity process) {
    return Reading.unseen("threads", "no test looks at them", "");
  }

  @Override
  public Reading<MappingUse> mappings(ProcessIdentity process) {
    return Reading.unseen("mappings", "no test looks at them", "");
  }

  @Override
  public Reading<HeapUse> heap(ProcessIdentity process) {
    return Reading.unseen("the heap", "no test looks at it", "");
  }

  @Override
  public Cost cost() {
    return Evidence.doctor().cost();
  }

  @Override
  public void close() {
    closed = true;
  }
}
