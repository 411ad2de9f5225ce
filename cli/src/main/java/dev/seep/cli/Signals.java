package dev.seep.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/// Takes signals that would end this process, and gives them to somebody else by name.
///
/// The JDK has no supported way to do so; `sun.misc.Signal` of the module `jdk.unsupported` is the
/// way that there is (JEP 260 keeps it). It is reached by reflection, as a runtime image may lack
/// it: then signals end this process as ever.
final class Signals {
  static final List<String> FORWARDED = List.of("INT", "TERM", "HUP", "QUIT", "USR1", "USR2");

  private Signals() {}

  /// @return the names of those that are now taken
  static List<String> take(List<String> names, Consumer<String> receiver) {
    return names.stream().filter(name -> take(name, receiver)).toList();
  }

  private static boolean take(String name, Consumer<String> receiver) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  receiver.accept(name);
                }
                return null;
              });
      Object taken = signal.getConstructor(String.class).newInstance(name);
      Object before = signal.getMethod("handle", signal, handler).invoke(null, taken, proxy);
      return before != null;
    } catch (ReflectiveOperationException notHere) {
      // The virtual machine needs some signals for itself, and says so.
      return false;
    }
  }
}
