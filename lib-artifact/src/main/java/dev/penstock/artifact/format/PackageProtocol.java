package dev.penstock.artifact.format;

import dev.penstock.artifact.PackageFormat;
import java.io.IOException;

/**
 * What the clients of one ecosystem say to a repository. Implementations are immutable and safe for
 * several threads; they work on the caller's thread.
 */
public interface PackageProtocol {

  /**
   * The ecosystem.
   *
   * @return the format of the packages that it reads and writes
   */
  PackageFormat format();

  /**
   * Answers a request. HEAD, conditions and ranges are left to whoever called: a protocol answers
   * them as the GET that they stand for.
   *
   * @param request what the client asks, with the path behind the repository's root
   * @param access the repository, and what the client may do in it
   * @return the answer, also where the protocol has a successful or redirecting answer without a
   *     body
   * @throws ProtocolException if the client asks for what is not there or not allowed
   * @throws dev.penstock.artifact.ArtifactException if the repository refuses
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if what the client sent is faulty
   * @throws IOException if the body cannot be read, or the storage fails
   */
  ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access) throws IOException;

  /**
   * Says a refusal in the words that the ecosystem's clients show to their users.
   *
   * @param request what was asked
   * @param status 400 to 599
   * @param message what was found, what is allowed; one line
   * @return the answer
   */
  ProtocolResponse refusal(ProtocolRequest request, int status, String message);
}
