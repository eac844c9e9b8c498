package dev.penstock.spec.deploy;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.util.function.Function;

/**
 * What a deployment does with a revision: the appspec of a server, ECS or Lambda deployment.
 *
 * <pre>{@code
 * SpecSource source = SpecSource.read(checkout.resolve("appspec.yml"), "appspec.yml");
 * String what = AppSpec.read(source).fold(
 *     accepted -> accepted.value().fold(
 *         server -> "copies " + server.files().size() + " times",
 *         ecs -> "runs " + ecs.taskDefinition(),
 *         lambda -> "shifts " + lambda.name() + " to version " + lambda.targetVersion()),
 *     refused -> source.listing(refused.diagnostics()));
 * }</pre>
 *
 * <p>All appspecs are immutable.
 */
public sealed interface AppSpec permits ServerAppSpec, EcsAppSpec, LambdaAppSpec {

  /** What a revision is deployed to. */
  enum Platform {
    /** Hosts, on which an agent copies files and runs scripts. */
    SERVER,
    /** A service of Amazon ECS. */
    ECS,
    /** A function of AWS Lambda. */
    LAMBDA
  }

  /**
   * Reads an appspec in YAML or JSON, as {@link ConformanceMode#SERVICE} judges it. What is below
   * {@code Resources} tells the platform; without that it is a server's. Takes time in proportion
   * to the text.
   *
   * @param source the text
   * @return the appspec with its warnings, or everything that is wrong with it
   */
  static ReadResult<AppSpec> read(SpecSource source) {
    return read(source, ConformanceMode.SERVICE);
  }

  /**
   * Reads an appspec in YAML or JSON.
   *
   * @param source the text
   * @param mode whose word counts where service, agent and documentation differ
   * @return the appspec with its warnings, or what is wrong with it
   */
  static ReadResult<AppSpec> read(SpecSource source, ConformanceMode mode) {
    return new AppSpecFile(source, mode).read();
  }

  /**
   * What it deploys to.
   *
   * @return the platform
   */
  default Platform platform() {
    return fold(server -> Platform.SERVER, ecs -> Platform.ECS, lambda -> Platform.LAMBDA);
  }

  /**
   * Writes it as YAML, which every mode accepts as far as it accepts the content. What is read from
   * it equals this appspec.
   *
   * @return the text, ended by a line feed
   */
  default String toYaml() {
    return AppSpecWriter.yaml(this);
  }

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param server called for a server's appspec
   * @param ecs called for one of ECS
   * @param lambda called for one of Lambda
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super ServerAppSpec, ? extends R> server,
      Function<? super EcsAppSpec, ? extends R> ecs,
      Function<? super LambdaAppSpec, ? extends R> lambda) {
    if (this instanceof ServerAppSpec spec) {
      return server.apply(spec);
    }
    return this instanceof EcsAppSpec spec ? ecs.apply(spec) : lambda.apply((LambdaAppSpec) this);
  }
}
