package dev.penstock.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Real zip tools")
class RealZipToolsTest {
  private static final Tree TREE =
      new Tree(
          Map.of(
              "bin", "directory",
              "bin/run.sh", "program #!/bin/sh\necho hello\n",
              "empty", "directory",
              "latest", "link bin/run.sh",
              "notes.txt", "file " + "read me\n".repeat(1_000)));

  @TempDir Path scratch;

  @Test
  @DisplayName("find nothing wrong with our archives, and unpack the same tree")
  void unzip() throws IOException, InterruptedException {
    Path from = tree("from");
    Path zip = scratch.resolve("ours.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      ZipArchive.pack(from, out);
    }
    run(scratch, "unzip", "-tq", "ours.zip");
    Path to = Files.createDirectory(scratch.resolve("to"));
    run(to, "unzip", "-q", "../ours.zip");
    assertEquals(TREE, Tree.of(to));
  }

  @Test
  @DisplayName("read our modes and times")
  void zipinfo() throws IOException, InterruptedException {
    Path zip = scratch.resolve("ours.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      ZipArchive.pack(tree("from"), out);
    }
    String listing = run(scratch, "zipinfo", "-T", "ours.zip");
    List<String> modes =
        listing
            .lines()
            .filter(line -> line.contains("19800101.000000"))
            .map(
                line ->
                    line.substring(0, 10) + " " + line.substring(line.lastIndexOf(".000000 ") + 8))
            .toList();
    assertEquals(
        List.of(
            "drwxr-xr-x bin/",
            "-rwxr-xr-x bin/run.sh",
            "drwxr-xr-x empty/",
            "lrwxrwxrwx latest",
            "-rw-r--r-- notes.txt"),
        modes);
  }

  @Test
  @DisplayName("make archives that we unpack to the same tree")
  void zip() throws IOException, InterruptedException {
    Path from = tree("from");
    run(from, "zip", "-q", "-r", "--symlinks", "../theirs.zip", ".");
    Path to = Files.createDirectory(scratch.resolve("to"));
    ZipArchive.extract(scratch.resolve("theirs.zip"), to, ExtractionLimits.UNTRUSTED);
    assertEquals(TREE, Tree.of(to));
  }

  @Test
  @DisplayName("of the JDK make archives that we unpack to the same files")
  void jar() throws IOException, InterruptedException {
    Path from = tree("from");
    Path jar = Path.of(System.getProperty("java.home"), "bin", "jar");
    run(scratch, jar.toString(), "cMf", "theirs.jar", "-C", from.toString(), "notes.txt");
    Path to = Files.createDirectory(scratch.resolve("to"));
    ZipArchive.extract(scratch.resolve("theirs.jar"), to, ExtractionLimits.UNTRUSTED);
    assertEquals(Map.of("notes.txt", TREE.entries().get("notes.txt")), Tree.of(to).entries());
  }

  private Path tree(String name) throws IOException {
    Path root = Files.createDirectory(scratch.resolve(name));
    TREE.writeTo(root, 1);
    return root;
  }

  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    assumeTrue(isThere(command[0]), command[0] + " is not installed");
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private static boolean isThere(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(tool)));
  }
}
