package dev.penstock.artifact.format.listing;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.upstream.ClientAsset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads all pages of a list, one after another. */
public final class WholeList {
  private static final int PAGE = 1_000;

  private WholeList() {}

  private interface Source<T> {
    Page<T> read(PageRequest page) throws IOException;
  }

  private static <T> List<T> all(Source<T> source) throws IOException {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
    while (next.isPresent()) {
      Page<T> page = source.read(next.get());
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  /**
   * All packages of a format.
   *
   * @param repository where
   * @param format which ones
   * @return in the order of their names; also those that have no version
   * @throws IOException if the catalogue cannot be read
   */
  public static List<PackageCoordinates> packages(Repository repository, PackageFormat format)
      throws IOException {
    PackageQuery query = PackageQuery.ALL.withFormat(format);
    return all(page -> repository.packages(query, page));
  }

  /**
   * All versions of a package.
   *
   * @param repository where
   * @param coordinates the package
   * @return in the order of their texts, whatever their status; empty if there is no such package
   * @throws IOException if the catalogue cannot be read
   */
  public static List<VersionDescription> versions(
      Repository repository, PackageCoordinates coordinates) throws IOException {
    try {
      return all(page -> repository.versions(coordinates, VersionQuery.ALL, page));
    } catch (ArtifactException e) {
      if (e.kind() != ArtifactException.Kind.NOT_FOUND) {
        throw e;
      }
      return List.of();
    }
  }

  /**
   * All assets of a version.
   *
   * @param repository where
   * @param version the version
   * @return in the order of their names; empty if there is no such version
   * @throws IOException if the catalogue cannot be read
   */
  public static List<Asset> assets(Repository repository, VersionCoordinates version)
      throws IOException {
    try {
      return all(page -> repository.assets(version, page));
    } catch (ArtifactException e) {
      if (e.kind() != ArtifactException.Kind.NOT_FOUND) {
        throw e;
      }
      return List.of();
    }
  }

  /**
   * A document made of such lists, with an {@code ETag} computed from its bytes.
   *
   * @param contentType its media type
   * @param bytes the document; not to be changed afterwards
   * @return the answer, 200
   */
  public static ProtocolResponse document(String contentType, byte[] bytes) {
    return ProtocolResponse.of(200, contentType, bytes)
        .with("ETag", "\"" + Hashing.sha256().hashBytes(bytes) + "\"");
  }

  /**
   * The answer with an asset that is held, or that is fetched while it is given out.
   *
   * @param contentType its media type
   * @param asset the asset
   * @return the answer, 200
   */
  public static ProtocolResponse asset(String contentType, ClientAsset asset) {
    if (asset.held().isPresent()) {
      return ProtocolResponse.asset(contentType, asset.held().get());
    }
    ProtocolResponse.Body body =
        new ProtocolResponse.Body() {
          @Override
          public OptionalLong length() {
            return asset.size();
          }

          @Override
          public InputStream open() throws IOException {
            return asset.open();
          }
        };
    String sha256 = asset.digests().getOrDefault("SHA-256", "");
    ProtocolResponse answer = ProtocolResponse.of(200, contentType, body);
    return sha256.isEmpty() ? answer : answer.with("ETag", "\"" + sha256 + "\"");
  }

  /**
   * A text as one part of a path.
   *
   * @param text any text
   * @return the text, with everything encoded but letters, digits and {@code -._~}
   */
  public static String segment(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
