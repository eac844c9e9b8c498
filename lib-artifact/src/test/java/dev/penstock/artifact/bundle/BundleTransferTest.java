package dev.penstock.artifact.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.AlteredContentException;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.MissingContentException;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A bundle")
class BundleTransferTest {
  @TempDir Path scratch;

  private Path tree(String name) throws IOException {
    Path root = Files.createDirectories(scratch.resolve(name));
    Files.createDirectory(root.resolve("bin"));
    Path program = Files.writeString(root.resolve("bin/run.sh"), "#!/bin/sh\n");
    assertTrue(program.toFile().setExecutable(true));
    Files.writeString(root.resolve("notes.txt"), "read me");
    return root;
  }

  @Test
  @DisplayName("arrives as it was sent, and equal directories are one bundle")
  void roundTrip() throws IOException {
    try (FileContentStore store = FileContentStore.open(scratch.resolve("store"))) {
      BundleTransfer transfer = new BundleTransfer(store);
      ArtifactReference first = transfer.store("1/Build/compile/1/jar", tree("one"));
      ArtifactReference second = transfer.store("2/Build/compile/1/jar", tree("two"));
      assertEquals(first, second);
      assertEquals("sha256/" + first.digest().hex(), first.location());
      Path to = Files.createDirectory(scratch.resolve("to"));
      transfer.fetch(first, to);
      assertEquals("read me", Files.readString(to.resolve("notes.txt")));
      assertTrue(Files.isExecutable(to.resolve("bin/run.sh")));
    }
  }

  @Test
  @DisplayName("that was altered, lost or is somebody else's is refused, and nothing is unpacked")
  void refused() throws IOException {
    try (FileContentStore store = FileContentStore.open(scratch.resolve("store"))) {
      BundleTransfer transfer = new BundleTransfer(store);
      ArtifactReference bundle = transfer.store("key", tree("one"));
      Path to = Files.createDirectory(scratch.resolve("to"));
      ArtifactReference foreign = new ArtifactReference("bucket/key", bundle.digest());
      assertEquals(
          "artifact location \"bucket/key\" is none of this transfer's for "
              + bundle.digest()
              + "; allowed: sha256/"
              + bundle.digest().hex(),
          assertThrows(IOException.class, () -> transfer.fetch(foreign, to)).getMessage());
      String zeros = "0".repeat(64);
      assertThrows(
          MissingContentException.class,
          () -> transfer.fetch(new ArtifactReference("sha256/" + zeros, new Digest(zeros)), to));
      Path file = scratch.resolve("store/packs/00000001.pack");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 20] ^= 1;
      Files.write(file, bytes);
      assertThrows(AlteredContentException.class, () -> transfer.fetch(bundle, to));
      try (Stream<Path> left = Files.list(to)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }
}
