package dev.penstock.samples.artifacts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.opentest4j.AssertionFailedError;

/**
 * Clients that read files over connections of their own, which they keep. They do as little as they
 * can, as they share the processors with the server that is measured.
 */
final class Readers {
  private static final int LARGE = 64 << 10;

  private final int clients;

  Readers(int clients) {
    this.clients = clients;
  }

  /**
   * A file to be read.
   *
   * @param path where it is
   * @param size how many bytes it has
   */
  record Wanted(String path, long size) {}

  /**
   * What came of it.
   *
   * @param requests how many were answered whole
   * @param bytes how many bytes of bodies came
   */
  record Read(long requests, long bytes) {

    private Read plus(Read other) {
      return new Read(requests + other.requests, bytes + other.bytes);
    }

    /** How many requests came in a second. */
    double rate(Duration time) {
      return requests / (time.toNanos() / 1e9);
    }
  }

  /** Reads the files over and over, each client from another one on, until the time is up. */
  Read from(int port, List<Wanted> files, Duration time) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Future<Read>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int first = i * 31;
        running.add(threads.submit(() -> read(port, files, first, end)));
      }
      Read all = new Read(0, 0);
      for (Future<Read> one : running) {
        all = all.plus(one.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Read read(int port, List<Wanted> files, int first, long end) throws IOException {
    long requests = 0;
    long bytes = 0;
    byte[] buffer = new byte[LARGE];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), LARGE);
      OutputStream out = socket.getOutputStream();
      for (int i = first; System.nanoTime() < end; i++) {
        Wanted file = files.get(i % files.size());
        out.write(request(file.path()));
        long left = head(in);
        if (left != file.size()) {
          throw new AssertionFailedError(file + ": " + left + " bytes are announced");
        }
        while (left > 0) {
          int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          if (count < 0) {
            throw new AssertionFailedError(file + ": " + left + " bytes are missing");
          }
          left -= count;
        }
        requests++;
        bytes += file.size();
      }
    }
    return new Read(requests, bytes);
  }

  private static byte[] request(String path) {
    String text =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
            + Served.basic(Served.WRITER)
            + "\r\n\r\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads an answer's head, and tells how long the body is. */
  private static long head(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new AssertionFailedError("answered: " + status);
    }
    long length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Long.parseLong(line.substring(15).strip());
      }
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
