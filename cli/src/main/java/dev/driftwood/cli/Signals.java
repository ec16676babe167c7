package dev.driftwood.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Takes the signals that end a process away from the JVM, whose way to leave runs ONNX Runtime's
 * shutdown hook beside all others: it frees what a network call still uses, which crashes.
 *
 * <p>{@code sun.misc.Signal} is in every JDK but warns whoever compiles against it, hence the
 * reflection.
 */
final class Signals implements AutoCloseable {
  private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

  private final List<Restoring> taken = new ArrayList<>();

  private interface Restoring {
    void restore() throws ReflectiveOperationException;
  }

  /**
   * Takes them until closed.
   *
   * @param action hears each signal's number, on a thread of its own
   */
  Signals(IntConsumer action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      InvocationHandler each =
          (proxy, method, arguments) -> {
            action.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
            return null;
          };
      Object mine =
          Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {handler}, each);
      for (String name : ENDING) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        Object before = handle.invoke(null, one, mine);
        taken.add(() -> handle.invoke(null, one, before));
      }
    } catch (ReflectiveOperationException e) {
      // No such signal on this system, or none at all: the JVM's own way remains.
    }
  }

  @Override
  public synchronized void close() {
    for (Restoring one : taken) {
      try {
        one.restore();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a signal that was taken can be given back", e);
      }
    }
    taken.clear();
  }
}
