package dev.seep.evidence;

/// The mappings of a process (`/proc/PID/maps`) in figures. What the loader, the stacks and the
/// kernel itself map is counted in [#all] alone.
///
/// @param all lines, to hold against `vm.max_map_count`
/// @param ofFiles mappings of data files: neither code nor shared memory nor devices
/// @param files how many different files these are
/// @param fileBytes their address space
/// @param breakBytes size of the heap that brk(2) extends (`[heap]`)
/// @param anonymousBytes private writable mappings without a file and without a name
public record MappingUse(
    ManagedRuntime runtime,
    int all,
    int ofFiles,
    int files,
    long fileBytes,
    long breakBytes,
    long anonymousBytes) {}
