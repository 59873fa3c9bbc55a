package com.example.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.MceEngine;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.organization.Member;
import io.mce.organization.Role;
import io.mce.secret.MasterKey;
import io.mce.testing.MceExtension;
import io.mce.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/embedding.md shows does what it says. */
class HostTest {
  @RegisterExtension final MceExtension mce = MceExtension.sqlite();

  @Test
  void an_engine_runs_in_the_database_of_the_host_and_leaves_its_pool_open() throws Exception {
    var pool = TestPostgres.newDatabase();
    MceEngine engine = HostedEngine.start(pool, MasterKey.generate().toBase64());

    assertThat(engine.health().isUp()).isTrue();
    engine.close();

    try (var connection = pool.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void a_mirror_hears_who_owns_a_lead_also_when_it_begins_late() {
    Actor crm = crm();
    Member seller = mce.engine().members().add(crm, "user-1", "Rosa", Role.REP);
    LeadId lead = take(crm);
    OwnerMirror mirror = new OwnerMirror();

    mirror.follow(mce.engine());
    mce.runDue();

    assertThat(mirror.owner(lead)).contains(seller.id());
  }

  @Test
  void an_edit_of_a_lead_that_changed_meanwhile_is_refused_with_a_sentence() {
    Actor crm = crm();
    Lead seen = mce.engine().leads().get(crm, take(crm));
    LeadEditor editor = new LeadEditor(mce.engine());

    assertThat(editor.save(crm, seen, LeadChange.none().company("Souza SA"))).isEqualTo("Saved.");
    assertThat(editor.save(crm, seen, LeadChange.none().company("Silva SA")))
        .isEqualTo("Someone else edited this lead; load it again.");
    assertThat(editor.save(crm, mce.engine().leads().get(crm, seen.id()), noPhone()))
        .contains("phone");
  }

  private static LeadChange noPhone() {
    return LeadChange.none().phone("call me");
  }

  private Actor crm() {
    return Actor.system(mce.engine().organizations().ensure("acme", "Acme Ltd").id(), "crm");
  }

  private LeadId take(Actor crm) {
    return mce.engine()
        .intake()
        .take(crm, LeadDraft.of("Ana Souza", "+55 11 91234-5678"), SourceId.of("website"))
        .leadId()
        .orElseThrow();
  }
}
