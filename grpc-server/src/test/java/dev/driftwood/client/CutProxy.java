package dev.driftwood.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server on which connections break: by a reset, after so many bytes of answers. */
final class CutProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Runnable after = () -> {};
  private volatile boolean holding;
  private volatile int target;
  private volatile boolean closed;

  CutProxy(int target) throws IOException {
    this.target = target;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Later connections go there. */
  void leadTo(int port) {
    target = port;
  }

  /** Cuts once, when so many bytes more have come from the server. */
  void cutAfter(long bytes) {
    cutAfter(bytes, () -> {});
  }

  /** The same, and does something before anybody can connect anew. */
  void cutAfter(long bytes, Runnable then) {
    after = then;
    left.set(bytes);
  }

  /** Lets nothing more through after so many bytes from the server, until it is cut. */
  void holdAfter(long bytes) {
    holding = true;
    left.set(bytes);
  }

  /** Bytes that have come from the server. */
  long bytes() {
    return bytes.get();
  }

  /** How often it has cut. */
  int cuts() {
    return cuts.get();
  }

  /** Cuts all connections now. */
  void cut() {
    cuts.incrementAndGet();
    left.set(Long.MAX_VALUE);
    holding = false;
    Runnable then = after;
    after = () -> {};
    then.run();
    List<Socket> all = new ArrayList<>(open);
    open.removeAll(all);
    all.forEach(CutProxy::reset);
  }

  private static void reset(Socket each) {
    try {
      each.setSoLinger(true, 0);
      each.close();
    } catch (IOException e) {
      // It was closed by the other side meanwhile.
      return;
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = socket.accept();
        try {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          open.addAll(List.of(client, server));
          daemon(() -> pump(client, server, false));
          daemon(() -> pump(server, client, true));
        } catch (IOException e) {
          reset(client);
        }
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[4096];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        long rest = counted ? left.addAndGet(-read) : 1;
        bytes.addAndGet(counted ? read : 0);
        out.write(buffer, 0, (int) Math.max(0, Math.min(read, read + rest)));
        out.flush();
        while (holding && rest <= 0 && !to.isClosed()) {
          TimeUnit.MILLISECONDS.sleep(2);
        }
        if (rest <= 0 && !to.isClosed()) {
          cut();
          return;
        }
      }
    } catch (IOException e) {
      // The other direction has been cut.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "cut-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
    cut();
  }
}
