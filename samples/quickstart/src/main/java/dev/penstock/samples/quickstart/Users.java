package dev.penstock.samples.quickstart;

import dev.penstock.samples.quickstart.traffic.LoadBalancer;
import dev.penstock.samples.quickstart.traffic.TrafficGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Those who ask the shop for prices: from its first release on, without a pause. Thread-safe. */
final class Users implements AutoCloseable {
  private static final int PER_SECOND = 300;

  /** An odd number of them, so that no instance is always asked for the same. */
  private static final List<String> WANTED =
      List.of("beer", "cider", "tea", "beer", "cider", "coffee", "juice");

  private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]+)\"");

  private final LoadBalancer balancer;
  private @Nullable TrafficGenerator generator; // guarded by this

  Users(LoadBalancer balancer) {
    this.balancer = balancer;
  }

  /** From now on users ask. Idempotent. */
  synchronized void begin() {
    if (generator == null) {
      Stream<URI> wanted =
          WANTED.stream().map(item -> balancer.address().resolve("/?item=" + item));
      generator = new TrafficGenerator(wanted.toList(), PER_SECOND);
    }
  }

  /** The version that a user sees. */
  String version() {
    HttpRequest request =
        HttpRequest.newBuilder(balancer.address().resolve("/?item=tea"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      String answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher version = VERSION.matcher(answer);
      return version.find() ? version.group(1) : "none";
    } catch (IOException unanswered) {
      return "none";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "none";
    }
  }

  @Override
  public synchronized void close() {
    if (generator != null) {
      generator.close();
    }
  }
}
