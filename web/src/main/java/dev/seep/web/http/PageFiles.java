package dev.seep.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The page's files from a folder of the class path. Every address that is no file and nothing else
/// either is a view of the page, so that a view can be shared as a link.
public final class PageFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}");
  private static final int DEEPEST = 6;
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json; charset=utf-8",
          "webmanifest", "application/manifest+json",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final String folder;
  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  /// A file as it is served.
  private static final class StaticFile {
    final byte[] bytes;
    final String tag;

    StaticFile(byte[] bytes) {
      this.bytes = bytes;
      this.tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, 12) + "\"";
    }
  }

  /// @param folder absolute name of the resource: `/dev/seep/web/page`
  public PageFiles(String folder) {
    this.folder = folder;
  }

  /// Whether the address belongs to the page, not to the API, the metrics or the probes.
  boolean mayServe(Request request) {
    if (!request.routedMethod().equals("GET")) {
      return false;
    }
    String first = request.path().getFirst();
    return !first.equals("api")
        && !first.equals("metrics")
        && !first.equals("-")
        && !first.equals("ping");
  }

  /// Whether people see it, as against a script or a style.
  boolean isView(Request request) {
    return fileName(request).endsWith(".html");
  }

  /// @throws Refusal 404
  Answer serve(Request request) {
    String name = fileName(request);
    StaticFile file =
        find(name)
            .orElseThrow(() ->
                Refusal.notFound("the address", "there is nothing at this address", "start at /"));
    Answer answer;
    if (request.header("If-None-Match").map(given -> names(given, file.tag)).orElse(false)) {
      answer = Answer.empty(304);
    } else {
      answer = Answer.of(200, type(name), file.bytes);
    }
    return answer.with("ETag", file.tag).with("Cache-Control", "no-cache");
  }

  /// The tag is weak towards compression: the same for both forms, which differ in `Vary`.
  private static boolean names(String given, String tag) {
    for (String one : given.split(",", 16)) {
      String plain = one.strip();
      if (plain.equals("*") || plain.equals(tag) || plain.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  private static String fileName(Request request) {
    List<String> path = request.path();
    for (String segment : path) {
      if (segment.indexOf('.') >= 0) {
        return String.join("/", path);
      }
    }
    return "index.html";
  }

  private Optional<StaticFile> find(String name) {
    StaticFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!isPlain(name)) {
      return Optional.empty();
    }
    try (InputStream in = PageFiles.class.getResourceAsStream(folder + "/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      StaticFile file = new StaticFile(in.readAllBytes());
      files.put(name, file);
      return Optional.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nothing that leads elsewhere, and an ending that is served: so it is no folder either.
  private static boolean isPlain(String name) {
    String[] segments = name.split("/", -1);
    if (segments.length > DEEPEST || type(name).isEmpty()) {
      return false;
    }
    for (String segment : segments) {
      if (!NAME.matcher(segment).matches()) {
        return false;
      }
    }
    return true;
  }

  private static String type(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
