package dev.penstock.samples.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A conversation over a socket, for what clients do not let one say. */
final class Talk implements AutoCloseable {
  private static final int PATIENCE = 20_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  Talk(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = socket.getInputStream();
  }

  /** The head of a request of the writer's. */
  static String head(String method, String path, String... headers) {
    StringBuilder head = new StringBuilder(method).append(' ').append(path);
    head.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ");
    head.append(Served.basic(Served.WRITER)).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  Talk say(String text) throws IOException {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Talk say(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Says no more, and still listens. */
  Talk fallSilent() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** The next line; empty also if there is none. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Passes over what is left of a head. */
  Talk skipHead() throws IOException {
    while (!line().isEmpty()) {} // up to the empty line
    return this;
  }

  /** Everything up to the end; what came if the server breaks the connection off. */
  String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        rest.append((char) c);
      }
    } catch (SocketException e) {
      return rest.toString(); // reset: bytes that it had not read were thrown away
    }
    return rest.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
