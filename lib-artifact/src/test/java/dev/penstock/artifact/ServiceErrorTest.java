package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Errors, as the service tells them")
class ServiceErrorTest {
  private final Fixture fixture = new Fixture();
  private final Repository repository = fixture.open("releases");

  @Test
  @Covers("A-191")
  @DisplayName("access denied")
  void denied() {
    Caller eve = Caller.of(Principal.anonymous());
    ArtifactException refusal = refused(() -> repository.as(eve).describe());
    ServiceError error = ServiceError.of(refusal);
    assertEquals("AccessDeniedException", error.type());
    assertEquals(403, error.status());
    assertEquals(Map.of("message", String.valueOf(refusal.getMessage())), error.fields());
  }

  @Test
  @Covers({"A-192", "A-194", "A-195", "A-198"})
  @DisplayName("conflict, not found and quota exceeded, and what they are about")
  void resources() throws IOException {
    repository.publish(PublishRequest.of(APP.version("1.0"), "a"), Fixture.bytes("1"));
    ArtifactException conflict =
        refused(
            () ->
                repository.publish(PublishRequest.of(APP.version("1.0"), "a"), Fixture.bytes("2")));
    same(conflict, "ConflictException", 409, "generic/acme/app/1.0/a", "asset");
    ArtifactException missing = refused(() -> repository.describe(APP.version("2.0")));
    same(missing, "ResourceNotFoundException", 404, "generic/acme/app/2.0", "package-version");
    fixture.open("bb");
    fixture.open("cc");
    ArtifactException quota = refused(() -> fixture.domain.createRepository("dd"));
    same(quota, "ServiceQuotaExceededException", 402, "acme", "domain");
    assertEquals(
        List.of("domain", "repository", "package", "package-version", "asset"),
        Stream.of(Resource.values()).map(Resource::toString).toList());
  }

  private static void same(
      ArtifactException refusal, String type, int status, String id, String resource) {
    assertEquals(
        new ServiceError(
            type,
            status,
            Map.of(
                "message",
                String.valueOf(refusal.getMessage()),
                "resourceId",
                id,
                "resourceType",
                resource)),
        ServiceError.of(refusal));
  }

  @Test
  @Covers("A-193")
  @DisplayName("an internal failure tells nothing of the inside")
  void internal() {
    for (Throwable failure :
        List.of(new IOException("/secret/path"), new IllegalStateException("secret"))) {
      ServiceError error = ServiceError.of(failure);
      assertEquals("InternalServerException", error.type());
      assertEquals(500, error.status());
      assertEquals(Map.of("message", "the call failed inside the server"), error.fields());
    }
  }

  @Test
  @Covers("A-196")
  @DisplayName("throttling says when to come again")
  void throttled() {
    ArtifactException refusal =
        ArtifactException.throttled(
            Resource.ASSET, "a", "busy", Duration.ofSeconds(7).plusMillis(1));
    ServiceError error = ServiceError.of(refusal);
    assertEquals("ThrottlingException", error.type());
    assertEquals(429, error.status());
    assertEquals(Map.of("message", "asset a: busy", "retryAfterSeconds", 8L), error.fields());
    assertEquals(Map.of("Retry-After", "8"), error.headers());
    assertEquals(Map.of(), ServiceError.of(new IOException("x")).headers());
  }

  @Test
  @Covers("A-197")
  @DisplayName("a request that is not valid says why")
  void invalid() {
    InvalidDefinitionException field =
        assertThrows(InvalidDefinitionException.class, () -> PageRequest.first(0));
    ServiceError error = ServiceError.of(field);
    assertEquals("ValidationException", error.type());
    assertEquals(400, error.status());
    assertEquals(
        Map.of("message", String.valueOf(field.getMessage()), "reason", "FIELD_VALIDATION_FAILED"),
        error.fields());
    InvalidDefinitionException syntax =
        assertThrows(
            InvalidDefinitionException.class, () -> repository.policy().put("no json", null));
    assertEquals("CANNOT_PARSE", ServiceError.of(syntax).fields().get("reason"), syntax.toString());
    InvalidDefinitionException policy =
        assertThrows(InvalidDefinitionException.class, () -> repository.policy().put("{}", null));
    assertEquals("FIELD_VALIDATION_FAILED", ServiceError.of(policy).fields().get("reason"));
    InvalidDefinitionException token =
        assertThrows(
            InvalidDefinitionException.class,
            () -> repository.packages(PackageQuery.ALL, new PageRequest(1, "x")));
    assertEquals("CANNOT_PARSE", ServiceError.of(token).fields().get("reason"));
    assertEquals(
        List.of(
            "CANNOT_PARSE",
            "ENCRYPTION_KEY_ERROR",
            "FIELD_VALIDATION_FAILED",
            "UNKNOWN_OPERATION",
            "OTHER"),
        Stream.of(ServiceError.Reason.values()).map(Enum::name).toList());
    assertEquals(
        "UNKNOWN_OPERATION",
        ServiceError.invalid("PublishEverything", ServiceError.Reason.UNKNOWN_OPERATION)
            .fields()
            .get("reason"));
  }
}
