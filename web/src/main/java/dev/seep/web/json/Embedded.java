package dev.seep.web.json;

import dev.seep.contract.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An object with a stored JSON document as its last field.
public final class Embedded {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Embedded() {}

  /// @param document left out when it is empty; what is no JSON object becomes a line of `blind`
  public static byte[] write(Consumer<Json> fields, String name, String document) {
    byte[] checked = checked(document);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + checked.length);
    try (Json json = new Json(bytes)) {
      fields.accept(json);
      if (checked.length == 0 && !document.isEmpty()) {
        json.blind(
            java.util.List.of(
                new dev.seep.evidence.Blind(name, "what is stored of it is no JSON object", "")));
      }
    }
    return checked.length == 0 ? bytes.toByteArray() : spliced(bytes.toByteArray(), name, checked);
  }

  /// @param object ends in a brace and a line end, and has fields
  private static byte[] spliced(byte[] object, String name, byte[] document) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(object.length + document.length + 32);
    all.write(object, 0, object.length - 2);
    all.writeBytes((",\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(document);
    all.writeBytes("}\n".getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  /// The document written anew; nothing when it is no object.
  private static byte[] checked(String document) {
    ByteArrayOutputStream copy = new ByteArrayOutputStream(document.length());
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document);
        JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), copy)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new byte[0];
      }
      out.copyCurrentStructure(parser);
      if (parser.nextToken() != null) {
        return new byte[0];
      }
    } catch (JacksonException e) {
      return new byte[0];
    }
    return copy.toByteArray();
  }
}
