package dev.penstock.artifact.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.Fetch;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Writes one bill of materials in JSON. For one thread. */
final class CycloneDxWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUILD = "build";

  private final BuildMaterials materials;
  private final CycloneDxVersion version;

  CycloneDxWriter(BuildMaterials materials, CycloneDxVersion version) {
    this.materials = materials;
    this.version = version;
  }

  String write() {
    ObjectNode content = JSON.createObjectNode();
    metadata(content.putObject("metadata"));
    ArrayNode components = content.putArray("components");
    ArrayNode dependencies = content.putArray("dependencies");
    ArrayNode needed = dependencies.addObject().put("ref", BUILD).putArray("dependsOn");
    for (Fetch fetch : materials.fetched()) {
      component(fetch, components.addObject());
      needed.add(reference(fetch));
    }
    ObjectNode bill = JSON.createObjectNode();
    bill.put("$schema", "http://cyclonedx.org/schema/bom-" + version + ".schema.json");
    bill.put("bomFormat", "CycloneDX");
    bill.put("specVersion", version.toString());
    bill.put("serialNumber", "urn:uuid:" + serial(text(content)));
    bill.put("version", 1);
    bill.setAll(content);
    return text(bill) + "\n";
  }

  /** Equal content has an equal number; no chance is asked. */
  private static UUID serial(String content) {
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ObjectNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void metadata(ObjectNode metadata) {
    metadata.put("timestamp", materials.time().truncatedTo(ChronoUnit.MILLIS).toString());
    metadata
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "library")
        .put("name", "penstock-artifact");
    metadata
        .putObject("component")
        .put("type", "application")
        .put("bom-ref", BUILD)
        .put("name", materials.build().pipeline())
        .put("version", materials.build().execution());
  }

  private static String reference(Fetch fetch) {
    return fetch.repository() + "/" + fetch.version();
  }

  private static void component(Fetch fetch, ObjectNode component) {
    PackageCoordinates of = fetch.version().of();
    component.put("type", "library");
    component.put("bom-ref", reference(fetch));
    if (!of.namespace().isEmpty()) {
      component.put(
          "group", of.format() == PackageFormat.NPM ? "@" + of.namespace() : of.namespace());
    }
    component.put("name", of.name());
    component.put("version", fetch.version().version());
    if (fetch.assets().size() == 1) {
      hashes(fetch.assets().values().iterator().next(), component);
    }
    licenses(fetch, component);
    component.put("purl", PackageUrl.of(fetch.version()));
    ArrayNode properties = component.putArray("properties");
    property(properties, "penstock:repository", fetch.repository());
    property(properties, "penstock:revision", fetch.revision());
    if (fetch.assets().size() == 1) {
      property(properties, "penstock:asset", fetch.assets().firstKey());
    } else {
      ArrayNode files = component.putArray("components");
      for (Asset asset : fetch.assets().values()) {
        ObjectNode file = files.addObject();
        file.put("type", "file");
        file.put("bom-ref", reference(fetch) + "/" + asset.name());
        file.put("name", asset.name());
        hashes(asset, file);
      }
    }
  }

  private static void property(ArrayNode properties, String name, String value) {
    properties.addObject().put("name", name).put("value", value);
  }

  private static void hashes(Asset asset, ObjectNode of) {
    ArrayNode hashes = of.putArray("hashes");
    asset
        .checksums()
        .byAlgorithm()
        .forEach(
            (algorithm, digest) -> hashes.addObject().put("alg", algorithm).put("content", digest));
  }

  /** By name, as the package says it; whether that is an SPDX id is not looked up. */
  private static void licenses(Fetch fetch, ObjectNode component) {
    if (fetch.licenses().stream().allMatch(license -> license.name().isEmpty())) {
      return;
    }
    ArrayNode licenses = component.putArray("licenses");
    for (License license : fetch.licenses()) {
      if (!license.name().isEmpty()) {
        ObjectNode one = licenses.addObject().putObject("license").put("name", license.name());
        if (license
            .url()
            .matches("https?://[\\x21\\x23-\\x3b\\x3d\\x3f-\\x5b\\x5d\\x5f\\x61-\\x7a\\x7e]+")) {
          one.put("url", license.url());
        }
      }
    }
  }
}
