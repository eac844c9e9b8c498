package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The document at which clients start, which tells where everything is (W-097, W-098). */
final class ServiceIndex {
  static final String FLAT = "flatcontainer";
  static final String PUBLISH = "package";
  static final String SEARCH = "search";
  static final String AUTOCOMPLETE = "autocomplete";

  private ServiceIndex() {}

  /** The document of the repository at an address. */
  static byte[] write(String root) throws IOException {
    ObjectNode index = CatalogEntry.JSON.createObjectNode();
    index.put("version", "3.0.0");
    ArrayNode resources = index.putArray("resources");
    add(resources, root + FLAT + "/", List.of("PackageBaseAddress/3.0.0"));
    add(resources, root + PUBLISH, List.of("PackagePublish/2.0.0"));
    for (Hive hive : Hive.values()) {
      add(resources, root + hive.path() + "/", hive.types());
    }
    add(
        resources,
        root + SEARCH,
        List.of(
            "SearchQueryService",
            "SearchQueryService/3.0.0-beta",
            "SearchQueryService/3.0.0-rc",
            "SearchQueryService/3.5.0"));
    add(
        resources,
        root + AUTOCOMPLETE,
        List.of(
            "SearchAutocompleteService",
            "SearchAutocompleteService/3.0.0-beta",
            "SearchAutocompleteService/3.0.0-rc",
            "SearchAutocompleteService/3.5.0"));
    return CatalogEntry.JSON.writeValueAsBytes(index);
  }

  private static void add(ArrayNode resources, String id, List<String> types) {
    types.forEach(type -> resources.addObject().put("@id", id).put("@type", type));
  }
}
