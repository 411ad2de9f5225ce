package dev.seep.store;

import java.util.List;
import java.util.Optional;

/// Texts by kind and id, each replaced as a whole, durable once [#put] returned. For several
/// threads.
public interface Documents {

  /// Thrown when the disk does not take it: the caller decides what goes on from memory.
  final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotWritten(String message, Throwable cause) {
      super(message, cause);
    }
  }

  record Document(String kind, String id, long changedAtMillis, String text) {}

  /// @throws NotWritten when the disk is full or fails
  void put(String kind, String id, String text);

  Optional<String> get(String kind, String id);

  /// The newest of a kind first, `most` at most.
  List<Document> newest(String kind, int most);

  /// @throws NotWritten when the disk is full or fails
  void delete(String kind, String id);
}
