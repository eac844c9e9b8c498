package dev.penstock.deploy.agent;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.revision.Digest;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Downloads bundles that are tar, tgz or zip archives: keeps the archive in a file, checks its
 * entity tag and its SHA-256 digest, and then unpacks it.
 *
 * <pre>{@code
 * BundleFetch fetch = new BundleDownload(source, ExtractionLimits.UNTRUSTED);
 * InstanceAgentBuilder builder = InstanceAgent.builder().bundles(fetch);
 * }</pre>
 *
 * <p>Immutable and safe for several threads.
 */
public final class BundleDownload implements BundleFetch {

  private static final int BUFFER = 64 << 10;

  private final BundleSource source;
  private final ExtractionLimits limits;

  /**
   * Downloads from one source.
   *
   * @param source opens archives
   * @param limits how much an archive may unpack to; the archive itself may not be larger
   */
  public BundleDownload(BundleSource source, ExtractionLimits limits) {
    this.source = Objects.requireNonNull(source, "source");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * {@inheritDoc}
   *
   * @throws TransferException if the archive cannot be opened or read
   */
  @Override
  public CompletionStage<Void> fetch(
      Revision revision, Path directory, CompletionStage<Void> abandoned) throws IOException {
    Path archive = directory.resolveSibling("bundle.archive");
    BundleLocation location = BundleLocation.of(revision.bundle());
    try {
      Digest digest = download(location, archive);
      if (!digest.equals(revision.digest())) {
        throw new IOException(
            "the bundle was altered: its digest is "
                + digest
                + ", that of the revision is "
                + revision.digest());
      }
      BundleType found = BundleType.of(archive);
      BundleType type = location.type().orElse(found);
      if (type != found) {
        throw new IOException("the bundle is no " + type + " archive, but looks like " + found);
      }
      type.extract(archive, directory, limits);
    } finally {
      Files.deleteIfExists(archive);
    }
    return CompletableFuture.completedFuture(null);
  }

  private Digest download(BundleLocation location, Path archive) throws IOException {
    BundleSource.Content content;
    try {
      content = source.open(location);
    } catch (IOException e) {
      throw transferFailed(e);
    }
    try (InputStream bytes = content.bytes()) {
      checkTag(location, content.eTag());
      return copy(bytes, archive);
    }
  }

  /** Quotes around a tag belong to HTTP, not to the tag. */
  private static void checkTag(BundleLocation location, Optional<String> found) throws IOException {
    Optional<String> bare = found.map(tag -> tag.replace("\"", ""));
    if (location.eTag().isPresent() && !location.eTag().equals(bare)) {
      throw new IOException(
          "the bundle's entity tag is "
              + bare.map(tag -> "\"" + tag + "\"").orElse("missing")
              + ", but the deployment wants \""
              + location.eTag().get()
              + "\"");
    }
  }

  private Digest copy(InputStream bytes, Path archive) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (OutputStream file = Files.newOutputStream(archive)) {
      for (int read = read(bytes, buffer); read >= 0; read = read(bytes, buffer)) {
        size += read;
        if (size > limits.totalBytes()) {
          throw new IOException(
              "the bundle's archive has more than " + limits.totalBytes() + " bytes");
        }
        digest.update(buffer, 0, read);
        file.write(buffer, 0, read);
      }
    }
    return new Digest(HexFormat.of().formatHex(digest.digest()));
  }

  /** Only reading may be worth another attempt; a disk that is full stays full. */
  private static int read(InputStream bytes, byte[] buffer) throws TransferException {
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw transferFailed(e);
    }
  }

  private static TransferException transferFailed(IOException cause) {
    String message = cause.getMessage();
    return new TransferException(
        "the bundle cannot be downloaded: " + (message == null ? cause.toString() : message),
        cause);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
