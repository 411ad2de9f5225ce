package dev.seep.export.config;

/// How a request says who sends it.
public sealed interface Authorization {

  /// Nothing is said.
  record None() implements Authorization {}

  /// `basic_auth` (RFC 7617).
  ///
  /// @param username without a colon, which the format cannot hold
  record Basic(String username, Secret password) implements Authorization {
    public Basic {
      if (username.indexOf(':') >= 0) {
        throw new IllegalArgumentException("basic_auth: username must not hold a colon");
      }
    }
  }

  /// `bearer_token`, `bearer_token_file` (RFC 6750).
  record Bearer(Secret token) implements Authorization {}
}
