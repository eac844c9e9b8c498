package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.Repository;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The description of a repository")
class DescriptionTest {
  @TempDir Path directory;

  @Test
  @Covers("A-008")
  @DisplayName("tells who made it, when and what for, and what it is linked to")
  void whole() throws IOException {
    World world = new World(directory).repositories("near", "far");
    Repository app = world.upstreams.domain().createRepository("app", "For all.", "111111111111");
    world.upstreams.links().setUpstreams("app", List.of("near", "far"));
    world.upstreams.links().associate("app", NPMJS);
    assertEquals(
        Map.of(
            "name",
            "app",
            "administratorAccount",
            "111111111111",
            "domainName",
            "acme",
            "domainOwner",
            "000000000000",
            "arn",
            "arn:aws:codeartifact:local:000000000000:repository/acme/app",
            "description",
            "For all.",
            "upstreams",
            List.of(Map.of("repositoryName", "near"), Map.of("repositoryName", "far")),
            "externalConnections",
            List.of(
                Map.of(
                    "externalConnectionName",
                    NPMJS,
                    "packageFormat",
                    "npm",
                    "status",
                    "Available")),
            "createdTime",
            world.now),
        world.upstreams.links().of("app").toService(app.describe()));
    app.update("d".repeat(1_000));
    assertThrows(InvalidDefinitionException.class, () -> app.update("d".repeat(1_001)));
    assertThrows(InvalidDefinitionException.class, () -> app.update("a\u0007b"));
  }
}
