package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.project.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes of the fields of two leads, whatever they are, the policy is and people choose. */
final class MergeFieldsTest {

  private static final int CASES = 20_000;
  private static final List<String> TEXTS = List.of("", "Ana", "Ana Souza", "7", "-2.5", "a; b");

  @Test
  void no_merge_allows_more_and_each_can_be_undone() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("MergeFieldsTest: seed " + seed + ", " + CASES + " cases");
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      Lead survivor = lead(random);
      Lead merged = lead(random);
      MergePolicy policy = policy(random);
      MergeFields fields =
          new MergeFields(
              survivor, merged, policy, choices(random), TypedFields.of(java.util.List.of(), "BR"));
      LeadSnapshot after = fields.result();
      LeadSnapshot before = LeadSnapshot.of(survivor);

      int strictness = MergeFields.strictness(after.whetherAutomated());
      assertThat(strictness)
          .as("seed %s, case %s", seed, i)
          .isEqualTo(
              Math.max(
                  MergeFields.strictness(survivor.automation()),
                  MergeFields.strictness(merged.automation())));
      KeptOriginals kept =
          new KeptOriginals(
              before,
              LeadSnapshot.of(merged),
              after,
              fields.provenance(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              List.of());
      assertThat(MergeUndoing.restored(after, kept, false))
          .as("seed %s, case %s", seed, i)
          .isEqualTo(before);
      // Whatever was edited since: nothing that only the merge brought stays, no edit is lost.
      LeadSnapshot edited = LeadSnapshot.of(lead(random));
      LeadSnapshot back = MergeUndoing.restored(edited, kept, false);
      assertThat(back.name())
          .isEqualTo(edited.name().equals(after.name()) ? before.name() : edited.name());
      edited
          .metadata()
          .forEach((key, value) -> {
            if (!value.equals(after.metadata().get(key))) {
              assertThat(back.metadata()).as("seed %s", seed).containsEntry(key, value);
            }
          });
      assertThat(
              MergeFields.strictness(MergeUndoing.restored(after, kept, true).whetherAutomated()))
          .as("refused again since")
          .isEqualTo(strictness);
    }
  }

  private static MergePolicy policy(Random random) {
    Map<String, MergeStrategy> strategies = new HashMap<>();
    MergeStrategy[] texts = {MergeStrategy.OLDEST, MergeStrategy.NEWEST, MergeStrategy.LONGEST};
    strategies.put("name", texts[random.nextInt(3)]);
    strategies.put("company", texts[random.nextInt(3)]);
    strategies.put("metadata", MergeStrategy.values()[random.nextInt(5)]);
    if (random.nextBoolean()) {
      strategies.put("tags", random.nextBoolean() ? MergeStrategy.NEWEST : MergeStrategy.OLDEST);
    }
    return new MergePolicy(strategies, SameEmail.SUGGEST);
  }

  private static Map<String, MergeSide> choices(Random random) {
    Map<String, MergeSide> choices = new HashMap<>();
    for (String field : List.of("name", "company", "status", "owner", "tags")) {
      if (random.nextInt(3) == 0) {
        choices.put(field, random.nextBoolean() ? MergeSide.SURVIVOR : MergeSide.MERGED);
      }
    }
    return choices;
  }

  private static Lead lead(Random random) {
    Map<String, String> metadata = new LinkedHashMap<>();
    Set<String> tags = new LinkedHashSet<>();
    for (String key : List.of("a", "b", "c")) {
      String value = text(random);
      if (!value.isEmpty()) {
        metadata.put(key, value);
      }
      if (random.nextBoolean()) {
        tags.add(key);
      }
    }
    AutomationReason[] reasons = AutomationReason.values();
    List<Automation> automations = new ArrayList<>(List.of(Automation.ACTIVE));
    for (AutomationReason reason : reasons) {
      automations.add(
          reason == AutomationReason.OPTED_OUT ? Automation.optedOut() : Automation.paused(reason));
    }
    Instant created = Instant.ofEpochSecond(random.nextInt(3));
    int score = random.nextInt(3);
    return new Lead(
        new LeadId(new UUID(random.nextLong(), random.nextLong())),
        text(random),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(text(random)).filter(each -> !each.isEmpty()),
        "source" + random.nextInt(2),
        LeadStatus.values()[random.nextInt(LeadStatus.values().length)],
        score,
        List.of(new ScoreReason("manual", score, "reason")),
        Optional.empty(),
        automations.get(random.nextInt(automations.size())),
        tags,
        metadata,
        PROJECTS.get(random.nextInt(PROJECTS.size())),
        Optional.empty(),
        created,
        created,
        1);
  }

  private static final List<Optional<ProjectId>> PROJECTS =
      List.of(
          Optional.empty(),
          Optional.of(new ProjectId(new UUID(1, 1))),
          Optional.of(new ProjectId(new UUID(1, 2))));

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
