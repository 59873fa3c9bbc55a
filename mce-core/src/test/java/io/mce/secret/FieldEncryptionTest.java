package io.mce.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.CaptureOutcome;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Personal values are sealed unless that is switched off, and both settings read both. */
final class FieldEncryptionTest {

  private static final String PHONE = "+14155550100";

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private boolean on = true;
    private Actor acme;

    Contract(MceExtension mce) {
      this.mce = mce.with(builder -> on ? builder : builder.fieldEncryption(false));
    }

    @BeforeEach
    void an_organization() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
    }

    private void restart(boolean newOn) {
      on = newOn;
      mce.restart();
    }

    private LeadId capture(String name, String phone) {
      return mce.engine()
          .leads()
          .capture(acme, LeadDraft.of(name, phone).metadata(Map.of("note", "likes tea")))
          .leadId();
    }

    private List<String> stored(String table, String column) {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              acme.organizationId(),
              transaction ->
                  transaction
                      .query(
                          "select "
                              + column
                              + " from "
                              + table
                              + " where organization_id = :organizationId")
                      .mapTo(String.class)
                      .list());
    }

    @Test
    void it_is_on_unless_switched_off() {
      capture("Ana", PHONE);
      assertThat(stored("mce_lead_identifier", "value_sealed")).allMatch(SealedValue::is);
      assertThat(stored("mce_lead", "metadata_sealed")).allMatch(SealedValue::is);
    }

    @Test
    void off_leaves_personal_values_readable_but_no_credentials() {
      restart(false);
      capture("Ana", PHONE);
      mce.engine()
          .providerAccounts()
          .create(acme, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
      assertThat(stored("mce_lead_identifier", "value_sealed")).containsExactly("p1." + PHONE);
      assertThat(stored("mce_lead", "metadata_sealed")).allMatch(each -> each.contains("tea"));
      assertThat(stored("mce_provider_account", "settings_sealed")).allMatch(SealedValue::is);
      assertThat(stored("mce_data_key", "key_sealed")).isNotEmpty().allMatch(SealedValue::is);
    }

    @Test
    void each_setting_reads_what_the_other_wrote_and_knows_its_leads() {
      LeadId sealed = capture("Ana", PHONE);
      restart(false);
      LeadId readable = capture("Bo", "+14155550101");
      assertKnown(sealed, PHONE);
      restart(true);
      assertKnown(sealed, PHONE);
      assertKnown(readable, "+14155550101");
    }

    private void assertKnown(LeadId id, String phone) {
      Lead lead = mce.engine().leads().get(acme, id);
      assertThat(lead.phone().orElseThrow().e164()).isEqualTo(phone);
      assertThat(lead.metadata()).containsEntry("note", "likes tea");
      assertThat(mce.engine().leads().capture(acme, LeadDraft.of("Anyone", phone)))
          .satisfies(result -> assertThat(result.leadId()).isEqualTo(id))
          .satisfies(result -> assertThat(result.outcome()).isNotEqualTo(CaptureOutcome.CREATED));
    }
  }

  @Test
  void a_readable_text_that_looks_sealed_or_holds_what_no_database_takes_comes_back() {
    SecretBox secrets = new SecretBox(new KeyRing(MasterKey.generate()));
    PersonalBox off = new PersonalBox(secrets, false);
    PersonalBox on = new PersonalBox(secrets, true);
    OrganizationId acme = new OrganizationId(new UUID(1, 1));
    for (String text : List.of("", "s1.AQAA", "p1.x", "b1.x", "a\0b", "olá")) {
      assertThat(on.openText(acme, "place", off.seal(acme, "place", text))).isEqualTo(text);
      assertThat(off.openText(acme, "place", on.seal(acme, "place", text))).isEqualTo(text);
    }
    assertThat(off.seal(acme, "place", "a\0b")).doesNotContain("\0");
    byte[] bytes = {0, 1, (byte) 200};
    assertThat(on.open(acme, "place", off.seal(acme, "place", bytes))).isEqualTo(bytes);
  }
}
