package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.Syscalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/// Which ELF file lies where in the target. Holds a duplicate of one descriptor a file.
final class AddressSpace implements AutoCloseable {
  private static final int COPIES = 16;

  private final TreeMap<Long, MappedElf> byLow = new TreeMap<>();
  private final TreeMap<Long, Module> missing = new TreeMap<>();
  private final int machine;
  private Map<FileBytes.Identity, ElfFile> files = new HashMap<>();

  /// @param machine `e_machine` of the files that count
  AddressSpace(int machine) {
    this.machine = machine;
  }

  /// Takes the mappings as they are now. Files known from before are kept, not read again.
  void update(List<Module> modules) {
    byLow.clear();
    missing.clear();
    Map<FileBytes.Identity, ElfFile> before = files;
    files = new HashMap<>();
    Map<FileBytes.Identity, List<Module>> byFile = new LinkedHashMap<>();
    for (Module module : modules) {
      Optional<FileBytes.Identity> identity = identity(module, before);
      if (identity.isPresent()) {
        byFile.computeIfAbsent(identity.get(), _ -> new ArrayList<>()).add(module);
      } else {
        missing.put(module.start(), module);
      }
    }
    byFile.forEach((identity, mappings) -> place(identity, mappings));
    before.forEach((identity, elf) -> {
      if (!files.containsKey(identity)) {
        Syscalls.close(elf.file().fd());
      }
    });
  }

  private Optional<FileBytes.Identity> identity(
      Module module, Map<FileBytes.Identity, ElfFile> before) {
    if (module.fd() < 0 || module.end() <= module.start()) {
      return Optional.empty();
    }
    return new FileBytes(module.fd())
        .identity()
        .filter(identity -> elf(identity, module.fd(), before).isPresent());
  }

  /// One file is usually mapped in several pieces, and a page of it may belong to two segments: the
  /// place that explains the most pieces is right, and the pieces that it leaves over belong to a
  /// further copy (dlmopen(3)).
  private void place(FileBytes.Identity identity, List<Module> mappings) {
    ElfFile elf = files.get(identity);
    List<Module> left = new ArrayList<>(mappings);
    for (int copies = 0; elf != null && copies < COPIES && !left.isEmpty(); copies++) {
      Optional<Long> bias = likeliestBias(elf, left);
      if (bias.isEmpty()) {
        return;
      }
      MappedElf placed = placed(elf, identity, left.getFirst().name(), bias.get());
      byLow.putIfAbsent(placed.low(), placed);
      left.removeIf(m -> elf.biases(m.start(), m.fileOffset()).containsKey(bias.get()));
    }
  }

  private static Optional<Long> likeliestBias(ElfFile elf, List<Module> mappings) {
    Map<Long, Integer> votes = new HashMap<>();
    for (Module mapping : mappings) {
      elf.biases(mapping.start(), mapping.fileOffset())
          .forEach((bias, weight) -> votes.merge(bias, weight, Integer::sum));
    }
    return votes.entrySet().stream().max(Entry.comparingByValue()).map(Entry::getKey);
  }

  private Optional<ElfFile> elf(
      FileBytes.Identity identity, int fd, Map<FileBytes.Identity, ElfFile> before) {
    ElfFile known = files.getOrDefault(identity, before.get(identity));
    if (known != null) {
      files.put(identity, known);
      return Optional.of(known);
    }
    int own = Syscalls.duplicate(fd);
    if (own < 0) {
      return Optional.empty();
    }
    Optional<ElfFile> elf =
        ElfFile.read(new FileBytes(own)).filter(e -> e.isMapped() && e.machine() == machine);
    elf.ifPresentOrElse(e -> files.put(identity, e), () -> Syscalls.close(own));
    return elf;
  }

  private static MappedElf placed(
      ElfFile elf, FileBytes.Identity identity, String name, long bias) {
    ElfFile.Segment first = elf.firstLoaded();
    long low = bias + (first.address() & -first.align());
    long high = low + 1;
    for (ElfFile.Segment segment : elf.segments()) {
      if (segment.isLoaded()) {
        high = Math.max(high, bias + segment.address() + segment.memorySize());
      }
    }
    String key =
        Long.toHexString(identity.device())
            + ":"
            + identity.inode()
            + ":"
            + identity.size()
            + "@"
            + Long.toHexString(bias);
    return new MappedElf(key, name, elf, bias, low, high);
  }

  /// All of them, by ascending address.
  Collection<MappedElf> all() {
    return new ArrayList<>(byLow.values());
  }

  /// The one that begins at an address.
  Optional<MappedElf> at(long low) {
    return Optional.ofNullable(byLow.get(low));
  }

  Optional<MappedElf> find(long address) {
    Entry<Long, MappedElf> below = byLow.floorEntry(address);
    return below == null || !below.getValue().contains(address)
        ? Optional.empty()
        : Optional.of(below.getValue());
  }

  /// A mapping whose file could not be had.
  Optional<Module> findMissing(long address) {
    Entry<Long, Module> below = missing.floorEntry(address);
    return below == null || address >= below.getValue().end()
        ? Optional.empty()
        : Optional.of(below.getValue());
  }

  @Override
  public void close() {
    update(List.of());
  }
}
