package dev.penstock.artifact.format;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.remote.RemoteServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A repository of another company, on a port of this machine; it can be down, and it can lie. */
public final class Elsewhere implements AutoCloseable {
  private final HttpServer server;
  private final FormatBench bench;

  /** What was asked for. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** The status of all answers; 0 for the right ones. */
  public volatile int status;

  /** What becomes of the bodies of answers. */
  public volatile UnaryOperator<byte[]> lie = body -> body;

  public Elsewhere(Function<FormatBench, PackageProtocol> protocol) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.bench = new FormatBench(url(), protocol);
    server.createContext("/", this::answer);
    server.start();
  }

  public FormatBench bench() {
    return bench;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public RemoteServer remote(String path) {
    return RemoteServer.at(
        URI.create(url() + path), HttpClient.newHttpClient(), Duration.ofSeconds(10));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().getRawPath());
      if (status > 0) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      Answer answer = bench.get(exchange.getRequestURI().toString(), headers(exchange));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      String known = exchange.getRequestHeaders().getFirst("If-None-Match");
      if (known != null && known.equals(answer.header("ETag"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      byte[] body = lie.apply(answer.body());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String[] headers(HttpExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    return accept == null ? new String[0] : new String[] {"Accept", accept};
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
