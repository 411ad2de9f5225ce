package dev.seep.hunt.recording;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one type of record is put together.
///
/// @param names, types, nullable of its components, in their order
/// @param asRow whether it is written without the names
record Shape(
    Class<?> type,
    List<String> names,
    List<Type> types,
    List<Boolean> nullable,
    boolean asRow,
    Constructor<?> constructor,
    List<RecordComponent> components) {

  private static final ClassValue<Shape> KNOWN =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return derive(type);
        }
      };

  private static final ClassValue<Map<String, Class<?>>> KINDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
          Map<String, Class<?>> kinds = new HashMap<>();
          for (Class<?> each : type.getPermittedSubclasses()) {
            kinds.put(each.getSimpleName(), each);
          }
          return Map.copyOf(kinds);
        }
      };

  static Shape of(Class<?> type) {
    return KNOWN.get(type);
  }

  /// The records that a sealed interface permits, by their simple names.
  static Map<String, Class<?>> kindsOf(Class<?> sealed) {
    return KINDS.get(sealed);
  }

  private static Shape derive(Class<?> type) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    List<String> names = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    List<Boolean> nullable = new ArrayList<>();
    for (RecordComponent each : components) {
      names.add(each.getName());
      types.add(each.getGenericType());
      nullable.add(each.getAnnotatedType().isAnnotationPresent(Nullable.class));
      each.getAccessor().setAccessible(true);
    }
    try {
      Class<?>[] parameters =
          components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      boolean asRow = Row.class.isAssignableFrom(type);
      return new Shape(type, names, types, nullable, asRow, constructor, components);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  int size() {
    return names.size();
  }

  @Nullable Object get(Object record, int component) {
    try {
      return components.get(component).getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be read", e);
    }
  }

  /// @throws DamagedException when the record refuses these values
  Object make(@Nullable Object[] values) throws DamagedException {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      String why = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      throw new DamagedException(type.getSimpleName() + " cannot be: " + why, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
