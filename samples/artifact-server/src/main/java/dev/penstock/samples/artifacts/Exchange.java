package dev.penstock.samples.artifacts;

import com.sun.net.httpserver.HttpExchange;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  /** How much of a refusal's body is kept for the log. */
  private static final int LONGEST_REASON = 1_000;

  private final HttpExchange http;
  private int status = 500;
  private String reason = "";

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
   * Sends an answer.
   *
   * @return how many bytes its body had
   * @throws IOException if the client is gone, or the body cannot be read; the connection is to be
   *     closed then, so that the client does not take a part for the whole
   */
  long send(ProtocolResponse answer) throws IOException {
    ProtocolResponse.Body body = answer.body();
    try (InputStream in = body == null ? InputStream.nullInputStream() : body.open()) {
      if (answer.status() >= 300) {
        discardRequest();
      }
      status = answer.status();
      answer.headers().forEach(http.getResponseHeaders()::set);
      long length = body == null ? 0 : body.length().orElse(-1);
      http.sendResponseHeaders(answer.status(), length > 0 ? length : length == 0 ? -1 : 0);
      if (length == 0) {
        return 0;
      }
      OutputStream out = http.getResponseBody();
      byte[] start = answer.status() < 400 ? new byte[0] : in.readNBytes(LONGEST_REASON);
      reason = new String(start, StandardCharsets.UTF_8);
      out.write(start);
      long sent = start.length + in.transferTo(out);
      out.close();
      return sent;
    }
  }

  /** The status that was sent; 500 if none was. */
  int status() {
    return status;
  }

  /** What a refusal that was sent says; empty if it was none. */
  String reason() {
    return reason;
  }

  private void discardRequest() throws IOException {
    InputStream in = http.getRequestBody();
    byte[] buffer = new byte[64 << 10];
    long read = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      read += count;
      if (read > MOST_UNREAD) {
        http.getResponseHeaders().set("Connection", "close");
        return;
      }
    }
  }
}
