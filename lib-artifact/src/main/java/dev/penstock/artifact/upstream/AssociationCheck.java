package dev.penstock.artifact.upstream;

/**
 * Says whether a repository may become an upstream of another one: for hosts with policies, where
 * it asks for {@code AssociateWithDownstreamRepository} on the upstream. Called on the
 * caller's thread, before anything is changed, once for each upstream that is new.
 */
@FunctionalInterface
public interface AssociationCheck {

  /** Lets every repository become an upstream. */
  AssociationCheck NONE = (upstream, downstream) -> {};

  /**
   * Checks one association.
   *
   * @param upstream the repository that becomes an upstream
   * @param downstream the repository that will look there
   * @throws RuntimeException to refuse the whole update
   */
  void check(String upstream, String downstream);
}
