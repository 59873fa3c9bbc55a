package io.mce;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.spi.Internal;
import io.mce.spi.Provider;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The rules of docs/architecture.md that code can check. */
class ArchitectureTest {
  private static final String ROOT = "io.mce.";
  private static final String SPI = "spi";
  private static final String ENGINE = "engine";

  /** What knows no feature; every feature may use all of it. */
  private static final Map<String, String> FOUNDATION_ARROWS =
      Map.ofEntries(
          entry("kernel", ""),
          entry("persistence", "kernel"),
          entry("secret", "kernel persistence job"),
          entry("job", "kernel persistence"),
          entry("event", "kernel persistence secret job"));

  /** Which features a feature may call. A package that is not named here fails the build. */
  private static final Map<String, String> FEATURE_ARROWS =
      Map.ofEntries(
          entry("organization", ""),
          entry("audit", "organization"),
          entry("privacy", "organization"),
          entry("provider", "organization privacy"),
          entry("project", "organization"),
          entry("billing", "organization provider"),
          entry("notification", "organization provider audit channel"),
          entry("template", "organization provider channel notification"),
          entry("channel", "organization provider privacy"),
          entry("field", "organization"),
          entry("lead", "organization privacy project field"),
          entry("journey", "lead privacy"),
          entry("segment", "organization project field lead journey channel"),
          entry("approval", "organization lead notification"),
          entry("note", "lead journey privacy audit approval"),
          entry("pipeline", "organization lead"),
          entry("assignment", "organization lead notification"),
          entry("bulk", "organization project lead segment assignment"),
          entry("scoring", "lead journey provider notification"),
          entry(
              "ingestion",
              "organization provider project field lead scoring assignment notification"),
          entry(
              "conversation",
              "organization privacy provider billing lead journey ingestion channel notification"
                  + " template"),
          entry("qualification", "organization privacy provider project lead conversation"),
          entry(
              "campaign",
              "organization privacy provider billing lead journey channel conversation segment"),
          entry(
              "voice",
              "organization privacy billing provider project lead journey ingestion qualification"),
          entry(
              "workflow",
              "organization billing lead scoring assignment pipeline channel conversation voice"
                  + " campaign notification segment"),
          entry(
              "analytics",
              "organization lead journey pipeline channel conversation voice campaign"),
          entry("setup", "organization provider notification lead ingestion campaign workflow"));

  /** What a host calls before there is an actor, and what is the same for every organization. */
  private static final Set<String> WITHOUT_ACTOR =
      Set.of(
          "ApiKeys.actor",
          "Invitations.accept",
          "Invitations.open",
          "LeadSources.findByKey",
          "LeadHooks.receive",
          "Members.actor",
          "Members.findByUser",
          "Organizations.ensure",
          "Organizations.ensureDistinct",
          "Organizations.findByKey",
          "Organizations.list",
          "ProviderCatalog.entries",
          "ProviderCatalog.find",
          "SendingHold.held",
          "SendingHold.release",
          "Webhooks.receive",
          "Webhooks.rejections");

  /**
   * Who may use the directory: the closed list of what must be found before an organization is
   * known. No personal data lies there.
   */
  private static final Set<String> DIRECTORY_USERS =
      Set.of(
          "AccountStore", // to whom a webhook key belongs
          "CursorStore", // which organization a subscriber is behind in
          "DueTimes", // when something is due, for whichever organization
          "DueWork", // for which organization something is due
          "EventStore", // the heads of the event logs
          "LeadSourceStore", // to whom the key of a source's webhook belongs
          "InstanceStore", // which master key is in use, and which organizations there are
          "KeyCheck", // under which master key the database was written
          "MceEngine", // whether the database answers
          "OrganizationStore"); // which organization a key of the host names

  /** Static and not plainly a constant, yet the same whichever engine looks at it. */
  private static final Set<String> SHARED_BY_ENGINES =
      Set.of(
          "Database.CHECK", // what follows from the text of a statement, remembered
          "Database.PARSER", // likewise
          "Database.TABLES", // the catalogue of this version
          "Events.NAMES", // what the annotation of a class says, remembered
          "Json.MAPPER", // configured once, then only used
          "LeadHooks.JSON", // configured once, then only used
          "PhoneNumbers.UTIL", // the tables of libphonenumber
          "SealingKeys.NO_SALT", // never written to
          "SecretBox.LAYOUT", // never written to
          "SendProbe.NONE"); // does nothing

  /** Besides primitives, enums, records, dates and copies of collections. */
  private static final Set<Class<?>> CONSTANT_TYPES =
      Set.of(
          String.class,
          Pattern.class,
          Charset.class,
          DateTimeFormatter.class,
          Logger.class,
          Optional.class,
          TypeReference.class,
          RowMapper.class);

  private static final JavaClasses CORE = importClassesBeside(Actor.class);
  private static final JavaClasses SPI_CLASSES = importClassesBeside(Provider.class);

  @Test
  void every_package_is_named_in_the_table_of_arrows() {
    assertThat(packagesOf(CORE)).isNotEmpty().isSubsetOf(allowedArrows().keySet());
  }

  @Test
  void packages_are_flat_and_null_marked() {
    assertThat(CORE)
        .allSatisfy(type -> assertThat(type.getPackageName()).matches("io\\.mce\\.[a-z]+"));
    for (String name : packagesOf(CORE)) {
      assertThat(CORE.getPackage(ROOT + name).isAnnotatedWith(NullMarked.class)).as(name).isTrue();
    }
  }

  @Test
  void a_package_uses_only_what_its_arrows_allow() {
    Map<String, Set<String>> allowed = allowedArrows();
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : CORE) {
      String from = packageOf(type);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)) {
          String to = packageOf(target);
          if (!to.equals(from) && !allowed.getOrDefault(from, Set.of()).contains(to)) {
            violations.add(from + " -> " + to + ": " + dependency.getDescription());
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void there_is_no_cycle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void the_spi_depends_on_the_jdk_and_the_nullness_annotations_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.mce.spi..")
        .check(SPI_CLASSES);
  }

  @Test
  void what_a_host_can_call_takes_the_actor_first() {
    List<JavaClass> services =
        CORE.get(MceEngine.class).getMethods().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaMethod::getRawReturnType)
            .filter(type -> type.getPackageName().startsWith(ROOT))
            .filter(type -> FEATURE_ARROWS.containsKey(packageOf(type)))
            .toList();
    assertThat(services).isNotEmpty();
    assertThat(
            services.stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                .filter(ArchitectureTest::isWritten)
                .filter(method -> !method.isAnnotatedWith(Internal.class))
                .filter(method -> !takesFirst(method, Actor.class))
                .map(ArchitectureTest::shortName)
                .filter(name -> !WITHOUT_ACTOR.contains(name)))
        .as("methods without an Actor; @Internal marks what only other features call")
        .isEmpty();
  }

  @Test
  void store_methods_take_the_organization_first() {
    List<JavaClass> stores = CORE.stream().filter(ArchitectureTest::isStore).toList();
    assertThat(stores).isNotEmpty();
    assertThat(
            stores.stream()
                .flatMap(store -> store.getMethods().stream())
                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
                .filter(ArchitectureTest::isWritten)
                .filter(method -> !takesFirst(method, OrganizationId.class))
                .filter(method -> !takesFirst(method, Transaction.class))
                .filter(method -> !takesFirstWhatNamesItsOrganization(method))
                .filter(method -> !usesDirectory(method))
                .map(ArchitectureTest::shortName))
        .isEmpty();
  }

  @Test
  void only_listed_classes_use_the_directory() {
    assertThat(
            CORE.stream()
                .filter(type -> !packageOf(type).equals("persistence"))
                .filter(type ->
                    type.getMethodCallsFromSelf().stream()
                        .anyMatch(ArchitectureTest::isDirectoryCall))
                .map(type -> outermost(type).getSimpleName()))
        .isSubsetOf(DIRECTORY_USERS);
  }

  @Test
  void guice_stays_inside() {
    Predicate<JavaClass> isGuice = type -> type.getPackageName().startsWith("com.google.inject");
    assertThat(
            Stream.concat(CORE.stream(), SPI_CLASSES.stream())
                .filter(ArchitectureTest::isVisible)
                .filter(type -> !type.isAnnotatedWith(Internal.class))
                .flatMap(type ->
                    Stream.concat(
                        inherited(type).filter(isGuice).map(guice -> type.getName()),
                        type.getMembers().stream()
                            .filter(ArchitectureTest::isVisible)
                            .filter(member -> signature(member).anyMatch(isGuice))
                            .map(JavaMember::getFullName))))
        .isEmpty();
  }

  @Test
  void a_public_module_is_marked_internal() {
    classes()
        .that()
        .areAssignableTo("com.google.inject.Module")
        .and()
        .arePublic()
        .should()
        .beAnnotatedWith(Internal.class)
        .andShould()
        .haveSimpleNameEndingWith("Module")
        .check(CORE);
  }

  @Test
  void time_and_ids_come_from_the_kernel() {
    assertThat(
            CORE.stream()
                .filter(type -> !packageOf(type).equals("kernel"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(ArchitectureTest::readsTheSystemClockOrMakesAnId)
                .map(JavaMethodCall::getDescription))
        .isEmpty();
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ENGINE)
        .should()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(CORE);
  }

  @Test
  void what_is_static_is_final_and_constant_so_that_engines_share_no_state() throws Exception {
    Set<String> violations = new TreeSet<>();
    for (JavaField field : staticFields()) {
      String name = field.getOwner().getSimpleName() + "." + field.getName();
      if (!field.getModifiers().contains(JavaModifier.FINAL)
          || (!SHARED_BY_ENGINES.contains(name) && !isConstant(field))) {
        violations.add(field.getFullName() + ": " + field.getRawType().getName());
      }
    }
    assertThat(violations).isEmpty();
    assertThat(
            staticFields().stream()
                .map(field -> field.getOwner().getSimpleName() + "." + field.getName()))
        .containsAll(SHARED_BY_ENGINES);
  }

  private static List<JavaField> staticFields() {
    return Stream.concat(CORE.stream(), SPI_CLASSES.stream())
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
        .toList();
  }

  private static boolean isConstant(JavaField field) throws IllegalAccessException {
    JavaClass type = field.getRawType();
    if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
      Field reflected = field.reflect();
      reflected.setAccessible(true);
      String made = reflected.get(null).getClass().getName();
      return made.startsWith("java.util.ImmutableCollections$")
          || made.startsWith("java.util.Collections$Unmodifiable");
    }
    return type.isPrimitive()
        || type.isEnum()
        || type.isRecord()
        || CONSTANT_TYPES.stream().anyMatch(type::isAssignableTo)
        || type.getPackageName().equals("java.time");
  }

  @Test
  void the_library_sets_no_system_property() {
    assertThat(
            Stream.concat(CORE.stream(), SPI_CLASSES.stream())
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(System.class))
                .filter(call -> call.getName().startsWith("setPropert"))
                .map(JavaMethodCall::getDescription))
        .isEmpty();
  }

  /** For each package all packages that it may use; only the table is data, this spells it out. */
  private static Map<String, Set<String>> allowedArrows() {
    Map<String, Set<String>> allowed = new TreeMap<>();
    FOUNDATION_ARROWS.forEach((name, arrows) -> allowed.put(name, words(arrows)));
    FEATURE_ARROWS.forEach((name, arrows) -> {
      Set<String> targets = words(arrows);
      targets.addAll(FOUNDATION_ARROWS.keySet());
      allowed.put(name, targets);
    });
    Set<String> all = new TreeSet<>(allowed.keySet());
    allowed.put(ENGINE, all);
    allowed.values().forEach(targets -> targets.add(SPI));
    return allowed;
  }

  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>(Arrays.asList(text.split(" ")));
    words.remove("");
    return words;
  }

  private static boolean isStore(JavaClass type) {
    return type.getSimpleName().endsWith("Store")
        && type.isTopLevelClass()
        && type.getPackageName().startsWith(ROOT)
        && !type.getPackageName().equals(ROOT + SPI);
  }

  private static boolean usesDirectory(JavaMethod method) {
    return DIRECTORY_USERS.contains(method.getOwner().getSimpleName())
        && method.getMethodCallsFromSelf().stream().anyMatch(ArchitectureTest::isDirectoryCall);
  }

  private static boolean isDirectoryCall(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Database.class)
        && call.getName().toLowerCase(Locale.ROOT).contains("directory");
  }

  private static boolean readsTheSystemClockOrMakesAnId(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    boolean noClock =
        call.getTarget().getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(Clock.class));
    return (owner.startsWith("java.time.") && call.getName().equals("now") && noClock)
        || (owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis"))
        || (owner.equals("java.util.UUID") && call.getName().equals("randomUUID"));
  }

  /** Written by a person, not by the compiler. */
  private static boolean isWritten(JavaMethod method) {
    return !method.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !method.getModifiers().contains(JavaModifier.BRIDGE)
        && !method.getName().contains("$");
  }

  private static boolean takesFirst(JavaMethod method, Class<?> type) {
    List<JavaClass> parameters = method.getRawParameterTypes();
    return !parameters.isEmpty() && parameters.get(0).isEquivalentTo(type);
  }

  /** A record with the id of its organization among its components, or the organization itself. */
  private static boolean takesFirstWhatNamesItsOrganization(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .limit(1)
        .filter(JavaClass::isRecord)
        .flatMap(type -> type.getFields().stream())
        .anyMatch(field -> field.getRawType().isEquivalentTo(OrganizationId.class));
  }

  /** Public, and so is every class around it. */
  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED))
        && !member.isAnnotatedWith(Internal.class);
  }

  private static Stream<JavaClass> inherited(JavaClass type) {
    return Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
  }

  private static Stream<JavaClass> signature(JavaMember member) {
    if (member instanceof JavaCodeUnit code) {
      return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
          .map(JavaType::getAllInvolvedRawTypes)
          .flatMap(Set::stream);
    }
    return member.getAllInvolvedRawTypes().stream();
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static String shortName(JavaMethod method) {
    return method.getOwner().getSimpleName() + "." + method.getName();
  }

  private static Set<String> packagesOf(JavaClasses types) {
    Set<String> packages = new TreeSet<>();
    types.forEach(type -> packages.add(packageOf(type)));
    return packages;
  }

  /** The first word after io.mce: what the table of arrows is about. */
  private static String packageOf(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static JavaClasses importClassesBeside(Class<?> type) {
    return new ClassFileImporter()
        .importLocations(
            Set.of(Location.of(type.getProtectionDomain().getCodeSource().getLocation())));
  }
}
