package dev.penstock.artifact.upstream;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.OriginDecision;
import dev.penstock.artifact.origin.OriginSettings;
import dev.penstock.artifact.origin.OriginSnapshot;
import dev.penstock.artifact.origin.OriginType;
import dev.penstock.artifact.upstream.Topology.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides, before anybody is asked, where versions of a package may come from (AP-039).
 *
 * <p>A repository whose controls of the package block upstream is the end of its branch: nothing
 * behind it is reachable through it. The group's word on internal upstreams is asked of the
 * repository that was requested, its word on external ones of the one with the connection.
 */
final class Routes {
  private final TopologyStore topology;
  private final OriginSettings settings;
  private final Map<String, ExternalConnection> connections;

  Routes(
      TopologyStore topology,
      OriginSettings settings,
      Map<String, ExternalConnection> connections) {
    this.topology = topology;
    this.settings = settings;
    this.connections = connections;
  }

  /** One place to look, the connection null for a repository itself. */
  record Stop(Repository repository, @Nullable ExternalConnection connection) {}

  /** Where to look, the requested repository first, and why not elsewhere. */
  record Route(List<Stop> stops, List<String> blocked) {}

  Route of(Domain domain, Repository root, PackageCoordinates coordinates) throws IOException {
    OriginSnapshot requested = settings.snapshot(root.name(), coordinates);
    OriginDecision internal = requested.decide(OriginType.INTERNAL_UPSTREAM);
    Topology links = topology.read();
    Set<String> closed = new HashSet<>();
    List<Place> places = places(links, root.name(), coordinates, closed);
    List<Stop> stops = new ArrayList<>();
    List<String> blocked = new ArrayList<>();
    if (closed.contains(root.name())) {
      blocked.add("the origin controls of " + coordinates + " block upstream");
    }
    for (Place place : places) {
      boolean isRoot = place.repository().equals(root.name());
      @Nullable Repository repository = find(domain, place.repository());
      if (repository == null) {
        continue;
      }
      OriginDecision decision = decide(place, isRoot, internal, coordinates);
      if (!decision.isAllowed()) {
        blocked.add(place + ": " + decision.reason());
        continue;
      }
      if (place.connection() == null) {
        stops.add(new Stop(repository, null));
      } else {
        ExternalConnection connection = connection(place.connection());
        if (connection.format() == coordinates.format()) {
          stops.add(new Stop(repository, connection));
        }
      }
    }
    return new Route(stops, blocked);
  }

  /** Each branch that is cut off makes room for others, which may have to be cut off too. */
  private List<Place> places(
      Topology links, String root, PackageCoordinates coordinates, Set<String> closed)
      throws IOException {
    Set<String> asked = new HashSet<>();
    while (true) {
      List<Place> places = links.places(root, closed::contains);
      boolean isSettled = true;
      for (Place place : places) {
        if (asked.add(place.repository()) && isClosed(place.repository(), coordinates)) {
          closed.add(place.repository());
          isSettled = false;
        }
      }
      if (isSettled) {
        return places;
      }
    }
  }

  /** One by one: a domain may have far more repositories than a route has places. */
  private static @Nullable Repository find(Domain domain, String name) throws IOException {
    try {
      return domain.repository(name);
    } catch (ArtifactException e) {
      return null; // it is being deleted
    }
  }

  private boolean isClosed(String repository, PackageCoordinates coordinates) throws IOException {
    OriginControls controls =
        settings.snapshot(repository, coordinates).controls().orElse(OriginControls.OPEN);
    return controls.upstream() == Control.BLOCK;
  }

  private OriginDecision decide(
      Place place, boolean isRoot, OriginDecision internal, PackageCoordinates coordinates)
      throws IOException {
    if (isRoot && place.connection() == null) {
      return new OriginDecision(true, "");
    }
    if (!isRoot && !internal.isAllowed()) {
      return internal;
    }
    return place.connection() == null
        ? internal
        : settings.snapshot(place.repository(), coordinates).decide(OriginType.EXTERNAL_UPSTREAM);
  }

  private ExternalConnection connection(String name) {
    ExternalConnection connection = connections.get(name);
    if (connection == null) {
      throw new UpstreamUnavailableException(
          name, "anything", new IllegalStateException("the host gave no source for it"));
    }
    return connection;
  }
}
