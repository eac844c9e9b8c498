package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.publish;
import static dev.penstock.artifact.Fixture.read;
import static dev.penstock.artifact.Fixture.refused;
import static dev.penstock.artifact.PolicyTexts.allow;
import static dev.penstock.artifact.PolicyTexts.statement;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException.Kind;
import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.policy.Policy;
import dev.penstock.policy.PolicyKind;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Access to a domain and its repositories")
class AccessRulesTest {
  private static final String OWNER = "123456789012";
  private static final String STRANGER = "999999999999";
  private static final Caller ADA = Caller.of(Principal.aws("arn:aws:iam::" + OWNER + ":user/ada"));
  private static final Caller EVE =
      Caller.of(Principal.aws("arn:aws:iam::" + STRANGER + ":user/eve"));
  private static final Caller ROOT = Caller.of(Principal.aws("arn:aws:iam::" + OWNER + ":root"));

  private final Fixture fixture = new Fixture();
  private final Domain domain = fixture.domain;
  private final Repository releases = fixture.open("releases");
  private final Repository staging = fixture.open("staging");

  private static Policy identity(String action, String resource) {
    return Policy.of(
        PolicyKind.IDENTITY,
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \""
            + action
            + "\", \"Resource\": \""
            + resource
            + "\"}}");
  }

  private static void denied(Executable call) {
    assertEquals(Kind.ACCESS_DENIED, refused(call).kind());
  }

  @Test
  @Covers({"A-164", "A-165", "A-215"})
  @DisplayName("has one policy for the domain and one for each repository, with revisions")
  void policies() throws IOException {
    for (ResourcePolicy policy : List.of(domain.policy(), releases.policy(), staging.policy())) {
      assertEquals(Kind.NOT_FOUND, refused(policy::get).kind());
      refused(() -> policy.put(allow("*", "codeartifact:DescribeDomain"), "none yet"));
      ResourcePolicy.Stored first = policy.put(allow("*", "codeartifact:DescribeDomain"), null);
      assertEquals(first, policy.get());
      assertTrue(first.revision().length() <= 100);
      ResourcePolicy.Stored second =
          policy.put(allow("*", "codeartifact:DeleteDomain"), first.revision());
      assertNotEquals(first.revision(), second.revision());
      assertEquals(allow("*", "codeartifact:DeleteDomain"), policy.get().document());
      ArtifactException stale = refused(() -> policy.put(allow("*", "a:B"), first.revision()));
      assertEquals(Kind.CONFLICT, stale.kind());
      assertEquals(Kind.CONFLICT, refused(() -> policy.delete(first.revision())).kind());
      assertEquals(second, policy.get());
      policy.put(allow("*", "codeartifact:DescribeDomain"), null);
      ResourcePolicy.Stored last = policy.get();
      assertNotEquals(first.revision(), last.revision(), "equal text, put later");
      assertEquals(last, policy.delete(last.revision()));
      assertEquals(Kind.NOT_FOUND, refused(() -> policy.delete(null)).kind());
      policy.put(last.document(), null);
      assertEquals(last.document(), policy.delete(null).document());
    }
    domain.policy().put(allow("*", "codeartifact:DescribeDomain"), null);
    assertEquals(domain.arn(), domain.policy().get().resourceArn());
    assertTrue(releases.policy().find().isEmpty());
    releases.policy().put(allow("*", "codeartifact:DescribeRepository"), null);
    assertEquals(releases.arn(), releases.policy().get().resourceArn());
    assertTrue(staging.policy().find().isEmpty());
    String longest = allow("*", "codeartifact:DescribeDomain");
    longest += " ".repeat(7_168 - longest.length());
    domain.policy().put(longest, null);
    String tooLong = longest + " ";
    assertThrows(InvalidDefinitionException.class, () -> domain.policy().put(tooLong, null));
    for (String bad : List.of("", "no json", "{}", "{\"Statement\": [{\"Effect\": \"Allow\"}]}")) {
      assertThrows(InvalidDefinitionException.class, () -> domain.policy().put(bad, null), bad);
    }
    assertThrows(
        InvalidDefinitionException.class, () -> domain.policy().put(tooLong, "r".repeat(101)));
  }

  @Test
  @Covers("A-166")
  @DisplayName("cannot be lost by a policy of its own, nor given to another account")
  void putPolicy() throws IOException {
    String nobody = statement("Deny", "*", "*", "codeartifact:*");
    String everybody = allow("*", "codeartifact:*");
    Caller admin = ADA.withIdentity(identity("codeartifact:*", "*"));
    for (int i = 0; i < 2; i++) {
      domain.as(admin).putPolicy(nobody, null);
      releases.as(admin).putPolicy(nobody, null);
      denied(() -> domain.as(admin).describe());
      denied(() -> releases.as(admin).describe());
      denied(() -> domain.as(admin).deletePolicy(null));
      domain.as(ROOT).putPolicy(nobody, null);
      denied(() -> domain.as(ROOT).describe());
    }
    domain.as(admin).putPolicy(everybody, null);
    releases.as(admin).putPolicy(everybody, null);
    assertEquals("acme", domain.as(ROOT).describe().name());
    Caller eve = EVE.withIdentity(identity("codeartifact:*", "*"));
    assertEquals("acme", domain.as(eve).describe().name());
    denied(() -> domain.as(eve).putPolicy(everybody, null));
    denied(() -> releases.as(eve).putPolicy(everybody, null));
    denied(() -> domain.as(ADA).putPolicy(everybody, null));
    denied(() -> releases.as(ADA).putPolicy(everybody, null));
  }

  @Test
  @Covers({"A-021", "A-167"})
  @DisplayName("is what the policy of the very resource says, perhaps of some packages only")
  void resources() throws IOException {
    releases.policy().put(allow(OWNER, "codeartifact:DescribeRepository"), null);
    assertEquals("releases", releases.as(ADA).describe().name());
    denied(() -> staging.as(ADA).describe());
    denied(() -> domain.as(ADA).describe());
    staging
        .policy()
        .put(statement("Allow", OWNER, releases.arn(), "codeartifact:DescribeRepository"), null);
    denied(() -> staging.as(ADA).describe());
    staging
        .policy()
        .put(
            statement("Allow", OWNER, staging.arn(APP), "codeartifact:PublishPackageVersion"),
            null);
    PackageCoordinates other = PackageCoordinates.generic("acme", "other");
    staging.as(ADA).publish(PublishRequest.of(APP.version("1.0"), "a"), bytes("1"));
    denied(() -> staging.as(ADA).publish(PublishRequest.of(other.version("1.0"), "a"), bytes("1")));
    denied(() -> releases.as(ADA).publish(PublishRequest.of(APP.version("1.0"), "a"), bytes("1")));
    for (String wrong :
        List.of(
            staging.arn().replace("repository/", "repository:"),
            staging.arn().replace("acme/staging", "acme:staging"),
            staging.arn().replaceFirst(":repository", "/repository"))) {
      staging
          .policy()
          .put(statement("Allow", OWNER, wrong, "codeartifact:DescribeRepository"), null);
      denied(() -> staging.as(ADA).describe());
    }
    staging
        .policy()
        .put(statement("Allow", OWNER, staging.arn(), "codeartifact:DescribeRepository"), null);
    assertEquals("staging", staging.as(ADA).describe().name());
  }

  @Test
  @Covers({"A-168", "A-169"})
  @DisplayName("lets a client read all of a repository or nothing, but write some packages")
  void allOrNothing() throws IOException {
    publish(releases, "1.0", "a", "1");
    for (String some : List.of(releases.arn(APP), releases.arn() + "/*", staging.arn())) {
      releases
          .policy()
          .put(statement("Allow", OWNER, some, "codeartifact:ReadFromRepository"), null);
      denied(() -> releases.as(ADA).requireRead());
    }
    releases
        .policy()
        .put(statement("Allow", OWNER, releases.arn(), "codeartifact:ReadFromRepository"), null);
    staging.policy().put(statement("Deny", "*", "*", "codeartifact:*"), null);
    assertEquals("1", read(releases.as(ADA).requireRead().asset(APP.version("1.0"), "a")));
    assertEquals(ArtifactAction.Scope.REPOSITORY, ArtifactAction.READ_FROM_REPOSITORY.scope());
    for (ArtifactAction write :
        List.of(
            ArtifactAction.PUBLISH_PACKAGE_VERSION,
            ArtifactAction.PUT_PACKAGE_METADATA,
            ArtifactAction.UPDATE_PACKAGE_VERSIONS_STATUS,
            ArtifactAction.DELETE_PACKAGE_VERSIONS,
            ArtifactAction.DISPOSE_PACKAGE_VERSIONS)) {
      releases.policy().put(statement("Allow", OWNER, releases.arn(APP), write.id()), null);
      assertTrue(releases.as(ADA).may(write, APP).isAllowed());
      assertFalse(releases.as(ADA).may(write, PackageCoordinates.generic("a", "b")).isAllowed());
    }
  }

  @Test
  @Covers("A-152")
  @DisplayName("is needed on both sides of a copy")
  void copies() throws IOException {
    publish(staging, "1.0", "a", "1");
    CopyRequest request = CopyRequest.of(APP, "1.0");
    String read = "codeartifact:ReadFromRepository";
    String copy = "codeartifact:CopyPackageVersions";
    denied(() -> releases.as(ADA).copyFrom(staging.as(ADA), request));
    releases.policy().put(allow(OWNER, read, copy), null);
    denied(() -> releases.as(ADA).copyFrom(staging.as(ADA), request));
    staging.policy().put(allow(OWNER, read), null);
    for (String only : List.of(releases.arn(), releases.arn(APP))) {
      releases.policy().put(statement("Allow", OWNER, only, copy), null);
      denied(() -> releases.as(ADA).copyFrom(staging.as(ADA), request));
    }
    releases.policy().put(allow(OWNER, copy), null);
    assertEquals(
        Set.of("1.0"), releases.as(ADA).copyFrom(staging.as(ADA), request).successful().keySet());
  }

  @Test
  @Covers("A-130")
  @DisplayName("for publishing asks what the format needs")
  void publishing() throws IOException {
    String publish = "codeartifact:PublishPackageVersion";
    String put = "codeartifact:PutPackageMetadata";
    String read = "codeartifact:ReadFromRepository";
    Map<PackageFormat, Set<String>> needed = new HashMap<>();
    needed.put(PackageFormat.NPM, Set.of(publish));
    needed.put(PackageFormat.PYPI, Set.of(publish));
    needed.put(PackageFormat.GENERIC, Set.of(publish));
    needed.put(PackageFormat.MAVEN, Set.of(publish, put));
    needed.put(PackageFormat.NUGET, Set.of(publish, read));
    needed.forEach(
        (format, actions) -> {
          PackageCoordinates lib =
              new PackageCoordinates(
                  format,
                  format.namespace() == PackageFormat.Namespace.REQUIRED ? "ns" : "",
                  "lib");
          PublishRequest request =
              PublishRequest.of(
                  lib.version("1.0.0"), format == PackageFormat.NPM ? "package.tgz" : "a");
          for (String missing : actions) {
            Set<String> rest = new TreeSet<>(Set.of(publish, put, read));
            rest.remove(missing);
            Executable call =
                () -> {
                  releases.policy().put(allow(OWNER, rest.toArray(new String[0])), null);
                  releases.as(ADA).publish(request, bytes("1"));
                };
            denied(call);
          }
          assertDoesNotThrow(
              () -> {
                releases.policy().put(allow(OWNER, actions.toArray(new String[0])), null);
                releases.as(ADA).publish(request, bytes("1"));
              });
        });
  }

  @Test
  @DisplayName("to finish and to follow asks for publishing and metadata, to abandon for deletion")
  void unfinished() throws IOException {
    PackageCoordinates lib = new PackageCoordinates(PackageFormat.MAVEN, "ns", "lib");
    VersionCoordinates build = lib.version("1.0-1");
    releases.publish(PublishRequest.of(build, "a").unfinished(), bytes("1"));
    releases.publish(PublishRequest.of(lib.version("2"), "a").unfinished(), bytes("1"));
    AuthorizedRepository hers = releases.as(ADA);
    List<Executable> calls =
        List.of(() -> hers.follow(lib.version("1.0-SNAPSHOT"), build), () -> hers.finish(build));
    String publish = ArtifactAction.PUBLISH_PACKAGE_VERSION.id();
    String put = ArtifactAction.PUT_PACKAGE_METADATA.id();
    for (Executable call : calls) {
      for (String only : List.of(publish, put)) {
        releases.policy().put(allow(OWNER, only), null);
        denied(call);
      }
      releases.policy().put(allow(OWNER, publish, put), null);
      assertDoesNotThrow(call);
    }
    denied(() -> hers.abandon(lib.version("2")));
    releases.policy().put(allow(OWNER, ArtifactAction.DELETE_PACKAGE_VERSIONS.id()), null);
    assertTrue(hers.abandon(lib.version("2")));
  }

  @Test
  @Covers("A-183")
  @DisplayName("to the domain is what the domain's policy says, whoever has the repositories")
  void domainLevel() throws IOException {
    Caller eve = EVE.withIdentity(identity("*", "*"));
    denied(() -> domain.as(eve).createRepository("eves", ""));
    domain
        .policy()
        .put(
            allow(
                STRANGER,
                "codeartifact:GetDomainPermissionsPolicy",
                "codeartifact:ListRepositoriesInDomain",
                "codeartifact:GetAuthorizationToken",
                "codeartifact:DescribeDomain",
                "codeartifact:CreateRepository"),
            null);
    AuthorizedDomain hers = domain.as(eve);
    AuthorizedRepository eves = hers.createRepository("eves", "");
    assertEquals(STRANGER, eves.describe().administratorAccount());
    assertEquals(3, hers.repositories("", PageRequest.first()).items().size());
    assertEquals("acme", hers.describe().name());
    assertEquals(domain.policy().get(), hers.policy());
    assertTrue(hers.may(ArtifactAction.GET_AUTHORIZATION_TOKEN).isAllowed());
    denied(hers::delete);
    denied(() -> hers.repository("releases").describe());
    domain.policy().put(statement("Deny", "*", "*", "codeartifact:DescribeDomain"), null);
    denied(hers::describe);
    denied(hers::policy);
    assertEquals("eves", eves.describe().name(), "her own account has the repository");
    denied(() -> domain.as(ADA.withIdentity(identity("*", "*"))).repository("eves").describe());
  }

  @Test
  @DisplayName("does not tell whether something is there to whom it is not allowed")
  void hidden() throws IOException {
    denied(() -> domain.as(ADA).repository("releases").describe());
    denied(() -> domain.as(ADA).repository("missing").describe());
    denied(() -> domain.as(ADA).repository("missing").describe(APP.version("1.0")));
    denied(() -> releases.as(ADA).describe(APP.version("1.0")));
    Caller admin = ADA.withIdentity(identity("codeartifact:*", "*"));
    assertEquals(
        Kind.NOT_FOUND, refused(() -> domain.as(admin).repository("missing").describe()).kind());
    assertEquals(
        Kind.NOT_FOUND, refused(() -> releases.as(admin).describe(APP.version("1.0"))).kind());
    String told = String.valueOf(refused(() -> releases.as(ADA).describe()).getMessage());
    assertTrue(
        told.startsWith(
            "repository acme/releases: codeartifact:DescribeRepository by "
                + ADA.principal()
                + ": "),
        told);
    Caller limited = admin.withLimits(identity("codeartifact:List*", "*"));
    denied(() -> releases.as(limited).describe());
    assertEquals(
        0, releases.as(limited).packages(PackageQuery.ALL, PageRequest.first()).items().size());
  }

  /** Calls everything with each action missing in turn. */
  @Test
  @DisplayName("is asked for by every call, and by its own action")
  void everyCall() throws IOException {
    publish(releases, "1.0", "a", "1");
    releases.putDocument(APP.version("1.0"), VersionReadme.DOCUMENT, Fixture.utf8("r"));
    AuthorizedRepository hers = releases.as(ADA);
    VersionCoordinates version = APP.version("1.0");
    VersionChange change = VersionChange.of("1.0");
    Map<ArtifactAction, List<Executable>> calls = new HashMap<>();
    calls.put(ArtifactAction.DESCRIBE_REPOSITORY, List.of(hers::describe));
    calls.put(ArtifactAction.UPDATE_REPOSITORY, List.of(() -> hers.update("d")));
    calls.put(
        ArtifactAction.GET_REPOSITORY_ENDPOINT, List.of(() -> hers.endpoint(PackageFormat.NPM)));
    calls.put(ArtifactAction.GET_REPOSITORY_PERMISSIONS_POLICY, List.of(hers::policy));
    calls.put(ArtifactAction.LIST_TAGS_FOR_RESOURCE, List.of(hers::resourceTags));
    calls.put(
        ArtifactAction.TAG_RESOURCE,
        List.of(() -> hers.updateResourceTags(Map.of("k", "v"), Set.of())));
    calls.put(
        ArtifactAction.UNTAG_RESOURCE,
        List.of(() -> hers.updateResourceTags(Map.of(), Set.of("k"))));
    calls.put(
        ArtifactAction.LIST_PACKAGES,
        List.of(() -> hers.packages(PackageQuery.ALL, PageRequest.first())));
    calls.put(ArtifactAction.DESCRIBE_PACKAGE, List.of(() -> hers.describe(APP)));
    calls.put(
        ArtifactAction.LIST_PACKAGE_VERSIONS,
        List.of(() -> hers.versions(APP, VersionQuery.ALL, PageRequest.first())));
    calls.put(ArtifactAction.DESCRIBE_PACKAGE_VERSION, List.of(() -> hers.describe(version)));
    calls.put(
        ArtifactAction.LIST_PACKAGE_VERSION_ASSETS,
        List.of(() -> hers.assets(version, PageRequest.first())));
    calls.put(ArtifactAction.GET_PACKAGE_VERSION_ASSET, List.of(() -> hers.asset(version, "a")));
    calls.put(ArtifactAction.GET_PACKAGE_VERSION_README, List.of(() -> hers.readme(version)));
    calls.put(
        ArtifactAction.LIST_PACKAGE_VERSION_DEPENDENCIES,
        List.of(() -> hers.dependencies(version, null)));
    calls.put(
        ArtifactAction.PUT_PACKAGE_METADATA,
        List.of(
            () -> hers.tag(APP, "t", "1.0"),
            () -> hers.untag(APP, "t"),
            () -> hers.mark(version, "m", "1"),
            () -> hers.putDocument(version, "d", new byte[0]),
            () -> hers.putMetadata(version, VersionMetadata.EMPTY)));
    calls.put(
        ArtifactAction.UPDATE_PACKAGE_VERSIONS_STATUS,
        List.of(() -> hers.updateStatus(APP, change, VersionStatus.PUBLISHED)));
    calls.put(
        ArtifactAction.PUBLISH_PACKAGE_VERSION,
        List.of(() -> hers.publish(PublishRequest.of(version, "a"), bytes("1"))));
    for (Map.Entry<ArtifactAction, List<Executable>> entry : calls.entrySet()) {
      String action = entry.getKey().id();
      for (Executable call : entry.getValue()) {
        releases
            .policy()
            .put(
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"NotAction\": \""
                    + action
                    + "\", \"Resource\": \"*\"}, \"Version\": \"2012-10-17\"}",
                null);
        denied(call);
        releases.policy().put(allow("*", action), null);
        assertDoesNotThrow(call, action);
      }
    }
    releases.policy().put(allow("*", "codeartifact:DisposePackageVersions"), null);
    denied(() -> hers.delete(APP, change));
    assertEquals(1, hers.dispose(APP, change).successful().size());
    releases.policy().put(allow("*", "codeartifact:DeletePackageVersions"), null);
    denied(() -> hers.dispose(APP, change));
    denied(() -> hers.deletePackage(APP));
    assertEquals(1, hers.delete(APP, change).successful().size());
    releases.policy().put(allow("*", "codeartifact:DeletePackage"), null);
    denied(hers::delete);
    assertEquals(APP, hers.deletePackage(APP).coordinates());
    releases.policy().put(allow("*", "codeartifact:DeleteRepositoryPermissionsPolicy"), null);
    denied(hers::policy);
    hers.deletePolicy(null);
    denied(hers::describe);
    releases.policy().put(allow("*", "codeartifact:DeleteRepository"), null);
    assertEquals("releases", hers.delete().name());
    assertEquals(Code.NOT_FOUND.name(), Kind.NOT_FOUND.name());
  }

  private static Set<String> ofScope(ArtifactAction.Scope scope) {
    return Arrays.stream(ArtifactAction.values())
        .filter(action -> action.scope() == scope)
        .map(action -> action.id().substring("codeartifact:".length()))
        .collect(Collectors.toSet());
  }

  @Test
  @Covers({"A-184", "A-185", "A-186", "A-187", "A-188", "A-189", "A-190"})
  @DisplayName("is granted for these actions on these resources")
  void actions() {
    assertEquals(
        Set.of("CreateDomain", "ListDomains", "ListRepositories"),
        ofScope(ArtifactAction.Scope.NONE));
    assertEquals(
        Set.of(
            "DeleteDomain",
            "DescribeDomain",
            "GetAuthorizationToken",
            "GetDomainPermissionsPolicy",
            "PutDomainPermissionsPolicy",
            "DeleteDomainPermissionsPolicy",
            "ListRepositoriesInDomain",
            "ListPackageGroups",
            "CreateRepository",
            "CreatePackageGroup",
            "GetAssociatedPackageGroup"),
        ofScope(ArtifactAction.Scope.DOMAIN));
    assertEquals(
        Set.of(
            "DescribeRepository",
            "UpdateRepository",
            "DeleteRepository",
            "AssociateExternalConnection",
            "DisassociateExternalConnection",
            "AssociateWithDownstreamRepository",
            "GetRepositoryEndpoint",
            "GetRepositoryPermissionsPolicy",
            "PutRepositoryPermissionsPolicy",
            "DeleteRepositoryPermissionsPolicy",
            "ListPackages",
            "ReadFromRepository"),
        ofScope(ArtifactAction.Scope.REPOSITORY));
    assertEquals(
        Set.of(
            "PublishPackageVersion",
            "PutPackageMetadata",
            "PutPackageOriginConfiguration",
            "DescribePackage",
            "DeletePackage",
            "ListPackageVersions",
            "DescribePackageVersion",
            "GetPackageVersionAsset",
            "GetPackageVersionReadme",
            "ListPackageVersionAssets",
            "ListPackageVersionDependencies",
            "UpdatePackageVersionsStatus",
            "DisposePackageVersions",
            "DeletePackageVersions",
            "CopyPackageVersions"),
        ofScope(ArtifactAction.Scope.PACKAGE));
    assertEquals(
        Set.of(
            "DescribePackageGroup",
            "UpdatePackageGroup",
            "UpdatePackageGroupOriginConfiguration",
            "DeletePackageGroup",
            "ListSubPackageGroups",
            "ListAssociatedPackages",
            "ListAllowedRepositoriesForGroup"),
        ofScope(ArtifactAction.Scope.PACKAGE_GROUP));
    assertEquals(
        Set.of("TagResource", "UntagResource", "ListTagsForResource"),
        ofScope(ArtifactAction.Scope.ANY));
  }

  /** Keeps what it has issued in a table. */
  private static final class Issuer implements TokenIssuer {
    private final Map<String, Claims> issued = new HashMap<>();

    @Override
    public String issue(Claims claims) {
      String token = "token-" + issued.size();
      issued.put(token, claims);
      return token;
    }

    @Override
    public Optional<Claims> verify(String token) {
      return Optional.ofNullable(issued.get(token));
    }
  }

  @Test
  @Covers({"A-160", "A-161", "A-162"})
  @DisplayName("is shown by tokens that end, and carry who but not what may be done")
  void tokens() throws IOException {
    Issuer issuer = new Issuer();
    Policy bearer = identity("sts:GetServiceBearerToken", "*");
    Caller ada = ADA.withIdentity(bearer);
    Duration usual = AccessToken.USUAL_LIFETIME;
    assertEquals(Duration.ofHours(12), usual);
    denied(() -> domain.as(ada).token(issuer, usual));
    domain.policy().put(allow("*", "codeartifact:GetAuthorizationToken", "sts:*"), null);
    denied(() -> domain.as(ADA).token(issuer, usual));
    AccessToken token = domain.as(ada).token(issuer, usual);
    assertEquals(fixture.now.plus(usual), token.expiration());
    assertFalse(token.toString().contains(token.token()));
    denied(() -> domain.as(ROOT).token(issuer, usual));
    for (long bad : List.of(-1L, 1L, 899L, 43_201L)) {
      assertThrows(
          InvalidDefinitionException.class,
          () -> domain.as(ada).token(issuer, Duration.ofSeconds(bad)));
    }
    assertEquals(
        fixture.now.plusSeconds(900),
        domain.as(ada).token(issuer, Duration.ofMinutes(15)).expiration());
    assertThrows(
        InvalidDefinitionException.class, () -> domain.as(ada).token(issuer, Duration.ZERO));
    Instant end = fixture.now.plusSeconds(60);
    Caller session = ada.withCredentialsUntil(end);
    assertEquals(end, domain.as(session).token(issuer, Duration.ZERO).expiration());
    assertEquals(fixture.now.plus(usual), domain.as(session).token(issuer, usual).expiration());

    Caller shown = domain.authenticate(issuer, token.token());
    assertEquals(ADA.principal(), shown.principal());
    denied(() -> releases.as(shown).requireRead());
    for (Repository each : List.of(releases, staging)) {
      each.policy().put(allow("*", "codeartifact:ReadFromRepository"), null);
      assertEquals(each, each.as(shown).requireRead());
      each.policy().delete(null);
      denied(() -> each.as(shown).requireRead());
    }
    denied(() -> domain.authenticate(issuer, "made up"));
    Domain other =
        Domain.builder("other", fixture.catalogue, fixture.content, () -> fixture.now).build();
    denied(() -> other.authenticate(issuer, token.token()));
    fixture.now = token.expiration().minusMillis(1);
    domain.authenticate(issuer, token.token());
    fixture.now = token.expiration();
    denied(() -> domain.authenticate(issuer, token.token()));
  }

  @Test
  @Covers("A-163")
  @DisplayName("is shown as a bearer, or as the password of user aws")
  void presentation() {
    assertEquals(Optional.of("t0k"), AccessToken.shown("Bearer t0k"));
    assertEquals(Optional.of("t0k"), AccessToken.shown("bearer  t0k "));
    assertEquals(Optional.of("t:0"), AccessToken.shown("Basic " + basic("aws:t:0")));
    for (String none :
        List.of(
            "",
            "Bearer ",
            "Digest x",
            "Basic %%%",
            "Basic " + basic("aws:"),
            "Basic " + basic("eve:t0k"),
            "Basic " + basic("t0k"))) {
      assertEquals(Optional.empty(), AccessToken.shown(none), none);
    }
  }

  private static String basic(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("to the domain is asked for by every call")
  void everyCallOfTheDomain() throws IOException {
    AuthorizedDomain hers = domain.as(ADA);
    Map<String, Executable> calls = new HashMap<>();
    calls.put("DescribeDomain", hers::describe);
    calls.put("ListRepositoriesInDomain", () -> hers.repositories("", PageRequest.first()));
    calls.put("CreateRepository", () -> hers.createRepository("new", ""));
    calls.put("GetDomainPermissionsPolicy", hers::policy);
    calls.put("DeleteDomainPermissionsPolicy", () -> hers.deletePolicy(null));
    calls.put("ListTagsForResource", hers::tags);
    calls.put("TagResource", () -> hers.tag(Map.of("k", "v")));
    calls.put("UntagResource", () -> hers.untag(Set.of("k")));
    for (Map.Entry<String, Executable> call : calls.entrySet()) {
      domain.policy().put(allow("*", "codeartifact:None"), null);
      denied(call.getValue());
      domain.policy().put(allow("*", "codeartifact:" + call.getKey()), null);
      assertDoesNotThrow(call.getValue(), call.getKey());
    }
    for (String each : domain.repositoryNames()) {
      domain.deleteRepository(each);
    }
    denied(hers::delete);
    domain.policy().put(allow("*", "codeartifact:DeleteDomain"), null);
    assertEquals("acme", hers.delete().name());
  }
}
