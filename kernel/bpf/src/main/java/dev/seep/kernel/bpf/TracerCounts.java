package dev.seep.kernel.bpf;

/// What a tracer has counted since it was attached. Exact, save that the processors are read one
/// after the other.
///
/// @param opened descriptors whose birth was seen, inherited ones among them
/// @param closed of those, how many have ended
/// @param lost births, watched processes and [ProcessEvent]s for which there was no room in the
///   kernel
/// @param unrecorded ends that are among `closed` and of which no [LifeRecord] tells, because there
///   were too many at a time
/// @param stacksTaken call stacks recorded
/// @param stacksSkipped births whose stack was wanted and not paid for
/// @param compatCalls calls by the 32-bit interface, which the tracer does not understand; when
///   there are any, descriptors have come and gone unseen
public record TracerCounts(
    long opened,
    long closed,
    long lost,
    long unrecorded,
    long stacksTaken,
    long stacksSkipped,
    long compatCalls) {}
