package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Clients of an npm registry at the same moment")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NpmConcurrencyTest {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = 15;

  private final TestRegistry registry = new TestRegistry();

  private List<Answer> together(List<Callable<Answer>> calls)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try {
      List<Future<Answer>> futures = new ArrayList<>();
      for (Callable<Answer> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Covers("AP-021")
  void loseNoVersion() throws InterruptedException, ExecutionException {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "p" + round;
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String version = "1.0." + client;
        calls.add(() -> registry.put("/" + name, Publish.of(name, version).json()));
      }
      together(calls).forEach(answer -> assertEquals(201, answer.status()));
      JsonNode full = registry.packument(name);
      assertEquals(CLIENTS, full.path("versions").size());
      assertEquals(CLIENTS + 2, full.path("time").size());
      assertTrue(full.path("versions").has(full.at("/dist-tags/latest").asText()));
      for (int client = 0; client < CLIENTS; client++) {
        assertArrayEquals(
            Publish.tarball(name, "1.0." + client),
            registry.get("/" + name + "/-/" + name + "-1.0." + client + ".tgz").body());
      }
    }
  }

  @Test
  void publishOneVersionOnce() throws InterruptedException, ExecutionException {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "p" + round;
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        byte[] tarball = {(byte) client};
        calls.add(() -> registry.put("/" + name, Publish.of(name, "1.0.0", tarball).json()));
      }
      List<Answer> answers = together(calls);
      List<Integer> winners = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int status = answers.get(client).status();
        assertTrue(status == 201 || status == 409, () -> "status " + status);
        if (status == 201) {
          winners.add(client);
        }
      }
      assertEquals(1, winners.size());
      byte[] wanted = {winners.get(0).byteValue()};
      assertArrayEquals(wanted, registry.get("/" + name + "/-/" + name + "-1.0.0.tgz").body());
      assertEquals(
          Digests.integrity(wanted),
          registry.packument(name).at("/versions/1.0.0/dist/integrity").asText());
    }
  }

  @Test
  void loseNoDeprecationAndNoTag() throws InterruptedException, ExecutionException {
    for (int client = 0; client < CLIENTS; client++) {
      registry.publish("plain", "1.0." + client);
    }
    String before = registry.get("/plain?write=true").json().toString();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      String version = "1.0." + client;
      if (client % 2 == 0) {
        ObjectNode document = (ObjectNode) registry.get("/plain?write=true").json();
        assertEquals(before, document.toString());
        ((ObjectNode) document.path("versions").path(version)).put("deprecated", "old");
        calls.add(() -> registry.put("/plain", document));
      } else {
        String path = "/-/package/plain/dist-tags/t" + client;
        calls.add(() -> registry.put(path, "\"" + version + "\""));
      }
    }
    together(calls).forEach(answer -> assertEquals(2, answer.status() / 100));
    JsonNode full = registry.packument("plain");
    for (int client = 0; client < CLIENTS; client++) {
      if (client % 2 == 0) {
        assertEquals("old", full.at("/versions/1.0." + client + "/deprecated").asText());
      } else {
        assertEquals("1.0." + client, full.at("/dist-tags/t" + client).asText());
      }
    }
  }

  @Test
  void removeOnlyWhatTheySaw() throws InterruptedException, ExecutionException {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "p" + round;
      registry.publish(name, "1.0.0");
      String revision = registry.get("/" + name + "?write=true").json().path("_rev").asText();
      List<Answer> answers =
          together(
              List.of(
                  () -> registry.delete("/" + name + "/-rev/" + revision),
                  () -> registry.put("/" + name, Publish.of(name, "2.0.0").json())));
      assertEquals(201, answers.get(1).status());
      int removed = answers.get(0).status();
      assertTrue(removed == 200 || removed == 409, () -> "status " + removed);
      JsonNode versions = registry.packument(name).path("versions");
      assertTrue(versions.has("2.0.0"), "what was published meanwhile stays");
      assertEquals(removed == 409, versions.has("1.0.0"));
    }
  }
}
