package dev.penstock.artifact.upstream;

import dev.penstock.artifact.Admission;
import dev.penstock.artifact.Arrival;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.origin.OriginDecision;
import dev.penstock.artifact.origin.OriginRules;
import dev.penstock.artifact.origin.OriginSnapshot;
import dev.penstock.artifact.origin.OriginType;
import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets versions into repositories by the origin rules, and sets a new package's controls. */
final class UpstreamAdmission implements Admission {
  private static final Map<Arrival, OriginType> TYPES =
      Map.of(
          Arrival.PUBLISHED, OriginType.PUBLISH,
          Arrival.RETAINED, OriginType.INTERNAL_UPSTREAM,
          Arrival.INGESTED, OriginType.EXTERNAL_UPSTREAM);

  private volatile @Nullable Upstreams upstreams; // set once, before the domain is used

  void serve(Upstreams wanted) {
    this.upstreams = wanted;
  }

  private Upstreams upstreams() {
    Upstreams known = upstreams;
    if (known == null) {
      throw new IllegalStateException("the domain is used before it is made");
    }
    return known;
  }

  @Override
  public void beforePublish(String repository, VersionCoordinates version) throws IOException {
    requireAllowed(
        version, upstreams().settings().snapshot(repository, version.of()), OriginType.PUBLISH);
    Optional<String> place = upstreams().reachable(repository, version);
    if (place.isPresent()) {
      throw ArtifactException.conflict(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "it exists in "
              + place.get()
              + ", which "
              + repository
              + " can reach; publish another version, or set the package's upstream control to"
              + " BLOCK");
    }
  }

  private static void requireAllowed(
      VersionCoordinates version, OriginSnapshot snapshot, OriginType type) {
    OriginDecision decision = snapshot.decide(type);
    if (!decision.isAllowed()) {
      throw ArtifactException.conflict(
          Resource.PACKAGE_VERSION, version.toString(), decision.reason());
    }
  }

  @Override
  public List<Change> alongWith(
      String repository, VersionCoordinates version, Arrival arrival, boolean isPackageKnown)
      throws IOException {
    PackageCoordinates coordinates = version.of();
    OriginSnapshot snapshot = upstreams().settings().snapshot(repository, coordinates);
    @Nullable OriginType type = TYPES.get(arrival);
    if (type != null) { // a copy is an administrator's act, and no control blocks it
      requireAllowed(version, snapshot, type);
    }
    if (arrival == Arrival.PUBLISHED) {
      upstreams().published(coordinates);
    }
    return isPackageKnown || snapshot.controls().isPresent()
        ? snapshot.unchanged()
        : snapshot.changedTo(OriginRules.initial(arrival, coordinates, snapshot.groups()));
  }

  @Override
  public List<Change> alongWithDeletion(String repository, PackageCoordinates coordinates)
      throws IOException {
    return upstreams().settings().snapshot(repository, coordinates).changedTo(null);
  }

  @Override
  public void afterRepositoryDeletion(String repository) throws IOException {
    upstreams().forget(repository);
  }
}
