package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manifests of versions as clients see them: links and digests are those of this registry. */
record Manifests(Repository repository, NpmName name, URI base) {
  /** The only asset of a version (A-026). */
  static final String TARBALL = "package.tgz";

  /** The document with a version's manifest, without its readme. */
  static final String MANIFEST = "package.json";

  static final String README = "readme";
  static final String PROVENANCE = "sigstore.json";

  /** The field of a manifest that says who published it. */
  static final String PUBLISHER = "_npmUser";

  /** The mark with the reason why a version should not be used. */
  static final String DEPRECATED = "deprecated";

  /** Fields of an abbreviated manifest beside name, version, dist and what is computed (W-055). */
  private static final List<String> ABBREVIATED =
      List.of(
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "acceptDependencies",
          "bin",
          "directories",
          "engines",
          "os",
          "cpu",
          "libc",
          "funding",
          "_hasShrinkwrap");

  private static final List<String> INSTALL_SCRIPTS =
      List.of("preinstall", "install", "postinstall");

  /** What a publisher tells about a tarball that its digests do not tell. */
  static final List<String> COUNTS = List.of("fileCount", "unpackedSize");

  /** The whole manifest (W-057). */
  ObjectNode full(VersionDescription version) throws IOException {
    ObjectNode stored = stored(version.coordinates());
    ObjectNode manifest = NpmJson.object();
    manifest.setAll(stored);
    String number = version.coordinates().version();
    manifest.put("_id", name + "@" + number);
    finish(manifest, stored, version);
    return manifest;
  }

  /** What an installation needs of it. */
  ObjectNode abbreviated(VersionDescription version) throws IOException {
    ObjectNode stored = stored(version.coordinates());
    ObjectNode manifest = NpmJson.object();
    for (String field : ABBREVIATED) {
      @Nullable JsonNode value = stored.get(field);
      if (value != null) {
        manifest.set(field, value);
      }
    }
    @Nullable JsonNode bundled = stored.get("bundledDependencies");
    if (bundled != null && !manifest.has("bundleDependencies")) {
      manifest.set("bundleDependencies", bundled);
    }
    boolean hasInstallScript =
        INSTALL_SCRIPTS.stream().anyMatch(script -> stored.path("scripts").has(script));
    if (hasInstallScript) {
      manifest.put("hasInstallScript", true);
    }
    finish(manifest, stored, version);
    return manifest;
  }

  private void finish(ObjectNode manifest, ObjectNode stored, VersionDescription version)
      throws IOException {
    manifest.put("name", name.toString());
    manifest.put("version", version.coordinates().version());
    manifest.set("dist", dist(stored.path("dist"), version.coordinates()));
    manifest.remove("deprecated");
    @Nullable String deprecated = version.marks().get(DEPRECATED);
    if (deprecated != null) {
      manifest.put("deprecated", deprecated);
    }
  }

  /** Digests are those of the stored bytes; only counts are taken over (W-056). */
  private ObjectNode dist(JsonNode told, VersionCoordinates version) throws IOException {
    Asset tarball = repository.asset(version, TARBALL).asset();
    byte[] sha512 = HexFormat.of().parseHex(tarball.checksums().sha512());
    ObjectNode dist = NpmJson.object();
    dist.put("integrity", "sha512-" + Base64.getEncoder().encodeToString(sha512));
    dist.put("shasum", tarball.checksums().sha1());
    dist.put("tarball", base + "/" + name + "/-/" + name.tarball(version.version()));
    for (String count : COUNTS) {
      @Nullable JsonNode number = told.get(count);
      if (number != null) {
        dist.set(count, number);
      }
    }
    @Nullable JsonNode attestations = told.get(Provenance.ATTESTATIONS);
    if (attestations != null) {
      ObjectNode linked = dist.putObject(Provenance.ATTESTATIONS);
      linked.put("url", base + "/-/npm/v1/attestations/" + name + "@" + version.version());
      linked.set("provenance", attestations);
    }
    return dist;
  }

  /** The manifest as it was published; little is known of a version that came another way. */
  private ObjectNode stored(VersionCoordinates version) throws IOException {
    Optional<AssetContent> document = repository.document(version, MANIFEST);
    if (document.isEmpty()) {
      return NpmJson.object();
    }
    try (InputStream in = document.get().open()) {
      return NpmJson.stored(in) instanceof ObjectNode manifest ? manifest : NpmJson.object();
    }
  }

  Optional<String> readme(VersionCoordinates version) throws IOException {
    Optional<AssetContent> document = repository.document(version, README);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = document.get().open()) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
