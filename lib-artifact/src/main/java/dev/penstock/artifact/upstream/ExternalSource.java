package dev.penstock.artifact.upstream;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A public source of packages behind an external connection: an SPI for the host, that is, for its
 * HTTP client. It only reads; nothing is ever sent to a source but the names that it is asked for
 * (A-099).
 *
 * <p>Called on the threads of the library's callers, concurrently, but for one package, version or
 * asset by one at a time. It may block, and must end by itself: the host sets timeouts. An {@link
 * IOException} means that the source could not be asked; it never means that something is not
 * there. {@link Answer#ofStatus} and {@link SourceUnavailableException} translate HTTP.
 */
public interface ExternalSource {

  /**
   * Lists the versions of a package.
   *
   * @param coordinates the package
   * @param validator what {@link SourceListing#validator()} was the last time, such as an ETag;
   *     null if there was none
   * @return the listing; not modified only if a validator was given
   * @throws IOException if the source cannot be asked
   */
  Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException;

  /**
   * Describes a version.
   *
   * @param version which one
   * @return what is known about it; never "not modified"
   * @throws IOException if the source cannot be asked
   */
  Answer<SourceVersion> describe(VersionCoordinates version) throws IOException;

  /**
   * Tells what a version says about itself, such as its licences, before it is judged and taken in.
   * {@link #describe} is asked for each version of a list; what takes a request of its own for each
   * version belongs here.
   *
   * @param version the version
   * @param described what {@link #describe} has told of it
   * @return what it says about itself; what was described unless overridden
   * @throws IOException if the source cannot be asked
   */
  default VersionMetadata metadata(VersionCoordinates version, SourceVersion described)
      throws IOException {
    return described.metadata();
  }

  /**
   * Describes an asset that {@link #describe} did not name, of a version whose assets are not all
   * known ({@link SourceVersion#isExhaustive()}).
   *
   * @param version the version
   * @param name the asset's name
   * @return what is known about it; absent unless overridden; never "not modified"
   * @throws IOException if the source cannot be asked
   */
  default Answer<SourceAsset> asset(VersionCoordinates version, String name) throws IOException {
    return Answer.absent();
  }

  /**
   * Opens an asset.
   *
   * @param version the version
   * @param asset the asset, as it was described
   * @return its bytes, closed by the caller; never "not modified"
   * @throws IOException if the source cannot be asked
   */
  Answer<InputStream> open(VersionCoordinates version, SourceAsset asset) throws IOException;
}
