package dev.seep.evidence;

/// What runs out.
public enum ResourceKind {
  DESCRIPTOR("descriptor"),
  MEMORY("memory"),
  THREAD("thread");

  private final String slug;

  ResourceKind(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}
