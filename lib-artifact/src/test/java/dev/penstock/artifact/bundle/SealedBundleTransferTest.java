package dev.penstock.artifact.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.archive.ArchiveException;
import dev.penstock.archive.ExtractionLimits;
import dev.penstock.artifact.bundle.SealedBytes.Counting;
import dev.penstock.artifact.store.AlteredContentException;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A bundle handed on encrypted")
class SealedBundleTransferTest {
  @TempDir Path scratch;

  private final InMemoryContentStore store = new InMemoryContentStore();
  private final BundleSeal seal = new BundleSeal(SealedBytes.RING, new Counting(50));
  private final SealedBundleTransfer transfer = new SealedBundleTransfer(store, seal);

  private Path tree(String name, long seed) throws IOException {
    Path root = Files.createDirectories(scratch.resolve(name));
    List<String> files = new ArrayList<>(List.of("a.txt", "b/c.txt", "b/run.sh", "z.txt"));
    Collections.shuffle(files, new Random(seed));
    for (String file : files) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "the visible text of " + file);
      boolean isProgram = file.endsWith(".sh");
      String others = seed % 2 == 0 ? "r--r--" : "------";
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString((isProgram ? "rwx" : "rw-") + others));
      Files.setLastModifiedTime(path, FileTime.fromMillis(seed * 86_400_000_000L));
    }
    Files.setLastModifiedTime(root.resolve("b"), FileTime.fromMillis(seed * 1_000));
    return root;
  }

  private Path empty(String name) throws IOException {
    return Files.createDirectories(scratch.resolve(name));
  }

  private static void assertEmpty(Path directory) throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  @DisplayName("arrives as it was sent, programs executable")
  void roundTrip() throws IOException {
    ArtifactReference bundle = transfer.store("key", tree("one", 1));
    Path to = empty("to");
    transfer.fetch(bundle, to);
    assertEquals("the visible text of b/c.txt", Files.readString(to.resolve("b/c.txt")));
    assertTrue(Files.isExecutable(to.resolve("b/run.sh")));
    assertFalse(Files.isExecutable(to.resolve("z.txt")));
  }

  @Test
  @DisplayName("has the digest of its content, whatever the order, times and other rights of files")
  void reproducible() throws IOException {
    Digest plain = new BundleTransfer(store).store("key", tree("zero", 0)).digest();
    List<String> locations = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      ArtifactReference bundle = transfer.store("key", tree("tree-" + seed, seed));
      assertEquals(plain, bundle.digest());
      locations.add(bundle.location());
    }
    assertEquals(4, locations.stream().distinct().count());
  }

  @Test
  @DisplayName("is nothing but noise to the store")
  void unreadable() throws IOException {
    ArtifactReference sealed = transfer.store("key", tree("one", 1));
    ArtifactReference plain = new BundleTransfer(store).store("key", tree("two", 1));
    assertFalse(stored(sealed.location()).contains("run.sh"));
    assertTrue(stored(plain.location()).contains("run.sh"));
  }

  private String stored(String location) throws IOException {
    String hex = location.substring(location.indexOf('/') + 1);
    return new String(store.open(new Digest(hex)).readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  @DisplayName("is refused if it is not sealed, or not the one that the reference means")
  void refused() throws IOException {
    ArtifactReference one = transfer.store("key", tree("one", 1));
    Path changed = tree("two", 2);
    Files.writeString(changed.resolve("a.txt"), "other");
    ArtifactReference two = transfer.store("key", changed);
    Path to = empty("to");
    ArtifactReference swapped = new ArtifactReference(two.location(), one.digest());
    assertThrows(AlteredContentException.class, () -> transfer.fetch(swapped, to));
    ArtifactReference plain = new BundleTransfer(store).store("key", tree("three", 1));
    assertEquals(
        "artifact location \""
            + plain.location()
            + "\" is none of this transfer's; allowed: sealed/ and 64 hexadecimal digits",
        assertThrows(IOException.class, () -> transfer.fetch(plain, to)).getMessage());
    String hex = plain.digest().hex();
    ArtifactReference downgraded = new ArtifactReference("sealed/" + hex, plain.digest());
    assertThrows(BrokenSealException.class, () -> transfer.fetch(downgraded, to));
    ArtifactReference malformed = new ArtifactReference("sealed/abc", plain.digest());
    assertThrows(IOException.class, () -> transfer.fetch(malformed, to));
    assertEmpty(to);
  }

  @Test
  @DisplayName("is refused, and nothing unpacked, if the bytes in the store were changed")
  void altered() throws IOException {
    ArtifactReference bundle = transfer.store("key", tree("one", 1));
    byte[] bytes = store.open(new Digest(bundle.location().substring(7))).readAllBytes();
    bytes[bytes.length - 1] ^= 1;
    Digest other = store.put(out -> out.write(bytes), ContentCheck.NONE).digest();
    Path to = empty("to");
    assertThrows(
        BrokenSealException.class,
        () -> transfer.fetch(new ArtifactReference("sealed/" + other.hex(), bundle.digest()), to));
    assertEmpty(to);
  }

  @Test
  @DisplayName("is held to limits, packed and unpacked, to the byte")
  void limits() throws IOException {
    Path tree = tree("one", 1);
    ArtifactReference bundle = new BundleTransfer(store).store("key", tree);
    int size = stored(bundle.location()).length();
    BundleLimits exact = new BundleLimits(size, ExtractionLimits.OWN);
    BundleLimits less = new BundleLimits(size - 1, ExtractionLimits.OWN);
    assertEquals(bundle, new BundleTransfer(store, exact).store("key", tree));
    ArtifactReference sealed = new SealedBundleTransfer(store, seal, exact).store("key", tree);
    assertEquals(bundle.digest(), sealed.digest());
    String refusal =
        "a bundle of more than " + (size - 1) + " bytes; allowed: at most " + (size - 1);
    assertEquals(
        refusal,
        assertThrows(IOException.class, () -> new BundleTransfer(store, less).store("key", tree))
            .getMessage());
    assertEquals(
        refusal,
        assertThrows(
                IOException.class,
                () -> new SealedBundleTransfer(store, seal, less).store("key", tree))
            .getMessage());
    BundleLimits few = new BundleLimits(size, new ExtractionLimits(1L << 20, 3, 200));
    Path to = empty("to");
    assertThrows(
        ArchiveException.class, () -> new SealedBundleTransfer(store, seal, few).fetch(sealed, to));
    assertThrows(ArchiveException.class, () -> new BundleTransfer(store, few).fetch(bundle, to));
    assertEmpty(to);
    assertNotEquals(bundle.location(), sealed.location());
    assertEquals(
        "archives of 0 bytes; allowed: 1 or more",
        assertThrows(
                IllegalArgumentException.class, () -> new BundleLimits(0, ExtractionLimits.OWN))
            .getMessage());
  }
}
