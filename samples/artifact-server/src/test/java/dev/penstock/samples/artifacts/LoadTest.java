package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two hundred clients at a time")
class LoadTest {
  private static final int CLIENTS = 200;
  private static final Duration TIME =
      Duration.ofSeconds(Boolean.getBoolean("penstock.thorough") ? 60 : 5);

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  /** The digest of every file that was answered for, by its path. */
  private final ConcurrentMap<String, String> published = new ConcurrentHashMap<>();

  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicInteger gets = new AtomicInteger();

  @Test
  @Timeout(180)
  void publishAndInstallWithoutErrorOrCorruption() throws Exception {
    try (Served served = Served.from(directory)) {
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
      try {
        long end = System.nanoTime() + TIME.toNanos();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          int number = i;
          running.add(
              threads.submit(
                  () -> {
                    work(served.url(), number, end);
                    return null;
                  }));
        }
        for (Future<?> one : running) {
          one.get();
        }
      } finally {
        threads.shutdownNow();
      }
      System.out.println(
          puts + " publishes and " + gets + " installs in " + TIME.toSeconds() + " s");
      assertTrue(puts.get() >= 3 * CLIENTS && gets.get() >= CLIENTS, puts + " puts, " + gets);
      published.forEach((path, digest) -> assertEquals(digest, digestOf(served.url() + path)));
      assertEquals(List.of(), served.log().lines().filter(l -> l.contains("failed")).toList());
    }
  }

  /** Publishes a version of its own artifact, and installs one of anybody's, until time is up. */
  private void work(String url, int number, long end) throws Exception {
    SplittableRandom random = new SplittableRandom(number);
    String artifact = "/maven/main/com/acme/load" + number + "/";
    StringBuilder versions = new StringBuilder();
    int version = 0;
    do {
      String file = artifact + version + "/load" + number + "-" + version;
      byte[] jar = new byte[random.nextInt(1, 64 << 10)];
      random.nextBytes(jar);
      put(url + file + ".jar", jar);
      put(url + file + ".jar.sha1", hex("SHA-1", jar).getBytes(StandardCharsets.UTF_8));
      put(url + file + ".pom", "<project/>".getBytes(StandardCharsets.UTF_8));
      versions.append("<version>").append(version).append("</version>");
      String metadata =
          "<metadata><versioning><versions>" + versions + "</versions></versioning></metadata>";
      put(url + artifact + "maven-metadata.xml", metadata.getBytes(StandardCharsets.UTF_8));
      published.put(file + ".jar", hex("SHA-256", jar));
      for (int i = 0; i < 4; i++) {
        String path = new ArrayList<>(published.keySet()).get(random.nextInt(published.size()));
        assertEquals(published.get(path), digestOf(url + path));
      }
      version++;
    } while (System.nanoTime() < end);
  }

  private void put(String url, byte[] body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            request(url).PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, url + ": " + answer.body());
    puts.incrementAndGet();
  }

  private String digestOf(String url) {
    try {
      HttpResponse<byte[]> answer = client.send(request(url).build(), BodyHandlers.ofByteArray());
      assertEquals(200, answer.statusCode(), url);
      gets.incrementAndGet();
      return hex("SHA-256", answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(url, e);
    }
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", Served.basic(Served.WRITER));
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
