package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process killed while it publishes")
class KilledProcessTest {
  private static final CatalogueKey KEY = CatalogueKey.of("newest");

  @TempDir Path root;

  /** The victim: stores content, then points the document at it, again and again. */
  static final class Publisher {
    private Publisher() {}

    public static void main(String[] arguments) throws IOException {
      Path root = Path.of(arguments[0]);
      try (FileContentStore store = FileContentStore.open(root.resolve("content"));
          FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
        String last = catalogue.read(KEY).orElse(null);
        int start = last == null ? 0 : Integer.parseInt(last.substring(0, last.indexOf(' ')));
        for (int i = start + 1; ; i++) {
          byte[] bytes = new byte[100_000 + i];
          Arrays.fill(bytes, (byte) i);
          Digest digest = store.put(new ByteArrayInputStream(bytes)).digest();
          String next = i + " " + digest.hex();
          catalogue.replace(KEY, last, next);
          last = next;
          System.out.println(i);
          System.out.flush();
        }
      }
    }
  }

  @Test
  @Covers("A-220")
  @DisplayName("leaves all it acknowledged, whole, and nothing half")
  void killed() throws IOException, InterruptedException {
    kill(3);
  }

  @Test
  @Tag("thorough")
  @DisplayName("leaves all it acknowledged, whole, and nothing half, in many rounds")
  void killedOften() throws IOException, InterruptedException {
    kill(60);
  }

  private void kill(int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      Process process = publisher();
      int acknowledged = 0;
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        for (int line = 0; line <= round % 7; line++) {
          acknowledged = Integer.parseInt(out.readLine());
        }
        if (round == 0) {
          assertThrows(
              DirectoryInUseException.class, () -> FileContentStore.open(root.resolve("content")));
        }
        process.destroyForcibly().waitFor();
      }
      check(acknowledged);
    }
  }

  private Process publisher() throws IOException {
    String modules = System.getProperty("jdk.module.path", "");
    String classes = System.getProperty("java.class.path", "");
    String path =
        String.join(File.pathSeparator, "target/test-classes", "target/classes", modules, classes);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path,
            Publisher.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void check(int acknowledged) throws IOException {
    try (FileContentStore store = FileContentStore.open(root.resolve("content"));
        FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      String document = catalogue.read(KEY).orElseThrow();
      int newest = Integer.parseInt(document.substring(0, document.indexOf(' ')));
      assertTrue(newest >= acknowledged, newest + " is older than " + acknowledged);
      store.openVerified(new Digest(document.substring(document.indexOf(' ') + 1))).close();
      try (Stream<Path> files = Files.walk(root)) {
        assertEquals(0, files.filter(file -> file.toString().endsWith(".part")).count());
      }
      try (Stream<Path> files = Files.walk(root.resolve("content/sha256"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String hex = file.toString().replace(File.separator, "");
          store.openVerified(new Digest(hex.substring(hex.length() - 64))).close();
        }
      }
    }
  }
}
