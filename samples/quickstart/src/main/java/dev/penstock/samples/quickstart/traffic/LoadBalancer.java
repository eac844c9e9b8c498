package dev.penstock.samples.quickstart.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A weighted router in front of two sets of instances, on a free port of the loopback interface.
 * Within a set, requests go round robin. A request that no instance answers is a 502 and counts as
 * an error, as does any answer from 500 on. Only GET requests pass. Thread-safe.
 */
public final class LoadBalancer implements AutoCloseable {

  /** All of the traffic, in basis points. */
  public static final int ALL = 10_000;

  private static final int THREADS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TrafficLog log;
  private final WeightedChoice choice = new WeightedChoice();
  private final Map<Side, List<URI>> instances = new ConcurrentHashMap<>();
  private final Map<Side, AtomicInteger> turns = new EnumMap<>(Side.class);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Daemons.named("balancer"));
  private final ExecutorService clientThreads =
      Executors.newCachedThreadPool(Daemons.named("balancer-client"));
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(clientThreads)
          .connectTimeout(PATIENCE)
          .build();
  private final HttpServer server;

  /**
   * Opens a router that sends all requests to {@link Side#BLUE}.
   *
   * @param log counts what passes
   * @throws IOException if no port can be opened
   */
  public LoadBalancer(TrafficLog log) throws IOException {
    this.log = Objects.requireNonNull(log, "log");
    for (Side side : Side.values()) {
      instances.put(side, List.of());
      turns.put(side, new AtomicInteger());
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::route);
    server.start();
  }

  /**
   * Where requests are taken.
   *
   * @return an address that ends without a slash
   */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Sets the instances of a side.
   *
   * @param side which set
   * @param addresses their addresses, without a path
   */
  public void register(Side side, List<URI> addresses) {
    instances.put(side, List.copyOf(addresses));
  }

  /**
   * Gives a side its share of the requests from now on, and the other side the rest.
   *
   * @param side which set
   * @param basisPoints 0 to 10,000
   * @throws IllegalArgumentException if out of range
   */
  public void weigh(Side side, int basisPoints) {
    int green = side == Side.GREEN ? basisPoints : ALL - basisPoints;
    choice.weigh(green);
    log.weigh(green);
  }

  /**
   * The share of a side.
   *
   * @param side which set
   * @return basis points, 0 to 10,000
   */
  public int weight(Side side) {
    return choice.weight(side);
  }

  private void route(HttpExchange exchange) throws IOException {
    Side side = choice.next();
    HttpResponse<byte[]> answer = null;
    try {
      answer = ask(side, exchange);
    } catch (IOException unanswered) {
      // Told to the caller as a 502 and counted below.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    int status = answer == null ? 502 : answer.statusCode();
    byte[] body =
        answer == null ? "no instance answered".getBytes(StandardCharsets.UTF_8) : answer.body();
    log.record(side, status >= 500);
    try (exchange) {
      exchange.getResponseHeaders().set("X-Side", side.name());
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private HttpResponse<byte[]> ask(Side side, HttpExchange exchange)
      throws IOException, InterruptedException {
    List<URI> targets = Objects.requireNonNull(instances.get(side), "instances");
    if (targets.isEmpty() || !exchange.getRequestMethod().equals("GET")) {
      throw new IOException(side + " takes no " + exchange.getRequestMethod());
    }
    int turn = Objects.requireNonNull(turns.get(side), "turns").getAndIncrement();
    URI target = targets.get(Math.floorMod(turn, targets.size())).resolve(exchange.getRequestURI());
    return client.send(
        HttpRequest.newBuilder(target).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Closes the port and ends the threads. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    clientThreads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
