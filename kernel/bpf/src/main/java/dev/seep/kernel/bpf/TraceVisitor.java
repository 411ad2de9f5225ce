package dev.seep.kernel.bpf;

/// Is shown what a tracer recorded. A stack is shown before the life it belongs to; lives and
/// processes come in the order in which they ended, forked and so on.
public interface TraceVisitor {
  void life(LifeRecord life);

  void stack(StackRecord stack);

  void process(ProcessEvent event);
}
