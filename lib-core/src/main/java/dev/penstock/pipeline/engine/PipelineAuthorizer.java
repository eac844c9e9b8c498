package dev.penstock.pipeline.engine;

import dev.penstock.policy.PolicySet;
import dev.penstock.policy.Principal;
import dev.penstock.policy.Verdict;
import java.util.Objects;
import java.util.function.Function;

/**
 * Says who may order what: an SPI that a host implements, or has made of policies.
 *
 * <pre>{@code
 * PipelineAuthorizer.of("arn:aws:codepipeline:eu-central-1:123456789012:", principal ->
 *     PolicySet.builder().identity(directory.policyOf(principal)).resource(ofThePipelines).build())
 * }</pre>
 *
 * <p>Called on the thread that brings the order, each time anew, so that a changed policy holds at
 * once. What it throws refuses the order. Safe for several threads.
 */
@FunctionalInterface
public interface PipelineAuthorizer {

  /**
   * Decides on an order.
   *
   * @param order who wants what
   * @return whether it is allowed, and why
   */
  Verdict authorize(PipelineOrder order);

  /**
   * Decides by policies. Actions are those of {@link PipelineOrder.Kind}; resources are {@code
   * <prefix>pipeline}, {@code <prefix>pipeline/stage} and {@code <prefix>pipeline/stage/action}.
   *
   * @param prefix what the ARNs of pipelines begin with, such as {@code
   *     arn:aws:codepipeline:eu-central-1:123456789012:}; may be empty
   * @param policies gives the policies that bear on somebody
   * @return the authorizer
   */
  static PipelineAuthorizer of(
      String prefix, Function<? super Principal, ? extends PolicySet> policies) {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(policies, "policies");
    return order -> policies.apply(order.principal()).evaluate(order.toAccessRequest(prefix));
  }
}
