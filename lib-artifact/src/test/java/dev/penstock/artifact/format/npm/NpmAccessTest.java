package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who may do what in an npm registry")
class NpmAccessTest {

  private final TestRegistry registry = new TestRegistry();

  private record Call(String method, String path, String body, String right) {

    /** The same question about a package that is not there. */
    Call elsewhere() {
      return new Call(method, path.replace("plain", "none"), body.replace("plain", "none"), right);
    }
  }

  private static final String DOCUMENT = "{\"name\":\"plain\",\"versions\":{\"1.0.0\":{}}}";
  private static final List<Call> CALLS =
      List.of(
          new Call("GET", "/plain", "", "READ"),
          new Call("GET", "/plain?write=true", "", "READ"),
          new Call("GET", "/plain/1.0.0", "", "READ"),
          new Call("GET", "/plain/latest", "", "READ"),
          new Call("GET", "/plain/-/plain-1.0.0.tgz", "", "READ"),
          new Call("GET", "/-/package/plain/dist-tags", "", "READ"),
          new Call("GET", "/-/npm/v1/attestations/plain@1.0.0", "", "READ"),
          new Call("PUT", "/plain", Publish.of("plain", "1.0.1").json().toString(), "PUBLISH"),
          new Call("PUT", "/plain", DOCUMENT, "METADATA"),
          new Call("PUT", "/plain/-rev/1", DOCUMENT, "DELETE"),
          new Call("DELETE", "/plain/-rev/1", "", "DELETE"),
          new Call("DELETE", "/plain/-/plain-1.0.0.tgz/-rev/1", "", "DELETE"),
          new Call("PUT", "/-/package/plain/dist-tags/beta", "\"1.0.0\"", "METADATA"),
          new Call("DELETE", "/-/package/plain/dist-tags/beta", "", "METADATA"),
          new Call("GET", "/-/v1/search", "", "LIST"),
          new Call("GET", "/", "", "READ"),
          new Call("GET", "/-/unknown", "", "READ"),
          new Call("GET", "/.hidden", "", "READ"),
          new Call("PUT", "/-/unknown", "", "READ"),
          new Call("DELETE", "/plain", "", "READ"),
          new Call("POST", "/plain", "", "READ"));

  @BeforeEach
  void publish() {
    registry.publish("plain", "1.0.0");
  }

  private Answer send(Call call) {
    return registry.send(call.method(), call.path(), TestRegistry.stream(call.body()));
  }

  @Test
  void nobodyIsAskedToSayWhoTheyAre() {
    Map<String, String> before = registry.state();
    registry.principal = null;
    for (Call call : CALLS) {
      Answer answer = send(call);
      assertEquals(401, answer.status(), call::toString);
      assertFalse(answer.header("WWW-Authenticate").isEmpty(), call::toString);
      assertEquals(answer.json(), send(call.elsewhere()).json(), call::toString);
    }
    assertEquals(before, registry.state());
  }

  @Test
  void whoMayNotLearnsNothing() {
    Map<String, String> before = registry.state();
    for (RepositoryRight right : RepositoryRight.values()) {
      registry.forbidden.add(right.name());
    }
    for (Call call : CALLS) {
      Answer answer = send(call);
      assertEquals(404, answer.status(), call::toString);
      assertEquals(answer.json(), send(call.elsewhere()).json(), call::toString);
    }
    assertEquals(before, registry.state());
  }

  @Test
  void eachRightCountsForItself() {
    for (Call call : CALLS) {
      Map<String, String> before = registry.state();
      registry.forbidden.add(call.right());
      assertEquals(404, send(call).status(), call::toString);
      assertEquals(before, registry.state());
      registry.forbidden.clear();
      for (RepositoryRight right : RepositoryRight.values()) {
        registry.forbidden.add(right.name());
      }
      registry.forbidden.remove(call.right());
      Answer answer = send(call);
      boolean isUnknown =
          List.of("/-/unknown", "/.hidden").contains(call.path())
              || (call.right().equals("READ") && !call.method().equals("GET"));
      if (!isUnknown
          && !call.path().contains("attestations")
          && !call.path().equals("/-/v1/search")) {
        assertNotEquals(404, answer.status(), call::toString);
      }
      registry.forbidden.clear();
    }
  }
}
