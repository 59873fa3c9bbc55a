package io.mce.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.persistence.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may write as conditions, and what they are told about what they may not. */
final class SegmentDefinitionTest {

  private static SegmentDefinition read(String json) {
    return SegmentDefinition.of(object(json));
  }

  private static Map<String, Object> object(String json) {
    return Json.read(json, new TypeReference<Map<String, Object>>() {});
  }

  private static MceException refusal(String json) {
    try {
      read(json);
    } catch (MceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
      return e;
    }
    throw new AssertionError("taken: " + json);
  }

  @Test
  void conditions_are_written_as_they_are_read() {
    String json =
        """
        {"version":1,"all":[{"status":{"in":["NEW"]}},{"any":[{"score":{"min":50}},
        {"not":{"tags":{"none":["a"]}}}]},{"activity":{"kind":"RECEIVED","never":true,"days":14}},
        {"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"MONEY","min":0.5,"max":2.5}},
        {"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"DATE","min":"2026-01-31"}},
        {"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"TEXT","beginsWith":"Sol"}},
        {"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"BOOLEAN","is":false}},
        {"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"CHOICE","anyOf":["A"]}},
        {"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"PHONE","filled":true}},
        {"created":{"lastDays":7}},{"phone":{"known":true}},{"doNotContact":{"channel":"SMS"}}]}
        """;
    assertThat(object(read(json).text())).isEqualTo(object(json));
    assertThat(read("{\"version\":1,\"email\":{\"known\":false}}").json())
        .isEqualTo(Map.of("version", 1, "not", Map.of("email", Map.of("known", true))));
  }

  private static String field(String type, String comparison) {
    return """
    {"version":1,"field":{"id":"019a0000-0000-7000-8000-000000000001","type":"%s",%s}}
    """
        .formatted(type, comparison);
  }

  @Test
  void a_field_is_compared_as_its_type_is() {
    assertThat(read(field("NUMBER", "\"is\":5")))
        .isEqualTo(read(field("NUMBER", "\"min\":5,\"max\":5")));
    assertThat(read(field("DATE", "\"is\":\"2026-01-31\"")))
        .isEqualTo(read(field("DATE", "\"min\":\"2026-01-31\",\"max\":\"2026-01-31\"")));
    assertThat(read(field("URL", "\"is\":\"Example.com/A\"")))
        .isEqualTo(read(field("URL", "\"is\":\"https://example.com/A\"")));
    assertThat(read(field("TEXT", "\"filled\":false")).json()).containsKey("not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TEXT | \"min\":1 | field: A field of type TEXT is compared by one of is, beginsWith, filled.",
        "PHONE | \"is\":\"x\" | field: A field of type PHONE is compared by one of filled.",
        "DATE | \"is\":\"31/01/2026\" | field.is: This is a day such as 2026-03-02.",
        "NUMBER | \"is\":\"5\" | field.is: This is a number.",
        "NUMBER | \"min\":null | field: Give a lowest (min) or a highest (max) value, or both.",
        "MONEY | \"min\":2,\"max\":1 | field.min: The lowest value is above the highest.",
        "MONEY | \"is\":1,\"min\":1 | field: A field of type MONEY is compared by one of is, min, max, filled.",
        "BOOLEAN | \"is\":\"yes\" | field.is: This is true or false.",
        "CHOICE | \"anyOf\":[] | field.anyOf: This is a list of 1 to 100 values.",
        "URL | \"is\":\"no address\" | field.is: This is no address on the web.",
        "TEXT | \"is\":\"a\",\"x\":1 | field.x: This condition has no \"x\".",
      })
  void what_a_field_cannot_be_compared_with_is_said(
      String type, String comparison, String sentence) {
    assertThat(refusal(field(type, comparison))).hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"all\":[]} | version",
        "{\"version\":2,\"all\":[]} | version",
        "{\"version\":1} | definition",
        "{\"version\":1,\"all\":[],\"any\":[]} | definition",
        "{\"version\":1,\"all\":{}} | all",
        "{\"version\":1,\"all\":[1]} | all[0]",
        "{\"version\":1,\"all\":[{},{}]} | all[0]",
        "{\"version\":1,\"all\":[{\"mood\":{}}]} | all[0]",
        "{\"version\":1,\"mood\":{}} | mood",
        "{\"version\":1,\"status\":{\"in\":[\"SLEEPY\"]}} | status.in[0]",
        "{\"version\":1,\"status\":{\"in\":[]}} | status.in",
        "{\"version\":1,\"status\":{}} | status.in",
        "{\"version\":1,\"status\":{\"in\":[\"NEW\"],\"x\":1}} | status.x",
        "{\"version\":1,\"source\":{\"in\":[\" \"]}} | source.in[0]",
        "{\"version\":1,\"owner\":{}} | owner.in",
        "{\"version\":1,\"owner\":{\"in\":[\"me\"]}} | owner.in[0]",
        "{\"version\":1,\"project\":{}} | project.in",
        "{\"version\":1,\"project\":{\"in\":[\"PALM\"]}} | project.in[0]",
        "{\"version\":1,\"all\":[{\"phone\":{\"known\":true}},{\"not\":{\"score\":{\"min\":101}}}]}"
            + " | all[1].not.score.min",
        "{\"version\":1,\"score\":{}} | score",
        "{\"version\":1,\"score\":{\"min\":5,\"max\":4}} | score.min",
        "{\"version\":1,\"score\":{\"min\":1.5}} | score.min",
        "{\"version\":1,\"tags\":{\"any\":[\"a\"],\"all\":[\"b\"]}} | tags",
        "{\"version\":1,\"created\":{}} | created",
        "{\"version\":1,\"created\":{\"lastDays\":0}} | created.lastDays",
        "{\"version\":1,\"updated\":{\"from\":\"yesterday\"}} | updated.from",
        "{\"version\":1,\"updated\":{\"from\":\"2026-02-01T00:00:00Z\","
            + "\"until\":\"2026-01-01T00:00:00Z\"}} | updated.from",
        "{\"version\":1,\"name\":{\"contains\":\"\"}} | name.contains",
        "{\"version\":1,\"company\":{}} | company.contains",
        "{\"version\":1,\"phone\":{\"known\":\"yes\"}} | phone.known",
        "{\"version\":1,\"automation\":{\"in\":[\"LAZY\"]}} | automation.in[0]",
        "{\"version\":1,\"doNotContact\":{\"channel\":7}} | doNotContact.channel",
        "{\"version\":1,\"activity\":{\"kind\":\"SANG\",\"atLeast\":1}} | activity.kind",
        "{\"version\":1,\"activity\":{\"kind\":\"SENT\"}} | activity",
        "{\"version\":1,\"activity\":{\"kind\":\"SENT\",\"atLeast\":1,\"never\":true}} | activity",
        "{\"version\":1,\"activity\":{\"kind\":\"SENT\",\"atLeast\":0}} | activity.atLeast",
        "{\"version\":1,\"activity\":{\"kind\":\"SENT\",\"atLeast\":1,\"days\":400}} | activity.days"
      })
  void what_is_wrong_is_named_by_its_path(String json, String path) {
    MceException refusal = refusal(json);
    assertThat(refusal.details()).containsOnlyKeys(path);
    assertThat(refusal.getMessage()).startsWith(path + ": ").endsWith(".");
  }

  @Test
  void there_are_eight_levels_and_fifty_conditions() {
    String leaf = "{\"score\":{\"min\":1}}";
    read("{\"version\":1," + nested(7, leaf).substring(1));
    assertThat(refusal("{\"version\":1," + nested(8, leaf).substring(1)).getMessage())
        .contains("8 levels");
    read("{\"version\":1,\"all\":[" + String.join(",", Collections.nCopies(50, leaf)) + "]}");
    assertThat(
            refusal(
                    "{\"version\":1,\"all\":["
                        + String.join(",", Collections.nCopies(51, leaf))
                        + "]}")
                .details())
        .containsOnlyKeys("all[50].score");
    assertThatThrownBy(() ->
            new SegmentDefinition(
                new LeadCondition.All(
                    Collections.nCopies(51, new LeadCondition.Owner(Set.of(), true)))))
        .isInstanceOf(MceException.class);
  }

  private static String nested(int levels, String leaf) {
    return "{\"not\":".repeat(levels) + leaf + "}".repeat(levels);
  }

  /** Whatever a body holds, it is read or refused, and never anything else. */
  @Test
  void whatever_comes_is_read_or_refused() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      Object json = anything(random, 4);
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("version", 1);
      object.put(KEYS.get(random.nextInt(17)), json);
      try {
        SegmentDefinition definition = SegmentDefinition.of(object);
        assertThat(SegmentDefinition.read(definition.text())).isEqualTo(definition);
        read++;
      } catch (MceException e) {
        assertThat(e.code()).as("seed %d, %d", seed, i).isEqualTo(ErrorCode.INVALID);
      }
    }
    System.out.println(
        "SegmentDefinitionTest: 20000 random bodies, " + read + " of them read, seed " + seed);
  }

  private static final List<String> KEYS =
      List.of(
          "all",
          "any",
          "not",
          "status",
          "source",
          "owner",
          "project",
          "score",
          "tags",
          "created",
          "updated",
          "name",
          "company",
          "phone",
          "email",
          "automation",
          "doNotContact",
          "activity",
          "field",
          "id",
          "type",
          "is",
          "beginsWith",
          "anyOf",
          "filled",
          "in",
          "min",
          "max",
          "days",
          "lastDays",
          "contains",
          "known",
          "kind",
          "atLeast",
          "never",
          "nobody",
          "channel",
          "from",
          "until",
          "none");

  private static final List<Object> VALUES =
      List.of(
          "NEW",
          "ACTIVE",
          "RECEIVED",
          "",
          "\u0000",
          "2026-01-01T00:00:00Z",
          "2026-01-01",
          "019a0000-0000-7000-8000-000000000001",
          "NUMBER",
          "DATE",
          1,
          50,
          -1,
          1e300,
          1.5,
          true,
          false,
          "x");

  private static Object anything(Random random, int levels) {
    return switch (levels == 0 ? 2 : random.nextInt(5)) {
      case 0, 1 -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          object.put(KEYS.get(random.nextInt(KEYS.size())), anything(random, levels - 1));
        }
        yield object;
      }
      case 3 -> {
        ArrayList<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(anything(random, levels - 1));
        }
        yield list;
      }
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }
}
