package dev.penstock.samples.artifacts;

import com.sun.net.httpserver.HttpExchange;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request of the JDK's server as the library sees it, and the library's answer on the wire. */
final class Exchange {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._\\-]+(?::\\d{1,5})?|\\[[0-9A-Fa-f:.]+\\](?::\\d{1,5})?");

  /** How much of a body that nobody wants is read, so that the client gets to the answer. */
  private static final long MOST_UNREAD = 256L << 20;

  private static final int BUFFER = 64 << 10;

  private static final byte[] NOTHING = {};

  /** How much of a refusal's body is kept for the log. */
  private static final int LONGEST_REASON = 1_000;

  private final HttpExchange http;
  private int status = 500;
  private boolean isBegun;
  private String reason = "";
  private long sent;

  Exchange(HttpExchange http) {
    this.http = http;
  }

  /** Whether it is the question that a busy server must answer too. */
  boolean isAboutHealth() {
    return "/health".equals(http.getRequestURI().getPath());
  }

  /**
   * The request.
   *
   * @param url what clients call the server; null for whatever they say
   */
  ProtocolRequest request(@Nullable String url) {
    URI uri = http.getRequestURI();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    ProtocolRequest.Builder request =
        ProtocolRequest.builder(http.getRequestMethod(), path + query, base(url))
            .body(http.getRequestBody());
    http.getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    return request.build();
  }

  private URI base(@Nullable String url) {
    if (url != null) {
      return URI.create(url);
    }
    String host = http.getRequestHeaders().getFirst("Host");
    if (host == null || !HOST.matcher(host).matches()) {
      throw new ProtocolException(400, "the header Host is no address");
    }
    return URI.create("http://" + host);
  }

  /**
   * Sends an answer. Where the connection breaks meanwhile, that is no failure of the server's: the
   * reason tells it.
   *
   * @throws IOException if the body cannot be read, or is not what it should be; the connection is
   *     to be closed then, so that the client does not take a part for the whole
   */
  void send(ProtocolResponse answer) throws IOException {
    ProtocolResponse.Body body = answer.body();
    try (InputStream in = body == null ? InputStream.nullInputStream() : body.open()) {
      answer.headers().forEach(http.getResponseHeaders()::set);
      if (answer.status() >= 300 && !discardRequest()) {
        http.getResponseHeaders().set("Connection", "close");
      }
      status = answer.status();
      byte[] start = status < 400 ? NOTHING : in.readNBytes(LONGEST_REASON);
      reason = new String(start, StandardCharsets.UTF_8);
      long length = body == null ? 0 : body.length().orElse(-1);
      isBegun = true;
      toClient(() -> http.sendResponseHeaders(status, length > 0 ? length : length == 0 ? -1 : 0));
      if (length != 0) {
        write(start, start.length);
        copy(in, length < 0 ? BUFFER : length);
      }
    } catch (GoneException e) {
      String separator = reason.isEmpty() ? "" : "; ";
      reason = reason.strip() + separator + "the connection broke: " + e.getMessage();
    }
  }

  /** The client is gone, or was cut off. */
  private static final class GoneException extends IOException {
    private static final long serialVersionUID = 1L;

    GoneException(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  /**
   * Copies in pieces that are worth a call of the system each. A piece is sent once the next one
   * has been read: content that turns out to be altered at its end is never sent whole.
   */
  private void copy(InputStream in, long length) throws IOException {
    byte[] piece = new byte[(int) Math.min(BUFFER, length)];
    byte[] next = new byte[piece.length];
    int count = in.read(piece);
    while (count >= 0) {
      int following = in.read(next);
      write(piece, count);
      byte[] free = piece;
      piece = next;
      next = free;
      count = following;
    }
    toClient(() -> http.getResponseBody().close());
  }

  private void write(byte[] bytes, int count) throws GoneException {
    toClient(() -> http.getResponseBody().write(bytes, 0, count));
    sent += count;
  }

  /** What is done to the connection, and not to the body. */
  private interface Sending {
    void send() throws IOException;
  }

  private static void toClient(Sending sending) throws GoneException {
    try {
      sending.send();
    } catch (IOException e) {
      throw new GoneException(e);
    }
  }

  /** Whether something has been sent. */
  boolean isBegun() {
    return isBegun;
  }

  /** How many bytes of a body were sent. */
  long sent() {
    return sent;
  }

  /** The status that was sent; 500 if none was. */
  int status() {
    return status;
  }

  /** What a refusal that was sent says; empty if it was none. */
  String reason() {
    return reason;
  }

  /** Reads on to the request's end; false if that is too far, or the body breaks off. */
  private boolean discardRequest() {
    byte[] buffer = new byte[BUFFER];
    long read = 0;
    try {
      InputStream in = http.getRequestBody();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read += count;
        if (read > MOST_UNREAD) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
