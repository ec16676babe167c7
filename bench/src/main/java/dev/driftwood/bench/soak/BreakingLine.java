package dev.driftwood.bench.soak;

import dev.driftwood.client.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server on which connections break by a reset, as where a machine or a cable fails. */
final class BreakingLine implements AutoCloseable {
  private static final int BUFFER = 4096;

  private final ServerSocket socket;
  private final ServerAddress target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  private BreakingLine(ServerSocket socket, ServerAddress target) {
    this.socket = socket;
    this.target = target;
  }

  static BreakingLine to(ServerAddress target) {
    try {
      BreakingLine line =
          new BreakingLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      daemon(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is entered. */
  ServerAddress address() {
    return new ServerAddress("127.0.0.1", socket.getLocalPort());
  }

  /** Breaks once, when so many bytes more have come from the server. */
  void breakAfter(long bytes) {
    left.set(bytes);
  }

  /** Resets all connections; later ones hold. */
  void breakNow() {
    left.set(Long.MAX_VALUE);
    for (Socket each : open) {
      reset(each);
    }
  }

  private void reset(Socket each) {
    open.remove(each);
    try {
      each.setSoLinger(true, 0);
      each.close();
    } catch (IOException e) {
      // One of its ends was closed already.
      return;
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        join(socket.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  private void join(Socket client) {
    try {
      Socket server = new Socket(target.host(), target.port());
      open.addAll(List.of(client, server));
      daemon(() -> pump(client, server, false));
      daemon(() -> pump(server, client, true));
    } catch (IOException e) {
      reset(client);
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
        if (counted && left.addAndGet(-read) <= 0) {
          breakNow();
        }
      }
    } catch (IOException e) {
      // It was broken or closed.
      return;
    } finally {
      open.removeAll(List.of(from, to));
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "driftwood-line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    breakNow();
  }
}
