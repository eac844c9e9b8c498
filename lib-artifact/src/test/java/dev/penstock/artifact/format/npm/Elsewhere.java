package dev.penstock.artifact.format.npm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.remote.RemoteServer;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Another registry, served over HTTP on this machine, which can be down, and can lie. */
final class Elsewhere implements AutoCloseable {
  final TestRegistry registry = new TestRegistry();

  /** What was asked, as method, path and status. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private final HttpServer server;
  private final String url;

  /** 0 if it works; the status of each answer otherwise. */
  volatile int broken;

  /** Changes the bytes of answers on their way. */
  volatile UnaryOperator<String> lie = text -> text;

  Elsewhere() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::handle);
    server.start();
  }

  NpmSource source() {
    return new NpmSource(
        RemoteServer.at(
            URI.create(url + "/npm/main"), HttpClient.newHttpClient(), Duration.ofSeconds(10)),
        1 << 20);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (broken != 0) {
        exchange.getResponseHeaders().set("Retry-After", "7");
        exchange.sendResponseHeaders(broken, -1);
        return;
      }
      String path = exchange.getRequestURI().getRawPath();
      ProtocolRequest.Builder request =
          ProtocolRequest.builder(exchange.getRequestMethod(), path, URI.create(url))
              .principal(Principal.federated("proxy"));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      ProtocolResponse answer = registry.serve(request.build());
      asked.add(exchange.getRequestMethod() + " " + path + " " + answer.status());
      answer
          .headers()
          .forEach(
              (name, value) -> {
                if (!name.equalsIgnoreCase("Content-Length")) {
                  exchange.getResponseHeaders().set(name, value);
                }
              });
      send(exchange, answer);
    }
  }

  private void send(HttpExchange exchange, ProtocolResponse answer) throws IOException {
    ProtocolResponse.Body body = answer.body();
    if (body == null) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    byte[] bytes;
    try (InputStream in = body.open()) {
      bytes = in.readAllBytes();
    }
    byte[] told =
        lie.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), told.length);
    exchange.getResponseBody().write(told);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
