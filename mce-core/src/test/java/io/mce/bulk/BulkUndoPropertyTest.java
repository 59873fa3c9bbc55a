package io.mce.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.lead.LeadChange;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Random changes of many leads: undone, each lead is as before if nobody touched what the change
 * gave it; and what somebody touched stays.
 */
final class BulkUndoPropertyTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite(), 120);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres(), 30);
    }
  }

  abstract static class Contract extends BulkFixture {

    private static final int LEADS = 12;
    private static final List<String> WORDS = List.of("a", "b", "c");

    private final int cases;
    private Random random = new Random();
    private List<MemberId> members = List.of();

    Contract(MceExtension mce, int cases) {
      super(mce);
      this.cases = cases;
    }

    @Test
    void an_undo_restores_what_nobody_touched_and_leaves_what_somebody_did() {
      long seed = Long.getLong("mce.seed", System.nanoTime());
      random = new Random(seed);
      System.out.println("BulkUndoPropertyTest: seed " + seed + ", " + cases + " cases");
      List<LeadId> ids = captured(LEADS);
      members = List.of(member("ana"), member("bob"));
      mce.advance(Duration.ofMinutes(1)); // What waited has an owner, and nobody is given more.
      for (int i = 0; i < cases; i++) {
        String as = "seed " + seed + ", case " + i;
        ids.forEach(this::shuffle);
        TreeMap<String, List<Object>> before = table();
        BulkAction action = action();

        BulkChange done = changed(some(ids), action);
        TreeMap<String, List<Object>> expected = new TreeMap<>(before);
        Map<String, LeadChange> touches = new HashMap<>();
        if (random.nextBoolean() && action.kind() != BulkKind.DELETE) {
          for (LeadId id : some(ids)) {
            touch(id, action, expected);
            touches.put(id.toString(), LeadChange.none());
          }
        }
        if (done.counts().done() == 0) {
          continue;
        }
        BulkChange undo = undone(done);

        assertThat(undo.counts().processed()).as(as).isEqualTo(done.counts().done());
        assertThat(table()).as(as + " " + action.kind()).isEqualTo(expected);
        if (touches.isEmpty()) {
          assertThat(undo.counts())
              .as(as)
              .isEqualTo(new BulkCounts(undo.counts().total(), undo.counts().total(), 0, 0));
        }
      }
    }

    /** Gives the lead another value where the change gave one; that value is to stay. */
    private void touch(LeadId id, BulkAction action, Map<String, List<Object>> expected) {
      String other = "touched " + random.nextInt(1_000_000);
      switch (action) {
        case BulkAction.SetStatus set ->
            service().changeStatus(actor, id, LeadStatus.NOT_INTERESTED);
        case BulkAction.SetOwner set -> service().changeOwner(actor, id, third());
        case BulkAction.DealOut deal -> service().changeOwner(actor, id, third());
        case BulkAction.SetCompany set -> edit(id, LeadChange.none().company(other));
        case BulkAction.SetMetadata set -> {
          Map<String, String> metadata = new HashMap<>(lead(id).metadata());
          metadata.put(set.key(), other);
          edit(id, LeadChange.none().metadata(metadata));
        }
        case BulkAction.ChangeTags tags -> {
          // Another field than the one that was changed: both are as they should be.
          edit(id, LeadChange.none().name(other));
          List<Object> state = new java.util.ArrayList<>(expected.get(id.toString()));
          state.set(0, other);
          expected.put(id.toString(), state);
          return;
        }
        case BulkAction.SetProject set -> throw new AssertionError("not made here");
        case BulkAction.Delete delete -> throw new AssertionError("a deleted lead is not edited");
        case BulkAction.TakeBack undo -> throw new AssertionError("not made here");
      }
      expected.put(id.toString(), state(lead(id)));
    }

    /** An owner that no change gives. */
    private Optional<MemberId> third() {
      if (members.size() == 2) {
        members = List.of(members.get(0), members.get(1), member("cid"));
      }
      return Optional.of(members.get(2));
    }

    private List<LeadId> some(List<LeadId> ids) {
      List<LeadId> some = ids.stream().filter(id -> random.nextInt(3) > 0).toList();
      return some.isEmpty() ? ids : some;
    }

    private void shuffle(LeadId id) {
      LeadChange change =
          LeadChange.none().status(pick(List.of(LeadStatus.NEW, LeadStatus.CONVERTED)));
      change = change.company(random.nextBoolean() ? "" : pick(WORDS));
      change = change.tags(words());
      Map<String, String> metadata = new HashMap<>();
      words().forEach(word -> metadata.put(word, pick(WORDS)));
      edit(id, change.metadata(metadata).owner(owner()));
    }

    private BulkAction action() {
      return switch (random.nextInt(7)) {
        case 0 -> new BulkAction.SetStatus(pick(List.of(LeadStatus.QUALIFIED, LeadStatus.NEW)));
        case 1 -> new BulkAction.SetOwner(owner());
        case 2 -> {
          Set<String> added = words();
          Set<String> removed = words();
          removed.removeAll(added);
          yield added.isEmpty() && removed.isEmpty()
              ? tags(Set.of("a"), Set.of())
              : tags(added, removed);
        }
        case 3 -> new BulkAction.SetCompany(optionalWord());
        case 4 -> new BulkAction.SetMetadata(pick(WORDS), optionalWord());
        case 5 -> new BulkAction.Delete();
        default -> new BulkAction.SetOwner(Optional.of(members.get(random.nextInt(2))));
      };
    }

    private Optional<MemberId> owner() {
      return random.nextInt(3) == 0
          ? Optional.empty()
          : Optional.of(members.get(random.nextInt(2)));
    }

    private Optional<String> optionalWord() {
      return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(pick(WORDS));
    }

    private Set<String> words() {
      Set<String> words = new HashSet<>();
      WORDS.stream().filter(word -> random.nextBoolean()).forEach(words::add);
      return words;
    }

    private <T> T pick(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }
  }
}
