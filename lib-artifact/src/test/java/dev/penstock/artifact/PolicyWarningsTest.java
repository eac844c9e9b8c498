package dev.penstock.artifact;

import static dev.penstock.artifact.PolicyTexts.statement;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.diagnostic.Diagnostic;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy with names of actions that nobody asks for")
class PolicyWarningsTest {
  private final Domain domain =
      Domain.builder(
              "acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> Instant.EPOCH)
          .build();

  private static List<String> found(ResourcePolicy.Stored policy) {
    return policy.warnings().stream()
        .map(warning -> warning.path() + ": " + warning.found() + "; " + warning.hint())
        .toList();
  }

  @Test
  @DisplayName("is stored with a warning for each, when it is put and when it is read")
  void warns() throws IOException {
    Repository releases = domain.createRepository("releases");
    String misspelt =
        statement(
            "Deny",
            "*",
            "*",
            "codeartifact:PublishPackageVersions",
            "codeartifact:Publish*",
            "codeartifact:Zap*",
            "codeartifact:readfromrepository");
    List<String> expected =
        List.of(
            "Statement[0].Action: \"codeartifact:PublishPackageVersions\" is no action that is asked"
                + " for; did you mean \"codeartifact:PublishPackageVersion\"?",
            "Statement[0].Action: \"codeartifact:Zap*\" is no action that is asked for; ");
    assertEquals(expected, found(releases.policy().put(misspelt, null)));
    assertEquals(expected, found(releases.policy().get()));
    assertEquals(expected, found(domain.policy().put(misspelt, null)));
    assertEquals(expected, found(domain.policy().delete(null)));
  }

  @Test
  @DisplayName("has none for what the service knows, and for other services")
  void silent() throws IOException {
    String fine = statement("Allow", "*", "*", "codeartifact:*", "sts:Odd", "*");
    assertEquals(List.of(), domain.policy().put(fine, null).warnings());
    String all =
        statement(
            "Allow",
            "*",
            "*",
            Set.of(ArtifactAction.values()).stream()
                .map(ArtifactAction::id)
                .toArray(String[]::new));
    List<Diagnostic> warnings = domain.policy().put(all, null).warnings();
    assertEquals(List.of(), warnings);
  }
}
