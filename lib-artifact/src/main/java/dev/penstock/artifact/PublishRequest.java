package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One asset to be published.
 *
 * <pre>{@code
 * PublishRequest.generic("acme", "checkout", "1.4.0", "bundle.zip").expecting(digest)
 * }</pre>
 *
 * @param version where it belongs
 * @param asset its name
 * @param isUnfinished whether more assets are to come before the version is published
 * @param expected the digest that its bytes must have; null if any will do
 */
public record PublishRequest(
    VersionCoordinates version, String asset, boolean isUnfinished, @Nullable Digest expected) {

  /** Checks the asset's name. */
  public PublishRequest {
    Objects.requireNonNull(version, "version");
    Faults faults = new Faults();
    faults.asset(version.of().format(), asset);
    faults.throwIfAny("publish request");
  }

  /**
   * An asset of any package, which completes its version.
   *
   * @param version where it belongs
   * @param asset its name
   * @return the request
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   */
  public static PublishRequest of(VersionCoordinates version, String asset) {
    return new PublishRequest(version, asset, false, null);
  }

  /**
   * An asset of a generic package, which completes its version.
   *
   * @param namespace the package's namespace
   * @param name the package's name
   * @param version the version
   * @param asset the asset's name
   * @return the request
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with the faults of all four
   */
  public static PublishRequest generic(
      String namespace, String name, String version, String asset) {
    Faults faults = new Faults();
    faults.coordinates(PackageFormat.GENERIC, namespace, name);
    faults.coordinate("version", version);
    faults.asset(PackageFormat.GENERIC, asset);
    faults.throwIfAny("publish request");
    return of(PackageCoordinates.generic(namespace, name).version(version), asset);
  }

  /**
   * The same request, with more assets to come.
   *
   * @return a copy
   */
  public PublishRequest unfinished() {
    return new PublishRequest(version, asset, true, expected);
  }

  /**
   * The same request for exactly these bytes; others are refused, and nothing is stored.
   *
   * @param digest the digest that the bytes must have
   * @return a copy
   */
  public PublishRequest expecting(Digest digest) {
    return new PublishRequest(version, asset, isUnfinished, digest);
  }
}
