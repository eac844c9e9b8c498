package dev.penstock.artifact.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.artifact.Caller;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Resource policies at the door")
class PolicyPermissionsTest {
  private static final Principal ADA = Principal.aws("arn:aws:iam::123456789012:user/ada");
  private static final Principal BOB = Principal.aws("arn:aws:iam::123456789012:user/bob");

  @Test
  @Covers({"AP-041", "AP-051"})
  void letIn() throws Exception {
    Domain domain = domain();
    Repository main = domain.createRepository("main");
    ArtifactEndpoint endpoint = endpoint(domain);
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

  @Test
  @Covers("AP-042")
  void letInToOnePackageAndNotToItsNeighbours() throws Exception {
    Domain domain = domain();
    Repository main = domain.createRepository("main");
    ArtifactEndpoint endpoint = endpoint(domain);
    String packages = main.arn().replace(":repository/", ":package/");
    main.policy()
        .put(
            policy(ADA, "codeartifact:PublishPackageVersion", packages + "/generic/acme/app"),
            null);
    assertEquals(201, ask(endpoint, ADA, "PUT", "app"));
    for (String neighbour : List.of("ap", "app2", "app-x", "app.x", "App", "my-app")) {
      assertEquals(404, ask(endpoint, ADA, "PUT", neighbour), neighbour);
    }
    for (String neighbour : List.of("acme2", "acm", "acme.app", "my.acme")) {
      assertEquals(404, ask(endpoint, ADA, "PUT", neighbour, "app"), neighbour);
    }
    main.policy()
        .put(policy(ADA, "codeartifact:PublishPackageVersion", packages + "/generic/acme/*"), null);
    assertEquals(201, ask(endpoint, ADA, "PUT", "app2"));
    assertEquals(404, ask(endpoint, ADA, "PUT", "acme2", "app"), "no wildcard there");
    assertEquals(404, ask(endpoint, ADA, "PUT", "acme.x", "app"), "no wildcard there");
  }

  @Test
  @Covers({"AP-041", "AP-051"})
  void letInWhomTheHostKnowsByWhateverTheyShow() throws Exception {
    Domain domain = domain();
    Repository main = domain.createRepository("main");
    ArtifactEndpoint endpoint = endpoint(domain);
    main.policy().put(policy(ADA, "codeartifact:PublishPackageVersion", "*"), null);
    assertEquals(201, show(endpoint, "ada's token"));
    assertEquals(404, show(endpoint, "bob's token"));
    assertEquals(401, show(endpoint, "eve's token"));
  }

  private static int show(ArtifactEndpoint endpoint, String token) {
    return endpoint
        .serve(request("PUT", "acme", "app").header("Authorization", "Bearer " + token).build())
        .status();
  }

  private static Domain domain() {
    return Domain.builder(
            "acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> Instant.EPOCH)
        .owner("123456789012")
        .build();
  }

  /** Its host knows two tokens, and who has them. */
  private static ArtifactEndpoint endpoint(Domain domain) {
    Map<String, Principal> known = Map.of("ada's token", ADA, "bob's token", BOB);
    return ArtifactEndpoint.builder(domain, RepositoryPermissions.ofPolicies(domain, Caller::of))
        .format(FormatEndpoint.builder(new GenericProtocol()).build())
        .verifier(shown -> Optional.ofNullable(known.get(shown.secret())))
        .build();
  }

  private static int ask(
      ArtifactEndpoint endpoint, Principal principal, String method, String name) {
    return ask(endpoint, principal, method, "acme", name);
  }

  private static int ask(
      ArtifactEndpoint endpoint,
      Principal principal,
      String method,
      String namespace,
      String name) {
    return endpoint.serve(request(method, namespace, name).principal(principal).build()).status();
  }

  private static ProtocolRequest.Builder request(String method, String namespace, String name) {
    return ProtocolRequest.builder(
            method,
            "/generic/main/" + namespace + "/" + name + "/1.0/a",
            URI.create("https://packages.example"))
        .body(new ByteArrayInputStream(new byte[1]));
  }

  private static String policy(Principal who, String action, String resource) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "%s"}, "Action": "%s", "Resource": "%s"}]}
        """
        .formatted(who.id(), action, resource);
  }
}
