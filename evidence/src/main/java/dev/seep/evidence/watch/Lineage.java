package dev.seep.evidence.watch;

/// Processes that succeed each other in one role: a service across its restarts, the third worker
/// of a pool. At any time one process at most.
///
/// @param name the kernel's short name of its processes
/// @param slot tells processes of the same workload and name apart, from 0
public record Lineage(Workload workload, String name, int slot) {

  /// `unit:nginx.service/nginx/0`: unique on a host, the owner of its series in the store.
  public String id() {
    return workload.id() + "/" + name + "/" + slot;
  }
}
