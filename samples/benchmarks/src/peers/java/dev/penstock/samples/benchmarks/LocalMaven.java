package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.installation.InstallRequest;
import org.eclipse.aether.installation.InstallationException;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;

/** The local repository of Maven, set up as Maven itself does it. */
final class LocalMaven implements AutoCloseable {
  private final RepositorySystem system = new RepositorySystemSupplier().get();
  private final CloseableSession session;
  private final Path source;
  private int number;

  /** In a directory that is not there yet. */
  LocalMaven(Path directory) throws IOException {
    Files.createDirectories(directory);
    session =
        new SessionBuilderSupplier(system)
            .get()
            .withLocalRepositoryBaseDirectories(directory.resolve("repository"))
            .build();
    source = directory.resolve("source.jar");
  }

  /**
   * Artifacts of the first content: Resolver does not look whether they differ. Each has a name of
   * its own, for every version of one name is listed in a file that each installation writes anew.
   */
  List<Artifact> artifacts(List<byte[]> contents) throws IOException {
    Files.write(source, contents.get(0));
    List<Artifact> artifacts = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      Artifact artifact = new DefaultArtifact("com.example", "app" + ++number, "jar", "1.0");
      artifacts.add(artifact.setPath(source));
    }
    return artifacts;
  }

  /** A request for each. */
  void installEach(List<Artifact> artifacts) throws InstallationException {
    for (Artifact artifact : artifacts) {
      system.install(session, new InstallRequest().addArtifact(artifact));
    }
  }

  /** One request. */
  int installAll(List<Artifact> artifacts) throws InstallationException {
    InstallRequest request = new InstallRequest().setArtifacts(artifacts);
    return system.install(session, request).getArtifacts().size();
  }

  /** Finds and reads each. */
  long read(List<Artifact> artifacts) throws ArtifactResolutionException, IOException {
    long bytes = 0;
    for (Artifact artifact : artifacts) {
      ArtifactRequest request = new ArtifactRequest(artifact.setPath(null), List.of(), null);
      Path found = system.resolveArtifact(session, request).getArtifact().getPath();
      bytes += Files.readAllBytes(found).length;
    }
    return bytes;
  }

  @Override
  public void close() {
    session.close();
    system.shutdown();
  }
}
