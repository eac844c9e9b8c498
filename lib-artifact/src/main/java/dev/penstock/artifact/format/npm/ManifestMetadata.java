package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.listing.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a manifest says about its version, in the words of every format. */
final class ManifestMetadata {
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_NAME = 255;
  private static final int MOST_LICENSES = 100;
  private static final int MOST_DEPENDENCIES = 10_000;
  private static final int MOST_CHARACTERS = 400_000;

  /** The manifest's fields, and the service's words for them. */
  private static final Map<String, String> DEPENDENCIES = new LinkedHashMap<>();

  static {
    DEPENDENCIES.put("dependencies", "regular");
    DEPENDENCIES.put("devDependencies", "dev");
    DEPENDENCIES.put("peerDependencies", "peer");
    DEPENDENCIES.put("optionalDependencies", "optional");
  }

  private ManifestMetadata() {}

  /** Reads what can be read; what is odd or too long is left out, as it is only information. */
  static VersionMetadata of(NpmName name, JsonNode manifest) {
    return VersionMetadata.EMPTY
        .withDisplayName(name.toString())
        .withSummary(Excerpt.of(manifest.path("description").asText(), LONGEST_SUMMARY))
        .withHomePage(address(manifest.path("homepage")))
        .withSourceCodeRepository(address(manifest.path("repository")))
        .withLicenses(licenses(manifest))
        .withDependencies(dependencies(manifest));
  }

  private static String address(JsonNode node) {
    String text = node.isObject() ? node.path("url").asText() : node.asText();
    return text.length() > LONGEST_ADDRESS ? "" : Excerpt.of(text, LONGEST_ADDRESS);
  }

  private static List<License> licenses(JsonNode manifest) {
    List<License> licenses = new ArrayList<>();
    license(manifest.path("license")).ifPresent(licenses::add);
    for (JsonNode old : manifest.path("licenses")) {
      if (licenses.size() < MOST_LICENSES) {
        license(old).ifPresent(licenses::add);
      }
    }
    return licenses;
  }

  private static Optional<License> license(JsonNode node) {
    String name =
        Excerpt.of(node.isObject() ? node.path("type").asText() : node.asText(), LONGEST_NAME);
    String url = node.isObject() ? address(node.path("url")) : "";
    return name.isEmpty() ? Optional.empty() : Optional.of(new License(name, url));
  }

  private static List<Dependency> dependencies(JsonNode manifest) {
    List<Dependency> dependencies = new ArrayList<>();
    int length = 0;
    for (Map.Entry<String, String> kind : DEPENDENCIES.entrySet()) {
      for (Map.Entry<String, JsonNode> one : manifest.path(kind.getKey()).properties()) {
        String told = one.getValue().asText();
        String requirement = Excerpt.of(told, told.length());
        length += one.getKey().length() + requirement.length() + kind.getValue().length();
        Optional<NpmName> name = NpmName.of(one.getKey());
        boolean fits =
            requirement.length() <= LONGEST_ADDRESS
                && length <= MOST_CHARACTERS
                && dependencies.size() < MOST_DEPENDENCIES;
        if (fits && name.isPresent()) {
          dependencies.add(
              new Dependency(kind.getValue(), name.get().scope(), name.get().name(), requirement));
        }
      }
    }
    return dependencies;
  }
}
