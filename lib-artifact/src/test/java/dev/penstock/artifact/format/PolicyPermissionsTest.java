package dev.penstock.artifact.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.artifact.Caller;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Resource policies at the door")
class PolicyPermissionsTest {
  private static final Principal ADA = Principal.aws("arn:aws:iam::123456789012:user/ada");
  private static final Principal BOB = Principal.aws("arn:aws:iam::123456789012:user/bob");

  @Test
  void letIn() throws Exception {
    Domain domain =
        Domain.builder(
                "acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> Instant.EPOCH)
            .owner("123456789012")
            .build();
    Repository main = domain.createRepository("main");
    ArtifactEndpoint endpoint =
        ArtifactEndpoint.builder(domain, RepositoryPermissions.ofPolicies(domain, Caller::of))
            .format(FormatEndpoint.builder(new GenericProtocol()).build())
            .build();
    assertEquals(404, ask(endpoint, ADA, "PUT", "app"));
    main.policy()
        .put(
            policy(
                ADA,
                "codeartifact:PublishPackageVersion",
                main.arn().replace(":repository/", ":package/") + "/*/app"),
            null);
    assertEquals(201, ask(endpoint, ADA, "PUT", "app"));
    assertEquals(404, ask(endpoint, ADA, "PUT", "other"), "another package");
    assertEquals(404, ask(endpoint, BOB, "PUT", "app"), "somebody else");
    assertEquals(404, ask(endpoint, ADA, "GET", "app"), "another action");
    assertEquals(401, ask(endpoint, Principal.anonymous(), "GET", "app"));
    main.policy()
        .put(policy(BOB, "codeartifact:ReadFromRepository", "*"), main.policy().get().revision());
    assertEquals(200, ask(endpoint, BOB, "GET", "app"));
    assertEquals(404, ask(endpoint, ADA, "PUT", "app"), "looked up at each call");
  }

  private static int ask(
      ArtifactEndpoint endpoint, Principal principal, String method, String name) {
    return endpoint
        .serve(
            ProtocolRequest.builder(
                    method,
                    "/generic/main/acme/" + name + "/1.0/a",
                    URI.create("https://packages.example"))
                .principal(principal)
                .body(new ByteArrayInputStream(new byte[1]))
                .build())
        .status();
  }

  private static String policy(Principal who, String action, String resource) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "%s"}, "Action": "%s", "Resource": "%s"}]}
        """
        .formatted(who.id(), action, resource);
  }
}
