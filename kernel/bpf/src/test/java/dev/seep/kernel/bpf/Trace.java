package dev.seep.kernel.bpf;

import java.util.ArrayList;
import java.util.List;

/// All that a tracer has shown so far; `lives` are those of descriptors.
final class Trace implements TraceVisitor {
  final List<LifeRecord> lives = new ArrayList<>();
  final List<LifeRecord> threads = new ArrayList<>();
  final List<StackRecord> stacks = new ArrayList<>();
  final List<ProcessEvent> events = new ArrayList<>();

  static DescriptorTracer attach(int pid, TracerOptions options) {
    return Bpf.opened(DescriptorTracer.attach(pid, options));
  }

  static DescriptorTracer attach(Traced traced) {
    return attach(traced.pid(), TracerOptions.usual());
  }

  List<LifeRecord> livesOf(int descriptor) {
    return lives.stream().filter(life -> life.number() == descriptor).toList();
  }

  @Override
  public void life(LifeRecord life) {
    (life.isThread() ? threads : lives).add(life);
  }

  @Override
  public void stack(StackRecord stack) {
    stacks.add(stack);
  }

  @Override
  public void process(ProcessEvent event) {
    events.add(event);
  }
}
