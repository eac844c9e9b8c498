package dev.penstock.deploy.agent;

import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings a revision's bundle onto an instance: an SPI. {@link BundleDownload} is one for archives
 * that a host can open as streams, {@link #of(ArtifactTransfer)} one for the artifacts of
 * pipelines, and {@link RetriedFetch} tries another one again.
 *
 * <p>Called on the thread that brings the event, concurrently for different instances; may block.
 */
@FunctionalInterface
public interface BundleFetch {

  /**
   * Unpacks a bundle, after checking it against the revision's digest.
   *
   * @param revision what to bring
   * @param directory an existing, empty directory
   * @param abandoned completes when nobody waits any more
   * @return completes when the bundle is there; exceptionally if it cannot be
   * @throws IOException if it cannot be read or was altered
   */
  CompletionStage<Void> fetch(Revision revision, Path directory, CompletionStage<Void> abandoned)
      throws IOException;

  /**
   * Fetches what a pipeline's stages hand on.
   *
   * @param transfer the host's artifact transfer; it checks digests
   * @return a fetch by it
   */
  static BundleFetch of(ArtifactTransfer transfer) {
    return (revision, directory, abandoned) -> {
      transfer.fetch(new ArtifactReference(revision.bundle(), revision.digest()), directory);
      return CompletableFuture.completedFuture(null);
    };
  }
}
