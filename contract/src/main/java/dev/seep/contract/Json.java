package dev.seep.contract;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes one JSON object after the contract: what is not known is left out, text is well-formed
/// Unicode, and no number is NaN or infinite.
public final class Json implements AutoCloseable {
  private final JsonGenerator out;

  /// @param to left open, so that a line end can follow
  public Json(OutputStream to) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    out = factory.createGenerator(ObjectWriteContext.empty(), to);
    out.writeStartObject();
  }

  public Json begin(String name) {
    out.writeObjectPropertyStart(name);
    return this;
  }

  public Json begin() {
    out.writeStartObject();
    return this;
  }

  public Json end() {
    out.writeEndObject();
    return this;
  }

  public Json beginList(String name) {
    out.writeArrayPropertyStart(name);
    return this;
  }

  public Json endList() {
    out.writeEndArray();
    return this;
  }

  public Json element(String value) {
    out.writeString(KernelText.wellFormed(value));
    return this;
  }

  public Json element(long value) {
    out.writeNumber(value);
    return this;
  }

  /// A word of Seep's own or any text of others.
  public Json text(String name, String value) {
    out.writeStringProperty(name, KernelText.wellFormed(value));
    return this;
  }

  /// Leaves the field out when the text is empty.
  public Json textUnlessEmpty(String name, String value) {
    if (!value.isEmpty()) {
      text(name, value);
    }
    return this;
  }

  public Json number(String name, long value) {
    out.writeNumberProperty(KernelText.wellFormed(name), value);
    return this;
  }

  /// Leaves the field out when the value is negative, as evidence says "not read" by -1.
  public Json count(String name, long value) {
    if (value >= 0) {
      out.writeNumberProperty(name, value);
    }
    return this;
  }

  /// Leaves the field out when the value is NaN or infinite.
  public Json real(String name, double value) {
    if (Double.isFinite(value)) {
      out.writeNumberProperty(name, value);
    }
    return this;
  }

  public Json flag(String name, boolean value) {
    out.writeBooleanProperty(name, value);
    return this;
  }

  /// The verdict on a process that could not be watched at all.
  public Json verdictUnknown() {
    return text("verdict", "unknown").beginList("findings").endList();
  }

  public Json blind(List<Blind> blind) {
    beginList("blind");
    for (Blind one : blind) {
      blindObject(begin(), one).end();
    }
    return endList();
  }

  public static Json blindObject(Json json, Blind one) {
    return json.text("what", one.what()).text("why", one.why()).textUnlessEmpty("mend", one.mend());
  }

  @Override
  public void close() {
    out.writeEndObject();
    out.writeRaw('\n');
    out.close();
  }
}
