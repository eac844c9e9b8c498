package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manifests of versions as clients see them: links and digests are those of this registry. */
record Manifests(NpmView of, URI base) {
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

  /**
   * What is kept of a manifest: not its readme, which is long and the same in most versions, and of
   * {@code dist} only what this registry does not find out itself.
   */
  static ObjectNode kept(ObjectNode manifest) {
    ObjectNode kept = manifest.deepCopy();
    kept.remove(List.of("readme", "deprecated"));
    ObjectNode dist = kept.putObject("dist");
    for (String count : COUNTS) {
      @Nullable JsonNode told = manifest.path("dist").get(count);
      if (told != null && told.isIntegralNumber()) {
        dist.set(count, told);
      }
    }
    return kept;
  }

  /** The whole manifest (W-057); empty if the version is gone, or nobody knows its digests. */
  Optional<ObjectNode> full(NpmVersion version) throws IOException {
    Map<String, String> digests = of.tarballs().digests(version.number());
    if (digests.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode stored = stored(version);
    ObjectNode manifest = NpmJson.object();
    manifest.setAll(stored);
    manifest.put("_id", of.name() + "@" + version.number());
    finish(manifest, stored, version, digests);
    return Optional.of(manifest);
  }

  /** What an installation needs of it; empty as for the whole. */
  Optional<ObjectNode> abbreviated(NpmVersion version) throws IOException {
    Map<String, String> digests = of.tarballs().digests(version.number());
    if (digests.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode stored = stored(version);
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
    finish(manifest, stored, version, digests);
    return Optional.of(manifest);
  }

  private void finish(
      ObjectNode manifest, ObjectNode stored, NpmVersion version, Map<String, String> digests) {
    manifest.put("name", of.name().toString());
    manifest.put("version", version.number());
    manifest.set("dist", dist(stored.path("dist"), version.number(), digests));
    manifest.remove("deprecated");
    @Nullable String deprecated = version.deprecated();
    if (deprecated != null) {
      manifest.put("deprecated", deprecated);
    }
  }

  /** Digests are those of the stored bytes; only counts are taken over (W-056). */
  private ObjectNode dist(JsonNode told, String version, Map<String, String> digests) {
    ObjectNode dist = NpmJson.object();
    @Nullable String sha512 = digests.get("SHA-512");
    if (sha512 != null) {
      dist.put("integrity", Integrity.of("sha512", sha512));
    }
    @Nullable String sha1 = digests.get("SHA-1");
    if (sha1 != null) {
      dist.put("shasum", sha1);
    }
    dist.put("tarball", base + "/" + of.name() + "/-/" + of.name().tarball(version));
    for (String count : COUNTS) {
      @Nullable JsonNode number = told.get(count);
      if (number != null) {
        dist.set(count, number);
      }
    }
    @Nullable JsonNode attestations = told.get(Provenance.ATTESTATIONS);
    if (attestations != null) {
      ObjectNode linked = dist.putObject(Provenance.ATTESTATIONS);
      linked.put("url", base + "/-/npm/v1/attestations/" + of.name() + "@" + version);
      linked.set("provenance", attestations);
    }
    return dist;
  }

  /** The manifest as it was published; little is known of a version that came another way. */
  private ObjectNode stored(NpmVersion version) throws IOException {
    Optional<InputStream> document = of.documents().open(version.number(), MANIFEST);
    if (document.isEmpty()) {
      return NpmJson.object();
    }
    try (InputStream in = document.get()) {
      return NpmJson.stored(in) instanceof ObjectNode manifest ? manifest : NpmJson.object();
    }
  }

  Optional<String> readme(String version) throws IOException {
    Optional<InputStream> document = of.documents().open(version, README);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = document.get()) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
