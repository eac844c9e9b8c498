package dev.penstock.artifact.upstream;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.OriginSettings;
import dev.penstock.artifact.origin.PackageGroup;
import dev.penstock.artifact.origin.PackageGroups;
import dev.penstock.artifact.origin.PackagePattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The origin controls of a domain's packages, and its package groups. Safe for several threads. */
public final class PackageOrigins {
  private static final int CHUNK = 1_000;

  private final Domain domain;
  private final OriginSettings settings;

  PackageOrigins(Domain domain, OriginSettings settings) {
    this.domain = domain;
    this.settings = settings;
  }

  /**
   * The package groups.
   *
   * @return the settings that keep them
   */
  public OriginSettings groups() {
    return settings;
  }

  /**
   * Describes a package of a repository.
   *
   * @param repository the repository's name
   * @param coordinates the package
   * @return the package with its controls
   * @throws ArtifactException if there is no such repository, or it has no such package
   * @throws IOException if the catalogue cannot be read
   */
  public PackageControls describe(String repository, PackageCoordinates coordinates)
      throws IOException {
    if (!domain.repository(repository).intake().hasPackage(coordinates)) {
      throw ArtifactException.notFound(
          Resource.PACKAGE, coordinates.toString(), "not in this repository");
    }
    return description(repository, coordinates);
  }

  private PackageControls description(String repository, PackageCoordinates coordinates)
      throws IOException {
    return new PackageControls(
        coordinates,
        settings.snapshot(repository, coordinates).controls().orElse(OriginControls.OPEN));
  }

  /**
   * Lists packages with their controls.
   *
   * @param repository the repository's name
   * @param query which ones
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if there is no such repository
   * @throws IOException if the catalogue cannot be read
   */
  public Page<PackageControls> packages(String repository, PackageQuery query, PageRequest page)
      throws IOException {
    return packages(repository, query, null, null, page);
  }

  /**
   * Lists packages with certain controls. A page may have fewer packages than wanted, or
   * none, and yet not be the last.
   *
   * @param repository the repository's name
   * @param query which ones
   * @param publish only packages whose publish control is this; null for both
   * @param upstream only packages whose upstream control is this; null for both
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if there is no such repository
   * @throws IOException if the catalogue cannot be read
   */
  public Page<PackageControls> packages(
      String repository,
      PackageQuery query,
      @Nullable Control publish,
      @Nullable Control upstream,
      PageRequest page)
      throws IOException {
    Page<PackageCoordinates> found = domain.repository(repository).packages(query, page);
    List<PackageControls> described = new ArrayList<>();
    for (PackageCoordinates coordinates : found.items()) {
      PackageControls one = description(repository, coordinates);
      if ((publish == null || publish == one.controls().publish())
          && (upstream == null || upstream == one.controls().upstream())) {
        described.add(one);
      }
    }
    return new Page<>(described, found.next());
  }

  /**
   * Sets both controls of a package. A package that is not there is made, without versions.
   *
   * @param repository the repository's name
   * @param coordinates the package
   * @param controls both controls
   * @throws ArtifactException if there is no such repository
   * @throws IOException if the catalogue cannot be written
   */
  public void put(String repository, PackageCoordinates coordinates, OriginControls controls)
      throws IOException {
    domain
        .repository(repository)
        .intake()
        .createPackage(
            coordinates, () -> settings.snapshot(repository, coordinates).changedTo(controls));
  }

  /**
   * Lists the packages of the domain that belong to a group, or would belong to it. Looks
   * at every package of every repository.
   *
   * @param pattern the group's pattern
   * @param isPreview whether the pattern may be one of no group yet
   * @param page which stretch; a token is that of the page before
   * @return the packages, each once, in the order of their coordinates
   * @throws ArtifactException if there is no such group, unless it is a preview
   * @throws IOException if the catalogue cannot be read
   */
  public Page<PackageCoordinates> associated(
      PackagePattern pattern, boolean isPreview, PageRequest page) throws IOException {
    PackageGroups groups = settings.groups();
    if (groups.group(pattern).isEmpty()) {
      if (!isPreview) {
        throw ArtifactException.notFound(
            Resource.DOMAIN, domain.name(), "it has no package group " + pattern);
      }
      groups = groups.with(PackageGroup.of(pattern));
    }
    String token = page.token();
    TreeSet<PackageCoordinates> found =
        new TreeSet<>(Comparator.comparing(PackageCoordinates::toString));
    for (String repository : domain.repositoryNames()) {
      Optional<PageRequest> next = Optional.of(PageRequest.first(CHUNK));
      while (next.isPresent()) {
        Page<PackageCoordinates> some =
            domain.repository(repository).packages(PackageQuery.ALL, next.get());
        for (PackageCoordinates coordinates : some.items()) {
          if ((token == null || coordinates.toString().compareTo(token) > 0)
              && groups.associated(coordinates).pattern().equals(pattern)) {
            found.add(coordinates);
            if (found.size() > page.maxResults() + 1) {
              found.pollLast();
            }
          }
        }
        next = some.next();
      }
    }
    boolean hasMore = found.size() > page.maxResults();
    if (hasMore) {
      found.pollLast();
    }
    return new Page<>(
        List.copyOf(found),
        hasMore
            ? Optional.of(new PageRequest(page.maxResults(), found.last().toString()))
            : Optional.empty());
  }
}
