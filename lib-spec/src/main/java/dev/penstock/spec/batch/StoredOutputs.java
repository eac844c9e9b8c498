package dev.penstock.spec.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the outputs of a batch action are stored, as a checkpoint: should the host crash before the
 * action's result is known, their files may be gone.
 */
final class StoredOutputs {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredOutputs() {}

  static String write(Map<String, ArtifactReference> artifacts) {
    ObjectNode root = JSON.createObjectNode();
    artifacts.forEach(
        (output, reference) ->
            root.putObject(output)
                .put("location", reference.location())
                .put("digest", reference.digest().hex()));
    return root.toString();
  }

  static Map<String, ArtifactReference> read(String checkpoint) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(checkpoint);
    } catch (JsonProcessingException e) {
      throw new IOException("the checkpoint of the batch is no JSON", e);
    }
    Map<String, ArtifactReference> artifacts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> output : root.properties()) {
      artifacts.put(
          output.getKey(),
          new ArtifactReference(
              output.getValue().path("location").asText(),
              new Digest(output.getValue().path("digest").asText())));
    }
    return artifacts;
  }
}
