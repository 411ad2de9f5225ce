package dev.seep.kernel.stacks.unwind;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The line tables of those modules that Go built.
final class GoModules {
  private final Map<String, Optional<GoLineTable>> tables = new HashMap<>();

  /// Empty for a module of another language.
  Optional<GoLineTable> of(MappedElf elf) {
    return tables.computeIfAbsent(elf.key(), _ -> GoLineTable.of(elf.elf()));
  }

  /// Forgets the modules that are not among those of `keys`.
  void retain(Set<String> keys) {
    tables.keySet().retainAll(keys);
  }
}
