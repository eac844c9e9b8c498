package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks, and how users get tokens (W-062, W-074). */
record Logins(NpmLogin login) {
  private static final int LONGEST_BODY = 16_384;

  static ProtocolResponse whoami(Principal principal) {
    if (principal.type() == Principal.Type.ANONYMOUS) {
      throw new ProtocolException(401, "nobody is logged in; send a token");
    }
    return NpmJson.answer(200, NpmJson.object().put("username", principal.id()));
  }

  /**
   * Logs in the way of old; a client that asks for the way by the web is told that there is none.
   */
  ProtocolResponse put(String user, ProtocolRequest request) throws IOException {
    JsonNode body = NpmJson.read(request.body(), LONGEST_BODY);
    @Nullable String password = body.path("password").textValue();
    if (!user.equals(body.path("name").textValue()) || password == null) {
      throw new ProtocolException(
          400, "name and password; allowed: two texts, and the name as in the address");
    }
    Optional<String> token = login.token(user, password);
    if (token.isEmpty()) {
      throw new ProtocolException(401, "user or password is wrong");
    }
    return NpmJson.answer(
        201,
        NpmJson.object()
            .put("ok", true)
            .put("id", "org.couchdb.user:" + user)
            .put("token", token.get()));
  }

  ProtocolResponse revoke(String token) {
    if (!login.revoke(token)) {
      throw new ProtocolException(404, "the token is not known, or stays valid here");
    }
    return NpmJson.done(200);
  }
}
