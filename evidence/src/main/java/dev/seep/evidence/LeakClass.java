package dev.seep.evidence;

/// The leak classes, a closed set, and the honest non-leaks beside them.
public enum LeakClass {
  NEVER_CONNECTED_SOCKET("never-connected-socket"),
  ABANDONED_CONNECT("abandoned-connect"),
  CLOSE_WAIT("close-wait"),
  IDLE_ESTABLISHED("idle-established"),
  UNREAD_RESPONSE("unread-response"),
  DEAD_SOCKET("dead-socket"),
  HELD_TOO_LONG("held-too-long"),
  RESOLVER_SOCKET("resolver-socket"),
  UNCLOSED_FILE("unclosed-file"),
  DELETED_FILE("deleted-file"),
  UNCLOSED_DIRECTORY("unclosed-directory"),
  PIPE("pipe"),
  EVENT_DESCRIPTOR("event-descriptor"),
  INHERITED("inherited"),
  RECEIVED("received"),
  LISTENER("listener"),
  THREAD("thread"),
  MEMORY("memory"),
  LOAD("load"),
  WARMING_UP("warming-up"),
  LIMIT_TOO_LOW("limit-too-low"),
  PORT_EXHAUSTION("port-exhaustion");

  private final String slug;

  LeakClass(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}
