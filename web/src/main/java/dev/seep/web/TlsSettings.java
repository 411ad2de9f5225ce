package dev.seep.web;

import java.nio.file.Path;

/// Where certificate and key are. Both files are read again when they change.
///
/// @param certificate the chain in PEM (RFC 7468), the server's own first
/// @param key PKCS#8 in PEM, not encrypted
public record TlsSettings(Path certificate, Path key) {}
