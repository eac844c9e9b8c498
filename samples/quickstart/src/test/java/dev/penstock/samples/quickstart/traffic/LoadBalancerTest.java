package dev.penstock.samples.quickstart.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A load balancer")
@Timeout(60)
class LoadBalancerTest {
  private final TrafficLog log = new TrafficLog(Clock.systemUTC(), Duration.ofMillis(100));
  private final LoadBalancer balancer = new LoadBalancer(log);
  private final List<HttpServer> servers = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  LoadBalancerTest() throws IOException {}

  @BeforeEach
  void startInstances() throws IOException {
    balancer.register(Side.BLUE, List.of(instance("blue-1", 200), instance("blue-2", 200)));
    balancer.register(Side.GREEN, List.of(instance("green-1", 500)));
  }

  @AfterEach
  void close() {
    balancer.close();
    servers.forEach(server -> server.stop(0));
  }

  @Test
  @DisplayName("splits real requests by weight and counts the errors of each side")
  void splits() throws Exception {
    balancer.weigh(Side.GREEN, 1_000);
    assertEquals(9_000, balancer.weight(Side.BLUE));
    Map<String, Integer> answers = new TreeMap<>();
    for (int request = 0; request < 100; request++) {
      answers.merge(get("/?item=tea").body(), 1, Integer::sum);
    }
    assertEquals(
        Map.of("blue-1 /?item=tea", 45, "blue-2 /?item=tea", 45, "green-1 /?item=tea", 10),
        answers);
    assertEquals(new TrafficLog.Count(90, 0), log.since(Side.BLUE, Instant.EPOCH));
    assertEquals(new TrafficLog.Count(10, 10), log.since(Side.GREEN, Instant.EPOCH));
  }

  @Test
  @DisplayName("counts a request that nobody answers as an error")
  void unanswered() throws Exception {
    balancer.register(Side.BLUE, List.of());
    assertEquals(502, get("/").statusCode());
    servers.get(0).stop(0);
    balancer.register(
        Side.BLUE,
        List.of(URI.create("http://127.0.0.1:" + servers.get(0).getAddress().getPort())));
    assertEquals(502, get("/").statusCode());
    assertEquals(new TrafficLog.Count(2, 2), log.since(Side.BLUE, Instant.EPOCH));
  }

  @Test
  @DisplayName("carries the users' requests at about their rate")
  void users() throws Exception {
    CountDownLatch hundred = new CountDownLatch(100);
    HttpServer counting = server();
    counting.createContext(
        "/",
        exchange -> {
          hundred.countDown();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    balancer.register(Side.BLUE, List.of(address(counting)));
    long begin = System.nanoTime();
    TrafficGenerator users =
        new TrafficGenerator(List.of(balancer.address().resolve("/?item=tea")), 200);
    assertTrue(hundred.await(30, TimeUnit.SECONDS));
    long took = System.nanoTime() - begin;
    users.close();
    assertTrue(took >= Duration.ofMillis(490).toNanos(), "100 requests took " + took + " ns");
    assertEquals(0, users.failed());
    assertEquals(log.since(Side.BLUE, Instant.EPOCH).requests(), users.answered());
    users.close();
  }

  @Test
  @DisplayName("leaves no port open")
  void closes() throws Exception {
    get("/");
    int port = balancer.address().getPort();
    balancer.close();
    balancer.close();
    assertThrows(
        ConnectException.class,
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertTrue(socket.isConnected());
          }
        });
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(balancer.address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI instance(String name, int status) throws IOException {
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          byte[] body = (name + " " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
    return address(server);
  }

  private HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.start();
    servers.add(server);
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
