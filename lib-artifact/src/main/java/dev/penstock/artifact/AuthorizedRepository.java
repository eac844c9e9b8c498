package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.policy.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A repository in the hands of somebody who may not do everything, see {@link
 * Repository#as(Caller)}.
 *
 * <p>Each call is put to the caller's policies and to that of the repository first, and refused
 * with {@link ArtifactException.Kind#ACCESS_DENIED} unless they allow it; so who may not know
 * whether something is there does not learn it. What is allowed is done as {@link Repository} says.
 * Permissions are looked up at each call. Safe for several threads.
 *
 * <p>Clients of packages, who see all of a repository or nothing, are let in by {@link
 * #requireRead}: their reading does not depend on the package.
 */
public final class AuthorizedRepository {
  private final Domain domain;
  private final Repository repository;
  private final AccessCheck check;

  AuthorizedRepository(Domain domain, Repository repository, AccessCheck check) {
    this.domain = domain;
    this.repository = repository;
    this.check = check;
  }

  /**
   * Whether something may be done to the repository or to one of its packages now, and why or why
   * not.
   *
   * @param action what
   * @param coordinates to which package; null for the repository itself
   * @return what the policies say
   * @throws IOException if they cannot be read
   */
  public Verdict may(ArtifactAction action, @Nullable PackageCoordinates coordinates)
      throws IOException {
    return check.ofRepository(
        action,
        repository.name(),
        coordinates == null ? repository.arn() : repository.arn(coordinates));
  }

  /**
   * Refuses what may not be done.
   *
   * @param action what
   * @param coordinates to which package; null for the repository itself
   * @throws ArtifactException if the policies do not allow it
   * @throws IOException if they cannot be read
   */
  public void require(ArtifactAction action, @Nullable PackageCoordinates coordinates)
      throws IOException {
    check.require(
        may(action, coordinates),
        action,
        coordinates == null ? Resource.REPOSITORY : Resource.PACKAGE,
        coordinates == null ? domain.name() + "/" + repository.name() : coordinates.toString());
  }

  /**
   * Refuses whoever may not read the packages here as their clients do: {@code ReadFromRepository}
   * on this repository, whatever its upstreams say.
   *
   * @return the repository, to read all of it
   * @throws ArtifactException if the policies do not allow it
   * @throws IOException if they cannot be read
   */
  public Repository requireRead() throws IOException {
    require(ArtifactAction.READ_FROM_REPOSITORY, null);
    return repository;
  }

  /**
   * Publishes an asset: {@code PublishPackageVersion}; also {@code PutPackageMetadata} for a Maven
   * package, and {@code ReadFromRepository} for a NuGet package.
   *
   * @param request what, and where it belongs
   * @param bytes read to its end; not closed
   * @return the version and the asset as they are now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#publish(PublishRequest, InputStream)
   */
  public PublishResult publish(PublishRequest request, InputStream bytes) throws IOException {
    PackageCoordinates of = request.version().of();
    require(ArtifactAction.PUBLISH_PACKAGE_VERSION, of);
    if (of.format() == PackageFormat.MAVEN) {
      require(ArtifactAction.PUT_PACKAGE_METADATA, of);
    }
    if (of.format() == PackageFormat.NUGET) {
      require(ArtifactAction.READ_FROM_REPOSITORY, null);
    }
    return repository.publish(request, bytes);
  }

  /**
   * Publishes a version that is unfinished: {@code PublishPackageVersion} and {@code
   * PutPackageMetadata}.
   *
   * @param version which version
   * @return the version as it is now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue fails
   * @see Repository#finish
   */
  public VersionDescription finish(VersionCoordinates version) throws IOException {
    require(ArtifactAction.PUBLISH_PACKAGE_VERSION, version.of());
    require(ArtifactAction.PUT_PACKAGE_METADATA, version.of());
    return repository.finish(version);
  }

  /**
   * Lets a moving version follow a build: {@code PublishPackageVersion} and {@code
   * PutPackageMetadata}.
   *
   * @param moving such as a Maven snapshot
   * @param build of the same package
   * @return the moving version as it is now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue fails
   * @see Repository#follow
   */
  public VersionDescription follow(VersionCoordinates moving, VersionCoordinates build)
      throws IOException {
    require(ArtifactAction.PUBLISH_PACKAGE_VERSION, moving.of());
    require(ArtifactAction.PUT_PACKAGE_METADATA, moving.of());
    return repository.follow(moving, build);
  }

  /**
   * Gives up a version that is unfinished: {@code DeletePackageVersions}.
   *
   * @param version which version
   * @return false if it is not here
   * @throws ArtifactException if it is not allowed, or the version is finished
   * @throws IOException if the catalogue fails
   * @see Repository#abandon
   */
  public boolean abandon(VersionCoordinates version) throws IOException {
    require(ArtifactAction.DELETE_PACKAGE_VERSIONS, version.of());
    return repository.abandon(version);
  }

  /**
   * Copies versions here: {@code ReadFromRepository} on the source, {@code CopyPackageVersions} on
   * this repository and on the package.
   *
   * @param source where from; of the same domain
   * @param request which versions
   * @return what became of each
   * @throws ArtifactException if it is not allowed
   * @throws IOException if the catalogue fails
   * @see Repository#copyFrom
   */
  public VersionChangeResult copyFrom(AuthorizedRepository source, CopyRequest request)
      throws IOException {
    Repository readable = source.requireRead();
    require(ArtifactAction.COPY_PACKAGE_VERSIONS, null);
    require(ArtifactAction.COPY_PACKAGE_VERSIONS, request.of());
    return repository.copyFrom(readable, request);
  }

  /**
   * Sets a tag of a package: {@code PutPackageMetadata}.
   *
   * @param coordinates which package
   * @param tag its name
   * @param named a version of the package
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue fails
   * @see Repository#tag
   */
  public void tag(PackageCoordinates coordinates, String tag, String named) throws IOException {
    require(ArtifactAction.PUT_PACKAGE_METADATA, coordinates);
    repository.tag(coordinates, tag, named);
  }

  /**
   * Takes a tag off a package: {@code PutPackageMetadata}.
   *
   * @param coordinates which package
   * @param tag its name
   * @return false if the package has no such tag
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue fails
   * @see Repository#untag
   */
  public boolean untag(PackageCoordinates coordinates, String tag) throws IOException {
    require(ArtifactAction.PUT_PACKAGE_METADATA, coordinates);
    return repository.untag(coordinates, tag);
  }

  /**
   * Sets and takes off tags of the repository: {@code TagResource} and {@code UntagResource}, each
   * if there are any.
   *
   * @param set key to value
   * @param remove keys
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue fails
   * @see Repository#updateResourceTags
   */
  public void updateResourceTags(Map<String, String> set, Set<String> remove) throws IOException {
    if (!set.isEmpty()) {
      require(ArtifactAction.TAG_RESOURCE, null);
    }
    if (!remove.isEmpty()) {
      require(ArtifactAction.UNTAG_RESOURCE, null);
    }
    repository.updateResourceTags(set, remove);
  }

  /**
   * Describes the repository: {@code DescribeRepository}.
   *
   * @return what is known about it
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#describe()
   */
  public RepositoryDescription describe() throws IOException {
    require(ArtifactAction.DESCRIBE_REPOSITORY, null);
    return repository.describe();
  }

  /**
   * Changes what the repository is for: {@code UpdateRepository}.
   *
   * @param description what it is for
   * @return the repository as it is now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#update
   */
  public RepositoryDescription update(String description) throws IOException {
    require(ArtifactAction.UPDATE_REPOSITORY, null);
    return repository.update(description);
  }

  /**
   * Deletes the repository: {@code DeleteRepository}.
   *
   * @return what it was
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Domain#deleteRepository
   */
  public RepositoryDescription delete() throws IOException {
    require(ArtifactAction.DELETE_REPOSITORY, null);
    return domain.deleteRepository(repository.name());
  }

  /**
   * Says where clients find the repository: {@code GetRepositoryEndpoint}.
   *
   * @param format the clients' format
   * @return paths below the address of the host's server
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#endpoint
   */
  public Endpoint endpoint(PackageFormat format) throws IOException {
    require(ArtifactAction.GET_REPOSITORY_ENDPOINT, null);
    return repository.endpoint(format);
  }

  /**
   * Reads the repository's policy: {@code GetRepositoryPermissionsPolicy}.
   *
   * @return the policy
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see ResourcePolicy#get
   */
  public ResourcePolicy.Stored policy() throws IOException {
    require(ArtifactAction.GET_REPOSITORY_PERMISSIONS_POLICY, null);
    return repository.policy().get();
  }

  /**
   * Sets the repository's policy, which only the caller's own policies can allow: {@code
   * PutRepositoryPermissionsPolicy}.
   *
   * @param policy the policy
   * @param revision that which the policy must have now; null for any
   * @return the policy with its new revision, and warnings of misspelt actions
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see ResourcePolicy#put
   */
  public ResourcePolicy.Stored putPolicy(String policy, @Nullable String revision)
      throws IOException {
    require(ArtifactAction.PUT_REPOSITORY_PERMISSIONS_POLICY, null);
    return repository.policy().put(policy, revision);
  }

  /**
   * Removes the repository's policy: {@code DeleteRepositoryPermissionsPolicy}.
   *
   * @param revision that which the policy must have now; null for any
   * @return the policy as it was
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see ResourcePolicy#delete
   */
  public ResourcePolicy.Stored deletePolicy(@Nullable String revision) throws IOException {
    require(ArtifactAction.DELETE_REPOSITORY_PERMISSIONS_POLICY, null);
    return repository.policy().delete(revision);
  }

  /**
   * Reads the repository's tags: {@code ListTagsForResource}.
   *
   * @return key to value
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#resourceTags
   */
  public SortedMap<String, String> resourceTags() throws IOException {
    require(ArtifactAction.LIST_TAGS_FOR_RESOURCE, null);
    return repository.resourceTags();
  }

  /**
   * Lists packages: {@code ListPackages}.
   *
   * @param query which ones
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#packages
   */
  public Page<PackageCoordinates> packages(PackageQuery query, PageRequest page)
      throws IOException {
    require(ArtifactAction.LIST_PACKAGES, null);
    return repository.packages(query, page);
  }

  /**
   * Describes a package: {@code DescribePackage}.
   *
   * @param coordinates which package
   * @return what is known about it
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#describe(PackageCoordinates)
   */
  public PackageDescription describe(PackageCoordinates coordinates) throws IOException {
    require(ArtifactAction.DESCRIBE_PACKAGE, coordinates);
    return repository.describe(coordinates);
  }

  /**
   * Deletes a package: {@code DeletePackage}.
   *
   * @param coordinates which package
   * @return what it was
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#deletePackage
   */
  public PackageDescription deletePackage(PackageCoordinates coordinates) throws IOException {
    require(ArtifactAction.DELETE_PACKAGE, coordinates);
    return repository.deletePackage(coordinates);
  }

  /**
   * Lists versions: {@code ListPackageVersions}.
   *
   * @param coordinates which package
   * @param query which ones
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#versions
   */
  public Page<VersionDescription> versions(
      PackageCoordinates coordinates, VersionQuery query, PageRequest page) throws IOException {
    require(ArtifactAction.LIST_PACKAGE_VERSIONS, coordinates);
    return repository.versions(coordinates, query, page);
  }

  /**
   * Describes a version: {@code DescribePackageVersion}.
   *
   * @param version which version
   * @return what is known about it
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#describe(VersionCoordinates)
   */
  public VersionDescription describe(VersionCoordinates version) throws IOException {
    require(ArtifactAction.DESCRIBE_PACKAGE_VERSION, version.of());
    return repository.describe(version);
  }

  /**
   * Lists assets: {@code ListPackageVersionAssets}.
   *
   * @param version which version
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#assets
   */
  public Page<Asset> assets(VersionCoordinates version, PageRequest page) throws IOException {
    require(ArtifactAction.LIST_PACKAGE_VERSION_ASSETS, version.of());
    return repository.assets(version, page);
  }

  /**
   * Finds an asset: {@code GetPackageVersionAsset}.
   *
   * @param version which version
   * @param assetName its name
   * @return the asset and its bytes
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#asset(VersionCoordinates, String)
   */
  public AssetContent asset(VersionCoordinates version, String assetName) throws IOException {
    require(ArtifactAction.GET_PACKAGE_VERSION_ASSET, version.of());
    return repository.asset(version, assetName);
  }

  /**
   * Reads a readme: {@code GetPackageVersionReadme}.
   *
   * @param version which version
   * @return the readme
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#readme
   */
  public VersionReadme readme(VersionCoordinates version) throws IOException {
    require(ArtifactAction.GET_PACKAGE_VERSION_README, version.of());
    return repository.readme(version);
  }

  /**
   * Lists what a version needs: {@code ListPackageVersionDependencies}.
   *
   * @param version which version
   * @param token that of the page before; null for the start
   * @return the page
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#dependencies
   */
  public Page<Dependency> dependencies(VersionCoordinates version, @Nullable String token)
      throws IOException {
    require(ArtifactAction.LIST_PACKAGE_VERSION_DEPENDENCIES, version.of());
    return repository.dependencies(version, token);
  }

  /**
   * Gives versions another status: {@code UpdatePackageVersionsStatus}.
   *
   * @param coordinates which package
   * @param change which versions, and what they must be
   * @param target the new status
   * @return what became of each
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#updateStatus
   */
  public VersionChangeResult updateStatus(
      PackageCoordinates coordinates, VersionChange change, VersionStatus target)
      throws IOException {
    require(ArtifactAction.UPDATE_PACKAGE_VERSIONS_STATUS, coordinates);
    return repository.updateStatus(coordinates, change, target);
  }

  /**
   * Gives up the assets of versions: {@code DisposePackageVersions}.
   *
   * @param coordinates which package
   * @param change which versions, and what they must be
   * @return what became of each
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#dispose
   */
  public VersionChangeResult dispose(PackageCoordinates coordinates, VersionChange change)
      throws IOException {
    require(ArtifactAction.DISPOSE_PACKAGE_VERSIONS, coordinates);
    return repository.dispose(coordinates, change);
  }

  /**
   * Removes versions: {@code DeletePackageVersions}.
   *
   * @param coordinates which package
   * @param change which versions, and what they must be
   * @return what became of each
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#delete
   */
  public VersionChangeResult delete(PackageCoordinates coordinates, VersionChange change)
      throws IOException {
    require(ArtifactAction.DELETE_PACKAGE_VERSIONS, coordinates);
    return repository.delete(coordinates, change);
  }

  /**
   * Adds or replaces a document of a version: {@code PutPackageMetadata}.
   *
   * @param version which version
   * @param document its name
   * @param content its bytes
   * @return the version as it is now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#putDocument
   */
  public VersionDescription putDocument(VersionCoordinates version, String document, byte[] content)
      throws IOException {
    require(ArtifactAction.PUT_PACKAGE_METADATA, version.of());
    return repository.putDocument(version, document, content);
  }

  /**
   * Changes what a version says about itself: {@code PutPackageMetadata}.
   *
   * @param version which version
   * @param metadata what it says about itself
   * @return the version as it is now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#putMetadata
   */
  public VersionDescription putMetadata(VersionCoordinates version, VersionMetadata metadata)
      throws IOException {
    require(ArtifactAction.PUT_PACKAGE_METADATA, version.of());
    return repository.putMetadata(version, metadata);
  }

  /**
   * Sets a mark of a version, or takes it off: {@code PutPackageMetadata}.
   *
   * @param version which version
   * @param mark its name
   * @param value its value; null to take it off
   * @return the version as it is now
   * @throws ArtifactException if it is not allowed, or refused
   * @throws IOException if the catalogue or the content store fails
   * @see Repository#mark
   */
  public VersionDescription mark(VersionCoordinates version, String mark, @Nullable String value)
      throws IOException {
    require(ArtifactAction.PUT_PACKAGE_METADATA, version.of());
    return repository.mark(version, mark, value);
  }
}
