package dev.penstock.artifact.action;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.ZipArchive;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Fetches an asset of a generic package, a zip archive, and hands its files on as the action's
 * output artifact. As a source action it makes the package's version the execution's revision.
 *
 * <p>The bytes are checked against the repository's digest, and against the configuration's {@code
 * Digest} (64 hexadecimal digits) if there is one. The domain remembers what the execution has
 * fetched, see {@link dev.penstock.artifact.Builds#fetched}.
 */
public final class FetchAction implements ActionExecutor {
  private final Repository repository;
  private final Workspace workspace;
  private final ExtractionLimits limits;

  /**
   * Fetches from one repository what strangers may have published.
   *
   * @param repository where from
   * @param workspace a directory for unpacked artifacts, made if needed; of this host only
   */
  public FetchAction(Repository repository, Path workspace) {
    this(repository, workspace, ExtractionLimits.UNTRUSTED);
  }

  /**
   * Fetches within limits.
   *
   * @param repository where from
   * @param workspace a directory for unpacked artifacts, made if needed; of this host only
   * @param limits how much an asset may unpack to
   */
  public FetchAction(Repository repository, Path workspace, ExtractionLimits limits) {
    this.repository = Objects.requireNonNull(repository, "repository");
    this.workspace = new Workspace(workspace);
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) throws IOException {
    PublishRequest wanted = PackageSettings.request(context);
    String output = PackageSettings.one(context, "outputArtifacts", context.outputs());
    AssetContent found = repository.asset(wanted.version(), wanted.asset());
    Digest digest = found.asset().digest();
    String expected = context.configuration().getOrDefault("Digest", digest.hex());
    if (!new Digest(expected).equals(digest)) {
      return CompletableFuture.completedFuture(
          ActionResult.failed(
              wanted.version()
                  + "/"
                  + wanted.asset()
                  + " is "
                  + digest
                  + ", but the configuration's Digest is "
                  + expected));
    }
    ArtifactReference artifact =
        workspace.with(
            context.key(),
            directory -> {
              try (SeekableByteChannel archive = found.openVerified()) {
                ZipArchive.extract(archive, directory, limits);
              }
              return context.store(output, directory);
            });
    repository.recordFetch(PackageSettings.build(context), found);
    return CompletableFuture.completedFuture(
        PackageSettings.result(found.version(), found.asset())
            .withArtifact(output, artifact)
            .withRevision(wanted.version().version())
            .withSummary("fetched " + wanted.version() + "/" + wanted.asset()));
  }
}
