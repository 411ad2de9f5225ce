package dev.seep.observer;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A descriptor as names and values, all of them: the components of its record, of its resource's
/// and of its activity's, by their own names, and the flags in the zoo's words.
final class Told {
  private Told() {}

  static Map<String, String> of(Descriptor descriptor) {
    Map<String, String> told = new TreeMap<>();
    add(told, descriptor);
    told.put("kind", descriptor.resource().kind());
    var names = descriptor.flags().names();
    told.put("closeOnExec", Boolean.toString(descriptor.flags().closeOnExec()));
    told.put("access", names.isEmpty() ? "unknown" : names.getFirst());
    told.put("append", Boolean.toString(names.contains("O_APPEND")));
    told.put("pathOnly", Boolean.toString(names.contains("O_PATH")));
    return told;
  }

  private static void add(Map<String, String> told, Object record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(component, record);
      if (component.getName().equals("resource") || value instanceof TcpActivity) {
        add(told, value);
      } else {
        String before = told.put(component.getName(), text(value));
        if (before != null) {
          throw new IllegalStateException("two components are called " + component.getName());
        }
      }
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case SocketState state -> state.slug();
      case dev.seep.evidence.Death death -> death.slug();
      default -> KernelText.printable(value.toString());
    };
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return Objects.requireNonNullElse(component.getAccessor().invoke(record), "none");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
