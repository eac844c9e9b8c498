package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.ZipArchive;
import dev.penstock.conventions.Covers;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import dev.penstock.revision.Revision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A download of a bundle")
class BundleDownloadTest {
  private static final String COMMIT = "1f3870be274f6c49b3e31a0c6728957f1f3870be";

  @TempDir Path directory;
  private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-03-02T08:00:00Z"));
  private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
  private Path tree;
  private Path target;

  BundleDownloadTest() {}

  @BeforeEach
  void prepare() throws IOException {
    tree = Files.createDirectories(directory.resolve("tree"));
    Files.createDirectories(tree.resolve("app"));
    Files.writeString(tree.resolve("appspec.yml"), "version: 0.0");
    Files.writeString(tree.resolve("app/one"), "1");
    target = Files.createDirectory(directory.resolve("target"));
  }

  private Path packed(BundleType type) throws Exception {
    Path archive = directory.resolve("bundle." + type);
    if (type == BundleType.ZIP) {
      try (OutputStream out = Files.newOutputStream(archive)) {
        ZipArchive.pack(tree, out);
      }
      return archive;
    }
    Process tar =
        new ProcessBuilder("tar", type == BundleType.TGZ ? "-czf" : "-cf", archive.toString(), ".")
            .directory(tree.toFile())
            .inheritIO()
            .start();
    assertEquals(0, tar.waitFor());
    return archive;
  }

  private static Revision revision(String bundle, byte[] bytes) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return new Revision("r1", bundle, new Digest(HexFormat.of().formatHex(digest)), "");
  }

  private static BundleSource source(byte[] bytes, String tag) {
    return location ->
        new BundleSource.Content(new ByteArrayInputStream(bytes), Optional.ofNullable(tag));
  }

  private Map<String, String> fetched() throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      return all.filter(Files::isRegularFile)
          .collect(
              java.util.stream.Collectors.toMap(
                  path -> target.relativize(path).toString(),
                  path -> {
                    try {
                      return Files.readString(path);
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  }));
    }
  }

  private String refusal(Revision revision, BundleSource source, ExtractionLimits limits) {
    IOException refusal =
        assertThrows(
            IOException.class,
            () -> new BundleDownload(source, limits).fetch(revision, target, abandoned));
    assertFalse(refusal instanceof TransferException, "another attempt does not mend it");
    assertFalse(Files.exists(directory.resolve("bundle.archive")));
    return String.valueOf(refusal.getMessage());
  }

  private static final Map<String, String> FILES =
      Map.of("appspec.yml", "version: 0.0", "app/one", "1");

  @Test
  @DisplayName(
      "unpacks tar, tgz and zip, checks the entity tag without its quotes, and asks a source"
          + " host again after 10, 30 and 90 seconds")
  @Covers("D-115")
  void bundles() throws Exception {
    for (BundleType type : BundleType.values()) {
      byte[] bytes = Files.readAllBytes(packed(type));
      for (String tag : List.of("9b2c", "\"9b2c\"")) {
        for (String given : List.of("9b2c", "\"9b2c\"")) {
          Revision revision = revision("s3://b/k?eTag=" + given + "&bundleType=" + type, bytes);
          new BundleDownload(source(bytes, tag), ExtractionLimits.UNTRUSTED)
              .fetch(revision, target, abandoned)
              .toCompletableFuture()
              .join();
          assertEquals(FILES, fetched(), type + " " + tag);
          InstanceFiles.PLAIN.deleteTree(target);
          Files.createDirectory(target);
        }
      }
      assertEquals(
          "the bundle's entity tag is \"other\", but the deployment wants \"9b2c\"",
          refusal(
              revision("s3://b/k?eTag=9b2c", bytes),
              source(bytes, "other"),
              ExtractionLimits.UNTRUSTED));
      assertEquals(
          "the bundle's entity tag is missing, but the deployment wants \"9b2c\"",
          refusal(
              revision("s3://b/k?eTag=9b2c", bytes),
              source(bytes, null),
              ExtractionLimits.UNTRUSTED));
    }
    assertEquals(Map.of(), fetched());
    assertEquals(List.of(0L, 10L, 40L, 130L), attempts("github://acme/shop/" + COMMIT));
    assertEquals(List.of(0L), attempts("s3://b/k"));
  }

  /** At which seconds a source is asked that never answers. */
  private List<Long> attempts(String location) throws IOException {
    Instant begin = time.now();
    List<Long> asked = new ArrayList<>();
    BundleFetch broken =
        new BundleDownload(
            where -> {
              asked.add(Duration.between(begin, time.now()).toSeconds());
              throw new IOException("no route to host");
            },
            ExtractionLimits.UNTRUSTED);
    CompletableFuture<Void> result =
        new RetriedFetch(broken, RetriedFetch::serviceDelays, time, time.clock(), Runnable::run)
            .fetch(new Revision("r1", location, new Digest("0".repeat(64)), ""), target, abandoned)
            .toCompletableFuture();
    time.advance(Duration.ofHours(1));
    CompletionException failure = assertThrows(CompletionException.class, result::join);
    assertInstanceOf(TransferException.class, failure.getCause());
    assertEquals(
        "the bundle cannot be downloaded: no route to host", failure.getCause().getMessage());
    return asked;
  }

  @Test
  @DisplayName("begins anew after a break in the middle, and is then as good as one without")
  void retried() throws Exception {
    byte[] bytes = Files.readAllBytes(packed(BundleType.TGZ));
    List<Integer> attempts = new ArrayList<>();
    BundleSource breaking =
        location -> {
          attempts.add(attempts.size());
          return new BundleSource.Content(
              attempts.size() <= 2
                  ? new BrokenStream(bytes, 40 * attempts.size())
                  : new ByteArrayInputStream(bytes),
              Optional.empty());
        };
    CompletableFuture<Void> result =
        new RetriedFetch(
                new BundleDownload(breaking, ExtractionLimits.UNTRUSTED),
                RetriedFetch::serviceDelays,
                time,
                time.clock(),
                Runnable::run)
            .fetch(revision("github://acme/shop/" + COMMIT, bytes), target, abandoned)
            .toCompletableFuture();
    time.advance(Duration.ofSeconds(39));
    assertFalse(result.isDone());
    time.advance(Duration.ofSeconds(1));
    result.join();
    assertEquals(3, attempts.size());
    assertEquals(FILES, fetched());
  }

  @Test
  @DisplayName(
      "is given up while it waits when nobody wants it any more, and not repeated when"
          + " that mends nothing")
  void givenUp() throws Exception {
    List<Integer> attempts = new ArrayList<>();
    BundleFetch failing =
        (revision, to, dropped) -> {
          attempts.add(attempts.size());
          Files.writeString(to.resolve("half"), "");
          throw revision.bundle().isEmpty()
              ? new IOException("No space left on device")
              : new TransferException("reset", new IOException("reset"));
        };
    RetriedFetch retried =
        new RetriedFetch(
            failing, where -> RetriedFetch.GITHUB_DELAYS, time, time.clock(), Runnable::run);
    Revision anywhere = new Revision("r1", "x", new Digest("0".repeat(64)), "");
    CompletableFuture<Void> result =
        retried.fetch(anywhere, target, abandoned).toCompletableFuture();
    time.advance(Duration.ofSeconds(10));
    assertEquals(2, attempts.size());
    abandoned.complete(null);
    assertTrue(result.isCompletedExceptionally());
    time.advance(Duration.ofHours(1));
    assertEquals(2, attempts.size());

    CompletableFuture<Void> full =
        retried
            .fetch(
                new Revision("r1", "", new Digest("0".repeat(64)), ""),
                target,
                new CompletableFuture<>())
            .toCompletableFuture();
    assertTrue(full.isCompletedExceptionally(), "a full disk is final");
    assertEquals(3, attempts.size());
  }

  @Test
  @DisplayName("is refused when the bytes are others, the type is another, or they are too many")
  void refusals() throws Exception {
    byte[] bytes = Files.readAllBytes(packed(BundleType.ZIP));
    byte[] altered = bytes.clone();
    altered[40] ^= 1;
    Revision revision = revision("s3://b/k", bytes);
    String refusal = refusal(revision, source(altered, null), ExtractionLimits.UNTRUSTED);
    assertTrue(refusal.startsWith("the bundle was altered: its digest is sha256:"), refusal);
    assertTrue(refusal.endsWith(", that of the revision is " + revision.digest()), refusal);
    assertEquals(
        "the bundle is no TGZ archive, but looks like ZIP",
        refusal(
            revision("s3://b/k?bundleType=tgz", bytes),
            source(bytes, null),
            ExtractionLimits.UNTRUSTED));
    assertEquals(
        "the bundle's archive has more than 10 bytes",
        refusal(revision, source(bytes, null), new ExtractionLimits(10, 10, 10)));
    assertTrue(
        refusal(revision, source(bytes, null), new ExtractionLimits(10_000, 1, 10))
            .contains("entries; allowed: at most 1"));
    assertEquals(Map.of(), fetched());
  }

  @Test
  @DisplayName("tells scripts where the bundle came from")
  @Covers("D-092")
  void variables() {
    assertEquals(
        Map.of(
            "BUNDLE_BUCKET", "releases",
            "BUNDLE_KEY", "shop/1.4.0.zip",
            "BUNDLE_VERSION", "3HL4",
            "BUNDLE_ETAG", "9b2c"),
        BundleLocation.of("s3://releases/shop/1.4.0.zip?versionId=3HL4&eTag=\"9b2c\"").variables());
    assertEquals(
        Map.of("BUNDLE_BUCKET", "releases", "BUNDLE_KEY", "k"),
        BundleLocation.of("s3://releases/k").variables());
    assertEquals(
        Map.of("BUNDLE_COMMIT", COMMIT),
        BundleLocation.of("github://acme/shop/" + COMMIT).variables());
    for (String other :
        List.of("", "sha256/0", "github://acme/shop/main", "s3://only", "S3://a/b")) {
      assertEquals(new BundleLocation.Other(other), BundleLocation.of(other));
      assertEquals(Map.of(), BundleLocation.of(other).variables());
    }
  }

  /** Ends with an error after some bytes. */
  private static final class BrokenStream extends InputStream {
    private final byte[] bytes;
    private final int good;
    private int position;

    BrokenStream(byte[] bytes, int good) {
      this.bytes = bytes;
      this.good = good;
    }

    @Override
    public int read() throws IOException {
      if (position >= good) {
        throw new IOException("connection reset");
      }
      return bytes[position++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      buffer[offset] = (byte) read();
      return 1;
    }
  }
}
