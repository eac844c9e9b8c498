package dev.penstock.artifact.action;

import dev.penstock.archive.ZipArchive;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.PublishResult;
import dev.penstock.artifact.Repository;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes the action's input artifact as an asset of a generic package: a zip archive of its
 * files.
 *
 * <p>The version remembers the pipeline's execution, the action and the source revision, see {@link
 * Repository#publications}.
 *
 * <p>Fails if the version has other bytes already: a version, once published, stays what it is.
 */
public final class PublishAction implements ActionExecutor {
  private final Repository repository;
  private final Workspace workspace;

  /**
   * Publishes to one repository.
   *
   * @param repository where to
   * @param workspace a directory for unpacked artifacts, made if needed; of this host only
   */
  public PublishAction(Repository repository, Path workspace) {
    this.repository = Objects.requireNonNull(repository, "repository");
    this.workspace = new Workspace(workspace);
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) throws IOException {
    PublishRequest request =
        PackageSettings.request(context).by(PackageSettings.publisher(context));
    String input = PackageSettings.one(context, "inputArtifacts", context.inputs().keySet());
    PublishResult published =
        workspace.with(
            context.key(),
            directory -> {
              context.fetch(input, directory);
              return repository.publish(request, out -> ZipArchive.pack(directory, out));
            });
    return CompletableFuture.completedFuture(
        PackageSettings.result(published.version(), published.asset())
            .withSummary(
                (published.isChanged() ? "published " : "was published before: ")
                    + request.version()
                    + "/"
                    + request.asset()));
  }
}
