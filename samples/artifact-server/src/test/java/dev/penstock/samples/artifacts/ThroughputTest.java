package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.samples.artifacts.Readers.Wanted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program beside nginx: the same files, the same requests over connections that are kept, in
 * turns, each server in a process of its own. What is compared is printed; what must hold is that
 * no answer is wrong. The figures stand in docs/package-managers.md.
 */
@DisplayName("Two hundred readers")
@Tag("thorough")
class ThroughputTest {
  private static final int CLIENTS = 200;
  private static final int ROUNDS = 3;

  /** The virtual machine compiles as it runs: cold, the program is many times slower. */
  private static final Duration WARM_UP = Duration.ofSeconds(45);

  private static final Duration TIME = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @Test
  @Timeout(600)
  void getTheSameFromTheProgramAsFromNginx() throws Exception {
    Nginx.require();
    Map<String, List<Wanted>> loads = new LinkedHashMap<>();
    Path root = directory.resolve("files");
    List<Wanted> small = files(root, "small", 40, 1 << 10);
    List<Wanted> middle = files(root, "middle", 20, 100 << 10);
    List<Wanted> large = files(root, "large", 2, 10 << 20);
    loads.put("1 KB", small);
    loads.put("100 KB", middle);
    loads.put("10 MB", large);
    loads.put("mixed", mixed(small, middle, large));
    try (Program program = Program.start(directory.resolve("packages"), 512);
        Nginx nginx = Nginx.start(root, directory.resolve("nginx"))) {
      int port = program.port();
      for (List<Wanted> files : List.of(small, middle, large)) {
        publish(program.url(), root, files);
      }
      Readers readers = new Readers(CLIENTS);
      readers.from(port, small, WARM_UP);
      for (Map.Entry<String, List<Wanted>> load : loads.entrySet()) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          ours.add(readers.from(port, load.getValue(), TIME).rate(TIME));
          theirs.add(readers.from(nginx.port(), load.getValue(), TIME).rate(TIME));
        }
        double here = median(ours);
        double there = median(theirs);
        System.out.printf(
            "%s: %.0f requests/s, nginx %.0f, ratio %.2f%n",
            load.getKey(), here, there, here / there);
        assertTrue(here > 0 && there > 0, load.getKey());
      }
    }
  }

  /** Of a hundred requests 80 for small files, 19 for middle ones, one for a large one. */
  private static List<Wanted> mixed(List<Wanted> small, List<Wanted> middle, List<Wanted> large) {
    List<Wanted> mixed = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<Wanted> of = i % 100 == 0 ? large : i % 5 == 0 ? middle : small;
      mixed.add(of.get(i % of.size()));
    }
    Collections.shuffle(mixed, new Random(7));
    return mixed;
  }

  private static List<Wanted> files(Path root, String name, int count, int size) throws Exception {
    Random random = new Random(size);
    List<Wanted> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Wanted file = new Wanted("/generic/main/load/" + name + "-" + i + "/1.0/file.bin", size);
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      Path place = root.resolve(file.path().substring(1));
      Files.createDirectories(place.getParent());
      Files.write(place, bytes);
      files.add(file);
    }
    return files;
  }

  private static void publish(String url, Path root, List<Wanted> files) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (Wanted file : files) {
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(url + file.path()))
              .header("Authorization", Served.basic(Served.WRITER))
              .PUT(BodyPublishers.ofFile(root.resolve(file.path().substring(1))))
              .build();
      assertEquals(201, client.send(put, BodyHandlers.discarding()).statusCode());
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
