package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.simulation.PipelineSimulation;
import dev.penstock.policy.Policy;
import dev.penstock.policy.PolicyKind;
import dev.penstock.policy.PolicySet;
import dev.penstock.policy.Principal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EffectKey;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.RejectedCommandException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A null where none is allowed")
class NullArgumentsTest {
  private static final Principal ADA = Principal.aws("arn:aws:iam::123456789012:user/ada");
  private static final Policy ALL =
      Policy.of(
          PolicyKind.IDENTITY,
          "{\"Version\": \"2012-10-17\", \"Statement\":"
              + " [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}");
  private static final Pipeline SIGNED =
      Pipeline.builder("signed")
          .stage("Build", stage -> stage.action("compile", SCRIPT))
          .stage("Prod", stage -> stage.approval("sign-off"))
          .build();

  private static TestHost host() {
    return new TestHost(
        new InMemoryJournal(),
        SIGNED,
        ActionExecutor.blocking(context -> ActionResult.succeeded()),
        options ->
            options.authorizer(
                PipelineAuthorizer.of("", principal -> PolicySet.builder().identity(ALL).build())));
  }

  /** Some value of a type. */
  private static Object sample(Class<?> type) throws ReflectiveOperationException {
    Map<Class<?>, Object> known =
        Map.of(
            String.class,
            "x",
            long.class,
            0L,
            int.class,
            1,
            boolean.class,
            true,
            Instant.class,
            TestHost.START,
            Pipeline.class,
            SIGNED,
            Principal.class,
            ADA,
            ActionResult.class,
            ActionResult.succeeded(),
            RuleResult.class,
            RuleResult.succeeded("quiet"));
    if (known.containsKey(type)) {
      return known.get(type);
    }
    Map<Class<?>, Object> empty =
        Map.of(
            Optional.class,
            Optional.empty(),
            Map.class,
            Map.of(),
            List.class,
            List.of(),
            EffectKey.class,
            new EffectKey() {
              @Override
              public String text() {
                return "x";
              }
            });
    if (empty.containsKey(type)) {
      return empty.get(type);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      Constructor<?> constructor = canonical(type);
      return constructor.newInstance(samples(constructor));
    }
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
  }

  private static Object[] samples(Executable of) throws ReflectiveOperationException {
    Object[] samples = new Object[of.getParameterCount()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = of.getParameterCount() == 1 ? null : sample(of.getParameterTypes()[i]);
    }
    return samples;
  }

  private static Constructor<?> canonical(Class<?> type) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }

  /** Calls it once for each of its parameters that may be null, with a null there. */
  private static int refuses(Executable called, List<String> names, Invocation invocation)
      throws ReflectiveOperationException {
    int tried = 0;
    for (int i = 0; i < called.getParameterCount(); i++) {
      if (!called.getParameterTypes()[i].isPrimitive()) {
        Object[] arguments = samples(called);
        arguments[i] = null;
        String where = called + " with a null at " + i;
        InvocationTargetException thrown =
            assertThrows(InvocationTargetException.class, () -> invocation.call(arguments), where);
        assertEquals(NullPointerException.class, thrown.getCause().getClass(), where);
        String message = String.valueOf(thrown.getCause().getMessage());
        assertTrue(
            names.isEmpty() ? message.matches("[a-z]\\w+") : message.equals(names.get(i)),
            where + ": " + message);
        tried++;
      }
    }
    return tried;
  }

  private interface Invocation {
    @Nullable Object call(@Nullable Object... arguments) throws ReflectiveOperationException;
  }

  private static int refusesAll(Object target) throws ReflectiveOperationException {
    int tried = 0;
    for (Method method : target.getClass().getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && !Modifier.isStatic(method.getModifiers())
          && !method.getName().equals("equals")) {
        tried += refuses(method, List.of(), arguments -> method.invoke(target, arguments));
      }
    }
    return tried;
  }

  @Test
  @DisplayName("is refused by each order at the call, with the argument's name")
  void orders() throws ReflectiveOperationException {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      assertTrue(refusesAll(host.pipeline) > 50);
      assertTrue(refusesAll(host.pipeline.as(ADA)) > 25);
      assertEquals(1, host.pipeline.history().executions().size());
      String token = now(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().get();
      now(host.pipeline.approve(token, "ada", "")).orThrow();
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("is refused by a simulation")
  void simulation() throws ReflectiveOperationException {
    PipelineSimulation simulation =
        PipelineSimulation.of(SIGNED).otherActions(script -> script.succeeds()).begin();
    assertTrue(refusesAll(simulation) > 15);
    assertTrue(refusesAll(PipelineSimulation.of(SIGNED)) > 10);
  }

  @Test
  @DisplayName("is refused by each command, with the part's name")
  void commands() throws ReflectiveOperationException {
    for (Class<?> command : PipelineCommand.class.getPermittedSubclasses()) {
      List<String> names =
          Arrays.stream(command.getRecordComponents()).map(RecordComponent::getName).toList();
      Constructor<?> constructor = canonical(command);
      assertTrue(refuses(constructor, names, constructor::newInstance) > 1, command.getName());
    }
  }

  @Test
  @DisplayName("is refused by a request to start")
  void request() throws ReflectiveOperationException {
    Constructor<?> constructor = canonical(StartRequest.class);
    List<String> names =
        Arrays.stream(StartRequest.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    assertEquals(7, refuses(constructor, names, constructor::newInstance));
    assertTrue(refusesAll(StartRequest.of("by hand")) > 7);
  }

  @Test
  @DisplayName("that an older journal holds as an approver's name reads as nobody")
  void recorded() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      String token = now(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().get();
      now(host.pipeline.approve(token, "ada", "ready")).orThrow();
      PipelineHistory.Reader reader = new PipelineHistory.Reader();
      List<PipelineEvent.ApprovalAnswered> answers = new ArrayList<>();
      host.pipeline.read(
          0,
          (sequence, event) -> {
            PipelineEvent read = PipelineDecider.CODEC.decode(withoutNames(event));
            if (read instanceof PipelineEvent.ApprovalAnswered answer) {
              answers.add(answer);
            }
            reader.add(read);
          });
      assertEquals(1, answers.size());
      assertEquals("", answers.get(0).by());
      assertEquals("", answers.get(0).summary());
      PipelineHistory.Attempt approval =
          reader.history().execution(execution).orElseThrow().actions().get(1);
      assertEquals(Optional.empty(), approval.answeredBy());
    }
  }

  private static EncodedEvent withoutNames(PipelineEvent event) {
    EncodedEvent encoded = PipelineDecider.CODEC.encode(event);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(encoded.fields());
    if (event instanceof PipelineEvent.ApprovalAnswered) {
      assertEquals("ada", fields.remove("by"));
      assertEquals("ready", fields.remove("summary"));
    }
    return new EncodedEvent(encoded.type(), encoded.version(), fields);
  }

  @Test
  @DisplayName("and an empty name are not the same: the latter is refused by an approval alone")
  void emptyName() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      String token = now(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().get();
      CommandResult answer = now(host.pipeline.approve(token, " ", "ready"));
      assertEquals(
          "nobody is named as the one who answers; say who it is, for the history"
              + " [approval.nobody]",
          assertThrows(RejectedCommandException.class, answer::orThrow).getMessage());
      CommandResult again = now(host.pipeline.approve(token, "ada", "ready"));
      assertEquals(again, again.orThrow());
    }
  }
}
