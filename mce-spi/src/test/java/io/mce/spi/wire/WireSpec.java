package io.mce.spi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.tck.LoopbackHttp.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A description of a carrier's API, in the form of OpenAPI 3. Stricter than such a description is
 * meant: a field, a parameter or a path that it does not name is wrong. Thread-safe.
 */
public final class WireSpec {

  /**
   * The folder with the official specifications, which are not ours to hand out. Without it,
   * requests are held against our own words for them alone.
   */
  public static final String FOLDER = "mce.wire.specs";

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final String title;
  private final List<WireOperation> operations = new ArrayList<>();

  private WireSpec(String title, ObjectNode document) {
    this.title = title;
    WireSchemas schemas = new WireSchemas(document);
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(each -> METHODS.contains(each.getKey()))
                .forEach(each ->
                    operations.add(
                        operation(
                            document,
                            schemas,
                            each.getKey(),
                            path.getKey(),
                            path.getValue(),
                            each.getValue()))));
    operations.sort(Comparator.comparing(WireOperation::openness));
  }

  /** Reads a description beside a class. */
  public static WireSpec beside(Class<?> place, String file) {
    try (InputStream input = place.getResourceAsStream(file)) {
      if (input == null) {
        throw new IllegalArgumentException("no " + file + " beside " + place.getName());
      }
      String json = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      return new WireSpec(file, (ObjectNode) WireJson.read(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an official specification, where there is a folder of them. */
  public static Optional<WireSpec> official(List<String> files, List<Amendment> amendments) {
    String folder = System.getProperty(FOLDER, "");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode whole = (ObjectNode) read(Path.of(folder, files.getFirst()));
    for (String more : files.subList(1, files.size())) {
      JsonNode other = read(Path.of(folder, more));
      whole.withObjectProperty("paths").setAll((ObjectNode) other.path("paths"));
      whole
          .withObjectProperty("components")
          .withObjectProperty("schemas")
          .setAll((ObjectNode) other.path("components").path("schemas"));
    }
    amendments.forEach(each -> each.apply(whole));
    return Optional.of(new WireSpec(String.join(", ", files), whole));
  }

  private static JsonNode read(Path file) {
    try {
      return WireJson.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All operations that it describes, as method and path. */
  public Set<String> operations() {
    return operations.stream()
        .map(WireOperation::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Which operation a request is, if it is right. */
  public Optional<String> operation(Request request) {
    return at(request).stream()
        .filter(each -> each.problems(request).isEmpty())
        .map(WireOperation::name)
        .findFirst();
  }

  /** What is wrong with a request; a sentence each. */
  public List<String> problems(Request request) {
    List<WireOperation> at =
        at(request).stream().filter(each -> each.isDoneBy(request.method())).toList();
    if (at.isEmpty()) {
      return List.of(title + " has no " + request.method() + " " + request.path());
    }
    // Paths may differ in the names of their variables alone: then one of them has to fit.
    return at.stream()
        .map(each ->
            each.problems(request).stream()
                .map(problem -> title + ", " + each.name() + ": " + problem)
                .toList())
        .min(Comparator.comparing(List::size))
        .orElseThrow();
  }

  private List<WireOperation> at(Request request) {
    String path = request.path().replaceFirst("\\?.*", "");
    return operations.stream().filter(each -> each.isAt(path)).toList();
  }

  private static WireOperation operation(
      ObjectNode document,
      WireSchemas schemas,
      String method,
      String path,
      JsonNode item,
      JsonNode operation) {
    List<JsonNode> parameters = new ArrayList<>();
    operation.path("parameters").forEach(parameters::add);
    item.path("parameters").forEach(parameters::add);
    String server = document.path("servers").path(0).path("url").asText("");
    String prefix = Objects.requireNonNullElse(URI.create(server).getPath(), "");
    JsonNode security =
        operation.has("security") ? operation.get("security") : document.path("security");
    Optional<String> scheme =
        Optional.of(security.path(0).properties())
            .filter(each -> !each.isEmpty())
            .map(each -> each.iterator().next().getKey())
            .map(
                name -> document.at("/components/securitySchemes/" + name).path("scheme").asText());
    return new WireOperation(
        method,
        // Some paths begin with the version that the address of the server ends with.
        !prefix.isEmpty() && path.startsWith(prefix + "/") ? "" : prefix,
        path,
        parameters,
        schemas.resolve(operation.path("requestBody")),
        scheme,
        schemas);
  }
}
