package io.mce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What README and docs say about code is so: snippets are parts of samples that the build runs,
 * links lead somewhere, and the classes and methods that are named exist.
 */
class DocumentationTest {

  private static final Path ROOT = root();

  /** Which sources the snippets of a page come from; others have them from all of samples/. */
  private static final Map<String, String> SNIPPET_SOURCES =
      Map.of("docs/writing-a-plugin.md", "samples/echo-channel");

  /** Pages whose every name in backticks that looks like a class must be one of ours. */
  private static final List<String> PAGES_THAT_NAME_CODE =
      List.of("docs/architecture.md", "docs/embedding.md", "docs/concepts.md", "README.md");

  /** Names in those pages that belong to others. */
  private static final Set<String> OF_OTHERS =
      Set.of("ServiceLoader", "DataSource", "Clock", "Test", "X-Org-Id", "HttpServer");

  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern CLASS_NAME =
      Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.(\\w+))?(?:\\(.*\\))?");
  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)");

  @TestFactory
  Stream<DynamicTest> snippets_are_parts_of_samples_that_the_build_runs() {
    return pages().stream()
        .flatMap(page ->
            snippets(page).stream()
                .map(snippet ->
                    DynamicTest.dynamicTest(
                        page + ": " + snippet.lines().findFirst().orElse("").strip(),
                        () -> assertThatSampleHas(page, snippet))));
  }

  @Test
  void there_are_snippets_to_check() {
    assertThat(snippets("README.md")).isNotEmpty();
    assertThat(snippets("docs/embedding.md")).hasSizeGreaterThan(5);
    assertThat(snippets("docs/writing-a-plugin.md")).hasSizeGreaterThan(10);
  }

  @Test
  void links_lead_to_files_that_exist() {
    List<String> broken = new ArrayList<>();
    for (String page : pages()) {
      Path folder = ROOT.resolve(page).getParent();
      LINK.matcher(withoutFences(page))
          .results()
          .map(link -> link.group(2).replaceAll("#.*", ""))
          .filter(target -> !target.isEmpty() && !target.matches("(https?|mailto):.*"))
          .filter(target -> !Files.exists(folder.resolve(target)))
          .forEach(target -> broken.add(page + " -> " + target));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void a_link_on_a_class_leads_to_its_file() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (String page : pages()) {
      for (MatchResult link : LINK.matcher(withoutFences(page)).results().toList()) {
        MatchResult code = whole(CODE, link.group(1));
        MatchResult name = code == null ? null : whole(CLASS_NAME, code.group(1));
        if (name != null && link.group(2).endsWith(".java")) {
          checked++;
          if (!link.group(2).endsWith("/" + name.group(1) + ".java")) {
            wrong.add(page + ": " + link.group());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThan(20);
  }

  @Test
  void classes_and_methods_that_pages_name_exist() {
    Map<String, String> sources = sourcesByTypeName();
    Set<String> unknown = new TreeSet<>();
    for (String page : PAGES_THAT_NAME_CODE) {
      CODE.matcher(withoutFences(page))
          .results()
          .map(code -> whole(CLASS_NAME, code.group(1)))
          .filter(name -> name != null && !OF_OTHERS.contains(name.group(1)))
          .filter(name -> !exists(sources, name.group(1), name.group(2)))
          .forEach(name -> unknown.add(page + ": " + name.group()));
    }
    assertThat(unknown).isEmpty();
  }

  /** Every package has its place on the map, and nothing is on it that is not there. */
  @Test
  void the_map_of_packages_is_complete() throws IOException {
    Set<String> packages;
    try (Stream<Path> folders = Files.list(ROOT.resolve("mce-core/src/main/java/io/mce"))) {
      packages = folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet());
    }
    Set<String> mapped =
        Pattern.compile("^\\| \\[`(\\w+)`\\]\\(\\.\\./mce-core/.*$", Pattern.MULTILINE)
            .matcher(read(ROOT.resolve("docs/architecture.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());
    assertThat(mapped).isEqualTo(packages);
  }

  private static void assertThatSampleHas(String page, String snippet) {
    String wanted = withoutIndentation(snippet);
    assertThat(sampleFiles(SNIPPET_SOURCES.getOrDefault(page, "samples")))
        .as("no file of the samples contains:%n%s", snippet)
        .anyMatch(source -> withoutIndentation(source).contains(wanted));
  }

  private static List<String> sampleFiles(String folder) {
    return files(folder, path -> path.endsWith(".java") || path.endsWith("pom.xml")).stream()
        .map(DocumentationTest::read)
        .toList();
  }

  private static List<String> snippets(String page) {
    return FENCE
        .matcher(read(ROOT.resolve(page)))
        .results()
        .filter(fence -> Set.of("java", "xml").contains(fence.group(1)))
        .map(fence -> fence.group(2))
        .toList();
  }

  private static List<String> pages() {
    return Stream.concat(
            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"),
            files("docs", path -> path.endsWith(".md")).stream()
                .map(path -> ROOT.relativize(path).toString().replace('\\', '/')))
        .toList();
  }

  private static String withoutFences(String page) {
    return FENCE.matcher(read(ROOT.resolve(page))).replaceAll("");
  }

  private static String withoutIndentation(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static @Nullable MatchResult whole(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.matches() ? matcher.toMatchResult() : null;
  }

  /** A method or constant counts when the file of its class has the word. */
  private static boolean exists(Map<String, String> sources, String type, @Nullable String member) {
    String source = sources.get(type);
    return source != null
        && (member == null || Pattern.compile("\\b" + member + "\\b").matcher(source).find());
  }

  private static Map<String, String> sourcesByTypeName() {
    Map<String, String> sources = new HashMap<>();
    Stream.of("mce-spi/src", "mce-core/src", "mce-reference-app/src", "samples")
        .flatMap(folder -> files(folder, path -> path.endsWith(".java")).stream())
        .map(DocumentationTest::read)
        .forEach(source ->
            DECLARATION
                .matcher(source)
                .results()
                .forEach(type -> sources.merge(type.group(1), source, String::concat)));
    return sources;
  }

  private static List<Path> files(String folder, Predicate<String> wanted) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files
          .filter(path -> !path.toString().contains("target"))
          .filter(path -> wanted.test(path.toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The folder of the whole project, wherever in it the tests run. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("run.sh"))) {
      folder = folder.getParent();
    }
    return Objects.requireNonNull(folder, "the tests run outside of the project");
  }
}
