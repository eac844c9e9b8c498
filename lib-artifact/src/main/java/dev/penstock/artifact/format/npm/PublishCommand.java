package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import dev.penstock.artifact.version.VersionSyntaxException;
import dev.penstock.policy.Principal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a publish as a whole and says what is to be recorded (W-069, W-070). Pure. */
record PublishCommand(NpmName name, PublishDocument document, Principal publisher) {
  private static final String TARBALL_END = ".tgz";
  private static final String PROVENANCE_END = ".sigstore";
  private static final int LONGEST_README = 1 << 20;
  private static final int MOST_PUBLISH_TAGS = 10;

  /**
   * What a publish asks for.
   *
   * @param tarball what was stored of it
   * @throws ProtocolException with 400 if anything about it is wrong
   */
  PublishRequest request(StoredContent tarball) {
    requireName(document.name(), "name");
    if (document.versions().size() != 1) {
      throw refused(document.versions().size() + " versions; allowed: exactly one");
    }
    String version = document.versions().keySet().iterator().next();
    ObjectNode manifest = requireManifest(version);
    requireTags(version);
    requireFiles(version);
    requireSame(tarball, manifest);
    PublishRequest request =
        PublishRequest.of(name.coordinates().version(version), Manifests.TARBALL)
            .metadata(ManifestMetadata.of(name, manifest));
    for (String tag : document.tags().keySet()) {
      request = request.tag(tag);
    }
    if (document.tags().isEmpty()) {
      request = request.tag(NpmView.LATEST);
    }
    @Nullable String deprecated = document.versions().get(version);
    if (deprecated != null && !deprecated.isEmpty()) {
      request = request.mark(Manifests.DEPRECATED, deprecated);
    }
    ObjectNode kept = Manifests.kept(manifest);
    kept.putObject(Manifests.PUBLISHER).put("name", publisher.id());
    Optional<String> readme = readme(manifest);
    if (readme.isPresent()) {
      request = request.document(Manifests.README, readme.get().getBytes(StandardCharsets.UTF_8));
    }
    @Nullable String bundle = document.provenance();
    if (bundle != null) {
      kept.withObject("/dist").set(Provenance.ATTESTATIONS, Provenance.described(bundle));
      request = request.document(Manifests.PROVENANCE, bundle.getBytes(StandardCharsets.UTF_8));
    }
    return request.document(Manifests.MANIFEST, NpmJson.bytes(kept));
  }

  /** A name that a new package may not have is refused, unless the package is there already. */
  static void requireNew(NpmName name) {
    if (!name.isForNew()) {
      throw new ProtocolException(
          400,
          "package name \""
              + name
              + "\"; allowed for new packages: lower-case letters, digits, -, . and _, not first a"
              + " dot or an underscore, not node_modules or favicon.ico");
    }
  }

  private void requireName(@Nullable String found, String what) {
    if (!name.toString().equals(found)) {
      throw refused(what + " is \"" + found + "\"; allowed: \"" + name + "\", as in the address");
    }
  }

  private ObjectNode requireManifest(String version) {
    try {
      Version parsed = VersionScheme.NPM.parse(version);
      if (!parsed.normalized().equals(version)) {
        throw refused(
            "version \"" + version + "\"; allowed: its normal form, " + parsed.normalized());
      }
    } catch (VersionSyntaxException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    @Nullable ObjectNode manifest = document.manifest();
    if (manifest == null || !version.equals(manifest.path("version").textValue())) {
      throw refused("version in the manifest; allowed: \"" + version + "\"");
    }
    requireName(manifest.path("name").textValue(), "name in the manifest");
    @Nullable JsonNode id = manifest.get("_id");
    if (id != null && !(name + "@" + version).equals(id.textValue())) {
      throw refused("_id in the manifest; allowed: \"" + name + "@" + version + "\"");
    }
    return manifest;
  }

  private void requireTags(String version) {
    if (document.tags().size() > MOST_PUBLISH_TAGS) {
      throw refused(document.tags().size() + " dist-tags; allowed: one");
    }
    for (Map.Entry<String, String> tag : document.tags().entrySet()) {
      DistTags.requireTag(tag.getKey());
      if (!tag.getValue().equals(version)) {
        throw refused(
            "dist-tag \"" + tag.getKey() + "\" names another version; allowed: " + version);
      }
    }
  }

  private void requireFiles(String version) {
    requireFile(document.tarball(), version, TARBALL_END);
    if (document.provenanceName() != null) {
      requireFile(document.provenanceName(), version, PROVENANCE_END);
      if (document.provenance() == null) {
        throw refused("the provenance bundle has no data");
      }
    }
  }

  private void requireFile(@Nullable String file, String version, String end) {
    String wanted = name.attachment(version, end);
    if (!wanted.equals(file)) {
      throw refused("attachment \"" + file + "\"; allowed: \"" + wanted + "\"");
    }
  }

  private void requireSame(StoredContent tarball, ObjectNode manifest) {
    @Nullable Long length = document.tarballLength();
    if (length == null || length != tarball.size()) {
      throw refused(
          "length of the tarball is " + length + "; allowed: " + tarball.size() + ", as was sent");
    }
    Integrity.require(manifest.path("dist"), tarball.checksums());
  }

  /** The manifest's own readme, or that of the document. */
  private Optional<String> readme(ObjectNode manifest) {
    @Nullable JsonNode own = manifest.get("readme");
    @Nullable String readme = own != null && own.isTextual() ? own.textValue() : document.readme();
    return Optional.ofNullable(readme)
        .filter(text -> !text.isEmpty())
        .map(text -> text.length() > LONGEST_README ? text.substring(0, LONGEST_README) : text);
  }

  private static ProtocolException refused(String why) {
    String shown = why.length() > 1_000 ? why.substring(0, 1_000) + "…" : why;
    return new ProtocolException(400, "publish: " + shown);
  }
}
