package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.RevisionSource;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Messages of agents")
class AgentMessageLaws {

  AgentMessageLaws() {}

  @Provide
  Arbitrary<AgentMessage> messages() {
    Arbitrary<String> text = Arbitraries.strings().excludeChars('\0').ofMaxLength(20);
    Arbitrary<String> name =
        Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(40);
    Arbitrary<AgentMessage> commands =
        Combinators.combine(
                name,
                name,
                Arbitraries.integers().between(1, 1_000_000),
                Arbitraries.of(DeploymentStyle.values()),
                Arbitraries.of(DeploymentCreator.values()),
                Arbitraries.of(FileExistsBehavior.values()),
                text)
            .as(
                (one, two, number, style, creator, behavior, description) ->
                    new AgentCommand(
                        one,
                        number,
                        two,
                        two,
                        new DeploymentSpecification(
                            new DeploymentId(one),
                            two,
                            one,
                            two,
                            style,
                            creator,
                            new Revision(one, two, new Digest("b".repeat(64)), description),
                            two,
                            behavior),
                        number % 2 == 0
                            ? RevisionSource.LAST_DOWNLOADED
                            : RevisionSource.LAST_INSTALLED,
                        Instant.ofEpochMilli(number)));
    Arbitrary<AgentMessage> reports =
        Combinators.combine(name, text, text, Arbitraries.of(LifecycleErrorCode.values()))
            .as(
                (key, message, log, code) ->
                    new AgentReport(key, key, new LifecycleResult(code, message, log)));
    return Arbitraries.oneOf(
        commands, reports, name.map(AgentPoll::new), name.map(key -> new AgentStart(key, key)));
  }

  @Property(tries = 500, seed = "20260302")
  @Label("read back as they were written")
  void roundTrip(@ForAll("messages") AgentMessage message) throws IOException {
    String text = AgentMessageCodec.encode(message);
    assertEquals(message, AgentMessageCodec.decode(text));
    assertTrue(text.indexOf('\n') < 0, text);
  }

  @Property(tries = 500, seed = "20260302")
  @Label("are refused with a reason when they are cut or altered, never otherwise")
  void damaged(@ForAll("messages") AgentMessage message, @ForAll int where, @ForAll char what) {
    String text = AgentMessageCodec.encode(message);
    int at = Math.floorMod(where, text.length());
    assertThrows(IOException.class, () -> AgentMessageCodec.decode(text.substring(0, at)));
    String altered = text.substring(0, at) + what + text.substring(at + 1);
    try {
      AgentMessageCodec.decode(altered);
    } catch (IOException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith("agent message"));
    }
  }
}
