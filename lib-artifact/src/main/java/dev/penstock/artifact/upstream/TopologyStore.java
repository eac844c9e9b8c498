package dev.penstock.artifact.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.upstream.Topology.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a domain's topology as one document, so that two changes that are fine each, and a cycle
 * together, cannot both succeed.
 */
final class TopologyStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private final Catalogue catalogue;
  private final CatalogueKey key;
  private volatile @Nullable Known known;

  private record Known(@Nullable String text, Topology topology) {}

  TopologyStore(Catalogue catalogue, String domain) {
    this.catalogue = catalogue;
    this.key = CatalogueKey.of("topology", domain);
  }

  Topology read() throws IOException {
    return known().topology();
  }

  private Known known() throws IOException {
    @Nullable String text = catalogue.read(key).orElse(null);
    Known last = known;
    if (last == null || !Objects.equals(last.text(), text)) {
      last = new Known(text, text == null ? Topology.EMPTY : parse(text));
      known = last;
    }
    return last;
  }

  void change(UnaryOperator<Topology> change) throws IOException {
    while (true) {
      Known before = known();
      Topology after = change.apply(before.topology());
      if (after.equals(before.topology()) || catalogue.replace(key, before.text(), write(after))) {
        return;
      }
    }
  }

  private static String write(Topology topology) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    ObjectNode repositories = root.putObject("repositories");
    topology
        .nodes()
        .forEach(
            (name, node) -> {
              ObjectNode written = repositories.putObject(name);
              node.upstreams().forEach(written.putArray("upstreams")::add);
              if (node.connection() != null) {
                written.put("externalConnection", node.connection());
              }
            });
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static Topology parse(String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      int format = root.path("format").asInt();
      if (format != FORMAT) {
        throw new IOException("upstreams of format " + format + "; allowed: " + FORMAT);
      }
      SortedMap<String, Node> nodes = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : root.required("repositories").properties()) {
        List<String> upstreams = new ArrayList<>();
        entry.getValue().required("upstreams").forEach(name -> upstreams.add(name.asText()));
        JsonNode connection = entry.getValue().get("externalConnection");
        nodes.put(
            entry.getKey(), new Node(upstreams, connection == null ? null : connection.asText()));
      }
      return new Topology(nodes);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("the upstreams in the catalogue are unreadable", e);
    }
  }
}
